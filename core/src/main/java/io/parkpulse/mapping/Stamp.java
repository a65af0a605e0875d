package io.parkpulse.mapping;

/** Which instant of an interval a row's time is. */
public enum Stamp {
    /** Its begin. */
    START,
    /** Its end, as in records. */
    END,
    /** Its middle. */
    MIDDLE;

    /** What leads from such a time to the interval's end, in milliseconds. */
    long toEnd(long length) {
        return switch (this) {
            case START -> length;
            case MIDDLE -> length - length / 2;
            case END -> 0;
        };
    }
}
