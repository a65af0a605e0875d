package io.parkpulse.check;

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
                String since = Instant.ofEpochMilli(time).toString();
                String says = held < WHOLE
                        ? "from " + since + " on " + (WHOLE - held) + " of 10000 are nobody's"
                        : "from " + since + " on " + (held - present)
                                + " of 10000 go to an enterprise of which no row holds then";
                examples.add(
                        held < WHOLE ? "nobody's" : "gone",
                        () -> new Example(RegistryColumns.METERS.file(), 0, meter.id(), says));
                return;
            }
        }
    }

    @Override
    Finding finding() {
        return finding(
                FindingKind.NOBODY_HOLDS,
                Severity.WARNING,
                "meters with readings",
                "While these meters are read, a part of their energy is nobody's, or goes to an enterprise that is no"
                        + " longer, or not yet, in the registry. It is in no figure of anybody; run.json has what is"
                        + " nobody's as unassigned_wh.",
                "Give the next tenant a row in meters.csv from that time on (valid_from), and end the one before it"
                        + " (valid_to). Of a unit that is vacant, nothing is to be done.");
    }
}
