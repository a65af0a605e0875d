package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.alerts.Alert;
import io.parkpulse.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output topics, behind a task that tells and several that write. */
class KafkaSinksIT extends LiveSinksContract {
    private static final int PARALLELISM = 4;
    private static final int ALERTS = 60;
    private static final List<Alert.Change> LIFE =
            List.of(Alert.Change.FIRED, Alert.Change.UPDATED, Alert.Change.RESOLVED);
    private static final Pattern AT = Pattern.compile("\"at\":\"([^\"]*)\"");

    /** Longer than its topic takes, and nothing that can be compressed. */
    private static final String TOO_LONG = "park:" + noise(2_000_000);

    @TempDir
    Path dir;

    private LiveHarness live;

    @BeforeEach
    void start() throws Exception {
        live = new LiveHarness(dir.resolve("kafka"));
    }

    @AfterEach
    void stop() throws Exception {
        live.close();
    }

    private static String noise(int length) {
        byte[] noise = new byte[length];
        new Random(1).nextBytes(noise);
        return Base64.getUrlEncoder().encodeToString(noise);
    }

    @Override
    LiveSinks sinks() {
        return new KafkaSinks(live.kafka());
    }

    @Override
    String refused() {
        return TOO_LONG;
    }

    @Override
    Map<String, String> held() throws Exception {
        List<String> latest = new ArrayList<>();
        messages(live).values().forEach(messages -> latest.add(messages.get(messages.size() - 1)));
        return statesIn(latest);
    }

    @Test
    void theMessagesOfAnAlertStandInItsTopicInTheOrderInWhichTheyWereTold() throws Exception {
        List<Alert> told = new ArrayList<>();
        for (int alert = 0; alert < ALERTS; alert++) {
            for (int message = 0; message < LIFE.size(); message++) {
                told.add(SomeAlerts.alert(
                        "park:P" + alert, "", LIFE.get(message), SomeAlerts.SINCE + message * 300_000L));
            }
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(PARALLELISM);
        sinks().alerts(env.fromData(TypeInformation.of(Alert.class), told.toArray(Alert[]::new)));
        env.execute();

        Map<String, List<String>> messages = messages(live);
        assertThat(messages).hasSize(ALERTS);
        assertThat(messages.values())
                .extracting(ofOne -> ofOne.stream().map(KafkaSinksIT::at).toList())
                .containsOnly(List.of("2020-03-16T04:00:00Z", "2020-03-16T04:05:00Z", "2020-03-16T04:10:00Z"));
    }

    private static String at(String message) {
        Matcher at = AT.matcher(message);
        assertThat(at.find()).isTrue();
        return at.group(1);
    }

    /** The messages of each key, in the order in which they stand in the topic. */
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
                    messages.computeIfAbsent(record.key(), key -> new ArrayList<>())
                            .add(new String(record.value(), StandardCharsets.UTF_8));
                    left--;
                }
            }
        }
        return messages;
    }
}
