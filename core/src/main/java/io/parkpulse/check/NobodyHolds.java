package io.parkpulse.check;

import io.parkpulse.message.Message;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.RegistryColumns;
import io.parkpulse.model.Subject;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** Times of a meter, while it is read, in which a part of its energy is nobody's, or that of an enterprise that is gone. */
final class NobodyHolds extends Finder {
    private static final int WHOLE = 10_000;

    private final Function<String, List<Enterprise>> rowsOf;

    /** @param rowsOf the rows of an enterprise */
    NobodyHolds(Function<String, List<Enterprise>> rowsOf) {
        this.rowsOf = rowsOf;
    }

    @Override
    void heard(Heard heard) {
        for (int number = 0; number < heard.roster().count(Subject.METER); number++) {
            if (heard.hasReading(number)) {
                look(heard.roster().meter(number).meter(), heard.firstReading(number), heard.lastReading(number));
            }
        }
    }

    private void look(Meter meter, long from, long to) {
        if (meter.rows().stream().noneMatch(row -> row.flow() == Flow.ADD)) {
            return;
        }
        lookedAt(1);
        TreeSet<Long> times = new TreeSet<>(List.of(from));
        for (Meter.Row row : meter.rows()) {
            times.add(row.validFrom());
            times.add(row.validTo());
            rowsOf.apply(row.enterprise()).forEach(enterprise -> {
                times.add(enterprise.validFrom());
                times.add(enterprise.validTo());
            });
        }
        for (long time : times.subSet(from, to)) {
            int held = meter.rows().stream()
                    .filter(row -> row.flow() == Flow.ADD && row.validAt(time))
                    .mapToInt(Meter.Row::basisPoints)
                    .sum();
            int present = meter.rows().stream()
                    .filter(row -> row.flow() == Flow.ADD && row.validAt(time))
                    .filter(row -> rowsOf.apply(row.enterprise()).stream().anyMatch(holds -> holds.validAt(time)))
                    .mapToInt(Meter.Row::basisPoints)
                    .sum();
            if (present < WHOLE) {
                boolean nobodys = held < WHOLE;
                Message says = Message.of(
                        nobodys ? "check.holds.nobody" : "check.holds.gone",
                        "since",
                        Instant.ofEpochMilli(time),
                        "part",
                        nobodys ? WHOLE - held : held - present);
                examples.add(says.key(), () -> new Example(RegistryColumns.METERS.file(), 0, meter.id(), says));
                return;
            }
        }
    }

    @Override
    Finding finding() {
        return finding(FindingKind.NOBODY_HOLDS, Severity.WARNING, "meters_with_readings");
    }
}
