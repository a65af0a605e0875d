package io.parkpulse.check;

import io.parkpulse.ingest.LooseId;
import io.parkpulse.model.Observation;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** All who checked in, in memory that is bounded: of all persons as long as there is room, else of a part of them. */
final class Persons {
    /** What a person takes, in check-ins. */
    private static final int PERSON = 8;

    private final Map<String, Person> byId = new HashMap<>();
    private final int most;
    private long kept;
    private int halvings;

    /** One id, as it is spelled. */
    static final class Person {
        private static final int WIDTH = 3;

        private final String id;
        private final String looseId;
        private final long firstLine;
        private long[] rows = new long[2 * WIDTH];
        private int count;

        Person(String id, String looseId, long firstLine) {
            this.id = id;
            this.looseId = looseId;
            this.firstLine = firstLine;
        }

        String id() {
            return id;
        }

        /** The same for ids that are spelled nearly so. */
        String looseId() {
            return looseId;
        }

        /** A line in which it stands. */
        long firstLine() {
            return firstLine;
        }

        private void add(long at, int enterprise, long line) {
            if (rows.length == count * WIDTH) {
                rows = Arrays.copyOf(rows, 2 * rows.length);
            }
            rows[count * WIDTH] = at;
            rows[count * WIDTH + 1] = enterprise;
            rows[count * WIDTH + 2] = line;
            count++;
        }

        /** Time, number of the enterprise and line of each time it came in, in order. */
        long[][] came() {
            long[][] came = new long[count][];
            for (int i = 0; i < count; i++) {
                came[i] = Arrays.copyOfRange(rows, i * WIDTH, (i + 1) * WIDTH);
            }
            Arrays.sort(came, Arrays::compare);
            return came;
        }
    }

    /** @param most check-ins that are kept, where persons count for some as well */
    Persons(int most) {
        this.most = most;
    }

    void add(Observation checkIn) {
        Person person = byId.get(checkIn.name());
        if (person == null) {
            String loose = LooseId.of(checkIn.name());
            if (loose.isEmpty()) {
                loose = checkIn.name();
            }
            if (!isKept(loose)) {
                return;
            }
            person = new Person(checkIn.name(), loose, checkIn.number());
            byId.put(person.id(), person);
            kept += PERSON;
        }
        if (checkIn.in() && !checkIn.online()) {
            person.add(checkIn.at(), checkIn.subject(), checkIn.number());
            kept++;
        }
        while (kept > most && halvings < Long.SIZE - 1) {
            halvings++;
            byId.values().removeIf(other -> !isKept(other.looseId));
            kept = byId.values().stream()
                    .mapToLong(other -> PERSON + other.count)
                    .sum();
        }
    }

    private boolean isKept(String looseId) {
        return Sample.isKept(EnterprisePeople.hash(looseId) * 0x9E3779B97F4A7C15L, halvings);
    }

    Collection<Person> all() {
        return byId.values();
    }
}
