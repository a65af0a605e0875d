package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.index.Measure;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;

/** The page in a real browser. */
class WallPageIT extends PageTest {
    private static final String MARKUP = "<img src=x onerror=\"document.title='owned'\"><b>园区</b>";

    static Stream<Arguments> languagesAndSizes() {
        return Stream.of(Language.values())
                .flatMap(language -> Stream.of(
                        Arguments.of(language, 1920, 1080),
                        Arguments.of(language, 3840, 2160),
                        Arguments.of(language, 390, 844)));
    }

    @ParameterizedTest
    @MethodSource("languagesAndSizes")
    void everyPageFitsTheScreenInEveryLanguageAndTheConsoleStaysEmpty(Language language, int width, int height)
            throws IOException {
        twoParks();
        start(0);
        browser.size(width, height, width < 640);
        Catalogue catalogue = Catalogue.in(language);

        browser.go(wall.url(), "?lang=" + language.code());
        browser.awaitText(".card.lead", catalogue.label(Measure.RESUMPTION_INDEX));
        browser.awaitText(".card.lead .value", "60.00");
        browser.await("the trend is drawn", "document.getElementById('trend')?.dataset.points === '3'");
        browser.await("the days are drawn", "document.getElementById('days')?.dataset.points === '2'");
        browser.awaitText(".alerts", catalogue.word("severity", "critical"));
        assertThat(browser.script("return document.documentElement.lang")).isEqualTo(language.code());
        fits();

        browser.go(wall.url(), "?lang=" + language.code() + "#/park/P1");
        browser.awaitText(".nobody", text("park.list", language));
        browser.awaitText(".nobody", text("park.state.silent", language));
        browser.awaitText(".groups", catalogue.texts().get("tier.above-scale"));
        fits();
        if (width > 640) {
            assertThat(browser.script("const it = document.querySelector('.groups .scroll');"
                            + "return it.scrollWidth - it.clientWidth"))
                    .isEqualTo(0L);
        }
        assertThat(browser.complaints()).isEmpty();
    }

    /** Nothing sticks out: neither the page from the screen, nor a figure from its card. */
    private void fits() {
        assertThat(browser.script("return document.documentElement.scrollWidth - window.innerWidth"))
                .isEqualTo(0L);
        assertThat(browser.script("return [...document.querySelectorAll('.card, .card .value, h2:not(.unseen)')]"
                        + ".filter((it) => it.scrollWidth > it.clientWidth + 1).map((it) => it.innerText).join()"))
                .isEqualTo("");
    }

    @Test
    void figuresChangeWhileOneLooks() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=en");
        browser.awaitText(".card.lead .value", "60.00");
        browser.awaitText(".card.lead .change", "+10.00 points");

        feed.window("all", NOON, Lines.tenEnterprises(9));

        browser.awaitText(".card.lead .value", "90.00");
        browser.awaitText(".card.lead .change", "+40.00 points");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aChangeSaysWhatItIsAgainstAndIsJudgedOnlyBetweenLikeDays() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=en");
        // A Monday noon is like that of a week before; the day before was a Sunday.
        browser.awaitText(".compared .day", "2020-03-09 Mon 12:00");
        browser.awaitText(".card.lead .against", "vs. last like day");
        assertThat(browser.all(".card.lead .change.good")).hasSize(1);
        assertThat(browser.text("[data-key='power_work_rate'] .change")).contains("+10.00 pp");
        assertThat(browser.text("[data-key='present'] .change")).contains("+4").doesNotContain("p");

        browser.click("[data-against='day_before']");

        browser.awaitText(".compared .day", "2020-03-15 Sun 12:00 · not alike");
        browser.awaitText(".card.lead .against", "vs. yesterday, same time");
        browser.awaitText(".ranking .section-head", "vs. yesterday, same time");
        assertThat(browser.text(".card.lead .change")).contains("+10.00 points");
        assertThat(browser.all(".change.good, .change.bad")).isEmpty();

