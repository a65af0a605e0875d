package io.parkpulse.check;

import io.parkpulse.message.Message;
import io.parkpulse.model.Meter;
import io.parkpulse.model.RegistryColumns;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.Roster;
import java.util.HashSet;
import java.util.Set;

/** Meters without a record, and enterprises without a meter and a record. */
final class NeverHeard extends Finder {
    @Override
    void heard(Heard heard) {
        if (!heard.isWhole() || heard.read() == 0) {
            return;
        }
        Roster roster = heard.roster();
        Set<String> metered = new HashSet<>();
        for (int number = 0; number < roster.count(Subject.METER); number++) {
            Meter meter = roster.meter(number).meter();
            meter.rows().forEach(row -> metered.add(row.enterprise()));
            look(RegistryColumns.METERS, meter.id(), heard.isNamed(Subject.METER, number));
        }
        for (int enterprise = 0; enterprise < roster.count(Subject.ENTERPRISE); enterprise++) {
            String id = roster.enterpriseId(enterprise);
            if (!metered.contains(id)) {
                look(RegistryColumns.ENTERPRISES, id, heard.isNamed(Subject.ENTERPRISE, enterprise));
            }
        }
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
