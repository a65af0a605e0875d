package io.parkpulse.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PersonsTest {
    private static final int SIGNS = 3;

    /** Thousands that come, are seen again and are forgotten, against a map of them. */
    @Test
    void itKnowsWhatAMapWouldKnow() throws IOException {
        Random random = new Random(1);
        Persons persons = new Persons(1000);
        Map<String, long[]> expected = new HashMap<>();
        for (long step = 1000; step < 1400; step++) {
            for (int i = 0; i < 100; i++) {
                String name = random.nextInt(4) == 0 ? "王" + random.nextInt(2000) : "p" + random.nextInt(9000);
                int sign = random.nextInt(SIGNS);
                long at = random.nextInt(5) == 0 ? Persons.NEVER : step;
                persons.set(persons.of(name), sign, at);
                expected.computeIfAbsent(name, key -> new long[] {Persons.NEVER, Persons.NEVER, Persons.NEVER})[sign] =
                        at;
            }
            if (step % 60 == 0) {
                long before = step - 50;
                persons.forgetBefore(before);
                expected.values().forEach(steps -> {
                    for (int sign = 0; sign < SIGNS; sign++) {
                        steps[sign] = steps[sign] < before ? Persons.NEVER : steps[sign];
                    }
                });
                expected.values()
                        .removeIf(steps ->
                                steps[0] == Persons.NEVER && steps[1] == Persons.NEVER && steps[2] == Persons.NEVER);
            }
            if (step % 70 == 0) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                persons.write(new DataOutputStream(bytes));
                persons = Persons.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            }
        }

        assertThat(expected).hasSizeGreaterThan(3000);
        for (Map.Entry<String, long[]> person : expected.entrySet()) {
            int number = persons.of(person.getKey());
            for (int sign = 0; sign < SIGNS; sign++) {
                assertThat(persons.step(number, sign)).as(person.getKey()).isEqualTo(person.getValue()[sign]);
            }
        }
        persons.forgetBefore(2000);
        assertThat(persons.isEmpty()).isTrue();
    }
}
