package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Stream;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.TestReplay;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What comes through Kafka live ends up as a replay of the same records computes it. */
class LiveMatchesReplayIT {
    private static final Pattern IDENTITY = Pattern.compile(
            "\\{\"scope\":\"([^\"]*)\",\"(?:end|day)\":\"([^\"]*)\"|\\{\"day\":\"([^\"]*)\",.*?\"enterprise\":\"([^\"]*)\"");

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(new Configuration())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path dir;

    @Test
    void everyFinalDayIsTheReplays() throws Exception {
        Path recording = Path.of("src/test/resources/example/in");
        TestReplay.run(recording, dir.resolve("out"), Duration.ofMinutes(5), 2);
        Map<String, String> daily = lines(dir.resolve("out/daily.jsonl"));
        daily.values().removeIf(line -> line.contains("\"provisional\""));
        Map<String, String> enterprises = lines(dir.resolve("out/enterprises.jsonl"));
        // The day that breaks off goes on live.
        enterprises.keySet().removeIf(key -> key.startsWith("2020-03-01"));
        Registry registry = RegistryReader.read(recording).registry();
        long last = Instant.parse("2020-03-02T16:00:00Z").toEpochMilli();

        try (LiveHarness live = new LiveHarness(dir.resolve("kafka"))) {
            Random random = new Random(5);
            for (Stream stream : Stream.values()) {
                List<String> lines = Files.readAllLines(recording.resolve(stream.fileName()));
                live.send(stream, lines, random);
            }
            EventClock clock = new EventClock(System.currentTimeMillis(), last, 1);
            LiveSettings settings =
                    LiveSettings.from(Instant.parse("2020-02-27T16:00:00Z").toEpochMilli(), clock);
            JobClient job = live.start(Roster.of(registry), settings);
            Map<String, String> told = live.read(
                    Topics.DAILY,
                    job,
                    latest -> withoutRevision(latest).entrySet().containsAll(daily.entrySet()));

            assertThat(differences(daily, withoutRevision(told))).isEmpty();
            Map<String, String> ofEnterprises = live.read(
                    Topics.ENTERPRISES, job, latest -> latest.entrySet().containsAll(enterprises.entrySet()));
            assertThat(differences(enterprises, ofEnterprises)).isEmpty();
            job.cancel().get();
        }
    }

    private static List<String> differences(Map<String, String> wanted, Map<String, String> told) {
        List<String> differences = new ArrayList<>();
        wanted.forEach((key, line) -> {
            if (!line.equals(told.get(key)) && differences.size() < 3) {
                differences.add("wanted " + line + "\nbut was " + told.get(key));
            }
        });
        return differences;
    }

    private static Map<String, String> withoutRevision(Map<String, String> lines) {
        Map<String, String> same = new TreeMap<>();
        lines.forEach((key, line) -> same.put(key, line.replaceAll("\"revision\":\\d+", "\"revision\":0")));
        return same;
    }

    /** Lines by the key they have in a topic. */
    private static Map<String, String> lines(Path file) throws IOException {
        Map<String, String> lines = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            Matcher identity = IDENTITY.matcher(line);
            assertThat(identity.lookingAt()).as(line).isTrue();
            lines.put(
                    identity.group(1) != null
                            ? identity.group(1) + "|" + identity.group(2)
                            : identity.group(3) + "|" + identity.group(4),
                    line);
        }
        return lines;
    }
}
