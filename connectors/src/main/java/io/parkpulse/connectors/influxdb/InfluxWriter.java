package io.parkpulse.connectors.influxdb;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.util.function.ThrowingRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines wait in lanes, each with one request at a time. All here is done by the thread of the task, but for the requests
 * themselves and the timers: these come back as mails.
 *
 * <p>A checkpoint holds what is not yet written and waits for nothing. That is legal because writing a point twice is
 * writing it once.
 */
final class InfluxWriter<T> implements StatefulSinkWriter<T, BufferedLines> {
    private static final Logger LOG = LoggerFactory.getLogger(InfluxWriter.class);

    private final SinkSettings settings;
    private final InfluxPointEncoder<T> encoder;
    private final RejectedLines rejectedLines;
    private final InfluxRequests requests;
    private final MailboxExecutor mailbox;
    private final SinkMetrics metrics;
    private final ScheduledThreadPoolExecutor pool;
    private final RandomGenerator random = new SplittableRandom();
    private final Lane[] lanes;
    private final Consumer<InfluxLine> points = this::add;

    private boolean closed;
    /** At the end of input nothing lingers. */
    private boolean draining;

    // Gauges read these from another thread; not volatile, like Flink's own counters, as they change with each line.
    private long bufferedLines;
    private long bufferedBytes;
    private volatile int requestsInFlight;
    /** Of the batches that were sent and are not settled the oldest first sending; 0 if there is none. */
    private volatile long unsettledSince;

    private volatile long lastSettled = System.nanoTime();

    /** Whether it was said that the store does not take lines. */
    private boolean outage;

