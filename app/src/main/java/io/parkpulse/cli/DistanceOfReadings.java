package io.parkpulse.cli;

import io.parkpulse.files.RegularFile;
import io.parkpulse.ingest.RecordGlance;
import io.parkpulse.ingest.TimeText;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Register;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Spelling;
import io.parkpulse.model.Stream;
import io.parkpulse.text.Columns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells whether readings come as often as {@code every} in the registry says, where that decides how much counts as
 * covered. Looks at the beginning of the readings only.
 */
final class DistanceOfReadings {
    private static final int MOST_LINES = 200_000;
    private static final int LONGEST_LINE = 1_000;
    private static final int MOST_METERS = 1_000;
    private static final int FEWEST_DISTANCES = 5;
    private static final int IDS_NAMED = 3;
    private static final int WIDEST = 159;
    /** A meter's intervals longer than this many times {@code every} cover nothing. */
    private static final int COVERED_TIMES = 4;

    private static final String PERIOD = "\"period\"";

    private DistanceOfReadings() {}

    /** @param millis between most of a meter's readings, whole minutes where it is more than one */
    private record Difference(long every, long millis) {}

    /** What was read of a meter. */
    private static final class Sample {
        private final List<Long> times = new ArrayList<>();
        private boolean saysPeriod;
    }

    /** Lines to print; none if nothing is to be said, or the readings cannot be read any more. */
    static List<String> hints(Path recording, Registry registry) {
        Map<String, Sample> samples;
        try {
            samples = samples(recording.resolve(Stream.POWER.fileName()));
        } catch (IOException e) {
            return List.of(); // it was there for the replay, whose figures are whole
        }
        Map<Difference, List<String>> meters = new HashMap<>();
        for (Meter meter : registry.meters()) {
            Sample sample = samples.get(meter.id());
            Difference difference = sample == null ? null : difference(meter, sample);
            if (difference != null) {
                meters.computeIfAbsent(difference, none -> new ArrayList<>()).add(meter.id());
            }
        }
        return meters.entrySet().stream()
                .max(Comparator.<Map.Entry<Difference, List<String>>>comparingInt(
                                entry -> entry.getValue().size())
                        .thenComparing(entry -> entry.getKey().millis())
                        .thenComparing(entry -> entry.getKey().every()))
                .map(entry -> hint(entry.getKey(), entry.getValue()))
                .orElse(List.of());
    }

    private static List<String> hint(Difference difference, List<String> meters) {
        Duration real = Duration.ofMillis(difference.millis());
        String ids = meters.stream()
                .limit(IDS_NAMED)
                .map(id -> '"' + Spelling.printable(id) + '"')
                .collect(Collectors.joining(", "));
        String said = "hint: readings of " + meters.size() + (meters.size() == 1 ? " meter" : " meters")
                + " come every " + real + ", meters.csv says every " + Duration.ofMillis(difference.every()) + ": "
                + ids
                + (meters.size() > IDS_NAMED ? ", …" : "");
        return List.of(
                Columns.cut(said, WIDEST),
                "  every decides how much counts as covered: set it to " + real + " if they are meant to come so");
    }

    private static Map<String, Sample> samples(Path file) throws IOException {
        Map<String, Sample> samples = new LinkedHashMap<>();
        if (!RegularFile.exists(file)) {
            return samples;
        }
        RecordGlance glance = new RecordGlance();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(RegularFile.open(file), StandardCharsets.UTF_8))) {
            char[] chunk = new char[LONGEST_LINE];
            for (int i = 0; i < MOST_LINES; i++) {
                String line = line(lines, chunk);
                if (line == null) {
                    break;
                }
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                if (!glance.read(Stream.POWER, bytes, 0, bytes.length)) {
                    continue;
                }
                byte[] id = glance.id();
                if (id == null || glance.at() == TimeText.NONE) {
                    continue;
                }
                String meter = new String(id, StandardCharsets.UTF_8);
                Sample sample = samples.size() < MOST_METERS
                        ? samples.computeIfAbsent(meter, none -> new Sample())
                        : samples.get(meter);
                if (sample != null) {
                    sample.times.add(glance.at());
                    sample.saysPeriod |= line.contains(PERIOD);
                }
            }
        }
        return samples;
    }

    /** A line, or its beginning if it is a long one; null at the end. */
    private static String line(BufferedReader lines, char[] chunk) throws IOException {
        int length = 0;
        int c = lines.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = lines.read()) {
            if (length < chunk.length) {
                chunk[length++] = (char) c;
            }
        }
        return new String(chunk, 0, length);
    }

    /** Null if the readings come as they should, or at no distance that is usual. */
    private static Difference difference(Meter meter, Sample sample) {
        return meter.segments().stream()
                .map(segment -> difference(segment, sample))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Difference difference(Meter.Segment segment, Sample sample) {
        Register register = segment.register();
        long[] times = sample.times.stream()
                .mapToLong(Long::longValue)
                .filter(time -> segment.from() <= time && time <= segment.to())
                .sorted()
                .distinct()
                .toArray();
        long[] distances = IntStream.range(1, times.length)
                .mapToLong(i -> times[i] - times[i - 1])
                .sorted()
                .toArray();
        if (distances.length < FEWEST_DISTANCES) {
            return null;
        }
        long median = distances[distances.length / 2];
        long usual = IntStream.range(0, distances.length)
                .filter(i -> isNearly(distances[i], median))
                .count();
        boolean perReading = register.kind() == MeterKind.INTERVAL && !sample.saysPeriod;
        boolean matters = perReading
                ? !isNearly(median, register.everyMillis())
                : median > COVERED_TIMES * register.everyMillis();
        return matters && usual * 4 >= distances.length * 3L
                ? new Difference(register.everyMillis(), rounded(median))
                : null;
    }

    private static boolean isNearly(long millis, long other) {
        return Math.abs(millis - other) * 10 <= other;
    }

    /** To whole minutes, below one to whole seconds: clocks jitter. */
    private static long rounded(long millis) {
        long unit = millis >= 60_000 ? 60_000 : millis >= 1_000 ? 1_000 : 1;
        return (millis + unit / 2) / unit * unit;
    }
}
