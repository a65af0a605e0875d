package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.Language;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page shows while the server is away. */
class PageAwayIT extends PageTest {
    /** What the main part says, but for marks and for how long the connection has been gone. */
    private String picture() {
        return String.valueOf(browser.script("return [...document.querySelectorAll('#content .value, #content .parts,"
                + " #content th, #content td, #content li, #content .enterprise, #content h2')]"
                + ".map((it) => it.innerText.replaceAll('◷', '')).join('\\n')"));
    }

    private void threeMinutesLater() {
        browser.script("const now = performance.now.bind(performance); performance.now = () => now() + 181000;");
    }

    @Test
    void aKioskHoldsTheLastWholePicture() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=en&kiosk=3");
        browser.awaitText(".trail", "东园");
        browser.awaitText(".groups", "street-1");
        browser.awaitText("#enterprises", "乙公司");
        browser.await("the trend is drawn", "document.getElementById('trend')?.dataset.points === '3'");
        String before = picture();
        String turns = "Number(document.getElementById('kiosk').dataset.turns)";

        wall.close();
        Object turned = browser.script("return " + turns);
        browser.awaitText("#banner", "No connection");
        browser.await("it would have gone on twice", turns + " > " + turned + " + 1");

        assertThat(browser.text(".trail")).contains("东园");
        assertThat(picture()).isEqualTo(before);
        assertThat(browser.text("#content")).doesNotContain("stale", "just now");
        assertThat(browser.text("#banner")).contains("2020-03-16 12:00");
        threeMinutesLater();
        browser.awaitText("#banner", "3 min");
        browser.awaitText(".card.lead", "no connection for 3 min");
        assertThat(browser.text("#head")).contains("2020-03-16 12:00").doesNotContain("just now");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void whatCannotBeHadIsSaidToBeOutOfReachAndNotToBeNothing(Language language) throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=" + language.code());
        browser.awaitText(".card.lead .value", "60.00");
        browser.await("the trend is drawn", "document.getElementById('trend')?.dataset.points === '3'");

        wall.close();
        browser.await("it is noticed", "document.querySelector('#banner .bad')");
        browser.click(".ranking a[href='#/park/P1']");

        browser.awaitText(".card.lead .value", "40.00");
        browser.awaitText(".groups", text("page.unreachable", language));
        browser.awaitText("#enterprises", text("page.unreachable", language));
        browser.awaitText(".contributions", text("page.unreachable", language));
        browser.await("the other page's trend is gone", "document.getElementById('trend')?.dataset.points === '0'");
        assertThat(browser.text("#content"))
                .doesNotContain(
                        text("park.no_groups", language), text("page.loading", language), text("page.empty", language));
    }

    @Test
    void aPageThatNeverReachedTheServerSaysSo() throws IOException {
        twoParks();
        start(0);
        browser.block("*/api/state*");
        browser.go(wall.url(), "?lang=en");

        browser.awaitText("#banner", "No connection to the server");
        browser.awaitText(".ranking", "No connection to the server");
        assertThat(browser.text("body")).doesNotContain("No parks", "No alerts", "stale");

        browser.block();
        browser.awaitText(".card.lead .value", "60.00");
    }

    @Test
    void aPageWithoutItsTextsShowsNoKeysOfThemAndIsWholeOnceTheyCome() throws IOException {
        twoParks();
        start(0);
        browser.block("*/api/texts*");
        browser.go(wall.url(), "?lang=en");

        browser.script("window.dispatchEvent(new Event('resize')); window.looks = 0;");
        browser.await("it would have been drawn", "++window.looks > 5");
        assertThat(browser.text("body")).doesNotContain("page.", "measure.", "city.");

        browser.block();
        browser.awaitText(".card.lead .value", "60.00");
    }

    @Test
    void aParkThatWasGoneToMeanwhileIsWholeOnceTheConnectionIsBack() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=en");
        browser.awaitText(".ranking", "西园");

        browser.offline(true);
        browser.click(".ranking a[href='#/park/P1']");
        browser.awaitText(".trail [aria-current]", "东园");
        browser.awaitText(".groups", "No connection");
        browser.offline(false);

        browser.awaitText(".groups", "street-1");
        browser.awaitText("#enterprises", "乙公司");
        browser.await("the trend is drawn", "document.getElementById('trend')?.dataset.points === '3'");
    }

    @Test
    void pagesThatOneHasLeftHoldNoStreamsAndGoOnWhenOneComesBack() throws IOException {
        twoParks();
        start(0);
        for (int i = 0; i < 8; i++) { // a browser opens six connections to a server
            browser.go(wall.url(), i % 2 == 0 ? "?lang=en" : "?lang=zh");
            browser.await("the trend is drawn", "document.getElementById('trend')?.dataset.points === '3'");
        }
        browser.go(URI.create("about:blank"), "");
        feed.window("all", NOON, Lines.tenEnterprises(7));

        browser.back();

        browser.awaitText(".card.lead .value", "70.00");
        feed.window("all", NOON, Lines.tenEnterprises(8));
        browser.awaitText(".card.lead .value", "80.00");
    }

    @Test
    void figuresPastAnAgeLimitOfLessThanAMinuteAreNotCalledNew() throws IOException {
        twoParks();
        wall = WallServer.start(
                WallSettings.defaults().withPort(0).withClock(clock).withAgeLimit(Duration.ofSeconds(20)), feed);
        clock.now = NOON.plusSeconds(30);
        browser.go(wall.url(), "?lang=en");

        browser.awaitText(".card.lead", "stale");
        assertThat(browser.text("body")).doesNotContain("just now");
    }

    @Test
    void aReplayIsNotCalledNew() throws IOException {
        twoParks();
        wall = WallServer.start(
                WallSettings.defaults().withPort(0).withClock(clock).withRun("seed-parks"), feed);
        browser.go(wall.url(), "?lang=en");

        browser.awaitText(".age", "2020-03-16 12:00");
        assertThat(browser.text("body")).doesNotContain("just now", "stale");
    }
}
