package io.parkpulse.breakdown;

import io.parkpulse.index.DayColumn;
import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Method;
import io.parkpulse.model.StaffSource;
import io.parkpulse.output.EnterpriseLine;
import java.util.Optional;

/**
 * An enterprise on a day: what was observed of it, the row of the registry that counts it, and its park's method.
 *
 * @param line what was observed
 * @param row valid at the end of the day's window
 * @param method its own park's
 * @param dayMs length of the whole local day
 */
public record Member(EnterpriseLine line, Enterprise row, Method method, long dayMs) {

    /** What it contributes to a sum of its scopes, but {@link Sum#STAFF_HEARD} where its line does not say. */
    public long of(Sum sum) {
        return measured(staffHeard().orElse(false)).sum(sum.ordinal());
    }

    /** What it contributes to each sum of its scopes, one for each; see {@link #of(Sum)}. */
    public long[] sums() {
        long[] sums = new long[Sum.COUNT];
        measured(staffHeard().orElse(false)).copySums(sums);
        return sums;
    }

    /**
     * Where it counts in a figure; in the index where it counts in W or P.
     *
     * @param measure not one of a moment
     */
    public Place place(Measure measure) {
        if (measure == Measure.RESUMPTION_INDEX) {
            return numerator(measure) > 0 ? Place.IN_N : of(Sum.METERED) > 0 ? Place.IN_D_ALONE : Place.LEFT_OUT;
        }
        return numerator(measure) > 0
                ? Place.IN_N
                : measure.isRate() && of(measure.denominator()) > 0 ? Place.IN_D_ALONE : Place.LEFT_OUT;
    }

    /** What it adds to n; of the index the greater of what it adds to those of W and P. */
    public long numerator(Measure measure) {
        return measure == Measure.RESUMPTION_INDEX
                ? Math.max(of(Measure.POWER_WORK_RATE.numerator()), of(Measure.POWER_OUTPUT_RATE.numerator()))
                : of(measure.numerator());
    }

    /**
     * Whether its line is what its row and method make of what was observed. It is not where the line was computed with
     * another registry.
     */
    public boolean isConsistent() {
        long[] again = DayColumn.of(measured(staffHeard().orElse(false)));
        for (DayColumn column : DayColumn.values()) {
            if (again[column.ordinal()] != line.of(column)) {
                return false;
            }
        }
        return true;
    }

    /** The part of the window that its meters cover. */
    Fraction coverage() {
        return Fraction.of(line.coveredMs(), line.windowMs());
    }

    /** Whether enough of the window is covered to go by its energy. */
    boolean isCovered() {
        return line.metered() && coverage().compareTo(Fraction.of(method.coverageGate())) >= 0;
    }

    /** Whether its energy must be known to say whether it is at work. */
    public boolean isUnknown() {
        return of(Sum.UNKNOWN) > 0;
    }

    /** Whether its energy or its staff is over what the method counts of it. */
    public boolean isCapped() {
        return measured(staffHeard().orElse(false)).isCapped();
    }

    /**
     * Whether its staff source said anything; empty where its line does not say. It has no field for it: it shows in
     * the persons returned, else in what was made of the silence when its capacity was computed.
     */
    public Optional<Boolean> staffHeard() {
        if (line.returned() > 0) {
            return Optional.of(true);
        }
        boolean heardFits = utilisationFits(true);
        return heardFits == utilisationFits(false) ? Optional.empty() : Optional.of(heardFits);
    }

    private boolean utilisationFits(boolean staffHeard) {
        EnterpriseWindow window = measured(staffHeard);
        return window.hasUtilisation == line.hasUtilisation()
                && (!window.hasUtilisation || window.usedWh == line.usedWh() && window.capacityWh == line.capacityWh());
    }

    /** What its line says it was observed to do, computed again. */
    private EnterpriseWindow measured(boolean staffHeard) {
        EnterpriseWindow window = new EnterpriseWindow();
        window.energyWh = line.energyWh();
        window.metered = line.metered();
        window.dueMs = line.windowMs();
        window.coveredMsOfMeters = line.coveredMs();
        window.windowMs = line.windowMs();
        window.dayMs = dayMs;
        window.online = line.online();
        if (row.staffSource() == StaffSource.HEADCOUNT) {
            window.greatestHeadcount = line.returned();
            window.counted = staffHeard;
        } else {
            window.checkedIn = line.returned();
            window.onsiteEvent = staffHeard;
        }
        window.measure(row, new EnterpriseWindow.Criteria(method));
        return window;
    }
}
