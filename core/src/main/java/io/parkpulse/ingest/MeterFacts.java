package io.parkpulse.ingest;

import io.parkpulse.model.Meter;
import io.parkpulse.roster.Roster;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * What judging a reading needs of its meter, made ready once for the many readings that come.
 *
 * @param segments of the meter
 * @param factors Wh of a unit, by segment
 * @param alwaysValid whether a row of the meter and one of its enterprise hold always
 */
record MeterFacts(Roster.Segment[] segments, Factor[] factors, boolean alwaysValid) {
    /**
     * Wh of a unit.
     *
     * @param unscaled of the factor; 0 if that is no long
     */
    record Factor(BigDecimal wh, long unscaled) {
        private static Factor of(BigDecimal wh) {
            boolean fits = wh.unscaledValue().bitLength() < Long.SIZE;
            return new Factor(wh, fits ? wh.unscaledValue().longValueExact() : 0);
        }

        /** A number of units in Wh, rounded half up; {@link NumberText#BEYOND} if that is too much. */
        long times(NumberText number) {
            return unscaled > 0 ? number.times(unscaled, wh.scale()) : number.times(wh);
        }
    }

    static MeterFacts of(Roster.MeterEntry meter, Roster roster) {
        Factor[] factors = Arrays.stream(meter.segments())
                .map(ofMeter -> Factor.of(ofMeter.register().whPerUnit()))
                .toArray(Factor[]::new);
        return new MeterFacts(meter.segments(), factors, isAlwaysValid(meter, roster));
    }

    private static boolean isAlwaysValid(Roster.MeterEntry meter, Roster roster) {
        for (int row = 0; row < meter.owners().length; row++) {
            Meter.Row ofMeter = meter.meter().rows().get(row);
            for (Roster.Row ofOwner : roster.rows(meter.owners()[row])) {
                if (ofMeter.holdsAlways() && ofOwner.enterprise().holdsAlways()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Wh of a unit in one of the meter's segments. */
    Factor factorIn(Roster.Segment segment) {
        int place = 0;
        while (segments[place] != segment) {
            place++;
        }
        return factors[place];
    }
}
