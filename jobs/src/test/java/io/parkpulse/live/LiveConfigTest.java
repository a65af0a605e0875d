package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.catalogue.Sentences;
import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.SettingsFile.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveConfigTest {
    @TempDir
    Path dir;

    @Test
    void theReferenceHasARowForEverySettingAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/configuration.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        LiveConfig.KEYS.stream().map(LiveConfigTest::row).toList());
    }

    private static String row(Key key) {
        String standard = key.required()
                ? "required"
                : key.standard() == null || key.standard().isEmpty() ? "none" : "`" + key.standard() + "`";
        return "| `" + key.path() + "` | " + Sentences.ENGLISH.of(key.expected()) + " | " + standard + " | "
                + key.meaning() + " |";
    }

    @Test
    void whatIsNotGivenIsAsTheReferenceSays() throws Exception {
        LiveConfig config = read("kafka: {bootstrap: 'localhost:9092'}");

        assertThat(config.run()).isEqualTo("live");
        assertThat(config.group()).isEqualTo("parkpulse");
        assertThat(config.registry()).isNull();
        assertThat(config.influx()).isNull();
        assertThat(config.alertmanager()).isNull();
        assertThat(config.kafka(Map.of()).bootstrapServers()).isEqualTo("localhost:9092");
        LiveSettings settings = config.settings();
        assertThat(settings.stepMillis()).isEqualTo(300_000);
        assertThat(settings.clock()).isEqualTo(EventClock.SYSTEM);
        assertThat(settings.lag()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.start() % 300_000).isZero();
    }

    @Test
    void everythingCanBeGiven() throws Exception {
        LiveConfig config = read("""
                run: rehearsal
                kafka:
                  bootstrap: a:1,b:2
                  group: g
                registry:
                  directory: /registry
                influxdb:
                  url: http://influxdb:8086
                  org: o
                  bucket: b
                  token_env: TOKEN
                alerts:
                  alertmanager: http://alertmanager:9093
                  wall: http://wall:8600/
                event_time:
                  start: 2020-03-14T00:00:00+08:00
                  step: PT15M
                  lag: PT2S
                  disorder: PT3S
                  idle_after: PT4S
                clock:
                  event: 2020-03-15T00:00:00+08:00
                  wall: 2026-01-01T00:00:00Z
                  speed: 60
                """);

        assertThat(config.run()).isEqualTo("rehearsal");
        assertThat(config.registry()).isEqualTo(Path.of("/registry"));
        assertThat(config.influx().url()).isEqualTo("http://influxdb:8086");
        assertThat(config.alertmanager()).isEqualTo("http://alertmanager:9093");
        assertThat(config.wall()).isEqualTo("http://wall:8600/");
        LiveSettings settings = config.settings();
        assertThat(settings.start())
                .isEqualTo(Instant.parse("2020-03-13T16:00:00Z").toEpochMilli());
        assertThat(settings.stepMillis()).isEqualTo(900_000);
        assertThat(settings.clock().speed()).isEqualTo(60);
        assertThat(settings.disorder()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.idleAfter()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> read("""
                        kafka:
                          bootstrap: nowhere
                          grup: g
                        influxdb: http://influxdb:8086
                        event_time:
                          step: PT7M
                          start: yesterday
                        clock:
                          speed: 0
                        """))
                .isInstanceOf(RegistryException.class)
                .hasMessage("""
                        config.yaml:2: kafka.bootstrap "nowhere": expected host:port, or several with commas between
                        config.yaml:3: kafka.grup: expected one of bootstrap, config, group
                        config.yaml:4: influxdb "http://influxdb:8086": expected a map of settings
                        config.yaml:6: event_time.step "PT7M": expected a duration that divides 15 minutes, such as PT5M
                        config.yaml:7: event_time.start "yesterday": expected a time with offset
                        config.yaml:9: clock.speed "0": expected a number above 0""");
    }

    @Test
    void whatIsRequiredIsMissed() {
        assertThatThrownBy(() -> read("run: live"))
                .hasMessage("config.yaml: kafka.bootstrap: expected host:port, or several with commas between");
    }

    private LiveConfig read(String text) throws IOException, RegistryException {
        return LiveConfig.read(Files.writeString(dir.resolve("config.yaml"), text));
    }
}
