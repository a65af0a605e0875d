package io.parkpulse.check;

import io.parkpulse.message.Message;
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
                        Message.of("check.person", "id", Example.quoted(before.id()), "line", before.firstLine())));
            }
        }
    }

    @Override
    Finding finding() {
        return finding(FindingKind.PERSON_IDS, Severity.WARNING, "ids_of_persons");
    }
}
