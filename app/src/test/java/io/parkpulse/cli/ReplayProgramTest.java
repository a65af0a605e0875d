package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parkpulse.catalogue.Language;
import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.oracle.Shuffle;
import io.parkpulse.replay.OutputFiles;
import io.parkpulse.replay.TestReplay;
import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code replay} as somebody uses it who also interrupts it and gives it too little memory: OUT is whole or not there. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ReplayProgramTest {
    private static final int MEBIBYTE = 1 << 20;

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(OwnFlink.closed())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    @TempDir
    Path dir;

    private Path simulate(String scenario, OptionalInt enterprises) throws IOException {
        Path recording = Files.createDirectories(dir.resolve("recording"));
        new Simulation(Scenarios.named(scenario, 1, OptionalInt.empty(), enterprises), 1, true)
                .writeTo(recording, (lines, expected) -> {});
        return recording;
    }

    private Path tiny() throws IOException {
        return simulate("tiny", OptionalInt.empty());
    }

    /** Runs the command in this JVM and gives what it says on stderr; fails unless it ends with this exit code. */
    private static String refused(Object... arguments) {
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine(Language.EN).setErr(new PrintWriter(err, true));
        int exitCode = line.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        assertThat(exitCode).as("exit code of what says: %s", err).isEqualTo(2);
        return err.toString();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void anInterruptedRunLeavesNothing() throws Exception {
        Path recording = simulate("province", OptionalInt.of(3000));
        try (Child child = Child.start("400m", "replay", recording, "--out", dir.resolve("out"))) {
            child.await("Replaying");
            child.terminate();

            assertThat(child.exitCode()).as(child.said()).isEqualTo(128 + 15);
        }
        assertThat(files()).containsExactly("recording");
    }

    @Test
    void aKilledRunLeavesNoResult() throws Exception {
        Path recording = simulate("province", OptionalInt.of(3000));
        try (Child child = Child.start("400m", "replay", recording, "--out", dir.resolve("out"))) {
            child.await("Replaying");
            child.kill();

            assertThat(child.exitCode()).as(child.said()).isEqualTo(128 + 9);
        }
        assertThat(files()).doesNotContain("out");
    }

    @Test
    void aRunThatFailsEndsWith1AndLeavesWhatWasThere() throws Exception {
        assumeTrue(
                Files.exists(Commands.SHORT_FILE), "needs a file that is shorter than it says: " + Commands.SHORT_FILE);
        Path recording = tiny();
        Files.delete(recording.resolve("checkin.jsonl"));
        // A file that is shorter than it says.
        Files.createSymbolicLink(recording.resolve("checkin.jsonl"), Commands.SHORT_FILE);
        Path out = Files.createDirectory(dir.resolve("out"));
        Files.writeString(out.resolve("run.json"), "of before");
        try (Child child = Child.start("200m", "replay", recording, "--out", out, "--force")) {
            assertThat(child.exitCode()).as(child.said()).isEqualTo(1);
            assertThat(child.said()).contains("failed: ").contains("checkin.jsonl");
        }
        assertThat(files()).containsExactly("out", "recording");
        assertThat(out.resolve("run.json")).hasContent("of before");
    }

    @Test
    void allErrorsOfTheRegistryAreListedAndNothingIsWritten() throws Exception {
        Path recording = tiny();
        Files.writeString(recording.resolve("parks.csv"), "park_id,zone\nP1,Mars/Olympus\n");
        Files.writeString(recording.resolve("meters.csv"), "meter_id,enterprise_id,share\nM1,E1,much\n");

        String said = refused("replay", recording, "--out", dir.resolve("out"));

        assertThat(said)
                .contains("parks.csv")
                .contains("Mars/Olympus")
                .contains("meters.csv")
                .contains("much");
        assertThat(files()).containsExactly("recording");
    }

    @Test
    void aResultThatIsThereIsNotReplacedUnasked() throws Exception {
        Path recording = tiny();
        Path out = Files.createDirectory(dir.resolve("out"));
        Files.writeString(out.resolve("run.json"), "of before");

        assertThat(refused("replay", recording, "--out", out)).contains("--force");

        assertThat(out.resolve("run.json")).hasContent("of before");
        assertThat(files()).containsExactly("out", "recording");
    }

    @Test
    void aResultThatIsThereIsReplacedWhole() throws Exception {
        Path recording = tiny();
        Path want = dir.resolve("want");
        TestReplay.run(recording, want, Duration.ofHours(1), 1);
        Path out = Files.createDirectories(dir.resolve("made/out"));
        Files.writeString(out.resolve("run.json"), "of before");
        Files.writeString(out.resolve("alerts.jsonl"), "of before");
        try (Child child = Child.start("200m", "replay", recording, "--out", out, "--every", "PT1H", "--force")) {
            assertThat(child.exitCode()).as(child.said()).isZero();
        }
        OutputFiles.assertSameBytes(want, out);
        try (Stream<Path> made = Files.list(out.getParent())) {
            assertThat(made).containsExactly(out);
        }
    }

    @Test
    void aRecordingFarOutOfOrderIsSortedWhereMemoryIsShortAndGivesTheSame() throws Exception {
        Path shuffled = dir.resolve("shuffled");
        Shuffle.lines(simulate("province", OptionalInt.of(1500)), 7, shuffled);
        Path want = dir.resolve("want");
        TestReplay.run(shuffled, want, Duration.ofHours(1), 1);
        Path out = dir.resolve("out");
        try (Child child =
                Child.start("160m", "replay", shuffled, "--out", out, "--every", "PT1H", "--parallelism", 2)) {
            assertThat(child.exitCode()).as(child.said()).isZero();
            assertThat(child.said()).contains("Sorting");
        }
        OutputFiles.assertSameBytes(want, out);
    }

    @Test
    void deadLettersMayBeMoreThanMemoryHolds() throws Exception {
        Path recording = tiny();
        int count = 250_000;
        try (BufferedWriter power = Files.newBufferedWriter(recording.resolve("power.jsonl"))) {
            for (int i = 0; i < count; i++) {
                power.write("+++ATH0 as a modem writes whose line is bad, for the time of number " + i + "\n");
            }
        }
        Path out = dir.resolve("out");
        try (Child child = Child.start("80m", "replay", recording, "--out", out, "--every", "PT1H")) {
            assertThat(child.exitCode()).as(child.said()).isZero();
        }
        assertThat(Files.readString(out.resolve("run.json"))).contains("\"dead\":{\"malformed\":" + count + "}");
        try (Stream<String> letters = Files.lines(out.resolve("dead-letters.jsonl"))) {
            assertThat(letters.filter(letter -> letter.contains("ATH0"))).hasSize(count);
        }
    }

    /** Longer with {@code -Dparkpulse.megabytes=1024}. */
    @Test
    void aLineLongerThanMemoryIsOneDeadLetterWithAllItsBytes() throws Exception {
        int length = Integer.getInteger("parkpulse.megabytes", 96);
        Path recording = tiny();
        Files.delete(recording.resolve("checkin.jsonl"));
        Files.delete(recording.resolve("headcount.jsonl"));
        try (OutputStream power = Files.newOutputStream(recording.resolve("power.jsonl"))) {
            byte[] much = "a".repeat(MEBIBYTE).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < length; i++) {
                power.write(much);
            }
        }
        Path out = dir.resolve("out");
        try (Child child = Child.start("80m", "replay", recording, "--out", out)) {
            assertThat(child.exitCode()).as(child.said()).isEqualTo(3);
        }
        assertThat(Files.readString(out.resolve("run.json")))
                .contains("\"power\":{\"read\":1,\"applied\":0,\"duplicate\":0,\"dead\":{\"malformed\":1}}");
        assertThat(rawLength(out.resolve("dead-letters.jsonl"))).isEqualTo((long) length * MEBIBYTE);
    }

    /** How many a there are in a row behind {@code "raw":"}, if nothing but the end of the object follows. */
    private static long rawLength(Path deadLetters) throws IOException {
        byte[] head = new byte[1000];
        try (var in = Files.newInputStream(deadLetters)) {
            String begin = new String(head, 0, in.readNBytes(head, 0, head.length), StandardCharsets.US_ASCII);
            int from = begin.indexOf("\"raw\":\"") + 7;
            assertThat(begin.substring(from)).matches("a+");
            long count = begin.length() - from;
            byte[] chunk = new byte[MEBIBYTE];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                for (int i = 0; i < read; i++) {
                    if (chunk[i] != 'a') {
                        String rest = new String(chunk, i, read - i, StandardCharsets.US_ASCII)
                                + new String(in.readAllBytes(), StandardCharsets.US_ASCII);
                        assertThat(rest).isEqualTo("\"}\n");
                        return count;
                    }
                    count++;
                }
            }
            throw new AssertionError("the letter has no end");
        }
    }
}
