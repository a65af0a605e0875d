package io.parkpulse.connectors.influxdb;

import io.parkpulse.connectors.http.Answer;
import io.parkpulse.connectors.http.HttpSinkWriter;
import io.parkpulse.connectors.http.SinkTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines wait in lanes, each with one request at a time.
 *
 * <p>A checkpoint holds what is not yet written and waits for nothing. That is legal because writing a point twice is
 * writing it once.
 */
final class InfluxWriter<T> extends HttpSinkWriter<LineLane> {
    private static final Logger LOG = LoggerFactory.getLogger(InfluxWriter.class);

    private final SinkSettings settings;
    private final InfluxPointEncoder<T> encoder;
    private final RejectedLines rejectedLines;
    private final InfluxRequests requests;
    private final SinkWriterMetricGroup operator;
    private final Counter pointsWritten;
    private final Counter pointsDropped;
    private final Counter linesRejected;
    private final Consumer<InfluxLine> points = this::add;
    private final KeyGroups<T> keyGroups;

    /** Of the element that is being written; {@link KeyGroups#NONE} as long as it is not known. */
    private int keyGroup;

    /** At the end of input nothing lingers. */
    private boolean draining;

    // Gauges read these from another thread; not volatile, like Flink's own counters, as they change with each line.
    private long bufferedLines;
    private long bufferedBytes;
    private volatile long lastRequestMillis;

