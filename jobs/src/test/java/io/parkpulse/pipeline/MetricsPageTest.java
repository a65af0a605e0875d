package io.parkpulse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.micrometer.MicrometerReporterFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.MetricRegistryTestUtils;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.metrics.filter.DefaultReporterFilters;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page on metrics says what the code does: by the constants, and by what is scraped. */
class MetricsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final String OPERATOR = "flink.taskmanager.job.task.operator.";

    private static String page;
    private static List<String> scraped;

    /** A row of a table of the page; the cells that the code knows. */
    private record Row(String name, String kind, List<String> tags, String unit) {
        static Row of(String line) {
            String[] cells = line.substring(1).split("\\|");
            List<String> tags = Arrays.stream(cells[2].split(","))
                    .map(Row::word)
                    .filter(tag -> !tag.isEmpty())
                    .toList();
            return new Row(word(cells[0]), word(cells[1]), tags, word(cells[3]));
        }

        private static String word(String cell) {
            return cell.replace('`', ' ').strip();
        }
    }

    @BeforeAll
    static void readAndScrape() throws Exception {
        page = Files.readString(PAGE);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Configuration configuration = new Configuration();
        configuration.setString("metrics.reporter.prom.factory.class", MicrometerReporterFactory.class.getName());
        configuration.setString("metrics.reporter.prom.prometheus.port", Integer.toString(port));
        MetricRegistryImpl registry = new MetricRegistryImpl(
                MetricRegistryTestUtils.defaultMetricRegistryConfiguration(),
                ReporterSetupBuilder.METRIC_SETUP_BUILDER.fromConfiguration(
                        configuration, DefaultReporterFilters::metricsFromConfiguration, null));
        try {
            MetricGroup operator = TaskManagerMetricGroup.createTaskManagerMetricGroup(
                            registry, "host", ResourceID.generate())
                    .addJob(new JobID(), "job")
                    .addTask(ExecutionAttemptID.randomId(), "task")
                    .getOrAddOperator("operator");
            RecordMetrics.of(operator);
            RecordMetrics.showWatermarkLag(operator, () -> 0, () -> 0);
            RecordMetrics.showFinalStepAge(operator, () -> 0, () -> 0);
            RecordMetrics.cutRecords(operator, "topic");
            RecordMetrics.refusedRecords(operator, "topic");
            RecordMetrics.lostRecords(operator, "topic");
            RecordMetrics.skippedRows(operator, "topic");
            scraped = scrape(port).lines().filter(line -> !line.startsWith("#")).toList();
        } finally {
            registry.closeAsync().join();
        }
    }

    private static String scrape(int port) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static List<Row> rows(String start) {
        return page.lines()
                .filter(line -> line.startsWith("| `" + start))
                .map(Row::of)
                .toList();
    }

    private static String fullName(RecordMetric metric) {
        return Stream.of(Stream.of(RecordMetric.GROUP), metric.keys().stream(), Stream.of(metric.id()))
                .flatMap(part -> part)
                .collect(Collectors.joining("."));
    }

    @Test
    void thePageListsEveryMetricOfRecordsAndNoOther() {
        assertThat(rows(RecordMetric.GROUP))
                .containsExactlyElementsOf(Arrays.stream(RecordMetric.values())
                        .map(metric -> new Row(
                                fullName(metric),
                                metric.kind().name().toLowerCase(Locale.ROOT),
                                metric.keys(),
                                metric.unit()))
                        .toList());
    }

    @Test
    void whatThePageListsIsScrapedUnderThatName() {
        for (Row row : rows(RecordMetric.GROUP)) {
            String name =
                    (OPERATOR + row.name()).replace('.', '_') + (row.kind().equals("counter") ? "_total" : "");
            assertThat(scraped).as(name).anyMatch(line -> line.startsWith(name + "{"));
            assertThat(scraped)
                    .filteredOn(line -> line.startsWith(name + "{"))
                    .allMatch(line -> row.tags().stream().allMatch(tag -> line.contains(tag + "=\"")));
        }
    }

    @Test
    void everythingOfOursThatIsScrapedIsOnThePage() {
        List<String> listed = Stream.concat(rows(RecordMetric.GROUP).stream(), rows("flink.reporter").stream())
                .map(row -> row.name().replace('.', '_'))
                .toList();

        assertThat(scraped)
                .filteredOn(line -> line.contains("_operator_" + RecordMetric.GROUP) || line.contains("_reporter_"))
                .isNotEmpty()
                .allMatch(line -> listed.stream().anyMatch(line::contains));
    }

    @Test
    void thePageTellsTheStatesAndTagsOfTheReportersMeters() {
        Row row = rows("flink.reporter").get(0);
        String start = row.name().replace('.', '_') + "{" + row.tags().get(0) + "=\"";
        List<String> states = scraped.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length(), line.indexOf('"', start.length())))
                .toList();

        assertThat(states).hasSize(4).allMatch(state -> page.contains("`" + state + "`"));
    }
}
