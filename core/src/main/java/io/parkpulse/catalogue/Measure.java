package io.parkpulse.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The measures of a scope, in the order in which they are written. What each is called and how it is read stands in
 * {@link Catalogue}.
 */
public enum Measure {
    /** 企业复工率: enterprises at work over all enterprises. */
    ENTERPRISE_RESUMPTION(Kind.RATE, Better.HIGHER),
    /** 复工率, W: power-resumed over metered enterprises. */
    POWER_WORK_RATE(Kind.RATE, Better.HIGHER),
    /** 复产率, P: energy over baselines. */
    POWER_OUTPUT_RATE(Kind.RATE, Better.HIGHER),
    /** 复工电力指数, R: the weighted mean of W and P; 100 is as before, and it may exceed 100. */
    RESUMPTION_INDEX(Kind.INDEX, Better.HIGHER),
    /** 返岗率: persons returned over persons registered. */
    STAFF_RETURN(Kind.RATE, Better.HIGHER),
    /** Persons on site at the end of the window; a closed day has none. */
    PRESENT(Kind.PERSONS, Better.HIGHER),
    /** 产能利用率 by proxy: capacity used over capacity. */
    CAPACITY_UTILISATION(Kind.RATE, Better.HIGHER),
    /** Time that meters cover over time of the window. */
    COVERAGE(Kind.RATE, Better.HIGHER),
    /** Enterprises of the scope. */
    ENTERPRISES(Kind.ENTERPRISES, Better.NEITHER),
    /** Enterprises that have a meter. */
    METERED(Kind.ENTERPRISES, Better.NEITHER),
    /** Metered enterprises whose energy can be held against a baseline. */
    MATCHED(Kind.ENTERPRISES, Better.HIGHER),
    /** Metered enterprises of which nothing was heard. */
    SILENT(Kind.ENTERPRISES, Better.LOWER);

    /** What a value of a measure is. */
    public enum Kind {
        /** A share n / d, told as a percentage. */
        RATE,
        /** A number on the scale of percentages. */
        INDEX,
        /** A number of persons. */
        PERSONS,
        /** A number of enterprises. */
        ENTERPRISES
    }

    /** Which way is good news. */
    public enum Better {
        HIGHER,
        LOWER,
        /** A size, no judgement. */
        NEITHER
    }

    private final Kind kind;
    private final Better better;

    Measure(Kind kind, Better better) {
        this.kind = kind;
        this.better = better;
    }

    /** The name in files, topics and the time-series store, e.g. {@code power_work_rate}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Kind kind() {
        return kind;
    }

    public Better better() {
        return better;
    }

    /** Whether it is a whole number without a denominator. */
    public boolean isCount() {
        return kind == Kind.PERSONS || kind == Kind.ENTERPRISES;
    }

    /**
     * The measure of a name in files.
     *
     * @return empty for a name that there is not
     */
    public static Optional<Measure> of(String id) {
        return Arrays.stream(values())
                .filter(measure -> measure.id().equals(id))
                .findFirst();
    }
}
