package io.parkpulse.connectors.influxdb;

import static io.parkpulse.connectors.influxdb.ScriptedStore.WRITTEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.influxdb.client.domain.WritePrecision;
import io.parkpulse.connectors.influxdb.ScriptedStore.Reply;
import io.parkpulse.connectors.influxdb.ScriptedStore.Script;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer against a scripted store, in Flink's operator. An element "k v" is version v of point k. */
@Timeout(120)
class InfluxWriterTest {
    private static final Queue<RejectedLine> REJECTED = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger FLUSHES = new AtomicInteger();

    /** Keeps what is rejected, for the test to look at. */
    private static final class Kept implements RejectedLines {
        private static final long serialVersionUID = 1;

        @Override
        public void reject(RejectedLine rejected) {
            REJECTED.add(rejected);
        }

        @Override
        public void flush() {
            FLUSHES.incrementAndGet();
        }
    }

    private ScriptedStore store;

    @AfterEach
    void stop() {
        REJECTED.clear();
        FLUSHES.set(0);
        if (store != null) {
            store.close();
        }
    }

    private InfluxSinkBuilder<String> sinkTo(Script script) throws IOException {
        store = ScriptedStore.start(script);
        return sinkTo(store.url());
    }

    private static InfluxSinkBuilder<String> sinkTo(String url) {
        return InfluxSink.<String>builder()
                .url(url)
                .organisation("org")
                .bucket("bucket")
                .encoder(InfluxWriterTest::encode)
                .rejectedTo(new Kept())
                .linger(Duration.ofMillis(1))
                .backoff(Duration.ofMillis(1), Duration.ofMillis(20));
    }

    private static void encode(String element, java.util.function.Consumer<InfluxLine> points) {
        String[] parts = element.split(" ");
        points.accept(InfluxLine.measurement("m")
                .tag("k", parts[0])
                .field("v", Long.parseLong(parts[1]))
                .at(0));
    }

    private static String line(int key, int version) {
        return "m,k=" + key + " v=" + version + "i 0";
    }

