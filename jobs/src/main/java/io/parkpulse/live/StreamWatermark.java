package io.parkpulse.live;

import io.parkpulse.enterprise.EmissionPolicy;
import io.parkpulse.kafka.TopicEnds.Standing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Event time of a stream, as far as the partitions show that one reader reads: that of the one that is furthest behind.
 *
 * <p>The time of a partition is that of its latest record. One in which nothing comes goes on with the clock, as far as
 * the clock stood when Kafka was asked for its end and all before that had been read. So silence stops nobody, and a
 * partition that is read slowly, or of which it is not known what it holds, holds event time back: windows are not closed
 * without what they are waiting for. Where Kafka does not say where a partition ends, event time waits for it, but not
 * longer than the settings allow.
 *
 * <p>Far behind the clock event time goes on by whole hours, or every few seconds if an hour takes longer to read: what is
 * worked off in one go costs a fraction of what it costs step by step, and nobody watches a step that is hours old.
 */
final class StreamWatermark {
    /** Event time has to wait: not all is known yet that holds it back. */
    static final long HELD = Long.MIN_VALUE;
    /** There is nothing here that event time has to wait for. */
    static final long IDLE = Long.MAX_VALUE;

    private static final long FAR_BEHIND_MILLIS = 2 * EmissionPolicy.LIVE_CHUNK_MILLIS;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final LongSupplier clock;
    private final long lagMillis;
    private final long disorderMillis;
    private final long silentNanos;
    private final long waitNanos;
    private final LongSupplier nanos;
    private final Map<Integer, Partition> partitions = new TreeMap<>();
    private boolean complete;
    /** The last watermark, and when it was emitted. */
    private long emitted = HELD;

    private long emittedAt;

    /**
     * What Kafka is to be asked.
     *
     * @param clock the event time before it is asked
     * @param nanos the time of this machine then
     * @param positions by partition the offset of the next record to read
     */
    record Question(long clock, long nanos, Map<Integer, Long> positions) {}

    private static final class Partition {
        private long position;
        /** The latest time of a record that may move event time. */
        private long latest = HELD;
        /** The event time up to which nothing is left to come, by the clock. */
        private long passed = HELD;
        /** When it was last read or asked for. */
        private long heard;

        private boolean unanswered;
        private long unansweredSince;
        private boolean givenUp;

        Partition(long position, long heard) {
            this.position = position;
            this.heard = heard;
        }

        private void answered() {
            unanswered = false;
            givenUp = false;
        }
    }

    /**
     * @param settings how event time goes by
     * @param nanos of this machine
     */
    StreamWatermark(LiveSettings settings, LongSupplier nanos) {
        this.clock = settings.time()::now;
        this.lagMillis = settings.lag().toMillis();
        this.disorderMillis = settings.disorder().toMillis();
        this.silentNanos = settings.idleAfter().toNanos();
        this.waitNanos = settings.waitAtMost().toNanos();
        this.nanos = nanos;
        this.emittedAt = nanos.getAsLong();
    }

    /** @param position the offset of the next record to read, or {@link io.parkpulse.kafka.TopicEnds#BEGINNING} */
    void add(int partition, long position) {
        partitions.put(partition, new Partition(position, nanos.getAsLong()));
    }

    /** There are no partitions to wait for but those that were added. */
    void complete() {
        complete = true;
    }

    /** Whether it is known which partitions there are. */
    boolean isComplete() {
        return complete || !partitions.isEmpty();
    }

    /** @param at the record's time, epoch milliseconds; {@link Long#MIN_VALUE} if it may not move event time */
    void read(int partition, long offset, long at) {
        Partition read = partitions.get(partition);
        read.position = offset + 1;
        read.latest = Math.max(read.latest, at);
        // Records that say no time are as silence: where there is nothing else, Kafka is asked.
        if (at != HELD) {
            read.heard = nanos.getAsLong();
        }
        read.answered();
    }

    /** The silent partitions, about which Kafka is to be asked now; null if there are none. */
    Question question() {
        long now = nanos.getAsLong();
        Map<Integer, Long> silent = new HashMap<>();
        partitions.forEach((number, partition) -> {
            if (now - partition.heard >= silentNanos) {
                partition.heard = now;
                silent.put(number, partition.position);
            }
        });
        return silent.isEmpty() ? null : new Question(clock.getAsLong(), now, silent);
    }

    /** What came of a question, whatever has been read since. */
    void answer(Question question, Map<Integer, Standing> standings) {
        standings.forEach((number, standing) -> {
            Partition partition = partitions.get(number);
            switch (standing) {
                case READ -> {
                    partition.passed = Math.max(partition.passed, question.clock() - lagMillis);
                    partition.answered();
                }
                case BEHIND -> partition.answered();
                case UNKNOWN -> {
                    if (!partition.unanswered) {
                        partition.unanswered = true;
                        partition.unansweredSince = question.nanos();
                    }
                    partition.givenUp = question.nanos() - partition.unansweredSince >= waitNanos;
                }
            }
        });
    }

    /** Whether event time goes on without a partition, as Kafka has not said for too long where it ends. */
    boolean isGivenUp(int partition) {
        return partitions.get(partition).givenUp;
    }

    /** The watermark, epoch milliseconds; or {@link #HELD} or {@link #IDLE}. */
    long watermark() {
        if (partitions.isEmpty()) {
            return complete ? IDLE : HELD;
        }
        long least = IDLE;
        for (Partition partition : partitions.values()) {
            if (!partition.givenUp) {
                least = Math.min(least, time(partition));
            }
        }
        if (least == IDLE || least == HELD) {
            return least;
        }
        long now = nanos.getAsLong();
        boolean farBehind = clock.getAsLong() - least > FAR_BEHIND_MILLIS;
        long next = farBehind && now - emittedAt < PATIENCE_NANOS
                ? Math.floorDiv(least, EmissionPolicy.LIVE_CHUNK_MILLIS) * EmissionPolicy.LIVE_CHUNK_MILLIS
                : least;
        if (next > emitted) {
            emitted = next;
            emittedAt = now;
        }
        return emitted;
    }

    private long time(Partition partition) {
        // Others of the same instant may still come.
        long read = partition.latest == HELD ? HELD : partition.latest - disorderMillis - 1;
        return Math.max(read, partition.passed);
    }
}
