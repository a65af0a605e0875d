package io.parkpulse.oracle;

import io.parkpulse.model.Evidence;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What one enterprise contributes to every scope over a window; section 4.3.
 *
 * @param row the registry row valid at the instant before the window's end
 * @param method of its own park
 * @param used null, like {@code capacity} and {@code utilisation}, where it is left out of the utilisation
 */
record EnterpriseFigures(
        Known.Enterprise row,
        Known.Park park,
        Known.Method method,
        Window window,
        boolean metered,
        long coveredMillis,
        BigInteger energy,
        BigInteger baseline,
        boolean matched,
        boolean powerResumed,
        boolean staffKnown,
        BigInteger returned,
        long online,
        BigInteger present,
        boolean atWork,
        boolean unknown,
        BigInteger used,
        BigInteger capacity,
        Fraction utilisation) {

    /**
     * [from, to).
     *
     * @param dayMillis length of the whole day, of which the window is the beginning where a day breaks off
     */
    record Window(long from, long to, long dayMillis) {
        long millis() {
            return to - from;
        }

        boolean breaksOff() {
            return millis() < dayMillis;
        }

        /** floor(wh × elapsed / the day's length) */
        BigInteger scaled(long wh) {
            return BigInteger.valueOf(wh).multiply(BigInteger.valueOf(millis())).divide(BigInteger.valueOf(dayMillis));
        }
    }

    static EnterpriseFigures of(
            Known.Enterprise row, Known.Park park, Known.Method method, Facts facts, Window window) {
        long from = window.from();
        long to = window.to();
        boolean metered = facts.metered(from, to);
        long covered = facts.coveredMillis(from, to);
        BigInteger energy = facts.energy(from, to);
        BigInteger baseline = window.scaled(row.baselineWh());
        boolean coverageEnough = BigDecimal.valueOf(covered)
                        .compareTo(method.coverageGate().multiply(BigDecimal.valueOf(window.millis())))
                >= 0;
        boolean matched = metered && baseline.signum() > 0 && coverageEnough;
        int againstThreshold =
                new BigDecimal(energy).compareTo(method.threshold().multiply(new BigDecimal(baseline)));
        boolean powerResumed =
                matched && (method.thresholdItselfIsEnough() ? againstThreshold >= 0 : againstThreshold > 0);

        boolean staffKnown = facts.staffKnown(row.staffSource(), from, to);
        BigInteger returned = facts.returned(row.staffSource(), park, from, to);
        long online = facts.online(from, to);
        boolean presence = returned.signum() > 0 || (method.countOnline() && online > 0);
        Evidence evidence = row.evidence() != null ? row.evidence() : metered ? Evidence.POWER : Evidence.PRESENCE;
        boolean atWork = evidence == Evidence.POWER
                ? powerResumed
                : evidence == Evidence.PRESENCE ? presence : powerResumed || presence;
        boolean unknown = evidence != Evidence.PRESENCE && metered && !coverageEnough && !atWork;

        BigInteger capacity = window.scaled(row.capacityWh());
        Fraction utilisation = utilisation(
                row,
                method.utilisationCap(),
                capacity,
                window.scaled(row.standbyWh()),
                metered && coverageEnough ? energy : null,
                staffKnown ? returned : null);
        return new EnterpriseFigures(
                row,
                park,
                method,
                window,
                metered,
                covered,
                energy,
                baseline,
                matched,
                powerResumed,
                staffKnown,
                returned,
                online,
                facts.present(row.staffSource(), park, to),
                atWork,
                unknown,
                utilisation == null ? null : capacity.multiply(utilisation.n()).divide(utilisation.d()),
                utilisation == null ? null : capacity,
                utilisation);
    }

    /**
     * (wE·uE + wH·uH)/(wE + wH); null if nothing is left or there is no Ecap.
     *
     * @param energy null if it is not available
     * @param returned null if it is not available
     */
    private static Fraction utilisation(
            Known.Enterprise row,
            BigDecimal cap,
            BigInteger capacity,
            BigInteger standby,
            BigInteger energy,
            BigInteger returned) {
        BigInteger n = BigInteger.ZERO; // (wE·uE + wH·uH) / 10 = n / d
        BigInteger d = BigInteger.ONE;
        long weights = 0;
        if (energy != null && capacity.compareTo(standby) > 0) {
            BigInteger range = capacity.subtract(standby);
            Fraction u = clamped(new Fraction(energy.subtract(standby), range), cap);
            n = n.multiply(u.d())
                    .add(d.multiply(u.n())
                            .multiply(BigInteger.valueOf(row.process().energyWeight())));
            d = d.multiply(u.d());
            weights += row.process().energyWeight();
        }
        if (returned != null && row.staffRequired() > 0) {
            Fraction u = clamped(new Fraction(returned, BigInteger.valueOf(row.staffRequired())), cap);
            n = n.multiply(u.d())
                    .add(d.multiply(u.n())
                            .multiply(BigInteger.valueOf(row.process().staffWeight())));
            d = d.multiply(u.d());
            weights += row.process().staffWeight();
        }
        if (weights == 0 || capacity.signum() == 0) {
            return null;
        }
        return new Fraction(n, d.multiply(BigInteger.valueOf(weights)));
    }

    /** Within 0 to the cap. */
    private static Fraction clamped(Fraction u, BigDecimal cap) {
        if (u.n().signum() < 0) {
            return Fraction.of(0, 1);
        }
        boolean above = !u.isBelow(cap);
        return above ? Fraction.of(cap) : u;
    }
}
