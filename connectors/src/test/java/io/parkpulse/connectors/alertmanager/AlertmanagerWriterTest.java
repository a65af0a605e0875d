package io.parkpulse.connectors.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.parkpulse.connectors.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The writer in Flink's own operator, by a clock that the test sets, against a server that answers as a script says: a
 * real Alertmanager has no faults on demand. An element is {@code identity severity start [end]}, the times in seconds.
 */
@Timeout(60)
class AlertmanagerWriterTest {
    private static final long NOW = Instant.parse("2020-03-16T12:00:00Z").toEpochMilli();
    private static final Duration RESEND = Duration.ofMinutes(1);

    private final List<JsonArray> bodies = new CopyOnWriteArrayList<>();
    private volatile Function<JsonArray, Integer> script = body -> 200;
    private HttpServer server;
    private long now = NOW;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/prefix/api/v2/alerts", exchange -> {
            try (exchange) {
                JsonArray body = JsonParser.parseString(
                                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                        .getAsJsonArray();
                int status = script.apply(body);
                bodies.add(body);
                byte[] answer = (status == 200 ? "" : "\"no\"").getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private AlertmanagerSinkBuilder<String> builder() {
        return AlertmanagerSink.<String>builder()
                .url("http://127.0.0.1:" + server.getAddress().getPort() + "/prefix/")
                .encoder(AlertmanagerWriterTest::notice)
                .backoff(Duration.ofMillis(100), Duration.ofMillis(400));
    }

    private static Notice notice(String element) {
        String[] words = element.split(" ");
        return new Notice(
                words[0],
                Map.of("alertname", "lagging", "scope", words[0], "severity", words[1], "empty", ""),
                Map.of("summary", element + " 园区"),
                "http://wall/?scope=" + words[0],
                NOW + 1000 * Long.parseLong(words[2]),
                words.length > 3 ? NOW + 1000 * Long.parseLong(words[3]) : Notice.FIRING);
    }

    private final class Task implements AutoCloseable {
        final OneInputStreamOperatorTestHarness<String, CommittableMessage<Void>> harness;
        private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
        /** Answers taken in, and how many there are once that to the latest request is. */
        private int answered;

        private int expected;

        Task(AlertmanagerSink<String> sink, OperatorSubtaskState restored) throws Exception {
            TestingMetricRegistry registry = TestingMetricRegistry.builder()
                    .setRegisterConsumer((metric, name, group) -> metrics.put(name, metric))
                    .build();
            harness = new OneInputStreamOperatorTestHarness<>(
                    new SinkWriterOperatorFactory<>(sink),
                    StringSerializer.INSTANCE,
                    new MockEnvironmentBuilder()
                            .setMetricGroup(TaskManagerMetricGroup.createTaskManagerMetricGroup(
                                            registry, "localhost", ResourceID.generate())
                                    .addJob(new JobID(), "job")
                                    .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task"))
                            .build());
            harness.setup();
            harness.setProcessingTime(now);
            if (restored != null) {
                harness.initializeState(restored);
            }
            harness.open();
        }

        long counter(String name) {
            return ((Counter) metrics.get(name)).getCount();
        }

        void write(String element) throws Exception {
            expected = answered + 1;
            harness.processElement(element, 0);
        }

        /** Lets time go by and takes in the answers of what is posted, until so many requests have come in all. */
        void pass(Duration duration, int requests) throws Exception {
            now += duration.toMillis();
            harness.setProcessingTime(now);
            expected = requests;
            requests(requests);
        }

        void requests(int count) throws Exception {
            until(() -> bodies.size() >= count);
            assertThat(bodies).hasSize(count);
        }

        /** Takes in answers until something holds and nothing is under way. */
        void until(BooleanSupplier condition) throws Exception {
            while (!condition.getAsBoolean()) {
                answers();
                Wait.aMoment();
            }
        }

        void answers() throws Exception {
            for (var mail = harness.getTaskMailbox().tryTake(0);
                    mail.isPresent();
                    mail = harness.getTaskMailbox().tryTake(0)) {
                mail.get().run();
                answered++;
            }
        }

        /** Waits for the answer to the latest request, if it has not been taken in already. */
        void answer() throws Exception {
            while (answered < expected) {
                harness.getTaskMailbox().take(0).run();
                answered++;
            }
        }

        @Override
        public void close() {
            try {
                harness.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Task task() throws Exception {
        return new Task(builder().build(), null);
    }

    private static String field(JsonElement alert, String name) {
        return alert.getAsJsonObject().get(name).getAsString();
    }

    private JsonObject only(int request) {
        assertThat(bodies.get(request)).hasSize(1);
        return bodies.get(request).get(0).getAsJsonObject();
    }

    private static List<String> scopes(JsonArray body) {
        List<String> scopes = new ArrayList<>();
        body.forEach(alert -> scopes.add(field(alert.getAsJsonObject().get("labels"), "scope")));
        return scopes;
    }

    @Test
    void whatFiresIsPostedAtOnceAndAgainThoughNothingNewComesIn() throws Exception {
        try (Task task = task()) {
            task.write("A warning -60");
            task.requests(1);
            task.answer();

            JsonObject alert = only(0);
            assertThat(alert.get("labels"))
                    .isEqualTo(JsonParser.parseString(
                            "{\"alertname\":\"lagging\",\"scope\":\"A\",\"severity\":\"warning\"}"));
            assertThat(field(alert.get("annotations"), "summary")).isEqualTo("A warning -60 园区");
            assertThat(field(alert, "generatorURL")).isEqualTo("http://wall/?scope=A");
            assertThat(field(alert, "startsAt")).isEqualTo("2020-03-16T11:59:00Z");
            assertThat(field(alert, "endsAt")).isEqualTo("2020-03-16T12:15:00Z");

            task.pass(RESEND.minusMillis(1), 1);
            task.pass(Duration.ofMillis(1), 2);
            task.answer();
            assertThat(field(only(1), "endsAt")).isEqualTo("2020-03-16T12:16:00Z");
            task.pass(RESEND, 3);
        }
    }

    @Test
    void whatIsOverIsPostedWithItsEndForAWhileAndThenForgotten() throws Exception {
        try (Task task = task()) {
            task.write("A warning -60");
            task.answer();
            task.write("A warning -60 -10");
            task.answer();

            assertThat(field(only(1), "endsAt")).isEqualTo("2020-03-16T11:59:50Z");
            for (int minute = 1; minute < 15; minute++) {
                task.pass(RESEND, 2 + minute);
                task.answer();
            }
            task.pass(RESEND, 16);
            task.pass(RESEND, 16);
        }
    }

    @Test
    void anEndAheadOfThisMachinesTimeIsNow() throws Exception {
        try (Task task = task()) {
            task.write("A warning 30 90");
            task.answer();

            assertThat(field(only(0), "startsAt")).isEqualTo("2020-03-16T12:00:00Z");
            assertThat(field(only(0), "endsAt")).isEqualTo("2020-03-16T12:00:00Z");
        }
    }

    @Test
    void anOutageLosesNothing() throws Exception {
        script = body -> 503;
        try (Task task = task()) {
            task.write("A warning -60");
            task.answer();
            task.write("B warning -60");
            task.pass(Duration.ofMillis(99), 1);
            task.pass(Duration.ofMillis(1), 2);
            task.answer();
            task.pass(Duration.ofMillis(199), 2);
            task.pass(Duration.ofMillis(1), 3);
            task.answer();
            task.write("A warning -60 -5");
            script = body -> 200;
            task.pass(Duration.ofMillis(400), 4);
            task.answer();

            assertThat(scopes(bodies.get(3))).containsExactlyInAnyOrder("A", "B");
            assertThat(bodies.get(3).asList())
                    .anyMatch(alert -> field(alert, "endsAt").equals("2020-03-16T11:59:55Z"));
        }
    }

    @Test
    void aServerThatIsNotThereIsTriedAgain() throws Exception {
        int port = server.getAddress().getPort();
        server.stop(0);
        try (Task task =
                new Task(builder().url("http://127.0.0.1:" + port + "/prefix").build(), null)) {
            task.write("A warning -60");
            task.answer();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/prefix/api/v2/alerts", exchange -> {
                try (exchange) {
                    bodies.add(JsonParser.parseString(
                                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                            .getAsJsonArray());
                    exchange.sendResponseHeaders(200, -1);
                }
            });
            server.start();
            task.pass(Duration.ofMillis(100), 1);

            assertThat(scopes(bodies.get(0))).containsExactly("A");
        }
    }

    @Test
    void aRestartPostsAllThatStands() throws Exception {
        OperatorSubtaskState state;
        script = body -> 500;
        try (Task task = task()) {
            task.write("A warning -60");
            task.answer();
            task.write("B critical -30");
            task.harness.prepareSnapshotPreBarrier(1);
            state = task.harness.snapshot(1, 0);
        }
        script = body -> 200;
        bodies.clear();
        try (Task task = new Task(builder().build(), state)) {
            task.pass(RESEND.minusMillis(1), 0);
            task.pass(Duration.ofMillis(1), 1);
            assertThat(scopes(bodies.get(0))).containsExactlyInAnyOrder("A", "B");
        }
    }

    @Test
    void whatWasOverSinceTheCheckpointIsNotPostedAsFiringByARestart() throws Exception {
        OperatorSubtaskState state;
        try (Task task = task()) {
            task.write("A warning -60");
            task.answer();
            state = task.harness.snapshot(1, 0);
        }
        bodies.clear();
        try (Task task = new Task(builder().build(), state)) {
            task.pass(Duration.ofSeconds(10), 0);
            task.write("A warning -60 -5");
            task.answer();
            task.pass(RESEND, 2);

            assertThat(bodies.stream().flatMap(body -> body.asList().stream()))
                    .extracting(alert -> field(alert, "endsAt"))
                    .containsOnly("2020-03-16T11:59:55Z");
        }
    }

    @Test
    void anUpdateThatIsReadAgainBeforeItsEndIsNotPostedAsFiringByARestart() throws Exception {
        OperatorSubtaskState state;
        try (Task task = task()) {
            task.write("A warning -60");
            task.answer();
            state = task.harness.snapshot(1, 0);
        }
        bodies.clear();
        try (Task task = new Task(builder().build(), state)) {
            task.pass(Duration.ofSeconds(10), 0);
            task.harness.processElement("A warning -30", 0);
            task.write("A warning -60 -5");
            task.answer();
            task.pass(RESEND, 2);

            assertThat(bodies.stream().flatMap(body -> body.asList().stream()))
                    .extracting(alert -> field(alert, "endsAt"))
                    .containsOnly("2020-03-16T11:59:55Z");
        }
    }

    @Test
    void anUpdateIsPostedWhenWhatStandsIsPostedAgain() throws Exception {
        try (Task task = task()) {
            task.write("A warning -60");
            task.answer();
            task.pass(Duration.ofSeconds(10), 1);
            task.harness.processElement("A warning -30", 0);
            task.pass(RESEND.minusSeconds(11), 1);
            task.pass(Duration.ofSeconds(1), 2);

            assertThat(field(only(1).get("annotations"), "summary")).startsWith("A warning -30");
        }
    }

    @Test
    void theEndOfInputWaitsForWhatWasRestored() throws Exception {
        OperatorSubtaskState state;
        try (Task task = task()) {
            task.write("A warning -60");
            task.answer();
            state = task.harness.snapshot(1, 0);
        }
        bodies.clear();
        try (Task task = new Task(builder().build(), state)) {
            task.harness.endInput();

            assertThat(bodies).hasSize(1);
            assertThat(scopes(bodies.get(0))).containsExactly("A");
        }
    }

    @Test
    void aSeverityThatChangesEndsTheOldAlertAndBeginsTheNewOne() throws Exception {
        try (Task task = task()) {
            task.write("A warning -60");
            task.answer();
            task.write("A critical -60");
            task.answer();

            assertThat(bodies.get(1).asList())
                    .extracting(alert ->
                            field(alert.getAsJsonObject().get("labels"), "severity") + " " + field(alert, "endsAt"))
                    .containsExactlyInAnyOrder("warning 2020-03-16T12:00:00Z", "critical 2020-03-16T12:15:00Z");
        }
    }

    @Test
    void theEarliestStartOfAnIdentityCounts() throws Exception {
        try (Task task = task()) {
            task.write("A warning -60");
            task.answer();
            task.harness.processElement("A warning -30", 0);
            task.write("A critical -20");
            task.answer();

            assertThat(bodies.stream().flatMap(body -> body.asList().stream()))
                    .hasSize(3)
                    .allMatch(alert -> field(alert, "startsAt").equals("2020-03-16T11:59:00Z"));
        }
    }

    /** 422 is what Alertmanager says of an alert that is not as its schema wants it. */
    @ParameterizedTest
    @ValueSource(ints = {400, 422})
    void aNoticeThatIsRefusedForGoodIsFoundCountedAndTheOthersArePosted(int status) throws Exception {
        script = body -> scopes(body).contains("bad") ? status : 200;
        try (Task task = task()) {
            task.write("first warning -1");
            for (String scope : List.of("A", "bad", "B", "C")) {
                task.write(scope + " warning -1");
            }
            task.harness.endInput();

            assertThat(bodies.stream()
                            .filter(body -> !scopes(body).contains("bad"))
                            .flatMap(body -> scopes(body).stream()))
                    .contains("first", "A", "B", "C");
            int before = bodies.size();
            task.pass(RESEND, before + 1);
            assertThat(scopes(bodies.get(before))).doesNotContain("bad");
            assertThat(task.counter("noticesRejected")).isEqualTo(1);
        }
    }

    @Test
    void aBatchHasAtMostSoManyNotices() throws Exception {
        try (Task task = new Task(builder().maxBatchNotices(2).build(), null)) {
            for (int i = 0; i < 7; i++) {
                task.write(i + " warning -1");
            }
            task.harness.endInput();

            assertThat(bodies).allMatch(body -> body.size() <= 2);
            assertThat(bodies.stream().flatMap(body -> scopes(body).stream()))
                    .containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6");
        }
    }

    @Test
    void aSecondWriterIsRefused() throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<String, CommittableMessage<Void>>(
                new SinkWriterOperatorFactory<>(builder().build()), 2, 2, 0);

        assertThatThrownBy(harness::open).hasMessageContaining("has a parallelism of 2: expected 1");
    }

    @Test
    void anAddressWithAPasswordIsRefusedWithoutQuotingIt() {
        assertThatThrownBy(() -> AlertmanagerSink.<String>builder().url("http://user:geheim@host:9093"))
                .hasMessageContaining("neither user and password")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> AlertmanagerSink.<String>builder().url("host:9093"))
                .hasMessageContaining("an address such as http://alertmanager:9093");
        assertThatThrownBy(() -> builder().validFor(Duration.ofSeconds(90)).build())
                .hasMessageContaining("validFor must be at least twice resendEvery PT1M");
        assertThatThrownBy(() -> new Notice("i", Map.of("severity", "x"), Map.of(), "", 0, 0))
                .hasMessageContaining("without alertname");
        assertThatThrownBy(() -> new Notice("i", Map.of("alertname", "x", "park-id", "y"), Map.of(), "", 0, 0))
                .hasMessageContaining("\"park-id\": expected a name");
    }
}