    InfluxWriter(
            SinkSettings settings,
            InfluxPointEncoder<T> encoder,
            RejectedLines rejectedLines,
            WriterInitContext context,
            Collection<BufferedLines> restored)
            throws IOException {
        this.settings = settings;
        this.encoder = encoder;
        this.rejectedLines = rejectedLines;
        this.mailbox = context.getMailboxExecutor();
        for (BufferedLines state : restored) {
            if (state.precision() != settings.precision()) {
                throw new IOException("The lines in the state of the InfluxDB sink have timestamps in "
                        + state.precision() + ", the sink is set to " + settings.precision()
                        + ": set it back, or stop with savepoint and --drain before the change");
            }
        }
        this.lanes = new Lane[settings.maxRequestsInFlight()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = new Lane(settings.maxBatchLines(), settings.maxBatchBytes());
        }
        this.requests = new InfluxRequests(settings);
        this.metrics = new SinkMetrics(
                context.metricGroup(),
                () -> bufferedLines,
                () -> bufferedBytes,
                () -> requestsInFlight,
                this::outageSeconds);
        AtomicInteger number = new AtomicInteger();
        String name = "influxdb-sink-" + context.getTaskInfo().getIndexOfThisSubtask() + "-";
        // One more than there can be requests, so that timers do not wait for a store that hangs.
        this.pool = new ScheduledThreadPoolExecutor(lanes.length + 1, runnable -> {
            Thread thread = new Thread(runnable, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
        try {
            rejectedLines.open(context);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        for (BufferedLines state : restored) {
            state.lines().forEach(points);
        }
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
        encoder.encode(element, points);
        if (bufferedBytes > settings.maxBufferedBytes()) {
            awaitRoom();
        }
    }

    /**
     * Back-pressure. Not without end, as a checkpoint cannot pass a task in the middle of an element: after a pause the
     * next element is let in, until memory is at twice the limit.
     */
    private void awaitRoom() throws InterruptedException {
        long start = System.nanoTime();
        long pause = settings.fullBufferPause().toNanos();
        schedule(settings.fullBufferPause(), () -> {}, "end of a pause");
        while (bufferedBytes > settings.maxBufferedBytes()
                && (bufferedBytes > 2 * settings.maxBufferedBytes() || System.nanoTime() - start < pause)) {
            mailbox.yield();
        }
    }

    /** Never waits for the store before the end of input. */
    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        if (endOfInput) {
            draining = true;
            for (Lane lane : lanes) {
                dispatch(lane);
            }
            while (bufferedLines > 0) {
                mailbox.yield();
            }
        }
        rejectedLines.flush();
    }

    @Override
    public List<BufferedLines> snapshotState(long checkpointId) {
        List<BufferedLines> state = new ArrayList<>();
        for (Lane lane : lanes) {
            List<InfluxLine> lines = lane.lines();
            if (!lines.isEmpty()) {
                state.add(new BufferedLines(settings.precision(), lines));
            }
        }
        return state;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        pool.shutdownNow();
        try {
            requests.close();
        } finally {
            rejectedLines.close();
        }
    }

    private void add(InfluxLine line) {
        Lane lane = lanes[Math.floorMod(line.identity(), lanes.length)];
        lane.add(line);
        buffered(1, Lane.size(line));
        if (!lane.busy()) {
            dispatch(lane);
        }
    }

    private void buffered(int lines, int bytes) {
        bufferedLines += lines;
        bufferedBytes += bytes;
    }

    /** Sends the next batch, if there is one to be sent now. */
    private void dispatch(Lane lane) {
        if (lane.busy()) {
            return;
        }
        if (!lane.hasUnsettled() && !lane.full() && !lane.due && !draining) {
            if (lane.hasQueued() && !lane.lingering) {
                lane.lingering = true;
                schedule(
                        settings.linger(),
                        () -> {
                            lane.lingering = false;
                            lane.due = true;
                            dispatch(lane);
                        },
                        "end of a linger");
            }
            return;
        }
        boolean first = !lane.hasUnsettled();
        Lane.Batch batch = lane.next();
        lane.due = false;
        if (batch != null) {
            if (first) {
                lane.since = System.nanoTime();
            }
            send(lane, batch);
        }
    }

    private void send(Lane lane, Lane.Batch batch) {
        lane.sending = true;
        lane.waiting = false;
        lane.turn++;
        observe();
        pool.execute(() -> {
            long start = System.nanoTime();
            Answer answer = requests.write(batch.lines(), batch.bytes());
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            mail(() -> settle(lane, batch, answer, millis), "answer of InfluxDB");
        });
    }

    private void settle(Lane lane, Lane.Batch batch, Answer answer, long millis)
            throws IOException, InterruptedException {
        lane.sending = false;
        Verdict verdict = ResponseClassifier.verdict(answer);
        if (verdict == Verdict.RETRY) {
            retry(lane, answer);
            return;
        }
        if (verdict == Verdict.FATAL) {
            throw new InfluxSinkException(
                    Math.max(answer.status(), 0),
                    (answer.status() == Answer.BROKEN
                                    ? "A request to " + settings.url() + " failed: "
                                    : settings.url() + " answered " + answer.status() + ": ")
                            + (answer.message().isEmpty() ? "(no message)" : answer.message()) + ". "
                            + ResponseClassifier.advice(answer, settings));
        }
        lane.failures = 0;
        int lines = batch.lines().size();
        switch (verdict) {
            case PARTLY_DROPPED -> {
                int dropped = ResponseClassifier.dropped(answer, lines);
                metrics.dropped(dropped);
                metrics.written(lines - dropped, batch.bytes(), millis);
                LOG.warn("{} dropped {} of {} points for good: {}", settings.url(), dropped, lines, answer.message());
                done(lane);
            }
            case HALVE, TOO_LARGE -> {
                if (verdict == Verdict.TOO_LARGE) {
                    lane.limit(batch.bytes());
                }
                if (lines > 1) {
                    lane.halve();
                } else {
                    metrics.rejected();
                    rejectedLines.reject(new RejectedLine(batch.lines().get(0), answer.status(), answer.message()));
                    done(lane);
                }
            }
            default -> {
                metrics.written(lines, batch.bytes(), millis);
                done(lane);
            }
        }
        answered();
        lane.since = lastSettled;
        dispatch(lane);
        observe();
    }

    private void done(Lane lane) {
        Lane.Batch batch = lane.settle();
        buffered(-batch.lines().size(), -batch.bytes());
    }

    private void retry(Lane lane, Answer answer) {
        metrics.retried();
        lane.failures++;
        Duration delay = settings.backoff().delay(lane.failures, answer.retryAfter(), random);
        if (!outage) {
            outage = true;
            LOG.warn(
                    "{} takes no lines ({}{}); they wait, and requests are sent again, after {} ms at first and {} s at most",
                    settings.url(),
                    answer.status() == Answer.NONE ? "" : "answered " + answer.status() + " ",
                    answer.message(),
                    delay.toMillis(),
                    settings.backoff().most().toSeconds());
        }
        lane.wait(answer.retryAfter());
        int turn = lane.turn;
        schedule(
                delay,
                () -> {
                    if (lane.waiting && lane.turn == turn) {
                        send(lane, lane.next());
                    }
                },
                "end of a backoff");
        observe();
    }

    /** The store has answered something about lines, so it is there: no other lane needs to wait longer. */
    private void answered() {
        long previous = lastSettled;
        lastSettled = System.nanoTime();
        if (!outage) {
            return;
        }
        outage = false;
        LOG.info(
                "{} takes lines again, after {} s; {} are to be written",
                settings.url(),
                TimeUnit.NANOSECONDS.toSeconds(lastSettled - previous),
                bufferedLines);
        for (Lane lane : lanes) {
            if (lane.waiting && !lane.asked) {
                send(lane, lane.next());
            }
        }
    }

    private void observe() {
        int sending = 0;
        long oldest = 0;
        long now = System.nanoTime();
        for (Lane lane : lanes) {
            sending += lane.sending ? 1 : 0;
            if (lane.busy() && (oldest == 0 || lane.since - oldest < 0)) {
                oldest = lane.since == 0 ? now : lane.since;
            }
        }
        requestsInFlight = sending;
        unsettledSince = oldest;
    }

    /** Since when something waits of which nothing was settled. */
    private long outageSeconds() {
        long since = unsettledSince;
        if (since == 0) {
            return 0;
        }
        long last = lastSettled;
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - (since - last < 0 ? last : since));
    }

    private void schedule(Duration delay, ThrowingRunnable<Exception> action, String what) {
        pool.schedule(() -> mail(action, what), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void mail(ThrowingRunnable<Exception> action, String what) {
        try {
            mailbox.execute(
                    () -> {
                        if (!closed) {
                            action.run();
                        }
                    },
                    what);
        } catch (RejectedExecutionException e) {
            // The task has ended.
            LOG.debug("No mail for a task that has ended", e);
        }
    }
}
