package io.parkpulse.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.index.Measure;
import io.parkpulse.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a run emits, from whichever sink, in a form that can be compared. */
final class Emitted {
    private static final JsonMapper JSON = new JsonMapper();
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private Emitted() {}

    /** A topic, followed from its beginning: the last value of each key, and how often values came. */
    static final class Topic implements AutoCloseable {
        private final KafkaConsumer<String, byte[]> consumer;
        private final Map<String, JsonNode> latest = new TreeMap<>();
        private final Map<JsonNode, Integer> times = new HashMap<>();
        private long records;

        Topic(KafkaSettings kafka, String name) {
            consumer = new KafkaConsumer<>(kafka.with(Map.of()), new StringDeserializer(), new ByteArrayDeserializer());
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        /** Reads what has come meanwhile. */
        Map<String, JsonNode> latest() throws IOException {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                JsonNode value = JSON.readTree(record.value());
                latest.put(record.key(), value);
                times.merge(value, 1, Integer::sum);
                records++;
            }
            return latest;
        }

        /** How often a value has come. */
        int times(JsonNode value) {
            return times.getOrDefault(value, 0);
        }

        /** How many keys there are. */
        int known() {
            return latest.size();
        }

        /** How many records have come, those emitted again among them. */
        long records() {
            return records;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    /** The final days in a replay's {@code daily.jsonl} or a topic, by scope and day: n and d of every figure. */
    static Map<String, String> days(Iterable<JsonNode> lines) {
        Map<String, String> days = new TreeMap<>();
        for (JsonNode line : lines) {
            if (line.path("status").asText().equals("final")) {
                days.put(line.path("scope").asText() + "|" + line.path("day").asText(), figures(line, Emitted::ofLine));
            }
        }
        return days;
    }

    static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n")) {
            if (!line.isEmpty()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    /** The same of rows of {@code park_index} in a store. */
    static Map<String, String> daysOfRows(List<Map<String, Object>> rows) {
        Map<String, String> days = new TreeMap<>();
        for (Map<String, Object> row : rows) {
            JsonNode point = JSON.valueToTree(row);
            LocalDate day = java.time.Instant.ofEpochMilli(point.path("time").asLong())
                    .atZone(SHANGHAI)
                    .toLocalDate();
            days.put(point.path("scope").asText() + "|" + day, figures(point, Emitted::ofPoint));
        }
        return days;
    }

    private interface Reading {
        String of(Measure measure, JsonNode from);
    }

    private static String figures(JsonNode from, Reading reading) {
        StringBuilder all = new StringBuilder();
        for (Measure measure : Measure.ofDay()) {
            all.append(measure.id())
                    .append(' ')
                    .append(reading.of(measure, from))
                    .append("; ");
        }
        return all.toString();
    }

    private static String ofLine(Measure measure, JsonNode line) {
        JsonNode figure = line.path(measure.id());
        return switch (measure.kind()) {
            case RATE -> figure.isNull() ? "-" : figure.path("n") + "/" + figure.path("d");
            case INDEX -> figure.isNull() ? "-" : figure.path("value").toString();
            default -> figure.toString();
        };
    }

    private static String ofPoint(Measure measure, JsonNode point) {
        if (measure.kind() == Measure.Kind.RATE) {
            JsonNode d = point.path(OutputSchema.denominator(measure).name());
            return d.asLong() == 0
                    ? "-"
                    : point.path(OutputSchema.numerator(measure).name()) + "/" + d;
        }
        JsonNode value = point.path(OutputSchema.value(measure).name());
        if (measure.kind() != Measure.Kind.INDEX) {
            return value.toString();
        }
        boolean known = point.path(OutputSchema.known(measure).name()).asLong() != 0;
        return known ? Double.toString(value.asDouble()) : "-";
    }

    /** Dead letters in a topic by stream and reason. */
    static Map<String, Integer> deadLetters(Iterable<JsonNode> letters) {
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode letter : letters) {
            counts.merge(
                    letter.path("stream").asText() + " " + letter.path("reason").asText(), 1, Integer::sum);
        }
        return counts;
    }

    /** The same from a replay's {@code run.json}. */
    static Map<String, Integer> deadLettersOfRun(JsonNode run) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> stream : run.path("streams").properties()) {
            for (Map.Entry<String, JsonNode> reason :
                    stream.getValue().path("dead").properties()) {
                counts.put(
                        stream.getKey() + " " + reason.getKey(),
                        reason.getValue().asInt());
            }
        }
        return counts;
    }

    /** The first few that differ, for a message. */
    static <V> List<String> differences(Map<String, V> wanted, Map<String, V> emitted) {
        List<String> differences = new ArrayList<>();
        wanted.forEach((key, value) -> {
            if (!value.equals(emitted.get(key))) {
                differences.add(key + "\n  wanted " + value + "\n  but is " + emitted.get(key));
            }
        });
        emitted.forEach((key, value) -> {
            if (!wanted.containsKey(key)) {
                differences.add(key + "\n  not wanted, but is " + value);
            }
        });
        return differences.size() > 5 ? differences.subList(0, 5) : differences;
    }
}
