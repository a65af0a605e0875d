package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Stream;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.TestReplay;
import io.parkpulse.roster.Roster;
import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
            .setConfiguration(OwnFlink.closed())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path dir;

    /** A recording with all that a record can be, and a day after its end. */
    @Test
    void everyFinalDayIsTheReplaysOfRecordsInAnyOrder() throws Exception {
        assertLiveIsReplay(
                Path.of("../jobs/src/test/resources/example/in"), "2020-02-27T16:00:00Z", "2020-03-02T16:00:00Z");
    }

    @Test
    void alertsAreTheReplays() throws Exception {
        Path recording = Files.createDirectory(dir.resolve("tiny"));
        new Simulation(Scenarios.named("tiny", 1, OptionalInt.empty(), OptionalInt.empty()), 1, false)
                .writeTo(recording, (lines, expected) -> {});
        Files.writeString(
                recording.resolve("declarations.jsonl"),
                "{\"park\":\"tiny-park\",\"at\":\"2020-03-16T20:30:00+08:00\",\"resumed\":99.5}\n"
                        + "{\"enterprise\":\"BETA\",\"at\":\"2020-03-17T08:00:00+08:00\",\"resumed\":true}\n");
        List<String> alerts = assertLiveIsReplay(recording, "2020-03-15T16:00:00Z", "2020-03-18T18:00:00Z");
        assertThat(alerts).anyMatch(alert -> alert.contains("\"declared-gap\""));
    }

    /**
     * Power is silent from the second day's morning on, the whole park from its evening on; only one partition of each
     * stream is ever written to; and two records lie, two days ahead and in 1970.
     */
    @Test
    void silenceStopsNothingAndARecordThatLiesMovesNoTime() throws Exception {
        Path recording = Files.createDirectory(dir.resolve("tiny"));
        new Simulation(Scenarios.named("tiny", 1, OptionalInt.empty(), OptionalInt.empty()), 1, false)
                .writeTo(recording, (lines, expected) -> {});
        keepUntil(recording.resolve("power.jsonl"), "2020-03-17T10:00");
        keepUntil(recording.resolve("headcount.jsonl"), "2020-03-17T20:00");
        keepUntil(recording.resolve("checkin.jsonl"), "2020-03-17T20:00");
        TestReplay.run(recording, dir.resolve("out"), Duration.ofMinutes(5), 1);
        Map<String, String> daily = lines(dir.resolve("out/daily.jsonl"));
        daily.keySet().removeIf(key -> !key.endsWith("2020-03-16"));
        assertThat(daily).isNotEmpty();

        try (LiveHarness live = new LiveHarness(dir.resolve("kafka"))) {
            String now = "2020-03-18T18:00:00Z";
            live.send(Stream.POWER, 0, reading("2020-03-20T18:00:00Z"));
            live.send(Stream.POWER, 0, reading("1970-01-01T00:00:00Z"));
            for (Stream stream : Stream.values()) {
                for (String line : Files.readAllLines(recording.resolve(stream.fileName()))) {
                    live.send(stream, 0, line.getBytes(StandardCharsets.UTF_8));
                }
            }
            EventClock clock = new EventClock(
                    System.currentTimeMillis(), Instant.parse(now).toEpochMilli(), 1);
            LiveSettings settings =
                    LiveSettings.from(Instant.parse("2020-03-15T16:00:00Z").toEpochMilli(), clock);
            JobClient job = live.start(Roster.of(RegistryReader.read(recording).registry()), settings);
            try {
                String dead = "park:tiny-park|2020-03-18";
                Map<String, String> told = live.read(
                        Topics.DAILY,
                        job,
                        latest -> latest.containsKey(dead)
                                && withoutRevision(latest).entrySet().containsAll(daily.entrySet()));
                assertThat(differences(daily, withoutRevision(told))).isEmpty();
                // Of a day of which nothing is known nothing is said; missing is not zero.
                assertThat(told.get(dead))
                        .contains("\"coverage\":{\"n\":0,", "\"power_output_rate\":null", "\"staff_return\":null");
                assertThat(live.read(Topics.DEAD_LETTERS, job, letters -> letters.size() == 2)
                                .values())
                        .hasSize(2)
                        .anyMatch(letter -> letter.contains("\"reason\":\"future\""))
                        .anyMatch(letter -> letter.contains("1970-01-01"));
            } finally {
                LiveHarness.cancel(job);
            }
        }
    }

    private static byte[] reading(String at) {
        return ("{\"meter\":\"ALPHA-1\",\"at\":\"" + at + "\",\"value\":1,\"unit\":\"kWh\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Drops the lines from a local time on. */
    private static void keepUntil(Path file, String local) throws IOException {
        Files.write(
                file,
                Files.readAllLines(file).stream()
                        .filter(line ->
                                line.replaceAll(".*\"at\":\"([^\"]*)\".*", "$1").compareTo(local) < 0)
                        .toList());
    }

    private List<String> assertLiveIsReplay(Path recording, String start, String now) throws Exception {
        TestReplay.run(recording, dir.resolve("out"), Duration.ofMinutes(5), 2);
        Map<String, String> daily = lines(dir.resolve("out/daily.jsonl"));
        daily.values().removeIf(line -> line.contains("\"provisional\""));
        Set<String> days = new HashSet<>();
        daily.values().forEach(line -> days.add(line.replaceAll(".*\"day\":\"([^\"]*)\".*", "$1")));
        Map<String, String> enterprises = lines(dir.resolve("out/enterprises.jsonl"));
        // A day that breaks off goes on live.
        enterprises.keySet().removeIf(key -> !days.contains(key.substring(0, key.indexOf('|'))));
        List<String> alerts = Files.readAllLines(dir.resolve("out/alerts.jsonl"));
        assertThat(daily).isNotEmpty();
        assertThat(enterprises).isNotEmpty();
        assertThat(alerts).isNotEmpty();

        try (LiveHarness live = new LiveHarness(dir.resolve("kafka"))) {
            Random random = new Random(5);
            for (Stream stream : Stream.values()) {
                Path file = recording.resolve(stream.fileName());
                if (Files.exists(file)) {
                    live.send(stream, Files.readAllLines(file), random);
                }
            }
            if (Files.exists(recording.resolve("declarations.jsonl"))) {
                for (String line : Files.readAllLines(recording.resolve("declarations.jsonl"))) {
                    live.send(Topics.DECLARATIONS, line, line);
                }
                live.send(Topics.DECLARATIONS, "nobody", "{\"park\":\"nobody\",\"at\":0,\"resumed\":1}");
            }
            EventClock clock = new EventClock(
                    System.currentTimeMillis(), Instant.parse(now).toEpochMilli(), 1);
            LiveSettings settings = LiveSettings.from(Instant.parse(start).toEpochMilli(), clock);
            Registry registry = RegistryReader.read(recording).registry();
            JobClient job = live.start(Roster.of(registry), settings);

            try {
                Map<String, String> told = live.read(
                        Topics.DAILY,
                        job,
                        latest -> withoutRevision(latest).entrySet().containsAll(daily.entrySet()));
                assertThat(differences(daily, withoutRevision(told))).isEmpty();
                Map<String, String> ofEnterprises = live.read(
                        Topics.ENTERPRISES, job, latest -> latest.entrySet().containsAll(enterprises.entrySet()));
                assertThat(differences(enterprises, ofEnterprises)).isEmpty();
                assertThat(live.missing(Topics.ALERTS, job, alerts)).isEmpty();
            } finally {
                LiveHarness.cancel(job);
            }
        }
        return alerts;
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

    /** The same, as if each had been written once. */
    static Map<String, String> withoutRevision(Map<String, String> lines) {
        Map<String, String> same = new TreeMap<>();
        lines.forEach((key, line) -> same.put(key, line.replaceAll("\"revision\":\\d+", "\"revision\":0")));
        return same;
    }

    /** Lines by the key they have in a topic. */
    static Map<String, String> lines(Path file) throws IOException {
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
