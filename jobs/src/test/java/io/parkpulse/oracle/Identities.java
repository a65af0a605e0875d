package io.parkpulse.oracle;

import io.parkpulse.model.Stream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Of the records of one identity that are not dead by themselves one stands; sections 3, 7.4 and 7.5. */
final class Identities {
    private Identities() {}

    /** Marks all but the winner of each identity as duplicates. */
    static void settle(List<Entry> entries) {
        for (Stream stream : Stream.values()) {
            Map<Object, List<Entry>> groups = new LinkedHashMap<>();
            for (Entry entry : entries) {
                if (entry.stream == stream && entry.body != null) {
                    groups.computeIfAbsent(entry.body.identity(), identity -> new ArrayList<>())
                            .add(entry);
                }
            }
            for (List<Entry> group : groups.values()) {
                Entry winner = group.stream().min(order(stream)).orElseThrow();
                for (Entry entry : group) {
                    entry.duplicate = entry != winner;
                }
            }
        }
    }

    /** The winner comes first. */
    private static Comparator<Entry> order(Stream stream) {
        Comparator<Entry> order = (a, b) -> 0;
        if (stream == Stream.POWER) {
            order = order.thenComparing(entry -> power(entry).rev(), Comparator.reverseOrder())
                    .thenComparing(entry -> power(entry).wh(), Comparator.reverseOrder())
                    .thenComparing(entry -> power(entry).reset(), Comparator.reverseOrder())
                    .thenComparing(entry -> power(entry).period(), Comparator.reverseOrder());
        } else if (stream == Stream.HEADCOUNT) {
            order = order.thenComparing(entry -> headcount(entry).rev(), Comparator.reverseOrder())
                    .thenComparing(entry -> headcount(entry).count(), Comparator.reverseOrder());
        }
        return order.thenComparing(entry -> entry.bytes, Arrays::compareUnsigned)
                .thenComparing(entry -> entry.line);
    }

    private static Entry.Power power(Entry entry) {
        return (Entry.Power) entry.body;
    }

    private static Entry.Headcount headcount(Entry entry) {
        return (Entry.Headcount) entry.body;
    }
}
