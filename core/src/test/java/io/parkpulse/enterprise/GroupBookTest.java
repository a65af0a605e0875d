package io.parkpulse.enterprise;

import static io.parkpulse.Registries.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.Registries;
import io.parkpulse.index.Sum;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Method;
import io.parkpulse.model.Observation;
import io.parkpulse.model.StaffSource;
import io.parkpulse.model.Stream;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.Roster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupBookTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long STEP = 5 * MINUTE;
    /** 2020-03-16T00:00:00+08:00. */
    private static final long START = 1_584_288_000_000L;

    private static final int SUMS_OF_FORMAT_3 = 17;

    /** The 30th day, which a recording that ends in it breaks off. */
    private static final long LAST_DAY = 18_337 + 28;

    /** Two readings that say the same have the same bytes. */
    private static final byte[] RAW = {1};

    private static final Roster ROSTER = roster();

    // A day, by hand

    @Test
    void aDayIsMadeOfItsOwnHours() {
        List<Observation> records = new ArrayList<>();
        // 24 kWh from 23:00 to 01:00 the day before, half of it in the day; then 1000 Wh every 15 minutes.
        records.add(power("E1-interval", START + HOUR, 24_000, 2 * HOUR, 0));
        for (long at = START + HOUR + 15 * MINUTE; at <= START + 24 * HOUR; at += 15 * MINUTE) {
            records.add(power("E1-interval", at, 1000, 15 * MINUTE, 0));
        }
        records.add(checkin("E1", START, "p", true));
        records.add(checkin("E1", START + 24 * HOUR, "q", true));
        records.add(checkin("E1", START + 25 * HOUR, "q", false));

        Emitted emitted = run(records, Function.identity(), false);

        EnterpriseDay day = emitted.days.stream()
                .filter(one -> one.epochDay() == 18_337
                        && ROSTER.enterpriseId(one.enterprise()).equals("E1"))
                .findFirst()
                .orElseThrow();
        assertThat(day.windowMs()).isEqualTo(24 * HOUR);
        assertThat(day.energyWh()).isEqualTo(12_000 + 92_000);
        // 2 hours are longer than 4 × 15 minutes; and the enterprise's other two meters say nothing.
        assertThat(day.coveredMs()).isEqualTo(23 * HOUR / 3);
        assertThat(day.returned()).isEqualTo(1);
        assertThat(emitted.applied).isEqualTo(counts(3, 0, 93));
        assertThat(emitted.duplicates).isEqualTo(counts(0, 0, 0));
    }

    @Test
    void anEnergyIsSharedBeforeItIsSpread() {
        // 3333 of 10000 basis points of 10 Wh are 3, the rest is 7.
        List<Observation> records =
                List.of(power("shared", START + HOUR, 10, 15 * MINUTE, 0), checkin("E1", START + 30 * HOUR, "p", true));

        Emitted emitted = run(records, Function.identity(), false);

        assertThat(emitted.days.stream()
                        .filter(day -> day.epochDay() == 18_337)
                        .map(day -> ROSTER.enterpriseId(day.enterprise()) + " " + day.energyWh()))
                .contains("E1 3", "E2 7");
    }

    @Test
    void anEnergyOfMoreThan48HoursIsCountedApart() {
        List<Observation> records = List.of(
                power("E1-register", START, 0, 0, 0),
                power("E1-register", START + 48 * HOUR, 10, 0, 0),
                power("E1-register", START + 96 * HOUR + 1, 30, 0, 0));

        Emitted emitted = run(records, Function.identity(), false);

        assertThat(emitted.unallocatedWh).isEqualTo(20);
        assertThat(emitted.days.stream().mapToLong(EnterpriseDay::energyWh).sum())
                .isEqualTo(10);
    }

    @Test
    void theHigherRevisionStandsAndOnlyTheWinnerIsJudged() {
        List<Observation> records = List.of(
                power("E1-register", START, 5000, 0, 0),
                power("E1-register", START + 15 * MINUTE, 9_000_000, 0, 0),
                power("E1-register", START + 15 * MINUTE, 5005, 0, 1),
                power("E1-register", START + 30 * MINUTE, 5010, 0, 0));

        Emitted emitted = run(records, Function.identity(), false);

        assertThat(emitted.applied).isEqualTo(counts(0, 0, 3));
        assertThat(emitted.duplicates).isEqualTo(counts(0, 0, 1));
        assertThat(emitted.dead).isEmpty();
    }

    @Test
    void ofACountAndPassagesOfOneIdentityTheCountStandsAndOfPassagesTheMostIn() {
        long at = START + HOUR;
        List<Observation> records = List.of(
                passage("E2", at, "g", 100, 0, 1),
                people(Observation.Kind.HEADCOUNT, "E2", at, "g", 2, 0, 2),
                passage("E2", at, "h", 4, 3, 3),
                passage("E2", at, "h", 5, 1, 4),
                passage("E2", at, "h", 5, 2, 5),
                checkin("E1", START + 30 * HOUR, "p", true));

        Emitted emitted = run(records, Function.identity(), false);

        assertThat(emitted.applied).isEqualTo(counts(1, 2, 0));
        assertThat(emitted.duplicates).isEqualTo(counts(0, 3, 0));
        assertThat(emitted.days.stream()
                        .filter(day -> day.epochDay() == 18_337)
                        .filter(day -> ROSTER.enterpriseId(day.enterprise()).equals("E2"))
                        .map(EnterpriseDay::returned))
                .containsExactly(2L + 5 - 2);
    }

    @Test
    void bytesOfAnotherRegistryAreRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WindowSchedule schedule = schedule(List.of(checkin("E1", START, "p", true)));
        new GroupBook(ROSTER, schedule, 0).write(new DataOutputStream(bytes));
        Roster other =
                Roster.of(new Registries().park("P1").enterprise("E9", "P1").build());

        assertThatThrownBy(() -> GroupBook.read(
                        other, schedule, 0, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another registry");
    }

    /** Nothing comes for days while readings are held that turn out to be valid: their time stays open. */
    @Test
    void whatIsInDoubtStaysOpenAcrossABreak() {
        List<Observation> records = List.of(
                checkin("E1", START - 60 * HOUR, "p", true),
                power("E1-register", START, 5000, 0, 0),
                power("E1-register", START + 15 * MINUTE, 10, 0, 0),
                power("E1-register", START + 30 * MINUTE, 30, 0, 0),
                checkin("E1", START + 70 * HOUR, "p", true),
                checkin("E2", START + 150 * HOUR, "p", true),
                power("E1-register", START + 200 * HOUR, 60, 0, 0));

        Emitted emitted = run(records, new Break(-1, records), false);

        assertThat(emitted.lines())
                .isEqualTo(run(records, Function.identity(), false).lines());
        // 10 Wh of a reset, 20 of the next quarter; the 30 of eight days go to none.
        assertThat(emitted.days.stream().mapToLong(EnterpriseDay::energyWh).sum())
                .isEqualTo(30);
        assertThat(emitted.unallocatedWh).isEqualTo(30);
    }

    // However it comes

    @Property(tries = 100)
    void findingsAreTheSameInAnyOrderAndAcrossAnyBreak(
            @ForAll long seed,
            @ForAll @IntRange(max = 250) int brokenAfter,
            @ForAll @IntRange(max = 100) int hoursAhead) {
        Random random = new Random(seed);
        List<Observation> records = stream(random);
        Emitted expected = run(records, Function.identity(), false);

        List<Observation> shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled, random);
        assertThat(run(shuffled, Function.identity(), false).lines()).isEqualTo(expected.lines());
        assertThat(run(records, new Break(brokenAfter, records), false).lines()).isEqualTo(expected.lines());
        assertThat(run(shuffled, new Break(random.nextInt(40), records), false).lines())
                .isEqualTo(expected.lines());
        assertThat(runAsItComes(records, hoursAhead * HOUR, Function.identity()).lines())
                .isEqualTo(expected.lines());
        assertThat(runAsItComes(records, hoursAhead * HOUR, new Break(brokenAfter, records))
                        .lines())
                .isEqualTo(expected.lines());
        assertThat(run(records, new Break(-1, records), false).lines()).isEqualTo(expected.lines());
        assertThat(run(records, Function.identity(), true).lines()).isEqualTo(expected.lines());

        // read = applied + duplicate + dead
        assertThat(Arrays.stream(expected.applied).sum()
                        + Arrays.stream(expected.duplicates).sum()
                        + expected.dead.size())
                .isEqualTo(records.size());
        assertDaysSumToScopes(expected);
    }

    // Live

    @Property(tries = 200)
    void aLiveDayEndsUpAsThatOfARecordingHoweverLateItsRecordsCome(
            @ForAll long seed, @ForAll @IntRange(max = 47) int latestHours, @ForAll boolean broken) {
        Random random = new Random(seed);
        List<Observation> records = stream(random);
        // So that the last days of the recording end.
        records.add(checkin("E1", START + 24 * HOUR * 30, "last", true));
        Emitted recorded = run(records, Function.identity(), false);

        Emitted live = runLive(records, record -> (long) (random.nextDouble() * latestHours * HOUR), broken);

        // A recording leaves out days without any record.
        assertThat(live.ofDays()).containsAllEntriesOf(recorded.ofDays());
        assertThat(live.lastDays()).containsAllEntriesOf(recorded.lastDays());
        assertThat(live.dead).noneMatch(letter -> letter.contains("TOO_LATE"));
        // A copy of a dead reading that comes later is judged again, and is dead as well.
        long judgedAgain = Arrays.stream(recorded.duplicates).sum()
                - Arrays.stream(live.duplicates).sum();
        assertThat(judgedAgain).isBetween(0L, (long) live.dead.size() - recorded.dead.size());
        for (Stream people : List.of(Stream.CHECKIN, Stream.HEADCOUNT)) {
            assertThat(live.duplicates[people.ordinal()]).isEqualTo(recorded.duplicates[people.ordinal()]);
        }
        assertThat(live.applied[Stream.CHECKIN.ordinal()]).isEqualTo(recorded.applied[Stream.CHECKIN.ordinal()]);
        assertThat(live.applied[Stream.HEADCOUNT.ordinal()]).isEqualTo(recorded.applied[Stream.HEADCOUNT.ordinal()]);
        // What is held when the recording ends is still held live.
        assertThat(live.applied[Stream.POWER.ordinal()]).isLessThanOrEqualTo(recorded.applied[Stream.POWER.ordinal()]);
        // A reading that was dead before a late one came has been emitted, whatever became of it then.
        assertThat(live.deadRecords()).containsAll(recorded.deadRecords());
    }

    @Property(tries = 100)
    void aLiveWindowThatIsNoLongerOpenIsThatOfARecording(@ForAll long seed, @ForAll boolean broken) {
        Random random = new Random(seed);
        // Readings that look back at most an hour, at most ten minutes late.
        List<Observation> records = quarterHours(random);
        Emitted recorded = run(records, Function.identity(), false);

        Emitted live = runLive(records, record -> random.nextInt(11) * MINUTE, broken);

        assertThat(live.trailing()).isEqualTo(recorded.trailing());
    }

    /** What is judged first is of the new day alone; it must not close the old one. */
    @Test
    void aDayCountsWhatIsFirstHeardOfItJustAfterItsEnd() {
        long midnight = START + 24 * HOUR;
        List<Observation> records = List.of(
                power("E1-interval", midnight + 2 * MINUTE, 100, MINUTE, 0, 0, 1),
                power("shared", midnight + MINUTE, 15_000, 15 * MINUTE, 0, 0, 2),
                checkin("E3", midnight - 3 * MINUTE, "p", true));
        GroupBook book = new GroupBook(ROSTER, WindowSchedule.live(STEP, START + 22 * HOUR), 0);
        Emitted emitted = new Emitted();
        records.forEach(book::add);
        // It is behind and takes up to an hour at once.
        book.advance(midnight - 10 * MINUTE, emitted);
        book.advance(midnight + 5 * MINUTE, emitted);
        while (book.nextDue() <= midnight + 26 * HOUR) {
            book.advance(book.nextDue(), emitted);
        }

        assertThat(emitted.settle().lastDays().get("18337 0").energyWh()).isEqualTo(4999 * 14 / 15);
    }

    @Test
    void aReadingThatIsDeadAndSentAgainIsJudgedAgain() {
        List<Observation> records = List.of(
                power("E1-register", START, 5000, 0, 0, 0, 1),
                power("E1-register", START + 15 * MINUTE, 10, 0, 0, 0, 2),
                power("E1-register", START + 30 * MINUTE, 5010, 0, 0, 0, 3),
                // The same again, and again what counts.
                power("E1-register", START + 15 * MINUTE, 10, 0, 0, 0, 4),
                power("E1-register", START + 30 * MINUTE, 5010, 0, 0, 0, 5));

        Emitted live = runLive(records, record -> record.number() > 3 ? HOUR : 0, false);

        assertThat(live.dead).containsExactly("POWER 2 GLITCH [1]", "POWER 4 GLITCH [1]");
        assertThat(live.duplicates).isEqualTo(counts(0, 0, 1));
        assertThat(live.applied).isEqualTo(counts(0, 0, 2));
    }

    @Test
    void whatALateReadingHasHeldIsRetractedAndNoCountFalls() {
        List<Observation> records = List.of(
                power("E1-register", START, 0, 0, 0, 0, 1),
                power("E1-register", START + 30 * MINUTE, 50_000, 0, 0, 0, 2),
                // 50 kWh in half an hour are plausible, in five minutes they are not.
                power("E1-register", START + 25 * MINUTE, 10, 0, 0, 0, 3));

        Emitted live = runLive(records, record -> record.number() == 3 ? HOUR : 0, false);

        assertThat(live.grossApplied).isEqualTo(counts(0, 0, 3));
        assertThat(live.retracted).isEqualTo(counts(0, 0, 1));
    }

    @Test
    void aReadingThatDiesAfterItWasAppliedIsToldInWordsOfItsOwn() {
        List<Observation> records = List.of(
                power("E1-register", START, 1000, 0, 0, 0, 1),
                power("E1-register", START + 30 * MINUTE, 2000, 0, 0, 0, 2),
                // Is held, and dies with the bytes that it came with.
                power("E1-register", START + 45 * MINUTE, 1500, 0, 0, 0, 3),
                // Comes late, and with it the second one was never true.
                power("E1-register", START + 29 * MINUTE, 2200, 0, 0, 0, 4),
                power("E1-register", START + 120 * MINUTE, 2300, 0, 0, 0, 5));

        Emitted live = runLive(records, record -> record.number() == 4 ? HOUR : 0, false);

        assertThat(live.dead)
                .containsExactly(
                        "POWER 2 GLITCH {\"meter\":\"E1-register\",\"at\":\"2020-03-15T16:30:00Z\","
                                + "\"value\":2000,\"unit\":\"Wh\"}",
                        "POWER 3 GLITCH [1]");
    }

    @Test
    void ofTheReadingsBetweenTwoLateOnesNothingIsSaidAgain() {
        GroupBook book = new GroupBook(ROSTER, WindowSchedule.live(STEP, START), 0);
        for (int quarter = 0; quarter < 96; quarter++) {
            if (quarter != 10 && quarter != 80) {
                book.add(power("E1-register", START + quarter * 15 * MINUTE, 1000 * quarter, 0, 0));
            }
        }
        while (book.nextDue() < START + 24 * HOUR) {
            book.advance(book.nextDue(), new Emitted());
        }
        Emitted late = new Emitted();
        book.add(power("E1-register", START + 80 * 15 * MINUTE, 80_000, 0, 0));
        book.add(power("E1-register", START + 10 * 15 * MINUTE, 10_000, 0, 0));
        book.takeLate(late);

        assertThat(late.applied).isEqualTo(counts(0, 0, 2));
        // The late ones, and those just behind them, whose energy is another.
        assertThat(late.marks.stream().map(mark -> (mark / 2 * STEP - START) / (15 * MINUTE)))
                .containsExactly(10L, 11L, 80L, 81L);
    }

    /** By how much each record comes late: three of four come in time. */
    private static Map<Observation, Long> lateness(List<Observation> records, Random random) {
        Map<Observation, Long> late = new IdentityHashMap<>();
        records.forEach(record -> late.put(record, random.nextInt(4) == 0 ? random.nextInt(47) * HOUR : 0L));
        return late;
    }

    @Test
    void aLateReadingChangesADayThatWasEmittedBeforeABookOfThreeWeeksWasReadBack() {
        long evening = START + 19 * 24 * HOUR + 22 * HOUR;
        List<Observation> records = List.of(
                checkin("E1", START, "p", true),
                power("E1-register", evening, 5000, 0, 0, 0, 1),
                power("E1-register", evening + 15 * MINUTE, 5100, 0, 0, 0, 2));
        Function<Observation, Long> late = record -> record.number() == 2 ? 3 * HOUR : 0L;

        // It is read back each hour: once between the end of the day and the late reading.
        Emitted readBack = runLive(records, late, false, 12);

        EnterpriseDay day = readBack.lastDays().get("18356 0");
        assertThat(day.energyWh()).isEqualTo(100);
        // The enterprise's other two meters say nothing.
        assertThat(day.coveredMs()).isEqualTo(5 * MINUTE);
    }

    @Property(tries = 40)
    void aLiveBookThatIsReadBackAtAnyMomentGoesOnAsTheOneThatWasWritten(@ForAll long seed) {
        Random random = new Random(seed);
        List<Observation> records = stream(random);
        if (records.isEmpty()) {
            return;
        }
        Map<Observation, Long> late = lateness(records, random);

        Emitted written = runLive(records, late::get, false, 0);
        Emitted readBack = runLive(records, late::get, false, 1 + random.nextInt(9));

        assertThat(readBack.lines()).isEqualTo(written.lines());
    }

    @Property(tries = 40)
    void aLiveBookThatIsGivenItsJournalAgainGoesOnAsTheOneThatWroteIt(@ForAll long seed) {
        Random random = new Random(seed);
        List<Observation> records = stream(random);
        if (records.isEmpty()) {
            return;
        }
        Map<Observation, Long> late = lateness(records, random);

        Emitted written = runLive(records, late::get, false, 0);
        Emitted journaled = runLive(records, late::get, false, new Journal(new Random(seed)));

        assertThat(journaled.lines()).isEqualTo(written.lines());
    }

    @Test
    void aJournalOfAnotherReleaseIsRefused() throws IOException {
        WindowSchedule schedule = WindowSchedule.live(STEP, START);
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        new GroupJournal(schedule, new DataOutputStream(piece)).advanced(START + STEP);
        byte[] fewerSums = piece.toByteArray();
        // Behind the format and the length of a step.
        fewerSums[15] = SUMS_OF_FORMAT_3;

        assertThatThrownBy(() -> GroupJournal.replay(fewerSums, schedule, new GroupBook(ROSTER, schedule, 0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("stop it with a savepoint");
        assertThat(GroupJournal.canFollow(golden(4).readAllBytes(), schedule)).isFalse();
        assertThat(GroupJournal.canFollow(golden(5).readAllBytes(), schedule)).isTrue();
        assertThat(GroupJournal.canFollow(golden(6).readAllBytes(), schedule)).isTrue();
    }

    @Test
    void aRecordOfMoreThan48HoursAgoIsTooLate() {
        List<Observation> records = List.of(
                checkin("E1", START, "p", true),
                checkin("E1", START + 1, "q", true),
                checkin("E1", START + 60 * HOUR, "r", true));

        Emitted live = runLive(records, record -> record.name().equals("q") ? 49 * HOUR : 0, false);

        assertThat(live.dead).singleElement().asString().contains("TOO_LATE");
        assertThat(live.applied).isEqualTo(counts(2, 0, 0));
    }

    /** What a release wrote is read by all later ones, in whatever form they write. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void aStateOfAReleasedFormatGoesOn(int format) throws IOException {
        List<Observation> records = quarterHours(new Random(3));

        GroupBook read = GroupBook.read(ROSTER, WindowSchedule.live(STEP, START), 0, golden(format));

        Emitted further = goOn(read, records, new Emitted());
        int covered = Sum.COVERED_MS.ordinal();
        assertThat(withoutScopesAcrossParks(further.trailing(0, covered)))
                .isNotEmpty()
                .isEqualTo(withoutScopesAcrossParks(goOn(bookOfSixHours(records, new Emitted()), records, new Emitted())
                        .trailing(0, covered)));
        // Releases that wrote these forms took intervals that overlap: what those covered is taken back.
        assertThat(further.latest(covered, SUMS_OF_FORMAT_3)).containsValue("[27478993, 0]");
        // What has come since is emitted whole, for nobody has it yet.
        Emitted all = new Emitted();
        goOn(bookOfSixHours(records, all), records, all);
        assertThat(further.latest(SUMS_OF_FORMAT_3, Sum.COUNT))
                .isNotEmpty()
                .isEqualTo(all.latest(SUMS_OF_FORMAT_3, Sum.COUNT));
        // So are the scopes that there were not.
        assertThat(scopesAcrossParks(further.latest(0, SUMS_OF_FORMAT_3)))
                .isNotEmpty()
                .isEqualTo(scopesAcrossParks(all.latest(0, SUMS_OF_FORMAT_3)));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6})
    void aStateThatHasTheReadingsAloneGoesOnAsIfItHadNeverStopped(int format) throws IOException {
        List<Observation> records = quarterHours(new Random(3));

        GroupBook read = GroupBook.read(ROSTER, WindowSchedule.live(STEP, START), 0, golden(format));

        assertThat(goOn(read, records, new Emitted()).lines())
                .isEqualTo(goOn(bookOfSixHours(records, new Emitted()), records, new Emitted())
                        .lines());
    }

    private static Map<String, String> withoutScopesAcrossParks(Map<String, String> byScope) {
        Map<String, String> others = new TreeMap<>(byScope);
        others.keySet().removeIf(GroupBookTest::isAcrossParks);
        return others;
    }

    private static Map<String, String> scopesAcrossParks(Map<String, String> byScope) {
        Map<String, String> across = new TreeMap<>(byScope);
        across.keySet().removeIf(key -> !isAcrossParks(key));
        return across;
    }

    private static boolean isAcrossParks(String key) {
        return ROSTER.scopes().get(Integer.parseInt(key.split(" ")[0])).isAcrossParks();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void aStateOfAnotherLengthOfAStepIsRefused(int format) {
        WindowSchedule quarters = WindowSchedule.live(15 * MINUTE, START);

        assertThatThrownBy(() -> GroupBook.read(ROSTER, quarters, 0, golden(format)))
                .isInstanceOf(IOException.class)
                .hasMessage("this state was made with event_time.step PT5M, and the settings say PT15M: set"
                        + " event_time.step back to PT5M, or start without a savepoint to begin anew");
    }

    @Test
    void aStateOfALaterReleaseIsRefused() throws IOException {
        byte[] moreSums = golden(4).readAllBytes();
        // Behind the format and the length of a step.
        moreSums[15] = (byte) (Sum.COUNT + 1);
        byte[] laterFormat = golden(4).readAllBytes();
        laterFormat[3] = 99;

        for (byte[] bytes : List.of(moreSums, laterFormat)) {
            assertThatThrownBy(() -> GroupBook.read(
                            ROSTER,
                            WindowSchedule.live(STEP, START),
                            0,
                            new DataInputStream(new ByteArrayInputStream(bytes))))
                    .hasMessageContaining("go on with the")
                    .hasMessageContaining("release that wrote it");
        }
    }

    @Test
    void sumsThatAStateDoesNotHaveAreZero() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StateFormat.writeSums(new long[] {5, -6}, new DataOutputStream(bytes));
        StateFormat form = new StateFormat(4, STEP, 2);
        long[] sums = new long[3];

        form.readSums(sums, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(sums).containsExactly(5, -6, 0);
        assertThat(form.lacksSums()).isTrue();
    }

    private static DataInputStream golden(int format) throws IOException {
        Path file = Path.of("src/test/resources/enterprise/group-" + format + ".bin");
        return new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    /** What the golden states were made of. */
    private static GroupBook bookOfSixHours(List<Observation> records, Emitted emitted) {
        GroupBook book = new GroupBook(ROSTER, WindowSchedule.live(STEP, START), 0);
        records.stream().filter(record -> record.at() < START + 6 * HOUR).forEach(book::add);
        while (book.nextDue() <= START + 5 * HOUR) {
            book.advance(book.nextDue(), emitted);
        }
        return book;
    }

    private static Emitted goOn(GroupBook book, List<Observation> records, Emitted emitted) {
        // One of an hour ago is new to it.
        records.stream()
                .filter(record -> record.at() >= START + 6 * HOUR && record.at() < START + 9 * HOUR)
                .forEach(book::add);
        book.add(power("E1-interval", START + 4 * HOUR + MINUTE, 700, 15 * MINUTE, 0, 0, 99_999));
        while (book.nextDue() <= START + 9 * HOUR) {
            book.advance(book.nextDue(), emitted);
        }
        return emitted.settle();
    }

    /** Time goes by step by step, and each record comes as late as it is said. */
    private static Emitted runLive(List<Observation> records, Function<Observation, Long> late, boolean broken) {
        return runLive(records, late, broken, broken ? 29 : 0);
    }

    /** @param readBack at each so-manieth step it goes on with what was written and is read; 0 for never */
    private static Emitted runLive(
            List<Observation> records, Function<Observation, Long> late, boolean behind, int readBack) {
        return runLive(records, late, behind, new Persistence() {
            @Override
            public GroupBook after(GroupBook book, long now) throws IOException {
                return readBack > 0 && now / STEP % readBack == 0 ? read(bytesOf(book), now) : book;
            }
        });
    }

    /** What is done so that a book survives, and when it has to. */
    private static class Persistence {
        /** It was given a record. */
        void added(Observation record) throws IOException {}

        /** It has judged what came late. */
        void tookLate() throws IOException {}

        /** It has advanced. */
        void advanced(long now) throws IOException {}

        /** A step is over: the book that goes on. */
        GroupBook after(GroupBook book, long now) throws IOException {
            return book;
        }

        static byte[] bytesOf(GroupBook book) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            book.write(new DataOutputStream(bytes));
            return bytes.toByteArray();
        }

        /** Started again at another time. */
        static GroupBook read(byte[] bytes, long now) throws IOException {
            return GroupBook.read(
                    ROSTER, WindowSchedule.live(STEP, now), 0, new DataInputStream(new ByteArrayInputStream(bytes)));
        }
    }

    /** Writes the book now and then, and a journal since; now and then goes on with what these make. */
    private static final class Journal extends Persistence {
        private final Random random;
        private final List<byte[]> pieces = new ArrayList<>();
        private byte[] written;
        private ByteArrayOutputStream bytes;
        private GroupJournal piece;

        Journal(Random random) {
            this.random = random;
        }

        private GroupJournal piece() throws IOException {
            if (piece == null) {
                bytes = new ByteArrayOutputStream();
                piece = new GroupJournal(WindowSchedule.live(STEP, START), new DataOutputStream(bytes));
            }
            return piece;
        }

        @Override
        void added(Observation record) throws IOException {
            piece().added(record);
        }

        @Override
        void tookLate() throws IOException {
            piece().tookLate();
        }

        @Override
        void advanced(long now) throws IOException {
            piece().advanced(now);
        }

        @Override
        GroupBook after(GroupBook book, long now) throws IOException {
            if (written == null || random.nextInt(20) == 0) {
                pieces.clear();
                written = bytesOf(book);
                piece = null;
            } else if (piece != null && random.nextInt(3) == 0) {
                pieces.add(bytes.toByteArray());
                piece = null;
            }
            if (piece != null || random.nextInt(10) > 0) {
                return book;
            }
            GroupBook read = read(written, now);
            for (byte[] one : pieces) {
                GroupJournal.replay(one, WindowSchedule.live(STEP, now), read);
            }
            return read;
        }
    }

    /** @param behind whether it is so now and then, and takes several steps at once */
    private static Emitted runLive(
            List<Observation> records, Function<Observation, Long> late, boolean behind, Persistence persistence) {
        try {
            return runPersisted(records, late, behind, persistence);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Emitted runPersisted(
            List<Observation> records, Function<Observation, Long> late, boolean behind, Persistence persistence)
            throws IOException {
        long first = records.stream().mapToLong(Observation::at).min().orElseThrow();
        long last = records.stream().mapToLong(Observation::at).max().orElseThrow();
        WindowSchedule schedule = WindowSchedule.live(STEP, first);
        Map<Long, List<Observation>> arrivals = new TreeMap<>();
        for (Observation record : records) {
            arrivals.computeIfAbsent(record.at() + late.apply(record), key -> new ArrayList<>())
                    .add(record);
        }
        GroupBook book = new GroupBook(ROSTER, schedule, 0);
        Emitted emitted = new Emitted();
        List<Long> times = new ArrayList<>(arrivals.keySet());
        int next = 0;
        while (book.nextDue() <= last + 50 * HOUR) {
            long now = book.nextDue() + (behind ? Math.floorMod(next * 7L, 13) * STEP : 0);
            while (next < times.size() && times.get(next) < now) {
                add(arrivals.get(times.get(next++)), book, persistence);
            }
            book.advance(now, emitted);
            persistence.advanced(now);
            while (next < times.size() && times.get(next) < now + 2 * MINUTE) {
                add(arrivals.get(times.get(next++)), book, persistence);
            }
            if (book.hasLate() && next % 2 == 0) {
                book.takeLate(emitted);
                persistence.tookLate();
            }
            book = persistence.after(book, now);
        }
        return emitted.settle();
    }

    private static void add(List<Observation> records, GroupBook book, Persistence persistence) throws IOException {
        for (Observation record : records) {
            book.add(record);
            persistence.added(record);
        }
    }

    /** Two days of readings each quarter of an hour, and people. */
    private static List<Observation> quarterHours(Random random) {
        List<Observation> records = new ArrayList<>();
        long number = 1;
        for (String meter : List.of("E1-register", "E1-interval", "shared")) {
            long register = 0;
            for (long at = START; at < START + 50 * HOUR; at += 15 * MINUTE) {
                register += random.nextInt(5000);
                boolean interval = !meter.equals("E1-register");
                records.add(power(
                        meter,
                        at + (random.nextInt(4) == 0 ? random.nextInt(100_000) : 0),
                        interval ? random.nextInt(5000) : register,
                        interval ? 15 * MINUTE : 0,
                        0,
                        0,
                        number++));
            }
        }
        for (int i = 0; i < 200; i++) {
            long at = START + random.nextInt(600) * STEP + random.nextInt(2) * random.nextInt(1000);
            String enterprise = "E" + (1 + random.nextInt(3));
            records.add(
                    random.nextBoolean()
                            ? people(
                                    Observation.Kind.HEADCOUNT,
                                    enterprise,
                                    at,
                                    "g" + random.nextInt(2),
                                    random.nextInt(9),
                                    0,
                                    number++)
                            : people(
                                    Observation.Kind.CHECKIN,
                                    enterprise,
                                    at,
                                    "p" + random.nextInt(4),
                                    0,
                                    (random.nextInt(3) > 0 ? Observation.IN : 0)
                                            | (random.nextInt(4) == 0 ? Observation.ONLINE : 0),
                                    number++));
        }
        return records;
    }

    /** A scope's day is the sum of its enterprises' days. */
    private static void assertDaysSumToScopes(Emitted emitted) {
        int all = -1;
        for (int scope = 0; scope < ROSTER.scopes().size(); scope++) {
            all = ROSTER.scopes().get(scope).name().equals("all") ? scope : all;
        }
        Map<Long, Long> returned = emitted.days.stream()
                .collect(Collectors.groupingBy(
                        EnterpriseDay::epochDay, Collectors.summingLong(EnterpriseDay::returned)));
        Map<Long, Long> covered = emitted.days.stream()
                .collect(Collectors.groupingBy(
                        EnterpriseDay::epochDay, Collectors.summingLong(EnterpriseDay::coveredMs)));
        for (long day : returned.keySet()) {
            long[] sums = new long[Sum.COUNT];
            for (String kind : List.of("DAY", "PROVISIONAL_DAY")) {
                long[] ofKind = emitted.changes.get(all + " " + kind + " " + day);
                for (int i = 0; ofKind != null && i < Sum.COUNT; i++) {
                    sums[i] += ofKind[i];
                }
            }
            assertThat(Sum.RETURNED.of(sums)).isEqualTo(returned.get(day));
            assertThat(Sum.COVERED_MS.of(sums)).isEqualTo(covered.get(day));
        }
    }

    /** Writes the book and goes on with what is read back: once, or always if that is after a negative number. */
    private static final class Break implements Function<GroupBook, GroupBook> {
        private final WindowSchedule schedule;
        private final boolean always;
        private int left;

        Break(int after, List<Observation> records) {
            this.always = after < 0;
            this.left = after;
            this.schedule = schedule(records);
        }

        @Override
        public GroupBook apply(GroupBook book) {
            if (always || left-- == 0) {
                return copy(book);
            }
            return book;
        }

        private GroupBook copy(GroupBook book) {
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                book.write(new DataOutputStream(bytes));
                return GroupBook.read(
                        ROSTER, schedule, 0, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** All records are there before time goes by; {@code atOnce} tells nothing before the end. */
    private static Emitted run(List<Observation> records, Function<GroupBook, GroupBook> between, boolean atOnce) {
        GroupBook book = new GroupBook(ROSTER, schedule(records), 0);
        Emitted emitted = new Emitted();
        records.forEach(book::add);
        book = between.apply(book);
        while (!atOnce && book.nextDue() != Long.MAX_VALUE) {
            book.advance(book.nextDue(), emitted);
            book = between.apply(book);
        }
        book.close(emitted);
        return emitted.settle();
    }

    /** Records come some time before time passes them. */
    private static Emitted runAsItComes(List<Observation> records, long ahead, Function<GroupBook, GroupBook> between) {
        GroupBook book = new GroupBook(ROSTER, schedule(records), 0);
        Emitted emitted = new Emitted();
        List<Observation> inOrder = new ArrayList<>(records);
        inOrder.sort(Comparator.comparingLong(Observation::at));
        int next = 0;
        while (next < inOrder.size() || book.nextDue() != Long.MAX_VALUE) {
            long due = book.nextDue();
            if (next < inOrder.size()) {
                long hour = Math.floorDiv(inOrder.get(next).at(), HOUR) * HOUR + HOUR;
                due = Math.min(due, hour);
            }
            while (next < inOrder.size() && inOrder.get(next).at() < due + ahead) {
                book.add(inOrder.get(next++));
            }
            book.advance(due, emitted);
            book = between.apply(book);
        }
        book.close(emitted);
        return emitted.settle();
    }

    /** Everything emitted, in an order of its own. */
    private static final class Emitted implements ResultCollector {
        private final Map<String, long[]> changes = new TreeMap<>();
        private final List<EnterpriseDay> days = new ArrayList<>();
        /** The same, in the order in which they were emitted. */
        private final List<EnterpriseDay> emitted = new ArrayList<>();

        private final List<String> dead = new ArrayList<>();
        /** Those that stand. */
        private final long[] applied = new long[Stream.values().length];

        private final long[] grossApplied = new long[Stream.values().length];
        private final long[] retracted = new long[Stream.values().length];
        private final long[] duplicates = new long[Stream.values().length];
        private final TreeSet<Long> marks = new TreeSet<>();
        private long unallocatedWh;

        @Override
        public void scopeChange(ScopeChange change) {
            change.each().forEach(this::add);
        }

        private void add(ScopeChange change) {
            long[] sums = changes.computeIfAbsent(
                    change.scope() + " " + change.kind() + " " + change.at(), key -> new long[Sum.COUNT]);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += change.sums()[i];
            }
        }

        @Override
        public void enterpriseDay(EnterpriseDay day) {
            days.add(day);
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            dead.add(letter.stream() + " " + letter.number() + " " + letter.reason() + " "
                    + (letter.rebuilt()
                            ? new String(letter.raw(), java.nio.charset.StandardCharsets.UTF_8)
                            : Arrays.toString(letter.raw())));
        }

        @Override
        public void account(RecordTally account) {
            for (int i = 0; i < applied.length; i++) {
                assertThat(account.applied()[i]).isNotNegative();
                assertThat(account.retracted()[i]).isNotNegative();
                grossApplied[i] += account.applied()[i];
                retracted[i] += account.retracted()[i];
                applied[i] = grossApplied[i] - retracted[i];
                duplicates[i] += account.duplicates()[i];
            }
            unallocatedWh += account.unallocatedWh();
            Arrays.stream(account.marks()).forEach(marks::add);
        }

        /** All of it, to be compared as a whole. */
        List<String> lines() {
            List<String> lines = new ArrayList<>(dead);
            changes.forEach((key, sums) -> lines.add(key + " " + Arrays.toString(sums)));
            days.forEach(day -> lines.add(day.toString()));
            lines.add(Arrays.toString(applied) + Arrays.toString(duplicates) + unallocatedWh + marks);
            return lines;
        }

        /** The dead records without the reason, which may be another with hindsight. */
        List<String> deadRecords() {
            return dead.stream()
                    .map(letter -> letter.substring(0, letter.indexOf(' ', letter.indexOf(' ') + 1)))
                    .toList();
        }

        /** The sums of whole days, but for the last. */
        Map<String, String> ofDays() {
            Map<String, String> days = new TreeMap<>();
            changes.forEach((key, sums) -> {
                if (key.contains(" DAY ") && Long.parseLong(key.substring(key.lastIndexOf(' ') + 1)) < LAST_DAY) {
                    days.put(key, Arrays.toString(sums));
                }
            });
            return days;
        }

        /** What was emitted last of each enterprise's days. */
        Map<String, EnterpriseDay> lastDays() {
            Map<String, EnterpriseDay> last = new TreeMap<>();
            emitted.forEach(day -> {
                if (day.epochDay() < LAST_DAY) {
                    last.put(day.epochDay() + " " + day.enterprise(), day);
                }
            });
            return last;
        }

        /** The sums of all trailing windows, three steps apart, from the first to the last of the records. */
        Map<String, String> trailing() {
            return trailing(0, Sum.COUNT);
        }

        /** The same of some sums, where all that was emitted has come. */
        Map<String, String> latest(int from, int to) {
            Map<String, String> values = new TreeMap<>(trailing(from, to));
            values.keySet().removeIf(key -> !key.endsWith(" " + (START + 43 * HOUR)));
            return values;
        }

        /** The same of some sums. */
        Map<String, String> trailing(int from, int to) {
            Map<String, String> values = new TreeMap<>();
            Map<String, TreeMap<Long, long[]>> byScope = new TreeMap<>();
            changes.forEach((key, sums) -> {
                String[] parts = key.split(" ");
                if (parts[1].equals("TRAILING")) {
                    byScope.computeIfAbsent(parts[0], scope -> new TreeMap<>()).put(Long.parseLong(parts[2]), sums);
                }
            });
            byScope.forEach((scope, ofScope) -> {
                for (long end = START + HOUR; end <= START + 48 * HOUR; end += 21 * HOUR) {
                    long[] sums = new long[Sum.COUNT];
                    for (long[] change : ofScope.headMap(end, true).values()) {
                        for (int i = 0; i < sums.length; i++) {
                            sums[i] += change[i];
                        }
                    }
                    values.put(scope + " " + end, Arrays.toString(Arrays.copyOfRange(sums, from, to)));
                }
            });
            return values;
        }

        Emitted settle() {
            emitted.addAll(days);
            changes.values().removeIf(sums -> Arrays.stream(sums).allMatch(sum -> sum == 0));
            days.sort(Comparator.comparingLong(EnterpriseDay::epochDay).thenComparingInt(EnterpriseDay::enterprise));
            Collections.sort(dead);
            return this;
        }
    }

    /** A few days of three enterprises, with all that can go wrong with a meter, and long silences. */
    private static List<Observation> stream(Random random) {
        List<Observation> records = new ArrayList<>();
        long number = 1;
        for (String meter : List.of("E1-register", "E1-interval", "E3-rollover", "shared")) {
            long at = START + random.nextInt(24) * HOUR;
            long register = random.nextInt(1_000_000);
            for (int i = random.nextInt(60); i > 0; i--) {
                at += switch (random.nextInt(12)) {
                    case 0 -> random.nextInt(60) * HOUR;
                    case 1 -> random.nextInt(100_000);
                    case 2 -> 0;
                    default -> 15 * MINUTE;
                };
                register += random.nextInt(20_000);
                boolean interval = meter.equals("E1-interval") || meter.equals("shared");
                long value = switch (random.nextInt(14)) {
                    case 0 -> random.nextInt(2000);
                    case 1 -> register * 10;
                    case 2 -> register = random.nextInt(10_000);
                    case 3 -> 0;
                    default ->
                        interval ? random.nextInt(20_000) : meter.equals("E3-rollover") ? register % 100_000 : register;
                };
                long period = interval ? (random.nextInt(5) == 0 ? random.nextInt(50) + 1 : 1) * 15 * MINUTE : 0;
                int flags = random.nextInt(30) == 0 && !interval ? Observation.RESET : 0;
                records.add(power(meter, at, value, period, random.nextInt(2), flags, number++));
            }
        }
        for (int i = random.nextInt(40); i > 0; i--) {
            long at = START
                    + (random.nextInt(4) == 0 ? random.nextInt(200) * HOUR : random.nextInt(400) * STEP)
                    + (random.nextBoolean() ? 0 : random.nextInt(1000));
            int flags =
                    (random.nextInt(3) > 0 ? Observation.IN : 0) | (random.nextInt(4) == 0 ? Observation.ONLINE : 0);
            String enterprise = "E" + (1 + random.nextInt(3));
            if (random.nextInt(3) == 0) {
                records.add(passage(
                        enterprise, at, "g" + random.nextInt(2), random.nextInt(9), random.nextInt(5), number++));
            } else if (random.nextInt(2) == 0) {
                records.add(people(
                        Observation.Kind.HEADCOUNT,
                        enterprise,
                        at,
                        "g" + random.nextInt(2),
                        random.nextInt(9),
                        0,
                        number++));
            } else {
                records.add(
                        people(Observation.Kind.CHECKIN, enterprise, at, "p" + random.nextInt(4), 0, flags, number++));
            }
        }
        return records;
    }

    private static WindowSchedule schedule(List<Observation> records) {
        long first = records.stream().mapToLong(Observation::at).min().orElse(1);
        long last = records.stream().mapToLong(Observation::at).max().orElse(0);
        long[] hours = records.stream()
                .mapToLong(record -> Math.floorDiv(record.at(), HOUR))
                .sorted()
                .distinct()
                .toArray();
        // Ends that come more often than a book is broken, and less often.
        long every = records.size() % 2 == 0 ? 3 * STEP : 7 * HOUR;
        return new WindowSchedule(STEP, every, first, last, hours);
    }

    private static Roster roster() {
        return Roster.of(new Registries()
                .park("P1", "tianjin", "Asia/Shanghai", "binhai-2020")
                .park("P2", "tianjin", "Asia/Shanghai", Method.DEFAULT_ID, "05:02")
                .enterprise(row("E1", "P1")
                        .tiers("a", "b")
                        .energy(100_000, 1000, 200_000)
                        .staff(StaffSource.CHECKIN, 5, 4)
                        .evidence(Evidence.ANY))
                .enterprise(row("E2", "P1")
                        .tiers("a")
                        .energy(50_000, 0, 60_000)
                        .staff(StaffSource.HEADCOUNT, 9, 9)
                        .evidence(Evidence.PRESENCE))
                .enterprise(row("E3", "P1")
                        .energy(10_000, 0, 0)
                        .staff(StaffSource.CHECKIN, 3, 3)
                        .valid(Long.MIN_VALUE, START + 30 * HOUR + 7))
                .enterprise(row("E3", "P2")
                        .energy(20_000, 0, 30_000)
                        .staff(StaffSource.HEADCOUNT, 3, 3)
                        .valid(START + 30 * HOUR + 7, Long.MAX_VALUE))
                .meter(meter("E1-register", MeterKind.CUMULATIVE, 0, "100", new Meter.Share("E1", 10_000)))
                .meter(meter("E1-interval", MeterKind.INTERVAL, 0, null, new Meter.Share("E1", 10_000)))
                .meter(meter("E3-rollover", MeterKind.CUMULATIVE, 100_000, null, new Meter.Share("E3", 10_000)))
                .meter(meter(
                        "shared",
                        MeterKind.INTERVAL,
                        0,
                        "100",
                        new Meter.Share("E1", 3333),
                        new Meter.Share("E2", 6667)))
                .build());
    }

    private static Meter meter(String id, MeterKind kind, long modulus, String kva, Meter.Share... shares) {
        return new Meter(
                id,
                List.of(shares),
                kind,
                BigDecimal.ONE,
                modulus,
                kva == null ? null : new BigDecimal(kva),
                15 * MINUTE);
    }

    /** Counts by stream, those of all others 0. */
    private static long[] counts(long checkin, long headcount, long power) {
        return Arrays.copyOf(new long[] {checkin, headcount, power}, Stream.values().length);
    }

    private static Observation power(String meter, long at, long value, long period, long rev) {
        return power(meter, at, value, period, rev, 0, 1);
    }

    private static Observation power(String meter, long at, long value, long period, long rev, int flags, long number) {
        byte[] id = meter.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int subject = ROSTER.index(Subject.METER).find(id, 0, id.length);
        return new Observation(
                0,
                Observation.Kind.POWER,
                subject,
                at,
                value,
                rev,
                period,
                flags | Observation.PRIMARY,
                "",
                number,
                RAW);
    }

    private static Observation checkin(String enterprise, long at, String person, boolean in) {
        return people(Observation.Kind.CHECKIN, enterprise, at, person, 0, in ? Observation.IN : 0, 1);
    }

    private static Observation passage(String enterprise, long at, String gate, long in, long out, long number) {
        Observation count = people(Observation.Kind.HEADCOUNT, enterprise, at, gate, in, 0, number);
        return new Observation(
                count.group(),
                count.kind(),
                count.subject(),
                at,
                Observation.NOT_SAID,
                in,
                out,
                0,
                0,
                count.flags(),
                gate,
                number,
                count.raw());
    }

    private static Observation people(
            Observation.Kind kind, String enterprise, long at, String name, long value, int flags, long number) {
        byte[] id = enterprise.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new Observation(
                0,
                kind,
                ROSTER.index(Subject.ENTERPRISE).find(id, 0, id.length),
                at,
                value,
                0,
                0,
                flags | Observation.PRIMARY,
                name,
                number,
                new byte[] {(byte) number});
    }
}
