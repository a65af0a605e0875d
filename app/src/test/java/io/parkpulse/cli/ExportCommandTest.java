package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.OutputTables;
import io.parkpulse.catalogue.OutputTables.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    @TempDir
    Path temp;

    private final Commands commands = new Commands();
    private Path out;

    @BeforeEach
    void replayed() throws IOException {
        out = Commands.replayed(temp.resolve("out"));
    }

    @Test
    void tablesComeToStandBesideTheLines() throws IOException {
        List<String> before = names(out);

        assertThat(commands.run("export", out.toString(), "--format", "parquet"))
                .as(commands.err())
                .isEqualTo(ExitCode.DONE);

        assertThat(names(out)).containsAll(before).hasSize(before.size() + OutputTables.ALL.size());
        assertThat(names(out))
                .containsAll(
                        OutputTables.ALL.stream().map(Format.PARQUET::fileOf).toList());
        assertThat(commands.out()).contains("tables in " + out + ": indices.parquet, daily.parquet");
        assertThat(commands.run("export", out.toString(), "--format", "parquet"))
                .as("again")
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void csvHasOneLineForEachLineAndBlanksForWhatIsNotKnown() throws IOException {
        Path tables = temp.resolve("tables");
        assertThat(commands.run("export", out.toString(), "--format", "csv", "--out", tables.toString()))
                .as(commands.err())
                .isEqualTo(ExitCode.DONE);

        List<String> daily = Files.readAllLines(tables.resolve("daily.csv"));
        assertThat(daily)
                .hasSize(1 + Files.readAllLines(out.resolve("daily.jsonl")).size());
        assertThat(daily.get(0)).startsWith("scope,day,status,revision,method,enterprise_resumption_n,");
        assertThat(daily).anyMatch(line -> line.contains(",,"));
        assertThat(Files.readAllLines(tables.resolve("indices.csv")).get(1))
                .matches(
                        "all,\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:00Z,\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:00,Asia/Shanghai,PT24H,.*");
        assertThat(names(out)).noneMatch(name -> name.endsWith(".csv") || name.startsWith("."));
    }

    @Test
    void aDirectoryThatIsThereIsReplacedOnlyIfAnExportWroteItAndOnlyByForce() throws IOException {
        Path tables = temp.resolve("tables");
        String[] export = {"export", out.toString(), "--format", "csv", "--out", tables.toString()};
        assertThat(commands.run(export)).isEqualTo(ExitCode.DONE);
        assertThat(commands.run(export)).isEqualTo(ExitCode.USAGE);
        assertThat(commands.err()).contains("--force to replace what export wrote");

        String[] force = Stream.concat(Stream.of(export), Stream.of("--force")).toArray(String[]::new);
        assertThat(commands.run(force)).as(commands.err()).isEqualTo(ExitCode.DONE);
        Files.writeString(tables.resolve("notes.txt"), "mine");
        assertThat(commands.run(force)).isEqualTo(ExitCode.USAGE);
        assertThat(commands.err()).contains("holds what export does not write: notes.txt");
        assertThat(tables.resolve("notes.txt")).exists();
    }

    @Test
    void whatIsWrongIsSaidAndNothingIsWritten() throws IOException {
        assertThat(commands.run("export", out.toString(), "--format", "xlsx")).isEqualTo(ExitCode.USAGE);
        assertThat(commands.err()).contains("--format \"xlsx\": expected parquet or csv");
        assertThat(commands.run("export", temp.toString(), "--format", "csv")).isEqualTo(ExitCode.USAGE);
        assertThat(commands.err()).contains("a directory that replay wrote; it has no indices.jsonl");

        List<String> lines = Files.readAllLines(out.resolve("daily.jsonl"));
        lines.set(2, lines.get(2).replaceFirst("\"metered\":\\d+", "\"metered\":\"many\""));
        Files.write(out.resolve("daily.jsonl"), lines);
        List<String> before = names(out);
        assertThat(commands.run("export", out.toString(), "--format", "parquet"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(commands.err()).contains("daily.jsonl:3", "metered \"many\": expected a whole number");
        assertThat(names(out)).isEqualTo(before);
    }

    @Test
    void aCountThatIsMissingIsNotZero() throws IOException {
        List<String> lines = Files.readAllLines(out.resolve("daily.jsonl"));
        lines.set(0, lines.get(0).replaceFirst("\"silent\":\\d+,", ""));
        Files.write(out.resolve("daily.jsonl"), lines);

        assertThat(commands.run("export", out.toString(), "--format", "csv")).isEqualTo(ExitCode.FAILED);
        assertThat(commands.err()).contains("daily.jsonl:1", "a line without \"silent\"");
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
