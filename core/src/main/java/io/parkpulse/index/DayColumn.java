package io.parkpulse.index;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What is written of an enterprise's local day, in the order in which it is written. This is the only list of it: lines,
 * points, spools and explanations iterate over it.
 */
public enum DayColumn {
    /** Measured length of the day, milliseconds. */
    WINDOW_MS(Kind.NUMBER, HeldResult::windowMs),
    /** Whether it has meters. */
    METERED(Kind.FLAG, one(HeldResult::metered)),
    /** Milliseconds in which its meters are known. */
    COVERED_MS(Kind.NUMBER, HeldResult::coveredMs),
    /** Wh. */
    ENERGY_WH(Kind.NUMBER, HeldResult::energyWh),
    /** Wh, scaled on a day that breaks off. */
    BASELINE_WH(Kind.NUMBER, HeldResult::baselineWh),
    /** Whether its energy can be held against its baseline. */
    MATCHED(Kind.FLAG, one(HeldResult::matched)),
    /** Whether its energy reaches the method's share of the baseline. */
    POWER_RESUMED(Kind.FLAG, one(HeldResult::powerResumed)),
    /** Persons. */
    RETURNED(Kind.NUMBER, HeldResult::returned),
    /** Persons. */
    STAFF_REGISTERED(Kind.NUMBER, HeldResult::staffRegistered),
    /** Distinct persons with an online IN. */
    ONLINE(Kind.NUMBER, HeldResult::online),
    /** Whether it is at work, as far as is known. */
    AT_WORK(Kind.FLAG, one(HeldResult::atWork)),
    /** Wh; 0 without utilisation. */
    USED_WH(Kind.OPTIONAL, day -> day.hasUtilisation() ? day.usedWh() : 0),
    /** Wh, scaled on a day that breaks off; 0 without utilisation, and above 0 with it. */
    CAPACITY_WH(Kind.OPTIONAL, day -> day.hasUtilisation() ? day.capacityWh() : 0);

    /** What a column holds. */
    public enum Kind {
        /** A whole number. */
        NUMBER,
        /** 1 for true, 0 for false. */
        FLAG,
        /** A whole number that is known where {@link #CAPACITY_WH} is above 0. */
        OPTIONAL
    }

    /** How many columns there are. */
    public static final int COUNT = values().length;

    private final Kind kind;
    private final ToLongFunction<HeldResult> ofResult;

    DayColumn(Kind kind, ToLongFunction<HeldResult> ofResult) {
        this.kind = kind;
        this.ofResult = ofResult;
    }

    private static ToLongFunction<HeldResult> one(Predicate<HeldResult> holds) {
        return enterprise -> holds.test(enterprise) ? 1 : 0;
    }

    /** The name in files, topics and the time-series store, e.g. {@code covered_ms}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Kind kind() {
        return kind;
    }

    /** The column of a name in files; empty for a name that there is not. */
    public static Optional<DayColumn> of(String id) {
        return Arrays.stream(values()).filter(column -> column.id().equals(id)).findFirst();
    }

    /** All columns of what an enterprise came to on a day. */
    public static long[] of(HeldResult day) {
        return Arrays.stream(values())
                .mapToLong(column -> column.ofResult.applyAsLong(day))
                .toArray();
    }
}
