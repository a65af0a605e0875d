package io.parkpulse.check;

import static io.parkpulse.Registries.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.Sentences;
import io.parkpulse.message.Message;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Register;
import io.parkpulse.model.StaffSource;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CheckTest {
    /** A Monday's midnight in Shanghai. */
    private static final Instant MONDAY = Instant.parse("2020-03-15T16:00:00Z");

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** A recording: a registry and lines. */
    private static final class Recording {
        private final Registries registry = new Registries().park("P1");
        private final Map<Stream, List<String>> lines = new EnumMap<>(Stream.class);

        Recording enterprise(Registries.Row row) {
            registry.enterprise(row);
            return this;
        }

        Recording enterprise(String id) {
            return enterprise(row(id, "P1"));
        }

        Recording meter(String id, MeterKind kind, Duration every, Integer ratedKva) {
            return meter(id, kind, every, ratedKva, false, share("E1", 10_000));
        }

        Recording meter(
                String id, MeterKind kind, Duration every, Integer ratedKva, boolean signed, Meter.Row... shares) {
            Register register = new Register(
                    kind,
                    signed,
                    BigDecimal.valueOf(1000),
                    0,
                    ratedKva == null ? null : BigDecimal.valueOf(ratedKva),
                    every.toMillis(),
                    "");
            registry.meter(new Meter(
                    id,
                    Arrays.stream(shares)
                            .map(share -> new Meter.Row(
                                    share.enterprise(),
                                    share.basisPoints(),
                                    share.flow(),
                                    register,
                                    share.validFrom(),
                                    share.validTo()))
                            .toList()));
            return this;
        }

        Recording line(Stream stream, String line) {
            lines.computeIfAbsent(stream, none -> new ArrayList<>()).add(line.replace('\'', '"'));
            return this;
        }

        Recording reading(String meter, Instant at, String value) {
            return line(Stream.POWER, "{'meter':'" + meter + "','at':'" + at + "','value':" + value + "}");
        }

        /** Readings from an instant on. */
        Recording readings(String meter, Instant from, Duration distance, int count, IntToDoubleFunction value) {
            for (int i = 0; i < count; i++) {
                reading(meter, from.plus(distance.multipliedBy(i)), "" + value.applyAsDouble(i));
            }
            return this;
        }

        Recording checkin(String person, String enterprise, Instant at) {
            return line(
                    Stream.CHECKIN,
                    "{'person':'" + person + "','enterprise':'" + enterprise + "','at':'" + at + "','direction':'IN'}");
        }

        Recording headcount(String enterprise, Instant at, long count) {
            return line(
                    Stream.HEADCOUNT,
                    "{'enterprise':'" + enterprise + "','source':'gate','at':'" + at + "','count':" + count + "}");
        }

        Recording passage(String enterprise, Instant at, long in, long rev) {
            return line(
                    Stream.HEADCOUNT,
                    "{'enterprise':'" + enterprise + "','source':'gate','at':'" + at + "','in':" + in
                            + ",'out':0,'rev':" + rev + "}");
        }

        List<Finding> findings() {
            return findings(true);
        }

        List<Finding> findings(boolean whole) {
            Check check = new Check(Roster.of(registry.build()));
            lines.forEach((stream, all) -> {
                for (int i = 0; i < all.size(); i++) {
                    byte[] line = all.get(i).getBytes(UTF_8);
                    check.read(stream, line, 0, line.length, i + 1);
                }
            });
            return check.findings(whole);
        }

        Recording shuffled() {
            lines.values().forEach(all -> Collections.shuffle(all, new Random(1)));
            return this;
        }

        List<FindingKind> kinds() {
            return findings().stream().map(Finding::kind).toList();
        }
    }

    private static Meter.Row share(String enterprise, int basisPoints) {
        return share(enterprise, basisPoints, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static Meter.Row share(String enterprise, int basisPoints, long from, long to) {
        return new Meter.Row(enterprise, basisPoints, Flow.ADD, null, from, to);
    }

    private static Recording withMeter(MeterKind kind, Duration every, Integer ratedKva) {
        return new Recording().enterprise("E1").meter("M1", kind, every, ratedKva);
    }

    /** Energies of a working day's hours, from the first hour of a Monday on. */
    private static double work(int hour) {
        return hour % 24 >= 8 && hour % 24 < 18 ? 100 + hour % 7 : 10 + hour % 3;
    }

    /** What such energies add up to. */
    private static double register(int hour) {
        double sum = 1000;
        for (int i = 0; i < hour; i++) {
            sum += work(i);
        }
        return sum;
    }

    private static Recording intervals(Duration every) {
        return withMeter(MeterKind.INTERVAL, every, 1000).readings("M1", MONDAY.plus(HOUR), HOUR, 48, CheckTest::work);
    }

    private static Recording registers(Integer ratedKva, IntToDoubleFunction value) {
        return withMeter(MeterKind.CUMULATIVE, HOUR, ratedKva).readings("M1", MONDAY, HOUR, 72, value);
    }

    private static Recording people(StaffSource source, int registered) {
        return new Recording()
                .enterprise(row("E1", "P1").staff(source, registered, 0).evidence(Evidence.PRESENCE))
                .enterprise(row("E2", "P1").staff(source, registered, 0).evidence(Evidence.PRESENCE));
    }

    private static Recording tenants(long secondTo) {
        Instant middle = MONDAY.plus(DAY);
        return new Recording()
                .enterprise("E1")
                .enterprise(row("E2", "P1").valid(Long.MIN_VALUE, secondTo))
                .enterprise("E3")
                .meter(
                        "M1",
                        MeterKind.INTERVAL,
                        HOUR,
                        null,
                        false,
                        share("E1", 5000),
                        share("E2", 5000, Long.MIN_VALUE, Math.max(secondTo, middle.toEpochMilli())))
                .readings("M1", MONDAY.plus(HOUR), HOUR, 48, CheckTest::work);
    }

    private static Recording provoking(FindingKind kind) {
        return switch (kind) {
            case NO_RECORD_APPLIED -> withMeter(MeterKind.INTERVAL, HOUR, null).reading("M2", MONDAY, "1");
            case TIMES -> intervals(HOUR).line(Stream.POWER, "{'meter':'M1','at':'2020-03-16 08:00','value':1}");
            case UNKNOWN_IDS -> intervals(HOUR).reading("m1", MONDAY, "1");
            case VALUES -> intervals(HOUR).reading("M1", MONDAY, "'1,5'");
            case EVERY_DIFFERS -> intervals(Duration.ofMinutes(15));
            case NEGATIVE -> intervals(HOUR).reading("M1", MONDAY, "-30");
            case MALFORMED -> intervals(HOUR).line(Stream.POWER, "M1;2020-03-16;1");
            case OUTSIDE_VALIDITY ->
                people(StaffSource.CHECKIN, 5)
                        .enterprise(row("E9", "P1").valid(Long.MIN_VALUE, MONDAY.toEpochMilli()))
                        .checkin("p", "E9", MONDAY);
            case IMPLAUSIBLE -> intervals(HOUR).reading("M1", MONDAY, "1201");
            case FUTURE ->
                intervals(HOUR)
                        .line(
                                Stream.POWER,
                                "{'meter':'M1','at':'" + MONDAY.plus(HOUR) + "','value':1,'received':'" + MONDAY
                                        + "'}");
            case OTHER_SOURCE -> people(StaffSource.CHECKIN, 5).headcount("E1", MONDAY, 3);
            case TWICE ->
                intervals(HOUR)
                        .meter("M2", MeterKind.INTERVAL, HOUR, 1000)
                        .readings("M2", MONDAY.plus(HOUR), HOUR, 48, CheckTest::work);
            case OVERLAPS ->
                intervals(HOUR)
                        .line(
                                Stream.POWER,
                                "{'meter':'M1','at':'" + MONDAY.plus(DAY) + "','value':7,'period':'PT24H'}");
            case SEVERAL_VALUES -> intervals(HOUR).reading("M1", MONDAY.plus(HOUR), "1");
            case START_STAMPED ->
                withMeter(MeterKind.INTERVAL, DAY, null).readings("M1", MONDAY, DAY, 5, day -> 1000 + day);
            case FALLING -> registers(1000, hour -> register(hour % 24) - 1000);
            case NOBODY_HOLDS -> tenants(MONDAY.plus(DAY).toEpochMilli());
            case JUMP -> registers(null, hour -> register(hour) + (hour > 40 ? 100_000 : 0));
            case BASELINE_FAR ->
                new Recording()
                        .enterprise(row("E1", "P1").energy(1_200, 0, 0))
                        .meter("M1", MeterKind.INTERVAL, HOUR, null)
                        .readings("M1", MONDAY.plus(HOUR), HOUR, 48, CheckTest::work);
            case NEVER_HEARD -> intervals(HOUR).meter("M2", MeterKind.INTERVAL, HOUR, null);
            case MORE_RETURNED_THAN_REGISTERED ->
                people(StaffSource.CHECKIN, 1)
                        .checkin("p1", "E1", MONDAY.plus(HOUR))
                        .checkin("p2", "E1", MONDAY.plus(HOUR));
            case PERSON_IDS ->
                people(StaffSource.CHECKIN, 5).checkin("p01", "E1", MONDAY).checkin("P1", "E1", MONDAY.plus(DAY));
            case TWO_PLACES ->
                people(StaffSource.CHECKIN, 5).checkin("p1", "E1", MONDAY).checkin("p1", "E2", MONDAY.plusSeconds(60));
            case OVER_CAPACITY ->
                new Recording()
                        .enterprise(row("E1", "P1").energy(0, 0, 1_000_000))
                        .meter("M1", MeterKind.INTERVAL, HOUR, null)
                        .readings("M1", MONDAY.plus(HOUR), HOUR, 48, CheckTest::work);
            case NO_RATING -> registers(null, CheckTest::register);
        };
    }

    /** Nearly the same, but as it may be. */
    private static Recording meantSo(FindingKind kind) {
        return switch (kind) {
            case NO_RECORD_APPLIED -> withMeter(MeterKind.INTERVAL, HOUR, null).reading("M1", MONDAY, "1");
            case TIMES, UNKNOWN_IDS, VALUES, EVERY_DIFFERS, NEGATIVE, MALFORMED, IMPLAUSIBLE, FUTURE, OVERLAPS ->
                intervals(HOUR);
            case OUTSIDE_VALIDITY ->
                people(StaffSource.CHECKIN, 5)
                        .enterprise(row("E9", "P1").valid(Long.MIN_VALUE, MONDAY.toEpochMilli()))
                        .checkin("p", "E9", MONDAY.minusMillis(1));
            case OTHER_SOURCE -> people(StaffSource.HEADCOUNT, 5).headcount("E1", MONDAY, 3);
            case SEVERAL_VALUES ->
                intervals(HOUR)
                        .reading("M1", MONDAY.plus(HOUR), "" + work(0))
                        .reading("M1", MONDAY.plus(HOUR), "1,'rev':1");
            case TWICE ->
                intervals(HOUR)
                        .meter("M2", MeterKind.INTERVAL, HOUR, 1000)
                        .readings("M2", MONDAY.plus(HOUR), HOUR, 48, hour -> work(hour + 1));
            case START_STAMPED ->
                // Sundays' and Saturdays' totals stand at Mondays and Sundays.
                withMeter(MeterKind.INTERVAL, DAY, null)
                        .readings("M1", MONDAY, DAY, 21, day -> day % 7 == 0 || day % 7 == 6 ? 100 : 1000);
            case FALLING -> registers(1000, CheckTest::register);
            case NOBODY_HOLDS -> tenants(Long.MAX_VALUE);
            case JUMP -> registers(1000, hour -> register(hour) + (hour > 40 ? 100_000 : 0));
            case BASELINE_FAR ->
                new Recording()
                        .enterprise(row("E1", "P1").energy(1_200_000, 0, 0))
                        .meter("M1", MeterKind.INTERVAL, HOUR, null)
                        .readings("M1", MONDAY.plus(HOUR), HOUR, 48, CheckTest::work);
            case NEVER_HEARD ->
                // Its record is dead, but names it.
                intervals(HOUR).meter("M2", MeterKind.INTERVAL, HOUR, null).reading("M2", MONDAY, "'x'");
            case MORE_RETURNED_THAN_REGISTERED ->
                people(StaffSource.CHECKIN, 1)
                        .checkin("p1", "E1", MONDAY.plus(HOUR))
                        .checkin("p1", "E1", MONDAY.plus(HOUR).plusSeconds(1))
                        .checkin("p2", "E1", MONDAY.plus(DAY));
            case PERSON_IDS ->
                people(StaffSource.CHECKIN, 5).checkin("p10", "E1", MONDAY).checkin("p1", "E1", MONDAY.plus(DAY));
            case TWO_PLACES ->
                people(StaffSource.CHECKIN, 5).checkin("p1", "E1", MONDAY).checkin("p1", "E2", MONDAY.plusSeconds(61));
            case OVER_CAPACITY ->
                new Recording()
                        .enterprise(row("E1", "P1").energy(0, 0, 1_300_000))
                        .meter("M1", MeterKind.INTERVAL, HOUR, null)
                        .readings("M1", MONDAY.plus(HOUR), HOUR, 48, CheckTest::work);
            case NO_RATING -> registers(1000, CheckTest::register);
        };
    }

    @ParameterizedTest
    @EnumSource
    void aMisunderstandingIsFoundAndSaysWhatToDoInEachLanguage(FindingKind kind) {
        Finding finding = find(kind, provoking(kind).findings());

        assertThat(finding.count()).isPositive().isLessThanOrEqualTo(finding.of());
        for (Language language : Language.values()) {
            Sentences sentences = Sentences.in(language);
            assertThat(sentences.of(finding.says())).matches("[^{}]+[.。]");
            assertThat(sentences.of(finding.remedy())).matches("[^{}]+[.。]");
            assertThat(sentences.of(finding.what())).matches("[^{}]+");
            assertThat(finding.examples())
                    .allSatisfy(example -> assertThat(example.text(sentences)).matches("[^{}]+"));
        }
        if (kind != FindingKind.NO_RECORD_APPLIED) {
            assertThat(finding.examples()).isNotEmpty().hasSizeLessThanOrEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsFoundInWhateverOrderRecordsCome(FindingKind kind) {
        Finding inOrder = find(kind, provoking(kind).findings());
        Finding shuffled = find(kind, provoking(kind).shuffled().findings());

        assertThat(shuffled.withExamples(List.of())).isEqualTo(inOrder.withExamples(List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void whatMayBeSoIsNotFound(FindingKind kind) {
        assertThat(meantSo(kind).kinds()).doesNotContain(kind);
    }

    @Test
    void ofADayLikeOthersNothingIsFound() {
        assertThat(intervals(HOUR).kinds()).isEmpty();
        assertThat(registers(1000, CheckTest::register).kinds()).isEmpty();
    }

    @Test
    void anExampleSaysFileLineAndId() {
        assertThat(find(
                                FindingKind.UNKNOWN_IDS,
                                provoking(FindingKind.UNKNOWN_IDS).findings())
                        .examples())
                .extracting(CheckTest::english)
                .containsExactly("power.jsonl:49 \"m1\": meter \"m1\": not in the registry; did you mean \"M1\"?");
        assertThat(find(
                                FindingKind.NEVER_HEARD,
                                provoking(FindingKind.NEVER_HEARD).findings())
                        .examples())
                .extracting(CheckTest::english)
                .containsExactly("meters.csv \"M2\": no record");
    }

    @Test
    void eachMistakeIsSaidWithHowOftenItWasMade() {
        Recording recording = intervals(HOUR);
        for (int i = 0; i < 3; i++) {
            recording.line(Stream.POWER, "{'meter':'M1','at':'2020-03-16T0" + i + ":00:00','value':1}");
        }
        recording.line(Stream.POWER, "{'meter':'M1','at':1584317700,'value':1}");
        recording.reading("M1", MONDAY, "1,'unit':'度'").reading("M1", MONDAY, "'12,5'");

        assertThat(english(find(FindingKind.TIMES, recording.findings()).says()))
                .startsWith("What is wrong: no offset (3); seconds in place of milliseconds (1). ");
        assertThat(english(find(FindingKind.VALUES, recording.findings()).says()))
                .startsWith("What is wrong: a number in quotes, with a comma (1); unit \"度\" (1). ");
    }

    @Test
    void theWeightiestComesFirst() {
        assertThat(intervals(Duration.ofMinutes(15))
                        .meter("M2", MeterKind.CUMULATIVE, HOUR, null)
                        .reading("m1", MONDAY, "1")
                        .kinds())
                .containsExactly(
                        FindingKind.EVERY_DIFFERS,
                        FindingKind.UNKNOWN_IDS,
                        FindingKind.NEVER_HEARD,
                        FindingKind.NO_RATING);
    }

    @Test
    void ofTheBeginningOfARecordingNobodyIsSaidToBeSilent() {
        assertThat(provoking(FindingKind.NEVER_HEARD).findings(false))
                .extracting(Finding::kind)
                .doesNotContain(FindingKind.NEVER_HEARD);
        assertThat(provoking(FindingKind.NO_RECORD_APPLIED).findings(false))
                .extracting(Finding::kind)
                .containsExactly(FindingKind.UNKNOWN_IDS);
    }

    @Test
    void withoutAnyRecordThatIsAllThatIsSaid() {
        assertThat(new Recording().enterprise("E1").kinds()).containsExactly(FindingKind.NO_RECORD_APPLIED);
    }

    @ParameterizedTest
    @CsvSource({
        // kind, every, minutes between readings, field, found
        "INTERVAL, 60, 60, '', false",
        "INTERVAL, 60, 15, '', true",
        "INTERVAL, 15, 16, '', false",
        "INTERVAL, 15, 60, ',\"period\":\"PT1H\"', false",
        "INTERVAL, 15, 120, ',\"period\":\"PT2H\"', true",
        "CUMULATIVE, 15, 60, '', false",
        "CUMULATIVE, 15, 61, '', true",
        "CUMULATIVE, 60, 15, '', false",
    })
    void theDistanceOfReadingsIsSaidWhereItMatters(
            MeterKind kind, int every, int minutes, String field, boolean found) {
        Recording recording = withMeter(kind, Duration.ofMinutes(every), 1000);
        for (int i = 1; i <= 30; i++) {
            recording.reading("M1", MONDAY.plus(Duration.ofMinutes((long) minutes * i)), i + field);
        }

        assertThat(recording.kinds().contains(FindingKind.EVERY_DIFFERS)).isEqualTo(found);
    }

    @Test
    void onePeriodAmongManyReadingsSaysNothingOfEvery() {
        Recording recording = withMeter(MeterKind.INTERVAL, Duration.ofMinutes(15), 1000)
                .readings("M1", MONDAY, Duration.ofMinutes(15), 40, CheckTest::work)
                .line(
                        Stream.POWER,
                        "{'meter':'M1','at':'" + MONDAY.plus(Duration.ofHours(30)) + "','value':1,'period':'PT20H'}");
        assertThat(recording.kinds()).doesNotContain(FindingKind.EVERY_DIFFERS);
    }

    @ParameterizedTest
    @CsvSource({"60, false", "61, true"})
    void everyIsThatOfTheTime(int minutesAfter, boolean found) {
        Instant middle = MONDAY.plus(DAY);
        Register hourly = new Register(MeterKind.CUMULATIVE, false, BigDecimal.ONE, 0, null, HOUR.toMillis(), "");
        Register quarterly =
                new Register(MeterKind.CUMULATIVE, false, BigDecimal.ONE, 0, null, HOUR.toMillis() / 4, "");
        Recording recording = new Recording().enterprise("E1");
        recording.registry.meter(new Meter(
                "M1",
                List.of(
                        new Meter.Row("E1", 10_000, Flow.ADD, hourly, Long.MIN_VALUE, middle.toEpochMilli()),
                        new Meter.Row("E1", 10_000, Flow.ADD, quarterly, middle.toEpochMilli(), Long.MAX_VALUE))));
        Duration after = Duration.ofMinutes(minutesAfter);
        recording
                .readings("M1", MONDAY, HOUR, 24, CheckTest::work)
                .readings("M1", middle.plus(after), after, 24, CheckTest::work);

        assertThat(recording.kinds().contains(FindingKind.EVERY_DIFFERS)).isEqualTo(found);
    }

    @Test
    void readingsAtNoUsualDistanceSayNothing() {
        Recording recording = withMeter(MeterKind.INTERVAL, HOUR, null);
        for (int i = 1; i < 40; i++) {
            recording.reading("M1", MONDAY.plus(Duration.ofMinutes(i * i)), "1");
        }

        assertThat(recording.kinds()).doesNotContain(FindingKind.EVERY_DIFFERS);
        assertThat(withMeter(MeterKind.INTERVAL, Duration.ofMinutes(15), null)
                        .readings("M1", MONDAY, HOUR, 5, hour -> 1)
                        .kinds())
                .doesNotContain(FindingKind.EVERY_DIFFERS);
    }

    @Test
    void whatHappensToARegisterTellsWhyItFalls() {
        assertThat(english(
                        find(FindingKind.FALLING, provoking(FindingKind.FALLING).findings())
                                .examples()
                                .get(0)))
                .contains("a counter of the day");
        // Three whole days have two midnights, at which it restarts, and end at one at which it may.
        assertThat(english(find(
                                FindingKind.FALLING,
                                withMeter(MeterKind.CUMULATIVE, QUARTER, 100)
                                        .readings("M1", MONDAY.plus(QUARTER), QUARTER, 3 * 96, i -> i % 96 + 1)
                                        .findings())
                        .examples()
                        .get(0)))
                .contains("a counter of the day");
        assertThat(english(find(
                                FindingKind.FALLING,
                                registers(1000, CheckTest::work).findings())
                        .examples()
                        .get(0)))
                .contains("energies of intervals");
        assertThat(new Recording()
                        .enterprise("E1")
                        .meter("M1", MeterKind.CUMULATIVE, HOUR, 1000, true, share("E1", 10_000))
                        .readings("M1", MONDAY, HOUR, 72, CheckTest::work)
                        .kinds())
                .doesNotContain(FindingKind.FALLING);
    }

    @Test
    void aValueAgainASecondLaterIsTheSameEnergyTwice() {
        Recording recording =
                intervals(HOUR).readings("M1", MONDAY.plus(HOUR).plusSeconds(1), HOUR, 48, CheckTest::work);

        assertThat(find(FindingKind.OVERLAPS, recording.findings()).count()).isEqualTo(48);
        assertThat(english(
                        find(FindingKind.TWICE, recording.findings()).examples().get(0)))
                .isEqualTo("power.jsonl:49 \"M1\": 10,000 Wh that other readings of this meter say already");
    }

    @Test
    void totalsOfDaysThatAreLowAtWeekendsTellWhereTheyStand() {
        Finding finding = find(
                FindingKind.START_STAMPED,
                withMeter(MeterKind.INTERVAL, DAY, null)
                        .readings("M1", MONDAY, DAY, 21, day -> day % 7 >= 5 ? 100 : 1000)
                        .findings());

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(provoking(FindingKind.START_STAMPED).findings())
                .filteredOn(hint -> hint.kind() == FindingKind.START_STAMPED)
                .extracting(Finding::severity)
                .containsExactly(Severity.HINT);
    }

    @Test
    void hoursFromAMidnightOnThatEndBeforeOneStandAtTheirBegins() {
        assertThat(withMeter(MeterKind.INTERVAL, HOUR, 1000)
                        .readings("M1", MONDAY, HOUR, 48, CheckTest::work)
                        .kinds())
                .containsExactly(FindingKind.START_STAMPED);
    }

    @Test
    void aMeterWhoseEnterpriseIsGoneIsHeldByNobody() {
        Recording recording = new Recording()
                .enterprise("E1")
                .enterprise(
                        row("E2", "P1").valid(Long.MIN_VALUE, MONDAY.plus(DAY).toEpochMilli()))
                .meter("M1", MeterKind.INTERVAL, HOUR, null, false, share("E1", 5000), share("E2", 5000))
                .readings("M1", MONDAY.plus(HOUR), HOUR, 48, CheckTest::work);

        assertThat(find(FindingKind.NOBODY_HOLDS, recording.findings()).examples())
                .extracting(CheckTest::english)
                .containsExactly("meters.csv \"M1\": from 2020-03-16T16:00:00Z on 5000 of 10000 go to an enterprise of"
                        + " which no row holds then");
    }

    @Test
    void aMeterThatIsReadOnAfterItsOnlyEnterpriseIsGoneIsHeldByNobody() {
        Recording recording = new Recording()
                .enterprise(
                        row("E1", "P1").valid(Long.MIN_VALUE, MONDAY.plus(DAY).toEpochMilli()))
                .meter("M1", MeterKind.INTERVAL, HOUR, null, false, share("E1", 10_000))
                .readings("M1", MONDAY.plus(HOUR), HOUR, 48, CheckTest::work);

        assertThat(recording.kinds()).contains(FindingKind.OUTSIDE_VALIDITY);
        assertThat(find(FindingKind.NOBODY_HOLDS, recording.findings()).examples())
                .extracting(CheckTest::english)
                .containsExactly("meters.csv \"M1\": from 2020-03-16T16:00:00Z on 10000 of 10000 go to an enterprise of"
                        + " which no row holds then");
    }

    @Test
    void moreInsideThanRegisteredIsFoundOfCountsAndOfPassages() {
        assertThat(people(StaffSource.HEADCOUNT, 5).headcount("E1", MONDAY, 6).kinds())
                .containsExactly(FindingKind.MORE_RETURNED_THAN_REGISTERED, FindingKind.NEVER_HEARD);
        assertThat(people(StaffSource.HEADCOUNT, 5)
                        .headcount("E1", MONDAY, 5)
                        .headcount("E1", MONDAY.plus(HOUR), 4)
                        .kinds())
                .containsExactly(FindingKind.NEVER_HEARD);
    }

    @Test
    void gatesCountFromTheTurnOnAndARecordOnce() {
        Instant night = MONDAY.plus(Duration.ofMinutes(30));
        assertThat(people(StaffSource.HEADCOUNT, 40)
                        .passage("E1", night, 30, 0)
                        .passage("E1", night.plus(HOUR.multipliedBy(8)), 30, 0)
                        .kinds())
                .as("a turn between them")
                .containsExactly(FindingKind.NEVER_HEARD);
        assertThat(people(StaffSource.HEADCOUNT, 40)
                        .passage("E1", night, 30, 0)
                        .passage("E1", night, 30, 0)
                        .kinds())
                .as("sent twice")
                .containsExactly(FindingKind.NEVER_HEARD);
        assertThat(people(StaffSource.HEADCOUNT, 40)
                        .passage("E1", night, 300, 0)
                        .passage("E1", night, 30, 1)
                        .kinds())
                .as("corrected")
                .containsExactly(FindingKind.NEVER_HEARD);
        assertThat(people(StaffSource.HEADCOUNT, 40)
                        .passage("E1", night, 30, 0)
                        .passage("E1", night.plus(HOUR), 30, 0)
                        .kinds())
                .containsExactly(FindingKind.MORE_RETURNED_THAN_REGISTERED, FindingKind.NEVER_HEARD);
    }

    @Test
    void whatTheRegistryDoesNotHaveThenIsNotMissed() {
        Recording gone = intervals(HOUR)
                .meter("M2", MeterKind.INTERVAL, HOUR, null, false, share("E1", 10_000, Long.MIN_VALUE, 1_000))
                .enterprise(row("E9", "P1").valid(Long.MIN_VALUE, 1_000))
                .meter("M3", MeterKind.INTERVAL, HOUR, null, false, share("E9", 10_000));

        assertThat(gone.kinds()).doesNotContain(FindingKind.NEVER_HEARD);
    }

    @Test
    void aDayIsOneWhileEachMeterTellsWhatItsRowsHold() {
        long exchange = MONDAY.plus(HOUR.multipliedBy(10)).toEpochMilli();
        Recording exchanged = new Recording()
                .enterprise(row("E1", "P1").energy(1_200, 0, 0))
                .meter("M1", MeterKind.INTERVAL, HOUR, null, false, share("E1", 10_000, Long.MIN_VALUE, exchange))
                .readings("M1", MONDAY.plus(HOUR), HOUR, 10, CheckTest::work)
                .meter("M2", MeterKind.INTERVAL, HOUR, null, false, share("E1", 10_000, exchange, Long.MAX_VALUE))
                .readings("M2", MONDAY.plus(HOUR.multipliedBy(11)), HOUR, 38, CheckTest::work);
        assertThat(exchanged.kinds()).contains(FindingKind.BASELINE_FAR);

        Recording silent = new Recording()
                .enterprise(row("E1", "P1").energy(1_200, 0, 0))
                .meter("M1", MeterKind.INTERVAL, HOUR, null)
                .readings("M1", MONDAY.plus(HOUR), HOUR, 48, CheckTest::work)
                .meter("M2", MeterKind.INTERVAL, HOUR, null);
        assertThat(silent.kinds()).doesNotContain(FindingKind.BASELINE_FAR);
    }

    private static String english(Example example) {
        return example.text(Sentences.ENGLISH);
    }

    private static String english(Message message) {
        return Sentences.ENGLISH.of(message);
    }

    private static Finding find(FindingKind kind, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " in " + findings));
    }
}
