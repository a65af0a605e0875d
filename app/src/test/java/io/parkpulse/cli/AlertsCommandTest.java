package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsCommandTest {
    private static final String EAGER =
            "lagging: {on_days: all, measure: staff_return, fire_after: PT0S, coverage_gate: 0, warning_below: 99,"
                    + " warning_clear: 99.5}\n";

    private final Commands commands = new Commands();

    @TempDir
    Path temp;

    private Path recording;
    private Path rules;

    @BeforeEach
    void example() throws IOException {
        recording = temp.resolve("in");
        Commands.copy(Commands.EXAMPLE.resolve("in"), recording);
        rules = Files.writeString(temp.resolve("eager.yaml"), EAGER);
    }

    private int replay(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "replay", recording.toString(), "--out", temp.resolve("out").toString(), "--every", "PT1H", "--force"));
        words.addAll(List.of(more));
        return commands.run(words.toArray(String[]::new));
    }

    private List<String> alerts() throws IOException {
        return Files.readAllLines(temp.resolve("out/alerts.jsonl"));
    }

    @Test
    void theRulesOfAReplayAreGivenOrTheRecordingsOwnOrTheBuiltInOnes() throws IOException {
        assertThat(replay()).isZero();
        List<String> builtIn = alerts();
        assertThat(builtIn).noneMatch(line -> line.contains("\"rule\":\"lagging\""));
        assertThat(temp.resolve("out/registry/rules.yaml")).doesNotExist();

        assertThat(replay("--rules", rules.toString())).isZero();
        List<String> given = alerts();
        assertThat(given).anyMatch(line -> line.contains("\"id\":\"lagging|park:P1|"));
        assertThat(temp.resolve("out/registry/rules.yaml")).hasContent(EAGER);
        assertThat(commands.out()).contains("critical  lagging  ");

        Files.copy(rules, recording.resolve("rules.yaml"));
        assertThat(replay()).isZero();
        assertThat(alerts()).isEqualTo(given);
        assertThat(temp.resolve("out/run.json")).hasSameBinaryContentAs(Commands.EXAMPLE.resolve("want/run.json"));
    }

    @Test
    void alertsAreWrittenInOrderOfTimeAndId() throws IOException {
        replay("--rules", rules.toString());

        List<String> keys = alerts().stream()
                .map(line -> field(line, "at") + " " + field(line, "id"))
                .toList();
        assertThat(keys).hasSizeGreaterThan(2).isSorted().doesNotHaveDuplicates();
    }

    private static String field(String line, String name) {
        String from = line.substring(line.indexOf("\"" + name + "\":\"") + name.length() + 4);
        return from.substring(0, from.indexOf('"'));
    }

    @Test
    void aTestSaysWhatWouldHaveBeenSentAndKeepsNothing() {
        int code = commands.run(
                "alerts", "test", "--rules", rules.toString(), "--replay", recording.toString(), "--every", "PT1H");

        assertThat(code).isZero();
        List<String> lines = commands.out().lines().toList();
        assertThat(lines.get(0))
                .matches("rule +alerts +per day +scopes +critical +resolved +flaps +time to fire +time firing");
        assertThat(lines).anyMatch(line -> line.matches("lagging +2 .* 0 min .*"));
        assertThat(lines).anyMatch(line -> line.matches("outage +0 .* — +—"));
        assertThat(lines).anyMatch(line -> line.matches("2020-02-29 +3"));
        assertThat(lines)
                .anyMatch(line -> line.matches("02-29 02:00 +— +lagging +park:P1 +critical +[0-9.]+% +\\d+/34 +40.00"));
        assertThat(temp.toFile().list()).containsExactlyInAnyOrder("in", "eager.yaml");
    }

    @Test
    void wrongRulesEndBeforeAnythingIsWritten() throws IOException {
        Files.writeString(rules, "lagging:\n  warning_below: high\n");

        assertThat(replay("--rules", rules.toString())).isEqualTo(2);
        assertThat(commands.err()).contains("eager.yaml:2: lagging.warning_below \"high\": expected a decimal number");
        assertThat(temp.resolve("out")).doesNotExist();
        assertThat(commands.run("alerts", "test", "--rules", rules.toString(), "--replay", recording.toString()))
                .isEqualTo(2);
        assertThat(commands.run(
                        "alerts", "test", "--replay", temp.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(commands.run("alerts")).isEqualTo(2);
        assertThat(commands.err()).contains("expected a subcommand, test");
    }

    @Test
    void aDeclarationFarFromTheMetersIsAnAlertAndABadOneIsSaid() throws IOException {
        Files.writeString(rules, "declared-gap: {on_days: all, coverage_gate: 0, measure: enterprise_resumption}\n");
        Files.writeString(recording.resolve("declarations.jsonl"), """
                {"park":"P1","at":"2020-02-28T09:00:00+08:00","resumed":20}

                {"park":"P1","at":"2020-02-28T09:00:00","resumed":99}
                {"park":"P9","at":"2020-02-28T09:00:00+08:00","resumed":99}
                """);

        assertThat(replay("--rules", rules.toString())).isZero();

        assertThat(commands.err())
                .contains("warning: declarations.jsonl:3: at: expected a time with offset")
                .contains("warning: declarations.jsonl:4: park: \"P9\", expected an id of the registry; left out");
        assertThat(alerts())
                .anyMatch(line ->
                        line.contains("\"id\":\"declared-gap|park:P1|") && line.contains("declared resumption 20.00%"));
        assertThat(temp.resolve("out/run.json")).hasSameBinaryContentAs(Commands.EXAMPLE.resolve("want/run.json"));
    }
}
