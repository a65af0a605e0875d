package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import java.io.Serializable;

/**
 * When a figure is emitted. A recording is computed once, when nothing can change it any more. A live system cannot wait:
 * it emits a figure when its window ends, emits it again while readings still come in for it, and revises days.
 *
 * @param settleMillis how long after a window's end it is emitted for the first time
 * @param strideMillis how often it is due, a multiple of the step
 * @param chunkMillis how much of the time that is due is worked through before turning to the next enterprise
 * @param openMillis how long after its end a trailing window is emitted again when it changes
 * @param latenessMillis how late a record may come behind the watermark and still count; 0 if none comes late
 */
public record EmissionPolicy(
        long settleMillis, long strideMillis, long chunkMillis, long openMillis, long latenessMillis)
        implements Serializable {
    private static final long HOUR_MILLIS = 3_600_000;

    /**
     * A recording: emitted when no reading can show energy in the window any more. What an enterprise keeps of two hours lies
     * side by side in memory, so two hours of it are worked through before turning to the next enterprise; with more the
     * records that wait cost what it saves.
     */
    public static final EmissionPolicy RECORDING =
            new EmissionPolicy(MeterBook.LONGEST_MILLIS, 2 * HOUR_MILLIS, 2 * HOUR_MILLIS, 0, 0);

    /** How much event time a live system that is behind works off at once, an hour. */
    public static final long LIVE_CHUNK_MILLIS = HOUR_MILLIS;

    /** How late a record may come in a live system, 48 hours. */
    public static final long LIVE_LATENESS_MILLIS = 48 * HOUR_MILLIS;

    /**
     * A live system: a window is emitted when it ends and for an hour after, and records may come 48 hours late.
     *
     * @param stepMillis length of a step
     */
    public static EmissionPolicy live(long stepMillis) {
        return new EmissionPolicy(0, stepMillis, LIVE_CHUNK_MILLIS, HOUR_MILLIS, LIVE_LATENESS_MILLIS);
    }

    /** Whether figures are emitted before they are settled, so that what comes late changes them. */
    public boolean revises() {
        return latenessMillis > 0;
    }
}
