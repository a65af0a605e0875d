package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.alerts.Alert;
import io.parkpulse.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The output topics, behind a task that tells and several that write. */
class KafkaSinksIT {
    private static final int PARALLELISM = 4;
    private static final int ALERTS = 60;
    private static final List<Alert.Change> LIFE =
            List.of(Alert.Change.FIRED, Alert.Change.UPDATED, Alert.Change.RESOLVED);
    private static final Pattern AT = Pattern.compile("\"at\":\"([^\"]*)\"");

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(PARALLELISM)
            .build());

    @TempDir
    Path dir;

    @Test
    void theMessagesOfAnAlertStandInItsTopicInTheOrderInWhichTheyWereTold() throws Exception {
        List<Alert> told = new ArrayList<>();
        for (int alert = 0; alert < ALERTS; alert++) {
            for (int message = 0; message < LIFE.size(); message++) {
                told.add(SomeAlerts.alert(
                        "park:P" + alert, "", LIFE.get(message), SomeAlerts.SINCE + message * 300_000L));
            }
        }
        try (LiveHarness live = new LiveHarness(dir.resolve("kafka"))) {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.setParallelism(PARALLELISM);
            new KafkaSinks(live.kafka())
                    .alerts(env.fromData(TypeInformation.of(Alert.class), told.toArray(Alert[]::new)));
            env.execute();

            Map<String, List<String>> messages = messages(live);
            assertThat(messages).hasSize(ALERTS);
            assertThat(messages.values())
                    .containsOnly(List.of("2020-03-16T04:00:00Z", "2020-03-16T04:05:00Z", "2020-03-16T04:10:00Z"));
        }
    }

    /** When the messages of each key were told, in the order in which they stand in the topic. */
    private static Map<String, List<String>> messages(LiveHarness live) {
        Map<String, List<String>> messages = new TreeMap<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                live.kafka().with(Map.of()), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.ALERTS).stream()
                    .map(partition -> new TopicPartition(Topics.ALERTS, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long left = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
            while (left > 0 && Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    Matcher at = AT.matcher(new String(record.value(), StandardCharsets.UTF_8));
                    assertThat(at.find()).isTrue();
                    messages.computeIfAbsent(record.key(), key -> new ArrayList<>())
                            .add(at.group(1));
                    left--;
                }
            }
        }
        return messages;
    }
}
