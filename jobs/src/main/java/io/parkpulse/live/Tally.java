package io.parkpulse.live;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.parkpulse.alerts.Alert;
import io.parkpulse.alerts.AlertLine;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import io.parkpulse.output.ReplayFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Keeps in a local directory what a summary at the end of a run needs: {@code daily.jsonl} and {@code alerts.jsonl} as
 * {@link FileSinks} has them, and what became of the records. For a job in this process, which does not begin anew.
 */
public final class Tally implements LiveSinks {
    private static final String ACCOUNTS = "accounts";
    private static final String DEAD = "dead";

    private final Path directory;

    /** @param directory an existing one */
    public Tally(Path directory) {
        this.directory = directory;
    }

    @Override
    public void indices(DataStream<IndexPoint> indices) {}

    @Override
    public void days(DataStream<DayPoint> days) {
        sink(days, ReplayFiles.DAILY, PointLines::line);
    }

    @Override
    public void enterprises(DataStream<EnterprisePoint> enterprises) {}

    @Override
    public void alerts(DataStream<Alert> alerts) {
        sink(alerts, ReplayFiles.ALERTS, AlertLine::of);
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> letters) {
        sink(letters, DEAD, letter -> letter.stream() + " " + letter.reason());
    }

    @Override
    public void accounts(DataStream<RecordTally> accounts) {
        sink(
                accounts,
                ACCOUNTS,
                account -> LongStream.concat(Arrays.stream(account.applied()), Arrays.stream(account.duplicates()))
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(" ")));
    }

    private <T> void sink(DataStream<T> stream, String file, FileSinks.LineOf<T> line) {
        FileSinks.sink(stream, directory.toAbsolutePath().toString(), file, "tally-" + file, line);
    }

    /**
     * Writes {@code run.json} of what has been emitted by now: its streams, with those records that are decided.
     *
     * @param read how many records there were
     */
    public void write(Map<Stream, Long> read) throws IOException {
        Stream[] streams = Stream.values();
        long[] fates = new long[2 * streams.length];
        try (var lines = Files.lines(directory.resolve(ACCOUNTS))) {
            lines.forEach(line -> {
                String[] counts = line.split(" ");
                for (int i = 0; i < fates.length; i++) {
                    fates[i] += Long.parseLong(counts[i]);
                }
            });
        }
        Map<Stream, Map<DeadReason, Long>> dead = new EnumMap<>(Stream.class);
        try (var lines = Files.lines(directory.resolve(DEAD))) {
            lines.forEach(line -> {
                String[] words = line.split(" ");
                dead.computeIfAbsent(Stream.valueOf(words[0]), none -> new EnumMap<>(DeadReason.class))
                        .merge(DeadReason.valueOf(words[1]), 1L, Long::sum);
            });
        }
        try (JsonGenerator json = new JsonFactory()
                .createGenerator(directory.resolve(ReplayFiles.RUN).toFile(), JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeObjectFieldStart("streams");
            for (Stream stream : streams) {
                json.writeObjectFieldStart(stream.id());
                json.writeNumberField("read", read.getOrDefault(stream, 0L));
                json.writeNumberField("applied", fates[stream.ordinal()]);
                json.writeNumberField("duplicate", fates[streams.length + stream.ordinal()]);
                json.writeObjectFieldStart("dead");
                for (Map.Entry<DeadReason, Long> reason :
                        dead.getOrDefault(stream, Map.of()).entrySet()) {
                    json.writeNumberField(reason.getKey().id(), reason.getValue());
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }
}
