package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.index.Measure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WallModelTest {
    private static final Instant NOON = Instant.parse("2020-03-16T04:00:00Z");
    private static final Instant YESTERDAY = NOON.minus(Duration.ofDays(1));
    private static final long WHOLE_DAY = 86_400_000;

    private final PublishedState facts = new PublishedState();
    private final WallModel model = new WallModel(facts);

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
        return fact("now/" + scope).path("since").path(measure.id());
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
        window("park:P1", YESTERDAY, Lines.tenEnterprises(6));
        window("park:P1", NOON.minus(Duration.ofMinutes(5)), Lines.tenEnterprises(9));
        window("park:P1", NOON, Lines.tenEnterprises(7));

        assertThat(since("park:P1", Measure.ENTERPRISE_RESUMPTION).path("text").asText())
                .isEqualTo("+10.00pp");
        assertThat(since("park:P1", Measure.RESUMPTION_INDEX).path("text").asText())
                .isEqualTo("+10.00pp");
        assertThat(since("park:P1", Measure.PRESENT).path("text").asText()).isEqualTo("+4");
        assertThat(since("park:P1", Measure.SILENT).path("text").asText()).isEqualTo("0");
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

        assertThat(since("all", Measure.RESUMPTION_INDEX).path("text").asText()).isEqualTo("+0.10pp");
    }

    @Test
    void aChangeThatIsUnknownSaysWhy() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        window("park:P1", NOON, Lines.tenEnterprises(7));
        assertThat(since("park:P1", Measure.STAFF_RETURN).path("why").asText()).isEqualTo("no_line_then");

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

        assertThat(since("all", Measure.STAFF_RETURN).path("text").asText()).isEqualTo("+10.00pp");
    }

    @Test
    void aRefinedWindowReplacesItselfAndAnOlderOneDoesNotComeToTheFront() {
        window("all", NOON, Lines.tenEnterprises(7));
        window("all", NOON, Lines.tenEnterprises(8));
        window("all", YESTERDAY, Lines.tenEnterprises(3));

        assertThat(fact("now/all").path("line").path("staff_return").path("n").asInt())
                .isEqualTo(40);
        assertThat(model.trend("all", Measure.STAFF_RETURN).path("points")).hasSize(2);
    }

    @Test
    void noMoreThanADayAndTwoHoursAreKept() {
        for (int step = 0; step <= 30 * 12; step++) {
            window("all", YESTERDAY.plus(Duration.ofMinutes(5L * step)), Lines.tenEnterprises(7));
        }
        assertThat(model.trend("all", Measure.STAFF_RETURN).path("points")).hasSize(26 * 12 + 1);
    }

    @Test
    void ofWhatLiesInsideAParkOnlyTheLatestIsKept() {
        window("park:P1/tier:a", YESTERDAY, Lines.tenEnterprises(6));
        window("park:P1/tier:a", NOON, Lines.tenEnterprises(7));

        assertThat(model.trend("park:P1/tier:a", Measure.STAFF_RETURN).path("points"))
                .hasSize(1);
        assertThat(fact("now/park:P1/tier:a")
                        .path("line")
                        .path("staff_return")
                        .path("n")
                        .asInt())
                .isEqualTo(35);
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
        JsonNode days = model.trend("all", Measure.STAFF_RETURN).path("days");
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
        model.enterprises("P1").path("enterprises").forEach(rows::add);
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
        assertThat(model.enterprises("P1").path("enterprises").path(0).path(1).toString())
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

        JsonNode row = model.enterprises("P1").path("enterprises").path(0);
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

        JsonNode ofPark = model.contributions("park:P1", Measure.POWER_OUTPUT_RATE, 10);
        assertThat(ofPark.path("parts")).isNotEmpty();
        assertThat(model.contributions("all/tier:top-100", Measure.POWER_OUTPUT_RATE, 10))
                .isEqualTo(ofPark);
        assertThat(model.contributions("region:tianjin/class:2", Measure.POWER_OUTPUT_RATE, 10))
                .isEqualTo(ofPark);
        // Nobody is in that tier.
        assertThat(model.contributions("all/tier:other", Measure.POWER_OUTPUT_RATE, 10)
                        .path("why")
                        .asText())
                .isEqualTo("incomplete");
        assertThat(model.contributions("all/tier:none", Measure.POWER_OUTPUT_RATE, 10))
                .isNull();
    }

    @Test
    void partsOfEverythingAreComparedWithYesterdayAndThoseOfRegionsStandAlone() {
        model.put(WallTopic.REGISTRY, "method/" + Lines.METHOD, Lines.method());
        for (String scope : List.of("all/tier:a", "region:tianjin/tier:a")) {
            window(scope, YESTERDAY, Lines.tenEnterprises(6));
            window(scope, NOON, Lines.tenEnterprises(7));
        }

        assertThat(facts.since(null, "").facts()).doesNotContainKeys("now/all/tier:a", "now/region:tianjin/tier:a");
        assertThat(facts.since(null, "all").facts().get("now/all/tier:a")).contains("+10.00pp");
        assertThat(facts.since(null, "region:tianjin").facts().get("now/region:tianjin/tier:a"))
                .isNotNull()
                .doesNotContain("since");
    }

    @Test
    void theContributionsOfAllAreTheWholeChangeTheGreatestFirst() {
        twoDaysOfThree();

        JsonNode answer = model.contributions("park:P1", Measure.POWER_WORK_RATE, 10);

        // r = 1/2: E1 (1 − 0)/3, E2 nothing, E3 (0 − 1/2)/3
        assertThat(answer.path("change").asText()).isEqualTo("+16.66pp");
        assertThat(answer.path("parts")).hasSize(2);
        assertThat(answer.path("parts").path(0).path("points").asText()).isEqualTo("+33.3333pp");
        assertThat(answer.path("parts").path(1).path("id").asText()).isEqualTo("E3");
        assertThat(answer.path("parts").path(1).path("points").asText()).isEqualTo("-16.6666pp");
        assertThat(answer.path("parts").path(1).path("came").asBoolean()).isTrue();
    }

    @Test
    void theContributionsThatAreNotListedAreSummed() {
        twoDaysOfThree();

        JsonNode answer = model.contributions("park:P1", Measure.RESUMPTION_INDEX, 0);

        assertThat(answer.path("parts")).isEmpty();
        assertThat(answer.path("others").path("count").asInt()).isEqualTo(3);
        assertThat(answer.path("others").path("points").asText()).isEqualTo("+16.6666pp");
    }

    @Test
    void noContributionsAreGivenWhileEnterprisesAreMissing() {
        twoDaysOfThree();
        model.put(WallTopic.ENTERPRISES, "2020-03-16|E2", null);

        assertThat(model.contributions("park:P1", Measure.POWER_WORK_RATE, 10)
                        .path("why")
                        .asText())
                .isEqualTo("incomplete");
    }
}
