package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.alerts.Declaration;
import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.RegistryTopic;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Stream;
import io.parkpulse.play.DeclarationWriter;
import io.parkpulse.play.Pacer;
import io.parkpulse.play.Player;
import io.parkpulse.play.StreamWriter;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that lead to Kafka and back, with a real broker. */
class KafkaCommandsIT {
    private static final String[] ALL = {"--from", "2020-01-01T00:00:00Z", "--to", "2021-01-01T00:00:00Z"};

    @TempDir
    Path dir;

    private final Commands commands = new Commands();
    private EmbeddedKafka kafka;

    @BeforeEach
    void broker() throws Exception {
        kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0);
    }

    @AfterEach
    void noBroker() throws Exception {
        kafka.close();
    }

    private void run(String... args) {
        assertThat(commands.run(args))
                .as("%s%n%s", List.of(args), commands.err())
                .isZero();
    }

    private String[] with(String[] more, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private String path(String name) {
        return dir.resolve(name).toString();
    }

    /** The lines of a stream without what recording adds, sorted: partitions keep no order among each other. */
    private List<String> lines(String recording, Stream stream) throws IOException {
        return new String(
                        Files.readAllBytes(dir.resolve(recording).resolve(stream.fileName())),
                        StandardCharsets.ISO_8859_1)
                .lines()
                .map(line -> line.replaceFirst(",\"received\":1[6-9]\\d{11}(?=}$)", ""))
                .sorted()
                .toList();
    }

    private void assertSameFigures(String one, String other) throws IOException {
        for (String file : List.of("indices.jsonl", "daily.jsonl", "enterprises.jsonl", "run.json")) {
            assertThat(dir.resolve(other).resolve(file))
                    .as(file)
                    .hasSameTextualContentAs(dir.resolve(one).resolve(file));
        }
        assertThat(reasons(other)).isEqualTo(reasons(one));
    }

    private List<String> reasons(String out) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> reasons = new ArrayList<>();
        for (String line : Files.readAllLines(dir.resolve(out).resolve("dead-letters.jsonl"))) {
            JsonNode letter = json.readTree(line);
            reasons.add(
                    letter.get("stream").asText() + " " + letter.get("reason").asText() + " "
                            + (letter.has("raw")
                                            ? letter.get("raw").asText()
                                            : letter.get("raw_base64").asText())
                                    .replaceFirst(",\"received\":1[6-9]\\d{11}(?=}$)", ""));
        }
        reasons.sort(null);
        return reasons;
    }

    @Test
    void aSimulationComesBackFromKafkaLineByLineAndGivesTheSameFigures() throws Exception {
        run("simulate", "--scenario", "tiny", "--mess", "--out", path("simulated"));
        run("simulate", "--scenario", "tiny", "--mess", "--kafka", kafka.bootstrapServers());
        run(with(ALL, "record", "--kafka", kafka.bootstrapServers(), path("recorded")));

        for (Stream stream : Stream.values()) {
            assertThat(lines("recorded", stream)).as(stream.id()).isEqualTo(lines("simulated", stream));
        }
        assertThat(RegistryReader.read(dir.resolve("recorded")).registry())
                .isEqualTo(RegistryReader.read(dir.resolve("simulated")).registry());

        run("replay", path("simulated"), "--out", path("out-simulated"), "--every", "PT1H");
        run("replay", path("recorded"), "--out", path("out-recorded"), "--every", "PT1H");
        assertSameFigures("out-simulated", "out-recorded");
    }

    @Test
    void theExampleComesBackFromKafkaWithItsMethodsAndSharedMeters() throws Exception {
        Path example = Commands.EXAMPLE.resolve("in");
        run("registry", "push", example.toString(), "--kafka", kafka.bootstrapServers());
        KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers());
        Topics.create(settings, 3);
        try (StreamWriter writer = new StreamWriter(settings)) {
            Player.of(example, dir.resolve("sorted")).play(Pacer.unbounded(), writer);
        }
        run(with(ALL, "record", "--kafka", kafka.bootstrapServers(), path("recorded")));
        run("replay", example.toString(), "--out", path("out-example"));
        run("replay", path("recorded"), "--out", path("out-recorded"));
        assertSameFigures("out-example", "out-recorded");
    }

    @Test
    void pushSaysWhatItWroteAndTheSecondTimeWritesNothing() throws Exception {
        Path example = Commands.EXAMPLE.resolve("in");
        run("registry", "push", example.toString(), "--kafka", kafka.bootstrapServers());
        int rows = RegistryReader.readRows(example).rows().size();
        assertThat(commands.out())
                .isEqualToNormalizingNewlines(
                        "parkpulse.registry: " + rows + " rows added, 0 changed, 0 removed, 0 unchanged\n");
        run("registry", "push", example.toString(), "--kafka", kafka.bootstrapServers());
        assertThat(commands.out()).contains("0 rows added, 0 changed, 0 removed, " + rows + " unchanged");
    }

    @Test
    void aPushThatWouldRemoveMostIsRefusedWithTheCountUnlessItIsAllowed() throws Exception {
        Path example = Commands.EXAMPLE.resolve("in");
        run("registry", "push", example.toString(), "--kafka", kafka.bootstrapServers());
        Registry before = RegistryReader.read(example).registry();
        int enterprises = (int)
                before.enterprises().stream().map(row -> row.id()).distinct().count();
        int meters = before.meters().size();
        Path headers = Files.createDirectory(dir.resolve("headers"));
        for (String name : List.of("parks.csv", "enterprises.csv", "meters.csv")) {
            Files.writeString(
                    headers.resolve(name),
                    Files.readAllLines(example.resolve(name)).get(0) + "\n");
        }

        assertThat(commands.run("registry", "push", headers.toString(), "--kafka", kafka.bootstrapServers()))
                .isEqualTo(2);
        assertThat(commands.err())
                .contains("would remove " + enterprises + " of " + enterprises + " enterprises and " + meters + " of "
                        + meters + " meters")
                .contains("nothing is written", "--allow-removals");
        KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers());
        assertThat(RegistryTopic.read(settings).outcome().registry()).isEqualTo(before);
        // A simulation is a registry too.
        assertThat(commands.run("simulate", "--scenario", "tiny", "--kafka", kafka.bootstrapServers()))
                .isEqualTo(2);
        assertThat(commands.err()).contains("holds another registry");
        assertThat(RegistryTopic.read(settings).outcome().registry()).isEqualTo(before);

        run("registry", "push", headers.toString(), "--allow-removals", "--kafka", kafka.bootstrapServers());
        assertThat(commands.err()).contains("removing " + enterprises + " of " + enterprises + " enterprises");
        assertThat(RegistryTopic.read(settings).outcome().registry().enterprises())
                .isEmpty();
    }

    @Test
    void aRegistryThatIsWrongIsReportedWholeAndNotPushed() throws Exception {
        run("registry", "push", Commands.EXAMPLE.resolve("in").toString(), "--kafka", kafka.bootstrapServers());
        Files.writeString(Files.createDirectory(dir.resolve("bad")).resolve("parks.csv"), "park_id,zone\nP1,Mars\n");
        Files.writeString(dir.resolve("bad/enterprises.csv"), "enterprise_id,park_id\nE1,P9\n");
        assertThat(commands.run("registry", "push", path("bad"), "--kafka", kafka.bootstrapServers()))
                .isEqualTo(2);
        assertThat(commands.err()).contains("parks.csv:2: zone \"Mars\"", "enterprises.csv:2: park_id \"P9\"");
        assertThat(RegistryTopic.read(KafkaSettings.of(kafka.bootstrapServers()))
                        .outcome()
                        .registry())
                .isEqualTo(RegistryReader.read(Commands.EXAMPLE.resolve("in")).registry());
    }

    @Test
    void aRecordingHoldsWhatWasDeclared() throws Exception {
        run("simulate", "--scenario", "tiny", "--kafka", kafka.bootstrapServers());
        DeclarationWriter.write(
                KafkaSettings.of(kafka.bootstrapServers()),
                List.of(
                        new Declaration(true, "tiny-park", 1_584_360_000_000L, new BigDecimal("99.5")),
                        new Declaration(false, "BETA", 1_584_360_000_000L, BigDecimal.valueOf(100))));
        run(with(ALL, "record", "--kafka", kafka.bootstrapServers(), path("recorded")));
        assertThat(Files.readAllLines(dir.resolve("recorded/declarations.jsonl")))
                .containsExactly(
                        "{\"park\":\"tiny-park\",\"at\":1584360000000,\"resumed\":99.5}",
                        "{\"enterprise\":\"BETA\",\"at\":1584360000000,\"resumed\":true}");
        run("replay", path("recorded"), "--out", path("out"));
        assertThat(commands.err()).doesNotContain("left out");
    }

    @Test
    void recordKeepsWhatIsThereUnlessForcedAndLeavesNothingBehind() throws Exception {
        run("simulate", "--scenario", "tiny", "--kafka", kafka.bootstrapServers());
        Path there = Files.createDirectory(dir.resolve("recorded"));
        assertThat(commands.run(with(ALL, "record", "--kafka", kafka.bootstrapServers(), there.toString())))
                .isEqualTo(2);
        assertThat(commands.err()).contains("--force");
        assertThat(there).isEmptyDirectory();
        run(with(ALL, "record", "--force", "--kafka", kafka.bootstrapServers(), there.toString()));
        assertThat(there).isDirectoryContaining("glob:**/power.jsonl");
        assertThat(commands.out()).contains("next: ./parkpulse replay ");
        try (java.util.stream.Stream<Path> files = Files.list(dir)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("kafka", "recorded");
        }
    }

    @Test
    void aRecordingNeedsARegistry() throws Exception {
        Topics.create(KafkaSettings.of(kafka.bootstrapServers()), 1);
        assertThat(commands.run(with(ALL, "record", "--kafka", kafka.bootstrapServers(), path("recorded"))))
                .isEqualTo(2);
        assertThat(commands.err()).contains("parkpulse.registry has no park");
        assertThat(dir.resolve("recorded")).doesNotExist();
    }

    @Test
    void aTopicThatIsMissingIsNamed() {
        assertThat(commands.run(with(ALL, "record", "--kafka", kafka.bootstrapServers(), path("recorded"))))
                .isEqualTo(1);
        assertThat(commands.err()).contains("has no topic parkpulse.registry");
        assertThat(dir.resolve("recorded")).doesNotExist();
    }
}
