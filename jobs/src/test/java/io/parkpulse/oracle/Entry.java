package io.parkpulse.oracle;

import io.parkpulse.model.Meter;
import io.parkpulse.model.Stream;
import java.math.BigInteger;
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

    boolean duplicate;
    /** Null if it is not dead. */
    Reason dead;

    String detail = "";

    Entry(Stream stream, int line, byte[] bytes) {
        this.stream = stream;
        this.line = line;
        this.bytes = bytes;
    }

    boolean applied() {
        return dead == null && !duplicate;
    }

    void die(Reason reason, String why) {
        dead = reason;
        detail = why;
    }

    /** What a record says that is not dead by itself. */
    sealed interface Body permits Power, Headcount, CheckIn {
        long at();

        /** Two records of one stream with equal identity are one fact told twice. */
        Object identity();
    }

    /** A reading in Wh; {@code reset} only of a CUMULATIVE meter, {@code period} in ms only of an INTERVAL one (else 0). */
    record Power(Meter meter, long at, BigInteger wh, boolean reset, long period, BigInteger rev) implements Body {
        @Override
        public Object identity() {
            return List.of(meter.id(), at);
        }
    }

    record Headcount(String enterprise, String source, long at, BigInteger count, BigInteger rev) implements Body {
        @Override
        public Object identity() {
            return List.of(enterprise, source, at);
        }
    }

    record CheckIn(String person, String enterprise, long at, boolean in, boolean online) implements Body {
        @Override
        public Object identity() {
            return this;
        }
    }
}
