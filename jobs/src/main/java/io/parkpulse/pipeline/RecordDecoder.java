package io.parkpulse.pipeline;

import io.parkpulse.ingest.RecordReader;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;
import org.apache.flink.util.Collector;

/** Decodes and validates records by themselves and counts those that are dead. Of one operator, used by its thread. */
public final class RecordDecoder {
    private final RecordReader reader;
    private final RecordMetrics metrics;

    /**
     * A decoder by a registry.
     *
     * @param metrics of the operator
     */
    public RecordDecoder(Roster roster, RecordMetrics metrics) {
        this.reader = new RecordReader(roster);
        this.metrics = metrics;
    }

    /**
     * Decodes a record.
     *
     * @param number where it stands in its source
     * @param raw its bytes, which are kept
     * @param received when it reached the system, epoch milliseconds, if it does not say so itself; {@link
     *     io.parkpulse.ingest.TimeText#NONE} if that is not known
     * @param out takes an observation for each group that the record goes to
     * @return null if it is valid
     */
    public DeadLetter decode(Stream stream, long number, byte[] raw, long received, Collector<Observation> out) {
        DeadLetter letter = decodeUncounted(stream, number, raw, received, out);
        return letter == null ? null : dead(letter);
    }

    /** The same of a record of which the caller makes its own letter, and has that counted. */
    public DeadLetter decodeUncounted(
            Stream stream, long number, byte[] raw, long received, Collector<Observation> out) {
        if (!reader.read(stream, raw, 0, raw.length, received)) {
            return new DeadLetter(stream, number, reader.reason(), reader.detail(), raw);
        }
        for (int copy = 0; copy < reader.groups(); copy++) {
            out.collect(reader.observation(copy, number, raw));
        }
        return null;
    }

    /** Counts a record that is dead, such as one that is too long to be looked at. */
    public DeadLetter dead(DeadLetter letter) {
        metrics.deadLetter(letter);
        return letter;
    }
}
