package io.parkpulse.cli;

import io.parkpulse.replay.ReplayProgress;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** Shows how far a replay has come. */
final class ReplayBar implements ReplayProgress, AutoCloseable {
    private static final long MEBIBYTE = 1 << 20;

    private final ProgressDisplay display;

    /**
     * @param interactive whether somebody looks on at a terminal
     * @param err where lines go
     */
    ReplayBar(boolean interactive, PrintWriter err) {
        this(interactive, err, System::nanoTime);
    }

    /** @param clock in nanoseconds */
    ReplayBar(boolean interactive, PrintWriter err, LongSupplier clock) {
        this.display = new ProgressDisplay(interactive, err, clock);
    }

    @Override
    public void begin(Phase phase, long size) {
        display.begin(
                switch (phase) {
                    case SURVEY -> new ProgressDisplay.Phase("Looking over the files", "MiB", MEBIBYTE);
                    case SORT -> new ProgressDisplay.Phase("Sorting (far out of order)", "MiB", MEBIBYTE);
                    case JOB -> new ProgressDisplay.Phase("Replaying", "records", 1);
                    case WRITE -> new ProgressDisplay.Phase("Writing", "", 1);
                },
                size);
    }

    @Override
    public void at(long position) {
        display.at(position);
    }

    @Override
    public void end() {
        display.end();
    }

    @Override
    public void close() {
        display.close();
    }
}
