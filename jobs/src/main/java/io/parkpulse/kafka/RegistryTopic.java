package io.parkpulse.kafka;

import io.parkpulse.message.Message;
import io.parkpulse.registry.RegistryRow;
import io.parkpulse.registry.RegistryRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        return compare(settings, rows).write();
    }

    /**
     * Compares the topic with these rows, and writes nothing.
     *
     * @param rows each after those it refers to
     * @throws IOException if the brokers cannot be reached
     */
    public static Difference compare(KafkaSettings settings, List<RegistryRow> rows) throws IOException {
        Map<String, byte[]> there;
        try (TopicReader reader = TopicReader.of(settings, List.of(Topics.REGISTRY))) {
            there = latest(reader, reader.ends());
        }
        there.entrySet().removeIf(row -> row.getValue() == null || !RegistryRow.isKey(row.getKey())); // nobody else's
        Removals removals = Removals.of(there.keySet(), rows);
        List<RegistryRow> other = new ArrayList<>();
        int added = 0;
        for (RegistryRow row : rows) {
            byte[] before = there.remove(row.key());
            if (before == null || !isThere(row, before)) {
                other.add(row);
                added += before == null ? 1 : 0;
            }
        }
        List<String> gone = new ArrayList<>(there.keySet());
        Collections.reverse(gone);
        Written written = new Written(added, other.size() - added, gone.size(), rows.size() - other.size());
        return new Difference(settings, other, gone, written, removals);
    }

    /**
     * What a registry would delete from the topic.
     *
     * @param enterprises how many of those in the topic it has no row of
     * @param ofEnterprises how many there are in the topic
     * @param meters how many of those in the topic it has no row of
     * @param ofMeters how many there are in the topic
     */
    public record Removals(int enterprises, int ofEnterprises, int meters, int ofMeters) {
        private static Removals of(Set<String> there, List<RegistryRow> rows) {
            Set<String> kept = new HashSet<>();
            rows.forEach(row -> kept.add(row.key()));
            Set<String> enterprises = ids(there, RegistryRow.Kind.ENTERPRISE);
            Set<String> meters = ids(there, RegistryRow.Kind.METER);
            int ofEnterprises = enterprises.size();
            int ofMeters = meters.size();
            enterprises.removeAll(ids(kept, RegistryRow.Kind.ENTERPRISE));
            meters.removeAll(ids(kept, RegistryRow.Kind.METER));
            return new Removals(enterprises.size(), ofEnterprises, meters.size(), ofMeters);
        }

        private static Set<String> ids(Set<String> keys, RegistryRow.Kind kind) {
            Set<String> ids = new HashSet<>();
            for (String key : keys) {
                RegistryRow.idOf(kind, key).ifPresent(ids::add);
            }
            return ids;
        }

        /** Whether it is more than half of the enterprises, or of the meters: rather a mistake than a change. */
        public boolean areMost() {
            return enterprises * 2L > ofEnterprises || meters * 2L > ofMeters;
        }

        /** How many of how many. */
        public Message said() {
            return Message.of(
                    "usage.removals",
                    "enterprises",
                    Message.count(enterprises),
                    "all_enterprises",
                    Message.count(ofEnterprises),
                    "meters",
                    Message.count(meters),
                    "all_meters",
                    Message.count(ofMeters));
        }
    }

    /** How a registry differs from the topic. */
    public static final class Difference {
        private final KafkaSettings settings;
        private final List<RegistryRow> other;
        private final List<String> gone;
        private final Written toWrite;
        private final Removals removals;

        private Difference(
                KafkaSettings settings,
                List<RegistryRow> other,
                List<String> gone,
                Written toWrite,
                Removals removals) {
            this.settings = settings;
            this.other = other;
            this.gone = gone;
            this.toWrite = toWrite;
            this.removals = removals;
        }

        /** What would be taken out. */
        public Removals removals() {
            return removals;
        }

        /**
         * Writes what differs.
         *
         * @throws IOException if the brokers cannot be reached, or refuse; what is written by then stays
         */
        public Written write() throws IOException {
            try (TopicWriter writer = new TopicWriter(settings)) {
                for (RegistryRow row : other) {
                    writer.write(Topics.REGISTRY, row.key().getBytes(StandardCharsets.UTF_8), row.toJson());
                }
                for (String key : gone) {
                    writer.write(Topics.REGISTRY, key.getBytes(StandardCharsets.UTF_8), null);
                }
                writer.flush();
                if (writer.tooLong() > 0) {
                    throw new IOException("Kafka at " + settings.bootstrapServers() + " does not take "
                            + writer.tooLong() + " of the rows: they are too long");
                }
            }
            return toWrite;
        }
    }

    private static boolean isThere(RegistryRow row, byte[] value) {
        try {
            return Arrays.equals(value, row.toJson())
                    || RegistryRow.parse(row.key(), value).equals(row);
        } catch (IllegalArgumentException e) {
            return false; // what is there is no row
        }
    }

    /**
     * The last value of each key that is in the topic up to these ends, null where it was deleted, in the order of their
     * keys' first records.
     */
    private static Map<String, byte[]> latest(TopicReader reader, Map<TopicPartition, Long> ends) throws IOException {
        Map<String, byte[]> latest = new LinkedHashMap<>();
        reader.readTo(ends, record -> latest.put(text(record.key()), record.value()));
        return latest;
    }

    private static String text(byte[] key) {
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }
}
