package io.parkpulse.check;

import io.parkpulse.check.EnterpriseEnergies.Day;
import io.parkpulse.message.Message;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.RegistryColumns;

/** Enterprises whose usual day is far from their baseline. */
final class BaselineFar extends Finder {
    private static final int FAR = 10;
    /** The units of two numbers differ by a thousand. */
    private static final int FURTHER = 500;

    private long over;
    private long under;
    private long farUnder;

    @Override
    void energies(EnterpriseEnergies energies) {
        Enterprise enterprise = energies.enterprise();
        long[] days = energies.days().stream().mapToLong(Day::wh).sorted().toArray();
        long baseline = enterprise.baselineWh();
        if (baseline == 0 || days.length == 0) {
            return;
        }
        lookedAt(1);
        long median = days[days.length / 2];
        boolean isOver = median / FAR > baseline;
        // A day at a standstill is what standby_wh says it is.
        boolean isUnder = median > enterprise.standbyWh() && median < baseline / FAR;
        over += isOver ? 1 : 0;
        under += isUnder ? 1 : 0;
        farUnder += isUnder && median < baseline / FURTHER ? 1 : 0;
        if (isOver || isUnder) {
            examples.add(
                    isOver ? "over" : "under",
                    () -> new Example(
                            RegistryColumns.ENTERPRISES.file(),
                            0,
                            enterprise.id(),
                            Message.of(
                                    "check.baseline",
                                    "baseline",
                                    Message.count(baseline),
                                    "days",
                                    Counted.of(days.length, "days"),
                                    "median",
                                    Message.count(median))));
        }
    }

    @Override
    Finding finding() {
        return finding(
                FindingKind.BASELINE_FAR,
                over + farUnder > 0 ? Severity.WARNING : Severity.HINT,
                "enterprises_with_baseline",
                "over",
                Message.count(over),
                "under",
                Message.count(under));
    }
}
