package io.parkpulse.check;

import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.RegistryColumns;

/** Registers of which nothing can be called implausible. */
final class NoRating extends Finder {
    @Override
    void heard(Heard heard) {
        for (Meter meter : heard.roster().registry().meters()) {
            if (meter.segments().stream()
                    .noneMatch(segment -> segment.register().kind() == MeterKind.CUMULATIVE)) {
                continue;
            }
            lookedAt(1);
            if (meter.segments().stream()
                    .anyMatch(segment -> segment.register().kind() == MeterKind.CUMULATIVE
                            && segment.register().ratedKva() == null)) {
                examples.add(() -> new Example(RegistryColumns.METERS.file(), 0, meter.id(), "rated_kva is blank"));
            }
        }
    }

    @Override
    Finding finding() {
        return finding(
                FindingKind.NO_RATING,
                Severity.HINT,
                "registers",
                "Without rated_kva no energy is implausible: a register that leaps counts as energy, and one that begins"
                        + " anew at 0 loses the interval in which it did.",
                "Set rated_kva in meters.csv: the rated apparent power of the transformer or the connection, in kVA.");
    }
}