    InfluxWriter(
            SinkSettings settings,
            InfluxPointEncoder<T> encoder,
            RejectedLines rejectedLines,
            KeyGroups<T> keyGroups,
            SinkTask task)
            throws IOException {
        super(
                settings.http(),
                "lines",
                Stream.generate(() -> new LineLane(settings.maxBatchLines(), settings.maxBatchBytes()))
                        .limit(settings.maxRequestsInFlight())
                        .toList(),
                task);
        this.settings = settings;
        this.encoder = encoder;
        this.rejectedLines = rejectedLines;
        this.keyGroups = keyGroups;
        this.requests = new InfluxRequests(settings, http, secret);
        this.operator = task.metrics();
        this.pointsWritten = metrics.counter("pointsWritten");
        this.pointsDropped = metrics.counter("pointsDropped");
        this.linesRejected = metrics.counter("linesRejected");
        operator.setCurrentSendTimeGauge(() -> lastRequestMillis);
        metrics.gauge("bufferedLines", (Gauge<Long>) () -> bufferedLines);
        metrics.gauge("bufferedBytes", (Gauge<Long>) () -> bufferedBytes);
        metrics.gauge("requestsInFlight", (Gauge<Long>) () -> (long) requestsInFlight());
        try {
            rejectedLines.open(task);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Takes lines of a checkpoint over, before it is given anything to write.
     *
     * @param itsKeyGroup {@link KeyGroups#NONE} if they have none
     * @throws IOException if their timestamps have another unit
     */
    void takeOver(BufferedLines waiting, int itsKeyGroup) throws IOException {
        if (waiting.precision() != settings.precision()) {
            throw new IOException("The lines in the state of the InfluxDB sink have timestamps in "
                    + waiting.precision() + ", the sink is set to " + settings.precision()
                    + ": set it back, or stop with savepoint and --drain before the change");
        }
        waiting.lines().forEach(line -> add(new KeyedLine(line, itsKeyGroup)));
    }

    /** Makes points of an element, which are written soon; waits while too much is waiting. */
    void write(T element) throws Exception {
        keyGroup = keyGroups.of(element);
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
        AtomicBoolean over = new AtomicBoolean();
        after(settings.fullBufferPause(), () -> over.set(true));
        while (bufferedBytes > settings.maxBufferedBytes()
                && (bufferedBytes > 2 * settings.maxBufferedBytes() || !over.get())) {
            awaitMail();
        }
    }

    /** Never waits for the store before the end of input. */
    void flush(boolean endOfInput) throws IOException, InterruptedException {
        if (endOfInput) {
            draining = true;
            lanes.forEach(this::dispatch);
            while (bufferedLines > 0) {
                awaitMail();
            }
        }
        rejectedLines.flush();
    }

    /** What is not yet written, requests in flight included: of versions of a point the later one behind the earlier. */
    Map<Integer, BufferedLines> waitingByKeyGroup() {
        Map<Integer, BufferedLines> groups = new TreeMap<>();
        lanes.forEach(lane -> lane.forEach(each -> groups.computeIfAbsent(
                        each.keyGroup(), group -> new BufferedLines(settings.precision(), new ArrayList<>()))
                .lines()
                .add(each.line())));
        return groups;
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
            requests.close();
        } finally {
            rejectedLines.close();
        }
    }

    @Override
    protected boolean mayPass(Answer answer) {
        return ResponseClassifier.verdict(answer) == Verdict.RETRY;
    }

    @Override
    protected long waiting() {
        return bufferedLines;
    }

    private void add(InfluxLine line) {
        if (keyGroup == KeyGroups.NONE) {
            keyGroup = keyGroups.of(line);
        }
        add(new KeyedLine(line, keyGroup));
    }

    private void add(KeyedLine line) {
        LineLane lane = lanes.get(Math.floorMod(line.line().identity(), lanes.size()));
        lane.add(line);
        buffered(1, line.size());
        if (!lane.busy()) {
            dispatch(lane);
        }
    }

    private void buffered(int lines, int bytes) {
        bufferedLines += lines;
        bufferedBytes += bytes;
    }

    @Override
    protected void dispatch(LineLane lane) {
        if (lane.busy()) {
            return;
        }
        if (!lane.hasUnsettled()) {
            if (!lane.full() && !lane.due && !draining) {
                linger(lane);
                return;
            }
            lane.due = false;
        }
        LineLane.Batch batch = lane.next();
        if (batch != null) {
            send(
                    lane,
                    () -> requests.write(batch.lines(), batch.bytes()),
                    (answer, millis) -> settle(lane, batch, answer, millis));
        }
    }

    private void linger(LineLane lane) {
        if (lane.hasQueued() && !lane.lingering) {
            lane.lingering = true;
            after(settings.linger(), () -> {
                lane.lingering = false;
                lane.due = true;
                dispatch(lane);
            });
        }
    }

    private void settle(LineLane lane, LineLane.Batch batch, Answer answer, long millis)
            throws IOException, InterruptedException {
        String url = settings.http().url();
        Verdict verdict = ResponseClassifier.verdict(answer);
        int lines = batch.lines().size();
        switch (verdict) {
            case WRITTEN -> written(lane, lines, millis);
            case PARTLY_DROPPED -> {
                int dropped = ResponseClassifier.dropped(answer, lines);
                pointsDropped.inc(dropped);
                operator.getNumRecordsSendErrorsCounter().inc(dropped);
                LOG.warn("{} dropped {} of {} points for good: {}", url, dropped, lines, answer.message());
                written(lane, lines - dropped, millis);
            }
            case HALVE, TOO_LARGE -> {
                if (verdict == Verdict.TOO_LARGE) {
                    lane.limit(batch.bytes());
                }
                if (lines > 1) {
                    lane.halve();
                } else {
                    linesRejected.inc();
                    operator.getNumRecordsSendErrorsCounter().inc();
                    rejectedLines.reject(
                            new RejectedLine(batch.lines().get(0).line(), answer.status(), answer.message()));
                    done(lane);
                }
            }
            default ->
                throw new InfluxSinkException(
                        Math.max(answer.status(), 0),
                        (answer.status() == Answer.BROKEN
                                        ? "A request to " + url + " failed: "
                                        : url + " answered " + answer.status() + ": ")
                                + (answer.message().isEmpty() ? "(no message)" : answer.message()) + ". "
                                + ResponseClassifier.advice(answer, settings));
        }
    }

    private void written(LineLane lane, int points, long millis) {
        pointsWritten.inc(points);
        operator.getNumRecordsSendCounter().inc(points);
        operator.getNumBytesSendCounter().inc(done(lane).bytes());
        lastRequestMillis = millis;
    }

    private LineLane.Batch done(LineLane lane) {
        LineLane.Batch batch = lane.settle();
        buffered(-batch.lines().size(), -batch.bytes());
        return batch;
    }
}
