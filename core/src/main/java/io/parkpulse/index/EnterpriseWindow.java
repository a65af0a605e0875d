package io.parkpulse.index;

import io.parkpulse.exact.Bound;
import io.parkpulse.exact.Products;
import io.parkpulse.model.EnterpriseTerms;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import io.parkpulse.model.StaffSource;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The measures of one enterprise over one window, computed from what was observed of it in the window.
 *
 * <p>One instance is reused for all windows of all enterprises: set what was observed, call {@link #measure}, read the
 * results. Everything is exact.
 */
public final class EnterpriseWindow implements HeldResult {
    /** Beyond this a double no longer shows on which side of a whole number an estimate lies. */
    private static final double ESTIMATE_LIMIT = 1e12;

    /** Far more than the handful of roundings of an estimate of a share from 0 to 10 may err. */
    private static final double SHARE_MARGIN = 1e-12;

    // What was observed.

    /** What its meters add and subtract over the window, Wh; may be below 0. */
    public long energyWh;
    /** Covered milliseconds, summed over the rows of the enterprise's meters. */
    public long coveredMsOfMeters;
    /** Whether a row of its meters holds in the window for some time. */
    public boolean metered;
    /** Milliseconds that its meters could cover, see {@link io.parkpulse.energy.Metering#dueMillis}. */
    public long dueMs;
    /** Distinct persons with an onsite IN, for {@link StaffSource#CHECKIN}. */
    public long checkedIn;
    /** Whether anybody checked in or out on site. */
    public boolean onsiteEvent;
    /** Greatest headcount, for {@link StaffSource#HEADCOUNT}. */
    public long greatestHeadcount;
    /** Whether any gate counted. */
    public boolean counted;
    /** Distinct persons with an online IN. */
    public long online;
    /** Persons present at the window's end, by check-in. */
    public long presentByCheckin;
    /** Persons present at the window's end, by headcount. */
    public long presentByHeadcount;

    // The window.

    /** Length of the window, milliseconds. */
    public long windowMs;
    /** Length of the whole day that the window is a part of, milliseconds; as {@link #windowMs} if it is whole. */
    public long dayMs;

    // Results.

    /** Energy of the window, Wh; not below 0. */
    private long countedWh;
    /** Baseline of the window, Wh. */
    public long baselineWh;
    /** Covered milliseconds. */
    public long coveredMs;
    /** Whether its energy can be held against its baseline. */
    public boolean matched;
    /** Whether its energy reaches the method's share of its baseline. */
    public boolean powerResumed;
    /** Persons returned. */
    public long returned;
    /** Whether it is at work, as far as is known. */
    public boolean atWork;
    /** Whether it has both a capacity and anything to hold against it. */
    public boolean hasUtilisation;
    /** Capacity of the window, Wh; meaningful if {@link #hasUtilisation}. */
    public long capacityWh;
    /** Capacity used, Wh; meaningful if {@link #hasUtilisation}. */
    public long usedWh;

    private final long[] sums = new long[Sum.COUNT];
    private long ones;
    private long others;
    private EnterpriseTerms row;
    private Method.Output output;

    // u = (energyWeight × energyN ÷ energyD + staffWeight × staffN ÷ staffD) ÷ (energyWeight + staffWeight).
    private long energyWeight;
    private long energyN;
    private long energyD;
    private long staffWeight;
    private long staffN;
    private long staffD;
    /** u as a double. */
    private double utilisation;

    private boolean underGate;
    private boolean staffHeard;
    private boolean capped;
    private boolean atTarget;
    private int utilisationBand;
    private int staffBand;

    /** A method with its numbers as they are compared. */
    public static final class Criteria {
        private final Method method;
        private final Bound threshold;
        private final boolean thresholdIsEnough;
        private final Bound coverageGate;
        private final boolean countOnline;
        /** Utilisation counts up to capN ÷ capD of capacity. */
        private final long capN;

        private final long capD;
        private final BigDecimal target;
        private final Method.Output output;

        public Criteria(Method method) {
            this.method = method;
            this.threshold = Bound.of(method.threshold(), 1);
            this.thresholdIsEnough = method.comparator() == Method.Comparator.GE;
            this.coverageGate = Bound.of(method.coverageGate(), 1);
            this.countOnline = method.countOnline();
            BigDecimal cap = method.utilisationCap().stripTrailingZeros();
            int decimals = Math.max(0, cap.scale());
            this.capN = cap.movePointRight(decimals).longValueExact();
            this.capD = Products.powerOfTen(decimals);
            this.target = (BigDecimal) method.value(MethodParameter.TARGET);
            this.output = method.output();
        }

        /** The method itself. */
        public Method method() {
            return method;
        }
    }

    /** Computes the results. */
    public void measure(EnterpriseTerms row, Criteria criteria) {
        countedWh = metered ? Math.max(0, energyWh) : 0;
        baselineWh = ofWindow(row.baselineWh());
        coveredMs = metered ? Products.floorOfQuotient(coveredMsOfMeters, windowMs, dueMs) : 0;
        boolean covered = metered && criteria.coverageGate.compare(coveredMs, windowMs) >= 0;
        underGate = metered && !covered;
        matched = covered && baselineWh > 0;
        powerResumed = matched && reaches(criteria);
        boolean heads = row.staffSource() == StaffSource.HEADCOUNT;
        returned = heads ? greatestHeadcount : checkedIn;
        staffHeard = heads ? counted : onsiteEvent;
        boolean somebodyWorks = returned > 0 || criteria.countOnline && online > 0;
        atWork = switch (row.evidence(metered)) {
            case POWER -> powerResumed;
            case PRESENCE -> somebodyWorks;
            case ANY -> powerResumed || somebodyWorks;
        };
        use(row, criteria, covered);
        staffBand = staffHeard ? Bands.at(returned, row.staffRegistered()) : Bands.NONE;
        this.row = row;
        output = criteria.output;
        Sum.of(this, sums);
        ones = Sum.ones(sums);
        others = Sum.others(sums);
    }

    /** Observes that nothing is known of any people. */
    public void observeNobody() {
        checkedIn = 0;
        onsiteEvent = false;
        greatestHeadcount = 0;
        counted = false;
        online = 0;
        presentByCheckin = 0;
        presentByHeadcount = 0;
    }

    /**
     * What the enterprise contributes to a {@link Sum} of its scopes, from the results of the last {@link #measure}.
     *
     * @param ordinal of the sum
     */
    public long sum(int ordinal) {
        return sums[ordinal];
    }

    /** Which sums the enterprise contributes 1 to, see {@link Sum#ones}. */
    public long sumsOfOne() {
        return ones;
    }

    /** Which sums the enterprise contributes more or less than that to, see {@link Sum#others}. */
    public long otherSums() {
        return others;
    }

    /** Copies what the enterprise contributes to all sums. */
    public void copySums(long[] into) {
        System.arraycopy(sums, 0, into, 0, Sum.COUNT);
    }

    @Override
    public long windowMs() {
        return windowMs;
    }

    @Override
    public boolean metered() {
        return metered;
    }

    @Override
    public long coveredMs() {
        return coveredMs;
    }

    @Override
    public long energyWh() {
        return countedWh;
    }

    @Override
    public long baselineWh() {
        return baselineWh;
    }

    @Override
    public boolean matched() {
        return matched;
    }

    @Override
    public boolean powerResumed() {
        return powerResumed;
    }

    @Override
    public boolean atWork() {
        return atWork;
    }

    /** Whether its energy must be known to say whether it is at work, and too little of it is covered. */
    boolean unknown() {
        return row.evidence(metered) != Evidence.PRESENCE && underGate && !atWork;
    }

    @Override
    public long returned() {
        return returned;
    }

    @Override
    public long staffRegistered() {
        return row.staffRegistered();
    }

    /** Whether its staff source said anything in the window. */
    boolean staffHeard() {
        return staffHeard;
    }

    /** Persons present at the window's end. */
    long present() {
        return row.staffSource() == StaffSource.HEADCOUNT ? presentByHeadcount : presentByCheckin;
    }

    @Override
    public long online() {
        return online;
    }

    @Override
    public boolean hasUtilisation() {
        return hasUtilisation;
    }

    @Override
    public long usedWh() {
        return usedWh;
    }

    @Override
    public long capacityWh() {
        return capacityWh;
    }

    /** Which energy and baselines its park's method counts for the output rate. */
    Method.Output output() {
        return output;
    }

    private long ofWindow(long dayWh) {
        return windowMs == dayMs ? dayWh : Products.floorOfQuotient(dayWh, windowMs, dayMs);
    }

    private boolean reaches(Criteria criteria) {
        int sign = criteria.threshold.compare(countedWh, baselineWh);
        return criteria.thresholdIsEnough ? sign >= 0 : sign > 0;
    }

    /** u, over the inputs that are available, and used = floor(Ecap × u). */
    private void use(EnterpriseTerms row, Criteria criteria, boolean covered) {
        capacityWh = ofWindow(row.capacityWh());
        long standbyWh = ofWindow(row.standbyWh());
        boolean byEnergy = covered && capacityWh > standbyWh;
        boolean byStaff = staffHeard && row.staffRequired() > 0;
        energyWeight = byEnergy ? row.process().energyWeight() : 0;
        staffWeight = byStaff ? row.process().staffWeight() : 0;
        hasUtilisation = capacityWh > 0 && energyWeight + staffWeight > 0;
        capped = false;
        if (!hasUtilisation) {
            atTarget = false;
            utilisationBand = Bands.NONE;
            return;
        }
        energyN = 0;
        energyD = 1;
        if (energyWeight > 0 && countedWh > standbyWh) {
            energyN = countedWh - standbyWh;
            energyD = capacityWh - standbyWh;
            int side = Products.compare(energyN, criteria.capD, energyD, criteria.capN);
            if (side >= 0) {
                capped = side > 0;
                energyN = criteria.capN;
                energyD = criteria.capD;
            }
        }
        staffN = 0;
        staffD = 1;
        if (staffWeight > 0 && returned > 0) {
            staffN = returned;
            staffD = row.staffRequired();
            int side = Products.compare(staffN, criteria.capD, staffD, criteria.capN);
            if (side >= 0) {
                capped |= side > 0;
                staffN = criteria.capN;
                staffD = criteria.capD;
            }
        }
        utilisation = estimate(energyWeight, energyN, energyD, staffWeight, staffN, staffD);
        usedWh = utilisationOf(capacityWh);
        atTarget = utilisationReaches(criteria.target);
        utilisationBand = Bands.at(this::utilisationReaches);
    }

    /** floor(whole × u), u being its utilisation; meaningful if {@link #hasUtilisation}. */
    long utilisationOf(long whole) {
        return weighted(whole, utilisation, energyWeight, energyN, energyD, staffWeight, staffN, staffD);
    }

    /** Whether its utilisation reaches the method's target; false where it has none. */
    boolean atTarget() {
        return atTarget;
    }

    private boolean utilisationReaches(BigDecimal share) {
        return reaches(share, utilisation, energyWeight, energyN, energyD, staffWeight, staffN, staffD);
    }

    /** The place among {@link Bands#UTILISATION_BANDS} in which its utilisation lies; below 0 where that is not known. */
    int utilisationBand() {
        return utilisationBand;
    }

    /** Whether its energy or its staff is over the method's cap, so that not all of it counts. */
    public boolean isCapped() {
        return capped;
    }

    /**
     * The place among {@link Bands#STAFF_BANDS} in which returned over registered staff lies; below 0 where there is no staff
     * or nothing was heard of it.
     */
    int staffBand() {
        return staffBand;
    }

    /** (wa·an/ad + wb·bn/bd) ÷ (wa + wb), but for a handful of roundings. */
    static double estimate(long wa, long an, long ad, long wb, long bn, long bd) {
        return (wa * ((double) an / ad) + wb * ((double) bn / bd)) / (wa + wb);
    }

    /**
     * Whether (wa·an/ad + wb·bn/bd) ÷ (wa + wb) ≥ share, exact.
     *
     * @param estimate of the left side, see {@link #estimate}
     */
    static boolean reaches(BigDecimal share, double estimate, long wa, long an, long ad, long wb, long bn, long bd) {
        double over = estimate - share.doubleValue();
        if (Math.abs(over) > SHARE_MARGIN) {
            return over > 0;
        }
        BigInteger n = product(wa, an, bd).add(product(wb, bn, ad));
        BigInteger d = product(wa + wb, ad, bd);
        return new BigDecimal(n).compareTo(share.multiply(new BigDecimal(d))) >= 0;
    }

    /**
     * floor(whole × (wa·an/ad + wb·bn/bd) ÷ (wa + wb)), exact.
     *
     * @param estimate of what the whole is multiplied by, see {@link #estimate}
     */
    static long weighted(long whole, double estimate, long wa, long an, long ad, long wb, long bn, long bd) {
        if (an == 0 && bn == 0) {
            return 0;
        }
        double product = whole * estimate;
        // A handful of roundings of a double err by less than 1e-14 of the value. Only an estimate that is closer to a
        // whole number than that leaves the floor open.
        double margin = product * 1e-14 + 1e-9;
        if (product < ESTIMATE_LIMIT && Math.floor(product - margin) == Math.floor(product + margin)) {
            return (long) product;
        }
        BigInteger n = product(wa, an, bd).add(product(wb, bn, ad));
        BigInteger d = product(wa + wb, ad, bd);
        return BigInteger.valueOf(whole).multiply(n).divide(d).longValueExact();
    }

    private static BigInteger product(long a, long b, long c) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).multiply(BigInteger.valueOf(c));
    }
}
