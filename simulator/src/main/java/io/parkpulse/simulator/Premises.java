package io.parkpulse.simulator;

import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Meter;
import java.util.List;

/**
 * Enterprises that hang on the same meters (mostly one), and the plan of their days.
 *
 * @param occupants the enterprises
 * @param loads their meters; each meter's shares name occupants only
 */
public record Premises(List<Occupant> occupants, List<Load> loads) {

    public Premises {
        occupants = List.copyOf(occupants);
        loads = List.copyOf(loads);
    }

    /**
     * An enterprise and its people.
     *
     * @param row its row in the registry
     * @param shifts when they work
     * @param gates number of gates that count, for a HEADCOUNT enterprise
     * @param style how its gates and doors write time
     * @param days the plan, day by day
     */
    public record Occupant(Enterprise row, Shifts shifts, int gates, TimeStyle style, List<People> days) {
        public Occupant {
            days = List.copyOf(days);
        }
    }

    /**
     * The people of a day.
     *
     * @param returned distinct persons who come in (CHECKIN), or the greatest number inside at once (HEADCOUNT)
     * @param online persons who work from elsewhere and check in online
     */
    public record People(int returned, int online) {}

    /**
     * A meter and the energy it counts.
     *
     * @param meter its rows in the registry; {@code whPerUnit} is a multiple of 100 Wh, so that its readings have two
     *     decimals
     * @param unit what its readings state as unit, empty for nothing; kWh only with 1000 Wh a unit
     * @param style how it writes time
     * @param days the plan, day by day
     */
    public record Load(Meter meter, String unit, TimeStyle style, List<Energy> days) {
        public Load {
            days = List.copyOf(days);
        }

        /** Wh of the last digit of a reading. */
        long whPerTick() {
            return meter.register().whPerUnit().longValueExact() / 100;
        }
    }

    /**
     * The energy of a meter's day.
     *
     * @param wh a multiple of the meter's last digit
     * @param curve how it falls on the quarters
     * @param read whether the meter is read; if not, it counts all the same, and no record says so
     */
    public record Energy(long wh, LoadCurve curve, boolean read) {
        Energy(long wh, LoadCurve curve) {
            this(wh, curve, true);
        }

        Energy unread() {
            return new Energy(wh, curve, false);
        }
    }

    /** The energy the plan has for one of the occupants on one day; exact where meters are shared by whole ticks. */
    long energyWh(Occupant occupant, int day) {
        long sum = 0;
        for (Load load : loads) {
            long before = 0;
            for (Meter.Row share : load.meter().rows()) {
                long after = before + share.basisPoints();
                if (share.enterprise().equals(occupant.row().id())) {
                    long wh = load.days().get(day).wh();
                    sum += wh * after / 10_000 - wh * before / 10_000;
                }
                before = after;
            }
        }
        return sum;
    }
}
