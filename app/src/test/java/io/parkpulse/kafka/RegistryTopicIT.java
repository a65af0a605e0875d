package io.parkpulse.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.registry.RegistryRow;
import io.parkpulse.registry.RegistryRows;
import io.parkpulse.registry.RegistryRows.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTopicIT {
    @TempDir
    Path dir;

    private EmbeddedKafka kafka;
    private KafkaSettings settings;
    private List<RegistryRow> rows;
    private Registry registry;

    @BeforeEach
    void broker() throws Exception {
        kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0);
        settings = KafkaSettings.of(kafka.bootstrapServers());
        Path example = Path.of("../jobs/src/test/resources/registry/example");
        rows = RegistryReader.readRows(example).rows();
        registry = RegistryReader.read(example).registry();
    }

    @AfterEach
    void noBroker() throws Exception {
        kafka.close();
    }

    private void write(String key, String value) throws IOException {
        try (TopicWriter writer = new TopicWriter(settings)) {
            writer.write(
                    Topics.REGISTRY,
                    key.getBytes(StandardCharsets.UTF_8),
                    value == null ? null : value.getBytes(StandardCharsets.UTF_8));
            writer.flush();
        }
    }

    @Test
    void theTopicGivesTheRegistryThatWasWritten() throws Exception {
        Topics.createRegistry(settings);
        RegistryTopic.write(settings, rows);
        RegistryTopic.Content content = RegistryTopic.read(settings);
        assertThat(content.outcome().registry()).isEqualTo(registry);
        assertThat(content.end()).isEqualTo(rows.size());
    }

    @Test
    void onlyWhatChangedIsWrittenAndWhatIsGoneIsDeleted() throws Exception {
        Topics.createRegistry(settings);
        RegistryRow last = rows.get(rows.size() - 1);
        assertThat(RegistryTopic.write(settings, rows)).isEqualTo(new RegistryTopic.Written(rows.size(), 0, 0, 0));
        assertThat(RegistryTopic.write(settings, rows)).isEqualTo(new RegistryTopic.Written(0, 0, 0, rows.size()));
        write(last.key(), "{}");
        assertThat(RegistryTopic.write(settings, rows)).isEqualTo(new RegistryTopic.Written(0, 1, 0, rows.size() - 1));
        write("park/gone", "{\"park_id\":\"gone\"}");
        write("somebody's own", "{}");
        assertThat(RegistryTopic.write(settings, rows)).isEqualTo(new RegistryTopic.Written(0, 0, 1, rows.size()));
        RegistryRows.Outcome outcome = RegistryTopic.read(settings).outcome();
        assertThat(outcome.registry()).isEqualTo(registry);
        assertThat(outcome.refusals()).extracting(Refusal::key).containsExactly("somebody's own");
    }

    @Test
    void aMissingTopicIsNamed() {
        assertThatThrownBy(() -> RegistryTopic.read(settings))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no topic parkpulse.registry");
    }
}
