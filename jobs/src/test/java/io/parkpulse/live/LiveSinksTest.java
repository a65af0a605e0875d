package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.parkpulse.Closing;
import io.parkpulse.connectors.http.Secret;
import io.parkpulse.connectors.influxdb.ScriptedStore;
import io.parkpulse.connectors.influxdb.ScriptedStore.Reply;
import io.parkpulse.output.ReplayFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The sinks that need no service, or one that is played. */
class LiveSinksTest {
    @TempDir
    Path dir;

    private abstract class InTheDirectory extends LiveSinksContract {
        @Override
        Map<String, String> held() throws IOException {
            return statesIn(dir.resolve(ReplayFiles.ALERTS));
        }
    }

    @Nested
    class OfFiles extends InTheDirectory {
        @Override
        LiveSinks sinks() {
            return new FileSinks(dir);
        }
    }

    @Nested
    class OfATally extends InTheDirectory {
        @Override
        LiveSinks sinks() {
            return new Tally(dir);
        }
    }

    @Nested
    class OfSeveralPlaces extends LiveSinksContract {
        @Override
        LiveSinks sinks() throws IOException {
            return new AllSinks(List.of(
                    new FileSinks(Files.createDirectory(dir.resolve("one"))),
                    new Tally(Files.createDirectory(dir.resolve("other")))));
        }

        @Override
        Map<String, String> held() throws IOException {
            Map<String, String> one = statesIn(dir.resolve("one").resolve(ReplayFiles.ALERTS));
            assertThat(statesIn(dir.resolve("other").resolve(ReplayFiles.ALERTS)))
                    .isEqualTo(one);
            return one;
        }
    }

    /** A place that is spoken to by HTTP and refuses any request with what it does not take. */
    private abstract static class Played extends LiveSinksContract {
        @RegisterExtension
        final Closing closing = new Closing();

        /** Of the requests that were taken, in their order. */
        final List<String> taken = new CopyOnWriteArrayList<>();

        String start(Reply taking, Reply refusing) throws IOException {
            return closing.later(ScriptedStore.start(request -> {
                        if (request.lines().stream().anyMatch(line -> line.contains(refused()))) {
                            return refusing;
                        }
                        taken.addAll(request.lines());
                        return taking;
                    }))
                    .url();
        }
    }

    @Nested
    class OfInflux extends Played {
        private static final Pattern POINT = Pattern.compile("scope=([^, ]+).* firing=([01])i.* ([0-9]+)$");

        @Override
        LiveSinks sinks() throws IOException {
            String url = start(ScriptedStore.WRITTEN, Reply.error(400, "invalid", "unable to parse"));
            return new InfluxSinks(new InfluxSinks.Target(url, "org", "bucket", Secret.none()), "live");
        }

        /** Of the latest time: points of a series and a time overwrite each other. */
        @Override
        Map<String, String> held() {
            Map<String, TreeMap<Long, String>> series = new TreeMap<>();
            for (String line : taken) {
                Matcher point = POINT.matcher(line);
                assertThat(point.find()).as(line).isTrue();
                series.computeIfAbsent(point.group(1), scope -> new TreeMap<>())
                        .put(Long.parseLong(point.group(3)), point.group(2).equals("1") ? "firing" : "resolved");
            }
            Map<String, String> held = new TreeMap<>();
            series.forEach((scope, points) -> held.put(scope, points.lastEntry().getValue()));
            return held;
        }
    }

    @Nested
    class OfAlertmanager extends Played {
        @Override
        LiveSinks sinks() throws IOException {
            return new AlertmanagerSinks(start(Reply.of(200), Reply.of(400)), new AlertNotices("live", ""));
        }

        @Override
        Map<String, String> held() throws IOException {
            Map<String, String> held = new TreeMap<>();
            for (String request : taken) {
                for (JsonNode alert : new JsonMapper().readTree(request)) {
                    Instant ends = Instant.parse(alert.path("endsAt").asText());
                    held.put(
                            alert.path("labels").path("scope").asText(),
                            ends.isAfter(Instant.now()) ? "firing" : "resolved");
                }
            }
            return held;
        }
    }
}
