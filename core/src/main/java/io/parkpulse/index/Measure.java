package io.parkpulse.index;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The measures of a scope, in the order in which they are written. This is the only list of them: figures, text lines,
 * fields of the time-series store, rules, explanations, the wall, boards, documentation and the command line iterate over
 * it. What each is called and how it is read stands in {@link io.parkpulse.catalogue.Catalogue}.
 */
public enum Measure {
    /** 企业复工率: enterprises at work over all enterprises. */
    ENTERPRISE_RESUMPTION(Kind.RATE, Unit.ENTERPRISES, Better.HIGHER, Gate.KNOWN, Sum.AT_WORK, Sum.ENTERPRISES),
    /** 复工率, W: power-resumed over metered enterprises. */
    POWER_WORK_RATE(Kind.RATE, Unit.ENTERPRISES, Better.HIGHER, Gate.MATCHED, Sum.POWER_RESUMED, Sum.METERED),
    /** 复产率, P: energy over baselines. */
    POWER_OUTPUT_RATE(Kind.RATE, Unit.WH, Better.HIGHER, Gate.MATCHED, Sum.OUTPUT_WH, Sum.OUTPUT_BASELINE_WH),
    /** 复工电力指数, R: the weighted mean of W and P; 100 is as before, and it may exceed 100. */
    RESUMPTION_INDEX(Kind.INDEX, Unit.POINTS, Better.HIGHER, Gate.MATCHED, null, null),
    /** 返岗率: persons returned over persons registered. */
    STAFF_RETURN(Kind.RATE, Unit.PERSONS, Better.HIGHER, Gate.STAFF_HEARD, Sum.RETURNED, Sum.STAFF_REGISTERED),
    /** Persons on site at the end of the window; a closed day has none. */
    PRESENT(Kind.COUNT, Unit.PERSONS, Better.HIGHER, Gate.NONE, Sum.PRESENT, null),
    /** 产能利用率 by proxy: capacity used over capacity. */
    CAPACITY_UTILISATION(Kind.RATE, Unit.WH, Better.HIGHER, Gate.NONE, Sum.USED_WH, Sum.CAPACITY_WH),
    /** Time that meters cover over time of the window. */
    COVERAGE(Kind.RATE, Unit.MS, Better.HIGHER, Gate.NONE, Sum.COVERED_MS, Sum.METERED_MS),
    /** Enterprises of the scope. */
    ENTERPRISES(Kind.COUNT, Unit.ENTERPRISES, Better.NEITHER, Gate.NONE, Sum.ENTERPRISES, null),
    /** Enterprises that have a meter. */
    METERED(Kind.COUNT, Unit.ENTERPRISES, Better.NEITHER, Gate.NONE, Sum.METERED, null),
    /** Metered enterprises whose energy can be held against a baseline. */
    MATCHED(Kind.COUNT, Unit.ENTERPRISES, Better.HIGHER, Gate.NONE, Sum.MATCHED, null),
    /** Metered enterprises of which nothing was heard. */
    SILENT(Kind.COUNT, Unit.ENTERPRISES, Better.LOWER, Gate.NONE, Sum.SILENT, null),
    /** 达产率: enterprises at target over those whose utilisation is known. */
    TARGET_RATE(Kind.RATE, Unit.ENTERPRISES, Better.HIGHER, Gate.NONE, Sum.AT_TARGET, Sum.UTILISATION_KNOWN),
    /** 平均产能利用率: the mean of the enterprises' utilisation, each counting the same, in millionths. */
    UTILISATION_MEAN(
            Kind.RATE, Unit.MILLIONTHS, Better.HIGHER, Gate.NONE, Sum.UTILISATION_MILLIONTHS, Sum.UTILISED_MILLIONTHS);

    /** What a value of a measure is. */
    public enum Kind {
        /** A share n / d, written as a percentage. */
        RATE,
        /** A number on the scale of percentages, computed from {@link #POWER_WORK_RATE} and {@link #POWER_OUTPUT_RATE}. */
        INDEX,
        /** A whole number without a denominator. */
        COUNT
    }

    /** What n and d count, or in what a value is given where it has neither. */
    public enum Unit {
        ENTERPRISES,
        PERSONS,
        /** Watt-hours. */
        WH,
        /** Milliseconds. */
        MS,
        /** Millionths of enterprises. */
        MILLIONTHS,
        /** Points of an index. */
        POINTS
    }

    /** Which way is good news. */
    public enum Better {
        HIGHER,
        LOWER,
        /** A size, no outcomes. */
        NEITHER
    }

    /** What a scope must have so that the measure is known. A rate with d = 0 is unknown whatever its gate. */
    public enum Gate {
        /** Nothing. */
        NONE,
        /** Matched enterprises, at least {@code scope_gate} of the metered ones. */
        MATCHED,
        /** Enterprises of which it is known whether they work, at least {@code scope_gate} of all. */
        KNOWN,
        /** An enterprise whose staff source said anything in the window. */
        STAFF_HEARD
    }

    private static final List<Measure> OF_TRAILING_WINDOW = List.of(values());
    private static final List<Measure> OF_DAY =
            OF_TRAILING_WINDOW.stream().filter(measure -> measure != PRESENT).toList();

    private final String id;
    private final Kind kind;
    private final Unit unit;
    private final Better better;
    private final Gate gate;
    private final Sum numerator;
    private final Sum denominator;

    Measure(Kind kind, Unit unit, Better better, Gate gate, Sum numerator, Sum denominator) {
        this.id = name().toLowerCase(Locale.ROOT);
        this.kind = kind;
        this.unit = unit;
        this.better = better;
        this.gate = gate;
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /** The name in files, topics and the time-series store, e.g. {@code power_work_rate}. */
    public String id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    /** What its n and d count. */
    public Unit unit() {
        return unit;
    }

    public Better better() {
        return better;
    }

    /** What a scope must have so that it is known. */
    public Gate gate() {
        return gate;
    }

    /** What is summed for n, of a count the count itself; null for the index. */
    public Sum numerator() {
        return numerator;
    }

    /** What is summed for d; null but for rates. */
    public Sum denominator() {
        return denominator;
    }

    /** Whether its values rest on meters, and so on how much of the window they cover. */
    public boolean restsOnMeters() {
        return kind != Kind.COUNT && gate != Gate.STAFF_HEARD;
    }

    /** Whether it is a share n / d. */
    public boolean isRate() {
        return kind == Kind.RATE;
    }

    /** Whether it is a whole number without a denominator. */
    public boolean isCount() {
        return kind == Kind.COUNT;
    }

    /** The measures of a trailing window, in the order in which they are written: all. */
    public static List<Measure> ofTrailingWindow() {
        return OF_TRAILING_WINDOW;
    }

    /** The measures of a local day, in the order in which they are written: all but those of a moment. */
    public static List<Measure> ofDay() {
        return OF_DAY;
    }

    /**
     * The measure of a name in files.
     *
     * @return empty for a name that there is not
     */
    public static Optional<Measure> of(String id) {
        return OF_TRAILING_WINDOW.stream()
                .filter(measure -> measure.id.equals(id))
                .findFirst();
    }
}
