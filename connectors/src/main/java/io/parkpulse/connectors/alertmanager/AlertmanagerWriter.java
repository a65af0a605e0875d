package io.parkpulse.connectors.alertmanager;

import io.parkpulse.connectors.http.Answer;
import io.parkpulse.connectors.http.HttpSinkWriter;
import io.parkpulse.connectors.http.Lane;
import io.parkpulse.connectors.http.SinkTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what stands and posts it, one request at a time. */
final class AlertmanagerWriter<T> extends HttpSinkWriter<Lane> implements StatefulSinkWriter<T, StandingNotices> {
    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerWriter.class);
    private static final String PATH = "/api/v2/alerts";
    private static final MediaType JSON = MediaType.get("application/json");

    private final SinkSettings settings;
    private final NoticeEncoder<T> encoder;
    private final Counter posted;
    private final Counter rejected;
    private final Lane lane = lanes.get(0);

    /** By labels, in the order in which they came. */
    private final Map<Map<String, String>, Standing> standing = new LinkedHashMap<>();
    /** The labels that a firing identity has. */
    private final Map<String, Map<String, String>> labelsOf = new HashMap<>();

    private int batchLimit;
    /** When the timer is set that posts again; none if it is not ahead. */
    private long timerAt = Long.MAX_VALUE;

    private volatile int standingCount;

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

    AlertmanagerWriter(
            SinkSettings settings, NoticeEncoder<T> encoder, SinkTask task, Collection<StandingNotices> restored)
            throws IOException {
        super(settings.http(), "alerts", List.of(new Lane()), task);
        this.settings = settings;
        this.encoder = encoder;
        this.batchLimit = settings.maxBatchNotices();
        this.posted = metrics.counter("noticesPosted");
        this.rejected = metrics.counter("noticesRejected");
        metrics.gauge("noticesStanding", () -> standingCount);
        restored.forEach(state -> state.notices().forEach(this::put));
        // Alertmanager has most of it. What was over since the checkpoint must not fire again until that is read again.
        long due = now() + settings.resendEvery().toMillis();
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
                put(before.notice.endedAt(now()));
            }
            notice = notice.startedAt(Math.min(notice.startsAt(), before.notice.startsAt()));
        }
        Standing now = put(notice);
        if (before != null && notice.firing() && labels.equals(notice.labels())) {
            // Alertmanager knows that it fires. After a restart its end may have been posted already, and is read next.
            now.dueAt = before.dueAt;
        }
        dispatch(lane);
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
        dispatch(lane);
        while (waiting() > 0) {
            awaitMail();
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
    protected boolean mayPass(Answer answer) {
        return answer.status() != 200 && !refuses(answer.status());
    }

    /** What Alertmanager says of alerts themselves: not JSON as its schema wants it, labels it does not take, too much. */
    private static boolean refuses(int status) {
        return status == 400 || status == 413 || status == 422;
    }

    @Override
    protected long waiting() {
        return standing.values().stream().filter(each -> !each.posted).count();
    }

    /** Posts what is due, if anything is and no request is under way. */
    @Override
    protected void dispatch(Lane only) {
        if (only.busy()) {
            return;
        }
        long now = now();
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
        byte[] body = NoticeJson.of(
                batch.stream().map(each -> each.notice).toList(),
                now,
                now + settings.validFor().toMillis());
        send(lane, () -> post(body), (answer, millis) -> settle(batch, answer));
    }

    private Answer post(byte[] body) throws IOException {
        Request request = new Request.Builder()
                .url(settings.http().url() + PATH)
                .post(RequestBody.create(body, JSON))
                .build();
        try (Response response = http.newCall(request).execute()) {
            return new Answer(response.code(), response.body().string());
        }
    }

    private void settle(List<Standing> batch, Answer answer) {
        if (!refuses(answer.status())) {
            posted.inc(batch.size());
            batchLimit = Math.min(settings.maxBatchNotices(), batchLimit * 2);
            long now = now();
            for (Standing each : batch) {
                each.posted = true;
                each.dueAt = now + settings.resendEvery().toMillis();
                if (!each.notice.firing() && each.keepUntil == Long.MAX_VALUE) {
                    each.keepUntil = now + settings.keepResolved().toMillis();
                }
            }
        } else if (batch.size() == 1) {
            reject(batch.get(0), answer);
        } else {
            batchLimit = batch.size() / 2;
        }
    }

    private void reject(Standing refused, Answer answer) {
        rejected.inc();
        LOG.error(
                "{} refuses an alert for good, answering {} {}: {}",
                settings.http().url(),
                answer.status(),
                answer.messageForLog(),
                refused.notice);
        standing.remove(refused.notice.labels(), refused);
        labelsOf.remove(refused.notice.identity(), refused.notice.labels());
        standingCount = standing.size();
    }

    private void setTimer(long at) {
        if (at < timerAt) {
            timerAt = at;
            at(at, () -> {
                if (timerAt == at) {
                    timerAt = Long.MAX_VALUE;
                }
                dispatch(lane);
            });
        }
    }
}
