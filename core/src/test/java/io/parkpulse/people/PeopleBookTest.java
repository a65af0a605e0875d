package io.parkpulse.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.model.Observation;
import io.parkpulse.model.Turn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PeopleBookTest {
    private static final long HOUR = 3_600_000;
    private static final long STEP = 300_000;
    private static final long DAY = 24 * HOUR;
    /** 2020-10-24T00:00:00Z; the night after, Berlin's clocks are put back. */
    private static final long START = 18_559 * DAY;

    private static final Turns AT_FOUR = turns("04:00", ZoneOffset.UTC);

    private PeopleBook book = new PeopleBook(STEP, DAY, AT_FOUR);
    private long clock = START;

    @Test
    void aPersonReturnsOnceHoweverOften() {
        checkIn(START, "a", true, false);
        checkIn(START + HOUR, "a", false, false);
        checkIn(START + 2 * HOUR, "a", true, false);
        checkIn(START + 2 * HOUR, "b", true, false);
        moveTo(START + 3 * HOUR);

        assertThat(book.returned()).isEqualTo(2);
        assertThat(book.present()).isEqualTo(2);
    }

    @Test
    void anEventAtTheEndOfAStepBelongsToTheNext() {
        checkIn(START + STEP, "a", true, false);
        moveTo(START + STEP);
        assertThat(book.returned()).isZero();
        assertThat(book.present()).isZero();
        assertThat(book.onsiteEventSince(START)).isFalse();

        moveTo(START + 2 * STEP);
        assertThat(book.returned()).isEqualTo(1);
        assertThat(book.onsiteEventSince(START + STEP)).isTrue();
        assertThat(book.onsiteEventSince(START + STEP + 1)).isFalse();
    }

    @Test
    void somebodyIsPresentUpTo16HoursAfterComingIn() {
        checkIn(START + STEP - 1, "early", true, false);
        checkIn(START + STEP, "edge", true, false);

        moveTo(START + 16 * HOUR);
        assertThat(book.present()).isEqualTo(2);
        moveTo(START + 16 * HOUR + STEP);
        assertThat(book.present()).isEqualTo(1);
        moveTo(START + 16 * HOUR + 2 * STEP);
        assertThat(book.present()).isZero();
        assertThat(book.returned()).isEqualTo(2);
    }

    @Test
    void comingInAgainAfterOneWasTakenToBeGone() {
        checkIn(START, "a", true, false);
        moveTo(START + 17 * HOUR);
        checkIn(START + 17 * HOUR, "a", true, false);
        moveTo(START + 18 * HOUR);

        assertThat(book.present()).isEqualTo(1);
        assertThat(book.returned()).isEqualTo(1);
        moveTo(START + 25 * HOUR);
        assertThat(book.returned()).isEqualTo(1);
        moveTo(START + 17 * HOUR + DAY);
        assertThat(book.returned()).isEqualTo(1);
        moveTo(START + 17 * HOUR + DAY + STEP);
        assertThat(book.returned()).isZero();
    }

    @Test
    void outWithoutInChangesNothingButIsHeard() {
        checkIn(START, "a", false, false);
        moveTo(START + STEP);

        assertThat(book.present()).isZero();
        assertThat(book.returned()).isZero();
        assertThat(book.onsiteEventSince(START)).isTrue();
    }

    @Test
    void onlineCountsForNothingOnSite() {
        checkIn(START, "a", true, true);
        checkIn(START, "b", true, false);
        checkIn(START + 1, "b", false, true);
        moveTo(START + STEP);

        assertThat(book.online()).isEqualTo(1);
        assertThat(book.returned()).isEqualTo(1);
        assertThat(book.present()).isEqualTo(1);
        assertThat(book.onsiteEventSince(START + 1)).isFalse();
    }

    @Test
    void theHeadcountIsTheSumOfTheGatesLatestCounts() {
        count(START, "north", 10);
        count(START + HOUR, "south", 5);
        count(START + 2 * HOUR, "north", 3);
        moveTo(START + 3 * HOUR);

        assertThat(book.headcount(clock)).isEqualTo(8);
        assertThat(book.greatestHeadcount(clock)).isEqualTo(15);
        assertThat(book.greatestHeadcount(START + HOUR, clock)).isEqualTo(8);
        assertThat(book.greatestHeadcount(START + 2 * HOUR, clock)).isEqualTo(3);
        assertThat(book.greatestHeadcount(START + 3 * HOUR, clock)).isZero();
    }

    @Test
    void aCountExpiresAfter16Hours() {
        count(START, "north", 10);
        moveTo(START + 16 * HOUR);
        assertThat(book.headcount(clock)).isEqualTo(10);

        moveTo(START + 16 * HOUR + STEP);
        assertThat(book.headcount(clock)).isZero();
        assertThat(book.greatestHeadcount(clock)).isEqualTo(10);
        assertThat(book.countSince(START)).isTrue();
        assertThat(book.countSince(START + 1)).isFalse();
    }

    @Test
    void onlyWhatStandsAtTheEndOfAStepCounts() {
        count(START, "north", 10);
        count(START + 1, "north", 99);
        count(START + 2, "north", 20);
        moveTo(START + STEP);

        assertThat(book.greatestHeadcount(clock)).isEqualTo(20);
    }

    @Test
    void countsMoreThan16HoursApartNeverAddUp() {
        count(START, "north", 10);
        count(START + 16 * HOUR - 1, "south", 5);
        count(START + 16 * HOUR, "east", 1);
        moveTo(START + DAY);

        // At 16:00 the count of 00:00 still stands; at 16:05, when east has counted, it does not.
        assertThat(book.greatestHeadcount(clock)).isEqualTo(15);
    }

    @Test
    void whoPassedIsAddedUpOverAllGatesFromTheTurnOn() {
        pass(START + 3 * HOUR, "north", 7, 0);
        pass(START + 8 * HOUR, "north", 100, 0);
        pass(START + 17 * HOUR, "south", 0, 40);
        pass(START + 18 * HOUR, "south", 0, 40);

        moveTo(START + 4 * HOUR);
        assertThat(book.headcount(clock)).isEqualTo(7);
        moveTo(START + 4 * HOUR + STEP);
        assertThat(book.headcount(clock)).isZero();
        // A passage counts after its instant.
        moveTo(START + 17 * HOUR);
        assertThat(book.headcount(clock)).isEqualTo(100);
        moveTo(START + 17 * HOUR + STEP);
        assertThat(book.headcount(clock)).isEqualTo(60);
        moveTo(START + 18 * HOUR + STEP);
        assertThat(book.headcount(clock)).isEqualTo(20);
        assertThat(book.greatestHeadcount(clock)).isEqualTo(100);
        // Passages have no age; only the turn ends them.
        moveTo(START + DAY + 4 * HOUR);
        assertThat(book.headcount(clock)).isEqualTo(20);
        moveTo(START + DAY + 4 * HOUR + STEP);
        assertThat(book.headcount(clock)).isZero();
    }

    @Test
    void ofAWindowOnlyThePassagesInsideItCount() {
        pass(START + 8 * HOUR, "north", 100, 0);
        pass(START + 9 * HOUR, "north", 0, 60);
        pass(START + 10 * HOUR, "north", 30, 0);
        moveTo(START + 11 * HOUR);

        assertThat(book.headcount(clock)).isEqualTo(70);
        assertThat(book.greatestHeadcount(START + 9 * HOUR, clock)).isZero();
        assertThat(book.greatestHeadcount(START + 10 * HOUR, clock)).isEqualTo(30);
        assertThat(book.greatestHeadcount(START + 10 * HOUR + STEP, clock)).isZero();
    }

    @Test
    void moreOutThanInIsNobodyAndTakesNothingFromWhatIsCounted() {
        count(START + 8 * HOUR, "inside", 5);
        pass(START + 9 * HOUR, "door", 0, 3);
        moveTo(START + 10 * HOUR);

        assertThat(book.headcount(clock)).isEqualTo(5);
        // Three must come in before anybody is inside.
        pass(START + 10 * HOUR, "door", 4, 0);
        moveTo(START + 11 * HOUR);
        assertThat(book.headcount(clock)).isEqualTo(6);
    }

    @Test
    void aRecordCountsByItsOwnFieldsWhateverElseItsSourceSends() {
        count(START + 8 * HOUR, "gate", 50);
        pass(START + 9 * HOUR, "gate", 7, 0);
        moveTo(START + 10 * HOUR);

        assertThat(book.headcount(clock)).isEqualTo(57);
        assertThat(book.greatestHeadcount(clock)).isEqualTo(57);
        moveTo(START + DAY + HOUR);
        assertThat(book.headcount(clock)).isEqualTo(7);
    }

    @Test
    void aPassageIsSomethingHeardOfAGate() {
        pass(START + HOUR, "gate", 0, 0);
        moveTo(START + 2 * HOUR);

        assertThat(book.countSince(START + HOUR)).isTrue();
        assertThat(book.countSince(START + HOUR + 1)).isFalse();
    }

    @Test
    void aTurnInsideAStepPartsItsPassages() {
        book = new PeopleBook(STEP, DAY, turns("04:03", ZoneOffset.UTC));
        long turn = START + 4 * HOUR + 3 * 60_000;
        pass(turn - 1, "gate", 10, 0);
        pass(turn, "gate", 3, 0);
        moveTo(START + 4 * HOUR + STEP);

        assertThat(book.headcount(clock)).isEqualTo(3);
        assertThat(book.greatestHeadcount(clock)).isEqualTo(3);
    }

    @Test
    void itTakesNoMoreRoomForMoreGatesThatCountWhoPasses() throws IOException {
        for (int minute = 0; minute < 28 * 60; minute++) {
            for (int gate = 0; gate < 20; gate++) {
                pass(START + minute * 60_000L, "gate-" + gate, minute % 3, minute % 2);
            }
        }
        moveTo(START + 28 * HOUR);

        assertThat(bytes(book)).hasSizeLessThan(900);
    }

    /** A pseudonym of 16 characters; in at eight, out at five, for two days. */
    @Test
    void aPersonTakesAtMostThirtyBytesOfACheckpoint() throws IOException {
        int persons = 1000;
        for (int day = 0; day < 2; day++) {
            for (int person = 0; person < 2 * persons; person++) {
                boolean in = person < persons;
                String name = "p%015x".formatted((person % persons) * 0x9E3779B97F4A7C15L >>> 4);
                checkIn(START + day * DAY + (in ? 8 : 17) * HOUR + person * 1000L, name, in, false);
            }
        }
        moveTo(START + 2 * DAY);

        assertThat(book.returned()).isEqualTo(persons);
        assertThat(bytes(book).length / persons).isLessThanOrEqualTo(30);
    }

    @Test
    void turnsAtTheSameTimeOfDayInTwoZonesAreToldApartInACopy() throws IOException {
        LocalTime time = LocalTime.of(2, 33);
        Turn berlin = new Turn(time, ZoneId.of("Europe/Berlin"));
        Turns turns = new Turns(List.of(
                new Turns.Since(Long.MIN_VALUE, berlin),
                new Turns.Since(START + 3 * DAY, new Turn(time, ZoneOffset.UTC))));
        PeopleBook written = new PeopleBook(STEP, DAY, turns);
        long afterTurn = berlin.from(START) + 60_000;
        written.add(passage(afterTurn, "gate", 5, 0));
        for (long now = START + STEP; now <= START + 3 * HOUR; now += STEP) {
            written.advance(now);
        }

        assertThat(written.headcount(START + 3 * HOUR)).isEqualTo(5);
        assertThat(copy(written, turns).headcount(START + 3 * HOUR)).isEqualTo(5);
    }

    /** One step after the other, with copies and what is forgotten in between, against the definitions. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void itAgreesWithTheDefinitions(
            @ForAll("events") List<Observation> unsorted,
            @ForAll("turns") Turns turns,
            @ForAll @IntRange(max = 700) int copiedAfter)
            throws IOException {
        List<Observation> events = new ArrayList<>(unsorted);
        // At one instant OUT comes before IN.
        events.sort(Comparator.comparingLong(Observation::at).thenComparing(Observation::in));
        PeopleBook people = new PeopleBook(STEP, DAY, turns);
        int next = 0;
        for (int step = 1; step <= 700; step++) {
            long now = START + step * STEP;
            while (next < events.size() && events.get(next).at() < now + HOUR) {
                people.add(events.get(next++));
            }
            people.advance(now);
            if (step % 288 == 0) {
                people.forgetBefore(now - PeopleBook.KEPT_MILLIS);
            }
            if (step == copiedAfter) {
                people = copy(people, turns);
            }
            if (step % 9 == 0 || step % 288 <= 1) {
                assertDefinitions(people, events, turns, now);
            }
        }
    }

    private static void assertDefinitions(PeopleBook people, List<Observation> events, Turns turns, long now) {
        Naive trailing = new Naive(events, turns, now - DAY, now);
        assertThat(people.returned()).isEqualTo(trailing.returned());
        assertThat(people.online()).isEqualTo(trailing.online());
        assertThat(people.present()).isEqualTo(trailing.present());
        assertThat(people.headcount(now)).isEqualTo(trailing.headcount());
        assertThat(people.greatestHeadcount(now)).isEqualTo(trailing.greatestHeadcount());
        assertThat(people.onsiteEventSince(now - DAY)).isEqualTo(trailing.onsiteEvent());
        assertThat(people.countSince(now - DAY)).isEqualTo(trailing.counted());
        // Local days of 23, 24 and 25 hours, and one that breaks off.
        for (int hours : new int[] {1, 23, 24, 25}) {
            Naive day = new Naive(events, turns, now - hours * HOUR, now);
            assertThat(people.returnedSince(now - hours * HOUR, now)).isEqualTo(day.returned());
            assertThat(people.onlineSince(now - hours * HOUR, now)).isEqualTo(day.online());
            assertThat(people.greatestHeadcount(now - hours * HOUR, now)).isEqualTo(day.greatestHeadcount());
        }
    }

    /** The definitions, word by word. */
    private record Naive(List<Observation> events, Turns turns, long from, long to) {
        private static final Map<Turn, TreeSet<Long>> INSTANTS = new HashMap<>();

        private boolean inside(Observation event) {
            return event.at() >= from && event.at() < to;
        }

        long returned() {
            Set<String> persons = new HashSet<>();
            for (Observation event : events) {
                if (event.kind() == Observation.Kind.CHECKIN && inside(event) && event.in() && !event.online()) {
                    persons.add(event.name());
                }
            }
            return persons.size();
        }

        long online() {
            Set<String> persons = new HashSet<>();
            for (Observation event : events) {
                if (event.kind() == Observation.Kind.CHECKIN && inside(event) && event.in() && event.online()) {
                    persons.add(event.name());
                }
            }
            return persons.size();
        }

        long present() {
            Map<String, Observation> latest = new HashMap<>();
            for (Observation event : events) {
                if (event.kind() == Observation.Kind.CHECKIN && event.at() < to && !event.online()) {
                    latest.put(event.name(), event);
                }
            }
            return latest.values().stream()
                    .filter(event -> event.in() && to - event.at() <= 16 * HOUR)
                    .count();
        }

        boolean onsiteEvent() {
            return events.stream()
                    .anyMatch(event -> event.kind() == Observation.Kind.CHECKIN && inside(event) && !event.online());
        }

        boolean counted() {
            return events.stream().anyMatch(event -> event.kind() == Observation.Kind.HEADCOUNT && inside(event));
        }

        long headcount() {
            return headcountAt(to, Long.MIN_VALUE);
        }

        private long headcountAt(long instant, long notBefore) {
            Map<String, Observation> latest = new HashMap<>();
            long passed = 0;
            long turn = turnBefore(instant);
            for (Observation event : events) {
                if (event.kind() != Observation.Kind.HEADCOUNT || event.at() >= instant || event.at() < notBefore) {
                    continue;
                }
                if (!event.passage()) {
                    latest.put(event.name(), event);
                } else if (event.at() >= turn) {
                    passed += event.value() - event.also();
                }
            }
            return Math.max(0, passed)
                    + latest.values().stream()
                            .filter(event -> instant - event.at() <= 16 * HOUR)
                            .mapToLong(Observation::value)
                            .sum();
        }

        /** Of the park that counts the window. */
        private long turnBefore(long instant) {
            Turn turn = turns.rows().get(0).turn();
            for (Turns.Since row : turns.rows()) {
                turn = row.from() <= to - 1 ? row.turn() : turn;
            }
            return INSTANTS.computeIfAbsent(turn, Naive::instants).lower(instant);
        }

        private static TreeSet<Long> instants(Turn turn) {
            ZoneRules rules = turn.zone().getRules();
            TreeSet<Long> instants = new TreeSet<>();
            for (long day = START / DAY - 4; day < START / DAY + 6; day++) {
                LocalDateTime local = LocalDate.ofEpochDay(day).atTime(turn.time());
                ZoneOffsetTransition change = rules.getTransition(local);
                ZoneOffset offset = change == null ? rules.getOffset(local) : change.getOffsetBefore();
                instants.add(local.toInstant(offset).toEpochMilli());
            }
            return instants;
        }

        long greatestHeadcount() {
            if (!counted()) {
                return 0;
            }
            long most = 0;
            for (long end = from + STEP; end <= to; end += STEP) {
                most = Math.max(most, headcountAt(end, from));
            }
            return most;
        }
    }

    @Provide
    Arbitrary<List<Observation>> events() {
        Arbitrary<Long> anywhere = Arbitraries.longs().between(0, 58 * HOUR - 1);
        Arbitrary<Long> onSteps = Arbitraries.longs().between(0, 690).map(step -> step * STEP);
        Arbitrary<Long> onHours = Arbitraries.longs().between(0, 57).map(hour -> hour * HOUR);
        Arbitrary<Long> aroundTurns = Combinators.combine(
                        Arbitraries.of("00:30", "00:33", "02:30", "02:33", "10:07", "12:07", "18:33", "23:59"),
                        Arbitraries.of(0L, DAY),
                        Arbitraries.of(-STEP, -60_000L, -1L, 0L, 60_000L))
                .as((time, day, more) -> Math.max(0, LocalTime.parse(time).toSecondOfDay() * 1000L + day + more));
        Arbitrary<Long> times =
                Arbitraries.oneOf(anywhere, onSteps, onHours, aroundTurns).map(millis -> START + millis);
        Arbitrary<Observation> checkIns = Combinators.combine(
                        times,
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(true, false, false))
                .as(PeopleBookTest::checkin);
        Arbitrary<Observation> counts = Combinators.combine(
                        times,
                        Arbitraries.of("north", "south"),
                        Arbitraries.longs().between(0, 9))
                .as(PeopleBookTest::headcount);
        Arbitrary<Observation> passages = Combinators.combine(
                        times,
                        Arbitraries.of("north", "east"),
                        Arbitraries.longs().between(0, 9),
                        Arbitraries.longs().between(0, 5))
                .as(PeopleBookTest::passage);
        return Arbitraries.oneOf(checkIns, counts, passages)
                .list()
                .ofMaxSize(14)
                .map(events -> {
                    // One of each identity.
                    Map<List<Object>, Observation> distinct = new HashMap<>();
                    events.forEach(event ->
                            distinct.put(List.of(event.kind(), event.name(), event.at(), event.flags()), event));
                    return List.copyOf(distinct.values());
                });
    }

    @Provide
    Arbitrary<Turns> turns() {
        Arbitrary<Turn> turn = Combinators.combine(
                        Arbitraries.of("00:00", "02:30", "02:33", "04:00", "12:07", "23:59"),
                        Arbitraries.of("UTC", "Europe/Berlin", "Asia/Shanghai"))
                .as((time, zone) -> new Turn(LocalTime.parse(time), ZoneId.of(zone)));
        Arbitrary<Long> move = Arbitraries.of(START + 20 * HOUR, START + 30 * HOUR + 7, START + 40 * HOUR);
        return Combinators.combine(turn, turn, move)
                .as((first, second, at) ->
                        new Turns(List.of(new Turns.Since(Long.MIN_VALUE, first), new Turns.Since(at, second))));
    }

    private static Turns turns(String time, ZoneId zone) {
        return new Turns(List.of(new Turns.Since(Long.MIN_VALUE, new Turn(LocalTime.parse(time), zone))));
    }

    private void checkIn(long at, String person, boolean in, boolean online) {
        book.add(checkin(at, person, in, online));
    }

    private void count(long at, String gate, long persons) {
        book.add(headcount(at, gate, persons));
    }

    private void pass(long at, String gate, long in, long out) {
        book.add(passage(at, gate, in, out));
    }

    private void moveTo(long instant) {
        while (clock < instant) {
            clock += STEP;
            book.advance(clock);
        }
    }

    private static Observation checkin(long at, String person, boolean in, boolean online) {
        int flags = Observation.PRIMARY | (in ? Observation.IN : 0) | (online ? Observation.ONLINE : 0);
        return new Observation(0, Observation.Kind.CHECKIN, 0, at, 0, 0, 0, flags, person, 1, new byte[0]);
    }

    private static Observation headcount(long at, String gate, long persons) {
        return new Observation(
                0, Observation.Kind.HEADCOUNT, 0, at, persons, 0, 0, Observation.PRIMARY, gate, 1, new byte[0]);
    }

    private static Observation passage(long at, String gate, long in, long out) {
        return new Observation(
                0,
                Observation.Kind.HEADCOUNT,
                0,
                at,
                Observation.NOT_SAID,
                in,
                out,
                0,
                0,
                Observation.PRIMARY,
                gate,
                1,
                new byte[0]);
    }

    private static PeopleBook copy(PeopleBook people, Turns turns) throws IOException {
        return PeopleBook.read(STEP, DAY, turns, new DataInputStream(new ByteArrayInputStream(bytes(people))));
    }

    private static byte[] bytes(PeopleBook people) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        people.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
