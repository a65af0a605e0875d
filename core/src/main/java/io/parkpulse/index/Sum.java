package io.parkpulse.index;

import io.parkpulse.model.Method.Output;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is summed over the enterprises of a scope. Every measure of a scope is computed from these and nothing else, so
 * scopes add up, and a change of one enterprise is a change of these sums. What one enterprise adds is said here once.
 */
public enum Sum {
    /** Enterprises. */
    ENTERPRISES,
    /** Enterprises with meters. */
    METERED,
    /** Metered enterprises with a baseline whose coverage reaches the gate. */
    MATCHED,
    /** Metered enterprises of which nothing is known. */
    SILENT,
    /** Matched enterprises whose energy reaches the method's share of their baseline. */
    POWER_RESUMED,
    /** n of the output rate, Wh. */
    OUTPUT_WH,
    /** d of the output rate, Wh. */
    OUTPUT_BASELINE_WH,
    /** Enterprises at work. */
    AT_WORK,
    /** Enterprises of which it is not known whether they are at work. */
    UNKNOWN,
    /** Persons returned. */
    RETURNED,
    /** Persons on the books. */
    STAFF_REGISTERED,
    /** Enterprises whose staff source said anything. */
    STAFF_HEARD,
    /** Persons present now. */
    PRESENT,
    /** Capacity used, Wh, of the enterprises that have both. */
    USED_WH,
    /** Capacity, Wh, of the same enterprises. */
    CAPACITY_WH,
    /** Milliseconds covered, of metered enterprises. */
    COVERED_MS,
    /** Milliseconds of the window, of metered enterprises. */
    METERED_MS,
    /** Enterprises that have both a capacity and anything to hold against it. */
    UTILISATION_KNOWN,
    /** Those of them whose utilisation reaches the method's target. */
    AT_TARGET,
    /** Millionths of their utilisation, each rounded down. */
    UTILISATION_MILLIONTHS,
    /** Millionths of the same enterprises, each whole. */
    UTILISED_MILLIONTHS,
    /** Enterprises in the lowest of the {@link Bands} of utilisation. */
    UTILISATION_BAND_0,
    /** Enterprises in the second of the {@link Bands} of utilisation. */
    UTILISATION_BAND_1,
    /** Enterprises in the third of the {@link Bands} of utilisation. */
    UTILISATION_BAND_2,
    /** Enterprises in the fourth of the {@link Bands} of utilisation. */
    UTILISATION_BAND_3,
    /** Enterprises in the highest of the {@link Bands} of utilisation. */
    UTILISATION_BAND_4,
    /** Enterprises in the lowest of the {@link Bands} of staff. */
    STAFF_BAND_0,
    /** Enterprises in the second of the {@link Bands} of staff. */
    STAFF_BAND_1,
    /** Enterprises in the third of the {@link Bands} of staff. */
    STAFF_BAND_2,
    /** Enterprises in the fourth of the {@link Bands} of staff. */
    STAFF_BAND_3,
    /** Enterprises in the highest of the {@link Bands} of staff. */
    STAFF_BAND_4;

    private static final long MILLION = 1_000_000;

    /** How many sums there are. */
    public static final int COUNT = values().length;

    private static final Set<Sum> HELD = held();

    private static long one(boolean holds) {
        return holds ? 1 : 0;
    }

    /**
     * Checks that this release knows all sums of a state.
     *
     * @param count how many the state has
     * @throws IllegalStateException if there are more than this release knows; says what to do
     */
    public static void requireKnown(int count) {
        if (count > COUNT) {
            throw new IllegalStateException(
                    "this state has %d sums of a scope, and this release knows %d: go on with the later release that wrote it"
                            .formatted(count, COUNT));
        }
    }

    /**
     * All sums, of those that a state has: the ones that the release that wrote it did not know are 0.
     *
     * @throws IllegalStateException if there are more than this release knows
     */
    public static long[] ofState(long[] kept) {
        requireKnown(kept.length);
        return kept.length == COUNT ? kept : Arrays.copyOf(kept, COUNT);
    }

