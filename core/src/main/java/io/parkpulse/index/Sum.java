package io.parkpulse.index;

import io.parkpulse.model.Method.Output;
import io.parkpulse.model.MethodParameter;
import java.util.Arrays;
import java.util.Locale;

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

    private static final Sum[] ALL = values();

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
     * What one enterprise adds to this sum. A switch and no function of each constant: it is asked for each sum of each
     * enterprise and step, and a call of one of thirty functions costs more than most of them do.
     */
    public long of(EnterpriseResult e) {
        return switch (this) {
            case ENTERPRISES -> 1;
            case METERED -> one(e.metered());
            case MATCHED -> one(e.matched());
            case SILENT -> one(e.metered() && e.coveredMs() == 0);
            case POWER_RESUMED -> one(e.powerResumed());
            case OUTPUT_WH -> (e.output() == Output.ALL ? e.matched() : e.powerResumed()) ? e.energyWh() : 0;
            case OUTPUT_BASELINE_WH ->
                (e.output() == Output.RESUMED_ONLY ? e.powerResumed() : e.matched()) ? e.baselineWh() : 0;
            case AT_WORK -> one(e.atWork());
            case UNKNOWN -> one(e.unknown());
            case RETURNED -> e.returned();
            case STAFF_REGISTERED -> e.staffRegistered();
            case STAFF_HEARD -> one(e.staffHeard());
            case PRESENT -> e.present();
            case USED_WH -> e.hasUtilisation() ? e.usedWh() : 0;
            case CAPACITY_WH -> e.hasUtilisation() ? e.capacityWh() : 0;
            case COVERED_MS -> e.coveredMs();
            case METERED_MS -> e.metered() ? e.windowMs() : 0;
            case UTILISATION_KNOWN -> one(e.hasUtilisation());
            case AT_TARGET -> one(e.hasUtilisation() && e.utilisationReaches(e.number(MethodParameter.TARGET)));
            case UTILISATION_MILLIONTHS -> e.hasUtilisation() ? e.utilisationOf(MILLION) : 0;
            case UTILISED_MILLIONTHS -> e.hasUtilisation() ? MILLION : 0;
            case UTILISATION_BAND_0, UTILISATION_BAND_1, UTILISATION_BAND_2, UTILISATION_BAND_3, UTILISATION_BAND_4 ->
                one(this == ofBand(UTILISATION_BAND_0, e.utilisationBand()));
            case STAFF_BAND_0, STAFF_BAND_1, STAFF_BAND_2, STAFF_BAND_3, STAFF_BAND_4 ->
                one(this == ofBand(STAFF_BAND_0, e.staffBand()));
        };
    }

    /** The one of some bands to which an enterprise adds 1; null if it is in none of them. */
    private static Sum ofBand(Sum lowest, int band) {
        return band == Bands.NONE ? null : ALL[lowest.ordinal() + band];
    }

    /** This sum in an array of all. */
    public long of(long[] sums) {
        return sums[ordinal()];
    }

    /** Adds changes of all sums, or of the first ones, to an array of all. */
    public static void add(long[] changes, long[] sums) {
        for (int i = 0; i < changes.length; i++) {
            sums[i] += changes[i];
        }
    }

    /** What one enterprise adds to each sum, into an array of all. Of the bands, a third of all, two can be above 0. */
    static void of(EnterpriseResult enterprise, long[] sums) {
        int bands = UTILISATION_BAND_0.ordinal();
        for (int i = 0; i < bands; i++) {
            sums[i] = ALL[i].of(enterprise);
        }
        Arrays.fill(sums, bands, COUNT, 0);
        addBand(ofBand(UTILISATION_BAND_0, enterprise.utilisationBand()), sums);
        addBand(ofBand(STAFF_BAND_0, enterprise.staffBand()), sums);
    }

    private static void addBand(Sum band, long[] sums) {
        if (band != null) {
            sums[band.ordinal()] = 1;
        }
    }
}
