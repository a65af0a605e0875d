package io.parkpulse.alerts;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A condition with two bounds and two delays: it goes on when a value was low for one delay, and off when it was high for
 * the other. A value between the bounds breaks off what was under way, one that is missing suspends it: that time counts
 * for neither.
 */
final class Hysteresis {
    /** What stands for "no instant". */
    static final long NONE = Long.MIN_VALUE;

    /** How a value stands to the bounds. */
    enum Signal {
        LOW,
        BETWEEN,
        HIGH,
        MISSING
    }

    private boolean on;
    /** From when on a change has been under way; {@link #NONE} if none is. */
    private long since = NONE;
    /** How much of the time since then the value was missing. */
    private long lost;
    /** From when on it has been missing. */
    private long missingFrom = NONE;

    boolean isOn() {
        return on;
    }

    /** Where what is under way began. */
    long since() {
        return since;
    }

    /** Whether time alone may change it. */
    boolean isUnderWay() {
        return since != NONE;
    }

    /**
     * Takes the value at an instant.
     *
     * @return whether it went on or off
     */
    boolean take(long end, Signal signal, long onAfter, long offAfter) {
        if (signal == Signal.MISSING) {
            if (missingFrom == NONE) {
                missingFrom = end;
            }
            return false;
        }
        if (missingFrom != NONE) {
            lost += end - missingFrom;
            missingFrom = NONE;
        }
        if (signal != (on ? Signal.HIGH : Signal.LOW)) {
            breakOff();
            return false;
        }
        if (since == NONE) {
            since = end;
            lost = 0;
        }
        if (end - since - lost < (on ? offAfter : onAfter)) {
            return false;
        }
        on = !on;
        return true;
    }

    /** To be called when a change has been taken note of. */
    void breakOff() {
        since = NONE;
        lost = 0;
    }

    boolean isFresh() {
        return !on && since == NONE && missingFrom == NONE;
    }

    void write(DataOutput out) throws IOException {
        out.writeBoolean(on);
        out.writeLong(since);
        out.writeLong(lost);
        out.writeLong(missingFrom);
    }

    static Hysteresis read(DataInput in) throws IOException {
        Hysteresis latch = new Hysteresis();
        latch.on = in.readBoolean();
        latch.since = in.readLong();
        latch.lost = in.readLong();
        latch.missingFrom = in.readLong();
        return latch;
    }
}
