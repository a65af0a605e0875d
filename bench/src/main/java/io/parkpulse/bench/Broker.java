package io.parkpulse.bench;

import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Stream;
import io.parkpulse.model.StreamField;
import io.parkpulse.play.Pacer;
import io.parkpulse.play.Player;
import io.parkpulse.play.StreamWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Runs a Kafka broker as a process of its own: {@code DATA PARTITIONS [RECORDING]}. Once all lines of the recording are in
 * its topics, of so many partitions each, it prints {@code ready HOST:PORT}. It ends when its input does.
 *
 * <p>Behind the lines of each stream is one of nobody, by which event time passes the recording's last step: a job need
 * not wait until it is sure that the streams are silent.
 */
public final class Broker implements AutoCloseable {
    private static final String READY = "ready ";

    private final Process process;
    private final String address;
    private final Path data;

    private Broker(Process process, String address, Path data) {
        this.process = process;
        this.address = address;
        this.data = data;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), 0)) {
            KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers());
            Topics.create(settings, Integer.parseInt(args[1]));
            if (args.length > 2) {
                try (StreamWriter writer = new StreamWriter(settings)) {
                    Path recording = Path.of(args[2]);
                    Player.inOrder(recording).play(Pacer.unbounded(), writer);
                    long at = Live.lastEnd(recording) + 2 * Live.LAG.toMillis();
                    for (Stream stream : Stream.values()) {
                        writer.line(stream, ofNobody(stream, at).getBytes(StandardCharsets.UTF_8), at);
                    }
                    writer.flush();
                }
            }
            System.out.println(READY + kafka.bootstrapServers());
            while (System.in.read() >= 0) {
                // Nothing is ever said.
            }
        }
    }

    private static String ofNobody(Stream stream, long at) {
        return stream.fields().stream()
                .filter(StreamField::required)
                .map(field -> "\"" + field.name() + "\":" + ofNobody(field, at))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String ofNobody(StreamField field, long at) {
        return switch (field.type()) {
            case TEXT -> "\"nobody\"";
            case TIME -> Long.toString(at);
            case WHOLE, ENERGY -> "0";
            case WORD, UNIT -> "\"" + field.words().get(0).text() + "\"";
            case DURATION -> "\"PT0S\"";
        };
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param data a new directory, deleted when the broker is closed
     * @param recording what its topics are to hold; null for nothing
     */
    static Broker start(Child child, Path data, Path recording) throws IOException {
        return recording == null
                ? start(data, child, data.toString(), "1")
                : start(data, child, data.toString(), "1", recording.toString());
    }

    /** The same without a recording, with so many partitions of each stream. */
    static Broker start(Child child, Path data, int partitions) throws IOException {
        return start(data, child, data.toString(), Integer.toString(partitions));
    }

    private static Broker start(Path data, Child child, String... args) throws IOException {
        Recordings.delete(data);
        Process process = child.start("broker", Broker.class, args);
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(READY)) {
                return new Broker(process, line.substring(READY.length()), data);
            }
        }
        throw new IOException("the broker does not start");
    }

    /** Where clients find it, as {@code host:port}. */
    String address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
        Recordings.delete(data);
    }
}
