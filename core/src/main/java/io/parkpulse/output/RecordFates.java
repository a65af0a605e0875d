package io.parkpulse.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** What became of the records of a run, stream by stream. */
public final class RecordFates {
    private final Map<Stream, Fates> streams = new EnumMap<>(Stream.class);

    private static final class Fates {
        long read;
        long applied;
        long duplicate;
        final Map<DeadReason, Long> dead = new EnumMap<>(DeadReason.class);

        long decided() {
            return applied
                    + duplicate
                    + dead.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    public RecordFates() {
        for (Stream stream : Stream.values()) {
            streams.put(stream, new Fates());
        }
    }

    /** Records that were applied, that are so no more, and duplicates. */
    public void add(RecordTally account) {
        streams.forEach((stream, fates) -> {
            fates.applied += account.applied()[stream.ordinal()] - account.retracted()[stream.ordinal()];
            fates.duplicate += account.duplicates()[stream.ordinal()];
        });
    }

    /** A dead letter. */
    public void addDead(Stream stream, DeadReason reason) {
        streams.get(stream).dead.merge(reason, 1L, Long::sum);
    }

    /** How many records a stream has, blank lines apart. */
    public void read(Stream stream, long records) {
        streams.get(stream).read = records;
    }

    /** The first stream of which not every record is applied, a duplicate or dead, for a person; null if there is none. */
    public String unaccounted() {
        for (Map.Entry<Stream, Fates> entry : streams.entrySet()) {
            Fates of = entry.getValue();
            if (of.read != of.decided()) {
                return "%s: %d records read, but %d applied, %d duplicates, %d dead letters"
                        .formatted(
                                entry.getKey().fileName(),
                                of.read,
                                of.applied,
                                of.duplicate,
                                of.decided() - of.applied - of.duplicate);
            }
        }
        return null;
    }

    /** Writes the field {@code streams} of {@code run.json}. */
    public void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("streams");
        for (Map.Entry<Stream, Fates> entry : streams.entrySet()) {
            json.writeObjectFieldStart(entry.getKey().id());
            json.writeNumberField("read", entry.getValue().read);
            json.writeNumberField("applied", entry.getValue().applied);
            json.writeNumberField("duplicate", entry.getValue().duplicate);
            json.writeObjectFieldStart("dead");
            for (Map.Entry<DeadReason, Long> dead : entry.getValue().dead.entrySet()) {
                json.writeNumberField(dead.getKey().id(), dead.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
