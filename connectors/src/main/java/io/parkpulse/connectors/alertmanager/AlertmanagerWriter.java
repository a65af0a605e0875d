package io.parkpulse.connectors.alertmanager;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.concurrent.ExponentialBackoffRetryStrategy;
import org.apache.flink.util.concurrent.RetryStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what stands and posts it, one request at a time. All here is done by the thread of the task; answers come back
 * to it as mails.
 */
final class AlertmanagerWriter<T> implements StatefulSinkWriter<T, StandingNotices> {
    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerWriter.class);
    private static final String PATH = "/api/v2/alerts";
    private static final int NO_ANSWER = 0;
    private static final int MOST_OF_A_MESSAGE = 500;

    private final SinkSettings settings;
    private final NoticeEncoder<T> encoder;
    private final MailboxExecutor mailbox;
    private final ProcessingTimeService time;
    private final HttpClient http;
    private final Counter posted;
    private final Counter rejected;
    private final Counter retried;

    /** By labels, in the order in which they came. */
    private final Map<Map<String, String>, Standing> standing = new LinkedHashMap<>();
    /** The labels that a firing identity has. */
    private final Map<String, Map<String, String>> labelsOf = new HashMap<>();

    private int batchLimit;
    private boolean posting;
    private boolean backingOff;
    private boolean closed;
    /** Whether it was said that Alertmanager takes nothing. */
    private boolean away;

    private RetryStrategy retries;
    /** When the timer is set that posts again; none if it is not ahead. */
    private long timerAt = Long.MAX_VALUE;

    private volatile int standingCount;
    /** Since when nothing was taken though something waited, nanoseconds; 0 if it is not so. */
    private volatile long outageSince;

    /** A notice and when it is to be posted. */
    private static final class Standing {
        final Notice notice;
        long dueAt;
        /** Whether it was taken since this writer has it. */
        boolean posted;
        /** Of one that is over, until when it is posted again; from its first posting on. */
        long keepUntil = Long.MAX_VALUE;

        Standing(Notice notice) {
            this.notice = notice;
        }
    }

    /** What came of a request. */
    private record Answer(int status, String message) {}

    AlertmanagerWriter(
            SinkSettings settings,
            NoticeEncoder<T> encoder,
            WriterInitContext context,
            Collection<StandingNotices> restored) {
        this.settings = settings;
        this.encoder = encoder;
        this.mailbox = context.getMailboxExecutor();
        this.time = context.getProcessingTimeService();
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.requestTimeout())
                .build();
        this.batchLimit = settings.maxBatchNotices();
        this.retries = firstRetry();
        MetricGroup group = context.metricGroup().addGroup("alertmanager");
        this.posted = group.counter("noticesPosted");
        this.rejected = group.counter("noticesRejected");
        this.retried = group.counter("requestsRetried");
        group.gauge("noticesStanding", () -> standingCount);
        group.gauge("outageSeconds", this::outageSeconds);
        restored.forEach(state -> state.notices().forEach(this::put));
        // Alertmanager has most of it. What was over since the checkpoint must not fire again until that is read again.
        long due = time.getCurrentProcessingTime() + settings.resendEvery().toMillis();
        standing.values().forEach(each -> each.dueAt = due);
        setTimer(due);
    }

    @Override
    public void write(T element, Context context) {
        Notice notice = encoder.encode(element);
        if (notice == null) {
            return;
        }
        Map<String, String> labels = labelsOf.get(notice.identity());
        Standing before = labels == null ? null : standing.get(labels);
        if (before != null) {
            if (!labels.equals(notice.labels())) {
                put(before.notice.endedAt(time.getCurrentProcessingTime()));
            }
            notice = notice.startedAt(Math.min(notice.startsAt(), before.notice.startsAt()));
        }
        Standing now = put(notice);
        if (before != null && notice.firing() && labels.equals(notice.labels())) {
            // Alertmanager knows that it fires. After a restart its end may have been posted already, and is read next.
            now.dueAt = before.dueAt;
        }
        post();
    }

    private Standing put(Notice notice) {
        Standing put = new Standing(notice);
        standing.put(notice.labels(), put);
        if (notice.firing()) {
            labelsOf.put(notice.identity(), notice.labels());
        } else {
            labelsOf.remove(notice.identity(), notice.labels());
        }
        standingCount = standing.size();
        return put;
    }

    /** A checkpoint holds all that stands and waits for nothing; only the end of input does, for the first posting. */
    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        if (!endOfInput) {
            return;
        }
        standing.values().stream().filter(each -> !each.posted).forEach(each -> each.dueAt = 0);
        post();
        while (standing.values().stream().anyMatch(each -> !each.posted)) {
            mailbox.yield();
        }
    }

    @Override
    public List<StandingNotices> snapshotState(long checkpointId) {
        return standing.isEmpty()
                ? List.of()
                : List.of(new StandingNotices(
                        standing.values().stream().map(each -> each.notice).toList()));
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Posts what is due, if anything is and no request is under way. */
    private void post() {
        if (posting || backingOff || closed) {
            return;
        }
        long now = time.getCurrentProcessingTime();
        standing.values().removeIf(each -> each.keepUntil <= now);
        standingCount = standing.size();
        List<Standing> batch = new ArrayList<>();
        long next = Long.MAX_VALUE;
        for (Standing each : standing.values()) {
            if (each.dueAt > now) {
                next = Math.min(next, each.dueAt);
            } else if (batch.size() < batchLimit) {
                batch.add(each);
            }
        }
        if (batch.isEmpty()) {
            if (next != Long.MAX_VALUE) {
                setTimer(next);
            }
            return;
        }
        posting = true;
        if (outageSince == 0) {
            outageSince = System.nanoTime();
        }
        byte[] body = NoticeJson.of(
                batch.stream().map(each -> each.notice).toList(),
                now,
                now + settings.validFor().toMillis());
        HttpRequest request = HttpRequest.newBuilder(URI.create(settings.url() + PATH))
                .timeout(settings.requestTimeout())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .handle((response, failure) -> failure == null
                        ? new Answer(response.statusCode(), response.body())
                        : new Answer(NO_ANSWER, root(failure).toString()))
                .thenAccept(answer -> mail(() -> settle(batch, answer)));
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    private void settle(List<Standing> batch, Answer answer) {
        posting = false;
        if (answer.status() == 200) {
            taken();
            posted.inc(batch.size());
            batchLimit = Math.min(settings.maxBatchNotices(), batchLimit * 2);
            long now = time.getCurrentProcessingTime();
            for (Standing each : batch) {
                each.posted = true;
                each.dueAt = now + settings.resendEvery().toMillis();
                if (!each.notice.firing() && each.keepUntil == Long.MAX_VALUE) {
                    each.keepUntil = now + settings.keepResolved().toMillis();
                }
            }
        } else if (refuses(answer.status())) {
            taken();
            if (batch.size() == 1) {
                reject(batch.get(0), answer);
            } else {
                batchLimit = batch.size() / 2;
            }
        } else {
            backOff(answer);
        }
        post();
    }

    /** What Alertmanager says of alerts themselves: not JSON as its schema wants it, labels it does not take, too much. */
    private static boolean refuses(int status) {
        return status == 400 || status == 413 || status == 422;
    }

    private void reject(Standing refused, Answer answer) {
        rejected.inc();
        LOG.error(
                "{} refuses an alert for good, answering {} {}: {}",
                settings.url(),
                answer.status(),
                cut(answer.message()),
                refused.notice);
        standing.remove(refused.notice.labels(), refused);
        labelsOf.remove(refused.notice.identity(), refused.notice.labels());
        standingCount = standing.size();
    }

    private void taken() {
        if (away) {
            away = false;
            LOG.info("{} takes alerts again, after {} s", settings.url(), outageSeconds());
        }
        outageSince = 0;
        retries = firstRetry();
    }

    private RetryStrategy firstRetry() {
        return new ExponentialBackoffRetryStrategy(Integer.MAX_VALUE, settings.leastBackoff(), settings.mostBackoff());
    }

    private void backOff(Answer answer) {
        retried.inc();
        long delay = retries.getRetryDelay().toMillis();
        if (!away) {
            away = true;
            LOG.warn(
                    "{} takes no alerts ({}{}); they wait, and are posted again, after {} ms at first and {} s at most",
                    settings.url(),
                    answer.status() == NO_ANSWER ? "" : "answered " + answer.status() + " ",
                    cut(answer.message()),
                    delay,
                    settings.mostBackoff().toSeconds());
        }
        retries = retries.getNextRetryStrategy();
        backingOff = true;
        time.registerTimer(time.getCurrentProcessingTime() + delay, at -> {
            backingOff = false;
            post();
        });
    }

    private static String cut(String message) {
        String line = message.strip().replace('\n', ' ');
        return line.length() > MOST_OF_A_MESSAGE ? line.substring(0, MOST_OF_A_MESSAGE) + "…" : line;
    }

    private void setTimer(long at) {
        if (at < timerAt) {
            timerAt = at;
            time.registerTimer(at, fired -> {
                if (timerAt == at) {
                    timerAt = Long.MAX_VALUE;
                }
                post();
            });
        }
    }

    private long outageSeconds() {
        long since = outageSince;
        return since == 0 ? 0 : TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
    }

    private void mail(Runnable action) {
        try {
            mailbox.execute(
                    () -> {
                        if (!closed) {
                            action.run();
                        }
                    },
                    "answer of Alertmanager");
        } catch (RejectedExecutionException e) {
            // The task has ended.
            LOG.debug("No mail for a task that has ended", e);
        }
    }
}
