package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.Wants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recording is read more than once and in no order: what is no regular file is refused, and not taken for empty. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class UnreadableStreamsTest {
    @TempDir
    Path dir;

    private final Commands commands = new Commands();
    private Path in;

    @BeforeEach
    void copy() throws IOException {
        in = dir.resolve("in");
        Commands.copy(Commands.EXAMPLE.resolve("in"), in);
    }

    private void refused(String said, String... command) {
        assertThat(commands.run(command)).as(commands.err()).isEqualTo(2);
        assertThat(commands.err()).contains(said).contains("expected a regular file");
        assertThat(dir.toFile().list()).containsExactly("in");
    }

    private void replayRefused(String said) {
        String out = dir.resolve("out").toString();
        refused(said, "replay", in.toString(), "--out", out);
        refused(said, "replay", in.toString(), "--out", out, "--speed", "1000");
        refused(said, "alerts", "test", "--replay", in.toString());
    }

    private void pipe(String file) throws Exception {
        Files.deleteIfExists(in.resolve(file));
        assertThat(new ProcessBuilder(Program.MKFIFO.path(), in.resolve(file).toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    @Wants(Program.MKFIFO)
    @ParameterizedTest
    @ValueSource(
            strings = {
                "power.jsonl",
                "declarations.jsonl",
                "parks.csv",
                "enterprises.csv",
                "meters.csv",
                "methods.yaml",
                "rules.yaml"
            })
    void aPipe(String file) throws Exception {
        pipe(file);
        replayRefused(file + ": ");
    }

    @Test
    void aDevice() throws IOException {
        Files.delete(in.resolve("power.jsonl"));
        Files.createSymbolicLink(in.resolve("power.jsonl"), Path.of("/dev/zero"));
        replayRefused("power.jsonl: ");
    }

    @Test
    void aDirectory() throws IOException {
        Files.delete(in.resolve("checkin.jsonl"));
        Files.createDirectory(in.resolve("checkin.jsonl"));
        replayRefused("checkin.jsonl: is a directory");
    }

    @Test
    void aLinkToNothing() throws IOException {
        Files.delete(in.resolve("headcount.jsonl"));
        Files.createSymbolicLink(in.resolve("headcount.jsonl"), dir.resolve("gone"));
        replayRefused("headcount.jsonl: is a link to nothing");
    }

    @Wants(Program.MKFIFO)
    @Test
    void aConfiguration() throws Exception {
        pipe("run.yaml");
        refused("run.yaml: is a pipe", "run", "--config", in.resolve("run.yaml").toString());
    }

    @Wants(Program.MKFIFO)
    @Test
    void whatAReplayIsSaidToHaveWritten() throws Exception {
        Path out = Commands.replayed(in.resolve("out"));
        Files.delete(out.resolve("daily.jsonl"));
        pipe("out/daily.jsonl");
        refused("daily.jsonl: is a pipe", "explain", out.toString());
    }
}
