package io.parkpulse.check;

import io.parkpulse.message.Message;
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
                examples.add(
                        () -> new Example(RegistryColumns.METERS.file(), 0, meter.id(), Message.of("check.no_rating")));
            }
        }
    }

    @Override
    Finding finding() {
        return finding(FindingKind.NO_RATING, Severity.HINT, "registers");
    }
}
