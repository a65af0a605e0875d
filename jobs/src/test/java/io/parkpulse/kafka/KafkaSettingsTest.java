package io.parkpulse.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSettingsTest {
    private static final String BROKERS = "b1:9092,b2:9093";

    @TempDir
    Path dir;

    @Test
    void propertiesComeFromTheFileAndFromTheEnvironmentWhichCountsForMore() throws Exception {
        Path file = Files.writeString(dir.resolve("k"), "security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\n");
        KafkaSettings settings = KafkaSettings.read(
                BROKERS, file, Map.of("PARKPULSE_KAFKA_SASL_MECHANISM", "SCRAM-SHA-512", "KAFKA_HOME", "/opt"));
        assertThat(settings.properties())
                .containsOnly(
                        Map.entry("bootstrap.servers", BROKERS),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.mechanism", "SCRAM-SHA-512"));
    }

    @Test
    void brokersOfTheCommandLineCountForMoreThanThoseOfTheFile() throws Exception {
        Path file = Files.writeString(dir.resolve("k"), "bootstrap.servers=other:1\n");
        assertThat(KafkaSettings.read(BROKERS, file, Map.of()).properties())
                .containsOnly(Map.entry("bootstrap.servers", BROKERS));
    }

    @Test
    void whatAClientSetsForItselfCountsForMore() {
        assertThat(KafkaSettings.read(BROKERS, null, Map.of("PARKPULSE_KAFKA_GROUP_ID", "g"))
                        .with(Map.of("group.id", "own")))
                .containsEntry("group.id", "own");
    }

    @Test
    void valuesAreNotShown() throws Exception {
        Path file = Files.writeString(dir.resolve("k"), "sasl.jaas.config=x password=\"hunter2\";\n");
        KafkaSettings settings =
                KafkaSettings.read(BROKERS, file, Map.of("PARKPULSE_KAFKA_SSL_KEY_PASSWORD", "hunter3"));
        assertThat(settings.toString())
                .isEqualTo("Kafka at b1:9092,b2:9093, set: bootstrap.servers, sasl.jaas.config, ssl.key.password");
    }

    @Test
    void brokersWithoutAPortAreRefused() {
        for (String wrong : new String[] {"", "b1", "b1:", "b1:9092,", "b1:9092 b2:9092", "http://b1:9092"}) {
            assertThatThrownBy(() -> KafkaSettings.of(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected host:port");
        }
        assertThat(KafkaSettings.of("[::1]:9092, b2:9092").bootstrapServers()).isEqualTo("[::1]:9092, b2:9092");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> KafkaSettings.read(BROKERS, dir.resolve("none"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(dir.resolve("none").toString());
    }
}
