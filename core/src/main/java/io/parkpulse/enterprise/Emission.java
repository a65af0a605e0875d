package io.parkpulse.enterprise;

import io.parkpulse.energy.Spread;
import io.parkpulse.index.EnterpriseWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How the figures of one enterprise are emitted, and what is kept of those that may still change. The enterprise's book says
 * what it emits; {@link EmissionPolicy} says which of the two kinds it is.
 */
abstract sealed class Emission permits EmitOnce, EmitAndRevise {
    /** Where the Wh go, by step, that readings show. */
    abstract Spread.StepConsumer energy(EnterpriseBook book);

    /** Where the covered milliseconds of all meters go, by step, that readings show. */
    abstract Spread.StepConsumer covered(EnterpriseBook book);

    /** The instant from which on power is kept by step. */
    abstract long keptFrom(long clock);

    /**
     * Emits a day that ends at the clock.
     *
     * @param index number of the day
     * @param row place of the row that counts it
     * @param emitter in whose window the events of that day were observed
     */
    abstract void dayEnds(EnterpriseBook book, int index, int row, Emitter emitter);

    /** Writes what is needed to go on. */
    abstract void write(DataOutput out) throws IOException;

    /** Reads what {@link #write} wrote, into a new one. */
    abstract void read(StateFormat form, long clock, DataInput in) throws IOException;

    // What was emitted and is still open: nothing is and nothing is done, unless a kind says so.

    /** An enterprise that is new begins at the clock: no window of it before is emitted. */
    void beginAt(EnterpriseBook book) {}

    /** The trailing window that ends at the clock was measured. */
    void measured(EnterpriseWindow window) {}

    /**
     * The trailing window that ends at the clock is emitted, if anything of it differs from the last one.
     *
     * @param row place of the row that counts it
     */
    void windowEnds(EnterpriseBook book, int row) {}

    /**
     * The clock jumps over windows in which nothing happens; they have the figures of the last one before them.
     *
     * @param row place of the row that counts them
     */
    void windowsPass(long firstEnd, long lastEnd, int row) {}

    /** Windows that end after this may differ from what was emitted. */
    void changedFrom(long instant) {}

    /** Whether something may differ from what was emitted. */
    boolean hasChanges() {
        return false;
    }

    /** Emits what has changed of what was emitted. */
    void reemit(EnterpriseBook book, Emitter emitter) {}

    /** Retracts what was emitted and may still change; from now on it is counted by what the registry says next. */
    void retract(EnterpriseBook book, EnterpriseEntry next, Emitter emitter) {}

    /** The enterprise lives through its events again: in a window that ended there they come to what they come to now. */
    void observeAgain(EnterpriseBook book, long end, EnterpriseWindow window) {}

    /**
     * It has been read, and its book; if power is to be given again by step, it is taken back.
     *
     * @param fromDays whether from days as well
     */
    void startAgain(EnterpriseBook book, boolean fromDays) {}

    /** Takes Wh by step that were given before. */
    Spread.StepConsumer restoredEnergy(EnterpriseBook book) {
        throw new IllegalStateException("nothing is given again");
    }

    /** Takes covered milliseconds by step that were given before. */
    Spread.StepConsumer restoredCovered(EnterpriseBook book) {
        throw new IllegalStateException("nothing is given again");
    }

    /** It has been read, and so has the power by step of its book. */
    void restored(EnterpriseBook book, EnterpriseWindow window) {}

    /** Whether anything that is kept of an instant has fallen below 0. */
    boolean isBelowZero(long instant) {
        return false;
    }
}
