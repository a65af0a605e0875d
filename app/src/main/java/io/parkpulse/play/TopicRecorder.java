package io.parkpulse.play;

import io.parkpulse.alerts.Declaration;
import io.parkpulse.files.OutputFile;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.RegistryTopic;
import io.parkpulse.kafka.TopicReader;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Stream;
import io.parkpulse.registry.RegistryRows;
import io.parkpulse.registry.RowFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Records the live topics: the registry as it is now, and the records of the streams whose event time lies in a
 * window, as the files of a recording, with all declarations.
 *
 * <p>Lines come in the order in which the records arrived. Each gets the field {@code received}, Kafka's timestamp,
 * unless it says itself when it was received. A record that says no time counts as of the event time that its stream
 * had reached when it arrived (by Kafka's timestamp if no record of the stream says a time); it stays as it is. A line
 * feed in a record becomes a carriage return, which JSON takes for the same.
 */
public final class TopicRecorder {
    private static final int BUFFER = 256 << 10;

    private TopicRecorder() {}

    /** Receives how far the recording has come. */
    public interface Progress {
        /** @param records that have been read, in the window or not, of all that there are */
        void at(long records, long all);
    }

    /**
     * The result of a recording.
     *
     * @param lines of each stream
     * @param withoutTime how many of them have no time
     * @param empty records without a value or with a blank one, of any time: they are no lines
     * @param registry what the topic of the registry says; with refusals if it has records that make no registry
     */
    public record Recorded(Map<Stream, Long> lines, long withoutTime, long empty, RegistryRows.Outcome registry) {
        public Recorded {
            lines = Map.copyOf(lines);
        }
    }

    /**
     * Records what the topics have now.
     *
     * @param from the window [from, to) of event time, epoch milliseconds
     * @param directory an existing one, where the files are to be
     * @throws IOException if Kafka fails or has no such topics, or a file cannot be written
     */
    public static Recorded record(KafkaSettings settings, long from, long to, Path directory, Progress progress)
            throws IOException {
        RegistryTopic.Content registry = RegistryTopic.read(settings);
        RowFiles.write(directory, registry.rows());
        recordDeclarations(settings, directory);
        List<TopicMerge> merges = new ArrayList<>();
        Map<Stream, Long> lines = new EnumMap<>(Stream.class);
        long withoutTime = 0;
        long empty = 0;
        try {
            long all = 0;
            for (Stream stream : Stream.values()) {
                TopicMerge merge = new TopicMerge(settings, Topics.of(stream));
                merges.add(merge);
                all += merge.size();
            }
            long read = 0;
            for (Stream stream : Stream.values()) {
                TopicMerge merge = merges.get(stream.ordinal());
                try (OutputStream file =
                        new BufferedOutputStream(OutputFile.create(directory.resolve(stream.fileName())), BUFFER)) {
                    RecordedLines recorded = new RecordedLines(stream, from, to, file);
                    ConsumerRecord<byte[], byte[]> record;
                    while ((record = merge.next()) != null) {
                        recorded.add(record.value(), record.timestamp());
                        progress.at(++read, all);
                    }
                    recorded.end();
                    lines.put(stream, recorded.lines());
                    withoutTime += recorded.withoutTime();
                    empty += recorded.empty();
                }
            }
        } finally {
            merges.forEach(TopicMerge::close);
        }
        return new Recorded(lines, withoutTime, empty, registry.outcome());
    }

    /** All that were ever declared: one counts from its time on, and may be older than the window. */
    private static void recordDeclarations(KafkaSettings settings, Path directory) throws IOException {
        if (!Topics.exists(settings, Topics.DECLARATIONS)) {
            return;
        }
        List<byte[]> declarations = new ArrayList<>();
        try (TopicReader reader = TopicReader.of(settings, List.of(Topics.DECLARATIONS))) {
            reader.readTo(reader.ends(), record -> {
                if (record.value() != null) {
                    declarations.add(record.value());
                }
            });
        }
        if (!declarations.isEmpty()) {
            try (OutputStream file =
                    new BufferedOutputStream(OutputFile.create(directory.resolve(Declaration.FILE)), BUFFER)) {
                for (byte[] declaration : declarations) {
                    file.write(RecordedLines.onOneLine(declaration));
                    file.write('\n');
                }
            }
        }
    }
}
