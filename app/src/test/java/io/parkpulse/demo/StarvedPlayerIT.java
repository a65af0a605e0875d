package io.parkpulse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.live.FileSinks;
import io.parkpulse.model.Registry;
import io.parkpulse.play.Pacer;
import io.parkpulse.play.Player;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.Alerting;
import io.parkpulse.replay.TestReplay;
import io.parkpulse.roster.Roster;
import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Streams that are played faster than time on a machine that now and then does not get to it. */
class StarvedPlayerIT {
    private static final Pattern SCOPE_AND_END = Pattern.compile("\\{\"scope\":\"([^\"]*)\",\"end\":\"([^\"]*)\"");
    private static final Pattern ALERTED_AT = Pattern.compile(",\"at\":\"([^\"]*)\"");
    private static final double SPEED = 20_000;
    private static final long HOUR_MILLIS = 3_600_000;

    /** For the replay to compare with. */
    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path dir;

    /** The clock's pacer, but that three times nothing is sent until the clock stands half a day later. */
    private record Starved(EventClock clock, Pacer pacer, Deque<Long> from) implements Pacer {
        private static final long LATE_MILLIS = 12 * HOUR_MILLIS;

        @Override
        public void await(long due) throws IOException, InterruptedException {
            pacer.await(due);
            if (!from.isEmpty() && due >= from.peek()) {
                from.remove();
                while (clock.now() < due + LATE_MILLIS) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            }
        }
    }

    private static final class Quiet implements LiveReplay.Progress {
        @Override
        public void playing() {}

        @Override
        public void at(long bytes) {}

        @Override
        public void waiting() {}
    }

    @Test
    void everyStepThatIsEmittedIsTheReplaysHoweverLateThePlayerIs() throws Exception {
        Path recording = Files.createDirectory(dir.resolve("tiny"));
        new Simulation(Scenarios.named("tiny", 1, OptionalInt.empty(), OptionalInt.empty()), 1, false)
                .writeTo(recording, (lines, expected) -> {});
        TestReplay.run(recording, dir.resolve("out"), Duration.ofMinutes(5), 2);
        Registry registry = RegistryReader.read(recording).registry();
        Path live = Files.createDirectory(dir.resolve("live"));
        long begin = Player.inOrder(recording).begin();
        Deque<Long> starved =
                new ArrayDeque<>(List.of(begin + 9 * HOUR_MILLIS, begin + 20 * HOUR_MILLIS, begin + 32 * HOUR_MILLIS));

        LiveReplay.run(
                recording,
                Roster.of(registry),
                Alerting.read(recording, registry, null),
                new LiveReplay.Settings(SPEED, Duration.ofMinutes(5).toMillis(), 2, null),
                clock -> new Starved(clock, Pacer.following(clock), starved),
                new FileSinks(live),
                Files.createDirectory(dir.resolve("summary")),
                new Quiet());

        assertThat(starved).isEmpty();
        Map<String, String> steps = steps(dir.resolve("out"));
        assertThat(steps).hasSizeGreaterThan(24 * 12);
        assertThat(steps(live)).containsAllEntriesOf(steps);
        // After the end of the recording nothing comes any more, and an alert says so.
        String end = steps.keySet().stream()
                .map(step -> step.substring(step.indexOf('|') + 1))
                .max(String::compareTo)
                .orElseThrow();
        assertThat(alertsUntil(end, live)).containsExactlyInAnyOrderElementsOf(alertsUntil(end, dir.resolve("out")));
    }

    /** The last line of each. */
    private static Map<String, String> steps(Path directory) throws IOException {
        Map<String, String> steps = new TreeMap<>();
        for (String line : Files.readAllLines(directory.resolve("indices.jsonl"))) {
            Matcher identity = SCOPE_AND_END.matcher(line);
            assertThat(identity.lookingAt()).as(line).isTrue();
            steps.put(identity.group(1) + "|" + identity.group(2), line);
        }
        return steps;
    }

    private static List<String> alertsUntil(String end, Path directory) throws IOException {
        List<String> alerts = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("alerts.jsonl"))) {
            Matcher at = ALERTED_AT.matcher(line);
            assertThat(at.find()).as(line).isTrue();
            if (at.group(1).compareTo(end) <= 0) {
                alerts.add(line);
            }
        }
        return alerts;
    }
}
