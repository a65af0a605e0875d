package io.parkpulse.alerts;

import static io.parkpulse.alerts.Alert.Change.FIRED;
import static io.parkpulse.alerts.Alert.Change.RESOLVED;
import static io.parkpulse.alerts.Alert.Change.UPDATED;
import static io.parkpulse.alerts.Parks.BEGIN;
import static io.parkpulse.alerts.Parks.DAY;
import static io.parkpulse.alerts.Parks.HOUR;
import static io.parkpulse.alerts.Parks.STEP;
import static io.parkpulse.alerts.Parks.and;
import static io.parkpulse.alerts.Parks.brief;
import static io.parkpulse.alerts.Parks.only;
import static io.parkpulse.alerts.Parks.park;
import static io.parkpulse.alerts.Parks.registry;
import static io.parkpulse.alerts.Parks.resumptionUnknown;
import static io.parkpulse.alerts.Parks.staffSilent;
import static io.parkpulse.alerts.Parks.sums;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.roster.Roster;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule by series worked by hand, at the edges. */
class AlertBookTest {
    private static final String[] LAGGING = only("lagging");

    private static Parks lagging(String... more) {
        return new Parks(registry(1, "A", "B"), and(LAGGING, more));
    }

    @Test
    void aValueBelowTheBoundForTheWholeDelayFiresOnce() {
        Parks parks = lagging().set("A", 599).ripe();
        long ripe = BEGIN + DAY;

        assertThat(parks.until(ripe + 2 * HOUR - STEP)).isEmpty();
        List<Alert> told = parks.step();

        assertThat(brief(told)).containsExactly("FIRED lagging|park:A WARNING");
        Alert alert = told.get(0);
        assertThat(alert.id()).isEqualTo("lagging|park:A|2020-03-16T16:00:00Z");
        assertThat(alert.since()).isEqualTo(ripe);
        assertThat(alert.at()).isEqualTo(ripe + 2 * HOUR);
        assertThat(alert.n()).isEqualTo(599);
        assertThat(alert.d()).isEqualTo(1000);
        assertThat(alert.printed()).isEqualTo("59.9%");
        assertThat(alert.threshold()).isEqualTo(60.0);
        assertThat(parks.forMillis(HOUR)).isEmpty();
    }

    @Test
    void theBoundItselfIsNotBelowIt() {
        assertThat(lagging().set("A", 600).ripe().forMillis(6 * HOUR)).isEmpty();
    }

    @Test
    void aDelayOfNothingFiresAtOnce() {
        Parks parks = lagging("lagging: {fire_after: PT0S}").set("A", 599).ripe();

        assertThat(parks.step()).hasSize(1);
    }

    @Test
    void aStepThatIsNotBelowBeginsTheDelayAnew() {
        Parks parks = lagging().set("A", 500).ripe();
        parks.until(BEGIN + DAY + 2 * HOUR - 2 * STEP);
        parks.set("A", 600).step();
        parks.set("A", 500).step();

        assertThat(parks.forMillis(2 * HOUR - STEP)).isEmpty();
        assertThat(parks.step()).hasSize(1);
    }

    @Test
    void theClearingBoundItselfClearsAfterItsDelay() {
        Parks parks = lagging().set("A", 500).ripe();
        parks.forMillis(3 * HOUR);
        parks.set("A", 650).step();

        assertThat(parks.forMillis(2 * HOUR - STEP)).isEmpty();
        List<Alert> told = parks.step();

        assertThat(brief(told)).containsExactly("RESOLVED lagging|park:A WARNING");
        assertThat(told.get(0).id()).isEqualTo(parks.alerts.get(0).id());
        assertThat(told.get(0).printed()).isEqualTo("65.0%");
        assertThat(parks.forMillis(DAY)).isEmpty();
    }

