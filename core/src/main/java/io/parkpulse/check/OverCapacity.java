package io.parkpulse.check;

import io.parkpulse.check.EnterpriseEnergies.Day;
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
                    "capacity_wh " + Counted.number(enterprise.capacityWh()) + ", on " + most.date() + " it drew "
                            + Counted.number(most.wh()) + " Wh"));
        }
    }

    @Override
    Finding finding() {
        return finding(
                FindingKind.OVER_CAPACITY,
                Severity.HINT,
                "enterprises with a capacity",
                "They drew more on a day than capacity_wh. Capacity utilisation is cut off at its cap, so theirs is too"
                        + " high and hardly moves.",
                "capacity_wh is the energy of a day at full capacity, in Wh. Make it at least that of the highest day;"
                        + " ./parkpulse baselines proposes one.");
    }
}