        browser.click("[data-against='lunar_year_before']");
        browser.awaitText(".compared .day", "—");
        browser.click(".card.lead .info");
        browser.awaitText("#panel", "vs. a week ago:");
        assertThat(browser.text("#panel")).contains("vs. last like day: ▲ +10.00 points");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatTooLittleIsKnownOfIsNotRankedAndSaysSo() throws IOException {
        twoParks();
        feed.method("zhejiang-2020")
                .park("P4", "薄园", "jiangsu/wuxi", "")
                .park("P5", "他园", "jiangsu/wuxi", "")
                .window("park:P4", NOON, Lines.tenEnterprises(9).rate("coverage", 7804, 10_000, "78.04%"))
                .put(
                        WallTopic.INDICES,
                        "park:P5|" + NOON,
                        Lines.window("park:P5", NOON, Lines.tenEnterprises(1)).replace(Lines.METHOD, "zhejiang-2020"));
        start(0);
        browser.go(wall.url(), "?lang=en");

        browser.awaitText(".ranking tr.thin", "not ranked: coverage 78.04%, gate 80%");
        assertThat(ranks()).isEqualTo("1 P2,2 P1,3 P5,— P4");
        assertThat(browser.text(".ranking tr[data-key='P5'] .method")).isEqualTo("Zhejiang 2020");

        browser.click("[data-method='" + Lines.METHOD + "']");
        browser.awaitText(".ranking tr[data-key='P5']", "not ranked: method Zhejiang 2020");
        assertThat(ranks()).isEqualTo("1 P2,2 P1,— P4,— P5");

        browser.click(".ranking [data-measure='staff_return']");
        browser.awaitNoText(".ranking", "coverage 78.04%");
        assertThat(ranks()).as("staff are not counted by meters").isEqualTo("1 P4,2 P2,3 P1,— P5");
        assertThat(browser.complaints()).isEmpty();
    }

    /** Rank and park of each row, from above. */
    private Object ranks() {
        return browser.script("return [...document.querySelectorAll('.ranking tr:not(.whole)')]"
                + ".map((row) => `${row.querySelector('.rank').innerText} ${row.dataset.key}`).join()");
    }

    @Test
    void aParkAndItsGroupsAreReachedByTheirRowsAndLeftByTheTrail() throws IOException {
        twoParks();
        feed.day("park:P1/tier:above-scale", "2020-03-15", Lines.tenEnterprises(3))
                .day("park:P1/site:trade-logistics", "2020-03-15", Lines.tenEnterprises(6));
        start(0);
        browser.go(wall.url(), "?lang=zh");
        browser.awaitText(".ranking", "东园");

        browser.click(".ranking a[href='#/park/P1']");
        browser.awaitText(".trail", "东园");
        browser.awaitText(".groups", "street-1");
        browser.awaitText("#enterprises", "乙公司");
        assertThat(browser.text("#enterprises")).contains("丙公司", "2020-03-14").doesNotContain("甲公司");
        browser.click("[data-filter='all']");
        browser.awaitText("#enterprises", "甲公司");

        browser.click(".groups a[href='#/park/P1/tier:above-scale']");
        browser.awaitText(".card.lead .value", "30.00");
        browser.awaitText(".card.lead .change", "+10.00 点");
        browser.await("the group has a trend", "document.getElementById('trend').dataset.points === '3'");
        browser.awaitText("#enterprises", "甲公司");
        browser.click(".groups a[href='#/park/P1/site:trade-logistics']");
        browser.awaitText(".card.lead .value", "70.00");
        browser.awaitNoText("#enterprises", "甲公司");

        browser.click(".trail a[href='#/region/tianjin']");
        browser.awaitText(".ranking", "东园"); // the park's figure is the same as the region's
        assertThat(browser.text(".card.lead .value")).contains("40.00");
        assertThat(browser.text(".ranking")).doesNotContain("西园");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aParkThatIsNotDueYetIsNotRanked() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=zh");

        browser.awaitText(".not-due", "晚园");
        assertThat(browser.text(".not-due")).contains("2020-04-01");
        assertThat(browser.text(".ranking")).doesNotContain("晚园");
    }

