package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.connectors.cluster.OwnCluster;
import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.kafka.RegistryTopic;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Stream;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.registry.RegistryRow;
import io.parkpulse.replay.TestReplay;
import io.parkpulse.roster.Roster;
import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of the registry that come while the job runs. */
class RegistryWhileRunningIT {
    private static final String START = "2020-03-15T16:00:00Z";
    private static final String NOW = "2020-03-17T12:00:00Z";
    private static final String DAY = "2020-03-16";
    private static final String NOON = "2020-03-16T12:00:00+08:00";
    /** A step in ten seconds: with it a change takes effect at the latest. */
    private static final double SPEED = 30;

    private static final int PARALLELISM = 2;
    private static final String THREE = "\"enterprises\":3,";
    private static final Pattern AT = Pattern.compile("\"at\":\"([^\"]*)\"");

    private static OwnCluster flink;

    @TempDir
    Path dir;

    private Path recording;
    private List<RegistryRow> rows;
    private LiveSettings settings;

    @BeforeAll
    static void startFlink(@TempDir Path scratch) throws Exception {
        flink = OwnCluster.start(() -> OwnFlink.in(scratch, PARALLELISM), PARALLELISM);
    }

    @AfterAll
    static void endFlink() throws IOException {
        flink.close();
    }

    private LiveHarness live() throws IOException {
        return new LiveHarness(
                dir.resolve("kafka"),
                configuration -> flink.environment(configuration).setParallelism(PARALLELISM));
    }

    @BeforeEach
    void recording() throws Exception {
        recording = Files.createDirectory(dir.resolve("tiny"));
        new Simulation(Scenarios.named("tiny", 1, OptionalInt.empty(), OptionalInt.empty()), 1, false)
                .writeTo(recording, (lines, expected) -> {});
        rows = RegistryReader.readRows(recording).rows();
        EventClock clock =
                new EventClock(System.currentTimeMillis(), Instant.parse(NOW).toEpochMilli(), SPEED);
        settings = LiveSettings.from(Instant.parse(START).toEpochMilli(), clock);
    }

    @Test
    void anEnterpriseThatIsAddedCountsFromThenOnAndABadRowChangesNothing() throws Exception {
        try (LiveHarness live = live()) {
            RegistryTopic.write(
                    live.kafka(),
                    rows.stream().filter(row -> !row.key().contains("BETA")).toList());
            JobClient job = live.startFollowing(settings, null);
            try {
                send(live, line -> !line.contains("BETA"));
                assertThat(live.read(Topics.INDICES, job, told -> anyCounts(told, 2)))
                        .allSatisfy((key, line) -> assertThat(line).doesNotContain(THREE));

                live.send(Topics.REGISTRY, "park/elsewhere", "{\"park_id\":\"elsewhere\",\"zone\":\"Mars\"}");
                live.send(Topics.REGISTRY, "park/tiny-park", "{\"park_id\":\"tiny-park\",\"zone\":\"Asia/Tokyo\"}");
                // Of what comes together only the last word of each key counts.
                assertThat(live.read(Topics.DEAD_LETTERS, job, letters -> letters.size() >= 2))
                        .containsOnlyKeys("parkpulse.registry|park/elsewhere", "parkpulse.registry|park/tiny-park")
                        .allSatisfy((key, letter) -> assertThat(letter)
                                .contains("\"reason\":\"refused\"")
                                .contains("zone"));
                RegistryTopic.write(live.kafka(), rows);
                assertThat(live.read(Topics.INDICES, job, told -> anyCounts(told, 3)))
                        .anySatisfy((key, line) -> assertThat(line).contains(THREE));

                send(live, line -> line.contains("BETA"));
                Map<String, String> used = live.read(Topics.INDICES, job, RegistryWhileRunningIT::isBetaHeard);
                assertThat(isBetaHeard(used)).isTrue();
                // Two take twice the memory.
                live.awaitRosterOfStartGone();
            } finally {
                LiveHarness.cancel(job);
            }
        }
    }

