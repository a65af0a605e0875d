package io.parkpulse.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Of the records of one identity that are not dead by themselves one stands; sections 3, 7.4 and 7.5. */
final class Identities {
    private static final Comparator<Long> EARLIER = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<BigInteger> LESS = Comparator.nullsFirst(Comparator.naturalOrder());

    private Identities() {}

    /** Marks all but the winner of each identity as duplicates. */
    static void settle(List<Entry> entries) {
        Map<Object, List<Reading>> readings = new LinkedHashMap<>();
        Map<Object, List<Entry>> headcounts = new LinkedHashMap<>();
        Map<Object, List<Entry>> checkIns = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.body instanceof Entry.Power power) {
                power.readings().stream()
                        .filter(reading -> reading.dead == null)
                        .forEach(reading -> add(readings, reading.identity(), reading));
            } else if (entry.body instanceof Entry.Headcount headcount) {
                add(headcounts, headcount.identity(), entry);
            } else if (entry.body instanceof Entry.CheckIn checkIn) {
                add(checkIns, checkIn.identity(), entry);
            }
        }
        for (List<Reading> group : readings.values()) {
            losers(group, readings()).forEach(reading -> reading.duplicate = true);
        }
        for (List<Entry> group : headcounts.values()) {
            losers(group, headcounts()).forEach(Entry::isDuplicate);
        }
        for (List<Entry> group : checkIns.values()) {
            losers(group, lines(entry -> entry)).forEach(Entry::isDuplicate);
        }
    }

    private static <T> void add(Map<Object, List<T>> groups, Object identity, T one) {
        groups.computeIfAbsent(identity, key -> new ArrayList<>()).add(one);
    }

    private static <T> Collection<T> losers(List<T> group, Comparator<T> lessFirst) {
        List<T> inOrder = new ArrayList<>(group);
        inOrder.sort(lessFirst);
        return inOrder.subList(0, inOrder.size() - 1);
    }

    /** The winner comes last. */
    private static Comparator<Reading> readings() {
        Function<Reading, Entry.Power> power = reading -> (Entry.Power) reading.entry.body;
        Comparator<Reading> order =
                Comparator.comparing(reading -> power.apply(reading).rev());
        return order.thenComparing(reading -> power.apply(reading).received(), EARLIER)
                .thenComparing(reading -> reading.wh)
                .thenComparing(reading -> reading.reset)
                .thenComparing(reading -> reading.period)
                .thenComparing(lines(reading -> reading.entry));
    }

    private static Comparator<Entry> headcounts() {
        BiFunction<Entry, Function<Entry.Headcount, BigInteger>, BigInteger> of =
                (entry, figure) -> figure.apply((Entry.Headcount) entry.body);
        Comparator<Entry> order = Comparator.comparing(entry -> of.apply(entry, Entry.Headcount::rev));
        return order.thenComparing(entry -> ((Entry.Headcount) entry.body).received(), EARLIER)
                .thenComparing(entry -> of.apply(entry, Entry.Headcount::count), LESS)
                .thenComparing(entry -> of.apply(entry, Entry.Headcount::in), LESS)
                .thenComparing(entry -> of.apply(entry, Entry.Headcount::out), LESS)
                .thenComparing(lines(entry -> entry));
    }

    /** Smaller bytes win, then the first line. */
    private static <T> Comparator<T> lines(Function<T, Entry> entry) {
        Comparator<T> byBytes = (a, b) -> Arrays.compareUnsigned(entry.apply(b).bytes, entry.apply(a).bytes);
        return byBytes.thenComparing(each -> entry.apply(each).line, Comparator.reverseOrder());
    }
}
