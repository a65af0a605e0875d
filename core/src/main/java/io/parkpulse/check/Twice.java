package io.parkpulse.check;

import io.parkpulse.check.MeterReadings.Energy;
import io.parkpulse.message.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The same energies under two meters, or under two times of one. */
final class Twice extends Finder {
    /** So many different energies are not the same by accident. */
    private static final int FEWEST_ENERGIES = 6;

    private final Map<Long, String> meters = new HashMap<>();

    @Override
    void meter(MeterReadings readings) {
        lookedAt(1);
        MeterReadings.Overlap same = readings.overlaps().stream()
                .filter(MeterReadings.Overlap::isSame)
                .findFirst()
                .orElse(null);
        if (same != null) {
            examples.add(
                    "times",
                    () -> readings.example(
                            same.reading(),
                            Message.of("check.twice.times", "wh", Message.count(readings.wh(same.reading())))));
            return;
        }
        long print = print(readings);
        String other =
                print == 0 ? null : meters.putIfAbsent(print, readings.meter().id());
        if (other != null) {
            examples.add(
                    "meters",
                    () -> readings.example(0, Message.of("check.twice.meters", "meter", Example.quoted(other))));
        }
    }

    /** The same for meters with the same energies at the same times; 0 for one with too few of them. */
    private static long print(MeterReadings readings) {
        Set<Long> different = new HashSet<>();
        long print = 1;
        for (Energy energy : readings.energies()) {
            if (energy.wh() != 0 && different.size() < FEWEST_ENERGIES) {
                different.add(energy.wh());
            }
            for (long part : new long[] {energy.to(), energy.wh()}) {
                print = (print ^ part) * 0x9E3779B97F4A7C15L;
                print ^= print >>> 32;
            }
        }
        return different.size() < FEWEST_ENERGIES ? 0 : print;
    }

    @Override
    Finding finding() {
        return finding(FindingKind.TWICE, Severity.WARNING, "meters");
    }
}
