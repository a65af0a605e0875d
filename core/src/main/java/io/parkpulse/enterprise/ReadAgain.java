package io.parkpulse.enterprise;

import io.parkpulse.energy.MeterBook;
import io.parkpulse.model.Meter;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.Roster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Readings of a meter as another registry reads them. One is lost where that says something else of the meter at that time:
 * no row holds, or the segment is of another kind, {@code wh_per_unit} or, for intervals, {@code every}, for it was turned
 * into Wh when it was decoded; or other enterprises have a row, for they may be kept in another group, which does not have
 * the reading, and a figure must not depend on that.
 *
 * @param readings in their {@link ArrivalOrder}
 * @param lost each once, though two segments had read it
 */
record ReadAgain(List<Observation> readings, List<Observation> lost) {

    private record Record(long at, long number) {}

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

    static ReadAgain of(Collection<Observation> known, Roster.MeterEntry before, Roster.MeterEntry now) {
        Map<Record, Views> records = new LinkedHashMap<>();
        for (Observation reading : known) {
            Views views =
                    records.computeIfAbsent(new Record(reading.at(), reading.number()), key -> new Views(reading));
            if (!hasSameOwners(before, now, reading.at())) {
                continue;
            }
            Roster.Segment readIn = before.segmentOf(reading);
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
    static MeterBook book(MeterBook book, Roster.MeterEntry before, Roster.MeterEntry now) {
        Roster.Segment readIn = before.segmentFrom(book.terms().from());
        Roster.Segment next = now.segmentFrom(book.terms().from());
        if (next == null || next.to() < book.lastAt()) {
            next = now.segmentAt(book.lastAt());
        }
        return next != null && next.reads(readIn) && hasSameOwners(before, now, book.lastAt())
                ? book.with(next.terms())
                : RejudgeableRecords.emptyBook(now);
    }

    private static boolean reads(Roster.Segment segment, Roster.Segment readIn, Observation reading) {
        return segment != null
                && readIn != null
                && segment.reads(readIn)
                && (reading.value() >= 0 || segment.register().signed());
    }

    private static boolean hasSameOwners(Roster.MeterEntry before, Roster.MeterEntry now, long instant) {
        return ownersAt(before, instant).equals(ownersAt(now, instant));
    }

    private static Set<String> ownersAt(Roster.MeterEntry meter, long instant) {
        return meter.meter().rows().stream()
                .filter(row -> row.holdsOrEndsAt(instant))
                .map(Meter.Row::enterprise)
                .collect(Collectors.toSet());
    }
}
