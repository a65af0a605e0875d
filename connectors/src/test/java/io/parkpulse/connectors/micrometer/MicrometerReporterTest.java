package io.parkpulse.connectors.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.junit.jupiter.api.Test;

/** Metrics of each kind, registered with Flink's own groups and scraped. */
class MicrometerReporterTest {
    private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
    private static final String LABELS =
            "{job_name=\"job\",operator_name=\"%s\",subtask_index=\"%d\",task_name=\"task\"}";

    private static String labels(String operator, int subtask) {
        return LABELS.formatted(operator, subtask);
    }

    private static List<String> samples(String scraped, String name) {
        return scraped.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .toList();
    }

    private static String meters(String state) {
        return "flink_reporter_meters{state=\"" + state + "\"} ";
    }

    @Test
    void aCounterIsACounter() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            flink.operator("op").counter("seen").inc(41);

            assertThat(flink.scrape().lines())
                    .contains(
                            "# TYPE " + OPERATOR + "seen_total counter",
                            OPERATOR + "seen_total" + labels("op", 0) + " 41.0");
        }
    }

    @Test
    void aCounterBelowZeroIsZeroAndHidesNothingElse() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            AbstractMetricGroup<?> group = flink.operator("op");
            group.counter("open").dec(3);
            group.counter("seen").inc();

            assertThat(flink.scrape().lines())
                    .contains(
                            OPERATOR + "open_total" + labels("op", 0) + " 0.0",
                            OPERATOR + "seen_total" + labels("op", 0) + " 1.0");
        }
    }

    @Test
    void aGaugeOfNumbersIsAGaugeAndFollowsThem() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            AtomicReference<Number> value = new AtomicReference<>(7L);
            flink.operator("op").gauge("depth", (Gauge<Number>) value::get);
            assertThat(flink.scrape().lines())
                    .contains("# TYPE " + OPERATOR + "depth gauge", OPERATOR + "depth" + labels("op", 0) + " 7.0");

            value.set(2.5f);

            assertThat(flink.scrape().lines()).contains(OPERATOR + "depth" + labels("op", 0) + " 2.5");
        }
    }

    @Test
    void aGaugeOfBooleansIsOneOrZero() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            flink.operator("op").gauge("idle", () -> true);

            assertThat(flink.scrape().lines()).contains(OPERATOR + "idle" + labels("op", 0) + " 1.0");
        }
    }

    @Test
    void aGaugeOfTextIsSkippedAndCountedUntilItIsRemoved() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            AbstractMetricGroup<?> group = flink.operator("op");
            group.gauge("path", () -> "s3://somewhere");
            group.gauge("list", () -> List.of(1, 2));

            assertThat(flink.scrape()).contains(meters("skipped") + "2.0").doesNotContain("path", "list");

            group.close();

            assertThat(flink.scrape()).contains(meters("skipped") + "0.0");
        }
    }

    @Test
    void aGaugeWithoutANumberYetIsNaNUntilItHasOne() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            AtomicReference<Long> value = new AtomicReference<>();
            AbstractMetricGroup<?> group = flink.operator("op");
            group.gauge("latest", value::get);
            group.gauge("failing", (Gauge<Long>) () -> {
                throw new IllegalStateException("not open");
            });
            assertThat(flink.scrape().lines())
                    .contains(
                            OPERATOR + "latest" + labels("op", 0) + " NaN",
                            OPERATOR + "failing" + labels("op", 0) + " NaN");

            value.set(3L);

            assertThat(flink.scrape().lines()).contains(OPERATOR + "latest" + labels("op", 0) + " 3.0");
        }
    }

    @Test
    void aMeterIsARateAndACount() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            flink.operator("op").meter("seenPerSecond", new FixedMeter(12.5, 1000));

            assertThat(flink.scrape().lines())
                    .contains(
                            OPERATOR + "seenPerSecond" + labels("op", 0) + " 12.5",
                            OPERATOR + "seenPerSecond_count_total" + labels("op", 0) + " 1000.0");
        }
    }

    @Test
    void aHistogramIsItsQuantilesExtremesMeanAndCount() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            DescriptiveStatisticsHistogram histogram = new DescriptiveStatisticsHistogram(1_000);
            for (int i = 1; i <= 999; i++) {
                histogram.update(i);
            }
            flink.operator("op").histogram("late", histogram);

            String scraped = flink.scrape();

            String quantile = OPERATOR + "late{job_name=\"job\",operator_name=\"op\",quantile=\"%s\","
                    + "subtask_index=\"0\",task_name=\"task\"} %s";
            assertThat(samples(scraped, OPERATOR + "late"))
                    .containsExactlyInAnyOrder(
                            quantile.formatted("0.5", "500.0"),
                            quantile.formatted("0.75", "750.0"),
                            quantile.formatted("0.95", "950.0"),
                            quantile.formatted("0.98", "980.0"),
                            quantile.formatted("0.99", "990.0"),
                            quantile.formatted("0.999", "999.0"));
            assertThat(scraped.lines())
                    .contains(
                            OPERATOR + "late_min" + labels("op", 0) + " 1.0",
                            OPERATOR + "late_max" + labels("op", 0) + " 999.0",
                            OPERATOR + "late_mean" + labels("op", 0) + " 500.0",
                            OPERATOR + "late_count_total" + labels("op", 0) + " 999.0")
                    .anyMatch(line -> line.startsWith(OPERATOR + "late_stddev" + labels("op", 0) + " 288."));
        }
    }

    @Test
    void groupsWithKeyAndValueAreTagsAndTheKeyIsInTheName() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            AbstractMetricGroup<?> group = flink.operator("op");
            for (String stream : List.of("power", "checkin")) {
                group.addGroup("stream", stream).counter("records").inc(stream.length());
            }

            String labels = OPERATOR
                    + "stream_records_total{job_name=\"job\",operator_name=\"op\",stream=\"%s\",subtask_index=\"0\","
                    + "task_name=\"task\"} %s";
            assertThat(samples(flink.scrape(), OPERATOR + "stream_records_total"))
                    .containsExactlyInAnyOrder(labels.formatted("power", "5.0"), labels.formatted("checkin", "7.0"));
        }
    }

    @Test
    void oneNameMayHaveDifferentTags() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            flink.operator("one").addGroup("stream").counter("records").inc(1);
            flink.operator("two").addGroup("stream", "power").counter("records").inc(2);

            assertThat(samples(flink.scrape(), OPERATOR + "stream_records_total"))
                    .hasSize(2);
        }
    }

    @Test
    void parallelSubtasksAreDistinguished() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            for (int subtask = 0; subtask < 3; subtask++) {
                FlinkProcess.operator(flink.task(subtask, 0), "op")
                        .counter("seen")
                        .inc(subtask);
            }

            assertThat(samples(flink.scrape(), OPERATOR + "seen_total"))
                    .containsExactlyInAnyOrder(
                            OPERATOR + "seen_total" + labels("op", 0) + " 0.0",
                            OPERATOR + "seen_total" + labels("op", 1) + " 1.0",
                            OPERATOR + "seen_total" + labels("op", 2) + " 2.0");
        }
    }

    @Test
    void whatDiffersWithEachStartIsNoTagUnlessKept() throws Exception {
        try (FlinkProcess flink =
                FlinkProcess.scraped("tags.keep", "<tm_id>", "scope.variables.excludes", "task_name;job_name")) {
            flink.operator("op").counter("seen");

            assertThat(flink.scrape().lines())
                    .contains(OPERATOR + "seen_total{operator_name=\"op\",subtask_index=\"0\",tm_id=\""
                            + FlinkProcess.TASK_MANAGER + "\"} 0.0");
        }
    }

    @Test
    void ofTwoMetricsThatAreOneMeterTheNewerIsReportedAndThenTheOlderAgain() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            TaskMetricGroup task = flink.task(0, 0);
            AbstractMetricGroup<?> older = FlinkProcess.operator(task, "op");
            AbstractMetricGroup<?> newer = FlinkProcess.operator(task, "op");
            older.counter("seen").inc(1);
            newer.counter("seen").inc(2);
            String name = OPERATOR + "seen_total" + labels("op", 0);
            String scraped = flink.scrape();
            assertThat(samples(scraped, OPERATOR + "seen_total")).containsExactly(name + " 2.0");
            assertThat(meters("shadowed", scraped)).isPositive();

            newer.close();

            scraped = flink.scrape();
            assertThat(samples(scraped, OPERATOR + "seen_total")).containsExactly(name + " 1.0");
            assertThat(meters("shadowed", scraped)).isZero();
        }
    }

    @Test
    void ofTwoMetricsThatAreOneMeterTheOlderMayGoFirst() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            TaskMetricGroup task = flink.task(0, 0);
            AbstractMetricGroup<?> older = FlinkProcess.operator(task, "op");
            AbstractMetricGroup<?> newer = FlinkProcess.operator(task, "op");
            older.counter("seen").inc(1);
            newer.counter("seen").inc(2);

            older.close();

            String scraped = flink.scrape();
            assertThat(samples(scraped, OPERATOR + "seen_total"))
                    .containsExactly(OPERATOR + "seen_total" + labels("op", 0) + " 2.0");
            assertThat(meters("shadowed", scraped)).isZero();
        }
    }

    @Test
    void oneMetricObjectInTwoPlacesIsTwoMeters() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            SimpleCounter counter = new SimpleCounter();
            TaskMetricGroup task = flink.task(0, 0);
            AbstractMetricGroup<?> operator = FlinkProcess.operator(task, "op");
            task.counter("seen", counter);
            operator.counter("seen", counter);
            counter.inc(5);

            operator.close();

            String scraped = flink.scrape();
            assertThat(scraped).contains("flink_taskmanager_job_task_seen_total{");
            assertThat(samples(scraped, OPERATOR + "seen_total")).isEmpty();
        }
    }

    @Test
    void namesThatTheRegistryWritesAlikeDoNotBreakTheScrape() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            AbstractMetricGroup<?> group = flink.operator("op");
            group.counter("records seen").inc(1);
            group.counter("records-seen").inc(2);
            group.addGroup("stream", "power").counter("records seen").inc(3);
            group.addGroup("stream", "checkin").counter("records-seen").inc(4);

            String scraped = flink.scrape();

            assertThat(samples(scraped, OPERATOR + "records_seen_total"))
                    .containsExactly(OPERATOR + "records_seen_total" + labels("op", 0) + " 2.0");
            assertThat(scraped).contains(meters("shadowed") + "1.0", meters("refused") + "1.0");
        }
    }

    @Test
    void kindsThatShareANameDoNotBreakTheScrape() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            TaskMetricGroup task = flink.task(0, 0);
            FlinkProcess.operator(task, "one").counter("seen").inc(1);
            FlinkProcess.operator(task, "two").gauge("seen", () -> 2);
            FlinkProcess.operator(task, "three").gauge("seen_total", () -> 3);
            FlinkProcess.operator(task, "four").counter("other").inc(4);

            String scraped = flink.scrape();

            assertThat(scraped.lines()).contains(OPERATOR + "other_total" + labels("four", 0) + " 4.0");
            assertThat(scraped.lines()
                            .filter(line -> line.startsWith(OPERATOR + "seen"))
                            .count())
                    .as("shown or counted as refused: %s", scraped)
                    .isEqualTo(3 - meters("refused", scraped));
        }
    }

    @Test
    void metersGoWithTheirMetrics() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            MetricGroup taskManager = flink.taskManager();
            taskManager.gauge("stays", () -> 1);
            String before = flink.scrape();
            TaskMetricGroup task = flink.task(0, 0);
            AbstractMetricGroup<?> group = FlinkProcess.operator(task, "op");
            group.counter("counter");
            group.gauge("gauge", () -> 1);
            group.meter("meter", new FixedMeter(1, 1));
            group.histogram("histogram", new DescriptiveStatisticsHistogram(10));
            assertThat(flink.scrape()).isNotEqualTo(before);

            task.close();

            assertThat(flink.scrape().lines())
                    .containsExactlyInAnyOrderElementsOf(before.lines().toList());
        }
    }

    @Test
    void theEndpointListensOnTheLoopbackOnly() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            assertThat(flink.address().getAddress().isLoopbackAddress()).isTrue();
        }
    }

    @Test
    void theEndpointOnTheLoopbackRefusesAForeignHostAndAForeignOrigin() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            for (String headers : List.of(
                    "Host: evil.example",
                    "Host: localhost\r\nOrigin: http://evil.example",
                    "Host: localhost\r\nOrigin: null")) {
                assertThat(statusLine(flink, headers)).as(headers).startsWith("HTTP/1.1 403 ");
            }
            assertThat(statusLine(flink, "Host: localhost:" + flink.address().getPort()))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    private static String statusLine(FlinkProcess flink, String headers) throws IOException {
        try (Socket socket =
                new Socket(flink.address().getAddress(), flink.address().getPort())) {
            socket.getOutputStream()
                    .write(("GET /metrics HTTP/1.1\r\n" + headers + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
        }
    }

    @Test
    void theEndpointSpeaksTextAndOpenMetrics() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            int port = flink.address().getPort();
            HttpResponse<String> text = Scrape.get(port, "/metrics", "*/*");
            HttpResponse<String> open =
                    Scrape.get(port, "/metrics", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

            assertThat(text.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(text.body()).doesNotContain("# EOF");
            assertThat(open.headers().firstValue("Content-Type"))
                    .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
            assertThat(open.body()).endsWith("# EOF\n");
        }
    }

    @Test
    void theEndpointRefusesOtherPathsAndMethods() throws Exception {
        try (FlinkProcess flink = FlinkProcess.scraped()) {
            int port = flink.address().getPort();
            assertThat(Scrape.get(port, "/", "*/*").statusCode()).isEqualTo(404);
            assertThat(Scrape.send(Scrape.request(port, "/metrics")
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build())
                            .statusCode())
                    .isEqualTo(405);
            HttpResponse<String> head = Scrape.send(Scrape.request(port, "/metrics")
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build());
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void ofSeveralPortsTheFirstFreeOneIsTaken() throws Exception {
        try (FlinkProcess first = FlinkProcess.scraped()) {
            int taken = first.address().getPort();
            try (FlinkProcess second = FlinkProcess.scraped("prometheus.port", taken + ",0")) {
                assertThat(second.address().getPort()).isNotEqualTo(taken);
            }
        }
    }

    private static long meters(String state, String scraped) {
        String start = meters(state);
        return scraped.lines()
                .filter(line -> line.startsWith(start))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(start.length())))
                .sum();
    }

    private record FixedMeter(double rate, long count) implements Meter {
        @Override
        public void markEvent() {}

        @Override
        public void markEvent(long n) {}

        @Override
        public double getRate() {
            return rate;
        }

        @Override
        public long getCount() {
            return count;
        }
    }
}