    @Test
    void aFigureThatIsNotKnownIsADashWithItsReason() throws IOException {
        feed.method(Lines.METHOD)
                .window(
                        "all",
                        NOON,
                        Lines.tenEnterprises(6)
                                .unknown("power_work_rate")
                                .unknown("power_output_rate")
                                .unknown("resumption_index")
                                .count("matched", 4)
                                .rate("coverage", 500, 1000, "50.00%")
                                .rate("capacity_utilisation", 23, 20, "115.00%"))
                .caughtUp();
        start(0);
        browser.go(wall.url(), "?lang=en");

        browser.awaitText(".card.lead", "—");
        assertThat(browser.text(".card.lead")).contains("comparable 4/10, under 50%");
        assertThat(browser.text(".card.lead")).contains("coverage 50.00% < 80%");
        assertThat(browser.text("[data-key='capacity_utilisation']")).contains("115.00%");
        browser.awaitText("body", "60.00%");
    }

    @Test
    void figuresThatAreNotRenewedBecomeVisiblyStale() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=en");
        browser.awaitText(".card.lead .value", "60.00");
        assertThat(browser.all(".card.stale")).isEmpty();

        clock.now = NOON.plus(Duration.ofMinutes(16));

        browser.awaitText(".card.lead", "stale");
        browser.awaitText(".age", "16 min ago");
        browser.await("every bar is hatched", "document.querySelectorAll('.ranking .track:not(.stale)').length === 0");

