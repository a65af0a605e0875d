package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.alerts.Alert;
import io.parkpulse.alerts.Severity;
import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.Wants;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.registry.RegistryRow;
import io.parkpulse.wall.Browser;
import io.parkpulse.wall.FileFeed;
import io.parkpulse.wall.WallServer;
import io.parkpulse.wall.WallSettings;
import io.parkpulse.wall.WallSink;
import io.parkpulse.wall.WallTopic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The link in a notice opens the page of what the alert is about. */
@Wants({Program.CHROMIUM, Program.CHROMEDRIVER})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertLinkIT {
    private static final Path EXAMPLE = Path.of("../jobs/src/test/resources/example");
    private static final String ODD = "东 区%2F#?&+";
    private static final String TOKEN = "correct horse battery";

    private Browser browser;
    private WallServer wall;
    private WallServer guarded;

    @BeforeAll
    void open() throws Exception {
        browser = Browser.open();
        wall = WallServer.start(WallSettings.defaults().withPort(0), AlertLinkIT::feed);
        guarded = WallServer.start(
                WallSettings.defaults()
                        .at(InetAddress.getByName("0.0.0.0"), TOKEN)
                        .withPort(0),
                AlertLinkIT::feed);
    }

    /** What a replay wrote, and groups and a park of kinds that it has not. */
    private static void feed(WallSink sink) throws IOException, InterruptedException {
        Map<String, String> registry = new HashMap<>();
        try {
            for (RegistryRow row :
                    RegistryReader.readRows(EXAMPLE.resolve("in")).rows()) {
                registry.put(row.key(), new String(row.toJson(), StandardCharsets.UTF_8));
            }
        } catch (RegistryException e) {
            throw new IOException(e);
        }
        new FileFeed(EXAMPLE.resolve("want"), registry).follow(sink);
        String line = Files.readAllLines(EXAMPLE.resolve("want/indices.jsonl")).stream()
                .filter(it -> it.startsWith("{\"scope\":\"park:P1\""))
                .findFirst()
                .orElseThrow();
        for (String scope : new String[] {"park:P1/priority:keyed-project", "park:" + ODD}) {
            sink.put(WallTopic.INDICES, scope + "|x", line.replace("\"park:P1\"", '"' + scope + '"'));
        }
    }

    @AfterAll
    void close() throws IOException {
        if (wall != null) {
            wall.close();
            guarded.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    private static String link(URI page, String scope) {
        AlertNotices notices = new AlertNotices("live", page.toString());
        return notices.encode(new Alert(
                        "lagging|" + scope + "|2020-03-16T04:00:00Z",
                        "lagging",
                        scope,
                        "tianjin",
                        Alert.Change.FIRED,
                        Severity.CRITICAL,
                        0,
                        0,
                        "staff_return",
                        206L,
                        236L,
                        "87.2%",
                        90,
                        9,
                        10,
                        "90.0%",
                        "binhai-2020",
                        new Alert.Text("中", "en", "日", "한")))
                .generatorUrl();
    }

    private void opens(String link, String scope, boolean group) {
        browser.go(URI.create(link), "");
        browser.await(
                "the figures of " + scope + " are there",
                "document.querySelector('.card .info')?.dataset.scope === '" + scope + "'");
        if (group) {
            browser.await(
                    scope + " is marked",
                    "document.querySelector('.groups tr.here .figure')?.dataset.scope === '" + scope + "'");
            browser.await(
                    scope + " is in sight",
                    "(() => { const row = document.querySelector('.groups tr.here').getBoundingClientRect();"
                            + " const box = document.querySelector('.groups .scroll').getBoundingClientRect();"
                            + " return row.top >= box.top && row.bottom <= box.bottom; })()");
        } else {
            assertThat(browser.all("tr.here")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "all, false",
        "region:zhejiang, false",
        "region:europe/de/berlin, false",
        "park:P1, false",
        "park:东 区%2F#?&+, false",
        "park:P1/tier:above-scale, true",
        "park:P1/industry:auto, true",
        "park:P1/industry:logistics/cold, true",
        "park:P2/site:office-building, true",
        "park:P1/grid:district-A, true",
        "park:P1/grid:district-A/street-7/unit-3/b2/f1, true",
        "park:P1/priority:keyed-project, true"
    })
    void itOpensThePageOfTheScope(String scope, boolean group) {
        opens(link(wall.url(), scope), scope, group);
    }

    @Test
    void whoHasToEnterTheTokenFirstGetsThereToo() {
        String scope = "park:P1/tier:above-scale";
        browser.go(URI.create(link(guarded.url(), scope)), "");
        browser.click("#token");
        browser.press("wrong horse battery", "\n");
        browser.awaitText("[role='alert']", "This token is wrong");
        browser.click("#token");
        browser.press(TOKEN, "\n");

        browser.await(
                "the group is marked",
                "document.querySelector('.groups tr.here .figure')?.dataset.scope === '" + scope + "'");
    }
}
