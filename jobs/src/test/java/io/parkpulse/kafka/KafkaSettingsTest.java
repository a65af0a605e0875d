package io.parkpulse.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
        assertThat(settings.with(Map.of()))
                .containsOnly(
                        Map.entry("bootstrap.servers", BROKERS),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.mechanism", "SCRAM-SHA-512"));
    }

    @Test
    void brokersOfTheCommandLineCountForMoreThanThoseOfTheFile() throws Exception {
        Path file = Files.writeString(dir.resolve("k"), "bootstrap.servers=other:1\n");
        assertThat(KafkaSettings.read(BROKERS, file, Map.of()).with(Map.of()))
                .containsOnly(Map.entry("bootstrap.servers", BROKERS));
        assertThat(KafkaSettings.read(BROKERS, file, Map.of()).properties())
                .containsEntry("bootstrap.servers", BROKERS);
    }

    @Test
    void aJobTakesAlongWherePropertiesAreAndItsClientsReadThemThere() throws Exception {
        Path file = Files.writeString(
                dir.resolve("a:b}c"), "sasl.jaas.config=x password=\"hunter2\";\nsecurity.protocol=SASL_SSL\n");
        Properties taken = KafkaSettings.read(BROKERS, file, Map.of("PARKPULSE_KAFKA_SSL_KEY_PASSWORD", "hunter3"))
                .properties();

        assertThat(taken.toString()).doesNotContain("hunter", "SASL_SSL").contains(BROKERS);
        Files.writeString(
                file, "sasl.jaas.config=x password=\"hunter4\";\nsecurity.protocol=SASL_PLAINTEXT\nother=1\n");
        taken.remove("ssl.key.password");
        ProducerConfig read = new ProducerConfig(withSerializers(taken));
        assertThat(read.getPassword("sasl.jaas.config").value()).isEqualTo("x password=\"hunter4\";");
        assertThat(read.getString("security.protocol")).isEqualTo("SASL_PLAINTEXT");
        assertThat(read.getList("bootstrap.servers")).containsExactly("b1:9092", "b2:9093");
    }

    @Test
    void clientsOfAJobTryAgainAfterASecondUnlessPropertiesSayOtherwise() throws Exception {
        Path file = Files.writeString(dir.resolve("k"), "retry.backoff.ms=250\n");

        assertThat(new ProducerConfig(withSerializers(KafkaSettings.of(BROKERS).properties()))
                        .getLong(ProducerConfig.RETRY_BACKOFF_MS_CONFIG))
                .isEqualTo(1000);
        assertThat(new ProducerConfig(withSerializers(
                                KafkaSettings.read(BROKERS, file, Map.of()).properties()))
                        .getLong(ProducerConfig.RETRY_BACKOFF_MS_CONFIG))
                .isEqualTo(250);
    }

    @Test
    void aClientSaysWhatItDoesNotFindWhereItRuns() throws Exception {
        Path file = Files.writeString(dir.resolve("k"), "sasl.mechanism=PLAIN\n");
        Properties inFile =
                withSerializers(KafkaSettings.read(BROKERS, file, Map.of()).properties());
        Properties inEnvironment =
                withSerializers(KafkaSettings.read(BROKERS, null, Map.of("PARKPULSE_KAFKA_SASL_MECHANISM", "PLAIN"))
                        .properties());

        assertThatThrownBy(() -> new ProducerConfig(inEnvironment))
                .hasMessageContaining("PARKPULSE_KAFKA_SASL_MECHANISM is not set here")
                .hasMessageContaining("each task manager");
        Files.writeString(file, "security.protocol=PLAINTEXT\n");
        assertThatThrownBy(() -> new ProducerConfig(inFile))
                .hasMessageContaining(file + " have no sasl.mechanism here");
        Files.delete(file);
        assertThatThrownBy(() -> new ProducerConfig(inFile)).hasMessageContaining(file + " cannot be read here");
    }

    @Test
    void whatAUserHasKafkaLookUpStaysAsItIs() throws Exception {
        Path file = Files.writeString(dir.resolve("k"), """
                config.providers=mine
                config.providers.mine.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
                sasl.jaas.config=x password="${mine:PATH}";
                sasl.mechanism=PLAIN
                """);
        Properties taken =
                withSerializers(KafkaSettings.read(BROKERS, file, Map.of()).properties());

        ProducerConfig read = new ProducerConfig(taken);
        assertThat(read.getPassword("sasl.jaas.config").value())
                .isEqualTo("x password=\"" + System.getenv("PATH") + "\";");
        assertThat(read.getString("sasl.mechanism")).isEqualTo("PLAIN");
        assertThat(taken).doesNotContainEntry("sasl.mechanism", "PLAIN");
    }

    private static Properties withSerializers(Properties properties) {
        Properties all = new Properties();
        all.putAll(properties);
        all.setProperty("key.serializer", ByteArraySerializer.class.getName());
        all.setProperty("value.serializer", ByteArraySerializer.class.getName());
        return all;
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
