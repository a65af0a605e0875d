package io.parkpulse.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowMapperTest {
    private static final long QUARTER = 15 * 60_000;
    private static final IdBook NO_IDS = IdBook.of(new Registry(List.of(), List.of(), List.of(), Map.of()));

    private final Map<MappedField, Place> fields = new EnumMap<>(MappedField.class);
    private List<TimeFormat> formats = List.of(TimeFormat.ISO);
    private ZoneId zone = ZoneId.of("Asia/Shanghai");
    private Stamp stamp = Stamp.END;
    private long length;
    private Place interval;
    private List<Integer> times = List.of();
    private List<Condition> where = List.of();
    private char decimal = ' ';
    private EnergyUnit unit;
    private BigDecimal factor;
    private Map<MappedField, Map<String, String>> words = Map.of();
    private Map<MappedField, IdRule> ids = Map.of();
    private String keyVariable;

    private static Place column(String name) {
        return new Place(Place.Kind.COLUMN, name);
    }

    /** A meter's rows with the columns meter, at, value. */
    private RowMapper power() {
        fields.putIfAbsent(MappedField.METER, column("meter"));
        if (times.isEmpty()) {
            fields.putIfAbsent(MappedField.VALUE, column("value"));
        }
        return mapper(Stream.POWER);
    }

    private RowMapper mapper(Stream stream) {
        TimeRule rule = new TimeRule(List.of(column("at")), interval, formats, zone, false, stamp, length);
        Mapping mapping =
                new Mapping(stream, fields, rule, times, where, decimal, unit, factor, words, ids, keyVariable);
        this.mapping = mapping;
        return new RowMapper(mapping, NO_IDS, "secret");
    }

    private Mapping mapping;

    /** What becomes of a row: records, {@code skipped n}, or reason and detail. */
    private List<String> map(RowMapper mapper, Map<String, String> row) {
        List<String> outcome = new ArrayList<>();
        List<Place> places = mapping.places();
        try {
            mapper.map(place -> row.get(places.get(place).text()), new RowSink() {
                @Override
                public void record(byte[] line, int size) {
                    outcome.add(new String(line, 0, size, StandardCharsets.UTF_8));
                }

                @Override
                public void skipped(int rows) {
                    outcome.add("skipped " + rows);
                }

                @Override
                public void dead(DeadReason reason, String detail, String time, String cell) {
                    outcome.add(reason.id() + (time == null ? "" : " " + time) + " " + detail);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return outcome;
    }

    private String reading(RowMapper mapper, String at, String value) {
        return map(mapper, Map.of("meter", "M1", "at", at, "value", value)).get(0);
    }

    private String value(RowMapper mapper, String value) {
        String line = reading(mapper, "2020-03-16 08:00", value);
        return line.startsWith("{") ? line.substring(line.indexOf("\"value\":") + 8, line.length() - 1) : line;
    }

    private String at(RowMapper mapper, String at) {
        String line = reading(mapper, at, "1");
        return line.startsWith("{") ? line.substring(line.indexOf("\"at\":") + 6, line.indexOf("Z\"") + 1) : line;
    }

    @Test
    void aLocalTimeIsTakenInTheZoneAndDigitsStayAsTheyAre() {
        assertThat(reading(power(), "2020-03-16 08:15", "1234.50"))
                .isEqualTo("{\"meter\":\"M1\",\"at\":\"2020-03-16T00:15:00Z\",\"value\":1234.50}");
    }

    @Test
    void aTimeWithOffsetDoesNotCareForTheZone() {
        assertThat(at(power(), "2020-03-16T08:15:00.5-05:00")).isEqualTo("2020-03-16T13:15:00.500Z");
    }

    @Test
    void aSpreadsheetsNumberOfADayIsNamed() {
        assertThat(at(power(), "43906.25"))
                .startsWith("bad-time at: \"43906.25\" is not ")
                .endsWith("; a spreadsheet's number of a day is serial-day");
    }

    @Test
    void aLocalTimeWithoutAZoneIsDead() {
        zone = null;

        assertThat(at(power(), "2020-03-16 08:15")).startsWith("bad-time").contains("has no offset");
    }

    @Test
    void theStampOfABeginOrAMiddleBecomesTheEnd() {
        length = QUARTER;
        stamp = Stamp.START;
        assertThat(at(power(), "2020-03-16T08:00Z")).isEqualTo("2020-03-16T08:15:00Z");
        stamp = Stamp.MIDDLE;
        assertThat(at(power(), "2020-03-16T08:00Z")).isEqualTo("2020-03-16T08:07:30Z");
        stamp = Stamp.END;
        assertThat(at(power(), "2020-03-16T08:00Z")).isEqualTo("2020-03-16T08:00:00Z");
    }

    @Test
    void aZoneThatARowNamesHoldsLikeTheMappings() {
        formats = List.of(TimeFormat.ISO, TimeFormat.of("yyyy-MM-dd HH:mm VV"));
        RowMapper mapper = power();

        assertThat(at(mapper, "2020-10-25T02:30[Europe/Berlin]")).isEqualTo("2020-10-25T00:30:00Z");
        assertThat(at(mapper, "2020-10-25 02:15 Europe/Berlin")).isEqualTo("2020-10-25T01:15:00Z");
        assertThat(at(mapper, "2020-10-25T02:30[Europe/Berlin]")).isEqualTo("2020-10-25T01:30:00Z");
        assertThat(at(mapper, "2021-03-28T02:30[Europe/Berlin]"))
                .isEqualTo("bad-time at: \"2021-03-28T02:30[Europe/Berlin]\" is not there: clocks went forward");
    }

    @Test
    void ofIdsThatCountAsTheSameTheOneThatIsWrittenIsMeant() {
        ids = Map.of(MappedField.METER, new IdRule(true, true, true, 0, Map.of(), ""));
        power();
        IdBook book = IdBook.of(new Registries()
                .park("P1")
                .enterprise("E1", "P1")
                .meter("M2", "E1", null)
                .meter("m2", "E1", null)
                .meter("Mx", "E1", null)
                .build());
        RowMapper mapper = new RowMapper(mapping, book, null);

        assertThat(meter(mapper, "M2")).isEqualTo("M2");
        assertThat(meter(mapper, "m2")).isEqualTo("m2");
        assertThat(meter(mapper, "Ｍ２")).as("nobody knows which").isEqualTo("Ｍ２");
        assertThat(meter(mapper, "mX")).isEqualTo("Mx");
        assertThat(meter(mapper, "NEW")).as("unknown").isEqualTo("new");
    }

    private String meter(RowMapper mapper, String written) {
        String line = map(mapper, Map.of("meter", written, "at", "2020-03-16 08:00", "value", "1"))
                .get(0);
        return line.substring(line.indexOf("\"meter\":\"") + 9, line.indexOf("\",\"at\""));
    }

    @Test
    void inAutumnALocalTimeIsTheFirstOneThatComesAfterTheRowBefore() {
        zone = ZoneId.of("Europe/Berlin");
        RowMapper mapper = power();

        List<String> instants = java.util.stream.Stream.of("01:45", "02:00", "02:30", "02:00", "02:30", "03:00")
                .map(time -> at(mapper, "2020-10-25 " + time))
                .toList();

        assertThat(instants)
                .containsExactly(
                        "2020-10-24T23:45:00Z",
                        "2020-10-25T00:00:00Z",
                        "2020-10-25T00:30:00Z",
                        "2020-10-25T01:00:00Z",
                        "2020-10-25T01:30:00Z",
                        "2020-10-25T02:00:00Z");
    }

    @Test
    void inAutumnALocalTimeIsTheLastOneThatComesBeforeTheRowBeforeIfTheNewestIsFirst() {
        zone = ZoneId.of("Europe/Berlin");
        RowMapper mapper = power();

        List<String> instants = java.util.stream.Stream.of(
                        "03:30", "03:00", "02:30", "02:00", "02:30", "02:00", "01:30", "02:00", "02:30", "02:00")
                .map(time -> at(mapper, "2020-10-25 " + time))
                .toList();

        assertThat(instants)
                .containsExactly(
                        "2020-10-25T02:30:00Z",
                        "2020-10-25T02:00:00Z",
                        "2020-10-25T01:30:00Z",
                        "2020-10-25T01:00:00Z",
                        "2020-10-25T00:30:00Z",
                        "2020-10-25T00:00:00Z",
                        "2020-10-24T23:30:00Z",
                        // Forward again.
                        "2020-10-25T00:00:00Z",
                        "2020-10-25T00:30:00Z",
                        "2020-10-25T01:00:00Z");
    }

    @Test
    void eachMeterHasItsOwnRowBefore() {
        zone = ZoneId.of("Europe/Berlin");
        RowMapper mapper = power();
        assertThat(at(mapper, "2020-10-25 02:30")).isEqualTo("2020-10-25T00:30:00Z");

        assertThat(map(mapper, Map.of("meter", "M2", "at", "2020-10-25 02:15", "value", "1"))
                        .get(0))
                .contains("2020-10-25T00:15:00Z");
    }

    @Test
    void theRowBeforeOfAMeterIsThatOfItsIdAndNotOfItsSpelling() {
        zone = ZoneId.of("Europe/Berlin");
        RowMapper mapper = power();
        assertThat(at(mapper, "2020-10-25 02:30")).isEqualTo("2020-10-25T00:30:00Z");

        assertThat(map(mapper, Map.of("meter", " M1 ", "at", "2020-10-25 02:15", "value", "1"))
                        .get(0))
                .contains("2020-10-25T01:15:00Z");
    }

    @Test
    void aRowThatStepsBackBehindBothIsTheFirstOfThemAgain() {
        zone = ZoneId.of("Europe/Berlin");
        RowMapper mapper = power();
        at(mapper, "2020-12-01 00:00");

        assertThat(at(mapper, "2020-10-25 02:30")).isEqualTo("2020-10-25T00:30:00Z");
    }

    @Test
    void aLocalTimeThatIsNotThereIsBadTime() {
        zone = ZoneId.of("Europe/Berlin");

        assertThat(at(power(), "2020-03-29 02:30"))
                .isEqualTo("bad-time at: \"2020-03-29 02:30\" is not there: clocks went forward");
    }

    @Test
    void aNumberedIntervalCountsTheTimeThatHasPassedInItsDay() {
        zone = ZoneId.of("Europe/Berlin");
        interval = column("hour");
        length = 4 * QUARTER;
        RowMapper mapper = power();

        assertThat(map(mapper, Map.of("meter", "M", "at", "2020-10-25", "hour", "25", "value", "1"))
                        .get(0))
                .contains("2020-10-25T23:00:00Z");
        assertThat(map(mapper, Map.of("meter", "M", "at", "2020-03-29", "hour", "3", "value", "1"))
                        .get(0))
                .contains("2020-03-29T02:00:00Z");
        assertThat(map(mapper, Map.of("meter", "M", "at", "2020-03-29", "hour", "24", "value", "1"))
                        .get(0))
                .isEqualTo("bad-time at: \"2020-03-29\" has no interval \"24\"; expected 1 to 23");
    }

    @Test
    void aWideRowIsARecordForEachOfItsTimes() {
        times = List.of(0, 12 * 60, 24 * 60);
        length = 48 * QUARTER;

        assertThat(map(power(), Map.of("meter", "M1", "at", "2020-03-16", "00:00", "1", "12:00", "x", "24:00", "3.0")))
                .containsExactly(
                        "{\"meter\":\"M1\",\"at\":\"2020-03-15T16:00:00Z\",\"value\":1,\"period\":\"PT12H\"}",
                        "bad-value 12:00 value: \"x\" is no number",
                        "{\"meter\":\"M1\",\"at\":\"2020-03-16T16:00:00Z\",\"value\":3.0,\"period\":\"PT12H\"}");
    }

    @Test
    void aTimeOfDayBesideTheColumnsOrTheIntervalIsBadTime() {
        times = List.of(15);
        length = QUARTER;

        assertThat(map(power(), Map.of("meter", "M1", "at", "2020-03-16 10:32:11", "00:15", "1")))
                .containsExactly("bad-time 00:15 at: \"2020-03-16 10:32:11\" has a time of day, and the columns have it"
                        + " too");
        assertThat(map(power(), Map.of("meter", "M1", "at", "2020-03-16 00:00:00", "00:15", "1")))
                .allMatch(line -> line.contains("2020-03-15T16:15:00Z"));

        times = List.of();
        interval = column("hour");
        assertThat(map(power(), Map.of("meter", "M1", "at", "2020-03-16 10:00", "hour", "1", "value", "1")))
                .containsExactly(
                        "bad-time at: \"2020-03-16 10:00\" has a time of day, and intervals are counted from its"
                                + " begin");
    }

    @Test
    void aSkippedWideRowCountsOnceForEachTime() {
        times = List.of(0, 12 * 60);
        length = 48 * QUARTER;
        where = List.of(new Condition(column("kind"), Set.of("A+", "A")));

        assertThat(map(power(), Map.of("meter", "M1", "at", "2020-03-16", "kind", "R+")))
                .containsExactly("skipped 2");
        assertThat(map(power(), Map.of("meter", "M1", "at", "2020-03-16"))).containsExactly("skipped 2");
        assertThat(map(power(), Map.of("meter", "M1", "at", "2020-03-16", "kind", " A+ ")))
                .hasSize(2);
    }

    @Test
    void unitsOfRecordsStayAndOthersBecomeWh() {
        unit = EnergyUnit.KWH;
        assertThat(value(power(), "1.50")).isEqualTo("1.50,\"unit\":\"kWh\"");
        unit = EnergyUnit.TEN_MWH;
        assertThat(value(power(), "2")).isEqualTo("2,\"unit\":\"10MWh\"");
        unit = EnergyUnit.GJ;
        assertThat(value(power(), "0.0036")).isEqualTo("1000,\"unit\":\"Wh\"");
        // 1 GJ is 277,777.7… Wh, which no decimal is: rounded as the record would be.
        assertThat(value(power(), "1")).isEqualTo("277778,\"unit\":\"Wh\"");
    }

    @Test
    void aPowerIsTheMeanOverTheLength() {
        unit = EnergyUnit.KW;
        length = QUARTER;
        assertThat(value(power(), "100.5")).isEqualTo("25125,\"unit\":\"Wh\",\"period\":\"PT15M\"");
        unit = EnergyUnit.W;
        assertThat(value(power(), "2")).isEqualTo("0.5,\"unit\":\"Wh\",\"period\":\"PT15M\"");
        length = 10 * 60_000;
        // A sixth of 3 Wh is exact, of 4 it is not.
        assertThat(value(power(), "3")).startsWith("0.5,");
        assertThat(value(power(), "4")).startsWith("1,");
    }

    @Test
    void aUnitBehindTheNumberIsTheValuesOwn() {
        unit = EnergyUnit.MWH;
        assertThat(value(power(), "100 kWh")).isEqualTo("100,\"unit\":\"kWh\"");
        assertThat(value(power(), "1.5度")).isEqualTo("1.5,\"unit\":\"kWh\"");
        assertThat(value(power(), "1.5 kW·h")).isEqualTo("1.5,\"unit\":\"kWh\"");
        assertThat(value(power(), "2 万kWh")).isEqualTo("2,\"unit\":\"10MWh\"");
        assertThat(value(power(), "2 10MWh")).isEqualTo("2,\"unit\":\"10MWh\"");
        assertThat(value(power(), "110MWh")).isEqualTo("110,\"unit\":\"MWh\"");
        assertThat(value(power(), "5 therms")).startsWith("bad-value unit: \"therms\"");
        assertThat(value(power(), "5 kW")).startsWith("bad-value unit: \"kW\" is a power");
    }

    @Test
    void aFactorMultipliesExactly() {
        factor = new BigDecimal("0.1");
        assertThat(value(power(), "0.3")).isEqualTo("0.03");
        factor = new BigDecimal("-4000");
        assertThat(value(power(), "12.25")).isEqualTo("-49000.00");
        factor = new BigDecimal("1e15");
        assertThat(value(power(), "12345"))
                .isEqualTo("bad-value value: \"12345\" is too large with the factor: beyond 2^53");
        factor = new BigDecimal("0.001");
        assertThat(value(power(), "9007199254740993000")).contains("too large");
        assertThat(value(power(), "9007199254740992000.0")).isEqualTo("9007199254740992.0000");
    }

    @Test
    void numbersAreReadByTheirDecimalSign() {
        decimal = ',';
        assertThat(value(power(), "1.234.567,50")).isEqualTo("1234567.50");
        assertThat(value(power(), "1 234,5")).isEqualTo("1234.5");
        assertThat(value(power(), "12.34")).startsWith("bad-value");
        decimal = '.';
        assertThat(value(power(), "1,234.5")).isEqualTo("1234.5");
        assertThat(value(power(), "12,34")).startsWith("bad-value");
    }

    @Test
    void twoNumbersInACellAreNotOneWithThousands() {
        for (String two : List.of("1234 567", "1 234'567", "20200316 123", "1 234 56", "12 345,678", " 1 23")) {
            assertThat(value(power(), two)).as(two).startsWith("bad-value");
        }
        assertThat(value(power(), "-12 345'678")).startsWith("bad-value");
        assertThat(value(power(), "-12'345'678.9")).isEqualTo("-12345678.9");
    }

    @Test
    void aNumberIsExactAsFarAsRecordsAre() {
        unit = EnergyUnit.WH;
        for (String exact : List.of(
                "9007199254740992",
                "9007199254740991.5",
                "-9007199254740992",
                "0.1000000000000000055511151231257827021181583404541015625")) {
            assertThat(value(power(), exact)).isEqualTo(exact + ",\"unit\":\"Wh\"");
        }
        for (String beyond : List.of(
                "9007199254740993", "9007199254740992.1", "-9007199254740993", "12345678901234567890", "1e999999999")) {
            assertThat(value(power(), beyond))
                    .isEqualTo("bad-value value: \"" + beyond + "\" is too large: beyond 2^53");
        }
        assertThat(value(power(), "1e-999999999")).endsWith("is no number");
    }

    @Test
    void aCommaIsReadOnlyWhereTheMappingSaysWhatItIs() {
        assertThat(value(power(), "1,234"))
                .isEqualTo("bad-value value: \"1,234\" has a comma, and decimal does not say what it is");
    }

    @Test
    void numbersInOtherSpellingsBecomeJson() {
        RowMapper mapper = power();

        assertThat(value(mapper, "+7")).isEqualTo("7");
        assertThat(value(mapper, "007.50")).isEqualTo("7.50");
        assertThat(value(mapper, "1.5e3")).isEqualTo("1500");
        assertThat(value(mapper, ".5")).isEqualTo("0.5");
        assertThat(value(mapper, "-3")).isEqualTo("-3");
        assertThat(value(mapper, "12345678901234567890")).startsWith("bad-value");
        for (String none : List.of("", " ", "NaN", "-", "unavailable", "1..2", "1e999999999", "--5", "0x10")) {
            assertThat(value(mapper, none)).as(none).startsWith("bad-value");
        }
    }

    @Test
    void whatIsMissingIsMalformedAndWhatIsBlankSaysSo() {
        RowMapper mapper = power();

        assertThat(map(mapper, Map.of("meter", "M1", "at", "2020-03-16"))).containsExactly("malformed value: missing");
        assertThat(map(mapper, Map.of("meter", "M1", "value", "1"))).containsExactly("malformed at: missing");
        assertThat(map(mapper, Map.of("meter", "", "at", "2020-03-16", "value", "1")))
                .containsExactly("bad-value meter: blank");
        assertThat(map(mapper, Map.of("meter", "M\uFFFD", "at", "2020-03-16", "value", "1")))
                .containsExactly("malformed meter: has bytes that are not in the file's encoding");
        assertThat(at(mapper, "1999-12-31")).startsWith("bad-time").contains("2000 to 2099");
    }

    @Test
    void idsAreQuotedAsJson() {
        RowMapper mapper = power();

        assertThat(map(mapper, Map.of("meter", "a\"b\\c\t度", "at", "2020-03-16T00:00Z", "value", "1"))
                        .get(0))
                .startsWith("{\"meter\":\"a\\\"b\\\\c\\u0009度\",");
    }

    @Test
    void aCheckinHasWordsAndAHashedPerson() {
        fields.put(MappedField.PERSON, column("person"));
        fields.put(MappedField.ENTERPRISE, new Place(Place.Kind.CONSTANT, "E1"));
        fields.put(MappedField.DIRECTION, column("state"));
        fields.put(MappedField.MODE, column("mode"));
        words = Map.of(
                MappedField.DIRECTION, Map.of("上班", "IN", "1", "OUT", "刷卡", "PUNCH"),
                MappedField.MODE, Map.of("远程", "ONLINE"));
        ids = Map.of(MappedField.PERSON, new IdRule(true, true, true, 4, Map.of(), "").ready());
        keyVariable = "KEY";
        RowMapper mapper = mapper(Stream.CHECKIN);
        Map<String, String> in = Map.of("person", "７", "at", "2020-03-16 08:00", "state", "上班");

        // HMAC-SHA-256 of 0007 with the key "secret".
        assertThat(map(mapper, in))
                .containsExactly("{\"person\":\"a0374bbcabbd178f3da8aaee2bb5272809c943f75423a40022425ea8c3ae032f\","
                        + "\"enterprise\":\"E1\",\"at\":\"2020-03-16T00:00:00Z\",\"direction\":\"IN\"}");
        assertThat(map(mapper, Map.of("person", "8", "at", "2020-03-16 08:00", "state", "1", "mode", "远程"))
                        .get(0))
                .endsWith("\"direction\":\"OUT\",\"mode\":\"ONLINE\"}");
        assertThat(map(mapper, Map.of("person", "8", "at", "2020-03-16 08:00", "state", "刷卡"))
                        .get(0))
                .endsWith("\"direction\":\"IN\"}");
        assertThat(map(mapper, Map.of("person", "8", "at", "2020-03-16 08:00", "state", "?")))
                .containsExactly("malformed direction: \"?\" is none of IN, OUT, PUNCH");
    }

    @Test
    void aHeadcountIsACountOrThoseWhoPassed() {
        fields.put(MappedField.ENTERPRISE, column("site"));
        fields.put(MappedField.SOURCE, column("gate"));
        fields.put(MappedField.COUNT, column("n"));
        Map<String, String> row = Map.of("site", "E1", "gate", "g", "at", "2020-03-16T00:00Z", "n", "12.0", "in", "3");
        assertThat(map(mapper(Stream.HEADCOUNT), row).get(0)).endsWith(",\"count\":12}");

        fields.remove(MappedField.COUNT);
        fields.put(MappedField.IN, column("in"));
        fields.put(MappedField.OUT, column("out"));
        assertThat(map(mapper(Stream.HEADCOUNT), row).get(0)).endsWith(",\"in\":3,\"out\":0}");
    }

    @Test
    void aHeadcountIsAWholeNumberOfPersons() {
        fields.put(MappedField.ENTERPRISE, column("site"));
        fields.put(MappedField.SOURCE, column("gate"));
        fields.put(MappedField.COUNT, column("n"));
        for (String none : List.of("-1", "1.5", "x", "3 kWh", "9007199254740993", "9e99")) {
            assertThat(map(
                            mapper(Stream.HEADCOUNT),
                            Map.of("site", "E1", "gate", "g", "at", "2020-03-16T00:00Z", "n", none)))
                    .as(none)
                    .allMatch(line -> line.startsWith("bad-value count"))
                    .allMatch(line -> line.contains("too large") == none.contains("9"));
        }
    }
}
