package io.parkpulse.alerts;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** With which day before a day is compared. */
public enum ComparableDay {
    /** The latest of the seven days before that is of the same kind: a working day, or a day of rest. */
    SAME_KIND(1, 7),
    /** The day a week before. */
    SAME_WEEKDAY(7, 7),
    /** The day before. */
    DAY_BEFORE(1, 1);

    private final int nearest;
    private final int farthest;

    ComparableDay(int nearest, int farthest) {
        this.nearest = nearest;
        this.farthest = farthest;
    }

    /** The word in {@code rules.yaml}, e.g. {@code same-kind}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How many days back the farthest one may lie. */
    public int farthest() {
        return farthest;
    }

    /**
     * How many days back the day lies with which one is compared.
     *
     * @param isKnown whether there are figures of the day so many days before
     * @param isAlike whether the day so many days before is of the same kind; asked only where that matters
     * @return empty if there is none
     */
    public OptionalInt daysBack(IntPredicate isKnown, IntPredicate isAlike) {
        return IntStream.rangeClosed(nearest, farthest)
                .filter(days -> isKnown.test(days) && (this != SAME_KIND || isAlike.test(days)))
                .findFirst();
    }
}
