package io.parkpulse.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.TopicReader;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Stream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamWriterIT {
    @TempDir
    Path dir;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void recordsOfOneMeterStayInOrderOnOnePartition() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0)) {
            KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers());
            Topics.create(settings, 3);
            Map<String, List<String>> want = new HashMap<>();
            try (StreamWriter writer = new StreamWriter(settings)) {
                for (int i = 0; i < 300; i++) {
                    String meter = "电" + i % 30;
                    String line = "{\"meter\":\"" + meter + "\",\"at\":" + i + ",\"value\":1}";
                    want.computeIfAbsent(meter, key -> new ArrayList<>()).add(line);
                    writer.line(Stream.POWER, bytes(line), i);
                }
                writer.line(Stream.POWER, bytes("no key in here"), 0);
                writer.line(Stream.POWER, new byte[2_000_000], 0);
                writer.flush();
                assertThat(writer.tooLong()).isEqualTo(1);
            }
            Map<String, List<String>> have = new HashMap<>();
            Map<String, Set<Integer>> partitions = new HashMap<>();
            try (TopicReader reader = TopicReader.of(settings, List.of(Topics.of(Stream.POWER)))) {
                Map<TopicPartition, Long> unread = reader.ends();
                while (!(unread = reader.unread(unread)).isEmpty()) {
                    reader.poll(Duration.ofSeconds(1)).forEach(record -> {
                        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
                        have.computeIfAbsent(key, none -> new ArrayList<>())
                                .add(new String(record.value(), StandardCharsets.UTF_8));
                        partitions.computeIfAbsent(key, none -> new HashSet<>()).add(record.partition());
                    });
                }
            }
            assertThat(have.remove("")).containsExactly("no key in here");
            assertThat(have).isEqualTo(want);
            assertThat(partitions.values()).allMatch(those -> those.size() == 1);
            assertThat(partitions.values().stream().distinct()).hasSizeGreaterThan(1);
        }
    }
}
