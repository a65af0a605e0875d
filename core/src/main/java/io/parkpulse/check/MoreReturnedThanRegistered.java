package io.parkpulse.check;

import io.parkpulse.message.Message;
import io.parkpulse.model.StaffSource;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.EnterpriseRow;
import io.parkpulse.roster.Roster;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Enterprises to which more people came on a day than are on their books. */
final class MoreReturnedThanRegistered extends Finder {
    private final Roster roster;

    MoreReturnedThanRegistered(Roster roster) {
        this.roster = roster;
    }

    @Override
    void people(EnterprisePeople people) {
        lookedAt(1);
        Set<Long> came = new HashSet<>();
        Map<Long, Long> inside = new HashMap<>();
        long passed = 0;
        long turn = Long.MIN_VALUE;
        long begin = Long.MIN_VALUE;
        for (int i = 0; i < people.rows().length; i++) {
            if (people.day().of(people.at(i)).begin() != begin) {
                begin = people.day().begin();
                came.clear();
                inside.clear();
            }
            EnterpriseRow row = row(people.number(), people.at(i));
            long persons;
            if (row.staffSource() == StaffSource.CHECKIN) {
                came.add(people.who(i));
                persons = came.size();
            } else if (people.isReplaced(i)) {
                continue;
            } else {
                if (people.isPassage(i)) {
                    if (row.turn().before(people.at(i)) != turn) {
                        turn = row.turn().before(people.at(i));
                        passed = 0;
                    }
                    passed += people.persons(i);
                } else {
                    inside.put(people.who(i), people.persons(i));
                }
                persons = Math.max(0, passed)
                        + inside.values().stream().mapToLong(Long::longValue).sum();
            }
            if (persons > row.staffRegistered()) {
                int record = i;
                Stream stream = OtherSource.streamOf(row.staffSource());
                examples.add(() -> new Example(
                        stream.fileName(),
                        people.line(record),
                        roster.enterpriseId(people.number()),
                        Message.of(
                                "check.more_returned",
                                "persons",
                                Counted.of(persons, "persons"),
                                "date",
                                people.day().date(),
                                "registered",
                                Message.count(row.staffRegistered()))));
                return;
            }
        }
    }

    private EnterpriseRow row(int enterprise, long at) {
        EnterpriseRow row = roster.rows(enterprise).at(at);
        return row == null ? roster.rows(enterprise).get(0) : row;
    }

    @Override
    Finding finding() {
        return finding(FindingKind.MORE_RETURNED_THAN_REGISTERED, Severity.WARNING, "enterprises_with_people");
    }
}
