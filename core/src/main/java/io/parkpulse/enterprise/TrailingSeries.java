package io.parkpulse.enterprise;

import io.parkpulse.energy.Spread;
import io.parkpulse.energy.StepSeries;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Amounts by step, and their sum over the trailing window that ends at the clock. */
final class TrailingSeries {
    private final long windowSteps;
    private StepSeries steps = new StepSeries();
    private long trailing;

    /** @param windowSteps length of the trailing window, steps */
    TrailingSeries(long windowSteps) {
        this.windowSteps = windowSteps;
    }

    /** Takes amounts of steps from the clock on. */
    Spread.StepConsumer ahead() {
        return steps;
    }

    /**
     * Takes an amount of any step.
     *
     * @param oldest first step that is kept
     * @param clockStep the step that begins at the clock
     */
    void add(long step, long amount, long oldest, long clockStep) {
        if (step >= oldest) {
            steps.add(step, amount);
        }
        if (step < clockStep && step >= clockStep - windowSteps) {
            trailing += amount;
        }
    }

    /**
     * Moves the clock over a step.
     *
     * @return by how much the trailing sum has risen
     */
    long advance(long step) {
        long gained = rise(step);
        trailing += gained;
        return gained;
    }

    /** By how much the trailing sum at the end of a step is more than at its beginning. */
    long rise(long step) {
        return steps.get(step) - steps.get(step - windowSteps);
    }

    /** The sum over the trailing window that ends at the clock. */
    long trailing() {
        return trailing;
    }

    /** Whether nothing lies in the trailing window. */
    boolean isQuiet(long clockStep) {
        // Amounts below 0 may cancel others out.
        return trailing == 0 && steps.nextFrom(clockStep - windowSteps) >= clockStep;
    }

    /** The sum over the steps from {@code from} (inclusive) to {@code to} (exclusive). */
    long sum(long from, long to) {
        return steps.sum(from, to);
    }

    /** The first step from {@code step} on that is not 0; {@link Long#MAX_VALUE} if there is none. */
    long nextFrom(long step) {
        return steps.nextFrom(step);
    }

    /** Whether a step or the trailing sum has fallen below 0. */
    boolean isBelowZero(long step) {
        return trailing < 0 || steps.get(step) < 0;
    }

    void dropBefore(long step) {
        steps.dropBefore(step);
    }

    void writeSteps(DataOutput out) throws IOException {
        steps.write(out);
    }

    void readSteps(DataInput in) throws IOException {
        steps = StepSeries.read(in);
    }

    void writeTrailing(DataOutput out) throws IOException {
        out.writeLong(trailing);
    }

    void readTrailing(DataInput in) throws IOException {
        trailing = in.readLong();
    }
}
