package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.MeterEntry;
import io.parkpulse.roster.Roster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Readings of a meter as another registry reads them. One is lost where that says something else of the meter at that time:
 * no row holds together with one of its enterprise; or the segment is of another kind, {@code wh_per_unit} or, for
 * intervals, {@code every}, for it was turned into Wh when it was decoded; or it is an enterprise's of a group that may not
 * have it. Each group must come to the same, or a reading would count in one and be lost in another: so it is asked what
 * all of them know, and not what this one has.
 *
 * @param readings in their {@link ArrivalOrder}
 * @param lost each once, though two segments had read it
 */
record ReadAgain(List<Observation> readings, List<Observation> lost) {

    private record Record(long at, long number) {}

    /** A time for which an enterprise is in the registry. */
    private record Validity(long from, long to) {}

    /** A record as the segment that ends at its instant reads it, and as the one that begins does; null where none does. */
    private static final class Views {
        private final Observation record;
        private Observation ending;
        private Observation opening;

        private Views(Observation record) {
            this.record = record;
        }

        private void addTo(List<Observation> readings, List<Observation> lost) {
            if (ending == null && opening == null) {
                lost.add(record);
            }
            if (ending != null) {
                readings.add(ending.readAs(
                        ending.value(),
                        opening == null ? Observation.NOTHING_MORE : opening.value(),
                        ending.period(),
                        false));
            }
            if (opening != null) {
                readings.add(opening.readAs(
                        opening.value(),
                        ending == null ? Observation.NOTHING_MORE : ending.value(),
                        opening.period(),
                        true));
            }
        }
    }

    /** Whether the new roster may read readings of a meter otherwise. */
    static boolean isNeeded(int meter, Roster before, Roster now) {
        return !now.meter(meter).meter().equals(before.meter(meter).meter())
                || now.meter(meter)
                        .owners()
                        .anyMatch(owner -> !validities(owner, before).equals(validities(owner, now)));
    }

    private static List<Validity> validities(int enterprise, Roster roster) {
        return roster.rows(enterprise).stream()
                .map(row -> new Validity(row.validFrom(), row.validTo()))
                .toList();
    }

    static ReadAgain of(Collection<Observation> known, int meter, Roster rosterBefore, Roster rosterNow) {
        MeterEntry before = rosterBefore.meter(meter);
        MeterEntry now = rosterNow.meter(meter);
        Map<Record, Views> records = new LinkedHashMap<>();
        for (Observation reading : known) {
            Views views =
                    records.computeIfAbsent(new Record(reading.at(), reading.number()), key -> new Views(reading));
            if (!isThere(reading.at(), meter, rosterBefore, rosterNow)) {
                continue;
            }
            MeterEntry.Segment readIn = before.segmentOf(reading);
            if ((views.ending == null || !reading.opens()) && reads(now.segmentAt(reading.at()), readIn, reading)) {
                views.ending = reading;
            }
            if ((views.opening == null || reading.opens()) && reads(now.joinedAt(reading.at()), readIn, reading)) {
                views.opening = reading;
            }
        }
        List<Observation> readings = new ArrayList<>(known.size());
        List<Observation> lost = new ArrayList<>();
        records.values().forEach(views -> views.addTo(readings, lost));
        readings.sort(ArrivalOrder.INSTANCE);
        return new ReadAgain(readings, lost);
    }

    /** A meter's book as it goes on by another registry, which has the meter; an empty one where that reads its last reading otherwise. */
    static MeterBook book(MeterBook book, int meter, Roster rosterBefore, Roster rosterNow) {
        MeterEntry now = rosterNow.meter(meter);
        MeterEntry.Segment readIn =
                rosterBefore.meter(meter).segmentFrom(book.terms().from());
        MeterEntry.Segment next = now.segmentFrom(book.terms().from());
        if (next == null || next.to() < book.lastAt()) {
            next = now.segmentAt(book.lastAt());
        }
        return next != null && next.reads(readIn) && isThere(book.lastAt(), meter, rosterBefore, rosterNow)
                ? book.with(next.terms())
                : RejudgeableRecords.emptyBook(now);
    }

    private static boolean reads(MeterEntry.Segment segment, MeterEntry.Segment readIn, Observation reading) {
        return segment != null
                && readIn != null
                && segment.reads(readIn)
                && (reading.value() >= 0 || segment.register().signed());
    }

    /** Whether a reading of that time is somebody's, and each group that needs it has it. */
    private static boolean isThere(long instant, int meter, Roster rosterBefore, Roster rosterNow) {
        MeterEntry before = rosterBefore.meter(meter);
        MeterEntry now = rosterNow.meter(meter);
        if (!rosterNow.isOwnedAt(now, instant)) {
            return false;
        }
        Set<Integer> ownersBefore = ownersAt(before, instant);
        Set<Integer> ownersNow = ownersAt(now, instant);
        return ownersNow.equals(ownersBefore)
                || groups(before).equals(groups(now))
                        && groupsOf(ownersBefore, rosterBefore).containsAll(groupsOf(ownersNow, rosterNow));
    }

    private static Set<Integer> ownersAt(MeterEntry meter, long instant) {
        return IntStream.range(0, meter.rowCount())
                .filter(row -> meter.isHeldAt(instant, row))
                .mapToObj(meter::owner)
                .collect(Collectors.toSet());
    }

    private static Set<Integer> groupsOf(Set<Integer> enterprises, Roster roster) {
        return enterprises.stream().map(roster::groupOf).collect(Collectors.toSet());
    }

    private static Set<Integer> groups(MeterEntry meter) {
        return Arrays.stream(meter.groups()).boxed().collect(Collectors.toSet());
    }
}
