package io.parkpulse.check;

import io.parkpulse.message.Message;
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
                            Message.of(
                                    "check.overlap", "period", Duration.ofMillis(readings.period(overlap.reading())))));
        }
    }

    @Override
    Finding finding() {
        return finding(FindingKind.OVERLAPS, Severity.WARNING, "readings");
    }
}
