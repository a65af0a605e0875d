package io.parkpulse.connectors.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.MetricConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReporterSettingsTest {
    private static final String SECRET = "c2VjcmV0LXRva2Vu";

    @TempDir
    private Path directory;

    private static ReporterSettings settings(Map<String, String> keys) {
        MetricConfig config = new MetricConfig();
        config.putAll(keys);
        return ReporterSettings.of(config);
    }

    private String token() throws IOException {
        return Files.writeString(directory.resolve("token"), SECRET).toString();
    }

    private static Map<String, String> influx(String key, String value) {
        return Map.of("influx.uri", "http://db:8086/", "influx.org", "o", "influx.bucket", "b", key, value);
    }

    @Test
    void defaultsAreTheLoopbackTenSecondsAndNoTagsThatChangeWithEachStart() throws Exception {
        ReporterSettings scraped = settings(Map.of("prometheus.port", "9249"));
        ReporterSettings pushed = settings(influx("influx.token.file", token()));

        assertThat(scraped.host()).isEqualTo("127.0.0.1");
        assertThat(scraped.ports()).containsExactly(9249);
        assertThat(scraped.influx()).isNull();
        assertThat(scraped.droppedTags())
                .containsExactlyInAnyOrder(
                        "host", "tm_id", "job_id", "task_id", "operator_id", "task_attempt_id", "task_attempt_num");
        assertThat(pushed.ports()).isEmpty();
        assertThat(pushed.influx().uri()).isEqualTo("http://db:8086");
        assertThat(pushed.influx().step()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void portsAreRangesAndNumbers() {
        assertThat(settings(Map.of("prometheus.port", "9249,9300-9302")).ports())
                .isEqualTo(List.of(9249, 9300, 9301, 9302));
    }

    @Test
    void aPortMayBeANumberInTheConfiguration() {
        MetricConfig config = new MetricConfig();
        config.put("prometheus.port", 9249);

        assertThat(ReporterSettings.of(config).ports()).containsExactly(9249);
    }

    @Test
    void theTokenComesFromTheEnvironmentOrAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "  " + SECRET + "\n");

        Map.Entry<String, String> variable = System.getenv().entrySet().stream()
                .filter(any -> any.getValue().matches("[!-~]+"))
                .findAny()
                .orElseThrow();

        assertThat(settings(influx("influx.token.env", variable.getKey()))
                        .influx()
                        .token())
                .isEqualTo(variable.getValue());
        assertThat(settings(influx("influx.token.file", file.toString()))
                        .influx()
                        .token())
                .isEqualTo(SECRET);
    }

    @Test
    void theTokenIsNotPrinted() throws Exception {
        assertThat(settings(influx("influx.token.file", token())).toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "influx.token      | c2VjcmV0LXRva2Vu | influx.token: a token does not belong into the configuration",
                "influx.token.env  | c2VjcmV0LXRva2Vu | influx.token.env: the environment variable it names is not set",
                "influx.token.file | c2VjcmV0LXRva2Vu | influx.token.file: the file it names cannot be read",
                "influx.uri        | http://u:c2VjcmV0LXRva2Vu@db | influx.uri must have neither user and password nor a query",
            })
    void aTokenInTheWrongPlaceIsRefusedAndNotRepeated(String key, String value, String message) throws Exception {
        MetricConfig config = new MetricConfig();
        config.putAll(influx("influx.uri".equals(key) ? "influx.token.file" : "interval", token()));
        config.setProperty("interval", "10 s");
        config.setProperty(key, value);

        assertThatThrownBy(() -> ReporterSettings.of(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining(SECRET)
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filter.includes | *            | Nowhere to report to: set prometheus.port, influx.uri or both",
                "prometheus.port | 70000        | prometheus.port: expected a port from 0 to 65535",
                "prometheus.port | http         | prometheus.port: expected a port from 0 to 65535",
                "prometheus.prot | 9249         | prometheus.prot: there is no such key; there are [",
                "influx.uri      | db:8086      | influx.uri must be an address such as http://host:8086",
                "influx.uri      | http://db    | influx.org is missing; it goes with influx.uri",
                "influx.bucket   | b            | influx.bucket is set, but not influx.uri",
            })
    void whatIsWrongIsNamed(String key, String value, String message) {
        assertThatThrownBy(() -> settings(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({"soon, interval: expected a duration like 10 s", "10 ms, interval: expected at least 1 s"})
    void anIntervalIsADurationOfASecondOrMore(String interval, String message) throws Exception {
        MetricConfig config = new MetricConfig();
        config.putAll(influx("influx.token.file", token()));
        config.setProperty("interval", interval);

        assertThatThrownBy(() -> ReporterSettings.of(config)).hasMessageStartingWith(message);
    }

    @Test
    void thereIsOnePlaceForTheToken() throws Exception {
        String message = "Set one of influx.token.env and influx.token.file";
        assertThatThrownBy(() -> settings(influx("interval", "10 s"))).hasMessageStartingWith(message);
        MetricConfig both = new MetricConfig();
        both.putAll(influx("influx.token.file", token()));
        both.setProperty("influx.token.env", "TOKEN");
        assertThatThrownBy(() -> ReporterSettings.of(both)).hasMessageStartingWith(message);
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MetricConfig config = new MetricConfig();
            config.setProperty("prometheus.port", Integer.toString(taken.getLocalPort()));

            assertThatThrownBy(() -> new MicrometerReporter().open(config))
                    .hasMessageStartingWith(
                            "prometheus.port: cannot listen on 127.0.0.1 at port " + taken.getLocalPort());
        }
    }
}
