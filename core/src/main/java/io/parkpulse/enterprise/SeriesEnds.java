package io.parkpulse.enterprise;

import io.parkpulse.energy.Spread;
import io.parkpulse.energy.StepSeries;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Keeps the steps at both ends of the trailing window only: those that may still enter it or have just done so, and those
 * that are about to leave it. The steps between them are given again when their time to leave comes.
 */
final class SeriesEnds extends TrailingSeries {
    /** Steps about to leave. */
    private final StepRun leaving = new StepRun();
    /** Steps of this and later are not among those. */
    private long leavingTo = Long.MIN_VALUE;
    /** Steps that have just entered, and later ones. */
    private final StepRun entering = new StepRun();
    /** The last step that anything was ever added to. */
    private long newest = Long.MIN_VALUE;

    SeriesEnds(int windowSteps) {
        super(windowSteps);
    }

    @Override
    Spread.StepConsumer ahead() {
        throw new IllegalStateException("amounts are added with the clock");
    }

    @Override
    void keep(long step, long amount, long oldest) {
        newest = Math.max(newest, step);
        if (step < leavingTo) {
            leaving.add(step, amount);
        } else if (step >= oldest + windowSteps) {
            entering.add(step, amount);
        }
    }

    @Override
    long get(long step) {
        return step < leavingTo ? leaving.get(step) : entering.get(step);
    }

    @Override
    boolean isQuiet(long clockStep) {
        return trailing() == 0 && newest < clockStep - windowSteps;
    }

    @Override
    long sum(long from, long to) {
        throw new IllegalStateException("the steps between the ends are not kept");
    }

    @Override
    long nextFrom(long step) {
        return entering.nextFrom(step);
    }

    @Override
    void dropBefore(long step) {
        leaving.dropBefore(step);
        entering.dropBefore(step + windowSteps);
    }

    @Override
    void skipTo(long clockStep) {
        leavingTo = Math.max(leavingTo, clockStep - windowSteps);
    }

    @Override
    boolean lacks(long step) {
        return step - windowSteps >= leavingTo;
    }

    @Override
    Spread.StepConsumer again(long to) {
        long from = leavingTo;
        leavingTo = to;
        return (step, amount) -> {
            if (step >= from && step < to) {
                leaving.add(step, amount);
            }
        };
    }

    @Override
    void wasGivenAgain() {
        leaving.trim();
    }

    @Override
    void startAgain(long to, Spread.StepConsumer back) {
        for (long step = leaving.nextFrom(Long.MIN_VALUE); step != Long.MAX_VALUE; step = leaving.nextFrom(step + 1)) {
            back.accept(step, leaving.get(step));
        }
        leaving.clear();
        leavingTo = to;
        forgetTrailing();
    }

    @Override
    void writeSteps(DataOutput out) {
        throw new IllegalStateException("the steps between the ends are not kept");
    }

    /** Reads all steps, which {@link #startAgain} gives back: earlier releases may have judged otherwise. */
    @Override
    void readSteps(DataInput in) throws IOException {
        StepSeries all = StepSeries.read(in);
        for (long step = all.nextFrom(Long.MIN_VALUE); step != Long.MAX_VALUE; step = all.nextFrom(step + 1)) {
            leaving.add(step, all.get(step));
        }
    }
}
