package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.stream.IntStream;

/**
 * When a figure is emitted. A recording is computed once, when nothing can change it any more. A live system cannot wait:
 * it emits a figure when its window ends, emits it again while readings still come in for it, and revises days.
 *
 * <p>All that differs between the two is here and in what this makes: a replay is a live system in which nothing is open and
 * nothing comes late.
 */
public abstract sealed class EmissionPolicy implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final long HOUR_MILLIS = 3_600_000;

    /** How much event time a live system that is behind works off at once, an hour. */
    public static final long LIVE_CHUNK_MILLIS = HOUR_MILLIS;

    /** How late a record may come in a live system, 48 hours. */
    public static final long LIVE_LATENESS_MILLIS = 48 * HOUR_MILLIS;

    private final long settleMillis;
    private final long strideMillis;
    private final long chunkMillis;
    private final long openMillis;

    private EmissionPolicy(long settleMillis, long strideMillis, long chunkMillis, long openMillis) {
        this.settleMillis = settleMillis;
        this.strideMillis = strideMillis;
        this.chunkMillis = chunkMillis;
        this.openMillis = openMillis;
    }

    /** A recording: emitted when no reading can show energy in the window any more. */
    public static EmissionPolicy recording() {
        return new Once();
    }

    /**
     * A recording of which the trailing windows that end at some moments are measured enterprise by enterprise, in place of
     * local days: their number among the moments stands for the date.
     *
     * @param ends of the windows, epoch milliseconds, ends of steps, ascending
     */
    public static EmissionPolicy recordingAt(long... ends) {
        return new OnceAt(ends.clone());
    }

    /**
     * A live system: a window is emitted when it ends and for an hour after, and records may come 48 hours late.
     *
     * @param stepMillis length of a step
     */
    public static EmissionPolicy live(long stepMillis) {
        return new Revising(stepMillis);
    }

    /** How long after a window's end it is emitted for the first time. */
    public final long settleMillis() {
        return settleMillis;
    }

    /** How often it is due, a multiple of the step. */
    public final long strideMillis() {
        return strideMillis;
    }

    /** How much of the time that is due is worked through before turning to the next enterprise. */
    public final long chunkMillis() {
        return chunkMillis;
    }

    /** How long after its end a trailing window is emitted again when it changes. */
    public final long openMillis() {
        return openMillis;
    }

    /**
     * When a group wants to be woken.
     *
     * @param due what {@link GroupBook#nextDue} says
     * @param watermark {@link Long#MAX_VALUE} when the input has ended
     * @return {@link Long#MAX_VALUE} if not before the end of all
     */
    public abstract long wakeAt(long due, long watermark);

    /**
     * How far a group goes that is woken.
     *
     * @param due what {@link GroupBook#nextDue} says
     * @param watermark {@link Long#MAX_VALUE} when the input has ended
     */
    public abstract long advanceTo(long due, long watermark);

    /** Whether readings are kept to be judged again, so that what they show need not be kept beside them. */
    abstract boolean rejudges();

    /**
     * What keeps the amounts by step of an enterprise.
     *
     * @param windowSteps length of the trailing window, steps
     */
    abstract TrailingSeries series(int windowSteps);

    /** The days of a zone that are measured. */
    abstract Calendar calendar(WindowSchedule schedule, ZoneId zone);

    /** How the figures of one enterprise are emitted. */
    abstract Emission emission(WindowSchedule schedule, Calendar days);

    /** How the records of a group are judged. */
    abstract Judging judging(GroupMembers members, WindowSchedule schedule);

    private static sealed class Once extends EmissionPolicy permits OnceAt {
        private static final long serialVersionUID = 1L;

        /**
         * What an enterprise keeps of two hours lies side by side in memory, so two hours of it are worked through before
         * turning to the next enterprise; with more the records that wait cost what it saves.
         */
        private static final long STRIDE_MILLIS = 2 * HOUR_MILLIS;

        Once() {
            super(MeterBook.LONGEST_MILLIS, STRIDE_MILLIS, STRIDE_MILLIS, 0);
        }

        @Override
        public long wakeAt(long due, long watermark) {
            return due;
        }

        @Override
        public long advanceTo(long due, long watermark) {
            return due;
        }

        @Override
        boolean rejudges() {
            return false;
        }

        @Override
        TrailingSeries series(int windowSteps) {
            return new WholeSeries(windowSteps);
        }

        @Override
        Calendar calendar(WindowSchedule schedule, ZoneId zone) {
            return Calendar.of(schedule.days(zone));
        }

        @Override
        Emission emission(WindowSchedule schedule, Calendar days) {
            return new EmitOnce(days);
        }

        @Override
        Judging judging(GroupMembers members, WindowSchedule schedule) {
            return new JudgeInOrder(members, schedule);
        }
    }

    private static final class OnceAt extends Once {
        private static final long serialVersionUID = 1L;

        private final long[] ends;

        OnceAt(long[] ends) {
            this.ends = ends;
        }

        @Override
        Calendar calendar(WindowSchedule schedule, ZoneId zone) {
            return Calendar.of(IntStream.range(0, ends.length)
                    .mapToObj(
                            i -> new WindowSchedule.Day(i, ends[i] - WindowSchedule.TRAILING_MILLIS, ends[i], ends[i]))
                    .toList());
        }
    }

    private static final class Revising extends EmissionPolicy {
        private static final long serialVersionUID = 1L;

        Revising(long stepMillis) {
            super(0, stepMillis, LIVE_CHUNK_MILLIS, HOUR_MILLIS);
        }

        /** The live index goes on for ever; when its input has ended, what is left comes at the end of all. */
        @Override
        public long wakeAt(long due, long watermark) {
            return watermark == Long.MAX_VALUE ? watermark : due;
        }

        /** Where it is behind, it takes up to a chunk at once: what comes in it is emitted once and not step by step. */
        @Override
        public long advanceTo(long due, long watermark) {
            if (watermark == Long.MAX_VALUE) {
                return due;
            }
            long passed = Math.floorDiv(watermark, strideMillis()) * strideMillis();
            return Math.max(due, Math.min(passed, due + chunkMillis()));
        }

        @Override
        boolean rejudges() {
            return true;
        }

        @Override
        TrailingSeries series(int windowSteps) {
            return new SeriesEnds(windowSteps);
        }

        @Override
        Calendar calendar(WindowSchedule schedule, ZoneId zone) {
            return schedule.endlessDays(zone);
        }

        @Override
        Emission emission(WindowSchedule schedule, Calendar days) {
            return new EmitAndRevise(schedule, days);
        }

        @Override
        Judging judging(GroupMembers members, WindowSchedule schedule) {
            return new JudgeAnew(members, schedule);
        }
    }
}
