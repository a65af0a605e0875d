package io.parkpulse.connectors.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.apache.flink.util.function.ThrowingRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests in lanes, each one again until the server has answered it for good. All here is done by the thread of the
 * task, but for the requests themselves: answers and timers come back to it as mails.
 *
 * <p>It counts {@code requestsRetried} and says {@code outageSeconds}: how long nothing was settled while something waits.
 *
 * @param <L> what has one request at a time
 */
public abstract class HttpSinkWriter<L extends Lane> implements AutoCloseable {
    /** Where the requests' metrics are. */
    protected final MetricGroup metrics;
    /** For the requests; its timeouts are set, and it sends nothing again by itself. */
    protected final OkHttpClient http;
    /** Of the server; empty if it asks for none. */
    protected final String secret;

    protected final List<L> lanes;

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final HttpSettings settings;
    private final String things;
    private final MailboxExecutor mailbox;
    private final ProcessingTimeService time;
    private final ExecutorService pool;
    private final Counter retried;
    private final RandomGenerator random = new SplittableRandom();

    private boolean closed;
    /** Whether it was said that the server takes nothing. */
    private boolean outage;

    /** Read by gauges, too. */
    private volatile long lastSettled = System.nanoTime();

    /** What is done with an answer that is not to be asked for again. */
    @FunctionalInterface
    protected interface Settlement {
        /** @param millis how long the request took */
        void settle(Answer answer, long millis) throws IOException, InterruptedException;
    }

    /**
     * Sends nothing yet.
     *
     * @param things what is sent, for people
     * @throws IOException if the secret is not where it should be
     */
    protected HttpSinkWriter(HttpSettings settings, String things, List<L> lanes, SinkTask task) throws IOException {
        this.settings = settings;
        this.things = things;
        this.lanes = lanes;
        this.secret = settings.readSecret();
        this.http = settings.client();
        this.mailbox = task.mailbox();
        this.time = task.time();
        String group = settings.server().toLowerCase(Locale.ROOT);
        this.metrics = task.metrics().addGroup(group);
        this.retried = metrics.counter("requestsRetried");
        metrics.gauge("outageSeconds", (Gauge<Long>) this::outageSeconds);
        // A thread that outlives its task may find its classes gone, which is no reason to end the process.
        this.pool = Executors.newFixedThreadPool(
                lanes.size(),
                new ExecutorThreadFactory(
                        group + "-sink-" + task.info().getIndexOfThisSubtask(),
                        (thread, e) -> log.debug("{} failed", thread.getName(), e)));
    }

    /** Sends what a lane that is not busy has to send now, if there is anything; after a failure the same again. */
    protected abstract void dispatch(L lane);

    /** Whether the answer may be another one when the same is sent again. */
    protected abstract boolean mayPass(Answer answer);

    /** How many things are not sent yet, for people. */
    protected abstract long waiting();

    @Override
    public void close() throws IOException {
        closed = true;
        pool.shutdownNow();
        http.dispatcher().cancelAll();
        http.connectionPool().evictAll();
    }

    /** How many requests are under way; any thread may ask. */
    protected final int requestsInFlight() {
        return (int) lanes.stream().filter(lane -> lane.sending).count();
    }

    /** Takes in a mail: an answer or the end of a time. */
    protected final void awaitMail() throws InterruptedException {
        mailbox.yield();
    }

    /** Epoch milliseconds. */
    protected final long now() {
        return time.getCurrentProcessingTime();
    }

    /** Does something at an instant, epoch milliseconds, unless this is closed by then. */
    protected final void at(long instant, ThrowingRunnable<Exception> action) {
        time.registerTimer(instant, reached -> unlessClosed(action));
    }

    protected final void after(Duration delay, ThrowingRunnable<Exception> action) {
        at(now() + delay.toMillis(), action);
    }

    /**
     * Sends a request.
     *
     * @param request done by another thread
     * @param settlement of the answer, unless that one may pass
     */
    protected final void send(L lane, Callable<Answer> request, Settlement settlement) {
        if (lane.since == 0) {
            lane.since = System.nanoTime();
        }
        lane.sending = true;
        pool.execute(() -> {
            long start = System.nanoTime();
            Answer answer = answer(request).without(secret);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            try {
                mailbox.execute(
                        () -> unlessClosed(() -> settle(lane, answer, millis, settlement)),
                        "answer of " + settings.server());
            } catch (RejectedExecutionException e) {
                log.debug("No mail for a task that has ended", e);
            }
        });
    }

    private static Answer answer(Callable<Answer> request) {
        try {
            return request.call();
        } catch (IOException e) {
            return new Answer(Answer.NONE, e.toString());
        } catch (Exception | Error e) {
            // Whatever it is, the writer must come to know of it: else it would wait for this request for ever.
            return new Answer(Answer.BROKEN, e.toString());
        }
    }

    private void unlessClosed(ThrowingRunnable<Exception> action) throws Exception {
        if (!closed) {
            action.run();
        }
    }

    private void settle(L lane, Answer answer, long millis, Settlement settlement)
            throws IOException, InterruptedException {
        if (mayPass(answer)) {
            putOff(lane, answer);
            return;
        }
        long waited = outageSeconds();
        settlement.settle(answer, millis);
        lane.sending = false;
        lane.failures = 0;
        lane.since = 0;
        lastSettled = System.nanoTime();
        if (outage) {
            outage = false;
            log.info("{} takes {} again, after {} s; {} are to be written", settings.url(), things, waited, waiting());
            // It is there: no other lane needs to wait longer.
            lanes.stream().filter(other -> !other.asked).forEach(this::sendAgain);
        }
        dispatch(lane);
    }

    private void putOff(L lane, Answer answer) {
        retried.inc();
        lane.failures++;
        Duration delay = settings.backoff().delay(lane.failures, answer.retryAfter(), random);
        if (!outage) {
            outage = true;
            log.warn(
                    "{} takes no {} ({}{}); they wait, and requests are sent again, after {} ms at first and {} s at most",
                    settings.url(),
                    things,
                    answer.status() > 0 ? "answered " + answer.status() + " " : "",
                    answer.messageForLog(),
                    delay.toMillis(),
                    settings.backoff().most().toSeconds());
        }
        lane.sending = false;
        lane.waiting = true;
        lane.asked = answer.retryAfter() != null && !answer.retryAfter().isZero();
        int turn = ++lane.turn;
        after(delay, () -> {
            if (lane.turn == turn) {
                sendAgain(lane);
            }
        });
    }

    private void sendAgain(L lane) {
        if (lane.waiting) {
            lane.waiting = false;
            dispatch(lane);
        }
    }

    /** Since when something waits of which nothing was settled. */
    private long outageSeconds() {
        long now = System.nanoTime();
        long oldest = now;
        for (L lane : lanes) {
            if (lane.busy() && lane.since - oldest < 0) {
                oldest = lane.since;
            }
        }
        long last = lastSettled;
        return TimeUnit.NANOSECONDS.toSeconds(now - (oldest - last < 0 ? last : oldest));
    }
}
