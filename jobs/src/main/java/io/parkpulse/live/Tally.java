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
import io.parkpulse.output.RecordFates;
import io.parkpulse.output.ReplayFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
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
    public void deadLetters(DataStream<DeadLetter> letters, LiveMapping mapping) {
        sink(letters, DEAD, letter -> letter.stream() + " " + letter.reason());
    }

    @Override
    public void accounts(DataStream<RecordTally> accounts) {
        sink(accounts, ACCOUNTS, Tally::text);
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
        RecordFates fates = new RecordFates();
        read.forEach(fates::read);
        try (var lines = Files.lines(directory.resolve(ACCOUNTS))) {
            lines.forEach(line -> fates.add(account(line)));
        }
        try (var lines = Files.lines(directory.resolve(DEAD))) {
            lines.forEach(line -> {
                String[] words = line.split(" ");
                fates.addDead(Stream.valueOf(words[0]), DeadReason.valueOf(words[1]));
            });
        }
        try (JsonGenerator json = new JsonFactory()
                .createGenerator(directory.resolve(ReplayFiles.RUN).toFile(), JsonEncoding.UTF8)) {
            json.writeStartObject();
            fates.write(json);
            json.writeEndObject();
        }
    }

    private static String text(RecordTally account) {
        return java.util.stream.Stream.of(account.applied(), account.retracted(), account.duplicates())
                .flatMapToLong(Arrays::stream)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(" "));
    }

    private static RecordTally account(String text) {
        int streams = Stream.values().length;
        long[] counts =
                Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
        return new RecordTally(
                Arrays.copyOf(counts, streams),
                Arrays.copyOfRange(counts, streams, 2 * streams),
                Arrays.copyOfRange(counts, 2 * streams, 3 * streams),
                0,
                0);
    }
}
