package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.catalogue.Language;
import io.parkpulse.explain.Breakdown;
import io.parkpulse.explain.Explainer;
import io.parkpulse.explain.Question;
import io.parkpulse.explain.ScopeLine;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Measure;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainCommandTest {
    private static final Path GOLDEN = Path.of("src/test/resources/explain");

    private final Commands commands = new Commands();

    @TempDir
    Path temp;

    private Path out;

    @BeforeEach
    void replay() throws IOException {
        out = Commands.replayed(temp.resolve("out"));
    }

    @Test
    void everyFigureOfTheWorkedExampleAddsUp() throws Exception {
        List<ScopeLine> lines = new ArrayList<>();
        ScopeLine.read(out.resolve("daily.jsonl"), (scope, day) -> true, lines::add);
        RegistryReader.Result registry = RegistryReader.read(out.resolve("registry"));
        Explainer explainer = new Explainer(out, registry.registry(), registry.baselines());

        assertThat(lines).hasSize(154);
        for (ScopeLine line : lines) {
            Breakdown breakdown = explainer.breakdown(Question.ofDay(line.scope(), line.day()), ends -> Map.of());
            for (Measure measure : Measure.ofDay()) {
                Breakdown.Emitted emitted = breakdown.explain(measure.id(), 20, Language.EN);
                assertThat(emitted.addsUp()).as("%s", emitted.lines()).isTrue();
                String printed = line.figure(measure)
                        .map(figure -> figure.d() > 0
                                ? "adds up to " + figure.n() + " / " + figure.d() + ":"
                                : measure == Measure.RESUMPTION_INDEX
                                        ? ") = " + figure.value()
                                        : "adds up to " + figure.n() + ":")
                        .orElse("for which daily.jsonl gives null, as it should.");
                assertThat(String.join(" ", emitted.lines()).replaceAll("\\s+", " "))
                        .contains(printed);
            }
            for (Bands bands : Bands.values()) {
                Breakdown.Emitted emitted = breakdown.explain(bands.id(), 20, Language.EN);
                assertThat(emitted.addsUp()).as("%s", emitted.lines()).isTrue();
            }
        }
    }

    @Test
    void twoDaysAreComparedInAllMeasuresAndInOne() {
        assertThat(commands.run(
                        "explain",
                        out.toString(),
                        "--scope",
                        "park:P1",
                        "--day",
                        "2020-02-28",
                        "--against",
                        "2020-02-29"))
                .isZero();
        assertThat(commands.out())
                .contains("park:P1  Park 1, 2020-02-28 (final), method zhejiang-2020\nagainst 2020-02-29\n")
                .contains("--scope park:P1 --day 2020-02-28 --against 2020-02-29 --measure power_output_rate");

        assertThat(commands.run(
                        "explain",
                        out.toString(),
                        "--scope",
                        "park:P1/grid:district-A",
                        "--day",
                        "2020-02-28",
                        "--against",
                        "2020-02-29",
                        "--measure",
                        "power_output_rate"))
                .isZero();
        assertThat(commands.out())
                .contains(
                        "Against 2020-02-29: 53.40% → 75.53%, +22.13 pp",
                        "changed            1     +46,748             0");
    }

    @Test
    void anExplanationForProgramsHasAllEnterprisesAndExactFractions() throws IOException {
        assertThat(commands.run(
                        "explain",
                        out.toString(),
                        "--scope",
                        "park:P1/grid:district-A",
                        "--measure",
                        "power_output_rate",
                        "--json"))
                .isZero();

        JsonNode json = new ObjectMapper().readTree(commands.out());
        assertThat(json.path("sums").toString()).isEqualTo("{\"output_wh\":112776,\"output_baseline_wh\":211200}");
        assertThat(json.path("enterprises")).hasSize(3);
        JsonNode moved = json.path("against").path("enterprises").path(0);
        assertThat(moved.path("enterprise").textValue()).isEqualTo("E04");
        assertThat(moved.path("moves").toString()).isEqualTo("{\"n\":-11687,\"d\":52800}");
    }

    @Test
    void bandsAreExplainedByWhoLiesInWhich() {
        assertThat(explain("park:P1", "2020-02-29", "staff_bands")).isZero();

        assertThat(commands.out())
                .contains(
                        "staff_bands  返岗率分布", "< 30 %:", "in none, or not known:", "Against 2020-02-28:", "came to it");
    }

    @Test
    void anEnterpriseSaysWhyItCountsInEachMeasureAsItDoes() {
        assertThat(commands.run("explain", out.toString(), "--enterprise", "E04", "--against", "2020-02-28"))
                .isZero();

        assertThat(commands.out())
                .contains("E04  Foo, \"Bar\" Ltd, in park P1, 2020-02-29, method zhejiang-2020")
                .containsPattern(
                        "power_output_rate +P 复产率 +in n and d +112,776 / 211,200 +power-resumed +E = 53.39% of B")
                .contains("Against 2020-02-28, in park P1");

        assertThat(commands.run("explain", out.toString(), "--enterprise", "E4"))
                .isEqualTo(2);
        assertThat(commands.err()).contains("--enterprise \"E4\": expected an enterprise of", "nearest: E04,");
    }

    @Test
    void aMomentIsCountedAgainFromTheRecording() throws IOException {
        String at = "2020-02-29T20:00:00+08:00";
        String against = "2020-02-29T02:00:00+08:00";
        assertThat(commands.run("explain", out.toString(), "--scope", "park:P1", "--at", at, "--measure", "coverage"))
                .isEqualTo(2);
        assertThat(commands.err()).contains("expected --recording REC as well");

        Path recording = temp.resolve("in");
        Commands.copy(Commands.EXAMPLE.resolve("in"), recording);
        assertThat(commands.run(
                        "explain",
                        out.toString(),
                        "--scope",
                        "all",
                        "--at",
                        at,
                        "--against",
                        against,
                        "--measure",
                        "enterprise_resumption",
                        "--recording",
                        recording.toString()))
                .as(commands.err())
                .isZero();
        assertThat(commands.out())
                .startsWith("all, 2020-02-29 20:00 +08:00 (the 24 hours before)\n")
                .contains("counted again from the recording", "Against 2020-02-29 02:00 +08:00: ");

        assertThat(commands.run("explain", out.toString(), "--at", "2020-02-29T20:01:00+08:00"))
                .isEqualTo(2);
        assertThat(commands.err())
                .contains(
                        "expected an end of a trailing window of all",
                        "nearest: 2020-02-29T12:00:00Z, 2020-02-29T13:00:00Z");
        assertThat(commands.run("explain", out.toString(), "--at", at, "--against", "2020-02-28"))
                .isEqualTo(2);
        assertThat(commands.err()).contains("--against \"2020-02-28\": expected a moment such as");
    }

    @Test
    void aDefinitionNamesTheBaselinesOfEnterprisesThatHaveNoneOfTheirOwn() throws IOException {
        assertThat(explain("park:P2", "2020-02-29", "coverage")).isZero();
        assertThat(commands.out()).doesNotContain("Baselines of");

        Files.writeString(
                out.resolve("registry/baselines.csv"),
                "enterprise_id,baseline_id,from,to,standby_wh\nE05,autumn-2019,2019-10-08,2019-11-30,7\n");

        assertThat(explain("park:P2", "2020-02-29", "coverage")).isZero();
        assertThat(commands.out())
                .contains("Baselines of enterprises that have none of their own in the registry: autumn-2019, of"
                        + " 2019-10-08 to");
        assertThat(explain("park:P1", "2020-02-29", "coverage")).isZero();
        assertThat(commands.out()).doesNotContain("Baselines of");
    }

    @Test
    void anExplanationReadsAsItIsKept() throws IOException {
        assertThat(explain("park:P1/grid:district-A", "2020-02-29", "power_output_rate"))
                .isZero();

        assertThat(commands.out()).isEqualTo(Files.readString(GOLDEN.resolve("power-output-rate.txt")));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void anExplanationIsInTheLanguageThatIsAskedFor(Language language) throws IOException {
        StringBuilder said = new StringBuilder();
        String scope = "park:P1/grid:district-A";
        for (String[] args : new String[][] {
            {"--scope", scope, "--day", "2020-02-29"},
            {"--scope", scope, "--day", "2020-02-28", "--against", "2020-02-29"},
            {"--scope", scope, "--day", "2020-02-29", "--measure", "resumption_index"},
            {"--scope", "all", "--day", "2020-02-29", "--measure", "staff_return", "--top", "1"},
            {"--scope", "park:P1", "--day", "2020-02-29", "--measure", "staff_bands"},
            {"--enterprise", "E04", "--against", "2020-02-28"},
            {"--scope", "P2", "--day", "2020-02-29"},
        }) {
            List<String> all = new ArrayList<>(List.of("explain", out.toString(), "--lang", language.code()));
            all.addAll(List.of(args));
            commands.run(all.toArray(String[]::new));
            said.append(commands.out().replace(out.toString(), "OUT"))
                    .append(commands.err().replace(out.toString(), "OUT"))
                    .append('\n');
        }

        Path golden = GOLDEN.resolve("explain_" + language.code() + ".txt");
        if (Boolean.getBoolean("parkpulse.write")) {
            Files.writeString(golden, said);
        }
        assertThat(said).hasToString(Files.readString(golden));
    }

    @Test
    void aFigureThatIsUnknownIsADashAndTheGateSaysWhy() {
        assertThat(explain("all", "2020-02-29", "power_work_rate")).isZero();

        assertThat(commands.out())
                .contains(
                        "power_work_rate  W 复工率  —\n",
                        "1 of 4 metered enterprises are comparable, 25.00%, and at least 50% are needed: null",
                        "the difference is unknown");
    }

    @Test
    void withoutADayItIsTheLastAndWithoutAMeasureTheMeasuresAreListed() {
        assertThat(commands.run("explain", out.toString(), "--scope", "park:P1"))
                .isZero();

        assertThat(commands.out())
                .startsWith("park:P1  Park 1, 2020-02-29 (final), method zhejiang-2020\n")
                .contains("--scope park:P1 --day 2020-02-29 --measure power_output_rate");
        for (Measure measure : Measure.ofDay()) {
            assertThat(commands.out()).contains(measure.id());
        }
    }

    @Test
    void theTopIsListedAndTheRestCounted() {
        assertThat(commands.run(
                        "explain", out.toString(), "--scope", "park:P1", "--measure", "enterprises", "--top", "1"))
                .isZero();

        assertThat(commands.out())
                .contains("Counted: 4 enterprises", "E01", "and 3 more")
                .doesNotContain("E03");
    }

    @Test
    void anUnknownNameIsWrongUsageAndTheNearestNamesAreListed() {
        assertThat(explain("P2", "2020-02-29", "coverage")).isEqualTo(2);
        assertThat(commands.err()).contains("--scope P2: expected a scope of", "nearest: park:P2,");

        assertThat(explain("park:P1", "2020-03-02", "coverage")).isEqualTo(2);
        assertThat(commands.err())
                .contains("--day 2020-03-02: expected a day of park:P1, from 2020-02-28 to 2020-02-29;"
                        + " nearest: 2020-02-29, 2020-02-28");

        assertThat(explain("park:P1", "2020-02-29", "output_rate")).isEqualTo(2);
        assertThat(commands.err()).contains("--measure output_rate: expected one of", "nearest: power_output_rate,");

        assertThat(explain("park:P1", "2020-02-29", "present")).isEqualTo(2);
        assertThat(commands.err()).contains("trailing windows of indices.jsonl");

        assertThat(explain("park:P1", "tomorrow", "coverage")).isEqualTo(2);
        assertThat(commands.out()).isEmpty();
    }

    @Test
    void aDirectoryThatIsNoReplayIsWrongUsage() {
        assertThat(commands.run("explain", temp.resolve("nothing").toString())).isEqualTo(2);

        assertThat(commands.err()).contains("expected a directory that replay wrote; it has no daily.jsonl");
    }

    @Test
    void aBrokenRegistryIsARegistryError() throws IOException {
        Files.writeString(out.resolve("registry/parks.csv"), "park_id,zone\nP1,Mars\n");

        assertThat(explain("park:P1", "2020-02-29", "coverage")).isEqualTo(2);
        assertThat(commands.err()).contains("parks.csv:2: zone \"Mars\"");
    }

    @Test
    void filesThatContradictEachOtherFailLoudly() throws IOException {
        Path enterprises = out.resolve("enterprises.jsonl");
        Files.writeString(
                enterprises, Files.readString(enterprises).replace("\"energy_wh\":112776", "\"energy_wh\":112777"));

        assertThat(explain("park:P1/grid:district-A", "2020-02-29", "power_output_rate"))
                .isEqualTo(1);
        assertThat(commands.out())
                .contains(
                        "IT DOES NOT ADD UP",
                        "the enterprises add up to 112777 / 211200 (53.3982",
                        "but 112776 / 211200 (53.3977");
        assertThat(commands.err()).contains("does not add up");
    }

    @Test
    void aDamagedFileFailsWithItsLine() throws IOException {
        Path enterprises = out.resolve("enterprises.jsonl");
        Files.writeString(enterprises, Files.readString(enterprises).replace("{\"day\":\"2020-02-29\"", "{\"day\":"));

        assertThat(explain("park:P1", "2020-02-29", "coverage")).isEqualTo(1);
        assertThat(commands.err()).startsWith("failed: ").contains("enterprises.jsonl:7: not as a replay writes it");
    }

    private int explain(String scope, String day, String measure) {
        return commands.run("explain", out.toString(), "--scope", scope, "--day", day, "--measure", measure);
    }
}
