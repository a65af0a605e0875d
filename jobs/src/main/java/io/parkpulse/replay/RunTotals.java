package io.parkpulse.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What became of all records of a run. */
final class RunTotals {
    private final WindowSchedule schedule;
    private final Map<Stream, Fates> fates = new EnumMap<>(Stream.class);
    private long unallocatedWh;

    private static final class Fates {
        long read;
        long applied;
        long duplicate;
        final Map<DeadReason, Long> dead = new EnumMap<>(DeadReason.class);

        long deadInAll() {
            return dead.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    RunTotals(WindowSchedule schedule) {
        this.schedule = schedule;
        for (Stream stream : Stream.values()) {
            fates.put(stream, new Fates());
        }
    }

    void add(RecordTally account) {
        for (Stream stream : Stream.values()) {
            fates.get(stream).applied += account.applied()[stream.ordinal()] - account.retracted()[stream.ordinal()];
            fates.get(stream).duplicate += account.duplicates()[stream.ordinal()];
        }
        unallocatedWh += account.unallocatedWh();
    }

    void addDead(Stream stream, DeadReason reason) {
        fates.get(stream).dead.merge(reason, 1L, Long::sum);
    }

    void read(Stream stream, long lines) {
        fates.get(stream).read = lines;
    }

    /** Lines of the recording that are not blank. */
    long read(Stream stream) {
        return fates.get(stream).read;
    }

    long applied(Stream stream) {
        return fates.get(stream).applied;
    }

    long duplicate(Stream stream) {
        return fates.get(stream).duplicate;
    }

    /** Dead letters by reason, those that occur. */
    Map<DeadReason, Long> dead(Stream stream) {
        return fates.get(stream).dead;
    }

    /** @throws UnaccountedException if read ≠ applied + duplicate + dead */
    void check() throws UnaccountedException {
        for (Map.Entry<Stream, Fates> entry : fates.entrySet()) {
            Fates of = entry.getValue();
            if (of.read != of.applied + of.duplicate + of.deadInAll()) {
                throw new UnaccountedException("%s: %d records read, but %d applied, %d duplicates, %d dead letters"
                        .formatted(entry.getKey().fileName(), of.read, of.applied, of.duplicate, of.deadInAll()));
            }
        }
    }

    void write(OutputStream out) throws IOException {
        try (JsonGenerator json = ReplayOutput.JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeObjectFieldStart("streams");
            for (Map.Entry<Stream, Fates> entry : fates.entrySet()) {
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
            json.writeNumberField("unallocated_wh", unallocatedWh);
            json.writeStringField("first", schedule.isEmpty() ? null : time(schedule.first()));
            json.writeStringField("last", schedule.isEmpty() ? null : time(schedule.last()));
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static String time(long instant) {
        return Instant.ofEpochMilli(instant).toString();
    }
}