        feed.window("all", NOON.plus(Duration.ofMinutes(15)), Lines.tenEnterprises(8));
        browser.awaitNoText(".card.lead", "stale");
    }

    @Test
    void thePageSurvivesTheServersRestart() throws IOException {
        twoParks();
        start(0);
        int port = wall.url().getPort();
        browser.go(wall.url(), "?lang=en");
        browser.awaitText(".card.lead .value", "60.00");

        wall.close();
        browser.awaitText("#banner", "No connection");
        browser.awaitText(".card.lead", "no connection");

        feed = new ScriptedFeed();
        feed.method(Lines.METHOD).window("all", NOON, Lines.tenEnterprises(2)).caughtUp();
        start(port);

        browser.awaitText(".card.lead .value", "20.00");
        browser.awaitNoText("#banner", "No connection");
        browser.awaitNoText(".ranking", "东园");
    }

    @Test
    void whatIsInTheDataIsTextAndNeverMarkup() throws IOException {
        twoParks();
        feed.park("P1", MARKUP, MARKUP, "").enterprise("E2", "P1", MARKUP);
        feed.put(
                WallTopic.ALERTS,
                "x",
                "{\"id\":\"x\",\"state\":\"firing\",\"severity\":" + Lines.quoted(MARKUP)
                        + ",\"scope\":\"all\",\"text\":{\"zh\":" + Lines.quoted(MARKUP) + "}}");
        start(0);
        browser.go(wall.url(), "?lang=zh");
        browser.awaitText(".ranking", MARKUP);
        browser.awaitText(".alerts", MARKUP);

        browser.go(wall.url(), "?lang=zh#/park/P1");
        browser.awaitText(".trail", MARKUP);
        browser.awaitText("#enterprises", MARKUP);

        assertThat(browser.all("img, b > img, .ranking b")).isEmpty();
        assertThat(browser.title()).isEqualTo(MARKUP + " · " + text("page.title", Language.ZH));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aDefinitionIsOpenedAndClosedByKeyboard() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=en");
        browser.awaitText(".ranking", "西园");

        browser.script("document.querySelector(\"button.figure[data-scope='park:P2']\").focus()");
        browser.press(Keys.ENTER);

        browser.awaitText("#panel", "R = 100 × (0.5 × W + 0.5 × P)");
        assertThat(browser.text("#panel"))
                .contains("E ≥ 0.30 × B", "a publication", "https://example.org/method", "100%", Lines.METHOD)
                .contains("autumn-2019, out of the days from 2019-10-08 to 2019-11-30");
        browser.press(Keys.ESCAPE);
        browser.await("the panel is closed", "!document.getElementById('panel').open");
        assertThat(browser.script("return document.activeElement.dataset.scope"))
                .isEqualTo("park:P2");
    }

    @Test
    void aRowOfEnterprisesSaysWhyItCountsAsItDoes() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=en#/park/P1");
        browser.awaitText("#enterprises", "乙公司");

        browser.script("document.querySelector(\".enterprise button[data-id='E2']\").focus()");
        browser.press(Keys.ENTER);

        browser.awaitText("#panel", "not resumed: E under 30% of B E = 1.00% of B");
        assertThat(browser.text("#panel"))
                .contains("乙公司", "10 Wh / 1,000 Wh", "in d alone")
                .contains("./parkpulse explain OUT --enterprise E2 --day 2020-03-15");
        browser.press(Keys.ESCAPE);
        browser.await("the panel is closed", "!document.getElementById('panel').open");
        assertThat(browser.script("return document.activeElement.dataset.id")).isEqualTo("E2");

        browser.click(".enterprise[data-id='E3'] .number");
        browser.awaitText("#panel", "丙公司");
        browser.awaitText("#panel", "no data");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theDefinitionOfARateTellsItsNumeratorAndDenominator() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=en");
        browser.awaitText(".card.lead .value", "60.00");

        browser.click("[data-key='power_output_rate'] .info");

        browser.awaitText("#panel", "6,000 / 10,000 Wh");
    }

    @Test
    void thousandsOfEnterprisesScrollBecauseOnlyThoseInSightAreInThePage() throws IOException {
        feed.method(Lines.METHOD);
        for (int i = 0; i < 50; i++) {
            feed.park("Q" + i, "园区" + i, "r" + i % 7, "").window("park:Q" + i, NOON, Lines.tenEnterprises(i % 10 + 1));
        }
        for (int i = 0; i < 7800; i++) {
            String id = String.format("E%04d", i);
            feed.enterprise(id, "Q0", "公司" + i).enterpriseDay("2020-03-15", "Q0", id, WHOLE_DAY, 10, false);
        }
        feed.window("all", NOON, Lines.tenEnterprises(5)).caughtUp();
        start(0);
        browser.go(wall.url(), "?lang=zh");
        browser.await("all parks are ranked", "document.querySelectorAll('.ranking tbody tr').length === 51");

        browser.go(wall.url(), "?lang=zh#/park/Q0");
        browser.awaitText(".nobody .tools", "7,800");
        browser.awaitText("#enterprises", "E0000");
        assertThat(browser.all(".enterprise")).hasSizeLessThan(80);

        browser.script("document.getElementById('enterprises').scrollTop = 1e9");
        browser.awaitText("#enterprises", "E7799");
        assertThat(browser.all(".enterprise")).hasSizeLessThan(80);
    }

    @Test
    void aKioskGoesFromPageToPage() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=zh&kiosk=3");

        browser.awaitText(".trail", "东园");
        browser.awaitText(".trail", "西园");
        browser.await("nobody points", "getComputedStyle(document.body).cursor === 'none'");
        browser.press(Keys.ESCAPE);
        browser.await("it has ended", "!document.body.classList.contains('kiosk')");
    }

    @Test
    void nothingIsAskedOfAnyOtherServer() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=zh");
        browser.await("the trend is drawn", "document.getElementById('trend')?.dataset.points");

        assertThat(browser.script("return performance.getEntriesByType('resource').map((it) => it.name)"
                        + ".filter((it) => !it.startsWith(location.origin + '/')).join()"))
                .isEqualTo("");
    }

    @Test
    void whoDoesNotKnowTheTokenIsAskedForIt() throws IOException {
        twoParks();
        wall = WallServer.start(
                WallSettings.defaults()
                        .at(InetAddress.getByName("0.0.0.0"), "correct horse battery")
                        .withPort(0)
                        .withClock(clock),
                feed);
        browser.go(wall.url(), "");
        browser.click("#token");
        browser.press("correct horse battery", Keys.ENTER);

        browser.awaitText(".card.lead .value", "60.00");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aMessageThatCannotBeReadIsSpokenOf() throws IOException {
        twoParks();
        feed.put(WallTopic.INDICES, "all|x", "{");
        start(0);
        browser.go(wall.url(), "?lang=en");

        browser.awaitText("#banner", "1 messages could not be read");
    }

    @Test
    void lightAndDarkAreAClickApart() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=en&theme=dark");
        browser.awaitText(".card.lead .value", "60.00");
        Object dark = browser.script("return getComputedStyle(document.body).backgroundColor");

        browser.click("[data-act='theme']");

        browser.await("it is light", "getComputedStyle(document.body).backgroundColor !== '" + dark + "'");
        browser.await("the trend is drawn anew", "document.querySelector('#trend canvas')");
    }
}
