package io.parkpulse.enterprise;

import static io.parkpulse.Registries.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.index.Sum;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Method;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Register;
import io.parkpulse.model.Registry;
import io.parkpulse.model.StaffSource;
import io.parkpulse.model.Stream;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.Roster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The registry changes while a live system runs: from then on, and for what can still change, the new one holds. */
class RegistryChangeTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long STEP = 5 * MINUTE;
    /** 2020-03-16T00:00:00+08:00. */
    private static final long START = 1_584_288_000_000L;

    private static final int DAYS = 4;
    private static final long FIRST_DAY = 18_337;
    private static final List<String> SCOPES_OF_E4 = List.of(
            "all",
            "all/tier:a",
            "all/class:2",
            "region:after",
            "region:after/tier:a",
            "region:after/class:2",
            "park:P1",
            "park:P1/tier:a");

    private static final Registry BEFORE = new Registries()
            .park("P1", "before", 1, 0)
            .park("P2")
            .enterprise(row("E1", "P1").tiers("a").energy(100_000, 0, 200_000).staff(StaffSource.CHECKIN, 5, 4))
            .enterprise(row("E2", "P1").tiers("a").energy(50_000, 0, 60_000).evidence(Evidence.ANY))
            .enterprise(row("E3", "P1").tiers("b").energy(30_000, 0, 60_000))
            .meter(meter("M1", "E1"))
            .meter(meter("M2", "E2"))
            .meter(meter("M3", "E3"))
            .build();

    /**
     * P1 has another region and class, E1 another baseline and tier and a second meter, E2 moves its park, E3 is gone, E4 is
     * new.
     */
    private static final Registry AFTER = new Registries()
            .park("P1", "after", 2, 0)
            .park("P2")
            .enterprise(
                    row("E1", "P1").tiers("b", "c").energy(20_000, 0, 200_000).staff(StaffSource.CHECKIN, 9, 4))
            .enterprise(row("E2", "P2").tiers("a").energy(50_000, 0, 60_000).evidence(Evidence.ANY))
            .enterprise(row("E4", "P1").tiers("a").energy(10_000, 0, 60_000))
            .meter(meter("M1", "E1"))
            .meter(meter("M1b", "E1"))
            .meter(meter("M2", "E2"))
            .meter(meter("M4", "E4"))
            .build();

    @Property(tries = 50)
    void theNewRegistryHoldsFromThenOnAndForWhatCanStillChange(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = DAYS * 24 - 1) int changedAfterHours,
            @ForAll boolean broken)
            throws IOException {
        Random random = new Random(seed);
        long change = START + changedAfterHours * HOUR;
        List<Reading> readings = new ArrayList<>();
        for (String meter : List.of("M1", "M2", "M3", "M1b", "M4")) {
            // The new meters are not known before.
            boolean isNew = meter.equals("M1b") || meter.equals("M4");
            for (long at = START; at < START + DAYS * 24 * HOUR; at += 15 * MINUTE) {
                if (!isNew || at >= change) {
                    readings.add(new Reading(meter, at, random.nextInt(1000)));
                }
            }
        }

        Map<String, String> live = live(readings, change, broken);
        Map<String, String> recorded = days(readings, Roster.of(AFTER), WindowSchedule.live(STEP, START));

        recorded.forEach((key, sums) -> {
            long day = Long.parseLong(key.substring(key.lastIndexOf(' ') + 1));
            // An enterprise that is new is not emitted for the days before.
            if (FIRST_DAY + (change - START) / (24 * HOUR) <= day || !SCOPES_OF_E4.contains(key.split(" ")[0])) {
                assertThat(live).containsEntry(key, sums);
            }
        });
        // Of what is gone nothing is left where it can still change.
        live.forEach((key, sums) -> {
            if (!recorded.containsKey(key)) {
                assertThat(sums).as(key).isEqualTo(Arrays.toString(new long[Sum.COUNT]));
            }
        });
    }

    // A late reading after the change, by hand

    /** A register that the new rating does not believe: 200 kWh in a quarter of an hour are more than 100 kVA. */
    @Test
    void aRatingThatIsLoweredTakesBackWhatItDoesNotAllow() {
        Emitted emitted = readAround(
                meter("M1", MeterKind.CUMULATIVE, "1000", "E1"), meter("M1", MeterKind.CUMULATIVE, "100", "E1"));

        // The late reading shows 5 kWh; the one after it is held.
        assertThat(emitted.energyOf("E1")).isEqualTo(5000);
        assertThat(emitted.standing()).isEqualTo(2);
    }

    @Test
    void aRatingThatIsRaisedGivesWhatItAllows() {
        Emitted emitted = readAround(
                meter("M1", MeterKind.CUMULATIVE, "100", "E1"), meter("M1", MeterKind.CUMULATIVE, "1000", "E1"));

        assertThat(emitted.energyOf("E1")).isEqualTo(200_000);
        assertThat(emitted.standing()).isEqualTo(3);
    }

    @Test
    void aShareThatIsMovedIsTakenFromWhomItWasGivenTo() {
        Emitted emitted = readAround(
                meter("M1", MeterKind.CUMULATIVE, null, new Meter.Share("E1", 9000), new Meter.Share("E2", 1000)),
                meter("M1", MeterKind.CUMULATIVE, null, new Meter.Share("E1", 1000), new Meter.Share("E2", 9000)));

        assertThat(emitted.energyOf("E1")).isEqualTo(20_000);
        assertThat(emitted.energyOf("E2")).isEqualTo(180_000);
        assertThat(emitted.standing()).isEqualTo(3);
    }

    // What was so before it was told, by hand

    /** A reading each quarter of an hour; at 40:00 it is said that since 20:00 the meter is another's. */
    @Test
    void aTenantWhoIsNamedADayLateHasTheReadingsSinceHeCame() {
        long since = START + 20 * HOUR;
        Emitted emitted = toldLate(
                row("E1", "P1").energy(100_000, 0, 200_000),
                row("E2", "P1").energy(50_000, 0, 60_000),
                new Meter("M1", List.of(rowOf("E1", Long.MIN_VALUE, since), rowOf("E2", since, Long.MAX_VALUE))));

        assertThat(emitted.energyOf("E1", FIRST_DAY)).isEqualTo(20 * 400);
        assertThat(emitted.energyOf("E2", FIRST_DAY)).isEqualTo(4 * 400);
        assertThat(emitted.energyOf("E1", FIRST_DAY + 1)).isZero();
        assertThat(emitted.energyOf("E2", FIRST_DAY + 1)).isEqualTo(24 * 400);
        assertThat(emitted.standing()).isEqualTo(48 * 4 + 1);
        assertThat(emitted.letters).isEmpty();
    }

    @Test
    void aTenantWhoIsNewCountsInTheDaysSinceHisRowBegins() {
        long since = START + 20 * HOUR;
        Meter followed =
                new Meter("M1", List.of(rowOf("E1", Long.MIN_VALUE, since), rowOf("E9", since, Long.MAX_VALUE)));

        Emitted emitted = toldLate(
                row("E1", "P1").energy(100_000, 0, 200_000),
                row("E9", "P1").energy(50_000, 0, 60_000).valid(since, Long.MAX_VALUE),
                followed);

        assertThat(emitted.energyOf("E9", FIRST_DAY)).isEqualTo(4 * 400);
        assertThat(emitted.energyOf("E9", FIRST_DAY + 1)).isEqualTo(24 * 400);
    }

    /** Of a new enterprise it is not known since when it is there, unless its row says so. */
    @Test
    void anEnterpriseThatIsAddedWithoutABeginCountsFromThenOn() {
        Emitted emitted = toldLate(
                row("E1", "P1").energy(100_000, 0, 200_000),
                row("E9", "P1").energy(50_000, 0, 60_000),
                meter("M1", MeterKind.CUMULATIVE, null, "E1"));

        assertThat(emitted.days).containsOnlyKeys("E1 18337", "E1 18338", "E2 18337", "E9 18338");
    }

    @Test
    void anEnterpriseThatLeftADayAgoHasNoReadingsSince() {
        long since = START + 20 * HOUR;
        Emitted emitted = toldLate(
                row("E1", "P1").energy(100_000, 0, 200_000).valid(Long.MIN_VALUE, since),
                row("E2", "P1").energy(50_000, 0, 60_000),
                meter("M1", MeterKind.CUMULATIVE, null, "E1"));

        assertThat(emitted.standing()).isEqualTo(20 * 4 + 1);
        // Those that stood are told, and those that come since are refused.
        assertThat(emitted.letters)
                .hasSize(28 * 4)
                .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo(DeadReason.OUTSIDE_VALIDITY));
        assertThat(emitted.letters.get(0).detail()).contains("no row of meter \"M1\" holds any more");
    }

    private static Meter.Row rowOf(String enterprise, long from, long to) {
        Register register = meter("M1", MeterKind.CUMULATIVE, null, "E1").register();
        return new Meter.Row(enterprise, 10_000, Flow.ADD, register, from, to);
    }

    /** 100 Wh each quarter of an hour for 48 hours; after 40 of them the registry is this one. */
    private static Emitted toldLate(Registries.Row one, Registries.Row other, Meter meter) {
        Roster roster = Roster.of(registry(meter("M1", MeterKind.CUMULATIVE, null, "E1")));
        Roster next = roster.succeededBy(new Registries()
                .park("P1")
                .enterprise(one)
                .enterprise(other)
                .meter(meter)
                .build());
        Emitted emitted = new Emitted(roster);
        GroupBook book = new GroupBook(roster, WindowSchedule.live(STEP, START), 0);
        for (int quarter = 0; quarter <= 48 * 4; quarter++) {
            if (quarter == 40 * 4) {
                emitted.roster = next;
                book.updateRegistry(next, emitted);
            }
            book.add(reading(emitted.roster, "M1", START + quarter * 15 * MINUTE, quarter * 100));
            advance(book, START + quarter * 15 * MINUTE + STEP, emitted);
        }
        advance(book, START + 49 * HOUR, emitted);
        return emitted;
    }

    // Another turn, by hand

    @Test
    void anotherTurnHoldsForTheDayThatHasEndedAndForAllThatIsOpen() throws IOException {
        Roster roster = Roster.of(gates("04:00"));
        Emitted emitted = new Emitted(roster);
        GroupBook book = new GroupBook(roster, WindowSchedule.live(STEP, START), 0);
        book.add(passage(roster, START + 8 * HOUR, 100, 0));
        book.add(passage(roster, START + 11 * HOUR + 2 * MINUTE, 30, 0));
        book.add(passage(roster, START + 11 * HOUR + 3 * MINUTE, 20, 0));
        book.add(passage(roster, START + 12 * HOUR, 0, 15));
        advance(book, START + 24 * HOUR + 30 * MINUTE, emitted);
        assertThat(emitted.last("E1").returned()).isEqualTo(150);
        assertThat(emitted.presentAt(START + 24 * HOUR + 30 * MINUTE)).isEqualTo(135);

        Roster next = roster.succeededBy(gates("11:03"));
        book.updateRegistry(next, emitted);

        assertThat(emitted.last("E1").returned()).isEqualTo(100);
        assertThat(emitted.presentAt(START + 24 * HOUR)).isEqualTo(5);
        assertThat(emitted.presentAt(START + 24 * HOUR + 30 * MINUTE)).isEqualTo(5);

        // One that comes late, and what is read again, goes by the new one, too.
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        book.write(new DataOutputStream(bytes));
        book = GroupBook.read(
                next,
                WindowSchedule.live(STEP, START),
                0,
                new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        book.add(passage(next, START + 11 * HOUR + 4 * MINUTE, 1, 0));
        advance(book, START + 24 * HOUR + 35 * MINUTE, emitted);
        assertThat(emitted.presentAt(START + 24 * HOUR + 35 * MINUTE)).isEqualTo(6);
    }

    private static Registry gates(String turn) {
        return new Registries()
                .park("P1", "", "Asia/Shanghai", Method.DEFAULT_ID, turn)
                .enterprise(row("E1", "P1").staff(StaffSource.HEADCOUNT, 200, 200))
                .build();
    }

    private static Observation passage(Roster roster, long at, long in, long out) {
        return new Observation(
                roster.groupOf(0),
                Observation.Kind.HEADCOUNT,
                0,
                at,
                Observation.NOT_SAID,
                in,
                out,
                0,
                0,
                Observation.PRIMARY,
                "gate",
                at,
                new byte[0]);
    }

    /** A reading at 10:00 and one of 200 kWh more at 10:15; the registry changes; then one of 10:05 comes late. */
    private static Emitted readAround(Meter before, Meter after) {
        Roster roster = Roster.of(registry(before));
        Emitted emitted = new Emitted(roster);
        GroupBook book = new GroupBook(roster, WindowSchedule.live(STEP, START), 0);
        book.add(reading(roster, "M1", START + 10 * HOUR, 0));
        book.add(reading(roster, "M1", START + 10 * HOUR + 15 * MINUTE, 200_000));
        advance(book, START + 10 * HOUR + 20 * MINUTE, emitted);
        Roster next = roster.succeededBy(registry(after));
        book.updateRegistry(next, emitted);
        book.add(reading(next, "M1", START + 10 * HOUR + 5 * MINUTE, 5000));
        advance(book, START + 25 * HOUR, emitted);
        return emitted;
    }

    private static void advance(GroupBook book, long until, ResultCollector emitted) {
        while (book.nextDue() <= until) {
            book.advance(book.nextDue(), emitted);
        }
    }

    private static Registry registry(Meter meter) {
        return new Registries()
                .park("P1")
                .enterprise(row("E1", "P1").energy(100_000, 0, 200_000))
                .enterprise(row("E2", "P1").energy(50_000, 0, 60_000))
                .meter(meter)
                .build();
    }

    private static Observation reading(Roster roster, String meter, long at, long wh) {
        byte[] id = meter.getBytes(StandardCharsets.UTF_8);
        int number = roster.index(Subject.METER).find(id, 0, id.length);
        return new Observation(
                roster.meter(number).groups()[0],
                Observation.Kind.POWER,
                number,
                at,
                wh,
                0,
                roster.meter(number).meter().register().kind() == MeterKind.INTERVAL ? 15 * MINUTE : 0,
                Observation.PRIMARY,
                "",
                at,
                new byte[0]);
    }

    /** What was emitted last of each enterprise's day, and how many readings stand. */
    private static final class Emitted implements ResultCollector {
        private Roster roster;
        private final List<DeadLetter> letters = new ArrayList<>();
        private final Map<String, EnterpriseDay> days = new TreeMap<>();
        /** Persons present in all, by the end of the window; a window that is not there has those of the one before it. */
        private final TreeMap<Long, Long> present = new TreeMap<>();

        private long standing;

        Emitted(Roster roster) {
            this.roster = roster;
        }

        long energyOf(String enterprise) {
            return last(enterprise).energyWh();
        }

        long energyOf(String enterprise, long day) {
            return days.get(enterprise + " " + day).energyWh();
        }

        /** The latest day of an enterprise. */
        EnterpriseDay last(String enterprise) {
            return days.entrySet().stream()
                    .filter(day -> day.getKey().startsWith(enterprise + " "))
                    .reduce((earlier, later) -> later)
                    .orElseThrow()
                    .getValue();
        }

        long standing() {
            return standing;
        }

        /** The sum of what was emitted up to there. */
        long presentAt(long end) {
            return present.headMap(end, true).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }

        @Override
        public void scopeChange(ScopeChange change) {
            change.each()
                    .filter(each -> each.kind() == ScopeChange.Kind.TRAILING)
                    .filter(each -> roster.scopes().get(each.scope()).name().equals("all"))
                    .forEach(each -> present.merge(each.at(), each.sums()[Sum.PRESENT.ordinal()], Long::sum));
        }

        @Override
        public void enterpriseDay(EnterpriseDay day) {
            days.put(roster.enterpriseId(day.enterprise()) + " " + day.epochDay(), day);
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            letters.add(letter);
        }

        @Override
        public void account(RecordTally account) {
            int power = Stream.POWER.ordinal();
            assertThat(account.applied()[power]).isNotNegative();
            standing += account.applied()[power] - account.retracted()[power];
        }
    }

    private record Reading(String meter, long at, long wh) {
        Observation of(Roster roster) {
            byte[] id = meter.getBytes(StandardCharsets.UTF_8);
            int number = roster.index(Subject.METER).find(id, 0, id.length);
            return number < 0
                    ? null
                    : new Observation(
                            roster.meter(number).groups()[0],
                            Observation.Kind.POWER,
                            number,
                            at,
                            wh,
                            0,
                            15 * MINUTE,
                            Observation.PRIMARY,
                            "",
                            at,
                            new byte[0]);
        }
    }

    private static Map<String, String> live(List<Reading> readings, long change, boolean broken) throws IOException {
        Roster roster = Roster.of(BEFORE);
        WindowSchedule schedule = WindowSchedule.live(STEP, START);
        Sums emitted = new Sums();
        emitted.roster = roster;
        GroupBook book = new GroupBook(roster, schedule, 0);
        for (long now = START + STEP; now <= START + (DAYS + 1) * 24 * HOUR; now += STEP) {
            if (now > change && emitted.roster == roster) {
                Roster next = Roster.read(roster.succeededBy(AFTER).toBytes());
                emitted.roster = next;
                book.updateRegistry(next, emitted);
                assertThat(next.groupCount()).isEqualTo(1);
            }
            for (Reading reading : readings) {
                if (reading.at() >= now - STEP && reading.at() < now) {
                    Observation observation = reading.of(emitted.roster);
                    if (observation != null) {
                        book.add(observation);
                    }
                }
            }
            book.advance(now, emitted);
            if (broken && now % (11 * HOUR) == 0) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                book.write(new DataOutputStream(bytes));
                book = GroupBook.read(
                        emitted.roster,
                        schedule,
                        0,
                        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            }
        }
        return emitted.days();
    }

    private static Map<String, String> days(List<Reading> readings, Roster roster, WindowSchedule schedule) {
        Sums emitted = new Sums();
        emitted.roster = roster;
        for (int group = 0; group < roster.groupCount(); group++) {
            GroupBook book = new GroupBook(roster, schedule, group);
            for (Reading reading : readings) {
                Observation observation = reading.of(roster);
                if (observation != null && observation.group() == group) {
                    book.add(observation);
                }
            }
            while (book.nextDue() <= START + (DAYS + 1) * 24 * HOUR) {
                book.advance(book.nextDue(), emitted);
            }
        }
        return emitted.days();
    }

    /** Sums of days by the scopes' names, which have other numbers in another roster. */
    private static final class Sums implements ResultCollector {
        private Roster roster;
        private final Map<String, long[]> days = new TreeMap<>();

        @Override
        public void scopeChange(ScopeChange change) {
            change.each().forEach(this::add);
        }

        private void add(ScopeChange change) {
            if (change.kind() == ScopeChange.Kind.DAY) {
                long[] sums = days.computeIfAbsent(
                        roster.scopes().get(change.scope()).name() + " " + change.at(), key -> new long[Sum.COUNT]);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += change.sums()[i];
                }
            }
        }

        Map<String, String> days() {
            Map<String, String> texts = new TreeMap<>();
            days.forEach((key, sums) -> texts.put(key, Arrays.toString(sums)));
            return texts;
        }

        @Override
        public void enterpriseDay(EnterpriseDay day) {}

        @Override
        public void deadLetter(DeadLetter letter) {}

        @Override
        public void account(RecordTally account) {}
    }

    private static Meter meter(String id, String enterprise) {
        return meter(id, MeterKind.INTERVAL, null, enterprise);
    }

    private static Meter meter(String id, MeterKind kind, String kva, String enterprise) {
        return meter(id, kind, kva, new Meter.Share(enterprise, 10_000));
    }

    private static Meter meter(String id, MeterKind kind, String kva, Meter.Share... shares) {
        return new Meter(
                id, List.of(shares), kind, BigDecimal.ONE, 0, kva == null ? null : new BigDecimal(kva), 15 * MINUTE);
    }
}
