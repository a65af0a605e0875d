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

/** All that is known of one enterprise, whatever its park: its share of every energy, and its people; 4.1 and 4.2. */
final class Facts {
    static final long STEP = Duration.ofMinutes(5).toMillis();
    private static final long LONGEST_STAY = Duration.ofHours(16).toMillis();
    private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

    private final List<Metering.Energy> energies = new ArrayList<>();
    private final List<List<Metering.Span>> coveredByMeter = new ArrayList<>();
    private final List<Entry.Headcount> headcounts = new ArrayList<>();
    private final List<Entry.CheckIn> checkIns = new ArrayList<>();

    Facts(String enterprise, Collection<Metering> meters, List<Entry> applied) {
        for (Metering metering : meters) {
            if (metering.meter().rows().stream()
                    .anyMatch(share -> share.enterprise().equals(enterprise))) {
                coveredByMeter.add(metering.covered());
            }
            BigInteger before = BigInteger.ZERO;
            for (Meter.Row share : metering.meter().rows()) {
                BigInteger after = before.add(BigInteger.valueOf(share.basisPoints()));
                if (share.enterprise().equals(enterprise)) {
                    for (Metering.Energy energy : metering.energies()) {
                        BigInteger part = floor(energy.wh().multiply(after), WHOLE)
                                .subtract(floor(energy.wh().multiply(before), WHOLE));
                        energies.add(new Metering.Energy(part, energy.from(), energy.to()));
                    }
                }
                before = after;
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

    boolean metered() {
        return !coveredByMeter.isEmpty();
    }

    /** Of [from, to): each energy up to an instant is floor(E × (x − t1) / (t2 − t1)). */
    BigInteger energy(long from, long to) {
        BigInteger sum = BigInteger.ZERO;
        for (Metering.Energy energy : energies) {
            boolean touches = energy.from() < to && energy.to() > from;
            if (touches && energy.length() <= Metering.LONGEST_MILLIS) {
                sum = sum.add(upTo(energy, to)).subtract(upTo(energy, from));
            }
        }
        return sum;
    }

    private static BigInteger upTo(Metering.Energy energy, long instant) {
        long elapsed = Math.min(Math.max(instant - energy.from(), 0), energy.length());
        return floor(energy.wh().multiply(BigInteger.valueOf(elapsed)), BigInteger.valueOf(energy.length()));
    }

    /** floor(sum over its meters / number of its meters); 0 without a meter. */
    long coveredMillis(long from, long to) {
        long sum = 0;
        for (List<Metering.Span> covered : coveredByMeter) {
            for (Metering.Span span : covered) {
                sum += Math.max(0, Math.min(span.to(), to) - Math.max(span.from(), from));
            }
        }
        return metered() ? sum / coveredByMeter.size() : 0;
    }

    /** Whether its staff source said anything: a headcount, or an ONSITE check-in in or out. */
    boolean staffKnown(StaffSource source, long from, long to) {
        return source == StaffSource.HEADCOUNT
                ? headcounts.stream().anyMatch(count -> from <= count.at() && count.at() < to)
                : checkIns.stream().anyMatch(event -> !event.online() && from <= event.at() && event.at() < to);
    }

    BigInteger returned(StaffSource source, long from, long to) {
        if (source == StaffSource.CHECKIN) {
            return BigInteger.valueOf(personsIn(false, from, to));
        }
        BigInteger greatest = BigInteger.ZERO;
        for (long step = from - Math.floorMod(from, STEP) + STEP; step <= to; step += STEP) {
            greatest = greatest.max(headcount(from, step));
        }
        return greatest;
    }

    /** Distinct persons with an ONLINE IN. */
    long online(long from, long to) {
        return personsIn(true, from, to);
    }

    BigInteger present(StaffSource source, long instant) {
        return source == StaffSource.HEADCOUNT
                ? headcount(Long.MIN_VALUE, instant)
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

    /** Sum over sources of the latest count in [from, instant), if not more than 16 h before the instant. */
    private BigInteger headcount(long from, long instant) {
        Map<String, Entry.Headcount> latest = new TreeMap<>();
        for (Entry.Headcount count : headcounts) {
            if (from <= count.at() && count.at() < instant) {
                latest.merge(count.source(), count, (a, b) -> a.at() > b.at() ? a : b);
            }
        }
        BigInteger sum = BigInteger.ZERO;
        for (Entry.Headcount count : latest.values()) {
            if (instant - count.at() <= LONGEST_STAY) {
                sum = sum.add(count.count());
            }
        }
        return sum;
    }

    /** Of numbers that are not negative. */
    private static BigInteger floor(BigInteger n, BigInteger d) {
        return n.divide(d);
    }
}
