package io.parkpulse.index;

import static io.parkpulse.Registries.method;
import static io.parkpulse.Registries.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Method;
import io.parkpulse.model.Method.Comparator;
import io.parkpulse.model.Method.Output;
import io.parkpulse.model.MethodParameter;
import io.parkpulse.model.Process;
import io.parkpulse.model.StaffSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EnterpriseWindowTest {
    private static final long DAY = 86_400_000;
    private static final long MOST = 1L << 53;
    private static final Method DEFAULT = Methods.builtIn().get(Method.DEFAULT_ID);

    private final EnterpriseWindow window = new EnterpriseWindow();

    /** A day, wholly covered by one meter, in which nobody was seen. */
    @BeforeEach
    void observeOneDay() {
        window.observeNobody();
        window.windowMs = DAY;
        window.dayMs = DAY;
        meters(1);
        window.coveredMsOfMeters = DAY;
        window.energyWh = 0;
    }

    private void meters(int always) {
        window.metered = always > 0;
        window.dueMs = Math.max(1, always) * DAY;
    }

    @ParameterizedTest
    @CsvSource({
        // θ × 1000 is 300; of 1001 it is 300.3.
        "GE, 1000, 300, true",
        "GE, 1000, 299, false",
        "GT, 1000, 300, false",
        "GT, 1000, 301, true",
        "GE, 1001, 300, false",
        "GE, 1001, 301, true",
        "GT, 1001, 301, true",
        "GE, 9007199254740990, 2702159776422297, true",
        "GE, 9007199254740990, 2702159776422296, false",
        "GT, 9007199254740990, 2702159776422297, false",
    })
    void anEnterpriseIsPowerResumedFromTheThresholdOn(
            Comparator comparator, long baseline, long energy, boolean resumed) {
        window.energyWh = energy;

        measure(row("E", "P").energy(baseline, 0, 0), method("0.30", comparator, Output.ALL, false, "0.80", "0.50"));

        assertThat(window.powerResumed).isEqualTo(resumed);
        assertThat(window.atWork).isEqualTo(resumed);
        assertThat(window.sum(Sum.POWER_RESUMED.ordinal())).isEqualTo(resumed ? 1 : 0);
    }

    @Test
    void aThresholdMayHaveMoreDigitsThanALong() {
        window.energyWh = 1;
        measure(
                row("E", "P").energy(3, 0, 0),
                method("0.33333333333333333333333", Comparator.GE, Output.ALL, false, "0.80", "0.50"));
        assertThat(window.powerResumed).isTrue();

        measure(
                row("E", "P").energy(3, 0, 0),
                method("0.33333333333333333333334", Comparator.GE, Output.ALL, false, "0.80", "0.50"));
        assertThat(window.powerResumed).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 69120000, 69120000, true",
        "1, 69119999, 69119999, false",
        // The mean over the meters is floored first.
        "2, 138240001, 69120000, true",
        "2, 138239999, 69119999, false",
        "3, 259200000, 86400000, true",
    })
    void anEnterpriseIsMatchedFromExactlyTheGateOn(int meters, long coveredOfAll, long covered, boolean matched) {
        meters(meters);
        window.coveredMsOfMeters = coveredOfAll;
        window.energyWh = 1000;

        measure(row("E", "P").energy(1000, 0, 0), DEFAULT);

        assertThat(window.coveredMs).isEqualTo(covered);
        assertThat(window.matched).isEqualTo(matched);
        assertThat(window.powerResumed).isEqualTo(matched);
        assertThat(window.sum(Sum.UNKNOWN.ordinal())).isEqualTo(matched ? 0 : 1);
        assertThat(window.sum(Sum.METERED.ordinal())).isEqualTo(1);
        assertThat(window.sum(Sum.METERED_MS.ordinal())).isEqualTo(DAY);
    }

    @Test
    void coverageIsThatOfTheTimeInWhichItsMetersAreDue() {
        // Two meters, of which one was there for an hour of the day.
        window.dueMs = DAY + 3_600_000;
        window.coveredMsOfMeters = DAY;

        measure(row("E", "P").energy(1000, 0, 0), DEFAULT);

        // 24 / 25 of the day.
        assertThat(window.coveredMs).isEqualTo(DAY * 24 / 25);
    }

    @Test
    void energyBelowZeroCountsAsNone() {
        window.energyWh = -5;

        measure(row("E", "P").energy(1000, 0, 2000), DEFAULT);

        assertThat(window.energyWh()).isZero();
        assertThat(window.matched).isTrue();
        assertThat(window.usedWh).isZero();
        assertThat(window.sum(Sum.OUTPUT_WH.ordinal())).isZero();
    }

    @Test
    void nothingIsMatchedWithoutABaseline() {
        window.energyWh = 1000;

        measure(row("E", "P").energy(0, 0, 0), DEFAULT);

        assertThat(window.matched).isFalse();
        assertThat(window.powerResumed).isFalse();
        assertThat(window.sum(Sum.METERED.ordinal())).isEqualTo(1);
        assertThat(window.sum(Sum.UNKNOWN.ordinal())).isZero();
        assertThat(window.sum(Sum.OUTPUT_WH.ordinal())).isZero();
    }

    @Test
    void withoutAMeterThereIsNothingToCover() {
        meters(0);
        window.coveredMsOfMeters = 0;

        measure(row("E", "P").energy(1000, 0, 500), DEFAULT);

        assertThat(window.matched).isFalse();
        assertThat(window.coveredMs).isZero();
        assertThat(window.baselineWh).isEqualTo(1000);
        assertThat(window.hasUtilisation).isFalse();
        for (Sum sum : new Sum[] {Sum.METERED, Sum.SILENT, Sum.UNKNOWN, Sum.METERED_MS, Sum.COVERED_MS}) {
            assertThat(window.sum(sum.ordinal())).as("%s", sum).isZero();
        }
        assertThat(window.sum(Sum.ENTERPRISES.ordinal())).isEqualTo(1);
    }

    @Test
    void aMeterThatCoversNothingIsSilent() {
        window.coveredMsOfMeters = 0;
        measure(row("E", "P"), DEFAULT);
        assertThat(window.sum(Sum.SILENT.ordinal())).isEqualTo(1);

        window.coveredMsOfMeters = 1;
        measure(row("E", "P"), DEFAULT);
        assertThat(window.sum(Sum.SILENT.ordinal())).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // energy of 1000, n and d of the output rate
        "ALL, 200, 200, 1000",
        "ALL, 400, 400, 1000",
        "RESUMED_OVER_ALL, 200, 0, 1000",
        "RESUMED_OVER_ALL, 400, 400, 1000",
        "RESUMED_ONLY, 200, 0, 0",
        "RESUMED_ONLY, 400, 400, 1000",
    })
    void theOutputRateSumsWhatTheMethodSays(Output output, long energy, long n, long d) {
        window.energyWh = energy;

        measure(row("E", "P").energy(1000, 0, 0), method("0.30", Comparator.GE, output, false, "0.80", "0.50"));

        assertThat(window.sum(Sum.OUTPUT_WH.ordinal())).isEqualTo(n);
        assertThat(window.sum(Sum.OUTPUT_BASELINE_WH.ordinal())).isEqualTo(d);
    }

    @ParameterizedTest
    @CsvSource({
        // evidence, power-resumed, returned, at work
        "POWER, true, 0, true",
        "POWER, false, 5, false",
        "PRESENCE, true, 0, false",
        "PRESENCE, false, 1, true",
        "ANY, true, 0, true",
        "ANY, false, 1, true",
        "ANY, false, 0, false",
        ", true, 0, true",
        ", false, 5, false", // as it is metered
    })
    void whatShowsThatItIsAtWork(Evidence evidence, boolean resumed, long returned, boolean atWork) {
        window.energyWh = resumed ? 1000 : 0;
        window.checkedIn = returned;

        measure(row("E", "P").energy(1000, 0, 0).evidence(evidence), DEFAULT);

        assertThat(window.atWork).isEqualTo(atWork);
        assertThat(window.sum(Sum.AT_WORK.ordinal())).isEqualTo(atWork ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        // evidence, method counts online, at work
        "PRESENCE, true, true",
        "PRESENCE, false, false",
        "ANY, true, true",
        "ANY, false, false",
        "POWER, true, false",
    })
    void anOnlineCheckInIsEvidenceWhereTheMethodSaysSo(Evidence evidence, boolean counts, boolean atWork) {
        window.online = 1;

        measure(
                row("E", "P").energy(1000, 0, 0).evidence(evidence),
                method("0.30", Comparator.GE, Output.ALL, counts, "0.80", "0.50"));

        assertThat(window.atWork).isEqualTo(atWork);
        assertThat(window.returned).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // evidence, covered, returned, unknown
        "POWER, false, 0, true",
        "POWER, false, 3, true",
        "POWER, true, 0, false",
        "ANY, false, 0, true",
        "ANY, false, 3, false",
        "ANY, true, 0, false",
        "PRESENCE, false, 0, false",
    })
    void unknownIsWhoseMetersAreSilentAndWhoIsNotSeenAtWork(
            Evidence evidence, boolean covered, long returned, boolean unknown) {
        window.coveredMsOfMeters = covered ? DAY : 0;
        window.checkedIn = returned;

        measure(row("E", "P").energy(1000, 0, 0).evidence(evidence), DEFAULT);

        assertThat(window.sum(Sum.UNKNOWN.ordinal())).isEqualTo(unknown ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(StaffSource.class)
    void peopleAreTakenFromTheEnterprisesOwnSource(StaffSource source) {
        window.checkedIn = 3;
        window.presentByCheckin = 2;
        window.greatestHeadcount = 30;
        window.presentByHeadcount = 20;
        window.onsiteEvent = source == StaffSource.CHECKIN;
        window.counted = source == StaffSource.HEADCOUNT;

        measure(row("E", "P").staff(source, 40, 50), DEFAULT);

        int factor = source == StaffSource.HEADCOUNT ? 10 : 1;
        assertThat(window.returned).isEqualTo(3 * factor);
        assertThat(window.sum(Sum.RETURNED.ordinal())).isEqualTo(3 * factor);
        assertThat(window.sum(Sum.PRESENT.ordinal())).isEqualTo(2 * factor);
        assertThat(window.sum(Sum.STAFF_REGISTERED.ordinal())).isEqualTo(40);
        assertThat(window.sum(Sum.STAFF_HEARD.ordinal())).isEqualTo(1);
    }

    @Test
    void theOtherStaffSourceIsNotHeard() {
        window.counted = true;
        measure(row("E", "P").staff(StaffSource.CHECKIN, 40, 50), DEFAULT);
        assertThat(window.sum(Sum.STAFF_HEARD.ordinal())).isZero();

        window.counted = false;
        window.onsiteEvent = true;
        measure(row("E", "P").staff(StaffSource.HEADCOUNT, 40, 50), DEFAULT);
        assertThat(window.sum(Sum.STAFF_HEARD.ordinal())).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // energy, staff heard, returned, used of a capacity of 1100 with a standby of 100 and 10 staff required
        "600, true, 5, 550", // 0.7 × 0.5 + 0.3 × 0.5
        "600, true, 0, 385", // 0.7 × 0.5 + 0.3 × 0
        "600, false, 5, 550", // only energy: 0.5
        "601, false, 0, 551", // 0.501 × 1100 = 551.1
        "100, false, 0, 0",
        "99, false, 0, 0",
        "1299, false, 0, 1318", // 1.199 × 1100 = 1318.9
        "1300, false, 0, 1320", // 1.2 × 1100
        "1301, false, 0, 1320",
        "9000000000000000, false, 0, 1320",
        "1300, true, 12, 1320",
        "1300, true, 11, 1287", // 0.7 × 1.2 + 0.3 × 1.1 = 1.17
        "1300, true, 9000000, 1320",
        "101, true, 1, 33", // (0.7 × 0.001 + 0.3 × 0.1) × 1100 = 33.77
    })
    void whatIsUsedOfACapacity(long energy, boolean heard, long returned, long used) {
        window.energyWh = energy;
        window.onsiteEvent = heard;
        window.checkedIn = returned;

        measure(row("E", "P").energy(1000, 100, 1100).staff(StaffSource.CHECKIN, 10, 10), DEFAULT);

        assertThat(window.hasUtilisation).isTrue();
        assertThat(window.usedWh).isEqualTo(used);
        assertThat(window.sum(Sum.USED_WH.ordinal())).isEqualTo(used);
        assertThat(window.sum(Sum.CAPACITY_WH.ordinal())).isEqualTo(1100);
    }

    @ParameterizedTest
    @CsvSource({
        "1300, 12, CONTINUOUS, false", // exactly 1.2
        "1301, 0, CONTINUOUS, true",
        "1301, 0, DISCRETE, true",
        "600, 12, LABOUR, false",
        "600, 13, LABOUR, true",
        "600, 13, CONTINUOUS, false", // staff does not weigh
    })
    void anEnterpriseIsCappedWhereMoreIsThereThanCounts(long energy, long returned, Process process, boolean capped) {
        window.energyWh = energy;
        window.onsiteEvent = true;
        window.checkedIn = returned;

        measure(
                row("E", "P")
                        .energy(1000, 100, 1100)
                        .staff(StaffSource.CHECKIN, 10, 10)
                        .process(process),
                DEFAULT);

        assertThat(window.isCapped()).isEqualTo(capped);

        measure(row("E", "P").energy(1000, 100, 0), DEFAULT);
        assertThat(window.isCapped()).as("without a capacity").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // cap, energy, returned, used of a capacity of 1100 with a standby of 100 and 10 staff required
        "1.2, 2000, 0, 924", // 0.7 × 1.2
        "1.5, 2000, 0, 1155", // 0.7 × 1.5
        "1, 2000, 20, 1100",
        "1.00, 1099, 20, 1099", // 0.7 × 0.999 + 0.3: 0.9993
        "1.234567890123456, 9000000, 9000000, 1358", // 1358.02
        "10, 10101, 100, 11000",
        "10, 9000000, 99, 10967", // 0.7 × 10 + 0.3 × 9.9: 9.97
    })
    void energyAndStaffCountUpToTheCapOfTheMethod(String cap, long energy, long returned, long used) {
        window.energyWh = energy;
        window.onsiteEvent = true;
        window.checkedIn = returned;

        measure(
                row("E", "P").energy(1000, 100, 1100).staff(StaffSource.CHECKIN, 10, 10),
                DEFAULT.with(MethodParameter.UTILISATION_CAP, new BigDecimal(cap)));

        assertThat(window.usedWh).isEqualTo(used);
    }

    @ParameterizedTest
    @CsvSource({
        // energy of a capacity of 1000, the band
        "0, 0",
        "299, 0",
        "300, 1",
        "499, 1",
        "500, 2",
        "799, 2",
        "800, 3",
        "899, 3",
        "900, 4",
        "5000, 4",
    })
    void anEnterpriseLiesInOneBandOfItsUtilisation(long energy, int band) {
        window.energyWh = energy;

        measure(row("E", "P").energy(1000, 0, 1000), DEFAULT);

        assertThat(bands(Bands.UTILISATION_BANDS)).isEqualTo(onlyIn(band));
        assertThat(bands(Bands.STAFF_BANDS)).containsOnly(0);
    }

    @Test
    void aBandGoesByTheExactUtilisationAndNotByWhatIsUsed() {
        // 0.7 × 2/3 + 0.3 × 1/9 = 0.5 exactly; floor(1 × 0.5) of a capacity of 1 Wh would be nothing.
        window.energyWh = 2;
        window.onsiteEvent = true;
        window.checkedIn = 1;
        measure(row("E", "P").energy(1, 0, 3).staff(StaffSource.CHECKIN, 9, 9), DEFAULT);
        assertThat(window.usedWh).isEqualTo(1);
        assertThat(bands(Bands.UTILISATION_BANDS)).isEqualTo(onlyIn(2));

        measure(row("E", "P").energy(1, 0, 3).staff(StaffSource.CHECKIN, 9, 10), DEFAULT);
        assertThat(bands(Bands.UTILISATION_BANDS)).isEqualTo(onlyIn(1));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 0", "3, 1", "4, 1", "5, 2", "7, 2", "8, 3", "9, 4", "10, 4", "400, 4"})
    void anEnterpriseLiesInOneBandOfItsStaffReturn(long returned, int band) {
        window.onsiteEvent = true;
        window.checkedIn = returned;

        measure(row("E", "P").staff(StaffSource.CHECKIN, 10, 10), DEFAULT);

        assertThat(bands(Bands.STAFF_BANDS)).isEqualTo(onlyIn(band));
        assertThat(bands(Bands.UTILISATION_BANDS)).containsOnly(0);
    }

    @Test
    void withoutStaffOrWithoutAWordOfItThereIsNoBand() {
        measure(row("E", "P").staff(StaffSource.CHECKIN, 10, 10), DEFAULT);
        assertThat(bands(Bands.STAFF_BANDS)).containsOnly(0);

        window.onsiteEvent = true;
        measure(row("E", "P").staff(StaffSource.CHECKIN, 0, 10), DEFAULT);
        assertThat(bands(Bands.STAFF_BANDS)).containsOnly(0);
    }

    @Property
    void theBandsOfUtilisationHoldThoseWhoseUtilisationIsKnown(
            @ForAll("amounts") long energy,
            @ForAll @IntRange(max = 30) int returned,
            @ForAll boolean heard,
            @ForAll boolean covered) {
        observeOneDay();
        window.energyWh = energy;
        window.coveredMsOfMeters = covered ? DAY : 0;
        window.onsiteEvent = heard;
        window.checkedIn = heard ? returned : 0;

        measure(row("E", "P").energy(1000, 10, 1000).staff(StaffSource.CHECKIN, 20, 15), DEFAULT);

        long[] bands = bands(Bands.UTILISATION_BANDS);
        assertThat(Arrays.stream(bands).sum()).isEqualTo(window.sum(Sum.UTILISATION_KNOWN.ordinal()));
        // At the target of 80 % are those of the two highest.
        assertThat(bands[3] + bands[4]).isEqualTo(window.sum(Sum.AT_TARGET.ordinal()));
        assertThat(Arrays.stream(bands(Bands.STAFF_BANDS)).sum()).isEqualTo(window.sum(Sum.STAFF_HEARD.ordinal()));
    }

    private long[] bands(Bands bands) {
        long[] sums = new long[Sum.COUNT];
        Arrays.setAll(sums, window::sum);
        return bands.of(sums);
    }

    private static long[] onlyIn(int band) {
        long[] bands = new long[Bands.COUNT];
        bands[band] = 1;
        return bands;
    }

    @ParameterizedTest
    @CsvSource({
        // standby, capacity, process, covered, heard, required, whether anything is left
        "0, 0, DISCRETE, true, true, 10, false",
        "100, 100, DISCRETE, true, false, 10, false",
        "100, 101, DISCRETE, true, false, 10, true",
        "100, 100, DISCRETE, true, true, 10, true",
        "101, 100, DISCRETE, true, true, 0, false",
        "0, 100, DISCRETE, false, false, 10, false",
        "0, 100, DISCRETE, false, true, 10, true",
        "0, 100, DISCRETE, false, true, 0, false",
        "0, 100, CONTINUOUS, false, true, 10, false",
        "0, 100, CONTINUOUS, true, false, 0, true",
        "0, 100, OFFICE, true, false, 0, true",
    })
    void withoutAnyInputLeftThereIsNoUtilisation(
            long standby, long capacity, Process process, boolean covered, boolean heard, long required, boolean left) {
        window.coveredMsOfMeters = covered ? DAY : 0;
        window.onsiteEvent = heard;
        window.checkedIn = 5;
        window.energyWh = 1000;

        measure(
                row("E", "P").energy(1000, standby, capacity).process(process).staff(StaffSource.CHECKIN, 10, required),
                DEFAULT);

        assertThat(window.hasUtilisation).isEqualTo(left);
        assertThat(window.sum(Sum.CAPACITY_WH.ordinal())).isEqualTo(left ? capacity : 0);
        if (!left) {
            assertThat(window.sum(Sum.USED_WH.ordinal())).isZero();
        }
    }

    /** 10:05 of a day of 24 hours: 36300 of 86400 seconds. */
    @Test
    void aDayThatBreaksOffIsHeldAgainstItsPart() {
        window.windowMs = 36_300_000;
        window.dueMs = 36_300_000;
        window.coveredMsOfMeters = 29_040_000; // 0.8 of it
        window.energyWh = 126;

        measure(row("E", "P").energy(1000, 100, 1100), DEFAULT);

        assertThat(window.baselineWh).isEqualTo(420); // 420.13…
        assertThat(window.capacityWh).isEqualTo(462); // 462.15…
        assertThat(window.matched).isTrue();
        assertThat(window.powerResumed).isTrue(); // 126 is 0.3 × 420, but not of 420.13…
        // E0 is 42.01…, so 42: 462 × 84 / 420 = 92.4.
        assertThat(window.usedWh).isEqualTo(92);
        assertThat(window.sum(Sum.METERED_MS.ordinal())).isEqualTo(36_300_000);
    }

    @Test
    void aBaselineThatScalesToNothingMatchesNothing() {
        window.windowMs = 300_000;
        window.dueMs = 300_000;
        window.coveredMsOfMeters = 300_000;
        window.energyWh = 5;

        measure(row("E", "P").energy(287, 0, 287), DEFAULT);
        assertThat(window.baselineWh).isZero();
        assertThat(window.matched).isFalse();
        assertThat(window.hasUtilisation).isFalse();

        measure(row("E", "P").energy(288, 0, 288), DEFAULT);
        assertThat(window.baselineWh).isEqualTo(1);
        assertThat(window.matched).isTrue();
        assertThat(window.hasUtilisation).isTrue();
    }

    @Test
    void nothingIsLeftOfTheEnterpriseBefore() {
        window.energyWh = 1000;
        window.checkedIn = 7;
        window.onsiteEvent = true;
        measure(row("E", "P").energy(1000, 0, 1000).staff(StaffSource.CHECKIN, 9, 9), DEFAULT);
        observeOneDay();
        meters(0);
        window.coveredMsOfMeters = 0;

        measure(row("F", "P"), DEFAULT);

        for (Sum sum : Sum.values()) {
            assertThat(window.sum(sum.ordinal())).as("%s", sum).isEqualTo(sum == Sum.ENTERPRISES ? 1 : 0);
        }
    }

    @Property(tries = 20_000)
    void theEstimateOfWhatIsUsedIsNeverWrong(
            @ForAll("amounts") long capacity,
            @ForAll @IntRange(max = 10) int wa,
            @ForAll("amounts") long a,
            @ForAll("amounts") long ad,
            @ForAll @IntRange(max = 10) int wb,
            @ForAll("amounts") long b,
            @ForAll("amounts") long bd) {
        // As they come: denominators above 0, no more than 1.2 times them, some weight.
        long energyD = ad + 1;
        long staffD = bd + 1;
        long energyN = Math.min(a, energyD + energyD / 5);
        long staffN = Math.min(b, staffD + staffD / 5);
        long energyWeight = wa + wb == 0 ? 1 : wa;

        assertThat(EnterpriseWindow.weighted(
                        capacity,
                        EnterpriseWindow.estimate(energyWeight, energyN, energyD, wb, staffN, staffD),
                        energyWeight,
                        energyN,
                        energyD,
                        wb,
                        staffN,
                        staffD))
                .isEqualTo(exact(capacity, energyWeight, energyN, energyD, wb, staffN, staffD));
    }

    /** Products that are whole numbers, where a double may fall on either side. */
    @Property(tries = 20_000)
    void theEstimateIsRightWhereItIsWhole(
            @ForAll @IntRange(min = 1, max = 1_000_000) int unit,
            @ForAll @IntRange(min = 1, max = 1000) int staffD,
            @ForAll @IntRange(max = 1200) int staffN,
            @ForAll @IntRange(min = 1, max = 1000) int energyD,
            @ForAll @IntRange(max = 1200) int energyN,
            @ForAll @IntRange(min = -1, max = 1) int beside) {
        long capacity = Math.max(0, 10L * unit * staffD * energyD + beside);

        assertThat(EnterpriseWindow.weighted(
                        capacity,
                        EnterpriseWindow.estimate(7, energyN, energyD, 3, staffN, staffD),
                        7,
                        energyN,
                        energyD,
                        3,
                        staffN,
                        staffD))
                .isEqualTo(exact(capacity, 7, energyN, energyD, 3, staffN, staffD));
    }

    @Provide
    Arbitrary<Long> amounts() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 20),
                Arbitraries.longs().between(0, 10_000_000),
                Arbitraries.longs().between(0, 2_000_000_000_000L),
                Arbitraries.longs().between(0, MOST),
                Arbitraries.longs().between(MOST - 20, MOST));
    }

    private static long exact(long capacity, long wa, long an, long ad, long wb, long bn, long bd) {
        BigInteger n = big(wa).multiply(big(an))
                .multiply(big(bd))
                .add(big(wb).multiply(big(bn)).multiply(big(ad)));
        BigInteger d = big(wa + wb).multiply(big(ad)).multiply(big(bd));
        return big(capacity).multiply(n).divide(d).longValueExact();
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    private void measure(Registries.Row row, Method method) {
        window.measure(row.build(), new EnterpriseWindow.Criteria(method));
    }

    @Property
    void utilisationReachesAShareExactly(
            @ForAll @LongRange(min = 1, max = 4) long wa,
            @ForAll @LongRange(min = 0, max = MOST) long energy,
            @ForAll @LongRange(min = 1, max = MOST) long ad,
            @ForAll @LongRange(min = 0, max = 4) long wb,
            @ForAll @LongRange(min = 0, max = 1L << 31) long staff,
            @ForAll @LongRange(min = 1, max = 1L << 31) long bd,
            @ForAll @LongRange(min = -1, max = 1) long beside) {
        long an = Math.min(energy, 10 * ad);
        long bn = Math.min(staff, 10 * bd);
        BigDecimal n = new BigDecimal(BigInteger.valueOf(wa * bd).multiply(BigInteger.valueOf(an)))
                .add(new BigDecimal(BigInteger.valueOf(wb * bn).multiply(BigInteger.valueOf(ad))));
        BigDecimal d = new BigDecimal(BigInteger.valueOf(ad).multiply(BigInteger.valueOf(bd * (wa + wb))));
        // A share next to the utilisation itself: doubles cannot tell them apart.
        BigDecimal share = n.divide(d, 30, RoundingMode.FLOOR).add(BigDecimal.valueOf(beside, 30));

        assertThat(EnterpriseWindow.reaches(
                        share, EnterpriseWindow.estimate(wa, an, ad, wb, bn, bd), wa, an, ad, wb, bn, bd))
                .isEqualTo(n.compareTo(share.multiply(d)) >= 0);
    }
}
