package io.parkpulse.ingest;

import io.parkpulse.model.Subject;
import io.parkpulse.roster.EnterpriseRow;
import io.parkpulse.roster.MeterEntry;
import io.parkpulse.roster.Roster;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What judging a reading needs of its meter, made ready once for the many readings that come.
 *
 * @param segments of the meter
 * @param factors Wh of a unit, by segment
 * @param alwaysValid whether a row of the meter and one of its enterprise hold always
 */
record MeterFacts(MeterEntry.Segment[] segments, Factor[] factors, boolean alwaysValid) {
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

    /** Those of all meters of a roster, by number. Most meters are alike, and each reader has one for every meter. */
    static MeterFacts[] ofAll(Roster roster) {
        Map<MeterEntry.Segment[], Map<Boolean, MeterFacts>> alike = new IdentityHashMap<>();
        MeterFacts[] facts = new MeterFacts[roster.count(Subject.METER)];
        for (int number = 0; number < facts.length; number++) {
            MeterEntry meter = roster.meter(number);
            facts[number] = alike.computeIfAbsent(meter.segments(), segments -> new HashMap<>(2))
                    .computeIfAbsent(isAlwaysValid(meter, roster), always -> of(meter.segments(), always));
        }
        return facts;
    }

    private static MeterFacts of(MeterEntry.Segment[] segments, boolean alwaysValid) {
        Factor[] factors = Arrays.stream(segments)
                .map(ofMeter -> Factor.of(ofMeter.register().whPerUnit()))
                .toArray(Factor[]::new);
        return new MeterFacts(segments, factors, alwaysValid);
    }

    private static boolean isAlwaysValid(MeterEntry meter, Roster roster) {
        for (int row = 0; row < meter.rowCount(); row++) {
            for (EnterpriseRow ofOwner : roster.rows(meter.owner(row))) {
                if (meter.holdsAlways(row) && ofOwner.holdsAlways()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Wh of a unit in one of the meter's segments. */
    Factor factorIn(MeterEntry.Segment segment) {
        int place = 0;
        while (segments[place] != segment) {
            place++;
        }
        return factors[place];
    }
}
