package io.parkpulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios are files: those that come along, the example of the documentation, and those that are wrong. */
class ScenarioFilesTest {

    private static final Path PAGE = Path.of("../docs/scenarios.md");

    @TempDir
    Path directory;

    private String park;

    /** Writes the files of the documentation, each of which stands below its name. */
    @BeforeEach
    void writeTheExample() throws IOException {
        List<MatchResult> files = Pattern.compile("(?s)`([\\w-]+\\.yaml)`:\n\n```yaml\n(.*?)```")
                .matcher(Files.readString(PAGE))
                .results()
                .toList();
        assertThat(files).hasSize(2);
        for (MatchResult file : files) {
            Files.writeString(directory.resolve(file.group(1)), file.group(2));
        }
        park = Files.readString(directory.resolve("lakeside.yaml"));
    }

    private Scenario scenario() {
        return Recordings.scenario(directory.resolve("two-parks.yaml").toString(), 1);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::scenario)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private void change(String from, String to) throws IOException {
        assertThat(park).contains(from);
        Files.writeString(directory.resolve("lakeside.yaml"), park.replaceFirst(Pattern.quote(from), to));
    }

    private int line(String text) {
        return park.substring(0, park.indexOf(text)).split("\n", -1).length;
    }

    @Test
    void theFiguresOfTheExampleComeOut() {
        Path recording = Recordings.write(scenario(), 1, false, directory.resolve("recording"));

        assertThat(Scenarios.published(directory.resolve("two-parks.yaml").toString()))
                .filteredOn(it -> it.scope().startsWith("park:lakeside"))
                .hasSize(3);
        PublishedFiguresTest.assertFigures(
                recording, directory.resolve("two-parks.yaml").toString());
        assertThat(Recordings.csv(recording.resolve("parks.csv")))
                .extracting(row -> row.getField("park_id"))
                .containsExactly("lakeside", "dongli");
    }

    private Scenario withPast(String past) throws IOException {
        Path file =
                Files.writeString(directory.resolve("with-past.yaml"), "like: two-parks.yaml\npast: " + past + "\n");
        return Recordings.scenario(file.toString(), 1);
    }

    @Test
    void theMeanDayOfThePastIsTheBaselineThatTheRegistryDoesNotSay() throws IOException {
        Scenario scenario = withPast("{first_day: 2019-11-04, days: 7}");

        assertThat(scenario.days().date(6)).isEqualTo("2019-11-10");
        assertThat(scenario.days().date(7)).isEqualTo("2020-03-15");
        scenario.premises(premises -> {
            Premises.Occupant occupant = premises.occupants().get(0);
            long sum = 0;
            for (int day = 0; day < 7; day++) {
                sum += premises.energyWh(occupant, day);
                assertThat(occupant.days().get(day).returned()).isZero();
            }
            boolean alone =
                    premises.occupants().size() == 1 && !premises.loads().isEmpty();
            // Meters count in whole digits.
            assertThat(alone ? sum / 7 : occupant.row().baselineWh())
                    .isBetween(
                            occupant.row().baselineWh() * 999 / 1000,
                            occupant.row().baselineWh());
        });
        Path recording = Recordings.write(scenario, 1, false, directory.resolve("recording"));
        assertThat(Recordings.csv(recording.resolve("enterprises.csv")))
                .extracting(row -> row.getField("baseline_wh"))
                .containsOnly("");
    }

