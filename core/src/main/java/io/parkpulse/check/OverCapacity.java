package io.parkpulse.check;

import io.parkpulse.check.EnterpriseEnergies.Day;
import io.parkpulse.message.Message;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.RegistryColumns;
import java.util.Comparator;

/** Enterprises that drew more on a day than they can. */
final class OverCapacity extends Finder {
    @Override
    void energies(EnterpriseEnergies energies) {
        Enterprise enterprise = energies.enterprise();
        Day most =
                energies.days().stream().max(Comparator.comparingLong(Day::wh)).orElse(null);
        if (enterprise.capacityWh() == 0 || most == null) {
            return;
        }
        lookedAt(1);
        if (most.wh() > enterprise.capacityWh()) {
            examples.add(() -> new Example(
                    RegistryColumns.ENTERPRISES.file(),
                    0,
                    enterprise.id(),
                    Message.of(
                            "check.capacity",
                            "capacity",
                            Message.count(enterprise.capacityWh()),
                            "date",
                            most.date(),
                            "wh",
                            Message.count(most.wh()))));
        }
    }

    @Override
    Finding finding() {
        return finding(FindingKind.OVER_CAPACITY, Severity.HINT, "enterprises_with_capacity");
    }
}
