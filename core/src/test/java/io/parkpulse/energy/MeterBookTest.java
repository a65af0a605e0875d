package io.parkpulse.energy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.model.DeadReason;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Observation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hand-worked cases. Times are minutes; 100 kVA allow 2000 Wh a minute. */
class MeterBookTest {
    private static final long MINUTE = 60_000;
    private static final long QUARTER = 15 * MINUTE;
    private static final BigDecimal KVA = BigDecimal.valueOf(100);

    /** What became of the readings, in order: {@code 0-15 energy 7}, {@code 0-15 covered}, {@code 15 applied}. */
    private final List<String> verdicts = new ArrayList<>();

    private MeterBook book = unrated();

    // The first reading and differences

    @Test
    void aBookWithoutAReadingSaysSoInItsStateAndAfterIt() throws IOException {
        MeterBook.Terms terms = new MeterBook.Terms(MeterKind.CUMULATIVE, 0, Rating.of(null), QUARTER);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MeterBook(terms).write(new DataOutputStream(out));
        MeterBook read =
                MeterBook.read(from -> terms, new DataInputStream(new ByteArrayInputStream(out.toByteArray())));

        // Neither a flag, nor a time, a value, a held reading, or coverage.
        assertThat(out.toByteArray()).isEqualTo(new byte[1 + 2 * Long.BYTES + Integer.BYTES + 1]);
        assertThat(read.lastAt()).isEqualTo(Long.MIN_VALUE);
        assertThat(read.goesOnAs(new MeterBook(terms))).isTrue();
    }

    @Test
    void theFirstReadingOnlyOpens() {
        read(0, 5000);

        assertVerdicts("0 applied");
    }

    @Test
    void theDifferenceOfTwoReadingsIsTheEnergyBetweenThem() {
        read(0, 5000);
        read(15, 5007);
        read(30, 5007);

        assertVerdicts(
                "0 applied",
                "0-15 energy 7",
                "0-15 covered",
                "15 applied",
                "15-30 energy 0",
                "15-30 covered",
                "30 applied");
    }

    @Test
    void anEnergyAtTheRatedLimitIsValidAndOneWattHourMoreIsHeld() {
        book = rated(KVA);
        read(0, 5000);
        read(15, 35_000);
        read(30, 65_001);

        assertVerdicts("0 applied", "0-15 energy 30000", "0-15 covered", "15 applied");
        assertThat(book.undecidedFrom()).isEqualTo(15 * MINUTE);
    }

    // RESET

    @Test
    void aResetCountsTheReadingItself() {
        read(0, 5000);
        reset(15, 30);
        read(30, 40);

        assertVerdicts(
                "0 applied",
                "0-15 energy 30",
                "0-15 covered",
                "15 applied",
                "15-30 energy 10",
                "15-30 covered",
                "30 applied");
    }

    @Test
    void aResetThatIsTheFirstReadingOnlyOpens() {
        reset(0, 30);
        read(15, 40);

        assertVerdicts("0 applied", "0-15 energy 10", "0-15 covered", "15 applied");
    }

    @Test
    void aResetMayStandAboveTheLastReading() {
        read(0, 5);
        reset(15, 30);

        assertVerdicts("0 applied", "0-15 energy 30", "0-15 covered", "15 applied");
    }

    @Test
    void aResetMakesTheHeldOnesDie() {
        book = rated(KVA);
        read(0, 5000);
        read(15, 100);
        read(30, 900_000);
        reset(45, 10);

        // 900000 does not fit 100, so 100 dies first.
        assertVerdicts("0 applied", "15 GLITCH", "30 IMPLAUSIBLE", "0-45 energy 10", "0-45 covered", "45 applied");
    }

    @Test
    void aResetIsValidButAnImplausibleEnergyDoesNotCount() {
        book = rated(KVA);
        read(0, 5000);
        reset(15, 30_001);
        read(30, 30_011);

        assertVerdicts("0 applied", "15 applied", "15-30 energy 10", "15-30 covered", "30 applied");
    }

    @Test
    void aResetAtTheRatedLimitCounts() {
        book = rated(KVA);
        read(0, 5000);
        reset(15, 30_000);

        assertVerdicts("0 applied", "0-15 energy 30000", "0-15 covered", "15 applied");
    }

