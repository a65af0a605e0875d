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
    /**
     * The steps about to leave, numbered up to −1, and right behind them, from 0 on, those that have just entered and later
     * ones. They are one run, and not one each, for of every enterprise there are two of these.
     */
    private final StepRun ends = new StepRun();
    /** Steps of this and later are not among those about to leave; {@link Long#MIN_VALUE} if none was added yet. */
    private long leavingTo = Long.MIN_VALUE;
    /** How many steps follow on those about to leave that are not kept. */
    private int between;
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
        enterFrom(oldest + windowSteps);
        if (step < leavingTo) {
            ends.add(step - leavingTo, amount);
        } else if (step >= enteringFrom()) {
            ends.add(step - enteringFrom(), amount);
        }
    }

    @Override
    long get(long step) {
        // Each reading asks for some fifty of them.
        long place = step - leavingTo;
        if (place < 0) {
            return ends.get(place);
        }
        return place < between ? 0 : ends.get(place - between);
    }

    /** First step of those that have just entered. */
    private long enteringFrom() {
        return leavingTo + between;
    }

    /** Forgets the steps before this one that are not about to leave. */
    private void enterFrom(long from) {
        if (leavingTo == Long.MIN_VALUE) {
            leavingTo = from - windowSteps;
            between = windowSteps;
        } else if (from > enteringFrom()) {
            int count = Math.toIntExact(from - enteringFrom());
            ends.close(0, count);
            between += count;
        }
    }

    /** From now on the steps before this one are about to leave; of those that were not, nothing is known yet. */
    private void leaveTo(long to) {
        if (leavingTo == Long.MIN_VALUE) {
            leavingTo = to;
        }
        int count = Math.toIntExact(to - leavingTo);
        if (count > windowSteps) {
            // What was about to leave has done so, and nobody asks for it any more.
            ends.dropBefore(0);
        }
        ends.open(0, count);
        between -= count;
        leavingTo = to;
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
        long next = ends.nextFrom(Math.max(step - enteringFrom(), 0));
        return next == Long.MAX_VALUE ? next : enteringFrom() + next;
    }

    @Override
    void dropBefore(long step) {
        enterFrom(step + windowSteps);
        ends.dropBefore(Math.min(step - leavingTo, 0));
    }

    @Override
    void skipTo(long clockStep) {
        leaveTo(Math.max(leavingTo, clockStep - windowSteps));
    }

    @Override
    boolean lacks(long step) {
        return step - windowSteps >= leavingTo;
    }

    @Override
    Spread.StepConsumer again(long to) {
        long from = leavingTo;
        leaveTo(to);
        return (step, amount) -> {
            if (step >= from && step < to) {
                ends.add(step - to, amount);
            }
        };
    }

    @Override
    void wasGivenAgain() {
        ends.trim();
    }

    @Override
    void startAgain(long to, Spread.StepConsumer back) {
        for (long place = ends.nextFrom(Long.MIN_VALUE); place != Long.MAX_VALUE; place = ends.nextFrom(place + 1)) {
            back.accept(leavingTo + place, ends.get(place));
        }
        ends.clear();
        leavingTo = to;
        between = 0;
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
        leavingTo = all.nextFrom(Long.MIN_VALUE);
        for (long step = leavingTo; step != Long.MAX_VALUE; step = all.nextFrom(step + 1)) {
            ends.add(step - leavingTo, all.get(step));
        }
    }
}
