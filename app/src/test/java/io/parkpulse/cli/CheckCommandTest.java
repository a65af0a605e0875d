package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.check.FindingKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

    private final Commands commands = new Commands();

    @TempDir
    Path dir;

    @BeforeEach
    void writeARegistry() throws IOException {
        Files.writeString(dir.resolve("parks.csv"), "park_id\nP1\n");
        Files.writeString(dir.resolve("enterprises.csv"), "enterprise_id,park_id\n\nE1,P1\nE2,P1\n");
        Files.writeString(
                dir.resolve("meters.csv"), "meter_id,enterprise_id,kind,every\nM1,E1,INTERVAL,\nM2,E2,INTERVAL,PT1H\n");
    }

    private void readings(String... meters) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int hour = 1; hour < 24; hour++) {
            for (String meter : meters) {
                lines.add("{\"meter\":\"%s\",\"at\":\"2020-03-16T%02d:00:00+08:00\",\"value\":100}"
                        .formatted(meter, hour));
            }
        }
        Files.write(dir.resolve("power.jsonl"), lines);
    }

    private int check(String... options) {
        List<String> words = new ArrayList<>(List.of("check", dir.toString()));
        words.addAll(Arrays.asList(options));
        return commands.run(words.toArray(String[]::new));
    }

    @Test
    void findingsArePrintedWithExamplesAndWhatToDo() throws IOException {
        readings("M1", "M2", "m3");

        assertThat(check()).isZero();

        assertThat(commands.out().lines().toList())
                .startsWith(
                        dir + ": 69 records, 2 findings",
                        "",
                        "  error   every-differs: 1 of 2 meters",
                        "    Of 1 meter readings come every PT1H, meters.csv says every PT15M. every decides how much of a day"
                                + " counts as",
                        "    measured, and below the coverage gate figures are unknown.")
                .contains(
                        "    e.g. power.jsonl:1 \"M1\": readings come every PT1H, meters.csv says every PT15M",
                        "    do: Set every in meters.csv to PT1H, if readings are meant to come so.",
                        "  error   unknown-ids: 23 of 69 records");
        assertThat(commands.err()).doesNotContain("warning").contains("Checking: ");
    }

    @Test
    void asJsonThereIsAnArrayAndNothingElse() throws IOException {
        readings("M1");

        assertThat(check("--json")).isZero();

        JsonNode findings = new ObjectMapper().readTree(commands.out());
        assertThat(findings).hasSize(2);
        assertThat(findings.get(0).fieldNames())
                .toIterable()
                .containsExactly("finding", "severity", "count", "examples", "says", "do");
        assertThat(findings.get(0).path("finding").asText()).isEqualTo("every-differs");
        assertThat(findings.get(0).path("severity").asText()).isEqualTo("error");
        assertThat(findings.get(0).path("count").asLong()).isEqualTo(1);
        assertThat(findings.get(1).path("examples").toString()).isEqualTo("[\"meters.csv:3 \\\"M2\\\": no record\"]");
    }

    @Test
    void whereNothingIsFoundThatIsSaid() throws IOException {
        readings("M2");
        Files.writeString(dir.resolve("meters.csv"), "meter_id,enterprise_id,kind,every\nM2,E2,INTERVAL,PT1H\n");
        Files.writeString(dir.resolve("enterprises.csv"), "enterprise_id,park_id\nE2,P1\n");

        assertThat(check()).isZero();
        assertThat(commands.out().strip()).isEqualTo(dir + ": 23 records, nothing found");
        assertThat(check("--json")).isZero();
        assertThat(commands.out().strip()).isEqualTo("[]");
    }

    @Test
    void whereNoRecordCanBeAppliedTheExitCodeIs3() throws IOException {
        assertThat(check()).isEqualTo(3);
        assertThat(commands.out()).contains("no-record-applied").doesNotContain("never-heard");

        readings("m3");
        assertThat(check("--json")).isEqualTo(3);
        assertThat(new ObjectMapper()
                        .readTree(commands.out())
                        .get(0)
                        .path("finding")
                        .asText())
                .isEqualTo("no-record-applied");
    }

    @Test
    void aRegistryOrAMappingThatCannotBeUsedIsSaidWhole() throws IOException {
        readings("M1");
        Files.writeString(dir.resolve("parks.csv"), "park_id,zone\nP1,Mars\n");
        Files.writeString(
                dir.resolve("mapping.yaml"),
                "inputs:\n  - files: export.jsonl\n    stream: water\n    format: jsonl\n");

        assertThat(check()).isEqualTo(2);

        assertThat(commands.out()).isEmpty();
        assertThat(commands.err())
                .contains("parks.csv:2: zone \"Mars\"")
                .contains("mapping.yaml:3: inputs[0].stream \"water\": expected one of checkin, headcount, power");
    }

    @Test
    void withoutStreamsItIsWhatAnImportWouldWriteThatIsChecked() throws IOException {
        Files.writeString(dir.resolve("mapping.yaml"), """
                inputs:
                  - files: export.csv
                    stream: power
                    format: csv
                    meter: id
                    at: {column: time, pattern: iso}
                    value: energy
                    unit: kWh
                """);
        Files.writeString(
                dir.resolve("export.csv"),
                "id,time,energy\nM1,2020-03-16T01:00:00Z,5\nm2,2020-03-16T01:00:00Z,5\nM1,2020-03-16T02:00:00Z,?\n");

        assertThat(check()).isZero();

        assertThat(commands.out())
                .startsWith(dir + ": 2 records")
                .contains("power.jsonl:2 \"m2\": meter \"m2\": not in the registry; did you mean \"M2\"?")
                .contains("meters.csv:3 \"M2\": no record");
        assertThat(commands.err()).contains("note: there are no streams", "warning: 1 of 3 rows give no record");
        assertThat(dir.resolve("power.jsonl")).doesNotExist();
    }

    @Test
    void rulesThatCannotBeUsedAreAnError() throws IOException {
        readings("M1");
        Files.writeString(dir.resolve("rules.yaml"), "rules: 7\n");

        assertThat(check()).isEqualTo(2);
        assertThat(commands.err()).contains("rules.yaml:1");
    }

    @Test
    void aDirectoryThatIsNoneIsWrongUsage() {
        assertThat(commands.run("check", dir.resolve("nothing").toString())).isEqualTo(2);
        assertThat(commands.err()).contains("expected a directory with a registry");
    }

    @Test
    void aReplayShowsTheWeightiestAndNamesTheCommand() throws IOException {
        readings("M1", "m3");

        assertThat(commands.run(
                        "replay", dir.toString(), "--out", dir.resolve("out").toString(), "--every", "PT1H"))
                .isZero();

        assertThat(commands.out().lines().toList())
                .containsSequence(
                        "likely misunderstood:",
                        "  error   every-differs: 1 of 1 meters",
                        "    power.jsonl:1 \"M1\": readings come every PT1H, meters.csv says every PT15M",
                        "  error   unknown-ids: 23 of 46 records",
                        "    power.jsonl:2 \"m3\": meter \"m3\": not in the registry",
                        "  warning never-heard: 1 of 2 meters, and enterprises without a meter",
                        "    meters.csv:3 \"M2\": no record",
                        "  what to do: ./parkpulse check " + dir);
    }

    @Test
    void thePageDescribesEachFinding() throws IOException {
        List<String> described = ROW.matcher(Files.readString(Path.of("../docs/check.md")))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FindingKind.values()).map(FindingKind::id).toList());
    }
}