    /** And rows that come late, while it runs: since noon of the day before a meter is another device, and another's. */
    @Test
    void whatChangedWhileTheJobWasStoppedTakesEffectWhenItGoesOnAndSoDoRowsOverTime() throws Exception {
        Map<String, String> before = replayed(recording);
        Path changed = changedRecording();
        Map<String, String> after = replayed(changed);
        assertThat(after).isNotEqualTo(before);
        Path followed = followedRecording(changed);
        Map<String, String> late = replayed(followed);
        assertThat(late).isNotEqualTo(after);
        try (LiveHarness live = live()) {
            RegistryTopic.write(live.kafka(), rows);
            JobClient job = live.startFollowing(settings, null);
            send(live, line -> true);
            assertTold(before, live, job);
            String savepoint = job.stopWithSavepoint(
                            false, dir.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                    .get();

            RegistryTopic.write(live.kafka(), RegistryReader.readRows(changed).rows());
            job = live.startFollowing(settings, savepoint);
            try {
                assertTold(after, live, job);
                RegistryTopic.write(
                        live.kafka(), RegistryReader.readRows(followed).rows());
                assertTold(late, live, job);
            } finally {
                LiveHarness.cancel(job);
            }
        }
    }

    @Test
    void aJobThatReadsADirectoryGoesOnByWhatTheDirectorySaysNow() throws Exception {
        Path changed = changedRecording();
        Map<String, String> before = replayed(recording);
        Map<String, String> after = replayed(changed);
        try (LiveHarness live = live()) {
            JobClient job = live.start(Roster.of(RegistryReader.read(recording).registry()), settings, null);
            send(live, line -> true);
            assertTold(before, live, job);
            String savepoint = job.stopWithSavepoint(
                            false, dir.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                    .get();

            job = live.start(Roster.of(RegistryReader.read(changed).registry()), settings, savepoint);
            try {
                assertTold(after, live, job);
            } finally {
                LiveHarness.cancel(job);
            }
        }
    }

    /** The same records by a registry in which a meter has two rows, one after the other, of two enterprises. */
    private Path followedRecording(Path from) throws IOException {
        Path followed = copy(from, "followed");
        Path table = followed.resolve("meters.csv");
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(table)) {
            if (line.startsWith("ALPHA-1,ALPHA,")) {
                lines.add(line + ",A,," + NOON);
                lines.add(line.replace(",ALPHA,", ",BETA,") + ",B," + NOON + ",");
            } else {
                lines.add(line + (lines.isEmpty() ? ",serial,valid_from,valid_to" : ",,,"));
            }
        }
        Files.write(table, lines);
        assertThat(lines).filteredOn(line -> line.contains(NOON)).hasSize(2);
        return followed;
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = Files.createDirectory(dir.resolve(name));
        try (java.util.stream.Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    /** The same records by a registry in which one enterprise is larger and another is gone. */
    private Path changedRecording() throws IOException {
        Path changed = copy(recording, "changed");
        String enterprises = Files.readString(changed.resolve("enterprises.csv"));
        Files.writeString(
                changed.resolve("enterprises.csv"),
                enterprises.replace(",,,10,,CHECKIN", ",,,12,,CHECKIN").replaceAll("GAMMA,[^\n]*\n", ""));
        assertThat(Files.readString(changed.resolve("enterprises.csv")))
                .contains(",12,,CHECKIN")
                .doesNotContain("GAMMA");
        return changed;
    }

    private void send(LiveHarness live, Predicate<String> which) throws IOException {
        Random random = new Random(3);
        for (Stream stream : Stream.values()) {
            live.send(
                    stream,
                    Files.readAllLines(recording.resolve(stream.fileName())).stream()
                            .filter(which)
                            .filter(RegistryWhileRunningIT::isPast)
                            .toList(),
                    random);
        }
    }

    private static boolean isPast(String line) {
        Matcher at = AT.matcher(line);
        assertThat(at.find()).isTrue();
        return OffsetDateTime.parse(at.group(1)).toInstant().isBefore(Instant.parse(NOW));
    }

    /** What a replay says of the day; to be asked before the live job takes the cluster. */
    private Map<String, String> replayed(Path recorded) throws Exception {
        Path out = dir.resolve("out-" + recorded.getFileName());
        TestReplay.run(recorded, out, Duration.ofMinutes(5), 1);
        Map<String, String> wanted = new TreeMap<>();
        for (String line : Files.readAllLines(out.resolve("daily.jsonl"))) {
            if (line.contains("\"day\":\"" + DAY + "\"")) {
                wanted.put(line.replaceAll("\\{\"scope\":\"([^\"]*)\".*", "$1|" + DAY), line);
            }
        }
        assertThat(wanted).isNotEmpty();
        return wanted;
    }

    private void assertTold(Map<String, String> wanted, LiveHarness live, JobClient job) throws Exception {
        Map<String, String> told =
                live.read(Topics.DAILY, job, latest -> of(wanted, latest).equals(wanted));
        assertThat(of(wanted, told)).isEqualTo(wanted);
    }

    private static Map<String, String> of(Map<String, String> wanted, Map<String, String> told) {
        Map<String, String> same = new TreeMap<>();
        wanted.keySet().forEach(key -> {
            if (told.containsKey(key)) {
                same.put(key, told.get(key).replaceAll("\"revision\":\\d+", "\"revision\":0"));
            }
        });
        return same;
    }

    private static boolean anyCounts(Map<String, String> told, int enterprises) {
        return told.values().stream().anyMatch(line -> line.contains("\"enterprises\":" + enterprises + ","));
    }

    /** Whether of a park with BETA the staff is known, and not only that of the others. */
    private static boolean isBetaHeard(Map<String, String> told) {
        return told.values().stream()
                .anyMatch(line -> line.contains("\"scope\":\"park:tiny-park\"") && line.contains("\"d\":20,"));
    }
}
