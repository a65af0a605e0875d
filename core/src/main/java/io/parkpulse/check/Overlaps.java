package io.parkpulse.check;

import java.time.Duration;

/** Energies of a time that another reading of the same meter counts already. */
final class Overlaps extends Finder {
    @Override
    void meter(MeterReadings readings) {
        lookedAt(readings.size());
        for (MeterReadings.Overlap overlap : readings.overlaps()) {
            examples.add(
                    readings.meter().id(),
                    () -> readings.example(
                            overlap.reading(),
                            "of " + Duration.ofMillis(readings.period(overlap.reading())) + ", more than a tenth of it"
                                    + " counted already"));
        }
    }

    @Override
    Finding finding() {
        return finding(
                FindingKind.OVERLAPS,
                Severity.WARNING,
                "readings",
                "Energies of intervals overlap. The one that comes later is a dead letter, so that nothing counts"
                        + " twice.",
                "Send each time once: not quarter-hours and hours of one meter, nor a value again a second later (send"
                        + " it with the same at, and rev if it was corrected). If readings come more often than every"
                        + " says, set every or send period.");
    }
}
