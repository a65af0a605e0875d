package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parkpulse.registry.RegistryReader;
import io.parkpulse.text.Columns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
    private final Commands commands = new Commands();

    @TempDir
    Path temp;

    @Test
    void aReplayWritesItsFilesWithTheRegistryAndPrintsThem() throws IOException {
        Path out = temp.resolve("out");

        assertThat(replay(Commands.EXAMPLE.resolve("in"), out)).isZero();

        for (String name : List.of("daily.jsonl", "enterprises.jsonl", "indices.jsonl", "run.json")) {
            assertThat(out.resolve(name))
                    .hasSameBinaryContentAs(Commands.EXAMPLE.resolve("want").resolve(name));
        }
        for (String name : List.of("parks.csv", "enterprises.csv", "meters.csv", "methods.yaml")) {
            assertThat(out.resolve("registry").resolve(name))
                    .hasSameBinaryContentAs(Commands.EXAMPLE.resolve("in").resolve(name));
        }
        assertThat(out.resolve("registry").toFile().list()).hasSize(4);
        assertThat(temp.toFile().list()).containsExactly("out");
        assertThat(commands.out())
                .isEqualTo(Files.readString(Path.of("src/test/resources/explain/summary.txt"))
                        .replace("OUT", out.toString()));
        assertThat(commands.err().lines().filter(line -> line.startsWith("Replaying")))
                .isNotEmpty();

        // Again: refused, and replaced if asked for.
        Files.writeString(out.resolve("run.json"), "old");
        assertThat(replay(Commands.EXAMPLE.resolve("in"), out)).isEqualTo(2);
        assertThat(commands.err()).contains("--out " + out + ": expected a directory that does not exist yet");
        assertThat(out.resolve("run.json")).hasContent("old");
        assertThat(replay(Commands.EXAMPLE.resolve("in"), out, "--force", "--format", "parquet"))
                .isZero();
        assertThat(commands.out()).contains("tables in " + out + ": indices.parquet, daily.parquet");
        assertThat(out.resolve("daily.parquet")).isNotEmptyFile();
        assertThat(out.resolve("run.json"))
                .hasSameBinaryContentAs(Commands.EXAMPLE.resolve("want").resolve("run.json"));
        assertThat(temp.toFile().list()).containsExactly("out");

        assertThat(replay(Commands.EXAMPLE.resolve("in"), out, "--force")).isZero();
        assertThat(out.resolve("daily.parquet")).doesNotExist();
    }

    @Test
    void theRecordingIsNeverReplaced() throws IOException {
        Path recording = Files.createDirectories(temp.resolve("recordings/one"));
        Files.writeString(recording.resolve("power.jsonl"), "");

        assertThat(replay(recording, recording, "--force")).isEqualTo(2);
        assertThat(replay(recording, temp.resolve("recordings"), "--force")).isEqualTo(2);
        assertThat(commands.err()).contains("expected another directory than the recording's");
        assertThat(recording.resolve("power.jsonl")).exists();
    }

    @Test
    void wrongUsageWritesNothing() {
        Path in = Commands.EXAMPLE.resolve("in");
        Path out = temp.resolve("deep/out");

        assertThat(replay(temp.resolve("nothing"), out)).isEqualTo(2);
        assertThat(commands.err()).contains("expected a directory with a recording");
        assertThat(replay(in, out, "--parallelism", "0")).isEqualTo(2);
        assertThat(commands.err()).contains("--parallelism 0: expected a whole number from 1 to 128");
        assertThat(replay(in, out, "--parallelism", "40000")).isEqualTo(2);
        assertThat(replay(in, out, "--step", "PT7M")).isEqualTo(2);
        assertThat(replay(in, out, "--every", "PT7M")).isEqualTo(2);
        assertThat(replay(in, out, "--every", "soon")).isEqualTo(2);
        assertThat(replay(in, out, "--format", "orc")).isEqualTo(2);
        assertThat(commands.err()).contains("--format \"orc\": expected jsonl, parquet or csv");
        assertThat(commands.run("replay", in.toString(), "--out", out.toString(), "--format", "csv", "--speed", "60"))
                .isEqualTo(2);
        assertThat(commands.err()).contains("--format csv: expected no --speed");
        assertThat(commands.run("replay", in.toString())).isEqualTo(2);
        assertThat(commands.err()).contains("--out").contains("Try: ./parkpulse replay --help");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void asManyInstancesAsALargeMachineHasCoresWriteTheSame() throws IOException {
        Path in = Commands.EXAMPLE.resolve("in");
        Path one = temp.resolve("one");
        Path many = temp.resolve("many");

        assertThat(replay(in, one)).isZero();
        assertThat(replay(in, many, "--parallelism", "40")).isZero();

        assertThat(many.resolve("indices.jsonl")).hasSameBinaryContentAs(one.resolve("indices.jsonl"));
        assertThat(many.resolve("daily.jsonl")).hasSameBinaryContentAs(one.resolve("daily.jsonl"));
    }

    @Test
    void aRegistryErrorWritesNothing() throws IOException {
        Path in = temp.resolve("in");
        Commands.copy(Commands.EXAMPLE.resolve("in"), in);
        Files.writeString(
                in.resolve("parks.csv"),
                Files.readString(in.resolve("parks.csv")).replace("wuhan-2020", "wuhan-1020"));

        assertThat(replay(in, temp.resolve("deep/out"))).isEqualTo(2);

        assertThat(commands.err()).contains("parks.csv:3: method \"wuhan-1020\"");
        assertThat(temp.toFile().list()).containsExactly("in");
    }

    @Test
    void aRunThatFailsLeavesNothing() throws IOException {
        assumeTrue(
                Files.exists(Commands.SHORT_FILE), "needs a file that is shorter than it says: " + Commands.SHORT_FILE);
        Path in = temp.resolve("in");
        Commands.copy(Commands.EXAMPLE.resolve("in"), in);
        Files.delete(in.resolve("power.jsonl"));
        // A file that is shorter than it says.
        Files.createSymbolicLink(in.resolve("power.jsonl"), Commands.SHORT_FILE);

        assertThat(replay(in, temp.resolve("deep/out"))).isEqualTo(1);

        assertThat(commands.err()).contains("failed: ");
        assertThat(commands.out()).isEmpty();
        assertThat(temp.toFile().list()).containsExactly("in");
    }

    @Test
    void aReplayInWhichNothingCouldBeAppliedSaysWhyAndEndsWith3() throws IOException {
        Path in = temp.resolve("in");
        Commands.copy(Commands.EXAMPLE.resolve("in"), in);
        Files.delete(in.resolve("headcount.jsonl"));
        Files.delete(in.resolve("checkin.jsonl"));
        String much = "x".repeat(100_000);
        Files.writeString(
                in.resolve("power.jsonl"),
                "{\"meter\":\"unheard-of\",\"at\":\"2020-03-16T08:15:00+08:00\",\"value\":1}\n" + "\u001b[31mno JSON\n"
                        + "\"" + much + "\u4e2d\n{}\n[]\n");

        assertThat(replay(in, temp.resolve("out"))).isEqualTo(3);

        assertThat(commands.err().lines().toList())
                .satisfies(lines -> assertThat(lines.subList(lines.size() - 6, lines.size()))
                        .satisfiesExactly(
                                line -> assertThat(line)
                                        .isEqualTo("nothing was applied: none of the 5 records could be. The first of"
                                                + " them:"),
                                line -> assertThat(line)
                                        .startsWith("  power.jsonl:1: unknown-meter")
                                        .endsWith("\"value\":1}"),
                                line -> assertThat(line)
                                        .startsWith("  power.jsonl:2: malformed")
                                        .endsWith(":  [31mno JSON"),
                                line -> assertThat(line)
                                        .startsWith("  power.jsonl:3: malformed")
                                        .endsWith("xxx\u2026"),
                                line -> assertThat(line)
                                        .isEqualTo("all of them, with the reason of each: "
                                                + temp.resolve("out/dead-letters.jsonl")),
                                line -> assertThat(line)
                                        .isEqualTo("docs/data.md says what goes wrong, and what to do")));
        assertThat(temp.resolve("out/run.json")).isNotEmptyFile();
        assertThat(commands.out()).contains("No day is measured").contains("no-record-applied: 5 of 5 records");

        assertThat(commands.run("alerts", "test", "--replay", in.toString())).isEqualTo(3);
        assertThat(commands.err()).contains("unheard-of");

        Files.writeString(in.resolve("power.jsonl"), "\n");
        assertThat(replay(in, temp.resolve("of-nothing"))).isEqualTo(3);
        assertThat(commands.err()).contains("nothing was applied: the recording has no record");
    }

    @Test
    void aRegistryWithoutAnyStreamIsARecordingWithoutARecord() throws IOException {
        Path in = temp.resolve("in");
        Commands.copy(Commands.EXAMPLE.resolve("in"), in);
        for (String stream : List.of("power", "headcount", "checkin")) {
            Files.delete(in.resolve(stream + ".jsonl"));
        }

        assertThat(replay(in, temp.resolve("out"))).isEqualTo(3);
        assertThat(commands.err()).contains("nothing was applied: the recording has no record");
        assertThat(temp.resolve("out/daily.jsonl")).isEmptyFile();
        assertThat(temp.resolve("out/run.json"))
                .content()
                .startsWith("{\"streams\":{\"checkin\":{\"read\":0,\"applied\":0,\"duplicate\":0,\"dead\":{}}");

        assertThat(commands.run("replay", in.toString(), "--speed", "1000", "--out", temp + "/live"))
                .isEqualTo(2);
        assertThat(commands.err()).contains("expected a recording with power.jsonl, headcount.jsonl or checkin.jsonl");
    }

    @Test
    void aDurationThatIsNoneIsAnsweredWithOneThatIs() {
        assertThat(commands.run("replay", "in", "--out", "out", "--every", "5m"))
                .isEqualTo(2);
        assertThat(commands.err()).startsWith("--every \"5m\": expected a duration such as PT15M, PT1H or P1D\n");
    }

    @Test
    void ofManyParksTheFirstAreShownAndNoLineIsTooWide() throws Exception {
        Path files = Commands.replayed(temp.resolve("out"));
        StringBuilder parks = new StringBuilder("park_id,name_zh\n");
        StringBuilder days = new StringBuilder();
        for (int i = 1; i <= 41; i++) {
            String id = String.format("P%02d", i);
            parks.append(id).append(",苏州工业园区高新技术产业开发区\n");
            days.append(day("park:" + id, "final")).append(day("park:" + id, "provisional"));
        }
        Files.writeString(files.resolve("registry/parks.csv"), parks);
        Files.writeString(files.resolve("registry/enterprises.csv"), "enterprise_id,park_id\nE1,P01\n");
        Files.delete(files.resolve("registry/meters.csv"));
        Files.writeString(files.resolve("daily.jsonl"), day("all", "final") + days);

        List<String> lines = ReplaySummary.of(
                        CliTexts.ENGLISH,
                        files,
                        Path.of("out"),
                        RegistryReader.read(files.resolve("registry")).registry(),
                        Path.of("recording"),
                        List.of())
                .lines();

        assertThat(lines).allSatisfy(line -> assertThat(Columns.width(line)).isLessThan(160));
        assertThat(lines).filteredOn(line -> line.startsWith("P20 苏州")).hasSize(2);
        assertThat(lines).noneMatch(line -> line.startsWith("P21"));
        assertThat(lines)
                .contains(
                        "and 21 more parks in out/daily.jsonl",
                        "* provisional: the recording breaks off inside this day");
        assertThat(lines).filteredOn(line -> line.startsWith("all ")).hasSize(1);
    }

    private static String day(String scope, String status) {
        String energy = rate(123_456_789_012L, 234_567_890_123L);
        String people = rate(12_345_678, 23_456_789);
        return Stream.of(
                        "\"scope\":\"" + scope + "\"",
                        "\"day\":\"" + (status.equals("final") ? "2020-03-16" : "2020-03-17") + "\"",
                        "\"status\":\"" + status + "\",\"revision\":0,\"method\":\"zhejiang-2020\"",
                        "\"enterprise_resumption\":" + people,
                        "\"power_work_rate\":null",
                        "\"power_output_rate\":" + energy,
                        "\"resumption_index\":null",
                        "\"staff_return\":" + people,
                        "\"capacity_utilisation\":" + energy,
                        "\"coverage\":" + energy,
                        "\"enterprises\":333427,\"metered\":1,\"matched\":1,\"silent\":0")
                .reduce((a, b) -> a + "," + b)
                .map(fields -> "{" + fields + "}\n")
                .orElseThrow();
    }

    private static String rate(long n, long d) {
        return "{\"n\":" + n + ",\"d\":" + d + ",\"percent\":52.63,\"printed\":\"52.63%\"}";
    }

    private int replay(Path in, Path out, String... more) {
        return commands.run(Stream.concat(
                        Stream.of("replay", in.toString(), "--out", out.toString(), "--every", "PT1H"), Stream.of(more))
                .toArray(String[]::new));
    }
}
