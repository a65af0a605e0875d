package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Stream;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.TestReplay;
import io.parkpulse.roster.Roster;
import io.parkpulse.schemas.SchemaServer;
import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Records that come through a mapping, in CSV and in Avro, end up as a replay of the same records computes them. */
class MappedTopicsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS = 50;
    private static final Schema COUNT = new Schema.Parser().parse("""
            {"type":"record","name":"Count","fields":[{"name":"site","type":"string"},{"name":"gate","type":"string"},
            {"name":"time","type":"string"},{"name":"inside","type":"int"}]}""");

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(OwnFlink.closed())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path dir;

    @Test
    void everyFinalDayIsTheReplaysOfTheSameRecords() throws Exception {
        Path recording = Files.createDirectory(dir.resolve("tiny"));
        new Simulation(Scenarios.named("tiny", 1, OptionalInt.empty(), OptionalInt.empty()), 1, false)
                .writeTo(recording, (lines, expected) -> {});
        TestReplay.run(recording, dir.resolve("out"), Duration.ofMinutes(5), 1);
        Map<String, String> daily = LiveMatchesReplayIT.lines(dir.resolve("out/daily.jsonl"));
        daily.values().removeIf(line -> line.contains("\"provisional\""));
        assertThat(daily).isNotEmpty();

        try (SchemaServer schemas = new SchemaServer();
                LiveHarness live = new LiveHarness(dir.resolve("kafka"))) {
            schemas.with("/schemas/ids/258", "{\"schema\":" + JSON.writeValueAsString(COUNT.toString()) + "}");
            LiveMapping mapping = LiveMapping.read(
                    Files.writeString(dir.resolve("mapping.yaml"), """
                            inputs:
                              - topic: grid
                                stream: power
                                format: csv
                                meter: m
                                at: t
                                value: v
                                unit: {column: u}
                              - topic: gates
                                stream: headcount
                                format: avro
                                enterprise: site
                                source: gate
                                at: time
                                count: inside
                            """), name -> null, schemas.registry());
            assertThat(Topics.createOthers(live.kafka(), List.of("grid", "gates"), 2))
                    .containsExactly("grid", "gates");
            sendPower(live, Files.readAllLines(recording.resolve("power.jsonl")));
            for (String line : Files.readAllLines(recording.resolve("headcount.jsonl"))) {
                live.send("gates", count(JSON.readTree(line)));
            }
            live.send(Stream.CHECKIN, Files.readAllLines(recording.resolve("checkin.jsonl")), new Random(1));
            live.send(
                    "grid",
                    "m,t,v,u\nALPHA-1,2020-03-16T00:00:00Z,x,kWh\nNOBODY,2020-03-16T00:00:00Z,1,kWh"
                            .getBytes(StandardCharsets.UTF_8));
            live.flush();

            EventClock clock = new EventClock(
                    System.currentTimeMillis(),
                    Instant.parse("2020-03-18T18:00:00Z").toEpochMilli(),
                    1);
            LiveSettings settings =
                    LiveSettings.from(Instant.parse("2020-03-15T16:00:00Z").toEpochMilli(), clock);
            JobClient job = live.start(
                    Roster.of(RegistryReader.read(recording).registry()),
                    settings,
                    new KafkaSources(live.kafka(), "test", settings).withMapping(mapping),
                    null);
            try {
                Map<String, String> told = live.read(
                        Topics.DAILY,
                        job,
                        latest -> LiveMatchesReplayIT.withoutRevision(latest)
                                .entrySet()
                                .containsAll(daily.entrySet()));
                assertThat(LiveMatchesReplayIT.withoutRevision(told)).containsAllEntriesOf(daily);
                assertThat(live.read(Topics.DEAD_LETTERS, job, letters -> letters.size() == 2)
                                .keySet())
                        .hasSize(2)
                        .allMatch(source -> source.matches("grid-[01]:\\d+:[12]"));
            } finally {
                LiveHarness.cancel(job);
            }
        }
    }

    /** Values of several rows each. */
    private static void sendPower(LiveHarness live, List<String> lines) throws IOException {
        for (int from = 0; from < lines.size(); from += ROWS) {
            StringBuilder csv = new StringBuilder("m,t,v,u\n");
            for (String line : lines.subList(from, Math.min(from + ROWS, lines.size()))) {
                JsonNode reading = JSON.readTree(line);
                assertThat(reading).hasSize(4);
                csv.append(reading.get("meter").asText())
                        .append(',')
                        .append(reading.get("at").asText())
                        .append(',')
                        .append(reading.get("value").asText())
                        .append(',')
                        .append(reading.get("unit").asText())
                        .append('\n');
            }
            live.send("grid", csv.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] count(JsonNode line) throws IOException {
        GenericData.Record record = new GenericData.Record(COUNT);
        record.put("site", line.get("enterprise").asText());
        record.put("gate", line.get("source").asText());
        record.put("time", line.get("at").asText());
        record.put("inside", line.get("count").asInt());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 0, 1, 2});
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<>(COUNT).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
