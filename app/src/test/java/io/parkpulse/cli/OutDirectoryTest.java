package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a command may write to, and what it may remove: nothing that it did not write. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OutDirectoryTest {
    @TempDir
    Path dir;

    private final Commands commands = new Commands();

    private Path recording(int enterprises) throws IOException {
        Path recording = Files.createDirectories(dir.resolve("recording"));
        new Simulation(Scenarios.named("province", 1, OptionalInt.empty(), OptionalInt.of(enterprises)), 1, false)
                .writeTo(recording, (lines, expected) -> {});
        return recording;
    }

    private int replay(Path out, String... more) {
        return commands.run(Stream.concat(
                        Stream.of(
                                "replay",
                                Commands.EXAMPLE.resolve("in").toString(),
                                "--out",
                                out.toString(),
                                "--every",
                                "PT1H"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFolderThatSomebodyMakesWhileAReplayRunsIsLeftAsItIs() throws Exception {
        Path recording = recording(1500);
        Path out = dir.resolve("out");
        try (Child child = Child.start("400m", "replay", recording, "--out", out)) {
            child.await("Replaying");
            Files.writeString(Files.createDirectory(out).resolve("precious.txt"), "mine");

            assertThat(child.exitCode()).as(child.said()).isEqualTo(1);
            assertThat(child.said()).contains("is left as it is").contains("out-2");
        }
        assertThat(out.resolve("precious.txt")).hasContent("mine");
        assertThat(files(dir)).containsExactly("out", "out-2", "recording");
        assertThat(dir.resolve("out-2/run.json")).isNotEmptyFile();
    }

    @Test
    void theSecondOfTwoReplaysIntoOneFolderIsRefusedAndShownWhoHasIt() throws Exception {
        Path recording = recording(1500);
        Path out = dir.resolve("out");
        try (Child first = Child.start("400m", "replay", recording, "--out", out)) {
            first.await("Replaying");

            assertThat(replay(out)).isEqualTo(2);

            assertThat(commands.err()).contains("process " + first.pid()).contains("replay");
            assertThat(replay(out, "--force")).isEqualTo(2);
            assertThat(first.exitCode()).as(first.said()).isZero();
        }
        assertThat(files(dir)).containsExactly("out", "recording");
    }

    @Test
    void whatAKilledReplayLeftBesideItsFolderDoesNotKeepOthersOut() throws Exception {
        Path recording = recording(1500);
        Path out = dir.resolve("out");
        try (Child first = Child.start("400m", "replay", recording, "--out", out)) {
            first.await("Replaying");
            first.kill();
            first.exitCode();
        }

        assertThat(replay(out)).as(commands.err()).isZero();

        assertThat(files(dir)).containsExactly("out", "recording");
    }

    @Test
    void forceReplacesOnlyWhatAReplayWrote() throws Exception {
        Path out = dir.resolve("out");
        assertThat(replay(out)).isZero();
        assertThat(replay(out, "--force")).isZero();

        Files.writeString(out.resolve("precious.txt"), "mine");
        assertThat(replay(out, "--force")).isEqualTo(2);
        assertThat(commands.err()).contains("precious.txt");
        assertThat(out.resolve("precious.txt")).hasContent("mine");

        Files.move(out.resolve("precious.txt"), out.resolve("registry/notes.txt"));
        assertThat(replay(out, "--force")).isEqualTo(2);
        assertThat(commands.err()).contains("registry/notes.txt");

        Path other = Files.createDirectory(dir.resolve("other"));
        Files.writeString(Files.createDirectory(other.resolve("registry")).resolve("parks.csv"), "mine");
        assertThat(replay(other, "--force")).isEqualTo(2);
        assertThat(other.resolve("registry/parks.csv")).hasContent("mine");
        assertThat(files(dir)).containsExactly("other", "out");
    }

    @Test
    void forceReplacesAFolderWithNothingInIt() throws Exception {
        Path out = Files.createDirectory(dir.resolve("out"));

        assertThat(replay(out)).isEqualTo(2);
        assertThat(replay(out, "--force")).isZero();
    }

    @Test
    void aSimulationReplacesOnlyWhatASimulationWrote() throws Exception {
        Path out = dir.resolve("out");
        String[] simulate = {"simulate", "--scenario", "tiny", "--out", out.toString(), "--force"};
        assertThat(commands.run(simulate)).isZero();
        assertThat(commands.run(simulate)).isZero();

        Files.writeString(out.resolve("rules.yaml"), "mine");
        assertThat(commands.run(simulate)).isEqualTo(2);

        assertThat(commands.err()).contains("rules.yaml");
        assertThat(out.resolve("rules.yaml")).hasContent("mine");
    }
}
