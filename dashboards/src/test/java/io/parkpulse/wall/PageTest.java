package io.parkpulse.wall;

import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.Texts;
import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.Wants;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A wall of two parks, and a real browser that looks at it. */
@Wants({Program.CHROMIUM, Program.CHROMEDRIVER})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PageTest {
    static final Instant NOON = Instant.parse("2020-03-16T04:00:00Z");
    static final long WHOLE_DAY = 86_400_000;

    final SetClock clock = new SetClock();
    ScriptedFeed feed = new ScriptedFeed();
    Browser browser;
    WallServer wall;

    /** Stands where it is put. */
    static final class SetClock extends Clock {
        volatile Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeAll
    void openBrowser() throws IOException {
        browser = Browser.open();
    }

    @AfterAll
    void closeBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void closeWall() {
        browser.go(URI.create("about:blank"), "");
        browser.complaints();
        browser.size(1920, 1080, false);
        browser.onScreen();
        browser.offline(false);
        browser.block();
        if (wall != null) {
            wall.close();
        }
        clock.now = NOON;
        feed = new ScriptedFeed();
    }

    void start(int port) throws IOException {
        wall = WallServer.start(
                WallSettings.defaults().withPort(port).withClock(clock).withRun("live"), feed);
    }

    static String text(String key, Language language) {
        return Texts.of(WallServer.class, "page", language).of(key);
    }

    /** Two parks of two regions with today, yesterday and the like day a week ago, and one that is not due. */
    void twoParks() {
        feed.method(Lines.METHOD)
                .park("P1", "东园", "tianjin/dongli", "2020-02-10")
                .park("P2", "西园", "jiangsu/wuxi", "2020-02-17")
                .park("P3", "晚园", "jiangsu/suzhou", "2020-04-01");
        for (Instant end : new Instant[] {
            NOON.minus(Duration.ofDays(8)),
            NOON.minus(Duration.ofDays(7)),
            NOON.minus(Duration.ofDays(1)),
            NOON.minus(Duration.ofMinutes(5)),
            NOON
        }) {
            int step = end.equals(NOON) ? 1 : 0;
            feed.window("all", end, Lines.tenEnterprises(5 + step));
            feed.window("region:tianjin", end, Lines.tenEnterprises(3 + step));
            feed.window("region:jiangsu", end, Lines.tenEnterprises(7 + step));
            feed.window("park:P1", end, Lines.tenEnterprises(3 + step));
            feed.window("park:P1/tier:above-scale", end, Lines.tenEnterprises(2 + step));
            feed.window(
                    "park:P1/site:trade-logistics",
                    end,
                    Lines.tenEnterprises(6 + step)
                            .rate("enterprise_resumption", 2, 3, "66.67%")
                            .rate("power_work_rate", 2, 3, "66.67%")
                            .rate("power_output_rate", 67_890, 100_000, "67.89%")
                            .rate("staff_return", 67_890, 100_000, "67.89%")
                            .rate("capacity_utilisation", 67_890, 100_000, "67.89%")
                            .rate("coverage", 54_170, 100_000, "54.17%")
                            .count("silent", 11));
            feed.window("park:P1/grid:north", end, Lines.tenEnterprises(4 + step));
            feed.window("park:P1/grid:north/street-1", end, Lines.tenEnterprises(4 + step));
            feed.window("park:P2", end, Lines.tenEnterprises(7 + step));
        }
        feed.day("all", "2020-03-14", Lines.tenEnterprises(4)).day("all", "2020-03-15", Lines.tenEnterprises(5));
        feed.day("park:P1", "2020-03-15", Lines.tenEnterprises(3));
        feed.enterprise("E1", "P1", "甲公司").enterprise("E2", "P1", "乙公司").enterprise("E3", "P1", "丙公司");
        feed.enterpriseDay("2020-03-15", "P1", "E1", WHOLE_DAY, 900, true)
                .enterpriseDay("2020-03-15", "P1", "E2", WHOLE_DAY, 10, false)
                .enterpriseDay("2020-03-14", "P1", "E3", WHOLE_DAY, 10, false)
                .enterpriseDay("2020-03-15", "P1", "E3", 0, 0, false);
        feed.put(
                WallTopic.ALERTS,
                "lagging|park:P1|1",
                "{\"id\":\"lagging|park:P1|1\",\"rule\":\"lagging\",\"scope\":\"park:P1\",\"state\":\"firing\","
                        + "\"severity\":\"critical\",\"since\":\"2020-03-16T02:00:00Z\",\"at\":\"2020-03-16T04:00:00Z\","
                        + "\"text\":{\"zh\":\"东园落后\",\"en\":\"P1 lags\",\"ja\":\"東園の遅れ\",\"ko\":\"동원 지연\"}}");
        feed.caughtUp();
    }
}
