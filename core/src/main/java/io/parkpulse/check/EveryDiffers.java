package io.parkpulse.check;

import io.parkpulse.message.Message;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Register;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

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
        long[] distances = new long[readings.size()];
        long[] periods = new long[readings.size()];
        int own = 0;
        int apart = 0;
        for (int i = 0; i < readings.size(); i++) {
            if (segment.from() <= readings.at(i) && readings.at(i) <= segment.to()) {
                // In order of time, and of some times there are several.
                if (own > 0 && readings.at(i) > readings.at(i - 1)) {
                    distances[apart++] = readings.at(i) - readings.at(i - 1);
                }
                periods[own++] = readings.period(i);
            }
        }
        if (apart < FEWEST_DISTANCES) {
            return null;
        }
        Arrays.sort(distances, 0, apart);
        Arrays.sort(periods, 0, own);
        long median = distances[apart / 2];
        int usual = 0;
        for (int i = 0; i < apart; i++) {
            usual += isNearly(distances[i], median) ? 1 : 0;
        }
        Register register = segment.register();
        long every = register.everyMillis();
        long period = periods[own / 2];
        // A reading that says a period of its own needs no other, as long as that counts as covered.
        boolean goesByEvery = register.kind() == MeterKind.INTERVAL && period == every;
        long real = goesByEvery ? median : Math.max(median, period);
        boolean matters = goesByEvery ? !isNearly(real, every) : real > COVERED_TIMES * every;
        return matters && usual * 4L >= apart * 3L ? new Difference(every, rounded(real)) : null;
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
