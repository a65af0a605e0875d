package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is there can be seen, however wide the screen is, and on paper. */
class PageLayoutIT extends PageTest {
    /** The height of the ranking's lowest row, or of what is seen of it without scrolling. */
    private long leastRowInSight() {
        return ((Number)
                        browser.script("const box = document.querySelector('.ranking .scroll').getBoundingClientRect();"
                                + "return Math.min(...[...document.querySelectorAll('.ranking tbody tr')].map((row) => {"
                                + "  const it = row.getBoundingClientRect();"
                                + "  return Math.floor(Math.min(it.bottom, box.bottom) - Math.max(it.top, box.top));"
                                + "}))"))
                .longValue();
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 390, 820, 960, 1199, 1200, 1920, 3840})
    void theRowsOfTheRankingAreInSight(int width) throws IOException {
        twoParks();
        start(0);
        browser.size(width, width < 640 ? 844 : width * 9 / 16, width < 640);
        browser.go(wall.url(), "?lang=en");
        browser.awaitText(".ranking", "西园");

        assertThat(browser.all(".ranking tbody tr")).hasSize(3);
        assertThat(leastRowInSight()).isGreaterThan(16);
        assertThat(outOfTheRanking()).isEqualTo("");
        browser.click(".ranking [data-measure='power_output_rate']");
        browser.awaitText(".ranking", "8,000 / 10,000");
        assertThat(outOfTheRanking()).isEqualTo("");
    }

    /** What of the ranking is cut off on the right. */
    private Object outOfTheRanking() {
        return browser.script("const edge = document.querySelector('.ranking').getBoundingClientRect().right;"
                + "return [...document.querySelectorAll('.ranking .change, .ranking .figure, .ranking .parts')]"
                + ".filter((it) => it.getBoundingClientRect().right > edge).map((it) => it.innerText).join()");
    }

    @Test
    void theRowsOfTheRankingAreOnPaper() throws IOException {
        twoParks();
        start(0);
        browser.go(wall.url(), "?lang=en&theme=dark");
        browser.awaitText(".ranking", "西园");
        browser.await("the days are drawn", "document.getElementById('days')?.dataset.points === '2'");
        browser.script("dispatchEvent(new Event('beforeprint'))");
        for (int width : new int[] {794, 1123, 1587}) {
            browser.size(width, 1123, false);
            browser.onPaper();

            assertThat(leastRowInSight()).as("%d pixels", width).isGreaterThan(16);
            assertThat(
                            browser.script(
                                    "return [...document.querySelectorAll('.scroll:not(.list)')]"
                                            + ".filter((it) => it.scrollHeight > it.clientHeight + 1).map((it) => it.innerText).join()"))
                    .as("nothing is cut off at %d pixels", width)
                    .isEqualTo("");
            assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
                    .as("paper is white")
                    .isEqualTo("rgb(255, 255, 255)");
            assertThat(browser.script("return getComputedStyle(document.querySelector('.controls')).display"))
                    .isEqualTo("none");
            assertThat(chartsThatStickOut()).isZero();
        }
        browser.size(1920, 1080, false);
        browser.onScreen();
        browser.script("dispatchEvent(new Event('afterprint'))");
        assertThat(chartsThatStickOut()).isZero();
        assertThat(browser.script("return document.documentElement.dataset.theme"))
                .isEqualTo("dark");
    }

    private long chartsThatStickOut() {
        return (long) browser.script("return [...document.querySelectorAll('.chart canvas')].filter((canvas) => {"
                + " const it = canvas.getBoundingClientRect();"
                + " const box = canvas.closest('.chart').getBoundingClientRect();"
                + " return it.right > box.right + 1 || it.bottom > box.bottom + 1 || it.width < box.width - 1;"
                + "}).length");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 390, 641, 820, 960, 1024, 1100, 1190, 1199, 1200, 1366, 1920})
    void noFigureSticksOutOfItsCard(int width) throws IOException {
        feed.method(Lines.METHOD)
                .window(
                        "all",
                        NOON,
                        Lines.tenEnterprises(10)
                                .index(82.26, "82.26")
                                .rate("enterprise_resumption", 34_211, 38_075, "89.85%")
                                .rate("power_work_rate", 34_211, 38_075, "89.85%")
                                .rate("power_output_rate", 1_234_567_890_123L, 1_073_537_295_759L, "115.00%")
                                .rate("staff_return", 1_152_345, 1_200_359, "96.00%")
                                .count("present", 1_121_345)
                                .count("enterprises", 38_075))
                .caughtUp();
        start(0);
        browser.size(width, width < 640 ? 844 : width * 9 / 16, width < 640);
        browser.go(wall.url(), "?lang=en");
        browser.awaitText(".cards", "115.00%");

        assertThat(browser.script("return [...document.querySelectorAll('.card')].flatMap((card) =>"
                        + " [card, ...card.querySelectorAll('.value, .parts, h3')].filter((it) =>"
                        + "  it.scrollWidth > it.clientWidth + 1"
                        + "  || it.getBoundingClientRect().right > card.getBoundingClientRect().right))"
                        + ".map((it) => it.innerText).join()"))
                .isEqualTo("");
        assertThat(browser.script("const rows = {};"
                        + "for (const card of document.querySelectorAll('.card')) {"
                        + "  const top = Math.round(card.getBoundingClientRect().top);"
                        + "  const value = card.querySelector('.value').getBoundingClientRect();"
                        + "  (rows[top] ??= new Set()).add(Math.round(value.bottom));"
                        + "}"
                        + "return Object.values(rows).filter((bottoms) => bottoms.size > 1).length;"))
                .as("rows of cards whose values lie at several heights")
                .isEqualTo(0L);
    }
}
