package io.parkpulse.cli;

import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far something has come: on a terminal as a bar; elsewhere, where a bar would be one line for every look at
 * it, as a line for each phase, and one every few seconds while it lasts.
 */
final class ProgressDisplay implements AutoCloseable {
    private static final int INTERVAL_MILLIS = 200;
    private static final long NANOS = 1_000_000_000;
    private static final long BETWEEN_LINES_NANOS = 5 * NANOS;

    /**
     * Something that takes its time.
     *
     * @param name of it
     * @param unit what it is counted in; empty if it is not counted
     * @param unitSize how many of what is counted make one unit
     */
    record Phase(String name, String unit, long unitSize) {
        boolean isCounted() {
            return !unit.isEmpty();
        }
    }

    private final CliTexts texts;
    private final boolean interactive;
    private final PrintWriter err;
    private final LongSupplier clock;

    private Phase phase;
    private long size;
    private long position;
    private long began;
    /** When and where the first of it was seen: a job takes its time to start, which says nothing of its speed. */
    private long firstSeen;

    private long firstPosition;
    private long lastLine;
    private ProgressBar bar;

    /**
     * In a language.
     *
     * @param interactive whether somebody looks on at a terminal
     * @param err where lines go
     */
    ProgressDisplay(CliTexts texts, boolean interactive, PrintWriter err) {
        this(texts, interactive, err, System::nanoTime);
    }

    /** @param clock in nanoseconds */
    ProgressDisplay(CliTexts texts, boolean interactive, PrintWriter err, LongSupplier clock) {
        this.texts = texts;
        this.interactive = interactive;
        this.err = err;
        this.clock = clock;
    }

    /** A phase begins, and the one before it is done. */
    synchronized void begin(Phase next, long sizeOfNext) {
        finish();
        phase = next;
        size = sizeOfNext;
        position = 0;
        began = clock.getAsLong();
        lastLine = began;
        if (interactive) {
            bar = new ProgressBarBuilder()
                    .setTaskName(phase.name())
                    .setInitialMax(size)
                    .setUnit(phase.isCounted() ? " " + phase.unit() : "", phase.unitSize())
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(INTERVAL_MILLIS)
                    .continuousUpdate()
                    .showSpeed(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                    .build();
        }
    }

    /** The current phase turns out to be of another size. */
    synchronized void resize(long newSize) {
        if (phase != null && newSize != size) {
            size = newSize;
            if (bar != null) {
                bar.maxHint(size);
            }
        }
    }

    /** The current phase has come this far. */
    synchronized void at(long newPosition) {
        if (phase == null || newPosition <= position) {
            return;
        }
        if (position == 0) {
            firstSeen = clock.getAsLong();
            firstPosition = newPosition;
        }
        position = newPosition;
        if (bar != null) {
            bar.stepTo(position);
            return;
        }
        long now = clock.getAsLong();
        if (now - lastLine >= BETWEEN_LINES_NANOS) {
            lastLine = now;
            err.println(underWay(now - firstSeen));
        }
    }

    /** All is done. */
    void end() {
        finish();
    }

    /** Ends a bar where it stands, if it has failed. */
    @Override
    public synchronized void close() {
        phase = null;
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private synchronized void finish() {
        if (phase == null) {
            return;
        }
        if (bar != null) {
            bar.stepTo(bar.getMax());
        } else {
            err.println(done(clock.getAsLong() - began));
        }
        close();
    }

    private String underWay(long nanos) {
        String line = texts.of(
                "progress.under_way",
                "name",
                phase.name(),
                "done",
                amount(position),
                "all",
                amount(size),
                "unit",
                phase.unit(),
                "percent",
                Math.min(100, 100 * position / Math.max(1, size)));
        if (nanos < NANOS || position == firstPosition) {
            return line;
        }
        double perSecond = (position - firstPosition) * (double) NANOS / nanos;
        long left = Math.round(Math.max(0, size - position) / perSecond);
        return texts.of("progress.left", "line", line, "speed", speed(perSecond), "time", duration(left));
    }

    private String done(long nanos) {
        String time = duration(Math.round((double) nanos / NANOS));
        if (!phase.isCounted()) {
            return texts.of("progress.done", "name", phase.name(), "time", time);
        }
        String line = texts.of(
                "progress.done_of", "name", phase.name(), "all", amount(size), "unit", phase.unit(), "time", time);
        return nanos < NANOS
                ? line
                : texts.of("progress.speed", "line", line, "speed", speed(size * (double) NANOS / nanos));
    }

    private String speed(double perSecond) {
        return String.format(Locale.ROOT, "%,d %s/s", Math.round(perSecond / phase.unitSize()), phase.unit());
    }

    private String amount(long amount) {
        return phase.unitSize() == 1
                ? String.format(Locale.ROOT, "%,d", amount)
                : String.format(Locale.ROOT, "%,.1f", (double) amount / phase.unitSize());
    }

    private String duration(long seconds) {
        if (seconds < 60) {
            return texts.of("progress.seconds", "s", seconds);
        }
        return seconds < 3600
                ? texts.of("progress.minutes", "m", seconds / 60, "s", twoDigits(seconds % 60))
                : texts.of("progress.hours", "h", seconds / 3600, "m", twoDigits(seconds / 60 % 60));
    }

    private static String twoDigits(long number) {
        return String.format(Locale.ROOT, "%02d", number);
    }
}
