package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.alerts.WorkCalendar;
import io.parkpulse.breakdown.Reasons;
import io.parkpulse.catalogue.Language;
import io.parkpulse.index.Measure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WallModelTest {
    private static final Instant NOON = Instant.parse("2020-03-16T04:00:00Z");
    private static final Instant YESTERDAY = NOON.minus(Duration.ofDays(1));
    private static final long WHOLE_DAY = 86_400_000;

    /** A Tuesday of rest, and a Saturday that is worked. */
    private static final WorkCalendar CALENDAR =
            new WorkCalendar(Set.of(LocalDate.parse("2020-03-17")), Set.of(LocalDate.parse("2020-03-21")));

    private final PublishedState facts = new PublishedState();
    private final WallModel model = caughtUp(new WallModel(facts, CALENDAR));

    private static WallModel caughtUp(WallModel model) {
        model.caughtUp();
        return model;
    }

    private void window(String scope, Instant end, Lines.Body figures) {
        model.put(WallTopic.INDICES, scope + "|" + end, Lines.window(scope, end, figures));
    }

    private JsonNode fact(String key) {
        try {
            String text = facts.since(null, "P1").facts().get(key);
            return text == null ? null : WallModel.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode since(String scope, Measure measure) {
        return comparison(scope, Comparison.DAY_BEFORE).path("changes").path(measure.id());
    }

    private JsonNode comparison(String scope, Comparison comparison) {
        return fact("now/" + scope).path("since").path(comparison.id());
    }

    /** Lets there be a window of everything that is older than all that is compared. */
    private void runBegan(Instant end) {
        window("all", end, Lines.tenEnterprises(1));
        window("all", end.plus(Duration.ofMinutes(5)), Lines.tenEnterprises(1));
    }

    @Test
    void aLineIsShownAsItWasWritten() {
        String line = Lines.window("park:P1", NOON, Lines.tenEnterprises(7).rate("staff_return", 1, 3, ">33.0%"));
        model.put(WallTopic.INDICES, "park:P1|" + NOON, line);

        assertThat(facts.since(null, "").facts().get("now/park:P1")).contains(line);
    }

    @Test
    void changesAreAgainstTheSameTimeOfTheDayBefore() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        runBegan(YESTERDAY.minus(Duration.ofDays(2)));
        window("park:P1", YESTERDAY, Lines.tenEnterprises(6));
        window("park:P1", NOON.minus(Duration.ofMinutes(5)), Lines.tenEnterprises(9));
        window("park:P1", NOON, Lines.tenEnterprises(7));

        assertThat(since("park:P1", Measure.ENTERPRISE_RESUMPTION).path("by").asText())
                .isEqualTo("+10.00");
        assertThat(since("park:P1", Measure.RESUMPTION_INDEX).path("by").asText())
                .isEqualTo("+10.00");
        assertThat(since("park:P1", Measure.PRESENT).path("by").asText()).isEqualTo("+4");
        assertThat(since("park:P1", Measure.SILENT).path("by").asText()).isEqualTo("0");
    }

    @Test
    void aChangeOfTheIndexIsTakenFromWhatItIsMadeOfAndNotFromItsDouble() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        // The doubles differ by a hair less than a tenth: rounded toward zero they would print +0.09.
        window("all", YESTERDAY, Lines.tenEnterprises(6).index(60.00000000000001, "60.00"));
        window(
                "all",
                NOON,
                Lines.tenEnterprises(6)
                        .rate("power_work_rate", 602, 1000, "60.20%")
                        .index(60.1, "60.10"));

        assertThat(since("all", Measure.RESUMPTION_INDEX).path("by").asText()).isEqualTo("+0.10");
    }

    @Test
    void aChangeThatIsUnknownSaysWhy() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        window("all", YESTERDAY, Lines.tenEnterprises(6).unknown("staff_return"));
        window("all", NOON, Lines.tenEnterprises(7).unknown("power_work_rate"));
        assertThat(since("all", Measure.STAFF_RETURN).path("why").asText()).isEqualTo("unknown_then");
        assertThat(since("all", Measure.POWER_WORK_RATE).path("why").asText()).isEqualTo("unknown_now");
    }

    @Test
    void changesAreSentAnewWhenTheMethodArrivesAfterTheLines() {
        window("all", YESTERDAY, Lines.tenEnterprises(6));
        window("all", NOON, Lines.tenEnterprises(7));
        assertThat(since("all", Measure.STAFF_RETURN).path("why").asText()).isEqualTo("no_method");

        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());

        assertThat(since("all", Measure.STAFF_RETURN).path("by").asText()).isEqualTo("+10.00");
    }

    @Test
    void aWindowIsComparedWithTheLatestOneThatIsLikeIt() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        runBegan(NOON.minus(Duration.ofDays(20)));
        for (int day = -14; day <= 9; day++) {
            window("all", NOON.plus(Duration.ofDays(day)), Lines.tenEnterprises(1));
            // 03-16 is a Monday, 03-17 a day of rest, 03-21 a Saturday that is worked.
            String expected = switch (day) {
                case 0 -> "2020-03-09"; // Sunday and Monday, as a week before
                case 1 -> "2020-03-14"; // Monday and a day of rest, as Friday and Saturday
                case 2 -> "2020-03-16"; // a day of rest and a working day, as Sunday and Monday
                case 3 -> "2020-03-13"; // two working days
                case 5 -> "2020-03-20"; // a Saturday that is worked, as Friday
                case 6 -> "2020-03-17"; // that Saturday and Sunday
                default -> "";
            };
            if (!expected.isEmpty()) {
                JsonNode like = comparison("all", Comparison.LIKE_DAY);
                assertThat(like.path("day").asText()).as("day %d", day).isEqualTo(expected);
                assertThat(like.path("alike").asBoolean()).isTrue();
            }
            if (day == 0) {
                assertThat(comparison("all", Comparison.DAY_BEFORE)
                                .path("alike")
                                .asBoolean(true))
                        .isFalse();
                assertThat(comparison("all", Comparison.WEEK_BEFORE)
                                .path("alike")
                                .asBoolean())
                        .isTrue();
            }
        }
    }

    @Test
    void theWindowAtMidnightIsThatOfTheDayThatEnds() {
        runBegan(NOON.minus(Duration.ofDays(20)));
        Instant midnight = Instant.parse("2020-03-16T16:00:00Z");
        for (int day = -14; day <= 0; day++) {
            window("all", midnight.plus(Duration.ofDays(day)), Lines.tenEnterprises(1));
        }
        // Monday, as Friday.
        assertThat(comparison("all", Comparison.LIKE_DAY).path("day").asText()).isEqualTo("2020-03-13");
    }

    @Test
    void whatLiesPartlyBeforeTheRunIsComparedWithNothing() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        Instant begin = NOON.minus(Duration.ofHours(44));
        for (int step = 0; step <= 60 * 12; step++) {
            Instant end = begin.plus(Duration.ofMinutes(5L * (step + 1)));
            window("all", end, Lines.tenEnterprises(6));
            String why = comparison("all", Comparison.DAY_BEFORE).path("why").asText();
            Duration age = Duration.between(begin, end);
            if (age.toHours() < 24) {
                assertThat(why).as("%s after the begin", age).isEqualTo("young_run");
            } else if (age.toHours() < 48) {
                assertThat(why).as("%s after the begin", age).isEqualTo("not_in_run");
            } else {
                assertThat(why).as("%s after the begin", age).isEmpty();
            }
        }
    }

    @Test
    void aWeekWithoutALikeDayIsSaid() {
        runBegan(NOON.minus(Duration.ofDays(20)));
        window("all", NOON.plus(Duration.ofDays(1)), Lines.tenEnterprises(6));
        // A day of rest after a working day: the Saturday is like it and not known.
        assertThat(comparison("all", Comparison.LIKE_DAY).path("why").asText()).isEqualTo("not_in_run");

        WallModel holidays = caughtUp(new WallModel(
                facts,
                new WorkCalendar(
                        NOON.atZone(Lines.ZONE)
                                .toLocalDate()
                                .minusDays(9)
                                .datesUntil(LocalDate.parse("2020-03-16"))
                                .collect(Collectors.toSet()),
                        Set.of())));
        for (Instant end : List.of(NOON.minus(Duration.ofDays(20)), NOON)) {
            holidays.put(WallTopic.INDICES, "all|" + end, Lines.window("all", end, Lines.tenEnterprises(6)));
        }
        assertThat(comparison("all", Comparison.LIKE_DAY).path("why").asText()).isEqualTo("no_like_day");
    }

    @Test
    void aDayIsComparedWithThatOfTheSameLunarDateAYearBefore() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        LocalDate first = LocalDate.parse("2019-02-04");
        first.datesUntil(LocalDate.parse("2020-01-26")).forEach(day -> {
            int atWork = day.equals(LocalDate.parse("2019-02-05")) ? 3 : 8;
            model.put(
                    WallTopic.DAILY,
                    "all|" + day,
                    Lines.day("all", day.toString(), "final", 0, Lines.tenEnterprises(atWork)));
        });
        model.put(
                WallTopic.DAILY,
                "all|2020-01-26",
                Lines.day("all", "2020-01-26", "provisional", 0, Lines.tenEnterprises(1)));
        window("all", Instant.parse("2020-01-26T04:00:00Z"), Lines.tenEnterprises(5));

        JsonNode lunar = comparison("all", Comparison.LUNAR_YEAR_BEFORE);
        assertThat(lunar.path("of").asText()).isEqualTo("2020-01-25");
        assertThat(lunar.path("day").asText()).isEqualTo("2019-02-05");
        assertThat(lunar.path("changes").path("staff_return").path("by").asText())
                .isEqualTo("+50.00");
        assertThat(lunar.path("changes").has("present")).isFalse();
        assertThat(model.ask(it -> it.trend("all", Measure.STAFF_RETURN)).path("days"))
                .hasSize(60);
    }

    @Test
    void theFirstDayOfARunIsComparedWithNothing() {
        for (String day : List.of("2019-02-05", "2020-01-25")) {
            model.put(WallTopic.DAILY, "all|" + day, Lines.day("all", day, "final", 0, Lines.tenEnterprises(5)));
        }
        window("all", Instant.parse("2020-01-26T04:00:00Z"), Lines.tenEnterprises(5));

        assertThat(comparison("all", Comparison.LUNAR_YEAR_BEFORE).path("why").asText())
                .isEqualTo("not_in_run");
    }

    @Test
    void aPointOfTheTrendWhoseCoverageIsUnderTheGateSaysSo() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        window("all", YESTERDAY, Lines.tenEnterprises(6).rate("coverage", 7804, 10_000, "78.04%"));
        window("all", NOON, Lines.tenEnterprises(6).rate("coverage", 80, 100, "80.00%"));

        JsonNode points =
                model.ask(it -> it.trend("all", Measure.RESUMPTION_INDEX)).path("points");
        assertThat(points.path(0).path(3).asText()).isEqualTo("78.04%");
        assertThat(points.path(1).has(3)).isFalse();
    }

    @Test
    void aRefinedWindowReplacesItselfAndAnOlderOneDoesNotComeToTheFront() {
        window("all", NOON, Lines.tenEnterprises(7));
        window("all", NOON, Lines.tenEnterprises(8));
        window("all", YESTERDAY, Lines.tenEnterprises(3));

        assertThat(fact("now/all").path("line").path("staff_return").path("n").asInt())
                .isEqualTo(40);
        assertThat(model.ask(it -> it.trend("all", Measure.STAFF_RETURN)).path("points"))
                .hasSize(2);
    }

    @Test
    void noMoreThanADayAndTwoHoursAreKept() {
        for (int step = 0; step <= 30 * 12; step++) {
            window("all", YESTERDAY.plus(Duration.ofMinutes(5L * step)), Lines.tenEnterprises(7));
        }
        assertThat(model.ask(it -> it.trend("all", Measure.STAFF_RETURN)).path("points"))
                .hasSize(26 * 12 + 1);
    }

    @Test
    void ofPartsOfParksBeyondTheBoundOnlyTheLatestIsKept() {
        WallModel small = caughtUp(new WallModel(facts, CALENDAR, 1));
        small.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        for (Instant end : List.of(YESTERDAY, NOON)) {
            int atWork = end.equals(NOON) ? 7 : 6;
            for (String scope : List.of("park:P1", "park:P1/tier:a", "park:P1/tier:b")) {
                small.put(WallTopic.INDICES, scope + "|" + end, Lines.window(scope, end, Lines.tenEnterprises(atWork)));
            }
        }

        assertThat(small.ask(it -> it.trend("park:P1", Measure.STAFF_RETURN)).path("points"))
                .hasSize(2);
        assertThat(small.ask(it -> it.trend("park:P1/tier:a", Measure.STAFF_RETURN))
                        .path("points"))
                .hasSize(2);
        assertThat(small.ask(it -> it.trend("park:P1/tier:b", Measure.STAFF_RETURN))
                        .path("points"))
                .hasSize(1);
        JsonNode latest = fact("now/park:P1/tier:b");
        assertThat(latest.path("line").path("staff_return").path("n").asInt()).isEqualTo(35);
        assertThat(latest.has("since")).isFalse();
    }

    @Test
    void nothingIsComparedBeforeAllIsRead() {
        WallModel reading = new WallModel(facts, CALENDAR);
        reading.put(WallTopic.INDICES, "all|" + NOON, Lines.window("all", NOON, Lines.tenEnterprises(6)));
        assertThat(fact("now/all").has("since")).isFalse();

        reading.caughtUp();

        assertThat(fact("now/all").has("since")).isTrue();
    }

    @Test
    void noMoreThanSixtyDaysAreKept() {
        for (int day = 0; day < 100; day++) {
            String date = LocalDate.of(2020, 1, 1).plusDays(day).toString();
            model.put(
                    WallTopic.DAILY,
                    "all|" + date,
                    Lines.day("all", date, "final", 0, Lines.tenEnterprises(day % 10 + 1)));
        }
        JsonNode days = model.ask(it -> it.trend("all", Measure.STAFF_RETURN)).path("days");
        assertThat(days).hasSize(60);
        assertThat(days.path(59).path(0).asText()).isEqualTo("2020-04-09");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{\"scope\":\"all\"}",
                "{\"scope\":\"all\",\"end\":\"yesterday\"}",
                "{\"scope\":\"city:x\",\"end\":\"2020-03-16T04:00:00Z\"}",
                "{\"scope\":\"all\",\"end\":\"2020-03-16T04:00:00Z\",\"local\":\"\",\"method\":\"\",\"staff_return\":{\"n\":1,\"d\":0}}",
                "{\"scope\":\"all\",\"end\":\"2020-03-16T04:00:00Z\",\"local\":\"\",\"method\":\"\",\"present\":1.5}",
                "{\"scope\":\"all\",\"end\":\"2020-03-16T04:00:00Z\"} {}"
            })
    void aMessageThatCannotBeReadIsCountedAndChangesNothing(String value) {
        window("all", YESTERDAY, Lines.tenEnterprises(6));

        model.put(WallTopic.INDICES, "all|" + NOON, value);

        assertThat(fact("status").path("unreadable").asInt()).isEqualTo(1);
        assertThat(fact("now/all").path("line").path("end").asText()).isEqualTo(YESTERDAY.toString());
    }

    @Test
    void resolvedAlertsDoNotPileUp() {
        int before = facts.remembered();
        for (int i = 0; i < 5_000; i++) {
            model.put(WallTopic.ALERTS, "a" + i, "{\"id\":\"a" + i + "\",\"state\":\"resolved\"}");
        }
        model.put(WallTopic.ALERTS, "b", "{\"id\":\"b\",\"state\":\"firing\"}");

        assertThat(facts.since(null, "").facts().keySet().stream().filter(it -> it.startsWith("alert/")))
                .hasSize(101);
        assertThat(facts.remembered() - before)
                .as("and those that learn that one is gone")
                .isEqualTo(101 + 1_000);
    }

    private void enterprise(String day, String id, long coveredMs, long energyWh, boolean atWork) {
        model.put(WallTopic.ENTERPRISES, day + "|" + id, Lines.enterprise(day, "P1", id, coveredMs, energyWh, atWork));
    }

    private Map<String, String> states() {
        List<JsonNode> rows = new ArrayList<>();
        model.ask(it -> it.enterprises("P1")).path("enterprises").forEach(rows::add);
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> row.path(0).asText(), row -> row.path(7).asText()));
    }

    @Test
    void anIdMayHaveSlashes() {
        model.put(WallTopic.REGISTRY, "park/a%2Fb%252F", Lines.park("a/b%2F", "园区", "a", ""));
        model.put(WallTopic.REGISTRY, "enterprise/e%2F1/2020-01-01T00:00:00Z", Lines.enterpriseRow("e/1", "P1", "甲"));

        assertThat(fact("park/a/b%2F").path("name_zh").asText()).isEqualTo("园区");
        assertThat(states()).containsOnlyKeys("e/1");

        model.put(
                WallTopic.REGISTRY,
                "enterprise/e%2F1/2020-01-01T00:00:00Z",
                "{\"enterprise_id\":\"e/1\",\"park_id\":\"P1\",\"name\":\"甲\",\"name_en\":\"First\"}");
        assertThat(model.ask(it -> it.enterprises("P1"))
                        .path("enterprises")
                        .path(0)
                        .path(1)
                        .toString())
                .isEqualTo("{\"name_en\":\"First\",\"name\":\"甲\"}");
        model.put(WallTopic.REGISTRY, "grid/tianjin%2Fdongli", "{\"path\":\"tianjin/dongli\",\"name_en\":\"Dongli\"}");
        assertThat(fact("grid/tianjin/dongli").path("name_en").asText()).isEqualTo("Dongli");
        model.put(WallTopic.REGISTRY, "enterprise/e%2F1/2020-01-01T00:00:00Z", null);
        assertThat(states()).isEmpty();
    }

    @Test
    void nobodyIsMissed() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        model.put(WallTopic.REGISTRY, "park/P1", Lines.park("P1", "园区", "a", ""));
        for (String id : List.of("works", "idle", "silent", "half", "absent")) {
            model.put(WallTopic.REGISTRY, "enterprise/" + id + "/", Lines.enterpriseRow(id, "P1", id));
        }
        model.put(WallTopic.REGISTRY, "enterprise/elsewhere/", Lines.enterpriseRow("elsewhere", "P2", ""));
        enterprise("2020-03-16", "works", WHOLE_DAY, 900, true);
        enterprise("2020-03-16", "idle", WHOLE_DAY, 10, false);
        enterprise("2020-03-15", "silent", WHOLE_DAY, 10, false);
        enterprise("2020-03-16", "silent", 0, 0, false);
        enterprise("2020-03-16", "half", WHOLE_DAY / 2, 10, false);
        enterprise("2020-03-16", "unregistered", WHOLE_DAY, 10, false);

        assertThat(states())
                .containsOnly(
                        Map.entry("works", "at_work"),
                        Map.entry("idle", "idle"),
                        Map.entry("silent", "silent"),
                        Map.entry("half", "unknown"),
                        Map.entry("absent", "no_line"),
                        Map.entry("unregistered", "idle"));
    }

    @Test
    void anEnterpriseWasLastHeardOfOnTheLastDayWithAnySignOfIt() {
        model.put(WallTopic.REGISTRY, "park/P1", Lines.park("P1", "园区", "a", ""));
        enterprise("2020-03-12", "E1", WHOLE_DAY, 10, false);
        enterprise("2020-03-13", "E1", 0, 0, false);
        enterprise("2020-03-14", "E1", 0, 0, false);
        enterprise("2020-03-15", "E1", 0, 0, false);

        JsonNode row = model.ask(it -> it.enterprises("P1")).path("enterprises").path(0);
        assertThat(row.path(8).asText()).isEqualTo("2020-03-12");
        assertThat(row.path(9).isNull()).isTrue();
    }

    private void twoDaysOfThree() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        enterprise("2020-03-15", "E1", WHOLE_DAY, 100, false);
        enterprise("2020-03-15", "E2", WHOLE_DAY, 500, true);
        enterprise("2020-03-16", "E1", WHOLE_DAY, 900, true);
        enterprise("2020-03-16", "E2", WHOLE_DAY, 400, true);
        enterprise("2020-03-16", "E3", WHOLE_DAY, 100, false);
        Lines.Body then = new Lines.Body()
                .rate("power_work_rate", 1, 2, "50.00%")
                .rate("power_output_rate", 600, 2000, "30.00%")
                .index(40, "40.00");
        Lines.Body now = new Lines.Body()
                .rate("power_work_rate", 2, 3, "66.67%")
                .rate("power_output_rate", 1400, 3000, "46.67%")
                .index(56.666666666666664, "56.67");
        for (String scope : List.of("park:P1", "all/tier:top-100", "region:tianjin/class:2", "all/tier:other")) {
            model.put(WallTopic.DAILY, scope + "|2020-03-15", Lines.day(scope, "2020-03-15", "final", 0, then));
            model.put(WallTopic.DAILY, scope + "|2020-03-16", Lines.day(scope, "2020-03-16", "final", 0, now));
        }
    }

    @Test
    void aScopeAcrossParksHasTheContributionsOfItsEnterprises() {
        twoDaysOfThree();
        model.put(WallTopic.REGISTRY, "park/P1", Lines.park("P1", "园区", "tianjin/dongli", ""));
        for (String id : List.of("E1", "E2", "E3")) {
            model.put(WallTopic.REGISTRY, "enterprise/" + id + "/", Lines.enterpriseRow(id, "P1", id));
        }

        JsonNode ofPark = model.ask(it -> it.contributions("park:P1", Measure.POWER_OUTPUT_RATE, 10));
        assertThat(ofPark.path("parts")).isNotEmpty();
        assertThat(model.ask(it -> it.contributions("all/tier:top-100", Measure.POWER_OUTPUT_RATE, 10)))
                .isEqualTo(ofPark);
        assertThat(model.ask(it -> it.contributions("region:tianjin/class:2", Measure.POWER_OUTPUT_RATE, 10)))
                .isEqualTo(ofPark);
        // Nobody is in that tier.
        assertThat(model.ask(it -> it.contributions("all/tier:other", Measure.POWER_OUTPUT_RATE, 10))
                        .path("why")
                        .asText())
                .isEqualTo("incomplete");
        assertThat(model.ask(it -> it.contributions("all/tier:none", Measure.POWER_OUTPUT_RATE, 10)))
                .isNull();
    }

    @Test
    void partsOfPlacesAreComparedWithYesterdayAndHaveATrend() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        for (String scope : List.of("all/tier:a", "region:tianjin/tier:a", "park:P1/tier:a")) {
            window(scope, YESTERDAY, Lines.tenEnterprises(6));
            window(scope, NOON, Lines.tenEnterprises(7));

            assertThat(model.ask(it -> it.trend(scope, Measure.STAFF_RETURN)).path("points"))
                    .hasSize(2);
        }

        assertThat(facts.since(null, "").facts()).doesNotContainKeys("now/all/tier:a", "now/region:tianjin/tier:a");
        assertThat(facts.since(null, "P1").facts().get("now/park:P1/tier:a")).contains("+10.00");
        assertThat(facts.since(null, "all").facts().get("now/all/tier:a")).contains("+10.00");
        assertThat(facts.since(null, "region:tianjin").facts().get("now/region:tianjin/tier:a"))
                .contains("+10.00");
    }

    private void producers(String day, Map<String, Long> energies) {
        energies.forEach(
                (id, wh) -> model.put(WallTopic.ENTERPRISES, day + "|" + id, Lines.producer(day, "P1", id, wh)));
        for (String scope : List.of("park:P1", "region:tianjin/tier:top-100")) {
            model.put(
                    WallTopic.DAILY,
                    scope + "|" + day,
                    Lines.day(scope, day, "final", 0, new Lines.Body().count("enterprises", energies.size())));
        }
    }

    private static Map<String, List<Integer>> moves(JsonNode ladder) {
        Map<String, List<Integer>> moves = new LinkedHashMap<>();
        for (JsonNode rung : ladder.path("rungs")) {
            moves.put(
                    rung.path("rung").asText(),
                    Stream.of("then", "up", "down", "newly", "no_longer", "now")
                            .map(kind -> rung.path(kind).asInt())
                            .toList());
        }
        return moves;
    }

    @Test
    void theLadderSaysHowManyMovedOnEachRung() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        model.put(WallTopic.REGISTRY, "park/P1", Lines.park("P1", "园区", "tianjin/dongli", ""));
        for (String id : List.of("up", "down", "same", "came", "left")) {
            model.put(WallTopic.REGISTRY, "enterprise/" + id + "/", Lines.producerRow(id, "P1"));
        }
        producers("2020-03-15", Map.of("up", 100L, "down", 900L, "same", 300L, "left", 850L));
        assertThat(model.ask(it -> it.ladder("park:P1")).path("why").asText()).isEqualTo("no_line_then");
        producers("2020-03-16", Map.of("up", 950L, "down", 799L, "same", 300L, "came", 800L));

        JsonNode ladder = model.ask(it -> it.ladder("park:P1"));

        assertThat(ladder.path("day").asText()).isEqualTo("2020-03-16");
        assertThat(moves(ladder))
                .containsExactly(
                        Map.entry("opened", List.of(3, 1, 0, 1, 1, 4)),
                        Map.entry("producing", List.of(3, 1, 0, 1, 1, 4)),
                        Map.entry("at_target", List.of(2, 1, 1, 1, 1, 2)),
                        Map.entry("full", List.of(1, 1, 1, 0, 0, 1)));
        assertThat(moves(model.ask(it -> it.ladder("region:tianjin/tier:top-100"))))
                .isEqualTo(moves(ladder));
        assertThat(model.ask(it -> it.ladder("park:P2"))).isNull();
        window("park:P2", NOON, Lines.tenEnterprises(7));
        assertThat(model.ask(it -> it.ladder("park:P2")).path("why").asText()).isEqualTo("no_line_now");

        model.put(WallTopic.ENTERPRISES, "2020-03-16|same", null);
        assertThat(model.ask(it -> it.ladder("park:P1")).path("why").asText()).isEqualTo("incomplete");
    }

    @Test
    void anEnterpriseSaysInEachLanguageWhyItCountsAsItDoes() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        model.put(WallTopic.REGISTRY, "park/P1", Lines.park("P1", "园区", "tianjin/dongli", ""));
        model.put(WallTopic.REGISTRY, "enterprise/E1/", Lines.producerRow("E1", "P1"));
        model.put(WallTopic.ENTERPRISES, "2020-03-16|E1", Lines.producer("2020-03-16", "P1", "E1", 250));

        JsonNode english = model.ask(it -> it.enterprise("E1", Reasons.in(Language.EN)));
        assertThat(english.path("state").asText()).isEqualTo("idle");
        assertThat(english.path("rungs").toString())
                .isEqualTo("{\"opened\":\"below\",\"producing\":\"below\",\"at_target\":\"below\",\"full\":\"below\"}");
        JsonNode work = english.path("measures").path(Measure.ofDay().indexOf(Measure.POWER_WORK_RATE));
        assertThat(work.toString())
                .isEqualTo("{\"measure\":\"power_work_rate\",\"counts\":\"in_d_alone\","
                        + "\"kind\":\"not resumed: E under 30% of B\",\"detail\":\"E = 25.00% of B\",\"n\":0,\"d\":1}");
        assertThat(model.ask(it -> it.enterprise("E1", Reasons.in(Language.ZH))).toString())
                .contains("未复工：E 低于 B 的 30%");
        assertThat(model.ask(it -> it.enterprise("nobody", Reasons.in(Language.EN))))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"valid_from\":\"\"', '\"valid_from\":\"1577836800000\"', true",
        "'\"valid_from\":\"\"', '\"valid_from\":\"2020-03-16\"', true",
        "'\"valid_from\":\"\"', '\"valid_from\":\"16.3.2020\"', false",
        "'\"baseline_wh\":\"1000\"', '\"baseline_wh\":\"1e3\"', true",
        "'\"baseline_wh\":\"1000\"', '\"baseline_wh\":\"-1000\"', false",
        "'\"site_kind\":\"own-site\"', '\"site_kind\":\"\u3000own-site\"', true",
        "'\"site_kind\":\"own-site\"', '\"site_kind\":\"garage\"', false"
    })
    void anEnterpriseIsExplainedWhereTheRegistryTakesItsRow(String cell, String other, boolean explained) {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        model.put(WallTopic.REGISTRY, "park/P1", Lines.park("P1", "园区", "tianjin/dongli", ""));
        String row = Lines.producerRow("E1", "P1");
        assertThat(row).contains(cell);
        model.put(WallTopic.REGISTRY, "enterprise/E1/", row.replace(cell, other));
        model.put(WallTopic.ENTERPRISES, "2020-03-16|E1", Lines.producer("2020-03-16", "P1", "E1", 250));

        assertThat(model.ask(it -> it.enterprise("E1", Reasons.in(Language.EN))).has("measures"))
                .isEqualTo(explained);
    }

    @Test
    void anEnterpriseOverWhatItsMethodCountsIsMarkedAsCapped() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        model.put(WallTopic.REGISTRY, "park/P1", Lines.park("P1", "园区", "tianjin/dongli", ""));
        for (String id : List.of("at-cap", "over-cap")) {
            model.put(WallTopic.REGISTRY, "enterprise/" + id + "/", Lines.producerRow(id, "P1"));
        }
        model.put(WallTopic.ENTERPRISES, "2020-03-16|at-cap", Lines.producer("2020-03-16", "P1", "at-cap", 1200));
        model.put(
                WallTopic.ENTERPRISES,
                "2020-03-16|over-cap",
                Lines.producer("2020-03-16", "P1", "over-cap", 1201).replace("\"used_wh\":1201", "\"used_wh\":1200"));

        JsonNode rows = model.ask(it -> it.enterprises("P1")).path("enterprises");
        assertThat(rows.path(0).path(17).asBoolean(true)).isFalse();
        assertThat(rows.path(1).path(17).asBoolean()).isTrue();
        assertThat(model.ask(it -> it.enterprise("over-cap", Reasons.in(Language.EN)))
                        .path("capped")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void noReasonsAreGivenWhereTheRegistryIsAnotherThanThatOfTheDay() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        model.put(WallTopic.REGISTRY, "park/P1", Lines.park("P1", "园区", "tianjin/dongli", ""));
        model.put(WallTopic.REGISTRY, "enterprise/E1/", Lines.enterpriseRow("E1", "P1", "甲"));
        model.put(WallTopic.ENTERPRISES, "2020-03-16|E1", Lines.producer("2020-03-16", "P1", "E1", 250));

        JsonNode answer = model.ask(it -> it.enterprise("E1", Reasons.in(Language.EN)));

        assertThat(answer.path("why").asText()).isEqualTo("other_registry");
        assertThat(answer.path("observed").path("energy_wh").asInt()).isEqualTo(250);
        assertThat(answer.path("measures").isMissingNode()).isTrue();
    }

    @Test
    void theContributionsOfAllAreTheWholeChangeTheGreatestFirst() {
        twoDaysOfThree();

        JsonNode answer = model.ask(it -> it.contributions("park:P1", Measure.POWER_WORK_RATE, 10));

        // r = 1/2: E1 (1 − 0)/3, E2 nothing, E3 (0 − 1/2)/3
        assertThat(answer.path("by").asText()).isEqualTo("+16.66");
        assertThat(answer.path("parts")).hasSize(2);
        assertThat(answer.path("parts").path(0).path("points").asText()).isEqualTo("+33.3333");
        assertThat(answer.path("parts").path(1).path("id").asText()).isEqualTo("E3");
        assertThat(answer.path("parts").path(1).path("points").asText()).isEqualTo("-16.6666");
        assertThat(answer.path("parts").path(1).path("came").asBoolean()).isTrue();
    }

    @Test
    void theContributionsThatAreNotListedAreSummed() {
        twoDaysOfThree();

        JsonNode answer = model.ask(it -> it.contributions("park:P1", Measure.RESUMPTION_INDEX, 0));

        assertThat(answer.path("parts")).isEmpty();
        assertThat(answer.path("others").path("count").asInt()).isEqualTo(3);
        assertThat(answer.path("others").path("points").asText()).isEqualTo("+16.6666");
    }

    @Test
    void noContributionsAreGivenWhileEnterprisesAreMissing() {
        twoDaysOfThree();
        model.put(WallTopic.ENTERPRISES, "2020-03-16|E2", null);

        assertThat(model.ask(it -> it.contributions("park:P1", Measure.POWER_WORK_RATE, 10))
                        .path("why")
                        .asText())
                .isEqualTo("incomplete");
    }
}
