package io.parkpulse.check;

import io.parkpulse.model.Stream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Persons under several spellings of one id. */
final class PersonIds extends Finder {
    @Override
    void persons(Persons persons) {
        lookedAt(persons.all().size());
        Map<String, Persons.Person> first = new HashMap<>();
        List<Persons.Person> inOrder = persons.all().stream()
                .sorted(Comparator.comparingLong(Persons.Person::firstLine))
                .toList();
        for (Persons.Person person : inOrder) {
            Persons.Person before = first.putIfAbsent(person.looseId(), person);
            if (before != null) {
                examples.add(() -> new Example(
                        Stream.CHECKIN.fileName(),
                        person.firstLine(),
                        person.id(),
                        "like " + Example.quoted(before.id()) + " in line " + before.firstLine()));
            }
        }
    }

    @Override
    Finding finding() {
        return finding(
                FindingKind.PERSON_IDS,
                Severity.WARNING,
                "ids of persons",
                "Ids of persons differ by case, width, blanks or leading zeros only. Each is a person of its own, so one"
                        + " who is spelled in two ways returns twice.",
                "Spell each person in one way. With import, ids.fold, ids.trim and ids.pad do it; hash comes after"
                        + " them.");
    }
}
