package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.Language;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulateCommandTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("simulate"));
        all.addAll(List.of(arguments));
        all.add("--out");
        all.add(directory.resolve("recording").toString());
        return Main.commandLine(Language.EN)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(new String[0]));
    }

    private List<String> files() throws IOException {
        try (java.util.stream.Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void itWritesARecordingAndSaysWhatToRunNext() throws IOException {
        assertThat(run("--scenario", "tiny")).isZero();

        assertThat(files()).containsExactly("recording");
        assertThat(directory.resolve("recording"))
                .isDirectoryContaining("glob:**/power.jsonl")
                .isDirectoryContaining("glob:**/enterprises.csv");
        assertThat(out.toString()).contains("6 files", "./parkpulse replay ", " --out out/recording");
    }

    @Test
    void itRefusesToOverwriteUnlessForced() throws IOException {
        run("--scenario", "tiny");
        Path power = directory.resolve("recording/power.jsonl");
        byte[] first = Files.readAllBytes(power);

        assertThat(run("--scenario", "tiny", "--seed", "2")).isEqualTo(2);
        assertThat(err.toString()).contains("--force");
        assertThat(power).hasBinaryContent(first);

        assertThat(run("--scenario", "tiny", "--seed", "2", "--force")).isZero();
        assertThat(Files.readAllBytes(power)).isNotEqualTo(first);
        assertThat(files()).containsExactly("recording");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--scenario mars",
                "--scenario tiny --days 3",
                "--scenario tiny --enterprises 5",
                "--scenario province --enterprises 5",
                "--days 0",
                "--days 101",
                "--seed one",
                "--kafka localhost:9092",
                "--speed 60",
                "--start now",
                "--start yesterday",
                "--no-such-option"
            })
    void wrongUsageExitsWithTwoAndWritesNothing(String arguments) throws IOException {
        assertThat(run(arguments.split(" "))).isEqualTo(2);

        assertThat(err.toString()).isNotBlank();
        assertThat(files()).isEmpty();
    }
}
