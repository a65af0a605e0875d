package io.parkpulse.cli;

import io.parkpulse.replay.ReplayProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on the terminal how far a replay has come. */
final class ReplayBar implements ReplayProgress, AutoCloseable {
    private static final long MEBIBYTE = 1 << 20;

    private ProgressBar bar;

    @Override
    public void begin(Phase phase, long size) {
        close();
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setInitialMax(size)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis((int) INTERVAL_MILLIS)
                .continuousUpdate()
                .showSpeed();
        bar = switch (phase) {
            case SURVEY ->
                builder.setTaskName("Looking over the files")
                        .setUnit(" MiB", MEBIBYTE)
                        .build();
            case SORT ->
                builder.setTaskName("Sorting (far out of order)")
                        .setUnit(" MiB", MEBIBYTE)
                        .build();
            case JOB -> builder.setTaskName("Replaying").setUnit(" records", 1).build();
            case WRITE -> builder.setTaskName("Writing").build();
        };
    }

    @Override
    public synchronized void at(long position) {
        if (bar != null && position > bar.getCurrent()) {
            bar.stepTo(position);
        }
    }

    @Override
    public void end() {
        close();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.stepTo(bar.getMax());
            bar.close();
            bar = null;
        }
    }
}
