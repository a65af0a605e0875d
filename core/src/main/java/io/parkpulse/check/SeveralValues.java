package io.parkpulse.check;

import io.parkpulse.message.Message;

/** Readings that come with several values, of which nothing says which holds. */
final class SeveralValues extends Finder {
    @Override
    void meter(MeterReadings readings) {
        lookedAt(readings.size());
        for (int reading : readings.contradicted()) {
            examples.add(
                    readings.meter().id(),
                    () -> readings.example(
                            reading, Message.of("check.several", "wh", Message.count(readings.wh(reading)))));
        }
    }

    @Override
    Finding finding() {
        return finding(FindingKind.SEVERAL_VALUES, Severity.WARNING, "readings");
    }
}
