package io.parkpulse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parkpulse.alerts.Kind;
import io.parkpulse.alerts.Parameter;
import io.parkpulse.alerts.Policy;
import io.parkpulse.alerts.Rule;
import io.parkpulse.alerts.Rules;
import io.parkpulse.files.checked.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesFileTest {
    private static final Path REFERENCE = Path.of("../docs/rules.md");

    @TempDir
    Path dir;

    private Rules read(String... lines) throws IOException, RegistryException {
        return RegistryReader.readRules(Files.write(dir.resolve("rules.yaml"), List.of(lines)));
    }

    private List<String> problems(String... lines) throws IOException {
        Path file = Files.write(dir.resolve("rules.yaml"), List.of(lines));
        RegistryException failure = catchThrowableOfType(RegistryException.class, () -> RegistryReader.readRules(file));
        return failure == null
                ? List.of()
                : failure.problems().stream().map(Problem::toString).toList();
    }

    private static Rule rule(Rules rules, String id) {
        return rules.rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyKindHasABuiltInRuleWithAllItsParameters() {
        List<Rule> builtIn = RegistryReader.builtInRules().rules();

        assertThat(builtIn).extracting(Rule::kind).containsExactly(Kind.values());
        for (Rule rule : builtIn) {
            assertThat(rule.id()).isEqualTo(rule.kind().id());
            assertThat(rule.policy().values())
                    .containsOnlyKeys(rule.kind().parameters().toArray(Parameter[]::new));
        }
    }

    @Test
    void aFileOfCommentsChangesNothing() throws Exception {
        assertThat(read("# nothing")).isEqualTo(RegistryReader.builtInRules());
    }

    @Test
    void whatIsAbsentComesFromTheBuiltInRuleOfThatIdElseOfThatKind() throws Exception {
        Rules rules = read(
                "lagging: {warning_below: 61.5}",
                "staff:",
                "  kind: lagging",
                "  measure: staff_return",
                "  critical_below: none",
                "  critical_clear: none",
                "calendar: {rest_days: [2020-04-06], work_days: [2020-04-26]}");

        Policy lagging = rule(rules, "lagging").policy();
        assertThat(lagging.values())
                .containsEntry(Parameter.WARNING_BELOW, new BigDecimal("61.5"))
                .containsEntry(Parameter.FIRE_AFTER, 7_200_000L);
        Policy staff = rule(rules, "staff").policy();
        assertThat(staff.values())
                .containsEntry(Parameter.CRITICAL_BELOW, Policy.NONE)
                .containsEntry(Parameter.WARNING_BELOW, new BigDecimal("60"));
        assertThat(rules.rules()).hasSize(Kind.values().length + 1);
        assertThat(rules.calendar().restDays()).containsExactly(LocalDate.of(2020, 4, 6));
        assertThat(rules.calendar().workDays()).containsExactly(LocalDate.of(2020, 4, 26));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            lagging: {warning_below: high}   # 1: lagging.warning_below "high": expected a decimal number of at least 0, in percent or points
            lagging: {warning_below: 66}     # 1: lagging.warning_below "66": expected a number above warning_below 66
            lagging: {critical_below: none}  # 1: lagging.critical_below "none": expected critical_below and critical_clear both numbers, or both none
            lagging: {critical_below: 60}    # 1: lagging.critical_below "60": expected a number below warning_below 60
            lagging: {critical_clear: 40}    # 1: lagging.critical_clear "40": expected a number above critical_below 40 and not above warning_clear 65
            lagging: {fire_after: 2h}        # 1: lagging.fire_after "2h": expected a duration such as PT2H or P7D, of at most 366 days
            lagging: {fire_after: -PT1H}     # 1: lagging.fire_after "-PT1H": expected a duration such as PT2H or P7D, of at most 366 days
            lagging: {coverage_gate: 80}     # 1: lagging.coverage_gate "80": expected a decimal number from 0 to 1
            lagging: {scopes: park:*}        # 1: lagging.scopes "park:*": expected a list; each of it a scope such as park:P1, park:*, park:*/tier:above-scale, class:4, batch:2, region:tianjin/** or all
            lagging: {scopes: ['class:5']}   # 1: lagging.scopes "class:5": expected a scope such as park:P1, park:*, park:*/tier:above-scale, class:4, batch:2, region:tianjin/** or all
            lagging: {measure: energy}       # 1: lagging.measure "energy": expected one of enterprise_resumption, power_work_rate, power_output_rate, resumption_index, staff_return, capacity_utilisation, coverage, target_rate, utilisation_mean
            lagging: {enabled: maybe}        # 1: lagging.enabled "maybe": expected one of true, false
            lagging: {kind: stale}           # 1: lagging.kind "stale": expected lagging, as the built-in rule of this id is
            lagging: 60                      # 1: lagging "60": expected a map of parameters
            mine: {warning_below: 3}         # 1: mine.kind "a mapping": expected one of lagging, lagging-peers, stagnant, dropping, stale, declared-gap, outage
            Mine: {kind: stale}              # 1: Mine: expected a rule's id of small letters, digits and hyphens
            stagnant: {days: 0}              # 1: stagnant.days "0": expected a whole number from 1 to 60
            dropping: {compare: yesterday}   # 1: dropping.compare "yesterday": expected one of same-kind, same-weekday, day-before
            dropping: {clear_margin: 11}     # 1: dropping.clear_margin "11": expected a number not above points 10
            stale: {severity: high}          # 1: stale.severity "high": expected one of warning, critical
            other: {kind: outage}            # expected one rule of kind outage, as it is about everything
            calendar: {rest_days: [soon]}    # 1: calendar.rest_days "soon": expected a date such as 2020-04-06
            lagging: {overrides: [{warning_below: 3}]} # 1: lagging.overrides[0].scopes "a mapping": expected a list of scopes for which this holds
            """)
    void whatIsWrongIsSaidWithLineKeyValueAndWhatWasExpected(String line, String problem) throws Exception {
        assertThat(problems(line)).contains("rules.yaml:" + (problem.startsWith("expected") ? " " : "") + problem);
    }

    @Test
    void anUnknownKeyIsNamedWithTheKnownOnes() throws Exception {
        assertThat(problems("stale:", "  coverage: 0.5"))
                .containsExactly("rules.yaml:2: stale.coverage: expected one of clear_after, coverage_below, enabled,"
                        + " fire_after, kind, overrides, scopes, severity, staff_after, update_every");
    }

    @Test
    void allProblemsAreReportedTogether() throws Exception {
        assertThat(problems("stale: {severity: high}", "dropping: {days: 3}", "stale: {}"))
                .hasSize(3);
    }

    @Test
    void theReferencePageNamesEveryKeyAndShowsTheBuiltInRules() throws Exception {
        String page = Files.readString(REFERENCE);

        for (Parameter parameter : Parameter.values()) {
            assertThat(page).contains("`" + parameter.key() + "`");
        }
        for (Kind kind : Kind.values()) {
            assertThat(page).contains("**`" + kind.id() + "`** — ");
            String section = page.substring(page.indexOf("**`" + kind.id() + "`** — "));
            String common = page.substring(0, page.indexOf("## Kinds"));
            String own = section.substring(0, end(section));
            for (Parameter parameter : kind.parameters()) {
                assertThat(own + common)
                        .as("%s of %s", parameter, kind)
                        .containsPattern("\\| (`\\w+`, )?`" + parameter.key() + "`(, `\\w+`)? \\|");
            }
        }
        for (String key : List.of("kind", "overrides", "calendar", "rest_days", "work_days")) {
            assertThat(page).contains("| `" + key + "` |");
        }
        assertThat(page)
                .contains("```yaml\n" + Files.readString(Path.of("src/main/resources/io/parkpulse/registry/rules.yaml"))
                        + "```");
    }

    private static int end(String section) {
        return Arrays.stream(new int[] {section.indexOf("\n**`", 1), section.indexOf("\n## ")})
                .filter(at -> at >= 0)
                .min()
                .orElse(section.length());
    }

    @Test
    void theExampleOfTheReferencePageIsSound() throws Exception {
        String page = Files.readString(REFERENCE);
        String example = page.substring(page.indexOf("## A file of one's own"));
        example = example.substring(example.indexOf("```yaml\n") + 8);

        Rules rules = read(example.substring(0, example.indexOf("```")).split("\n"));

        assertThat(rule(rules, "lagging").overrides()).hasSize(2);
    }
}
