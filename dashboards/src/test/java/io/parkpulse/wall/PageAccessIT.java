package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.Language;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Everybody can use it: by keyboard, by touch, with a screen reader, without motion. */
class PageAccessIT extends PageTest {
    private void noBarriers(String view) throws IOException {
        assertThat(browser.barriers()).as(view).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"light,zh,1920,1080", "dark,ko,1920,1080", "dark,en,390,844", "light,ja,960,540"})
    void noViewHasABarrier(String theme, String language, int width, int height) throws IOException {
        twoParks();
        start(0);
        browser.size(width, height, width < 640);
        String query = "?lang=" + language + "&theme=" + theme;
        browser.go(wall.url(), query);
        browser.awaitText(".ranking", "西园");
        browser.await("the days are drawn", "document.getElementById('days')?.dataset.points === '2'");
        noBarriers("everything");

        browser.click("[data-key='power_output_rate'] .info");
        browser.awaitText("#panel", "6,000");
        noBarriers("a definition");

        browser.go(wall.url(), query + "#/region/tianjin");
        browser.awaitText(".ranking", "东园");
        noBarriers("a region");

        browser.go(wall.url(), query + "#/park/P1");
        browser.awaitText("#enterprises", "乙公司");
        browser.await("the trend is drawn", "document.getElementById('trend')?.dataset.points === '3'");
        noBarriers("a park");

        browser.go(wall.url(), query + "#/park/nowhere");
        browser.awaitText("#content", text("park.unknown", Language.of(language).orElseThrow()));
        noBarriers("a park that there is not");

        browser.go(wall.url(), query + "&kiosk=3600");
        browser.awaitText(".ranking", "西园");
        noBarriers("a kiosk");

        browser.go(wall.url(), query);
        browser.awaitText(".ranking", "西园");
        clock.now = NOON.plusSeconds(3600);
        browser.awaitText(".card.lead", text("age.stale", Language.of(language).orElseThrow()));
        noBarriers("stale figures");
        wall.close();
        browser.await("it is noticed", "document.querySelector('#banner .bad')");
        noBarriers("the server is away");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void aPageWithoutDataHasNoBarrier(String theme) throws IOException {
        start(0);
        browser.go(wall.url(), "?lang=en&theme=" + theme);
        browser.awaitText("#content", "No parks");
        noBarriers("nothing yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void askingForTheTokenHasNoBarrier(String theme) throws IOException {
        wall = WallServer.start(
                WallSettings.defaults()
                        .at(InetAddress.getByName("0.0.0.0"), "correct horse battery")
                        .withPort(0)
                        .withClock(clock),
                feed);
        browser.prefer("prefers-color-scheme", theme);
        browser.go(wall.url(), "");
        browser.click("#token");
        noBarriers("log-in");
        browser.press("wrong horse battery", Keys.ENTER);
        browser.awaitText("[role='alert']", "This token is wrong");
        noBarriers("a wrong token");
    }

    /** How much lighter one of an element's two colours is than the other, as WCAG counts it. */
    private double contrast(String css) {
        return ((Number) browser.script("""
                        const style = getComputedStyle(document.querySelector(arguments[0]));
                        const light = (color) => {
                          const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map((it) => it / 255)
                            .map((it) => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4);
                          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                        };
                        const [dark, bright] = [light(style.color), light(style.backgroundColor)].sort((a, b) => a - b);
                        return (bright + 0.05) / (dark + 0.05);
                        """, css)).doubleValue();
    }

    @ParameterizedTest
    @CsvSource({"light,", "dark,", "light,light", "dark,light", "light,dark", "dark,dark"})
    void theNumberOfAlertsIsReadableInTheSystemsThemeAndInTheChosenOne(String system, String chosen)
            throws IOException {
        twoParks();
        start(0);
        browser.prefer("prefers-color-scheme", system);
        browser.go(wall.url(), "?lang=en" + (chosen == null ? "" : "&theme=" + chosen));
        browser.awaitText(".alerts .badge", "1");

        assertThat(contrast(".badge.some")).isGreaterThan(4.5);
    }

    @Test
    void whoFollowsALinkIsOnTheNewPageWithItsNameInTheTitle() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=zh");
        browser.awaitText(".ranking", "东园");
        assertThat(browser.title()).isEqualTo("全部园区 · " + text("page.title", Language.ZH));

        browser.click(".ranking a[href='#/park/P1']");

        browser.awaitText("#enterprises", "乙公司");
        browser.await("the title is the park's", "document.title === '东园 · " + text("page.title", Language.ZH) + "'");
        browser.await("the focus is on the page", "document.activeElement.id === 'content'");
        assertThat(browser.script("return document.activeElement.getAttribute('aria-label')"))
                .isEqualTo("东园");

        browser.click(".trail a[href='#/region/tianjin']");
        browser.await("the title is the region's", "document.title === '天津 · " + text("page.title", Language.ZH) + "'");
        browser.await("the focus is on the page", "document.activeElement.id === 'content'");
    }

    @Test
    void aNewAlertIsSpoken() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=en");
        browser.awaitText(".alerts", "P1 lags");
        assertThat(browser.script("return document.getElementById('spoken').getAttribute('aria-live')"))
                .isEqualTo("assertive");
        assertThat(browser.script("return document.getElementById('spoken').textContent"))
                .as("what was there already is not news")
                .isEqualTo("");

        alert("lagging|park:P2|1", "park:P2", "firing", "P2 lags");

        browser.await("it is spoken", "document.getElementById('spoken').textContent.includes('critical: P2 lags')");
        alert("lagging|park:P2|1", "park:P2", "resolved", "P2 caught up");
        browser.await(
                "its end is spoken",
                "document.getElementById('spoken').textContent.includes('resolved: P2 caught up')");
    }

    private void alert(String id, String scope, String state, String text) {
        feed.put(
                WallTopic.ALERTS,
                id,
                "{\"id\":" + Lines.quoted(id) + ",\"rule\":\"lagging\",\"scope\":" + Lines.quoted(scope)
                        + ",\"state\":\"" + state + "\",\"severity\":\"critical\",\"since\":\"2020-03-16T02:00:00Z\","
                        + "\"at\":\"" + Instant.parse("2020-03-16T04:00:00Z") + "\",\"text\":{\"zh\":"
                        + Lines.quoted(text) + ",\"en\":" + Lines.quoted(text) + "}}");
    }

    @Test
    void anAlertLeadsToItsPark() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=en");
        browser.awaitText(".alerts", "P1 lags");

        browser.click(".alerts a");

        browser.awaitText(".trail [aria-current]", "东园");
    }

    @Test
    void aKioskStandsStillForWhoWantsNoMotion() throws IOException {
        twoParks();
        start(0);
        browser.prefer("prefers-reduced-motion", "reduce");
        browser.go(wall.url(), "?lang=en&kiosk=3");
        browser.awaitText(".ranking", "西园");

        browser.await(
                "it says that it stands",
                "document.querySelector('#kiosk [data-act=\"kiosk-pause\"]')"
                        + "?.getAttribute('aria-pressed') === 'true'");
        browser.click("#kiosk [data-act='kiosk-pause']");
        browser.awaitText(".trail", "东园");
    }

    @Test
    void aKioskIsStoppedAndLeftByKeyboard() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=en&kiosk=3");
        browser.awaitText(".trail", "东园");

        browser.press(Keys.SPACE);
        browser.await(
                "it stands",
                "document.querySelector('#kiosk [data-act=\"kiosk-pause\"]')"
                        + ".getAttribute('aria-pressed') === 'true'");
        browser.press(Keys.ESCAPE);
        browser.await("it has ended", "!document.body.classList.contains('kiosk')");
        browser.await("its buttons are gone", "document.getElementById('kiosk').hidden");
    }

    @Test
    void aKioskIsLeftByTouch() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=en&kiosk=3600");
        browser.awaitText(".ranking", "西园");
        browser.await("nobody points", "document.getElementById('kiosk').classList.contains('resting')");

        browser.touch(10, 10);
        browser.await("its buttons are there", "!document.getElementById('kiosk').classList.contains('resting')");
        browser.click("#kiosk [data-act='kiosk-leave']");

        browser.await("it has ended", "!document.body.classList.contains('kiosk')");
        browser.await(
                "the controls are back", "getComputedStyle(document.querySelector('.controls')).display !== 'none'");
    }
}