    private static List<String> lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> line(i, 1)).toList();
    }

    private static void write(SinkHarness sink, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            sink.write(i + " 1");
        }
    }

    private static boolean hasBad(ScriptedStore.Request request, int... bad) {
        return IntStream.of(bad).anyMatch(key -> request.lines().contains(line(key, 1)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyLineIsWrittenOnceInBatches(boolean gzip) throws Exception {
        try (SinkHarness sink =
                new SinkHarness(sinkTo(request -> WRITTEN).maxBatchLines(10).gzip(gzip))) {
            write(sink, 1_000);
            sink.endInput();

            assertThat(store.lines()).containsExactlyInAnyOrderElementsOf(lines(1_000));
            assertThat(store.requests())
                    .allMatch(request -> request.compressed() == gzip
                            && request.lines().size() <= 10
                            && request.token() == null
                            && request.path().startsWith("/api/v2/write?")
                            && request.path().contains("org=org")
                            && request.path().contains("bucket=bucket")
                            && request.path().contains("precision=ms"));
            assertThat(sink.counter("pointsWritten")).isEqualTo(1_000);
            assertThat(sink.counter("numRecordsSend")).isEqualTo(1_000);
            assertThat(sink.gauge("bufferedLines")).isZero();
            assertThat(sink.gauge("bufferedBytes")).isZero();
            assertThat(sink.gauge("requestsInFlight")).isZero();
            assertThat(sink.gauge("outageSeconds")).isZero();
            assertThat(FLUSHES).hasValue(1);
        }
    }

    @Test
    void aLineWaitsNoLongerThanTheLinger() throws Exception {
        try (SinkHarness sink = new SinkHarness(sinkTo(request -> WRITTEN))) {
            write(sink, 3);
            sink.until(() -> sink.counter("pointsWritten") == 3);
        }
    }

    @Test
    void of400TheBadLinesAreFoundAndTheOthersWritten() throws Exception {
        Map<String, Boolean> written = new ConcurrentHashMap<>();
        try (SinkHarness sink = new SinkHarness(sinkTo(request -> {
                    if (hasBad(request, 3, 17, 99)) {
                        return Reply.error(400, "invalid", "unable to parse");
                    }
                    request.lines().forEach(line -> written.put(line, true));
                    return WRITTEN;
                })
                .maxRequestsInFlight(2))) {
            write(sink, 100);
            sink.endInput();

            assertThat(written).hasSize(97);
            assertThat(REJECTED)
                    .extracting(rejected -> rejected.line().toString())
                    .containsExactlyInAnyOrder(line(3, 1), line(17, 1), line(99, 1));
            assertThat(REJECTED).allMatch(r -> r.status() == 400 && r.reason().equals("unable to parse"));
            assertThat(sink.counter("pointsWritten")).isEqualTo(97);
            assertThat(sink.counter("linesRejected")).isEqualTo(3);
            assertThat(sink.counter("numRecordsSendErrors")).isEqualTo(3);
        }
    }

    @Test
    void rejectedLinesAreFlushedAtACheckpoint() throws Exception {
        try (SinkHarness sink = new SinkHarness(sinkTo(request -> Reply.error(400, "invalid", "no")))) {
            sink.write("1 1");
            sink.until(() -> sink.counter("linesRejected") == 1);
            sink.checkpoint();
            assertThat(FLUSHES).hasValue(1);
        }
    }

    @Test
    void of413RequestsBecomeSmallerAndStaySo() throws Exception {
        try (SinkHarness sink = new SinkHarness(sinkTo(request ->
                        request.lines().size() > 10 ? Reply.error(413, "request too large", "too large") : WRITTEN)
                .maxRequestsInFlight(1)
                .maxBatchLines(64))) {
            write(sink, 640);
            sink.endInput();

            assertThat(sink.counter("pointsWritten")).isEqualTo(640);
            assertThat(REJECTED).isEmpty();
            assertThat(store.requests())
                    .filteredOn(request -> request.lines().size() > 10)
                    .hasSizeLessThanOrEqualTo(4 + 3);
        }
    }

    @Test
    void of413ASingleLineIsRejected() throws Exception {
        try (SinkHarness sink = new SinkHarness(sinkTo(request -> hasBad(request, 5) ? Reply.of(413) : WRITTEN))) {
            write(sink, 10);
            sink.endInput();

            assertThat(REJECTED)
                    .singleElement()
                    .matches(r -> r.status() == 413 && r.line().toString().equals(line(5, 1)));
            assertThat(sink.counter("pointsWritten")).isEqualTo(9);
        }
    }

    @Test
    void of422TheDroppedAreCountedAndNothingIsSentAgain() throws Exception {
        try (SinkHarness sink = new SinkHarness(sinkTo(request -> Reply.error(
                        422, "unprocessable entity", "failure writing points: partial write: field type dropped=3"))
                .maxRequestsInFlight(1))) {
            write(sink, 10);
            sink.endInput();

            assertThat(store.requests()).hasSize(1);
            assertThat(sink.counter("pointsDropped")).isEqualTo(3);
            assertThat(sink.counter("pointsWritten")).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void whatMayPassIsSentAgain(int status) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (SinkHarness sink =
                new SinkHarness(sinkTo(request -> requests.incrementAndGet() <= 5 ? Reply.of(status) : WRITTEN)
                        .maxRequestsInFlight(1))) {
            write(sink, 100);
            sink.endInput();

            assertThat(sink.counter("pointsWritten")).isEqualTo(100);
            assertThat(sink.counter("requestsRetried")).isEqualTo(5);
            assertThat(store.requests())
                    .hasSize(6)
                    .allMatch(request -> request.lines().equals(lines(100)));
        }
    }

    @Test
    void aStoreThatHangsIsTriedAgain() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        try (SinkHarness sink = new SinkHarness(sinkTo(request -> {
                    if (requests.incrementAndGet() <= 2) {
                        never.await();
                    }
                    return WRITTEN;
                })
                .maxRequestsInFlight(1)
                .requestTimeout(Duration.ofMillis(200)))) {
            write(sink, 10);
            sink.endInput();

            assertThat(sink.counter("pointsWritten")).isEqualTo(10);
            assertThat(sink.counter("requestsRetried")).isEqualTo(2);
        }
    }

    @Test
    void aStoreThatIsNotThereIsWaitedFor() throws Exception {
        int port;
        try (ScriptedStore gone = ScriptedStore.start(request -> WRITTEN)) {
            port = gone.port();
        }
        try (SinkHarness sink = new SinkHarness(sinkTo("http://127.0.0.1:" + port))) {
            write(sink, 10);
            sink.until(() -> sink.counter("requestsRetried") >= 5);
            assertThat(sink.gauge("bufferedLines")).isEqualTo(10);

            store = ScriptedStore.start(port, request -> WRITTEN);
            sink.endInput();

            assertThat(store.lines()).containsExactlyInAnyOrderElementsOf(lines(10));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void retryAfterIsHeeded(boolean date) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        String after = date
                ? DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2))
                : "1";
        try (SinkHarness sink = new SinkHarness(sinkTo(request ->
                        requests.incrementAndGet() == 1 ? new Reply(429, "", Map.of("Retry-After", after)) : WRITTEN)
                .maxRequestsInFlight(1))) {
            write(sink, 1);
            sink.endInput();

            assertThat(store.requests().get(1).nanos() - store.requests().get(0).nanos())
                    .isGreaterThan(900_000_000L);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, 'It does not know the token (file '",
        "403, 'has no permission to write to bucket \"bucket\" of organisation \"org\"'",
        "404, 'It has no bucket \"bucket\" of organisation \"org\"'",
        "405, 'is this the address of one'",
        "301, 'Redirections are not followed'",
        "200, 'is this the address of one'",
        "400, 'is it http or https'"
    })
    void whatOnlyAPersonCanChangeFailsTheJobAndSaysWhatToDo(int status, String advice) throws Exception {
        try (SinkHarness sink =
                new SinkHarness(sinkTo(request -> Reply.of(status)).token(SecretsTest.token()))) {
            write(sink, 1);

            assertThatThrownBy(sink::endInput)
                    .rootCause()
                    .isInstanceOf(InfluxSinkException.class)
                    .hasMessageContaining(store.url() + " answered " + status)
                    .hasMessageContaining(advice)
                    .extracting(e -> ((InfluxSinkException) e).status())
                    .isEqualTo(status);
        }
    }

    @Test
    void aCheckpointWaitsForNothingAndHoldsWhatIsNotWritten() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        OperatorSubtaskState state;
        try (SinkHarness sink = new SinkHarness(sinkTo(request -> {
                    never.await();
                    return WRITTEN;
                })
                .maxBatchLines(10))) {
            write(sink, 100);
            sink.until(() -> sink.gauge("requestsInFlight") == 4);

            state = sink.checkpoint();
        }
        store.become(request -> WRITTEN);
        int before = store.requests().size();
        // With another number of lanes.
        try (SinkHarness sink = new SinkHarness(sinkTo(store.url()).maxRequestsInFlight(3), state)) {
            sink.endInput();

            assertThat(store.requests().subList(before, store.requests().size()).stream()
                            .flatMap(request -> request.lines().stream()))
                    .containsExactlyInAnyOrderElementsOf(lines(100));
        }
    }

    @Test
    void whatIsWrittenIsNotInTheCheckpoint() throws Exception {
        OperatorSubtaskState state;
        try (SinkHarness sink = new SinkHarness(sinkTo(request -> WRITTEN))) {
            write(sink, 100);
            sink.until(() -> sink.counter("pointsWritten") == 100);
            state = sink.checkpoint();
        }
        int before = store.requests().size();
        try (SinkHarness sink = new SinkHarness(sinkTo(store.url()), state)) {
            sink.endInput();
            assertThat(store.requests()).hasSize(before);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWaitsGoesToTheTaskThatHasItsKeysFromThenOn(boolean rocksDb) throws Exception {
        StateBackend backend = rocksDb ? new EmbeddedRocksDBStateBackend(true) : new HashMapStateBackend();
        int keys = 200;
        OperatorSubtaskState state;
        try (SinkHarness sink = new SinkHarness(sinkTo(request -> Reply.of(503)), backend, null, 1, 0)) {
            write(sink, keys);
            state = sink.checkpoint();
        }
        store.become(request -> WRITTEN);
        int written = 0;
        for (int task = 0; task < 3; task++) {
            int before = store.lines().size();
            List<Integer> its = keysOf(task, 3, keys);
            try (SinkHarness sink =
                    new SinkHarness(sinkTo(store.url()), backend, SinkHarness.part(state, 3, task), 3, task)) {
                for (int key : its) {
                    sink.write(key + " 2");
                }
                sink.endInput();
            }
            List<String> lines = store.lines().subList(before, store.lines().size());
            assertThat(lines)
                    .containsExactlyInAnyOrderElementsOf(its.stream()
                            .flatMap(key -> Stream.of(line(key, 1), line(key, 2)))
                            .toList())
                    .allSatisfy(line -> assertThat(lines.indexOf(line.replace("v=2i", "v=1i")))
                            .isLessThanOrEqualTo(lines.indexOf(line)));
            written += its.size();
        }
        assertThat(written).isEqualTo(keys);
        assertThat(state.getManagedKeyedState())
                .as("the backend itself keeps nothing")
                .isEmpty();
    }

    private static List<Integer> keysOf(int task, int tasks, int keys) {
        SeriesOf<String> series = new SeriesOf<>(InfluxWriterTest::encode);
        return IntStream.range(0, keys)
                .filter(key -> KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                series.getKey(key + " 1"), SinkHarness.MOST_TASKS, tasks)
                        == task)
                .boxed()
                .toList();
    }

    @Test
    void anElementOfAnotherTaskFailsTheJobAndSaysWhy() throws Exception {
        int elsewhere = keysOf(1, 3, 200).get(0);
        try (SinkHarness sink = new SinkHarness(sinkTo(request -> WRITTEN), new HashMapStateBackend(), null, 3, 0)) {
            assertThatThrownBy(() -> sink.write(elsewhere + " 1"))
                    .hasMessageContaining("came to a task that has other keys")
                    .hasMessageContaining("Give alreadyKeyed the key of the stream's own keyBy");
        }
    }

    @Test
    @SuppressWarnings("try") // The harness may be interrupted while it closes, as this test may.
    void whatAnEarlierReleaseLeftIsWritten() throws Exception {
        OperatorSubtaskState left;
        try (var earlier = writerOf(new EarlierSink(line(1, 1)))) {
            earlier.open();
            left = earlier.snapshot(1, 0);
        }
        try (var now = writerOf(sinkTo(request -> WRITTEN).build())) {
            now.setup();
            now.initializeState(left);
            assertThat(store.lines()).as("before there are others").containsExactly(line(1, 1));
            now.open();
            left = now.snapshot(2, 0);
            now.endInput();
        }
        try (var later = writerOf(sinkTo(store.url()).build())) {
            later.setup();
            later.initializeState(left);
            later.open();
            later.endInput();
        }
        assertThat(store.lines()).as("written once").containsExactly(line(1, 1));
    }

    private static OneInputStreamOperatorTestHarness<String, CommittableMessage<Void>> writerOf(Sink<String> sink)
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new SinkWriterOperatorFactory<>(sink), StringSerializer.INSTANCE);
    }

    @Test
    void stateOfAnotherPrecisionIsRefused() throws Exception {
        OperatorSubtaskState state;
        try (SinkHarness sink = new SinkHarness(sinkTo(request -> Reply.of(503)))) {
            write(sink, 1);
            state = sink.checkpoint();
        }
        assertThatThrownBy(() -> new SinkHarness(sinkTo(store.url()).precision(WritePrecision.NS), state))
                .hasMessageContaining("timestamps in ms, the sink is set to ns");
    }

    @Test
    void aFullBufferHoldsElementsUpButLetsCheckpointsThroughUntilItIsTwiceAsFull() throws Exception {
        int size = line(0, 1).length() + 1;
        try (SinkHarness sink = new SinkHarness(
                sinkTo(request -> Reply.of(503)).maxBufferedBytes(10L * size).fullBufferPause(Duration.ofMillis(50)))) {
            write(sink, 10);
            long before = System.nanoTime();
            for (int i = 10; i < 19; i++) {
                sink.write((char) ('a' + i) + " 1");
                sink.checkpoint();
            }
            // The clock of the harness goes by milliseconds.
            assertThat(System.nanoTime() - before).isGreaterThan(9 * 45_000_000L);
            sink.write("y 1");
            assertThat(sink.gauge("bufferedBytes")).isEqualTo(20L * size);

            // The next one waits for the store.
            Thread repair = new Thread(() -> {
                int requests = store.requests().size();
                while (store.requests().size() < requests + 10) {
                    Thread.onSpinWait();
                }
                store.become(request -> WRITTEN);
            });
            repair.start();
            sink.write("z 1");
            assertThat(sink.gauge("bufferedBytes")).isLessThanOrEqualTo(20L * size);
            assertThat(sink.counter("pointsWritten")).isPositive();
            repair.join();
        }
    }

    @Test
    void manyRequestsOfAnOutageAreAvoided() throws Exception {
        try (SinkHarness sink = new SinkHarness(sinkTo(request -> Reply.of(503))
                .backoff(Duration.ofMillis(1), Duration.ofMillis(400))
                .maxRequestsInFlight(2)
                .maxBatchLines(10))) {
            write(sink, 10_000);
            sink.until(() -> sink.counter("requestsRetried") >= 2 * 9 + 2 * 5);
            long outage = System.nanoTime() - store.requests().get(0).nanos();
            // 1, 2, 4 … 400 ms; of each at least half; then at most one per 200 ms and lane.
            assertThat(store.requests().size()).isLessThan((int) (2 * (9 + 2 + outage / 200_000_000L)));
        }
    }

    @Test
    void anOutageIsMeasuredFromTheFirstRequestThatWasNotSettled() throws Exception {
        try (SinkHarness sink = new SinkHarness(sinkTo(request -> Reply.of(503)))) {
            write(sink, 1);
            sink.until(() -> sink.gauge("outageSeconds") >= 1);
            store.become(request -> WRITTEN);
            sink.until(() -> sink.gauge("outageSeconds") == 0);
            assertThat(sink.counter("pointsWritten")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void ofTwoVersionsOfAPointTheLaterIsWrittenLater(int inFlight) throws Exception {
        Random random = new Random(inFlight);
        Map<String, List<Long>> applied = new ConcurrentHashMap<>();
        Script script = request -> {
            int chance;
            synchronized (random) {
                chance = random.nextInt(100);
            }
            if (chance < 30) {
                Thread.sleep(chance / 3);
            }
            if (chance % 10 == 9) {
                return Reply.of(chance < 50 ? 503 : 429);
            }
            if (chance % 10 == 8 && request.lines().size() > 1) {
                return chance < 50 ? Reply.of(413) : Reply.error(400, "invalid", "whatever");
            }
            for (String line : request.lines()) {
                String key = line.substring(0, line.indexOf(' '));
                long version = Long.parseLong(line.substring(line.indexOf("v=") + 2, line.indexOf("i 0")));
                applied.computeIfAbsent(key, k -> new ArrayList<>()).add(version);
            }
            return chance % 10 == 7 ? Reply.of(500) : WRITTEN;
        };
        Map<String, Long> latest = new HashMap<>();
        try (SinkHarness sink =
                new SinkHarness(sinkTo(script).maxRequestsInFlight(inFlight).maxBatchLines(20))) {
            for (int i = 0; i < 4_000; i++) {
                int key = (i * 31) % 50;
                sink.write(key + " " + i);
                latest.put("m,k=" + key, (long) i);
            }
            sink.endInput();
        }
        assertThat(applied).hasSameSizeAs(latest);
        applied.forEach((key, versions) ->
                assertThat(versions.get(versions.size() - 1)).as(key).isEqualTo(latest.get(key)));
    }
}
