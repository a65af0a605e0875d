package io.parkpulse.enterprise;

import io.parkpulse.energy.Spread;
import io.parkpulse.index.EnterpriseWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What an enterprise's meters show: energy, and how much of the time they cover. */
final class PowerAspect implements Aspect {
    private final WindowSchedule schedule;
    /** Wh by step. */
    private final TrailingSeries energy;
    /** Covered milliseconds of all meters by step. */
    private final TrailingSeries covered;

    PowerAspect(WindowSchedule schedule) {
        this.schedule = schedule;
        this.energy = schedule.policy().series(windowSteps());
        this.covered = schedule.policy().series(windowSteps());
    }

    /** What it goes by, and the enterprise's other aspects with it. */
    WindowSchedule schedule() {
        return schedule;
    }

    private int windowSteps() {
        return (int) (WindowSchedule.TRAILING_MILLIS / schedule.stepMillis());
    }

    private long step(long instant) {
        return instant / schedule.stepMillis();
    }

    /** How many steps are given again at once, four hours. */
    private long stepsAgain() {
        return windowSteps() / 6;
    }

    /**
     * Before the clock moves one step on, to there: takes again what is about to leave the trailing window. Not all
     * enterprises do so at the same time.
     */
    void recall(long clock, EnterpriseBook book, PastPower past) {
        long step = step(clock) - 1;
        if (energy.lacks(step)) {
            long leaves = step - windowSteps();
            energy.skipTo(step);
            covered.skipTo(step);
            long to = leaves + stepsAgain() - Math.floorMod(leaves + book.number(), stepsAgain());
            past.give(
                    book,
                    leaves * schedule.stepMillis(),
                    to * schedule.stepMillis(),
                    energy.again(to),
                    covered.again(to));
            energy.wasGivenAgain();
            covered.wasGivenAgain();
        }
    }

    /**
     * It has been read, and what was given is to be given again.
     *
     * @param energyBack takes the Wh by step that there are
     * @param coveredBack takes the covered milliseconds by step that there are
     */
    void startAgain(long clock, Spread.StepConsumer energyBack, Spread.StepConsumer coveredBack) {
        long leaves = step(clock) - windowSteps();
        energy.startAgain(leaves, energyBack);
        covered.startAgain(leaves, coveredBack);
    }

    /** Wh by step. */
    TrailingSeries energy() {
        return energy;
    }

    /** Covered milliseconds of all meters by step. */
    TrailingSeries covered() {
        return covered;
    }

    @Override
    public boolean isQuiet(long clock) {
        return covered.trailing() == 0 && energy.isQuiet(step(clock));
    }

    @Override
    public long nextDue(long clock) {
        long step = Math.min(energy.nextFrom(step(clock)), covered.nextFrom(step(clock)));
        return step == Long.MAX_VALUE ? step : (step + 1) * schedule.stepMillis();
    }

    @Override
    public boolean advance(long clock) {
        long step = step(clock) - 1;
        return (energy.advance(step) | covered.advance(step)) != 0;
    }

    @Override
    public void skipTo(long clock) {
        // Nothing lies in the window, and what is kept goes when it is old enough.
        energy.skipTo(step(clock));
        covered.skipTo(step(clock));
    }

    @Override
    public void observe(long clock, EnterpriseWindow window) {
        window.energyWh = energy.trailing();
        window.coveredMsOfMeters = covered.trailing();
    }

    @Override
    public void observeSince(long from, long clock, EnterpriseWindow window) {
        window.energyWh = energy.sum(step(from), step(clock));
        window.coveredMsOfMeters = covered.sum(step(from), step(clock));
    }

    /** Changes what was observed of the trailing window that ends there to what the window a step earlier shows. */
    void observeStepBefore(long end, EnterpriseWindow window) {
        long step = step(end) - 1;
        window.energyWh -= energy.rise(step);
        window.coveredMsOfMeters -= covered.rise(step);
    }

    /** Whether more of a step's time has been taken back than was known. */
    boolean isBelowZero(long step) {
        return covered.isBelowZero(step);
    }

    /** Forgets the steps before an instant. */
    void forgetBefore(long instant) {
        energy.dropBefore(step(instant));
        covered.dropBefore(step(instant));
    }

    /** Writes the steps; {@link #writeTrailing} writes the rest. */
    @Override
    public void write(DataOutput out) throws IOException {
        energy.writeSteps(out);
        covered.writeSteps(out);
    }

    void read(DataInput in) throws IOException {
        energy.readSteps(in);
        covered.readSteps(in);
    }

    /** Writes the sums of the trailing window, which states have elsewhere than the steps. */
    void writeTrailing(DataOutput out) throws IOException {
        energy.writeTrailing(out);
        covered.writeTrailing(out);
    }

    void readTrailing(DataInput in) throws IOException {
        energy.readTrailing(in);
        covered.readTrailing(in);
    }
}
