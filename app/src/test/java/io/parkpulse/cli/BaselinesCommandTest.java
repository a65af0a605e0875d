package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.alerts.WorkCalendar;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselinesCommandTest {
    private static final Path CHINA = Path.of("../docs/calendars/china.yaml");
    private static final String HEADER =
            "enterprise_id,baseline_id,from,to,baseline_wh,days_used,days_left_out,standby_wh,capacity_wh";

    private final Commands commands = new Commands();

    @TempDir
    Path temp;

    private Path recording;
    private Path out;

    /** Six days, of which the fifth is a Saturday; the meter of E2 says nothing from the third day on. */
    @BeforeEach
    void record() throws IOException {
        recording = Files.createDirectory(temp.resolve("in"));
        out = temp.resolve("baselines.csv");
        Files.writeString(recording.resolve("parks.csv"), "park_id,method\nP1,zhejiang-2020\n");
        Files.writeString(recording.resolve("enterprises.csv"), "enterprise_id,park_id\n\"E,1\",P1\nE2,P1\nE3,P1\n");
        Files.writeString(
                recording.resolve("meters.csv"),
                "meter_id,enterprise_id,kind,every\nM1,\"E,1\",INTERVAL,PT1H\nM2,E2,INTERVAL,PT1H\n");
        List<String> lines = new ArrayList<>();
        for (int day = 0; day < 6; day++) {
            for (int hour = 1; hour <= 24; hour++) {
                String at =
                        LocalDate.of(2020, 3, 3).plusDays(day).atStartOfDay().plusHours(hour) + ":00+08:00";
                lines.add(reading("M1", at, day + 1));
                if (day < 2) {
                    lines.add(reading("M2", at, 7));
                }
            }
        }
        Files.write(recording.resolve("power.jsonl"), lines);
    }

    private static String reading(String meter, String at, int kWh) {
        return "{\"meter\":\"" + meter + "\",\"at\":\"" + at + "\",\"value\":" + kWh + ",\"period\":\"PT1H\"}";
    }

    private int baselines(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "baselines", recording.toString(), "--id", "march", "--out", out.toString(), "--from", "2020-03-02"));
        words.addAll(List.of(more));
        return commands.run(words.toArray(String[]::new));
    }

    @Test
    void aBaselineIsTheMeanOfTheDaysThatAreKnown() throws IOException {
        assertThat(baselines("--to", "2020-03-06")).isZero();

        assertThat(out).content().isEqualTo(HEADER + """

                "E,1",march,2020-03-02,2020-03-06,60000,4,1,24000,96000
                E2,march,2020-03-02,2020-03-06,,2,3,,
                E3,march,2020-03-02,2020-03-06,,0,5,,
                """);
        assertThat(commands.out())
                .contains("1 of 3 enterprises have a baseline march, 2020-03-02 to 2020-03-06")
                .contains("fewer than 3 days can be used of: \"E2\" (2), \"E3\" (0)")
                .contains("2 days of which the meters cover too little");
        assertThat(temp.resolve("baselines.left-out.csv"))
                .content()
                .startsWith("enterprise_id,baseline_id,day,reason\n\"E,1\",march,2020-03-02,no-data\n")
                .contains("E2,march,2020-03-05,coverage\n", "E3,march,2020-03-03,not-metered\n");
    }

    @Test
    void workingDaysGoByTheRecordingsCalendarOrTheOneGiven() throws IOException {
        assertThat(baselines("--to", "2020-03-08", "--days", "work")).isZero();
        assertThat(out).content().contains("\"E,1\",march,2020-03-02,2020-03-08,60000,4,3,24000,96000");

        Files.writeString(
                recording.resolve("rules.yaml"), "calendar: {rest_days: [2020-03-03], work_days: [2020-03-07]}\n");
        assertThat(baselines("--to", "2020-03-08", "--days", "work")).isZero();
        assertThat(out).content().contains("\"E,1\",march,2020-03-02,2020-03-08,84000,4,3,48000,120000");

        Path holidays = Files.writeString(temp.resolve("holidays.yaml"), "calendar: {rest_days: [2020-03-06]}\n");
        assertThat(baselines("--to", "2020-03-08", "--days", "work", "--holidays", holidays.toString()))
                .isZero();
        assertThat(out).content().contains("\"E,1\",march,2020-03-02,2020-03-08,48000,3,4,24000,72000");
    }

    @Test
    void whatItDidNotWriteStays() throws IOException {
        Files.writeString(out, "mine\n");

        assertThat(baselines("--to", "2020-03-06")).isEqualTo(2);

        assertThat(commands.err()).contains("--out " + out + ": expected a file that does not exist yet");
        assertThat(out).hasContent("mine");
        assertThat(temp.resolve("baselines.left-out.csv")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--to 2020-03-01                         | --to 2020-03-01: expected a day that is not before --from",
                "--to 2020-03-06 --days rest             | --days rest: expected all or work",
                "--to 2020-03-06 --holidays calendar     | --holidays calendar: expected --days work as well",
                "--to yesterday                          | yesterday"
            })
    void aWrongUseIsNamed(String words, String message) {
        assertThat(baselines(words.split(" "))).isEqualTo(2);

        assertThat(commands.err()).contains(message);
        assertThat(out).doesNotExist();
    }

    @Test
    void aRecordingOfNothingGivesNoBaselineAndSaysSo() throws IOException {
        Files.writeString(recording.resolve("power.jsonl"), "");

        assertThat(baselines("--to", "2020-03-06")).isEqualTo(3);

        assertThat(out).content().contains("E2,march,2020-03-02,2020-03-06,,0,5,,");
    }

    @Test
    void theBaselinesOfTheExampleAreWhatItsDaysOfEnterprisesAddUpTo() throws IOException {
        Path example = Commands.EXAMPLE;
        commands.run(
                "baselines",
                example.resolve("in").toString(),
                "--id",
                "x",
                "--out",
                out.toString(),
                "--from",
                "2020-01-01",
                "--to",
                "2020-12-31");
        Map<String, List<Long>> energies = new HashMap<>();
        for (String line : Files.readAllLines(example.resolve("want/enterprises.jsonl"))) {
            JsonNode day = new ObjectMapper().readTree(line);
            // Every park of the example has this gate; no day of it is shorter than the ones that break off.
            if (day.get("metered").asBoolean()
                    && day.get("window_ms").asLong() >= 82_800_000
                    && day.get("covered_ms").asLong() * 100
                            >= day.get("window_ms").asLong() * 80) {
                energies.computeIfAbsent(day.get("enterprise").asText(), id -> new ArrayList<>())
                        .add(day.get("energy_wh").asLong());
            }
        }
        List<String> rows = Files.readAllLines(out);
        assertThat(rows).hasSizeGreaterThan(3);
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",", -1);
            List<Long> days = energies.getOrDefault(cells[0], List.of());
            assertThat(cells[5]).as(row).isEqualTo(Integer.toString(days.size()));
            assertThat(cells[4])
                    .as(row)
                    .isEqualTo(
                            days.size() < 3
                                    ? ""
                                    : Long.toString(
                                            days.stream().mapToLong(wh -> wh).sum() / days.size()));
        }
    }

    /** The figures of the tutorial, whose registry says the baselines. */
    @Test
    void aParkHasItsFiguresByTheBaselinesOfItsOwnPast() throws IOException {
        Path scenario = Files.writeString(
                temp.resolve("tiny-past.yaml"),
                "last_day: 2020-03-17\ndays: 2\nparks: [tiny-park]\npast: {first_day: 2020-02-03, days: 7}\n");
        Path past = temp.resolve("past");
        assertThat(commands.run("simulate", "--scenario", scenario.toString(), "--out", past.toString()))
                .as(commands.err())
                .isZero();

        String table = past.resolve("baselines.csv").toString();
        assertThat(commands.run(
                        "baselines",
                        past.toString(),
                        "--id",
                        "february",
                        "--from",
                        "2020-02-03",
                        "--to",
                        "2020-02-09",
                        "--out",
                        table))
                .as(commands.err())
                .isZero();
        String result = temp.resolve("out").toString();
        assertThat(commands.run("replay", past.toString(), "--out", result, "--every", "PT24H"))
                .as(commands.err())
                .isZero();

        JsonNode tuesday = null;
        for (String line : Files.readAllLines(Path.of(result, "daily.jsonl"))) {
            JsonNode day = new ObjectMapper().readTree(line);
            if (day.get("scope").asText().equals("park:tiny-park")
                    && day.get("day").asText().equals("2020-03-17")) {
                tuesday = day;
            }
        }
        assertThat(tuesday).isNotNull();
        assertThat(tuesday.at("/power_work_rate/printed").asText()).isEqualTo("50.00%");
        assertThat(tuesday.at("/power_output_rate/printed").asText()).isEqualTo("57.14%");
        assertThat(tuesday.at("/resumption_index/printed").asText()).isEqualTo("53.57");
    }

    @Test
    void theCalendarOfChinaHasTheWorkingDaysThatTheGovernmentSaid() throws Exception {
        WorkCalendar calendar = RegistryReader.readRules(CHINA).calendar();

        // Working days of each year: those from Monday to Friday, without holidays, with those made up for.
        Map<Integer, Long> days = new HashMap<>();
        for (LocalDate day = LocalDate.of(2019, 1, 1); day.getYear() < 2027; day = day.plusDays(1)) {
            days.merge(day.getYear(), calendar.isWorkDay(day) ? 1L : 0L, Long::sum);
        }
        assertThat(days)
                .isEqualTo(Map.of(
                        2019, 250L, 2020, 249L, 2021, 250L, 2022, 249L, 2023, 249L, 2024, 251L, 2025, 248L, 2026,
                        248L));
        for (String rest : Arrays.asList("2020-01-31", "2020-02-02", "2020-10-08", "2026-02-23")) {
            assertThat(calendar.isWorkDay(LocalDate.parse(rest))).as(rest).isFalse();
        }
        for (String work : Arrays.asList("2020-01-19", "2020-02-03", "2021-02-20", "2026-10-10")) {
            assertThat(calendar.isWorkDay(LocalDate.parse(work))).as(work).isTrue();
        }
    }
}