    @Test
    void anOscillationBetweenTheBoundsIsOneAlert() {
        Parks parks = lagging("lagging: {update_every: P9D}").set("A", 599).ripe();
        for (int i = 0; i < 20; i++) {
            parks.forMillis(3 * HOUR);
            parks.set("A", i % 2 == 0 ? 649 : 599);
        }

        assertThat(brief(parks.alerts)).containsExactly("FIRED lagging|park:A WARNING");
    }

    @Test
    void anEscalationKeepsTheIdentityAndEasesAgain() {
        Parks parks = lagging().set("A", 500).ripe();
        parks.forMillis(3 * HOUR);
        parks.set("A", 399).forMillis(2 * HOUR + STEP);
        parks.set("A", 449).forMillis(3 * HOUR);
        parks.set("A", 450).forMillis(2 * HOUR + STEP);
        parks.set("A", 1000).forMillis(2 * HOUR + STEP);

        assertThat(brief(parks.alerts))
                .containsExactly(
                        "FIRED lagging|park:A WARNING",
                        "ESCALATED lagging|park:A CRITICAL",
                        "EASED lagging|park:A WARNING",
                        "RESOLVED lagging|park:A WARNING");
        assertThat(parks.alerts.stream().map(Alert::id).distinct()).hasSize(1);
        assertThat(parks.alerts.get(2).text().en()).contains("45.0% (450/1,000), below 60%");
    }

    @Test
    void aFallBelowBothBoundsIsOneCriticalAlert() {
        Parks parks = lagging().set("A", 100).ripe();

        assertThat(brief(parks.forMillis(3 * HOUR))).containsExactly("FIRED lagging|park:A CRITICAL");
        assertThat(parks.alerts.get(0).threshold()).isEqualTo(40.0);
    }

    @Test
    void missingTimeCountsForNeitherDelay() {
        Parks parks = lagging("lagging: {update_every: P9D}").set("A", 500).ripe();
        parks.forMillis(HOUR);
        parks.set("A", resumptionUnknown(sums(500))).forMillis(5 * HOUR);
        parks.set("A", sums(500, 799)).forMillis(5 * HOUR);
        parks.set("A", 500);

        assertThat(parks.forMillis(HOUR)).isEmpty();
        assertThat(parks.step()).hasSize(1);
        assertThat(parks.alerts.get(0).since()).isEqualTo(BEGIN + DAY);

        parks.set("A", 700).forMillis(HOUR);
        parks.set("A", sums(0, 0)).forMillis(30 * HOUR);
        parks.set("A", 700);
        assertThat(parks.forMillis(HOUR)).isEmpty();
        assertThat(brief(parks.forMillis(2 * STEP))).containsExactly("RESOLVED lagging|park:A WARNING");
    }

    @Test
    void coverageAtTheGateIsEnough() {
        assertThat(lagging().set("A", sums(500, 800)).ripe().forMillis(3 * HOUR))
                .hasSize(1);
        assertThat(lagging().set("A", sums(500, 799)).ripe().forMillis(3 * HOUR))
                .isEmpty();
    }

    @Test
    void nothingIsJudgedBeforeAWholeWindowLiesInTheRun() {
        Parks parks = lagging("lagging: {fire_after: PT0S}").set("A", 100);

        assertThat(parks.until(BEGIN + DAY - STEP)).isEmpty();
        assertThat(parks.step()).hasSize(1);
    }

    @Test
    void aFiringAlertIsToldAgainWithTheFiguresOfThatTime() {
        Parks parks = lagging().set("A", 500).ripe();
        parks.forMillis(3 * HOUR);
        parks.set("A", 550).forMillis(DAY);

        assertThat(parks.alerts).extracting(Alert::change).containsExactly(FIRED, UPDATED);
        assertThat(parks.alerts.get(1).printed()).isEqualTo("55.0%");
        assertThat(parks.alerts.get(1).at() - parks.alerts.get(0).at()).isEqualTo(DAY);
        assertThat(parks.alerts.get(1).text().en()).startsWith("[ongoing] Park A: enterprises open 55.0%");
        parks.set("A", 640).forMillis(DAY);
        assertThat(parks.alerts.get(2).text().en()).contains("64.0% (640/1,000), recovering, not resolved yet");
    }

