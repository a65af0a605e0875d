package io.parkpulse.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.io.TempDir;

class WantsTest {
    @TempDir
    Path dir;

    private Path program(String name) throws IOException {
        Path program = dir.resolve(name);
        Files.createDirectories(program.getParent());
        Files.createFile(program);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private static ConditionEvaluationResult evaluate(Map<String, String> environment, Program... programs) {
        return WantsCondition.evaluate(programs, environment);
    }

    @Test
    void aProgramIsFoundOnThePathByAnyOfItsNames() throws IOException {
        Path chrome = program("b/google-chrome");
        Map<String, String> environment = Map.of("PATH", dir.resolve("a") + ":" + dir.resolve("b"));

        assertThat(Program.CHROMIUM.find(environment)).contains(chrome.toString());
        assertThat(evaluate(environment, Program.CHROMIUM).isDisabled()).isFalse();
    }

    @Test
    void aTestWithoutItsProgramsIsSkippedAndSaysHowToGetThem() {
        ConditionEvaluationResult result = evaluate(Map.of("PATH", ""), Program.CHROMIUM, Program.CHROMEDRIVER);

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason())
                .contains("there is no chromium: apt-get install chromium; "
                        + "there is no chromedriver: apt-get install chromium-driver");
    }

    @Test
    void nothingIsSkippedWhereEverythingMustBeThere() {
        assertThatIllegalStateException()
                .isThrownBy(() -> evaluate(Map.of("PATH", "", "CI", "true"), Program.PROMTOOL))
                .withMessageContaining("there is no promtool: apt-get install prometheus");
    }

    @Test
    void influxdIsWhereItsVariableSays() throws IOException {
        Path given = program("given");
        program("influxd");

        assertThat(Program.INFLUXD.find(Map.of("PATH", dir.toString(), "INFLUXD", given.toString())))
                .contains(given.toString());
        Map<String, String> wrong = Map.of("PATH", dir.toString(), "INFLUXD", dir + "/absent");
        assertThat(evaluate(wrong, Program.INFLUXD).getReason())
                .contains("INFLUXD is " + dir + "/absent, which is not there or cannot be run");
    }

    @Test
    void influxdIsWhereItWasBuilt() throws IOException {
        Path built = program("home/.cache/parkpulse/influxd-2.7.12/influxd");
        Path home = dir.resolve("home");

        assertThat(Program.INFLUXD.find(Map.of("HOME", home.toString()))).contains(built.toString());
        assertThat(Program.INFLUXD.find(Map.of("HOME", dir.toString(), "XDG_CACHE_HOME", home + "/.cache")))
                .contains(built.toString());
        assertThat(Program.INFLUXD.find(Map.of("HOME", dir.toString()))).isEmpty();
    }

    @Test
    void aTestThatDoesNotSayWhatItRunsFailsOnEachMachine() {
        assertThatIllegalStateException()
                .isThrownBy(Program.PROMTOOL::path)
                .withMessageContaining("say @Wants(Program.PROMTOOL)");
    }

    @Test
    @Wants(Program.BASH)
    void aTestThatSaysWhatItRunsIsGivenIt() {
        assertThat(Path.of(Program.BASH.path())).isExecutable();
    }
}
