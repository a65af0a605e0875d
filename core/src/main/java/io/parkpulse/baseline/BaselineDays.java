package io.parkpulse.baseline;

import io.parkpulse.exact.Bound;
import io.parkpulse.output.EnterpriseLine;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The days of enterprises from which their baselines are computed. Days may come in any order, each once. */
public final class BaselineDays {
    private final LocalDate from;
    private final LocalDate to;
    private final Predicate<LocalDate> wanted;
    private final Map<String, Days> enterprises = new HashMap<>();

    /** What is known of one enterprise. */
    private static final class Days {
        private final Map<LocalDate, LeftOut> seen = new HashMap<>();
        private BigInteger sumWh = BigInteger.ZERO;
        private long lowestWh = Long.MAX_VALUE;
        private long highestWh;
        private int used;
    }

    /**
     * Takes the days of a span.
     *
     * @param from the first one
     * @param to the last one
     * @param wanted whether a date is of the kind that is asked for
     */
    public BaselineDays(LocalDate from, LocalDate to, Predicate<LocalDate> wanted) {
        this.from = from;
        this.to = to;
        this.wanted = wanted;
    }

    /** Whether a date may be used. */
    public boolean covers(LocalDate date) {
        return !date.isBefore(from) && !date.isAfter(to) && wanted.test(date);
    }

    /**
     * Takes a day; one that is not {@linkplain #covers covered} changes nothing.
     *
     * @param dayMillis how long the local day is
     * @param gate least share of the day that the enterprise's meters must cover
     */
    public void add(EnterpriseLine day, long dayMillis, Bound gate) {
        if (!covers(day.day())) {
            return;
        }
        Days days = enterprises.computeIfAbsent(day.enterprise(), id -> new Days());
        LeftOut reason = reason(day, dayMillis, gate);
        days.seen.put(day.day(), reason);
        if (reason == null) {
            days.sumWh = days.sumWh.add(BigInteger.valueOf(day.energyWh()));
            days.lowestWh = Math.min(days.lowestWh, day.energyWh());
            days.highestWh = Math.max(days.highestWh, day.energyWh());
            days.used++;
        }
    }

    private static LeftOut reason(EnterpriseLine day, long dayMillis, Bound gate) {
        if (day.windowMs() < dayMillis) {
            return LeftOut.NOT_WHOLE;
        }
        if (!day.metered()) {
            return LeftOut.NOT_METERED;
        }
        return gate.compare(day.coveredMs(), day.windowMs()) < 0 ? LeftOut.COVERAGE : null;
    }

    /** What the days of an enterprise come to; all are left out of one that has none. */
    public Baseline of(String enterprise) {
        Days days = enterprises.getOrDefault(enterprise, new Days());
        SortedMap<LocalDate, LeftOut> leftOut = new TreeMap<>();
        for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1)) {
            if (!wanted.test(date)) {
                leftOut.put(date, LeftOut.REST_DAY);
            } else if (!days.seen.containsKey(date)) {
                leftOut.put(date, LeftOut.NO_DATA);
            } else if (days.seen.get(date) != null) {
                leftOut.put(date, days.seen.get(date));
            }
        }
        return days.used == 0
                ? new Baseline(enterprise, 0, 0, 0, 0, leftOut)
                : new Baseline(
                        enterprise,
                        days.used,
                        days.sumWh.divide(BigInteger.valueOf(days.used)).longValueExact(),
                        days.lowestWh,
                        days.highestWh,
                        leftOut);
    }
}
