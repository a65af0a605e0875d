package io.parkpulse.kafka;

import io.parkpulse.registry.RegistryRow;
import io.parkpulse.registry.RegistryRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The registry as the topic {@link Topics#REGISTRY} has it: the last record of each key is a row, as {@link RegistryRow}
 * describes it, and one without a value deletes it.
 */
public final class RegistryTopic {
    private RegistryTopic() {}

    /**
     * What the topic holds.
     *
     * @param outcome of all its records, applied at once
     * @param rows that make the registry, each after those it refers to
     * @param end offset behind the last record
     */
    public record Content(RegistryRows.Outcome outcome, List<RegistryRow> rows, long end) {
        public Content {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Reads everything that is in the topic now.
     *
     * @throws IOException if the brokers cannot be reached, or there is no such topic
     */
    public static Content read(KafkaSettings settings) throws IOException {
        try (TopicReader reader = TopicReader.of(settings, List.of(Topics.REGISTRY))) {
            Map<TopicPartition, Long> ends = reader.ends();
            List<RegistryRows.Change> changes = new ArrayList<>();
            latest(reader, ends).forEach((key, value) -> changes.add(new RegistryRows.Change(key, value)));
            RegistryRows rows = new RegistryRows();
            RegistryRows.Outcome outcome = rows.apply(changes);
            return new Content(outcome, rows.rows(), Collections.max(ends.values()));
        }
    }

    /**
     * What was written of a registry.
     *
     * @param added rows that were not there
     * @param changed rows that were there with other texts
     * @param removed rows that were there and are no longer
     * @param unchanged rows that were there already, of which nothing is written
     */
    public record Written(int added, int changed, int removed, int unchanged) {}

    /**
     * Makes the topic hold these rows and no others, and writes no more than that takes. Rows that refer to others
     * come after them and go before them.
     *
     * @param rows each after those it refers to
     * @throws IOException if the brokers cannot be reached, or refuse; what is written by then stays
     */
    public static Written write(KafkaSettings settings, List<RegistryRow> rows) throws IOException {
        Map<String, byte[]> there;
        try (TopicReader reader = TopicReader.of(settings, List.of(Topics.REGISTRY))) {
            there = latest(reader, reader.ends());
        }
        there.values().removeIf(value -> value == null);
        int added = 0;
        int changed = 0;
        int unchanged = 0;
        List<String> gone = new ArrayList<>();
        try (TopicWriter writer = new TopicWriter(settings)) {
            for (RegistryRow row : rows) {
                byte[] before = there.remove(row.key());
                if (before != null && isThere(row, before)) {
                    unchanged++;
                    continue;
                }
                if (before == null) {
                    added++;
                } else {
                    changed++;
                }
                writer.write(Topics.REGISTRY, row.key().getBytes(StandardCharsets.UTF_8), row.toJson());
            }
            for (String key : there.keySet()) {
                if (RegistryRow.isKey(key)) { // nobody else's records
                    gone.add(key);
                }
            }
            Collections.reverse(gone);
            for (String key : gone) {
                writer.write(Topics.REGISTRY, key.getBytes(StandardCharsets.UTF_8), null);
            }
            writer.flush();
            if (writer.tooLong() > 0) {
                throw new IOException("Kafka at " + settings.bootstrapServers() + " does not take " + writer.tooLong()
                        + " of the rows: they are too long");
            }
        }
        return new Written(added, changed, gone.size(), unchanged);
    }

    private static boolean isThere(RegistryRow row, byte[] value) {
        try {
            return Arrays.equals(value, row.toJson())
                    || RegistryRow.parse(row.key(), value).equals(row);
        } catch (IllegalArgumentException e) {
            return false; // what is there is no row
        }
    }

    /** The last value of each key that is in the topic up to these ends, null where it was deleted, in the order of their keys' first records. */
    private static Map<String, byte[]> latest(TopicReader reader, Map<TopicPartition, Long> ends) throws IOException {
        Map<String, byte[]> latest = new LinkedHashMap<>();
        reader.readTo(ends, record -> latest.put(text(record.key()), record.value()));
        return latest;
    }

    private static String text(byte[] key) {
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }
}
