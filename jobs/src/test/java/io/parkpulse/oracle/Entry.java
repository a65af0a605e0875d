package io.parkpulse.oracle;

import io.parkpulse.model.Meter;
import io.parkpulse.model.Stream;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;

/** One record of a recording and what became of it: applied, unless it is a duplicate or dead. */
final class Entry {
    final Stream stream;
    /** Counted from 1, blank lines included. */
    final int line;
    /** Without the LF. */
    final byte[] bytes;

    /** What the line says; null if it is dead by itself. */
    Body body;

    private boolean duplicate;
    private Reason dead;
    private String detail = "";

    Entry(Stream stream, int line, byte[] bytes) {
        this.stream = stream;
        this.line = line;
        this.bytes = bytes;
    }

    void die(Reason reason, String why) {
        dead = reason;
        detail = why;
    }

    void isDuplicate() {
        duplicate = true;
    }

    /** Of a reading in two segments: in either. */
    boolean applied() {
        return body instanceof Power power
                ? power.readings.stream().anyMatch(Reading::applied)
                : dead == null && !duplicate;
    }

    /** Of a reading in two segments: applied in neither, a duplicate in either. */
    boolean duplicate() {
        return body instanceof Power power
                ? !applied() && power.readings.stream().anyMatch(reading -> reading.duplicate)
                : duplicate;
    }

    /** Null if it is not dead. Of a reading in two segments: the first reason of the contract's list. */
    Reason dead() {
        if (!(body instanceof Power power)) {
            return dead;
        }
        return applied() || duplicate() ? null : firstDead(power).dead;
    }

    String detail() {
        return body instanceof Power power ? firstDead(power).detail : detail;
    }

    private static Reading firstDead(Power power) {
        return power.readings.stream()
                .min(Comparator.comparing(reading -> reading.dead))
                .orElseThrow();
    }

    /** What a record says that is not dead by itself. */
    sealed interface Body permits Power, Headcount, CheckIn {
        long at();
    }

    /**
     * A reading of a meter.
     *
     * @param readings in each segment in which it is read, one at least
     * @param received null where nobody says it
     */
    record Power(Meter meter, long at, List<Reading> readings, BigInteger rev, Long received) implements Body {}

    /**
     * Persons inside, or who passed.
     *
     * @param count null of a passage; then {@code in} and {@code out} are not
     * @param received null where nobody says it
     */
    record Headcount(
            String enterprise,
            String source,
            long at,
            BigInteger count,
            BigInteger in,
            BigInteger out,
            BigInteger rev,
            Long received)
            implements Body {
        Object identity() {
            return List.of(enterprise, source, at);
        }

        boolean passage() {
            return count == null;
        }
    }

    record CheckIn(String person, String enterprise, long at, boolean in, boolean online) implements Body {
        Object identity() {
            return this;
        }
    }
}
