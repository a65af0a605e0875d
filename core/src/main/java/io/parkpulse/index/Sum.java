package io.parkpulse.index;

import io.parkpulse.model.Method.Output;
import io.parkpulse.model.MethodParameter;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What is summed over the enterprises of a scope. Every measure of a scope is computed from these and nothing else, so
 * scopes add up, and a change of one enterprise is a change of these sums. What one enterprise adds is said here once.
 */
public enum Sum {
    /** Enterprises. */
    ENTERPRISES(e -> 1),
    /** Enterprises with meters. */
    METERED(one(EnterpriseResult::metered)),
    /** Metered enterprises with a baseline whose coverage reaches the gate. */
    MATCHED(one(EnterpriseResult::matched)),
    /** Metered enterprises of which nothing is known. */
    SILENT(one(e -> e.metered() && e.coveredMs() == 0)),
    /** Matched enterprises whose energy reaches the method's share of their baseline. */
    POWER_RESUMED(one(EnterpriseResult::powerResumed)),
    /** n of the output rate, Wh. */
    OUTPUT_WH(e -> (e.output() == Output.ALL ? e.matched() : e.powerResumed()) ? e.energyWh() : 0),
    /** d of the output rate, Wh. */
    OUTPUT_BASELINE_WH(e -> (e.output() == Output.RESUMED_ONLY ? e.powerResumed() : e.matched()) ? e.baselineWh() : 0),
    /** Enterprises at work. */
    AT_WORK(one(EnterpriseResult::atWork)),
    /** Enterprises of which it is not known whether they are at work. */
    UNKNOWN(one(EnterpriseResult::unknown)),
    /** Persons returned. */
    RETURNED(EnterpriseResult::returned),
    /** Persons on the books. */
    STAFF_REGISTERED(EnterpriseResult::staffRegistered),
    /** Enterprises whose staff source said anything. */
    STAFF_HEARD(one(EnterpriseResult::staffHeard)),
    /** Persons present now. */
    PRESENT(EnterpriseResult::present),
    /** Capacity used, Wh, of the enterprises that have both. */
    USED_WH(e -> e.hasUtilisation() ? e.usedWh() : 0),
    /** Capacity, Wh, of the same enterprises. */
    CAPACITY_WH(e -> e.hasUtilisation() ? e.capacityWh() : 0),
    /** Milliseconds covered, of metered enterprises. */
    COVERED_MS(EnterpriseResult::coveredMs),
    /** Milliseconds of the window, of metered enterprises. */
    METERED_MS(e -> e.metered() ? e.windowMs() : 0),
    /** Enterprises that have both a capacity and anything to hold against it. */
    UTILISATION_KNOWN(one(EnterpriseResult::hasUtilisation)),
    /** Those of them whose utilisation reaches the method's target. */
    AT_TARGET(one(e -> e.hasUtilisation() && e.utilisationReaches(e.number(MethodParameter.TARGET)))),
    /** Millionths of their utilisation, each rounded down. */
    UTILISATION_MILLIONTHS(e -> e.hasUtilisation() ? e.utilisationOf(Sum.MILLION) : 0),
    /** Millionths of the same enterprises, each whole. */
    UTILISED_MILLIONTHS(e -> e.hasUtilisation() ? Sum.MILLION : 0);

    private static final long MILLION = 1_000_000;

    /** How many sums there are. */
    public static final int COUNT = values().length;

    private static final Sum[] ALL = values();

    private final ToLongFunction<EnterpriseResult> ofEnterprise;

    Sum(ToLongFunction<EnterpriseResult> ofEnterprise) {
        this.ofEnterprise = ofEnterprise;
    }

    private static ToLongFunction<EnterpriseResult> one(Predicate<EnterpriseResult> holds) {
        return enterprise -> holds.test(enterprise) ? 1 : 0;
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

    /** What one enterprise adds to this sum. */
    public long of(EnterpriseResult enterprise) {
        return ofEnterprise.applyAsLong(enterprise);
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

    /** What one enterprise adds to each sum, into an array of all. */
    static void of(EnterpriseResult enterprise, long[] sums) {
        for (int i = 0; i < COUNT; i++) {
            sums[i] = ALL[i].ofEnterprise.applyAsLong(enterprise);
        }
    }
}
