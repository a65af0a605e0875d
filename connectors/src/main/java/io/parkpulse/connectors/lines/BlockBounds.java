package io.parkpulse.connectors.lines;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Gathers the lines of one block after the other and finds the bounds of their event times. */
final class BlockBounds {
    private final LineClock clock;
    private final long step;
    private final Set<Long> activeSteps = new HashSet<>();
    /** Start of the active step met last: most lines lie in the same one as the line before. */
    private long knownStep;

    private boolean known;

    /** Of the block's lines with a time: the time, the offset from the block's start, the length. */
    private long[] times = new long[1024];

    private int[] offsets = new int[1024];
    private int[] lengths = new int[1024];
    private int timed;
    private int lines;

    BlockBounds(LineClock clock, long step) {
        this.clock = clock;
        this.step = step;
    }

    /** Adds a line that is not blank, at an offset from the block's start. */
    void add(long time, int offset, int length) {
        lines++;
        if (time == LineClock.NONE) {
            return;
        }
        if (timed == times.length) {
            times = Arrays.copyOf(times, 2 * timed);
            offsets = Arrays.copyOf(offsets, 2 * timed);
            lengths = Arrays.copyOf(lengths, 2 * timed);
        }
        times[timed] = time;
        offsets[timed] = offset;
        lengths[timed] = length;
        timed++;
    }

    /** How many lines were added since the last block was closed. */
    int lines() {
        return lines;
    }

    /**
     * Closes the block, which must have a line, and starts the next.
     *
     * @param buffer holds the block, starting at start
     */
    Block close(int file, byte[] buffer, int start, long offset, long length, long firstLine) {
        Block block = new Block(
                file, offset, length, firstLine, lines, min(file, buffer, start), max(file, buffer, start), false);
        activate(file, buffer, start);
        lines = 0;
        timed = 0;
        return block;
    }

    /** The steps, as multiples of the step's length, in which a valid record of any block lies. */
    Set<Long> activeSteps() {
        return activeSteps;
    }

    // To ask rarely whether a line is a record: first ask the line that would win, as it nearly always is one. If it
    // is not, go over the lines and ask those that would change the result, from the end where a file in the order of
    // time has its winner.

    private long min(int file, byte[] buffer, int start) {
        int best = -1;
        for (int i = 0; i < timed; i++) {
            if (best < 0 || times[i] < times[best]) {
                best = i;
            }
        }
        if (best < 0 || isRecord(best, file, buffer, start)) {
            return best < 0 ? Long.MAX_VALUE : times[best];
        }
        long min = Long.MAX_VALUE;
        for (int i = 0; i < timed; i++) {
            if (times[i] < min && isRecord(i, file, buffer, start)) {
                min = times[i];
            }
        }
        return min;
    }

    private long max(int file, byte[] buffer, int start) {
        int best = -1;
        for (int i = timed - 1; i >= 0; i--) {
            if (best < 0 || times[i] > times[best]) {
                best = i;
            }
        }
        if (best < 0 || isRecord(best, file, buffer, start)) {
            return best < 0 ? Long.MIN_VALUE : times[best];
        }
        long max = Long.MIN_VALUE;
        for (int i = timed - 1; i >= 0; i--) {
            if (times[i] > max && isRecord(i, file, buffer, start)) {
                max = times[i];
            }
        }
        return max;
    }

    private void activate(int file, byte[] buffer, int start) {
        for (int i = 0; i < timed; i++) {
            if (known && Long.compareUnsigned(times[i] - knownStep, step) < 0) {
                continue;
            }
            long number = Math.floorDiv(times[i], step);
            if (!activeSteps.contains(number)) {
                if (!isRecord(i, file, buffer, start)) {
                    continue;
                }
                activeSteps.add(number);
            }
            known = true;
            knownStep = number * step;
        }
    }

    private boolean isRecord(int line, int file, byte[] buffer, int start) {
        return clock.isRecord(file, buffer, start + offsets[line], lengths[line]);
    }
}