    @Test
    void aQuietWeekendIsNoLag() {
        Parks parks = lagging("lagging: {update_every: P9D}").set("A", 900);
        long saturday = BEGIN + 5 * DAY;
        parks.until(saturday);
        parks.set("A", 100).until(saturday + 6 * HOUR - STEP);
        assertThat(parks.alerts).extracting(Alert::change).containsExactly(FIRED);
        parks.set("A", 900).until(saturday + 6 * HOUR);
        parks.set("A", 100).until(saturday + 2 * DAY + 18 * HOUR - STEP);
        assertThat(parks.alerts).hasSize(1);

        parks.set("A", 900).until(saturday + 3 * DAY);
        assertThat(parks.alerts).extracting(Alert::change).containsExactly(FIRED, RESOLVED);
    }

    @Test
    void aLagOfTheLastWorkingDayGoesOnOnTheNext() {
        Parks parks = lagging("calendar: {rest_days: [2020-03-17]}").set("A", 900);
        long tuesday = BEGIN + DAY;
        parks.until(tuesday + 5 * HOUR);
        parks.set("A", 500);

        assertThat(parks.until(tuesday + DAY + 19 * HOUR - STEP)).isEmpty();
        List<Alert> told = parks.step();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).since()).isEqualTo(tuesday + 5 * HOUR + STEP);
    }

    @Test
    void aParkWhoseBatchIsNotDueDoesNotLag() {
        Parks parks = new Parks(registry(List.of(park("A", 1, "2020-03-18"), park("B", 1, "2020-03-17"))), LAGGING);
        parks.set("A", 100).set("B", 100).ripe();

        assertThat(AlertBook.notDue(parks.roster.registry(), BEGIN + DAY)).containsExactly("A", "B");
        assertThat(parks.until(BEGIN + 2 * DAY - STEP)).isEmpty();
        assertThat(AlertBook.notDue(parks.roster.registry(), BEGIN + 2 * DAY)).containsExactly("A");
        assertThat(brief(parks.forMillis(3 * HOUR))).containsExactly("FIRED lagging|park:B CRITICAL");
        assertThat(brief(parks.until(BEGIN + 3 * DAY + 2 * HOUR))).contains("FIRED lagging|park:A CRITICAL");
    }

    @Test
    void aParkMayHaveAPolicyOfItsOwn() {
        Parks parks = new Parks(
                registry(List.of(park("A", 1, null), park("B", 4, null), park("C", 1, null))),
                and(
                        LAGGING,
                        "lagging:",
                        "  overrides:",
                        "  - {scopes: ['class:4'], warning_below: 20, critical_below: none, critical_clear: none}",
                        "  - {scopes: ['park:C'], enabled: false}"));
        parks.set("A", 300).set("B", 300).set("C", 300).ripe();

        assertThat(brief(parks.forMillis(3 * HOUR))).containsExactly("FIRED lagging|park:A CRITICAL");
        assertThat(brief(parks.set("B", 199).forMillis(3 * HOUR))).containsExactly("FIRED lagging|park:B WARNING");
    }

    @Test
    void aStepThatIsNotAfterTheLastOneIsRefused() {
        Parks parks = lagging().set("A", 500).ripe();

        assertThatThrownBy(() -> parks.tell(parks.end(), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aParkFarBelowItsClassLagsBehindItsPeers() {
        Parks parks = new Parks(registry(2, "A", "B", "C", "D", "E"), only("lagging-peers"));
        // Median 80, distances 40, 10, 0, 2, 10: MAD 10, so the bound is 80 − 3 × 10 = 50.
        parks.set("A", 499)
                .set("B", 700)
                .set("C", 800)
                .set("D", 820)
                .set("E", 900)
                .ripe();

        List<Alert> told = parks.forMillis(3 * HOUR);

        assertThat(brief(told)).containsExactly("FIRED lagging-peers|park:A WARNING");
        assertThat(told.get(0).threshold()).isEqualTo(50.0);
        assertThat(told.get(0).n()).isNull();
        assertThat(told.get(0).printed()).isEqualTo("49.90");
        assertThat(parks.set("A", 529).forMillis(6 * HOUR)).isEmpty();
        assertThat(brief(parks.set("A", 530).forMillis(3 * HOUR)))
                .containsExactly("RESOLVED lagging-peers|park:A WARNING");
    }

    @Test
    void theBoundOfTheClassItselfDoesNotLag() {
        Parks parks = new Parks(registry(2, "A", "B", "C", "D", "E"), only("lagging-peers"));
        parks.set("A", 500)
                .set("B", 700)
                .set("C", 800)
                .set("D", 820)
                .set("E", 900)
                .ripe();

        assertThat(parks.forMillis(6 * HOUR)).isEmpty();
    }

    @Test
    void fourParksWithAValueAreNoPeers() {
        Parks parks = new Parks(registry(2, "A", "B", "C", "D", "E"), only("lagging-peers"));
        parks.set("A", 100).set("B", 700).set("C", 800).set("D", 820).set("E", sums(900, 500));

        assertThat(parks.ripe().forMillis(6 * HOUR)).isEmpty();
    }

    @Test
    void parksThatAreAllAlikeAreNoReasonForAnAlertAboutAHair() {
        Parks parks = new Parks(registry(2, "A", "B", "C", "D", "E", "F"), only("lagging-peers"));
        parks.set("A", 951).set("B", 1000).set("C", 1000).set("D", 1000).set("E", 1000);

        assertThat(parks.set("F", 1000).ripe().forMillis(6 * HOUR)).isEmpty();
        assertThat(parks.set("A", 949).forMillis(3 * HOUR)).hasSize(1);
    }

    @Test
    void sevenDaysWithoutARiseWhileTheMedianRisesAreStagnation() {
        Parks parks = new Parks(registry(2, "A", "B", "C", "D", "E"), only("stagnant"));
        for (int day = 0; day <= 7; day++) {
            for (String other : List.of("B", "C", "D", "E")) {
                parks.set(other, 500 + 10 * day);
            }
            parks.set("A", day == 0 || day == 7 ? 500 : 520);
            assertThat(parks.until(BEGIN + (day + 1) * DAY - STEP)).isEmpty();
            parks.step();
        }

        assertThat(brief(parks.alerts)).containsExactly("FIRED stagnant|park:A WARNING");
        assertThat(parks.alerts.get(0).at()).isEqualTo(BEGIN + 8 * DAY);
        // The next day is above its week before by half a point, the one after by a whole one.
        parks.set("A", 525).forMillis(DAY);
        assertThat(parks.alerts).extracting(Alert::change).containsExactly(FIRED, UPDATED);
        parks.set("A", 530).forMillis(DAY);
        assertThat(parks.alerts).extracting(Alert::change).containsExactly(FIRED, UPDATED, RESOLVED);
    }

    @Test
    void aParkThatStandsStillWithAllOthersIsNotStagnant() {
        Parks parks = new Parks(registry(2, "A", "B", "C", "D", "E"), only("stagnant"));
        for (String park : List.of("A", "B", "C", "D", "E")) {
            parks.set(park, 500);
        }

        assertThat(parks.forMillis(9 * DAY)).isEmpty();
    }

    @Test
    void aDayIsComparedWithTheLastOneOfItsKind() {
        Parks parks = new Parks(registry(1, "A"), only("dropping"));
        // From Monday: a quiet weekend is no drop, nor is exactly ten points.
        int[] days = {800, 800, 800, 800, 700, 300, 100, 599, 620, 621};
        for (int day = 0; day < days.length; day++) {
            parks.set("A", days[day]).forMillis(DAY);
        }

        assertThat(brief(parks.alerts))
                .containsExactly("FIRED dropping|park:A WARNING", "RESOLVED dropping|park:A WARNING");
        assertThat(parks.alerts.get(0).at()).isEqualTo(BEGIN + 8 * DAY);
        assertThat(parks.alerts.get(0).text().en())
                .contains("more than 10 points below the 70.00 of 2020-03-20 (the last like day before it fell)");
        assertThat(parks.alerts.get(1).at()).isEqualTo(BEGIN + 9 * DAY);
    }

    @Test
    void aDropSaysInWordsWhichDayItIsComparedWith() {
        Alert.Text dayBefore = dropped(2, "day-before");
        Alert.Text weekBefore = dropped(8, "same-weekday");

        assertThat(dayBefore.zh()).contains("比 2020-03-16（下降日前一日）的 80.00 低 10 点以上");
        assertThat(dayBefore.en()).contains("below the 80.00 of 2020-03-16 (the day before it fell)");
        assertThat(dayBefore.ja()).contains("2020-03-16（低下日の前日）の 80.00 より");
        assertThat(dayBefore.ko()).contains("2020-03-16(하락 전날)의 80.00보다");
        assertThat(weekBefore.zh()).contains("2020-03-16（下降日一周前）");
        assertThat(weekBefore.en()).contains("2020-03-16 (a week before it fell)");
        assertThat(weekBefore.ja()).contains("2020-03-16（低下日の 1 週間前）");
        assertThat(weekBefore.ko()).contains("2020-03-16(하락 일주일 전)");
    }

    /** What is said of a park that stood at 80 from Monday on and falls to 60 on its last day. */
    private static Alert.Text dropped(int days, String compare) {
        Parks parks = new Parks(registry(1, "A"), and(only("dropping"), "dropping: {compare: " + compare + "}"));
        parks.set("A", 800).forMillis((days - 1) * DAY);
        parks.set("A", 600).forMillis(DAY);
        return parks.alerts.get(0).text();
    }

    @Test
    void aNewLevelIsNoDropForEver() {
        Parks parks = new Parks(registry(1, "A"), only("dropping"));
        parks.set("A", 800).forMillis(DAY);
        parks.set("A", 500).forMillis(9 * DAY);

        assertThat(parks.alerts.get(0).change()).isEqualTo(FIRED);
        Alert over = parks.alerts.get(parks.alerts.size() - 1);
        assertThat(over.change()).isEqualTo(RESOLVED);
        assertThat(over.at()).isEqualTo(BEGIN + 9 * DAY);
    }

    @Test
    void aParkOfWhichTooLittleIsKnownIsStaleAndItsLagWaits() {
        Parks parks = new Parks(registry(1, "A"), only("lagging", "stale"));
        parks.set("A", 500).ripe().forMillis(3 * HOUR);
        parks.set("A", sums(900, 799)).forMillis(5 * HOUR);
        parks.set("A", sums(500, 800)).forMillis(5 * HOUR);

        assertThat(brief(parks.alerts))
                .containsExactly(
                        "FIRED lagging|park:A WARNING", "FIRED stale|park:A WARNING", "RESOLVED stale|park:A WARNING");
        assertThat(parks.alerts.get(1).at() - parks.alerts.get(1).since()).isEqualTo(HOUR);
    }

    @Test
    void aStaffStreamIsMissedOnlyIfItWasEverHeard() {
        Parks parks = new Parks(registry(1, "A", "B"), only("stale"));
        parks.set("A", 500).set("B", staffSilent(sums(500))).forMillis(HOUR);
        parks.set("A", staffSilent(sums(500))).ripe();

        assertThat(parks.until(BEGIN + 3 * DAY - STEP)).isEmpty();
        List<Alert> told = parks.step();
        assertThat(brief(told)).containsExactly("FIRED stale|park:A WARNING");
        assertThat(told.get(0).text().en()).contains("Gate and check-in data missing");
    }

    @Test
    void declaredAndMeteredMayBeApartByThePointsButNotByMore() {
        Parks parks = new Parks(registry(1, "A", "B"), only("declared-gap"));
        parks.book.declared(new Declaration(true, "A", BEGIN, BigDecimal.valueOf(99)));
        parks.book.declared(new Declaration(true, "B", BEGIN, BigDecimal.valueOf(99)));
        parks.set("A", 790).set("B", 789).ripe();

        List<Alert> told = parks.forMillis(3 * HOUR);

        assertThat(brief(told)).containsExactly("FIRED declared-gap|park:B WARNING");
        assertThat(told.get(0).text().en())
                .contains("declared resumption 99.00%")
                .contains("78.9% (789/1,000)");
        assertThat(parks.set("B", 839).forMillis(6 * HOUR)).isEmpty();
        assertThat(brief(parks.set("B", 840).forMillis(3 * HOUR)))
                .containsExactly("RESOLVED declared-gap|park:B WARNING");
        // A declaration does not count for ever.
        assertThat(parks.set("A", 100).set("B", 100).until(BEGIN + 7 * DAY)).hasSizeGreaterThanOrEqualTo(2);
        int told7 = parks.alerts.size();
        parks.set("A", 990).set("B", 990).forMillis(DAY);
        assertThat(parks.alerts).hasSize(told7);
    }

    @Test
    void whenMostParksLackDataThereIsOneAlertAndNoOther() {
        Parks parks = new Parks(registry(1, "A", "B", "C", "D"), only("outage", "stale", "lagging"));
        for (String park : List.of("A", "B", "C", "D")) {
            parks.set(park, 500);
        }
        parks.ripe().until(BEGIN + DAY + HOUR);
        for (String park : List.of("A", "B", "C")) {
            parks.set(park, sums(500, 700));
        }
        parks.forMillis(12 * HOUR);
        assertThat(brief(parks.alerts)).containsExactly("FIRED outage|all CRITICAL");
        assertThat(parks.alerts.get(0).n()).isEqualTo(3);
        assertThat(parks.alerts.get(0).d()).isEqualTo(4);

        parks.set("A", 500).set("B", 500).forMillis(6 * HOUR);
        assertThat(brief(parks.alerts).get(1)).isEqualTo("RESOLVED outage|all CRITICAL");
        assertThat(brief(parks.alerts).subList(2, parks.alerts.size()))
                .containsExactlyInAnyOrder(
                        "FIRED lagging|park:A WARNING",
                        "FIRED lagging|park:B WARNING",
                        "FIRED lagging|park:D WARNING",
                        "FIRED stale|park:C WARNING");
    }

    @Test
    void whenNothingComesInThereIsOneAlert() {
        Parks parks = new Parks(registry(1, "A", "B", "C"), only("outage", "lagging"));
        parks.set("A", 500).set("B", 900).set("C", 900).ripe();
        parks.step();
        long silentFrom = parks.end();
        long end = silentFrom;
        List<Alert> told = List.of();
        while (told.isEmpty()) {
            end += STEP;
            told = parks.tell(end, silentFrom);
        }

        assertThat(brief(told)).containsExactly("FIRED outage|all CRITICAL");
        assertThat(end - silentFrom).isEqualTo(2 * HOUR);
    }

    @Test
    void anAlertWhoseRuleIsGoneIsResolvedAfterARestart() {
        Parks parks = lagging().set("A", 500).ripe();
        parks.forMillis(3 * HOUR);

        AlertBook book =
                AlertBook.of(Parks.rules(only("stale")), Roster.of(registry(1, "A", "B")), STEP, parks.book.toBytes());
        List<Alert> told = book.step(parks.end() + STEP, parks.end(), List.of());

        assertThat(brief(told)).containsExactly("RESOLVED lagging|park:A WARNING");
        assertThat(told.get(0).text().en()).contains("rule lagging no longer applies");
        assertThat(book.step(parks.end() + 2 * STEP, parks.end(), List.of())).isEmpty();
    }

    @Test
    void aTextNamesFigureBoundTimeCoverageAndMethodInFourLanguages() {
        Alert alert =
                lagging().set("A", sums(599, 950)).ripe().forMillis(3 * HOUR).get(0);

        assertThat(alert.text())
                .isEqualTo(new Alert.Text(
                        "园区A：企业复工率 59.9%（599/1,000），低于 60%（自 2020-03-17 00:00 起；截至 2020-03-17 02:00"
                                + " +08:00；数据覆盖率 95.0%；口径 滨海2020）",
                        "Park A: enterprises open 59.9% (599/1,000), below 60% (since 2020-03-17 00:00; as of"
                                + " 2020-03-17 02:00 +08:00; coverage 95.0%; method Binhai 2020)",
                        "園区A：企業操業再開率 59.9%（599/1,000）、60% を下回る（2020-03-17 00:00 から、2020-03-17"
                                + " 02:00 +08:00 現在、データ取得率 95.0%、算定方法 浜海2020）",
                        "단지A: 기업 조업 재개율 59.9% (599/1,000), 60% 미만 (2020-03-17 00:00부터; 2020-03-17 02:00"
                                + " +08:00 기준; 데이터 커버리지 95.0%; 산정 방식 빈하이 2020)"));
    }

    @Test
    void aLineHasTheKeysInTheirOrder() {
        Alert alert =
                lagging().set("A", sums(599, 950)).ripe().forMillis(3 * HOUR).get(0);

        assertThat(AlertLine.of(alert))
                .startsWith("{\"id\":\"lagging|park:A|2020-03-16T16:00:00Z\",\"rule\":\"lagging\",\"scope\":\"park:A\","
                        + "\"state\":\"firing\",\"severity\":\"warning\",\"since\":\"2020-03-16T16:00:00Z\","
                        + "\"at\":\"2020-03-16T18:00:00Z\",\"measure\":\"enterprise_resumption\",\"n\":599,\"d\":1000,"
                        + "\"printed\":\"59.9%\",\"threshold\":60.0,\"coverage\":{\"n\":950,\"d\":1000,"
                        + "\"percent\":95.0,\"printed\":\"95.0%\"},\"method\":\"binhai-2020\",\"text\":{\"zh\":\"");
    }

    @Test
    void aStateOfVersionOneCanStillBeRead() throws Exception {
        Path golden = Path.of("src/test/resources/alerts/state-1.hex");
        Parks parks = goldenParks();

        AlertBook read = AlertBook.of(
                parks.rules,
                parks.roster,
                STEP,
                HexFormat.of().parseHex(Files.readString(golden).strip()));
        assertThat(read.toBytes()).isEqualTo(parks.book.toBytes());
        for (int i = 1; i <= 40; i++) {
            long end = parks.end() + i * STEP;
            assertThat(read.step(end, end, List.of())).isEqualTo(parks.book.step(end, end, List.of()));
        }
    }

    /** One alert that fires, one about to be resolved, days, a declaration. */
    private static Parks goldenParks() {
        Parks parks = new Parks(registry(1, "A", "B"));
        parks.book.declared(new Declaration(true, "A", BEGIN, new BigDecimal("99.5")));
        parks.book.declared(new Declaration(false, "E-B", BEGIN, BigDecimal.ZERO));
        parks.set("A", 300).set("B", 500).ripe().forMillis(3 * HOUR);
        parks.set("B", 700).forMillis(HOUR);
        return parks;
    }

    @Test
    void aStateOfAnotherVersionIsRefused() {
        byte[] bytes = goldenParks().book.toBytes();
        bytes[0] = 9;

        assertThatThrownBy(() -> AlertBook.of(Parks.rules(), Roster.of(registry(1, "A")), STEP, bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the state of the alerts has version 9; this program reads 1");
    }
}
