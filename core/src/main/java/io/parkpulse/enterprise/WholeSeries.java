package io.parkpulse.enterprise;

import io.parkpulse.energy.Spread;
import io.parkpulse.energy.StepSeries;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Keeps all steps. */
final class WholeSeries extends TrailingSeries {
    private StepSeries steps = new StepSeries();

    WholeSeries(int windowSteps) {
        super(windowSteps);
    }

    @Override
    Spread.StepConsumer ahead() {
        return steps;
    }

    @Override
    void keep(long step, long amount, long oldest) {
        steps.add(step, amount);
    }

    @Override
    long get(long step) {
        return steps.get(step);
    }

    @Override
    boolean isQuiet(long clockStep) {
        // Amounts below 0 may cancel others out.
        return trailing() == 0 && steps.nextFrom(clockStep - windowSteps) >= clockStep;
    }

    @Override
    long sum(long from, long to) {
        return steps.sum(from, to);
    }

    @Override
    long nextFrom(long step) {
        return steps.nextFrom(step);
    }

    @Override
    void dropBefore(long step) {
        steps.dropBefore(step);
    }

    @Override
    void writeSteps(DataOutput out) throws IOException {
        steps.write(out);
    }

    @Override
    void readSteps(DataInput in) throws IOException {
        steps = StepSeries.read(in);
    }
}
