package io.parkpulse.oracle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Writes small recordings that are full of trouble: a valid registry, and streams with everything the contract has a
 * sentence for. The same seed gives the same bytes.
 *
 * <p>What costs much (a record of another year, a line of the greatest length) comes with a seed's number and not by
 * chance.
 */
public final class RecordingFuzzer {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = 24 * HOUR;

    /**
     * When a recording begins, and a zone to which something happens then: a leap day, clocks going forward or back, the
     * end of a year.
     */
    private record Theme(String start, String zone) {}

    private static final List<Theme> THEMES = List.of(
            new Theme("2020-02-28T00:00:00Z", "Asia/Shanghai"),
            new Theme("2020-02-27T16:00:00Z", "Asia/Shanghai"),
            new Theme("2020-02-27T18:15:00Z", "Asia/Kathmandu"),
            new Theme("2020-03-28T00:00:00Z", "Europe/Berlin"),
            new Theme("2020-03-27T23:00:00Z", "Europe/Berlin"),
            new Theme("2020-10-24T06:00:00Z", "Europe/Berlin"),
            new Theme("2020-03-07T18:00:00Z", "America/New_York"),
            new Theme("2020-10-31T12:00:00Z", "America/New_York"),
            new Theme("2020-04-04T02:00:00Z", "Australia/Lord_Howe"),
            new Theme("2020-04-03T13:00:00Z", "Australia/Lord_Howe"),
            new Theme("2020-10-03T03:00:00Z", "Australia/Lord_Howe"),
            new Theme("2020-12-30T21:00:00Z", "Asia/Tokyo"));

    private final long seed;
    private final Random random;
    private final Path dir;

    private RecordingFuzzer(long seed, Path dir) {
        this.seed = seed;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 17);
        this.dir = dir;
    }

    /** Writes a recording into a folder, which is made if it does not exist. */
    public static void write(long seed, Path dir) throws IOException {
        Files.createDirectories(dir);
        new RecordingFuzzer(seed, dir).write();
    }

    private void write() throws IOException {
        Fuzz fuzz = new Fuzz(random);
        Theme theme = fuzz.of(THEMES);
        long start = Instant.parse(theme.start).toEpochMilli();
        start += fuzz.of(0L, 0L, 0L, HOUR, -3 * HOUR, fuzz.upTo(DAY));
        long end = start + fuzz.of(1L, 1L, 2L, 2L, 2L, 3L, 3L, 4L, 5L, 6L) * DAY;
        end += fuzz.of(0L, 0L, fuzz.upTo(DAY), fuzz.upTo(DAY), -1L);
        boolean untilMidnight = fuzz.chance(0.25);
        if (untilMidnight) { // exactly, or too little after it for a step
            ZoneId zone = ZoneId.of(theme.zone);
            end = Instant.ofEpochMilli(end)
                    .atZone(zone)
                    .toLocalDate()
                    .atStartOfDay(zone)
                    .toInstant()
                    .toEpochMilli();
            end += fuzz.of(0L, 0L, fuzz.upTo(6 * 60_000));
        }

        FuzzRegistry registry = new FuzzRegistry(fuzz, theme.zone, start, end);
        registry.write(dir);

        FuzzStreams streams = new FuzzStreams(fuzz, registry, start, end, untilMidnight);
        streams.fill();
        if (Math.floorMod(seed, 10) == 3) {
            streams.stray();
        }
        if (Math.floorMod(seed, 60) == 7) {
            streams.longestLines();
        }
        boolean shuffled = fuzz.chance(0.4);
        file("power.jsonl", streams.power, shuffled, fuzz);
        file("headcount.jsonl", streams.headcount, shuffled, fuzz);
        file("checkin.jsonl", streams.checkin, shuffled, fuzz);
    }

    /** Lines by time, or in no order; with blank ones, CR LF or no end in some files. */
    private void file(String name, List<FuzzStreams.Line> lines, boolean shuffled, Fuzz fuzz) throws IOException {
        List<FuzzStreams.Line> ordered = new ArrayList<>(lines);
        if (shuffled) {
            Collections.shuffle(ordered, random);
        } else {
            ordered.sort(Comparator.comparingLong(FuzzStreams.Line::time));
        }
        boolean crlf = fuzz.chance(0.1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < ordered.size(); i++) {
            if (fuzz.chance(0.004)) {
                bytes.write(fuzz.of("\n", "  \n", "\t\r\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            bytes.write(ordered.get(i).bytes());
            if (crlf || fuzz.chance(0.003)) {
                bytes.write('\r');
            }
            if (i < ordered.size() - 1 || fuzz.chance(0.7)) {
                bytes.write('\n');
            }
        }
        Files.write(dir.resolve(name), bytes.toByteArray());
    }
}