    @Test
    void aPastIsOverBeforeTheOtherDaysBegin() {
        assertThatThrownBy(() -> withPast("{first_day: 2020-03-09, days: 7}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("with-past.yaml: the past must end before 2020-03-15");
    }

    @Test
    void theExampleHasEnterprisesAsItsTextSays() {
        Path recording = Recordings.write(scenario(), 1, false, directory.resolve("recording"));
        List<NamedCsvRecord> rows = Recordings.csv(recording.resolve("enterprises.csv")).stream()
                .filter(row -> row.getField("park_id").equals("lakeside"))
                .toList();

        assertThat(rows).hasSize(40);
        assertThat(rows).extracting(row -> row.getField("grid")).contains("shore/street-1", "shore/street-4");
        assertThat(rows)
                .filteredOn(row -> row.getField("industry").equals("logistics"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.getField("site_kind")).isEqualTo("trade-logistics"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch: 2|batch: 4|batch \"4\": expected a whole number from 1 to 3",
                "batch: 2|batch: two|batch \"two\": expected a whole number from 1 to 3",
                "batch: 2|batch: [2]|batch \"a sequence\": expected a whole number from 1 to 3",
                "opens_on: 2020-02-17|opens_on: 17.2.2020|opens_on \"17.2.2020\": expected a date such as 2020-03-16",
                "times: offset|times: utc|times \"utc\": expected one of offset, zulu, millis",
                "at_work: 24|at_work: 31|cohorts[1].at_work \"31\": expected a whole number from 0 to 30",
                "size: medium|size: huge|cohorts[0].size \"huge\": expected one of micro, small, medium, large",
                "size: medium|size: {by_lot: {huge: 1}}|cohorts[0].size.by_lot.huge \"1\": expected one of micro, small,"
                        + " medium, large before how many there are",
                "size: medium|size: {by_colour: {red: small}}|cohorts[0].size \"a mapping\": expected one of by_lot, in_turn",
                "street-{place%4+1}|street-{place-1}|enterprises.grid \"shore/street-{place-1}\": expected up to five"
                        + " levels such as north/street-{place%6+1}",
                "measure: staff_return|measure: staff|published[1].measure \"staff\": expected one of ",
                "source: Lakeside News|source: Another|published[0].source \"Another\": expected one of Lakeside News",
            })
    void whatIsWrongIsNamedWithFileLineKeyAndWhatWasExpected(String from, String to, String problem)
            throws IOException {
        change(from, to);

        String place = "lakeside.yaml:" + line(from) + ": ";
        assertThatThrownBy(this::scenario)
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith(place + problem)
                .matches(message -> message.lines().allMatch(line -> line.startsWith(place)));
    }

    @Test
    void allProblemsAreNamedAtOnce() throws IOException {
        park = park.replace("short_name: 湖畔\n", "").replace("class: 3", "class: 9");
        change("batch: 2", "batch: 4\ncolour: red");

        assertThatThrownBy(this::scenario)
                .message()
                .contains("colour: expected one of batch, ")
                .contains("class \"9\": expected")
                .contains("batch \"4\": expected")
                .contains("lakeside.yaml:" + line("id: lakeside") + ": short_name: expected a text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"returned: 5", "returned: 100000"})
    void figuresThatNoEnterprisesHaveAreRefused(String returned) throws IOException {
        change("returned_percent: 75", returned);

        assertThatThrownBy(this::scenario)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lakeside.yaml: ");
    }

    @Test
    void industryAndKindOfSiteCannotBothGoByTheOther() throws IOException {
        change("industry: {by_lot: {equipment: 2, logistics: 1, food: 1}}", "industry: {by_site_kind: {else: food}}");

        assertThatThrownBy(this::scenario)
                .message()
                .contains(
                        "site_kind \"a mapping\": expected what does not go by industry, as industry goes by site_kind");
    }

    @Test
    void aScenarioNamesFilesAndParksThatComeAlong() throws IOException {
        Path file = directory.resolve("two-parks.yaml");
        Files.writeString(file, "last_day: 2020-03-16\ndays: 1\nparks: [dongle, nowhere.yaml]\n");
        assertThatThrownBy(this::scenario)
                .message()
                .contains("nowhere.yaml: cannot be read")
                .contains("two-parks.yaml:3: parks \"dongle\": expected a file that ends in .yaml, or a park that comes"
                        + " along");

        Files.writeString(file, "last_day: 2020-03-16\ndays: 1\nparks: [lakeside.yaml, lakeside.yaml]\n");
        assertRefused("lakeside.yaml: expected an id, and ids, that no other park of the scenario has");

        Files.writeString(file, "");
        assertRefused("two-parks.yaml: empty: expected a map");

        Files.writeString(file, "days: 1\nlast_day: 2020-03-16\n");
        assertRefused("two-parks.yaml:1: parks: expected parks, or a province");
    }

    static Stream<Published> thatArePublished() {
        return Stream.of("seed-parks", "province").flatMap(name -> Scenarios.published(name).stream());
    }

    @ParameterizedTest
    @MethodSource("thatArePublished")
    void eachNumberOfAFigureStandsInTheQuoteOfItsSourceOrANoteSaysWhereItComesFrom(Published figure) {
        assertThat(figure.source() + figure.note()).as("a source or a note").isNotBlank();
        if (figure.note().isEmpty()) {
            String printed = figure.printed() == null ? "" : figure.printed().replace(".0%", "%");
            assertThat(figure.quote())
                    .contains(figure.n() == null ? "" : figure.n().toString())
                    .contains(figure.d() == null ? "" : figure.d().toString())
                    .contains(printed);
        }
    }

    @Test
    void theScenariosThatComeAlongHaveTheirFigures() {
        assertThat(Scenarios.published("seed-parks")).hasSize(21);
        assertThat(Scenarios.published("province")).hasSize(3);
        assertThat(Scenarios.published("tiny")).hasSize(14);
        assertThat(Scenarios.named("seed-parks", 1, OptionalInt.of(1), OptionalInt.empty())
                        .parks())
                .hasSize(10);
    }
}
