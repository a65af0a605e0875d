package io.parkpulse.cli;

import io.parkpulse.replay.ReplayProgress;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** Shows how far a replay has come. */
final class ReplayBar implements ReplayProgress, AutoCloseable {
    private static final long MEBIBYTE = 1 << 20;

    private final CliTexts texts;
    private final ProgressDisplay display;

    /**
     * @param texts in what language to say it
     * @param interactive whether somebody looks on at a terminal
     * @param err where lines go
     */
    ReplayBar(CliTexts texts, boolean interactive, PrintWriter err) {
        this(texts, interactive, err, System::nanoTime);
    }

    /** @param clock in nanoseconds */
    ReplayBar(CliTexts texts, boolean interactive, PrintWriter err, LongSupplier clock) {
        this.texts = texts;
        this.display = new ProgressDisplay(texts, interactive, err, clock);
    }

    @Override
    public void begin(Phase phase, long size) {
        display.begin(
                switch (phase) {
                    case SURVEY -> new ProgressDisplay.Phase(texts.of("progress.survey"), "MiB", MEBIBYTE);
                    case SORT -> new ProgressDisplay.Phase(texts.of("progress.sort"), "MiB", MEBIBYTE);
                    case JOB -> new ProgressDisplay.Phase(texts.of("progress.replay"), texts.of("progress.records"), 1);
                    case WRITE -> new ProgressDisplay.Phase(texts.of("progress.write"), "", 1);
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
