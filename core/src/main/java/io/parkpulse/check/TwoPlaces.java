package io.parkpulse.check;

import io.parkpulse.message.Message;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;

/** Persons who came in at two enterprises within a minute. */
final class TwoPlaces extends Finder {
    private static final long NEAR_MILLIS = 60_000;

    private final Roster roster;

    TwoPlaces(Roster roster) {
        this.roster = roster;
    }

    @Override
    void persons(Persons persons) {
        lookedAt(persons.all().size());
        persons.all().stream()
                .sorted((a, b) -> Long.compare(a.firstLine(), b.firstLine()))
                .forEach(this::look);
    }

    private void look(Persons.Person person) {
        long[][] came = person.came();
        for (int i = 1; i < came.length; i++) {
            long[] before = came[i - 1];
            long[] next = came[i];
            if (before[1] != next[1] && next[0] - before[0] <= NEAR_MILLIS) {
                examples.add(() -> new Example(
                        Stream.CHECKIN.fileName(),
                        next[2],
                        person.id(),
                        Message.of(
                                "check.two_places", "place", place(next), "other", place(before), "line", before[2])));
                return;
            }
        }
    }

    private String place(long[] row) {
        return Example.quoted(roster.enterpriseId((int) row[1]));
    }

    @Override
    Finding finding() {
        return finding(FindingKind.TWO_PLACES, Severity.WARNING, "ids_of_persons");
    }
}
