package io.parkpulse.check;

/** Readings that come with several values, of which nothing says which holds. */
final class SeveralValues extends Finder {
    @Override
    void meter(MeterReadings readings) {
        lookedAt(readings.size());
        for (int reading : readings.contradicted()) {
            examples.add(
                    readings.meter().id(),
                    () -> readings.example(reading, Counted.number(readings.wh(reading)) + " Wh, and less as well"));
        }
    }

    @Override
    Finding finding() {
        return finding(
                FindingKind.SEVERAL_VALUES,
                Severity.WARNING,
                "readings",
                "The same reading comes with several values, and nothing says which holds. The greatest counts, the"
                        + " others are duplicates: an estimate that was too high stays.",
                "Send a correction with a higher rev than what it corrects, or each record with received, the time at"
                        + " which it came: then the last one counts.");
    }
}
