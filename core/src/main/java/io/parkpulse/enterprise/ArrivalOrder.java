package io.parkpulse.enterprise;

import io.parkpulse.model.Observation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which records are taken: meter by meter and enterprise by enterprise, in order of time. Of several
 * records of one identity, as {@link io.parkpulse.model.StreamField.Role} says it, the one that stands comes first: the
 * highest revision, of those the one received last, of those the greatest value (a count before passages, of those the
 * most who came in, then the most who went out), of those a reset, the smallest bytes, the first line. Where a segment of
 * a meter ends and the next begins, readings in the one that ends come first.
 */
final class ArrivalOrder implements Comparator<Observation> {
    static final ArrivalOrder INSTANCE = new ArrivalOrder(true);

    /** The same without asking for their bytes, which are not known of all. */
    static final ArrivalOrder WITHOUT_BYTES = new ArrivalOrder(false);

    /** Bits of a place in a list; above them stand the number of a subject and what it is. */
    private static final int PLACE_BITS = 31;

    private final boolean byBytes;

    private ArrivalOrder(boolean byBytes) {
        this.byBytes = byBytes;
    }

    @Override
    public int compare(Observation a, Observation b) {
        if (a.kind() != b.kind() && a.about() != b.about()) {
            return a.about().compareTo(b.about());
        }
        if (a.subject() != b.subject()) {
            return Integer.compare(a.subject(), b.subject());
        }
        if (a.at() != b.at()) {
            return Long.compare(a.at(), b.at());
        }
        if (a.kind() != b.kind()) {
            return a.kind().compareTo(b.kind());
        }
        // At one instant OUT comes before IN, and a reading before one that opens a segment.
        if (a.in() != b.in()) {
            return a.in() ? 1 : -1;
        }
        if (a.online() != b.online()) {
            return a.online() ? 1 : -1;
        }
        // Of a CUMULATIVE meter always 0; of an INTERVAL one part of the identity.
        if (a.period() != b.period()) {
            return Long.compare(a.period(), b.period());
        }
        int names = a.name().compareTo(b.name());
        return names != 0 ? names : compareClaims(a, b);
    }

    /**
     * Sorts records as {@link List#sort} would by this order. First by what they are about, as numbers: of most records
     * nothing else need be looked at, for those about one thing come in order already.
     */
    void sort(List<Observation> records) {
        Observation[] came = records.toArray(new Observation[0]);
        long[] keys = new long[came.length];
        for (int place = 0; place < came.length; place++) {
            long about = (long) came[place].about().ordinal() << PLACE_BITS | came[place].subject();
            keys[place] = about << PLACE_BITS | place;
        }
        Arrays.sort(keys);
        Observation[] sorted = new Observation[came.length];
        int from = 0;
        boolean inOrder = true;
        for (int i = 0; i < keys.length; i++) {
            sorted[i] = came[(int) keys[i] & Integer.MAX_VALUE];
            if (i > from && keys[i] >> PLACE_BITS == keys[i - 1] >> PLACE_BITS) {
                inOrder = inOrder && compare(sorted[i - 1], sorted[i]) <= 0;
            } else {
                sortUnless(inOrder, sorted, from, i);
                from = i;
                inOrder = true;
            }
        }
        sortUnless(inOrder, sorted, from, sorted.length);
        for (int i = 0; i < sorted.length; i++) {
            records.set(i, sorted[i]);
        }
    }

    private void sortUnless(boolean inOrder, Observation[] records, int from, int to) {
        if (!inOrder) {
            Arrays.sort(records, from, to, this);
        }
    }

    private int compareClaims(Observation a, Observation b) {
        if (a.rev() != b.rev()) {
            return Long.compare(b.rev(), a.rev());
        }
        if (a.received() != b.received()) {
            return Long.compare(b.received(), a.received());
        }
        if (a.passage() != b.passage()) {
            return a.passage() ? 1 : -1;
        }
        if (a.value() != b.value()) {
            return Long.compare(b.value(), a.value());
        }
        if (a.passage() && a.also() != b.also()) {
            return Long.compare(b.also(), a.also());
        }
        if (a.reset() != b.reset()) {
            return a.reset() ? -1 : 1;
        }
        int bytes = byBytes ? Arrays.compareUnsigned(a.raw(), b.raw()) : 0;
        return bytes != 0 ? bytes : Long.compare(a.number(), b.number());
    }

    /** Whether two records of one identity say the same: neither is preferred for what it says. */
    static boolean sameClaim(Observation a, Observation b) {
        return a.rev() == b.rev()
                && a.passage() == b.passage()
                && a.value() == b.value()
                && (a.also() == b.also() || !a.passage())
                && a.reset() == b.reset();
    }

    /** Whether only one of two records can stand. */
    static boolean sameIdentity(Observation a, Observation b) {
        return a.subject() == b.subject()
                && a.at() == b.at()
                && a.kind() == b.kind()
                && a.in() == b.in()
                && a.online() == b.online()
                && a.period() == b.period()
                && a.name().equals(b.name());
    }
}
