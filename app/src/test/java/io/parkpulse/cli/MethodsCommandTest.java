package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Methods;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MethodsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path dir;

    @Test
    void everyBuiltInMethodIsPrintedWithItsSource() {
        assertThat(run()).isZero();

        assertThat(Methods.builtIn().values()).allSatisfy(method -> {
            assertThat(section(method.id())).contains("复工电力指数", "R = 100 × (0.5 × W + 0.5 × P)", method.sourceLink());
            assertThat(oneLine(section(method.id())))
                    .contains(method.sourceText(), CliTexts.ENGLISH.of(Methods.remark(method.id())));
        });
        assertThat(section("zhejiang-2020")).contains("E ≥ 0.30 × B", "RESUMED_OVER_ALL", "rounded half up");
        assertThat(section("sichuan-2020"))
                .contains("E > 0.30 × B", "P: energy of all comparable enterprises", "(ALL)", "0 decimals");
        assertThat(section("binhai-2020")).contains("truncated (FLOOR): rates to 1 decimal,");
    }

    @Test
    void everyMeasureIsExplainedInTheCataloguesWords() {
        run();

        String measures = oneLine(section("Measures"));
        Catalogue english = Catalogue.in(Language.EN);
        assertThat(Arrays.stream(Measure.values()).filter(measure -> !measure.isCount()))
                .allSatisfy(measure -> assertThat(measures)
                        .contains(
                                measure.id(),
                                english.name(measure) + " "
                                        + Catalogue.in(Language.ZH).name(measure),
                                english.definition(measure)));
        assertThat(measures).contains("E ≥ or > threshold × B").doesNotContain("{");
    }

    @Test
    void thePublishedFiguresComeOutAsPublished() {
        run();

        assertThat(section("zhejiang-2020"))
                .contains("64590 / 333427 = 19.37%", "40541.65 / 128807.02 万kWh = 31.47%", "R of both: 25.42");
        assertThat(section("sichuan-2020")).contains("4049 / 4954 = 82%");
        assertThat(section("jiangsu-2020")).contains("42.3 / 88.7 万 = 47.7%");
        assertThat(section("binhai-2020")).contains("206 / 236 = 87.2%", "5669 / 6750 = 83.9%");
    }

    @Test
    void theMadeUpExampleShowsThresholdAndOutput() {
        run();

        assertThat(oneLine(section("zhejiang-2020"))).contains("W = 2 / 3 = 66.67%, P = 240 / 400 = 60.00%, R = 63.33");
        assertThat(oneLine(section("wuhan-2020"))).contains("W = 2 / 3 = 66.67%, P = 245 / 400 = 61.25%, R = 63.96");
        assertThat(oneLine(section("jiangsu-2020"))).contains("W = 1 / 3 = 33.3%, P = 245 / 400 = 61.3%, R = 47.29");
        assertThat(oneLine(section("binhai-2020"))).contains("W = 2 / 3 = 66.6%, P = 245 / 400 = 61.2%, R = 63.95");
    }

    @Test
    void theMethodsOfARegistryAreShownAsWell() throws IOException {
        Files.writeString(
                dir.resolve("methods.yaml"),
                "mine:\n  threshold: 2\n  output: RESUMED_ONLY\n  source: a memo\nwuhan-2020:\n  decimals: 1\n");

        assertThat(run("--registry", dir.toString())).isZero();

        assertThat(section("mine  (methods.yaml)"))
                .contains("E ≥ 2 × B", "RESUMED_ONLY", "a memo")
                .doesNotContain("Stated:");
        assertThat(section("wuhan-2020  (methods.yaml)")).contains("rates to 1 decimal,");
        assertThat(section("zhejiang-2020  (default)")).contains("Stated:");
    }

    @Test
    void oneMethodIsPrintedAlone() throws IOException {
        Files.writeString(
                dir.resolve("methods.yaml"), "mine:\n  trim_zeros: true\n  delta: PRINTED\n  utilisation_cap: 1.5\n");

        assertThat(run("mine", "--registry", dir.toString())).isZero();

        assertThat(out.toString()).startsWith("mine  (methods.yaml)").doesNotContain("zhejiang", "Measures");
        assertThat(oneLine(out.toString()))
                .contains(
                        "rates without zeros at the end; differences of the figures as printed (PRINTED)",
                        "utilisation_cap 1.5");
    }

    @Test
    void aMethodThatThereIsNotIsWrongUsage() {
        assertThat(run("mine")).isEqualTo(2);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("ID mine: expected one of zhejiang-2020, wuhan-2020,");
    }

    @Test
    void aBadMethodsFileIsARegistryError() throws IOException {
        Files.writeString(dir.resolve("methods.yaml"), "mine:\n  decimals: many\n");

        assertThat(run("--registry", dir.toString())).isEqualTo(2);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "methods.yaml:2: mine.decimals \"many\": expected a whole number from 0 to 9");
    }

    private int run(String... args) {
        return new CommandLine(new MethodsCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    /** What is printed of one method. */
    private String section(String heading) {
        return out.toString()
                .lines()
                .dropWhile(line -> !line.startsWith(heading))
                .takeWhile(line -> !line.isEmpty())
                .reduce("", (a, b) -> a + b + "\n");
    }

    private static String oneLine(String text) {
        return text.lines().map(String::strip).reduce("", (a, b) -> a + " " + b);
    }
}
