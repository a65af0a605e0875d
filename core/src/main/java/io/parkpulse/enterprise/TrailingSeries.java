package io.parkpulse.enterprise;

import io.parkpulse.energy.Spread;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Amounts by step, and their sum over the trailing window that ends at the clock. {@link EmissionPolicy} says which of the
 * two kinds it is.
 */
abstract sealed class TrailingSeries permits WholeSeries, SeriesEnds {
    final int windowSteps;
    private long trailing;

    /** @param windowSteps length of the trailing window, steps */
    TrailingSeries(int windowSteps) {
        this.windowSteps = windowSteps;
    }

    /** Takes amounts of steps from the clock on. */
    abstract Spread.StepConsumer ahead();

    /**
     * Takes an amount of any step.
     *
     * @param oldest first step that is kept
     * @param clockStep the step that begins at the clock
     */
    final void add(long step, long amount, long oldest, long clockStep) {
        if (step >= oldest) {
            keep(step, amount, oldest);
        }
        if (step < clockStep && step >= clockStep - windowSteps) {
            trailing += amount;
        }
    }

    /** Adds to a step, not before the first one that is kept. */
    abstract void keep(long step, long amount, long oldest);

    /**
     * Moves the clock over a step.
     *
     * @return by how much the trailing sum has risen
     */
    final long advance(long step) {
        long gained = rise(step);
        trailing += gained;
        return gained;
    }

    /** By how much the trailing sum at the end of a step is more than at its beginning. */
    final long rise(long step) {
        return get(step) - get(step - windowSteps);
    }

    /** The amount of a step that enters the trailing window or leaves it; {@link WholeSeries} knows that of any. */
    abstract long get(long step);

    /** The sum over the trailing window that ends at the clock. */
    final long trailing() {
        return trailing;
    }

    /** Whether nothing lies in the trailing window that ends at the clock, for certain. */
    abstract boolean isQuiet(long clockStep);

    /** The sum over the steps from {@code from} (inclusive) to {@code to} (exclusive). */
    abstract long sum(long from, long to);

    /** The first step from {@code step} on, not before the clock, that is not 0; {@link Long#MAX_VALUE} if there is none. */
    abstract long nextFrom(long step);

    /** Whether a step or the trailing sum has fallen below 0. */
    final boolean isBelowZero(long step) {
        return trailing < 0 || get(step) < 0;
    }

    abstract void dropBefore(long step);

    /** The clock has jumped over time in which nothing changes. */
    void skipTo(long clockStep) {}

    /** Whether steps must be given again before the clock goes over this one. */
    boolean lacks(long step) {
        return false;
    }

    /**
     * Takes steps again, from the first that is lacking on.
     *
     * @param to where they end
     */
    Spread.StepConsumer again(long to) {
        throw new IllegalStateException("no step is lacking");
    }

    /** All steps that {@link #again} asked for were given. */
    void wasGivenAgain() {}

    /**
     * It has been read, and what was given is to be given again.
     *
     * @param leavingTo before which step those that leave the trailing window are kept, not before its beginning
     * @param back takes what there is
     */
    void startAgain(long leavingTo, Spread.StepConsumer back) {
        throw new IllegalStateException("no step is lacking");
    }

    abstract void writeSteps(DataOutput out) throws IOException;

    abstract void readSteps(DataInput in) throws IOException;

    final void writeTrailing(DataOutput out) throws IOException {
        out.writeLong(trailing);
    }

    /** Forgets the trailing sum, which is to be given again. */
    final void forgetTrailing() {
        trailing = 0;
    }

    final void readTrailing(DataInput in) throws IOException {
        trailing = in.readLong();
    }
}
