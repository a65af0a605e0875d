package io.parkpulse.oracle;

import io.parkpulse.model.Meter;
import io.parkpulse.model.StaffSource;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All that is known of one enterprise, whatever its park: its part of every energy, and its people; 4.1 and 4.2. */
final class Facts {
    static final long STEP = Duration.ofMinutes(5).toMillis();
    private static final long LONGEST_STAY = Duration.ofHours(16).toMillis();

    /** A row of a meter, and the covered time of the meter. */
    private record Metered(Metering.Span holds, List<Metering.Span> covered) {}

    private final List<Metered> rows = new ArrayList<>();
    private final List<Allocation.Part> energies = new ArrayList<>();
    private final List<Entry.Headcount> headcounts = new ArrayList<>();
    private final List<Entry.CheckIn> checkIns = new ArrayList<>();

    Facts(String enterprise, Collection<Metering> meters, List<Entry> applied) {
        for (Metering metering : meters) {
            List<Meter.Row> own = metering.meter().rows().stream()
                    .filter(row -> row.enterprise().equals(enterprise))
                    .toList();
            if (own.isEmpty()) {
                continue;
            }
            List<Metering.Span> covered = metering.covered();
            own.forEach(row -> rows.add(new Metered(new Metering.Span(row.validFrom(), row.validTo()), covered)));
            for (Metering.Energy energy : metering.energies()) {
                if (energy.allocated()) {
                    new Allocation(metering.meter(), energy)
                            .parts().stream()
                                    .filter(part -> part.enterprise().equals(enterprise))
                                    .forEach(energies::add);
                }
            }
        }
        for (Entry entry : applied) {
            if (entry.body instanceof Entry.Headcount headcount
                    && headcount.enterprise().equals(enterprise)) {
                headcounts.add(headcount);
            } else if (entry.body instanceof Entry.CheckIn checkIn
                    && checkIn.enterprise().equals(enterprise)) {
                checkIns.add(checkIn);
            }
        }
    }

    /** Whether any row of its meters holds for some time in [from, to). */
    boolean metered(long from, long to) {
        return rows.stream().anyMatch(row -> row.holds.within(from, to) > 0);
    }

    /** Of [from, to), not below 0. */
    BigInteger energy(long from, long to) {
        BigInteger sum = BigInteger.ZERO;
        for (Allocation.Part part : energies) {
            if (part.from() < to && part.to() > from) {
                sum = sum.add(part.within(from, to));
            }
        }
        return sum.max(BigInteger.ZERO);
    }

    /** floor(covered × window / due) */
    long coveredMillis(long from, long to) {
        long covered = 0;
        long due = to - from;
        for (Metered row : rows) {
            due += row.holds.within(from, to);
            long start = Math.max(from, row.holds.from());
            long end = Math.min(to, row.holds.to());
            for (Metering.Span span : row.covered) {
                covered += span.within(start, end);
            }
        }
        for (Metering.Span any :
                Metering.union(rows.stream().map(Metered::holds).toList())) {
            due -= any.within(from, to);
        }
        return BigInteger.valueOf(covered)
                .multiply(BigInteger.valueOf(to - from))
                .divide(BigInteger.valueOf(due))
                .longValueExact();
    }

    /** Whether its staff source said anything: a headcount, or an ONSITE check-in in or out. */
    boolean staffKnown(StaffSource source, long from, long to) {
        return source == StaffSource.HEADCOUNT
                ? headcounts.stream().anyMatch(count -> from <= count.at() && count.at() < to)
                : checkIns.stream().anyMatch(event -> !event.online() && from <= event.at() && event.at() < to);
    }

    /** @param park whose turn lets gates begin anew */
    BigInteger returned(StaffSource source, Known.Park park, long from, long to) {
        if (source == StaffSource.CHECKIN) {
            return BigInteger.valueOf(personsIn(false, from, to));
        }
        BigInteger greatest = BigInteger.ZERO;
        for (long step = from - Math.floorMod(from, STEP) + STEP; step <= to; step += STEP) {
            greatest = greatest.max(headcount(park, from, step));
        }
        return greatest;
    }

    /** Distinct persons with an ONLINE IN. */
    long online(long from, long to) {
        return personsIn(true, from, to);
    }

    /** @param park whose turn lets gates begin anew */
    BigInteger present(StaffSource source, Known.Park park, long instant) {
        return source == StaffSource.HEADCOUNT
                ? headcount(park, Long.MIN_VALUE, instant)
                : BigInteger.valueOf(personsInside(instant));
    }

    private long personsIn(boolean online, long from, long to) {
        Set<String> persons = new HashSet<>();
        for (Entry.CheckIn event : checkIns) {
            if (event.online() == online && event.in() && from <= event.at() && event.at() < to) {
                persons.add(event.person());
            }
        }
        return persons.size();
    }

    /** Persons whose latest ONSITE event before the instant is an IN not more than 16 h before it. */
    private long personsInside(long instant) {
        Map<String, Entry.CheckIn> latest = new TreeMap<>();
        for (Entry.CheckIn event : checkIns) {
            if (!event.online() && event.at() < instant) {
                latest.merge(event.person(), event, Facts::later);
            }
        }
        return latest.values().stream()
                .filter(event -> event.in() && instant - event.at() <= LONGEST_STAY)
                .count();
    }

    /** At equal {@code at}, OUT comes before IN. */
    private static Entry.CheckIn later(Entry.CheckIn a, Entry.CheckIn b) {
        if (a.at() != b.at()) {
            return a.at() > b.at() ? a : b;
        }
        return a.in() ? a : b;
    }

    /**
     * By the records in [from, instant): the sum over sources of the latest count, if not more than 16 h before the
     * instant, and who passed in and not out since the latest turn, if more came than went.
     */
    private BigInteger headcount(Known.Park park, long from, long instant) {
        Map<String, Entry.Headcount> latest = new TreeMap<>();
        BigInteger passed = BigInteger.ZERO;
        long turn = park.turnBefore(instant);
        for (Entry.Headcount record : headcounts) {
            if (record.at() < from || instant <= record.at()) {
                continue;
            }
            if (!record.passage()) {
                latest.merge(record.source(), record, (a, b) -> a.at() > b.at() ? a : b);
            } else if (turn <= record.at()) {
                passed = passed.add(record.in()).subtract(record.out());
            }
        }
        BigInteger sum = passed.max(BigInteger.ZERO);
        for (Entry.Headcount count : latest.values()) {
            if (instant - count.at() <= LONGEST_STAY) {
                sum = sum.add(count.count());
            }
        }
        return sum;
    }
}
