package io.parkpulse.enterprise;

import io.parkpulse.energy.Spread;
import io.parkpulse.index.EnterpriseWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What an enterprise's meters show: energy, and how much of the time they cover. */
final class PowerAspect implements Aspect {
    private final long stepMillis;
    /** Wh by step. */
    private final TrailingSeries energy;
    /** Covered milliseconds of all meters by step. */
    private final TrailingSeries covered;

    PowerAspect(WindowSchedule schedule) {
        this.stepMillis = schedule.stepMillis();
        this.energy = schedule.policy().series(windowSteps());
        this.covered = schedule.policy().series(windowSteps());
    }

    private int windowSteps() {
        return (int) (WindowSchedule.TRAILING_MILLIS / stepMillis);
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
        long step = clock / stepMillis - 1;
        if (energy.lacks(step)) {
            long leaves = step - windowSteps();
            energy.skipTo(step);
            covered.skipTo(step);
            long to =
                    leaves + stepsAgain() - Math.floorMod(leaves + book.entry().number(), stepsAgain());
            past.give(book, leaves * stepMillis, to * stepMillis, energy.again(to), covered.again(to));
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
        long leaves = clock / stepMillis - windowSteps();
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
        return covered.trailing() == 0 && energy.isQuiet(clock / stepMillis);
    }

    @Override
    public long nextDue(long clock) {
        long step = Math.min(energy.nextFrom(clock / stepMillis), covered.nextFrom(clock / stepMillis));
        return step == Long.MAX_VALUE ? step : (step + 1) * stepMillis;
    }

    @Override
    public boolean advance(long clock) {
        long step = clock / stepMillis - 1;
        return (energy.advance(step) | covered.advance(step)) != 0;
    }

    @Override
    public void skipTo(long clock) {
        // Nothing lies in the window, and what is kept goes when it is old enough.
        energy.skipTo(clock / stepMillis);
        covered.skipTo(clock / stepMillis);
    }

    @Override
    public void observe(long clock, EnterpriseWindow window) {
        window.energyWh = energy.trailing();
        window.coveredMsOfMeters = covered.trailing();
    }

    @Override
    public void observeSince(long from, long clock, EnterpriseWindow window) {
        window.energyWh = energy.sum(from / stepMillis, clock / stepMillis);
        window.coveredMsOfMeters = covered.sum(from / stepMillis, clock / stepMillis);
    }

    /** Changes what was observed of the trailing window that ends there to what the window a step earlier shows. */
    void observeStepBefore(long end, EnterpriseWindow window) {
        long step = end / stepMillis - 1;
        window.energyWh -= energy.rise(step);
        window.coveredMsOfMeters -= covered.rise(step);
    }

    /** Whether more of a step's time has been taken back than was known. */
    boolean isBelowZero(long step) {
        return covered.isBelowZero(step);
    }

    /** Forgets the steps before an instant. */
    void forgetBefore(long instant) {
        energy.dropBefore(instant / stepMillis);
        covered.dropBefore(instant / stepMillis);
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
