package io.parkpulse.check;

import io.parkpulse.message.Message;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Register;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Readings that come at another distance than {@code every} says, where that decides what counts as covered. */
final class EveryDiffers extends Finder {
    private static final int FEWEST_DISTANCES = 5;
    /** Energies and intervals of more time than so many times {@code every} cover nothing. */
    private static final int COVERED_TIMES = 4;

    private final Map<Difference, Long> meters = new HashMap<>();

    /** @param real distance of most of a meter's readings, or the period that they say if that is longer, milliseconds */
    private record Difference(long every, long real) {
        Message text() {
            return Message.of(
                    "check.every.differs", "real", Duration.ofMillis(real), "every", Duration.ofMillis(every));
        }
    }

    @Override
    void meter(MeterReadings readings) {
        lookedAt(1);
        readings.segments().stream()
                .map(segment -> difference(readings, segment))
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(difference -> {
                    meters.merge(difference, 1L, Long::sum);
                    examples.add(difference.text(), () -> readings.example(0, difference.text()));
                });
    }

    /** Null if the readings come as they should, or at no distance that is usual. */
    private static Difference difference(MeterReadings readings, Meter.Segment segment) {
        int[] own = IntStream.range(0, readings.size())
                .filter(i -> segment.from() <= readings.at(i) && readings.at(i) <= segment.to())
                .toArray();
        long[] times = IntStream.of(own).mapToLong(readings::at).distinct().toArray();
        long[] distances = IntStream.range(1, times.length)
                .mapToLong(i -> times[i] - times[i - 1])
                .sorted()
                .toArray();
        if (distances.length < FEWEST_DISTANCES) {
            return null;
        }
        long median = distances[distances.length / 2];
        long usual = LongStream.of(distances)
                .filter(distance -> isNearly(distance, median))
                .count();
        Register register = segment.register();
        long every = register.everyMillis();
        long[] periods = IntStream.of(own).mapToLong(readings::period).sorted().toArray();
        long period = periods[periods.length / 2];
        // A reading that says a period of its own needs no other, as long as that counts as covered.
        boolean goesByEvery = register.kind() == MeterKind.INTERVAL && period == every;
        long real = goesByEvery ? median : Math.max(median, period);
        boolean matters = goesByEvery ? !isNearly(real, every) : real > COVERED_TIMES * every;
        return matters && usual * 4 >= distances.length * 3L ? new Difference(every, rounded(real)) : null;
    }

    private static boolean isNearly(long millis, long other) {
        return Math.abs(millis - other) * 10 <= other;
    }

    /** To whole minutes, below one to whole seconds: clocks jitter. */
    private static long rounded(long millis) {
        long unit = millis >= 60_000 ? 60_000 : millis >= 1_000 ? 1_000 : 1;
        return (millis + unit / 2) / unit * unit;
    }

    @Override
    Finding finding() {
        Difference most = meters.entrySet().stream()
                .max(Comparator.<Map.Entry<Difference, Long>>comparingLong(Map.Entry::getValue)
                        .thenComparing(entry -> entry.getKey().real())
                        .thenComparing(entry -> entry.getKey().every()))
                .map(Map.Entry::getKey)
                .orElse(null);
        if (most == null) {
            return null;
        }
        Finding found = finding(
                FindingKind.EVERY_DIFFERS,
                Severity.ERROR,
                "meters",
                "meters",
                Counted.of(meters.get(most), "meters"),
                "difference",
                most.text(),
                "real",
                Duration.ofMillis(most.real()));
        return meters.size() == 1 ? found : found.withVariant("several");
    }
}