    // Held readings that die

    @Test
    void aReadingBelowTheLastDiesAsAGlitchWhenTheNextFits() {
        read(0, 5000);
        read(15, 4999);
        assertThat(book.undecidedFrom()).isZero();
        read(30, 5020);

        assertVerdicts("0 applied", "15 GLITCH", "0-30 energy 20", "0-30 covered", "30 applied");
        assertThat(book.undecidedFrom()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aReadingFarAboveTheLastDiesAsImplausibleWhenTheNextFits() {
        book = rated(KVA);
        read(0, 5000);
        read(15, 900_000);
        read(30, 5000);

        assertVerdicts("0 applied", "15 IMPLAUSIBLE", "0-30 energy 0", "0-30 covered", "30 applied");
    }

    @Test
    void aReadingThatIsNotPlausibleYetMayBeALittleLater() {
        book = rated(KVA);
        read(0, 0);
        read(1, 4000);
        read(2, 4000);

        // 4000 Wh in a minute are too much, in two they are not.
        assertVerdicts("0 applied", "1 IMPLAUSIBLE", "0-2 energy 4000", "0-2 covered", "2 applied");
    }

    @Test
    void aHeldReadingThatDoesNotFitTheOneBeforeItMakesThoseBeforeDie() {
        read(0, 5000);
        read(15, 100);
        read(30, 110);
        read(45, 90);
        assertVerdicts("0 applied", "15 GLITCH", "30 GLITCH");

        read(60, 91);
        read(75, 91);

        // Three stand again: 90, 91, 91. Without a rated power the interval before them is unknown.
        assertVerdicts(
                "0 applied",
                "15 GLITCH",
                "30 GLITCH",
                "45 applied",
                "45-60 energy 1",
                "45-60 covered",
                "60 applied",
                "60-75 energy 0",
                "60-75 covered",
                "75 applied");
    }

    @Test
    void heldReadingsDieByWhereTheyStandToTheLastValidOne() {
        book = rated(KVA);
        read(0, 5000);
        read(15, 900_000);
        read(30, 4000);
        read(45, 6000);

        assertVerdicts("0 applied", "15 IMPLAUSIBLE", "30 GLITCH", "0-45 energy 1000", "0-45 covered", "45 applied");
    }

    @Test
    void heldReadingsAtTheEndAreAppliedAndContributeNothing() {
        read(0, 5000);
        read(15, 100);
        read(30, 110);
        book.close(recorder);

        assertVerdicts("0 applied", "15 applied", "30 applied");
        assertThat(book.undecidedFrom()).isEqualTo(Long.MAX_VALUE);
    }

    // Three held: the register starts anew

    @ParameterizedTest
    @CsvSource({
        // first held, energy of the interval before it
        "499, 499",
        "0, 0",
    })
    void aRatedRegisterThatFallsBelowATenthHasBeenReset(long first, long energy) {
        book = rated(KVA);
        read(0, 5000);
        read(15, first);
        read(30, 600);
        read(45, 700);

        assertVerdicts(
                "0 applied",
                "0-15 energy " + energy,
                "0-15 covered",
                "15 applied",
                "15-30 energy " + (600 - first),
                "15-30 covered",
                "30 applied",
                "30-45 energy 100",
                "30-45 covered",
                "45 applied");
    }

    @Test
    void exactlyATenthOfTheLastIsNoReset() {
        book = rated(KVA);
        read(0, 5000);
        read(15, 500);
        read(30, 600);
        read(45, 700);

        assertVerdicts(
                "0 applied",
                "15 applied",
                "15-30 energy 100",
                "15-30 covered",
                "30 applied",
                "30-45 energy 100",
                "30-45 covered",
                "45 applied");
    }

    @Test
    void withoutARatedPowerTheIntervalBeforeIsUnknown() {
        read(0, 5000);
        read(15, 10);
        read(30, 20);
        read(45, 30);

        assertVerdicts(
                "0 applied",
                "15 applied",
                "15-30 energy 10",
                "15-30 covered",
                "30 applied",
                "30-45 energy 10",
                "30-45 covered",
                "45 applied");
    }

    @ParameterizedTest
    @CsvSource({"2000, true", "2001, false"})
    void aResetHasToBePlausible(long first, boolean counts) {
        book = rated(KVA);
        read(0, 50_000);
        read(1, first);
        read(2, 2500);
        read(3, 2600);

        assertThat(verdicts.contains("0-1 energy " + first)).isEqualTo(counts);
        assertThat(verdicts.contains("0-1 covered")).isEqualTo(counts);
        assertThat(verdicts).contains("1 applied", "2 applied", "3 applied");
    }

    @Test
    void aRegisterFarAheadIsTakenAsCorrectedOnceThreeAgree() {
        book = rated(KVA);
        read(0, 5000);
        read(15, 900_000);
        read(30, 900_010);
        read(45, 900_030);

        assertVerdicts(
                "0 applied",
                "15 applied",
                "15-30 energy 10",
                "15-30 covered",
                "30 applied",
                "30-45 energy 20",
                "30-45 covered",
                "45 applied");
    }

    @Test
    void aRegisterThatStandsAtZeroIsHeldUntilItCounts() {
        book = rated(KVA);
        read(0, 5000);
        for (int minute = 15; minute <= 90; minute += 15) {
            read(minute, 0);
        }
        assertVerdicts("0 applied");
        assertThat(book.undecidedFrom()).isZero();

        read(105, 7);

        assertThat(verdicts)
                .startsWith("0 applied", "0-15 energy 0", "0-15 covered", "15 applied", "15-30 energy 0")
                .endsWith("90-105 energy 7", "90-105 covered", "105 applied");
    }

    @Test
    void aRegisterThatStoodAtZeroAndComesBackWasUnplugged() {
        read(0, 5000);
        read(15, 0);
        read(30, 0);
        read(45, 0);
        read(60, 5010);

        assertVerdicts(
                "0 applied", "15 GLITCH", "30 GLITCH", "45 GLITCH", "0-60 energy 10", "0-60 covered", "60 applied");
    }

    // Rollover

    @Test
    void twoHeldReadingsAreEnoughForARollover() {
        book = rollingOver(100_000);
        read(0, 99_990);
        read(15, 5);
        read(30, 12);

        assertVerdicts(
                "0 applied",
                "0-15 energy 15",
                "0-15 covered",
                "15 applied",
                "15-30 energy 7",
                "15-30 covered",
                "30 applied");
    }

    @ParameterizedTest
    @CsvSource({
        // last valid, first held, second held, rolls over
        "90000, 5, 12, false",
        "90001, 5, 12, true",
        "100000, 5, 12, true",
        "100001, 5, 12, false",
        "99990, 9999, 12000, true",
        "99990, 10000, 12000, false",
        "99990, 5, 49999, true",
        "99990, 5, 50000, false",
    })
    void aRolloverIsRecognisedUpToItsLimits(long last, long first, long second, boolean rollsOver) {
        book = rollingOver(100_000);
        read(0, last);
        read(15, first);
        read(30, second);

        if (rollsOver) {
            assertThat(verdicts).contains("0-15 energy " + (100_000 - last + first), "0-15 covered", "15 applied");
        } else {
            assertVerdicts("0 applied");
        }
    }

    @Test
    void aRegisterThatRolledOverToZeroIsHeldUntilItCounts() {
        book = rollingOver(100_000);
        read(0, 99_990);
        read(15, 0);
        read(30, 0);
        read(45, 0);
        assertVerdicts("0 applied");

        read(60, 3);

        assertThat(verdicts).contains("0-15 energy 10", "0-15 covered", "45-60 energy 3", "60 applied");
    }

    @Test
    void threeHeldReadingsRebaseARegisterThatDidNotRollOver() {
        book = rollingOver(100_000);
        read(0, 50_000);
        read(15, 5);
        read(30, 12);
        read(45, 20);

        assertVerdicts(
                "0 applied",
                "15 applied",
                "15-30 energy 7",
                "15-30 covered",
                "30 applied",
                "30-45 energy 8",
                "30-45 covered",
                "45 applied");
    }

    @Test
    void anImplausibleRolloverDoesNotCount() {
        book = new MeterBook(new MeterBook.Terms(MeterKind.CUMULATIVE, 1_000_000, Rating.of(KVA), QUARTER));
        read(0, 960_000);
        read(15, 5);
        read(30, 12);

        // 40005 Wh in a quarter of an hour, 30000 are possible.
        assertVerdicts("0 applied", "15 applied", "15-30 energy 7", "15-30 covered", "30 applied");
    }

    // Long intervals

    @Test
    void coverageEndsAtFourIntervals() {
        readAt(0, 0);
        readAt(4 * QUARTER, 10);
        readAt(8 * QUARTER + 1, 20);

        assertThat(verdicts)
                .containsExactly(
                        "0 applied",
                        "0-60 energy 10",
                        "0-60 covered",
                        "60 applied",
                        "60-" + (8 * QUARTER + 1) + "ms energy 10",
                        (8 * QUARTER + 1) + "ms applied");
    }

    @Test
    void coverageEndsAt48HoursHoweverRareReadingsAre() {
        book = new MeterBook(new MeterBook.Terms(MeterKind.CUMULATIVE, 0, Rating.of(null), Long.MAX_VALUE));
        readAt(0, 0);
        readAt(MeterBook.LONGEST_MILLIS, 10);
        readAt(2 * MeterBook.LONGEST_MILLIS + 1, 20);

        assertThat(verdicts)
                .containsExactly(
                        "0 applied",
                        "0-2880 energy 10",
                        "0-2880 covered",
                        "2880 applied",
                        "2880-" + (2 * MeterBook.LONGEST_MILLIS + 1) + "ms energy 10",
                        (2 * MeterBook.LONGEST_MILLIS + 1) + "ms applied");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void whatIsUndecidedBeginsAtTheLastValidUnlessThatIsTooLongAgo(long beyond) {
        long held = MeterBook.LONGEST_MILLIS + beyond;
        readAt(0, 5000);
        readAt(held, 10);

        assertThat(book.undecidedFrom()).isEqualTo(beyond == 0 ? 0 : held);
    }

    // INTERVAL

    @Test
    void anIntervalReadingIsTheEnergyOfItsPeriod() {
        book = interval();
        period(15, 15, 7);
        period(30, 15, 0);

        assertVerdicts("15 applied", "0-15 energy 7", "0-15 covered", "30 applied", "15-30 energy 0", "15-30 covered");
    }

    @Test
    void overlappingPeriodsAddTheirEnergyAndCoverTheirUnion() {
        book = interval();
        period(15, 15, 7);
        period(29, 15, 5);
        period(87, 60, 9);

        assertVerdicts(
                "15 applied",
                "0-15 energy 7",
                "0-15 covered",
                "29 applied",
                "14-29 energy 5",
                "15-29 covered",
                "87 applied",
                "27-87 energy 9",
                "29-87 covered");
    }

    @Test
    void aPeriodLongerThanFourIntervalsIsNotCovered() {
        book = interval();
        period(61, 61, 9);

        assertVerdicts("61 applied", "0-61 energy 9");
    }

    @Test
    void whatIsReadBackGoesOnAsIfNothingHadHappened() {
        book = rated(KVA);
        for (long[] reading : new long[][] {{0, 5000}, {15, 10}, {30, 20}, {45, 30}, {60, 25}, {75, 35}, {90, 40}}) {
            read(reading[0], reading[1]);
        }
        List<String> unbroken = List.copyOf(verdicts);
        verdicts.clear();
        book = rated(KVA);
        for (long[] reading : new long[][] {{0, 5000}, {15, 10}, {30, 20}, {45, 30}, {60, 25}, {75, 35}, {90, 40}}) {
            read(reading[0], reading[1]);
            book = copy(book, new MeterBook.Terms(MeterKind.CUMULATIVE, 0, Rating.of(KVA), QUARTER));
        }

        assertThat(verdicts).isEqualTo(unbroken);
    }

    @Test
    void whatIsReadBackStillKnowsWhatIsCovered() {
        book = interval();
        period(15, 15, 7);
        book = copy(book, new MeterBook.Terms(MeterKind.INTERVAL, 0, Rating.of(null), QUARTER));
        period(29, 15, 5);

        assertThat(verdicts).endsWith("14-29 energy 5", "15-29 covered");
    }

    // Overlap

    @Test
    void anIntervalThatLiesMoreThanATenthInTheOneBeforeIsAnOverlap() {
        book = interval();
        period(15, 15, 7);
        // 1.5 of 15 minutes are a tenth.
        book.add(reading(28 * MINUTE + 30_000, 5, QUARTER, 0), recorder);
        book.add(reading(42 * MINUTE - 1, 6, QUARTER, 0), recorder);
        period(75, 30, 8);

        assertVerdicts(
                "15 applied",
                "0-15 energy 7",
                "0-15 covered",
                "1710000ms applied",
                "810000ms-1710000ms energy 5",
                "15-1710000ms covered",
                (42 * MINUTE - 1) + "ms OVERLAP",
                "75 applied",
                "45-75 energy 8",
                "45-75 covered");
    }

    @Test
    void ofTwoThatEndTogetherTheLongerIsAnOverlap() {
        book = interval();
        period(60, 15, 7);
        period(60, 60, 9);

        assertThat(verdicts).endsWith("60 OVERLAP");
    }

    @Test
    void aLongIntervalThatOneShortOneTellsATenthOfCountsWhole() {
        book = interval();
        period(6, 6, 7);
        period(60, 60, 9);

        assertVerdicts("6 applied", "0-6 energy 7", "0-6 covered", "60 applied", "0-60 energy 9", "6-60 covered");
    }

    // Segments

    @Test
    void anIntervalThatBeginsInTheSegmentBeforeIsAppliedAndCountsNothing() {
        book = new MeterBook(
                new MeterBook.Terms(MeterKind.INTERVAL, false, 0, Rating.of(null), QUARTER, 20 * MINUTE, 20 * MINUTE));
        period(30, 15, 7);
        // Of a reading that is applied, though.
        period(32, 15, 7);
        period(45, 15, 9);

        assertVerdicts("30 applied", "32 OVERLAP", "45 applied", "30-45 energy 9", "30-45 covered");
    }

    @Test
    void aBookKnowsItsSegmentByWhereItBegins() throws IOException {
        MeterBook.Terms terms =
                new MeterBook.Terms(MeterKind.CUMULATIVE, false, 0, Rating.of(null), QUARTER, 20 * MINUTE, 20 * MINUTE);
        book = new MeterBook(terms);
        read(30, 5);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        book.write(new DataOutputStream(bytes));

        List<Long> asked = new ArrayList<>();
        book = MeterBook.read(
                from -> {
                    asked.add(from);
                    return terms;
                },
                new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        read(45, 7);

        assertThat(asked).containsExactly(20 * MINUTE);
        assertVerdicts("30 applied", "30-45 energy 2", "30-45 covered", "45 applied");
    }

    // Signed

    @Test
    void aSignedRegisterMayFall() {
        book = signed(KVA);
        read(0, 5);
        read(15, -20);
        read(30, -10);

        assertVerdicts(
                "0 applied",
                "0-15 energy -25",
                "0-15 covered",
                "15 applied",
                "15-30 energy 10",
                "15-30 covered",
                "30 applied");
    }

    @Test
    void aSignedRegisterThatLeapsIsImplausibleAndNoGlitch() {
        book = signed(KVA);
        read(0, 5);
        read(15, -9_000_000);
        read(30, 10);

        assertVerdicts("0 applied", "15 IMPLAUSIBLE", "0-30 energy 5", "0-30 covered", "30 applied");
    }

    /** The interval before the first shows nothing, though the register now is below a tenth of what it was. */
    @Test
    void aSignedRegisterThatIsExchangedKnowsNoReset() {
        book = signed(KVA);
        read(0, 9_000_000);
        read(15, 0);
        read(30, 0);
        read(45, 0);
        read(60, -4);

        assertVerdicts(
                "0 applied",
                "15 applied",
                "15-30 energy 0",
                "15-30 covered",
                "30 applied",
                "30-45 energy 0",
                "30-45 covered",
                "45 applied",
                "45-60 energy -4",
                "45-60 covered",
                "60 applied");
    }

    // Passing over

    @Property(tries = 300)
    void whatIsPassedOverIsWhatIsValidAtOnceAndLeavesTheBookTheSame(@ForAll Random random) {
        book = random.nextInt(3) == 0 ? signed(KVA) : random.nextBoolean() ? rated(KVA) : unrated();
        MeterBook passing = book.copy();
        long wh = 20_000;
        for (int i = 0; i < 60; i++) {
            wh = random.nextInt(8) == 0 ? random.nextInt(100_000) : wh + random.nextInt(3_000);
            Observation reading = reading(i * QUARTER, wh, 0, 0);
            verdicts.clear();
            boolean passes = passing.passOver(reading.at(), reading.value());
            if (!passes) {
                passing.add(reading, recorder);
                verdicts.clear();
            }
            boolean isFirst = book.lastAt() == Long.MIN_VALUE;
            boolean holds = !book.held().isEmpty();
            book.add(reading, recorder);

            assertThat(passes).isEqualTo(!isFirst && !holds && verdicts.contains(time(reading.at()) + " applied"));
            assertThat(passing.goesOnAs(book)).isTrue();
        }
    }

    @Test
    void anIntervalIsNeverPassedOver() {
        book = new MeterBook(new MeterBook.Terms(MeterKind.INTERVAL, 0, Rating.of(null), QUARTER));
        period(15, 15, 7);

        assertThat(book.passOver(30 * MINUTE, 7)).isFalse();
    }

    private final MeterBook.Verdicts recorder = new MeterBook.Verdicts() {
        @Override
        public void energy(long from, long to, long energyWh) {
            verdicts.add(time(from) + "-" + time(to) + " energy " + energyWh);
        }

        @Override
        public void covered(long from, long to) {
            verdicts.add(time(from) + "-" + time(to) + " covered");
        }

        @Override
        public void applied(Observation reading) {
            verdicts.add(time(reading.at()) + " applied");
        }

        @Override
        public void dead(Observation reading, DeadReason reason) {
            verdicts.add(time(reading.at()) + " " + reason);
        }
    };

    private static String time(long millis) {
        return millis % MINUTE == 0 ? Long.toString(millis / MINUTE) : millis + "ms";
    }

    private void assertVerdicts(String... expected) {
        assertThat(verdicts).isEqualTo(Arrays.asList(expected));
    }

    private void read(long minute, long wh) {
        readAt(minute * MINUTE, wh);
    }

    private void readAt(long at, long wh) {
        book.add(reading(at, wh, 0, 0), recorder);
    }

    private void reset(long minute, long wh) {
        book.add(reading(minute * MINUTE, wh, 0, Observation.RESET), recorder);
    }

    private void period(long minute, long minutes, long wh) {
        book.add(reading(minute * MINUTE, wh, minutes * MINUTE, 0), recorder);
    }

    private static Observation reading(long at, long wh, long period, int flags) {
        return new Observation(
                0, Observation.Kind.POWER, 0, at, wh, 0, period, flags | Observation.PRIMARY, "", 1, new byte[] {1});
    }

    private static MeterBook unrated() {
        return rated(null);
    }

    private static MeterBook rated(BigDecimal kva) {
        return new MeterBook(new MeterBook.Terms(MeterKind.CUMULATIVE, 0, Rating.of(kva), QUARTER));
    }

    private static MeterBook signed(BigDecimal kva) {
        return new MeterBook(new MeterBook.Terms(
                MeterKind.CUMULATIVE, true, 0, Rating.of(kva), QUARTER, Long.MIN_VALUE, Long.MIN_VALUE));
    }

    private static MeterBook rollingOver(long modulus) {
        return new MeterBook(new MeterBook.Terms(MeterKind.CUMULATIVE, modulus, Rating.of(null), QUARTER));
    }

    private static MeterBook interval() {
        return new MeterBook(new MeterBook.Terms(MeterKind.INTERVAL, 0, Rating.of(null), QUARTER));
    }

    private static MeterBook copy(MeterBook book, MeterBook.Terms terms) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            book.write(new DataOutputStream(bytes));
            return MeterBook.read(from -> terms, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
