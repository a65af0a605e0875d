package io.parkpulse.connectors.lines;

import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * How to survey files; see {@link #defaults()}.
 *
 * @param blockBytes about how many bytes of whole lines make a block, the unit in which files are read and ordered;
 *     from 1 to 512 MiB
 * @param maxLineBytes the longest line, in bytes without its line feed, that is read as a whole; longer ones are
 *     oversize; from 1 to 512 MiB
 * @param step granularity of {@link LineSurvey#activeSteps()} in milliseconds, positive
 * @param threads how many threads survey, positive; the result does not depend on it
 * @param progress receives the number of bytes surveyed so far, growing, by one thread at a time
 */
public record SurveyOptions(int blockBytes, int maxLineBytes, long step, int threads, LongConsumer progress) {
    private static final int MOST = 512 << 20;

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public SurveyOptions {
        check("blockBytes", blockBytes, MOST);
        check("maxLineBytes", maxLineBytes, MOST);
        check("step", step, Long.MAX_VALUE);
        check("threads", threads, Integer.MAX_VALUE);
        Objects.requireNonNull(progress, "progress");
    }

    /** Blocks of 1 MiB, lines of up to 1,000,000 bytes, steps of an hour, a thread per processor, no report of progress. */
    public static SurveyOptions defaults() {
        return new SurveyOptions(
                1 << 20, 1_000_000, 3_600_000, Runtime.getRuntime().availableProcessors(), done -> {});
    }

    /** The same with another size of blocks, in bytes. */
    public SurveyOptions withBlockBytes(int bytes) {
        return new SurveyOptions(bytes, maxLineBytes, step, threads, progress);
    }

    /** The same with another limit for lines, in bytes without the line feed. */
    public SurveyOptions withMaxLineBytes(int bytes) {
        return new SurveyOptions(blockBytes, bytes, step, threads, progress);
    }

    /** The same with another granularity of active steps, in milliseconds. */
    public SurveyOptions withStep(long milliseconds) {
        return new SurveyOptions(blockBytes, maxLineBytes, milliseconds, threads, progress);
    }

    /** The same with another number of threads. */
    public SurveyOptions withThreads(int number) {
        return new SurveyOptions(blockBytes, maxLineBytes, step, number, progress);
    }

    /** The same with another listener to progress. */
    public SurveyOptions withProgress(LongConsumer listener) {
        return new SurveyOptions(blockBytes, maxLineBytes, step, threads, listener);
    }

    private static void check(String name, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be from 1 to " + most + ", not " + value);
        }
    }
}