    /** The name in texts, e.g. {@code output_baseline_wh}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What one enterprise adds to each sum, into an array of all. One after the other and no function of each constant: it is
     * asked for each enterprise and step, and a call of one of thirty functions costs more than most of them do.
     */
    static void of(EnterpriseWindow e, long[] sums) {
        ofHeld(e, e.output(), sums);
        UNKNOWN.put(one(e.unknown()), sums);
        STAFF_HEARD.put(one(e.staffHeard()), sums);
        PRESENT.put(e.present(), sums);
        AT_TARGET.put(one(e.atTarget()), sums);
        UTILISATION_MILLIONTHS.put(e.hasUtilisation() ? e.utilisationOf(MILLION) : 0, sums);
        Arrays.fill(sums, UTILISATION_BAND_0.ordinal(), COUNT, 0);
        putBand(UTILISATION_BAND_0, e.utilisationBand(), sums);
        putBand(STAFF_BAND_0, e.staffBand(), sums);
    }

    /** The sums that the columns of a day say, too; see {@link #isHeld}. */
    private static void ofHeld(HeldResult e, Output output, long[] sums) {
        boolean matched = e.matched();
        boolean resumed = e.powerResumed();
        boolean hasUtilisation = e.hasUtilisation();
        ENTERPRISES.put(1, sums);
        METERED.put(one(e.metered()), sums);
        MATCHED.put(one(matched), sums);
        SILENT.put(one(e.metered() && e.coveredMs() == 0), sums);
        POWER_RESUMED.put(one(resumed), sums);
        OUTPUT_WH.put((output == Output.ALL ? matched : resumed) ? e.energyWh() : 0, sums);
        OUTPUT_BASELINE_WH.put((output == Output.RESUMED_ONLY ? resumed : matched) ? e.baselineWh() : 0, sums);
        AT_WORK.put(one(e.atWork()), sums);
        RETURNED.put(e.returned(), sums);
        STAFF_REGISTERED.put(e.staffRegistered(), sums);
        USED_WH.put(hasUtilisation ? e.usedWh() : 0, sums);
        CAPACITY_WH.put(hasUtilisation ? e.capacityWh() : 0, sums);
        COVERED_MS.put(e.coveredMs(), sums);
        METERED_MS.put(e.metered() ? e.windowMs() : 0, sums);
        UTILISATION_KNOWN.put(one(hasUtilisation), sums);
        UTILISED_MILLIONTHS.put(hasUtilisation ? MILLION : 0, sums);
    }

    private void put(long amount, long[] sums) {
        sums[ordinal()] = amount;
    }

    /** Of some bands an enterprise adds 1 to the one that it is in. */
    private static void putBand(Sum lowest, int band, long[] sums) {
        if (band != Bands.NONE) {
            sums[lowest.ordinal() + band] = 1;
        }
    }

    /** Whether the columns of a day say what an enterprise adds to this sum. */
    public boolean isHeld() {
        return HELD.contains(this);
    }

    private static Set<Sum> held() {
        DayValues zeros = column -> 0;
        long[] sums = new long[COUNT];
        Arrays.fill(sums, Long.MIN_VALUE);
        ofHeld(zeros, Output.ALL, sums);
        return Arrays.stream(values())
                .filter(sum -> sum.of(sums) != Long.MIN_VALUE)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What an enterprise adds to this sum, by the columns of its day.
     *
     * @param output of its park's method
     * @throws IllegalStateException if it is not {@linkplain #isHeld held}
     */
    public long of(HeldResult day, Output output) {
        if (!isHeld()) {
            throw new IllegalStateException("the columns of a day do not say " + id());
        }
        long[] sums = new long[COUNT];
        ofHeld(day, output, sums);
        return of(sums);
    }

    /** This sum in an array of all. */
    public long of(long[] sums) {
        return sums[ordinal()];
    }

    /** Of each sum in an array of all, whether it is 1; a bit each, by its ordinal, the lowest first. */
    public static long ones(long[] sums) {
        long ones = 0;
        for (int sum = 0; sum < COUNT; sum++) {
            ones |= (sums[sum] == 1 ? 1L : 0) << sum;
        }
        return ones;
    }

    /** Of each sum in an array of all, whether it is neither 0 nor 1; as {@link #ones}. */
    public static long others(long[] sums) {
        long others = 0;
        for (int sum = 0; sum < COUNT; sum++) {
            others |= ((sums[sum] & ~1L) != 0 ? 1L : 0) << sum;
        }
        return others;
    }

    /** Adds changes of all sums, or of the first ones, to an array of all. */
    public static void add(long[] changes, long[] sums) {
        for (int i = 0; i < changes.length; i++) {
            sums[i] += changes[i];
        }
    }
}
