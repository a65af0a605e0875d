package io.parkpulse.check;

import io.parkpulse.message.Message;
import io.parkpulse.model.RegistryColumns;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.EnterpriseRows;
import io.parkpulse.roster.MeterEntry;
import io.parkpulse.roster.Roster;
import java.util.HashSet;
import java.util.Set;

/** Meters without a record, and enterprises without a meter and a record, of those that the registry has then. */
final class NeverHeard extends Finder {
    @Override
    void heard(Heard heard) {
        if (!heard.isWhole() || heard.read() == 0) {
            return;
        }
        Roster roster = heard.roster();
        Set<Integer> metered = new HashSet<>();
        for (int number = 0; number < roster.count(Subject.METER); number++) {
            MeterEntry meter = roster.meter(number);
            boolean held = false;
            for (int row = 0; row < meter.rowCount(); row++) {
                metered.add(meter.owner(row));
                held |= heard.isWithin(meter.validFrom(row), meter.validTo(row))
                        && isThere(heard, roster.rows(meter.owner(row)));
            }
            if (held) {
                look(RegistryColumns.METERS, meter.id(), heard.isNamed(Subject.METER, number));
            }
        }
        for (int enterprise = 0; enterprise < roster.count(Subject.ENTERPRISE); enterprise++) {
            if (!metered.contains(enterprise) && isThere(heard, roster.rows(enterprise))) {
                look(
                        RegistryColumns.ENTERPRISES,
                        roster.enterpriseId(enterprise),
                        heard.isNamed(Subject.ENTERPRISE, enterprise));
            }
        }
    }

    private static boolean isThere(Heard heard, EnterpriseRows rows) {
        return rows.stream().anyMatch(row -> heard.isWithin(row.validFrom(), row.validTo()));
    }

    private void look(RegistryColumns file, String id, boolean named) {
        lookedAt(1);
        if (!named) {
            examples.add(file.file(), () -> new Example(file.file(), 0, id, Message.of("check.no_record")));
        }
    }

    @Override
    Finding finding() {
        return finding(
                FindingKind.NEVER_HEARD,
                examples.count() * 10 >= lookedAt() ? Severity.WARNING : Severity.HINT,
                "meters_and_enterprises");
    }
}
