package io.parkpulse.check;

import io.parkpulse.check.MeterReadings.Energy;
import io.parkpulse.message.Message;
import io.parkpulse.model.MeterKind;
import java.util.Comparator;
import java.util.List;

/** Registers that leap, and have no rated power by which that could be seen. */
final class Jump extends Finder {
    private static final int FEWEST_ENERGIES = 8;
    /** One energy in so many may be a leap. */
    private static final int RARE = 50;
    /** So many times as much as all others. */
    private static final int FAR = 10;

    @Override
    void meter(MeterReadings readings) {
        if (readings.register().kind() != MeterKind.CUMULATIVE
                || readings.register().ratedKva() != null) {
            return;
        }
        lookedAt(1);
        List<Energy> byRate = readings.energies().stream()
                .sorted(Comparator.comparingDouble(Jump::rate).reversed())
                .toList();
        if (byRate.size() < FEWEST_ENERGIES) {
            return;
        }
        int most = Math.max(1, byRate.size() / RARE);
        for (int leaps = 1; leaps <= most; leaps++) {
            double usual = rate(byRate.get(leaps));
            if (usual > 0 && rate(byRate.get(leaps - 1)) > FAR * usual) {
                Energy leap = byRate.get(0);
                examples.add(() -> readings.example(
                        leap.reading(), Message.of("check.jump", "wh", Message.count(leap.wh()), "times", FAR)));
                return;
            }
        }
    }

    /** Wh in a millisecond. */
    private static double rate(Energy energy) {
        return (double) energy.wh() / Math.max(1, energy.to() - energy.from());
    }

    @Override
    Finding finding() {
        return finding(FindingKind.JUMP, Severity.WARNING, "registers_unrated");
    }
}
