package io.parkpulse.ingest;

import static io.parkpulse.Registries.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Register;
import io.parkpulse.model.Stream;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.Roster;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {
    private static final byte[] NO_BYTES = {};
    /** 2020-03-16T00:00:00Z. */
    private static final long FROM = 1_584_316_800_000L;
    /** An hour later. */
    private static final long TO = 1_584_320_400_000L;

    private static final Roster ROSTER = Roster.of(new Registries()
            .park("P1")
            .park("P2")
            .enterprise("E1", "P1")
            .enterprise("E2", "P2")
            .enterprise(row("E3", "P1").valid(FROM, TO))
            .enterprise(row("E4", "P1").valid(TO + 3_600_000, TO + 7_200_000))
            .meter("M1", "E1", BigDecimal.valueOf(100))
            .meter(meter("I1", "E1", MeterKind.INTERVAL, "1", BigDecimal.valueOf(100)))
            .meter("M3", "E3", null)
            .meter(new Meter(
                    "M34",
                    List.of(new Meter.Share("E3", 5000), new Meter.Share("E4", 5000)),
                    MeterKind.CUMULATIVE,
                    BigDecimal.ONE,
                    0,
                    null,
                    900_000))
            .meter(new Meter(
                    "M12",
                    List.of(new Meter.Share("E2", 5000), new Meter.Share("E1", 5000)),
                    MeterKind.CUMULATIVE,
                    BigDecimal.ONE,
                    0,
                    null,
                    900_000))
            .meter(meter("MBIG", "E1", MeterKind.CUMULATIVE, "9007199254740992", null))
            .meter(meter("MLONG", "E1", MeterKind.CUMULATIVE, "1.00000000000000000000000000001", null))
            .meter(meter("M1E3", "E1", MeterKind.CUMULATIVE, "1e3", null))
            .build());

    private final RecordReader reader = new RecordReader(ROSTER);

    // One reason each, and the first where there are several

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // malformed, and everything else that can be wrong
                "MALFORMED | {'at':'never','value':-1,'meter':'M9'",
                "MALFORMED | {'at':'never','value':-1}",
                "MALFORMED | {'meter':'M9','value':-1}",
                "MALFORMED | {'meter':'M9','at':'never'}",
                "MALFORMED | {'meter':null,'at':'never','value':-1}",
                "MALFORMED | {'meter':9,'at':'never','value':-1}",
                "MALFORMED | {'meter':'M9','at':null,'value':-1}",
                "MALFORMED | {'meter':'M9','at':true,'value':-1}",
                "MALFORMED | {'meter':'M9','at':[1],'value':-1}",
                "MALFORMED | {'meter':'M9','at':'never','value':'1'}",
                "MALFORMED | {'meter':'M9','at':'never','value':null}",
                "MALFORMED | {'meter':'M9','at':'never','value':-1,'rev':'1'}",
                "MALFORMED | {'meter':'M9','at':'never','value':-1,'rev':true}",
                "MALFORMED | {'meter':'M9','at':'never','value':-1,'unit':'kwh'}",
                "MALFORMED | {'meter':'M9','at':'never','value':-1,'unit':''}",
                "MALFORMED | {'meter':'M9','at':'never','value':-1,'unit':1000}",
                "MALFORMED | {'meter':'M9','at':'never','value':-1,'event':'reset'}",
                "MALFORMED | {'meter':'M9','at':'never','value':-1,'event':false}",
                "MALFORMED | {'meter':'M9','at':'never','value':-1,'period':'15'}",
                "MALFORMED | {'meter':'M9','at':'never','value':-1,'period':'P1M'}",
                "MALFORMED | {'meter':'M9','at':'never','value':-1,'period':'P1W'}",
                "MALFORMED | {'meter':'M9','at':'never','value':-1,'period':'P'}",
                "MALFORMED | {'meter':'M9','at':'never','value':-1,'period':'PT'}",
                "MALFORMED | {'meter':'M9','at':'never','value':-1,'period':''}",
                "MALFORMED | {'meter':'M9','at':'never','value':-1,'period':900}",
                "MALFORMED | {'meter':'M9','at':'never','value':-1,'received':false}",
                // bad-time, and what comes after
                "BAD_TIME | {'meter':'M9','at':'never','value':-1}",
                "BAD_TIME | {'meter':'M9','at':'2020-03-16T08:15:00','value':-1}",
                "BAD_TIME | {'meter':'M9','at':1584317700000.0,'value':-1}",
                "BAD_TIME | {'meter':'M9','at':1.584e12,'value':-1}",
                "BAD_TIME | {'meter':'M9','at':NaN,'value':-1}",
                "BAD_TIME | {'meter':'M9','at':-Infinity,'value':-1}",
                "BAD_TIME | {'meter':'M9','at':'','value':-1}",
                "BAD_TIME | {'meter':'M9','at':'1584317700000','value':-1}",
                "BAD_TIME | {'meter':'M9','at':946684799999,'value':-1}",
                "BAD_TIME | {'meter':'M9','at':4102444800000,'value':-1}",
                "BAD_TIME | {'meter':'M9','at':-1,'value':-1}",
                "BAD_TIME | {'meter':'M9','at':99999999999999999999999999,'value':-1}",
                "BAD_TIME | {'meter':'M9','at':'2100-01-01T00:00:00+00:00','value':-1}",
                "BAD_TIME | {'meter':'M9','at':'2000-01-01T00:00:00+00:01','value':-1}",
                "BAD_TIME | {'meter':'M9','at':1584317700000,'value':-1,'received':'now'}",
                "BAD_TIME | {'meter':'M9','at':1584317700000,'value':-1,'received':946684799999}",
                "BAD_TIME | {'meter':'M9','at':1584317700000,'value':-1,'received':Infinity}",
                // bad-value, and what comes after
                "BAD_VALUE | {'meter':'M9','at':4102444799999,'value':-1}",
                "BAD_VALUE | {'meter':'M9','at':946684800000,'value':-0.001}",
                "BAD_VALUE | {'meter':'M9','at':1584317700000,'value':NaN}",
                "BAD_VALUE | {'meter':'M9','at':1584317700000,'value':Infinity}",
                "BAD_VALUE | {'meter':'M9','at':1584317700000,'value':-Infinity}",
                "BAD_VALUE | {'meter':'M9','at':1584317700000,'value':9007199254740993}",
                "BAD_VALUE | {'meter':'M9','at':1584317700000,'value':9007199254740992.5}",
                "BAD_VALUE | {'meter':'M9','at':1584317700000,'value':1e999999999}",
                "BAD_VALUE | {'meter':'M9','at':1584317700000,'value':9007199254740.993,'unit':'kWh'}",
                "BAD_VALUE | {'meter':'','at':1584317700000,'value':1}",
                "BAD_VALUE | {'meter':' ','at':1584317700000,'value':1}",
                "BAD_VALUE | {'meter':'\\t\\u3000','at':1584317700000,'value':1}",
                "BAD_VALUE | {'meter':'M9','at':1584317700000,'value':1,'rev':-1}",
                "BAD_VALUE | {'meter':'M9','at':1584317700000,'value':1,'rev':0.5}",
                "BAD_VALUE | {'meter':'M9','at':1584317700000,'value':1,'rev':NaN}",
                "BAD_VALUE | {'meter':'M9','at':1584317700000,'value':1,'rev':1e-1}",
                "BAD_VALUE | {'meter':'M9','at':1584317700000,'value':1,'period':'PT0S'}",
                "BAD_VALUE | {'meter':'M9','at':1584317700000,'value':1,'period':'-PT15M'}",
                "BAD_VALUE | {'meter':'M1','at':1584317700000,'value':1,'period':'PT-15M'}",
                "BAD_VALUE | {'meter':'M1','at':1584317700000,'value':9007199254740.993}",
                // unknown-meter, though received before
                "UNKNOWN_METER | {'meter':'M9','at':1584317700000,'value':1,'received':946684800000}",
                "UNKNOWN_METER | {'meter':'m1','at':1584317700000,'value':1}",
                "UNKNOWN_METER | {'meter':'M1 ','at':1584317700000,'value':1}",
                "UNKNOWN_METER | {'meter':'M9','at':1584317700000,'value':9007199254740992}",
                "UNKNOWN_METER | {'meter':'\\u0000','at':1584317700000,'value':1}",
                // outside-validity, though received before
                "OUTSIDE_VALIDITY | {'meter':'M3','at':1584316799999,'value':1,'received':946684800000}",
                // future, though implausible
                "FUTURE | {'meter':'I1','at':1584317700000,'value':99999999,'received':1584317399999}",
                "IMPLAUSIBLE | {'meter':'I1','at':1584317700000,'value':30001,'received':1584317400000}",
            })
    void aReadingGetsTheFirstReason(DeadReason reason, String record) {
        assertThat(read(Stream.POWER, record)).as(record).isFalse();
        assertThat(reader.reason()).as(record).isEqualTo(reason);
        assertThat(reader.detail()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MALFORMED | {'enterprise':'E9','at':'never','count':-1}",
                "MALFORMED | {'enterprise':'E9','source':null,'at':'never','count':-1}",
                "MALFORMED | {'enterprise':'E9','source':3,'at':'never','count':-1}",
                "MALFORMED | {'enterprise':'E9','source':'g','at':'never'}",
                "MALFORMED | {'enterprise':'E9','source':'g','at':'never','count':'5'}",
                "MALFORMED | {'enterprise':'E9','source':'g','at':'never','count':-1,'rev':[]}",
                "MALFORMED | {'enterprise':'E9','source':'g','at':'never','count':null}",
                "MALFORMED | {'enterprise':'E9','source':'g','at':'never','in':1}",
                "MALFORMED | {'enterprise':'E9','source':'g','at':'never','in':1,'out':null}",
                "MALFORMED | {'enterprise':'E9','source':'g','at':'never','in':1,'out':'2'}",
                "MALFORMED | {'enterprise':'E9','source':'g','at':'never','in':1,'out':2,'count':3}",
                "MALFORMED | {'enterprise':'E9','source':'g','at':'never','out':2,'count':3}",
                "BAD_TIME | {'enterprise':'E9','source':'','at':'never','count':-1}",
                "BAD_TIME | {'enterprise':'E9','source':'','at':'never','in':-1,'out':0.5}",
                "BAD_VALUE | {'enterprise':'E9','source':'g','at':1584317700000,'in':-1,'out':0}",
                "BAD_VALUE | {'enterprise':'E9','source':'g','at':1584317700000,'in':1,'out':0.5}",
                "BAD_VALUE | {'enterprise':'E9','source':'g','at':1584317700000,'in':1,'out':NaN}",
                "BAD_VALUE | {'enterprise':'E9','source':'g','at':1584317700000,'in':9007199254740993,'out':0}",
                "BAD_VALUE | {'enterprise':'','source':'g','at':1584317700000,'count':5}",
                "BAD_VALUE | {'enterprise':'E9','source':' ','at':1584317700000,'count':5}",
                "BAD_VALUE | {'enterprise':'E9','source':'g','at':1584317700000,'count':-1}",
                "BAD_VALUE | {'enterprise':'E9','source':'g','at':1584317700000,'count':1.5}",
                "BAD_VALUE | {'enterprise':'E9','source':'g','at':1584317700000,'count':NaN}",
                "BAD_VALUE | {'enterprise':'E9','source':'g','at':1584317700000,'count':9007199254740993}",
                "BAD_VALUE | {'enterprise':'E9','source':'g','at':1584317700000,'count':5,'rev':-1}",
                "UNKNOWN_ENTERPRISE | {'enterprise':'E9','source':'g','at':1584317700000,'count':5,'received':946684800000}",
                "OUTSIDE_VALIDITY | {'enterprise':'E3','source':'g','at':1584320400000,'count':5,'received':946684800000}",
                "FUTURE | {'enterprise':'E1','source':'g','at':1584317700000,'count':5,'received':1584317399999}",
            })
    void aHeadcountGetsTheFirstReason(DeadReason reason, String record) {
        assertThat(read(Stream.HEADCOUNT, record)).as(record).isFalse();
        assertThat(reader.reason()).as(record).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MALFORMED | {'enterprise':'E9','at':'never','direction':'IN'}",
                "MALFORMED | {'person':'p','at':'never','direction':'IN'}",
                "MALFORMED | {'person':'p','enterprise':'E9','at':'never'}",
                "MALFORMED | {'person':'p','enterprise':'E9','at':'never','direction':'in'}",
                "MALFORMED | {'person':'p','enterprise':'E9','at':'never','direction':null}",
                "MALFORMED | {'person':'p','enterprise':'E9','at':'never','direction':1}",
                "MALFORMED | {'person':1,'enterprise':'E9','at':'never','direction':'IN'}",
                "MALFORMED | {'person':'p','enterprise':'E9','at':'never','direction':'IN','mode':'HOME'}",
                "MALFORMED | {'person':'p','enterprise':'E9','at':'never','direction':'IN','mode':0}",
                "BAD_TIME | {'person':'','enterprise':'E9','at':'never','direction':'IN'}",
                "BAD_VALUE | {'person':'','enterprise':'E9','at':1584317700000,'direction':'IN'}",
                "BAD_VALUE | {'person':'p','enterprise':'\\u2003','at':1584317700000,'direction':'IN'}",
                "UNKNOWN_ENTERPRISE | {'person':'p','enterprise':'E9','at':1584317700000,'direction':'IN','received':946684800000}",
                "OUTSIDE_VALIDITY | {'person':'p','enterprise':'E3','at':1584320400000,'direction':'IN','received':946684800000}",
                "FUTURE | {'person':'p','enterprise':'E1','at':1584317700000,'direction':'IN','received':1584317399999}",
            })
    void aCheckInGetsTheFirstReason(DeadReason reason, String record) {
        assertThat(read(Stream.CHECKIN, record)).as(record).isFalse();
        assertThat(reader.reason()).as(record).isEqualTo(reason);
    }

    // What is said of it

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'at':1584317700000,'value':1} | meter: missing",
                "{'meter':null,'at':1584317700000,'value':1} | meter: null; expected a text, in quotes",
                "{'meter':9,'at':1584317700000,'value':1} | meter 9: a number; expected a text, in quotes",
                "{'meter':'M1','at':1584317700000,'value':true}"
                        + " | value: true, false, an object or an array; expected a number, without quotes",
                "{'meter':'M1','at':1584317700000,'value':'100.0'}"
                        + " | value '100.0': a number in quotes; expected a number, without quotes",
                "{'meter':'M1','at':1584317700000,'value':'1,00'}"
                        + " | value '1,00': a number in quotes, with a comma; expected a number, without quotes",
                "{'meter':'M1','at':1584317700000,'value':'100 kWh'}"
                        + " | value '100 kWh': a number and more, in quotes; expected a number, without quotes",
                "{'meter':'M1','at':1584317700000,'value':'unavailable'}"
                        + " | value 'unavailable': a text; expected a number, without quotes",
                "{'meter':'M1','at':1584317700000,'value':1,'unit':'KWH'}"
                        + " | unit 'KWH': expected one of Wh, kWh, MWh, 10MWh; did you mean 'kWh'?",
                "{'meter':'M1','at':1584317700000,'value':1,'unit':'万千瓦时'}"
                        + " | unit '万千瓦时': expected one of Wh, kWh, MWh, 10MWh; did you mean '10MWh'?",
                "{'meter':'M1','at':1584317700000,'value':1,'unit':'kW'}"
                        + " | unit 'kW': expected one of Wh, kWh, MWh, 10MWh; this is a power, not an energy",
                "{'meter':'M1','at':1584317700000,'value':1,'unit':'J'}"
                        + " | unit 'J': expected one of Wh, kWh, MWh, 10MWh",
                "{'meter':'M1','at':1584317700000,'value':1,'period':'15 min'}"
                        + " | period '15 min': expected an ISO-8601 duration of days to seconds, such as PT15M",
                "{'meter':'M1','at':1584317700000,'value':1,'period':900}"
                        + " | period 900: a number; expected a duration in quotes, such as 'PT15M'",
                "{'meter':'M1','at':1584317700000,'value':-30} | value -30: negative",
                "{'meter':'M1','at':1584317700000,'value':1,'rev':0.5} | rev 0.5: not whole",
                "{'meter':'M1','at':1584317700000,'value':9007199254740.993} | value 9007199254740.993: beyond 2^53 Wh",
                "{'meter':'m1','at':1584317700000,'value':1} | meter 'm1': not in the registry; did you mean 'M1'?",
                "{'meter':'M1 ','at':1584317700000,'value':1} | meter 'M1 ': not in the registry; did you mean 'M1'?",
                "{'meter':'gate','at':1584317700000,'value':1} | meter 'gate': not in the registry",
            })
    void theDetailSaysWhatIsWrongWithAReading(String record, String detail) {
        assertThat(read(Stream.POWER, record)).isFalse();
        assertThat(reader.detail()).isEqualTo(detail.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'2020-03-16 01:00:00' | '2020-03-16 01:00:00': a blank in place of T, no offset;",
                "1584317700 | 1584317700: seconds in place of milliseconds;",
                "'1584317700000' | '1584317700000': a number in quotes;",
                "'never' | 'never':",
                "NaN | NaN:",
            })
    void theDetailSaysWhatIsWrongWithATime(String time, String said) {
        String expected =
                "expected a time with its offset, such as 2020-03-16T08:15:00+08:00, or milliseconds, from 2000 to 2099";

        assertThat(read(Stream.POWER, "{'meter':'M1','at':" + time + ",'value':1}"))
                .isFalse();
        assertThat(reader.detail()).isEqualTo("at " + said.replace('\'', '"') + " " + expected);

        assertThat(read(Stream.POWER, "{'meter':'M1','at':1584317700000,'value':1,'received':" + time + "}"))
                .isFalse();
        assertThat(reader.detail()).isEqualTo("received " + said.replace('\'', '"') + " " + expected);
    }

    @Test
    void theDetailSaysWhatIsWrongWithARecordOfPeople() {
        assertThat(read(Stream.HEADCOUNT, "{'enterprise':'e1','source':'g','at':1584317700000,'count':1}"))
                .isFalse();
        assertThat(reader.detail()).isEqualTo("enterprise \"e1\": not in the registry; did you mean \"E1\"?");

        assertThat(read(Stream.CHECKIN, "{'person':'p','enterprise':'E1','at':1584317700000,'direction':'in'}"))
                .isFalse();
        assertThat(reader.detail()).isEqualTo("direction \"in\": expected one of IN, OUT; did you mean \"IN\"?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'at':0 | count: missing",
                "'in':1 | out: missing",
                "'out':1 | in: missing",
                "'in':1,'out':2,'count':3 | in: in a record with count; expected one or the other",
                "'count':-80 | count -80: negative; what counts who passes sends 'in' and 'out' in place of 'count'",
                "'in':-1,'out':0 | in -1: negative; those who went out go in 'out'",
                "'in':0,'out':-2 | out -2: negative; those who came in go in 'in'",
            })
    void theDetailSaysWhatAGateIsToSend(String fields, String detail) {
        assertThat(read(Stream.HEADCOUNT, "{'enterprise':'E1','source':'g','at':1584317700000," + fields + "}"))
                .isFalse();
        assertThat(reader.detail()).isEqualTo(detail.replace('\'', '"'));
    }

    @Test
    void theDetailIsShortAndShowsWhatCannotBeSeen() {
        assertThat(read(Stream.POWER, "{'meter':'" + "x".repeat(500_000) + "','at':1584317700000,'value':1}"))
                .isFalse();
        assertThat(reader.detail()).isEqualTo("meter \"" + "x".repeat(80) + "…\": not in the registry");

        assertThat(read(Stream.POWER, "{'meter':'M1\u00A0','at':1584317700000,'value':1}"))
                .isFalse();
        assertThat(reader.detail()).isEqualTo("meter \"M1\\u00a0\": not in the registry; did you mean \"M1\"?");
    }

    // What is valid

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // record, Wh
                "{'meter':'M1','at':1584317700000,'value':1234.5} | 1234500",
                "{'meter':'M1','at':'2020-03-16T08:15:00+08:00','value':1.2345E+3} | 1234500",
                "{'meter':'M1','at':1584317700000,'value':0.0004} | 0",
                "{'meter':'M1','at':1584317700000,'value':0.0005} | 1",
                "{'meter':'M1','at':1584317700000,'value':-0.0} | 0",
                "{'meter':'M1','at':1584317700000,'value':1e-999999999} | 0",
                "{'meter':'M1','at':1584317700000,'value':1.5,'unit':'Wh'} | 2",
                "{'meter':'M1','at':1584317700000,'value':1.5,'unit':'kWh'} | 1500",
                "{'meter':'M1','at':1584317700000,'value':1.5,'unit':'MWh'} | 1500000",
                "{'meter':'M1','at':1584317700000,'value':1.5,'unit':'10MWh'} | 15000000",
                "{'meter':'M1','at':1584317700000,'value':1.5,'unit':null} | 1500",
                "{'meter':'M1','at':1584317700000,'value':9007199254740.992} | 9007199254740992",
                "{'meter':'M1','at':1584317700000,'value':9007199254740.9924} | 9007199254740992",
                "{'meter':'M1','at':1584317700000,'value':9007199254740992,'unit':'Wh'} | 9007199254740992",
                "{'meter':'MBIG','at':1584317700000,'value':1} | 9007199254740992",
                "{'meter':'MBIG','at':1584317700000,'value':0.5} | 4503599627370496",
                "{'meter':'MLONG','at':1584317700000,'value':0.499999999999999999999999999999} | 1",
                "{'meter':'MLONG','at':1584317700000,'value':0.4999999999999999999999999} | 0",
                "{'meter':'M1E3','at':1584317700000,'value':7} | 7000",
                "{'x':{'meter':'M9'},'meter':'M1','at':1584317700000,'value':7} | 7000",
                "\uFEFF{'meter':'M1','at':1584317700000,'value':7} | 7000",
            })
    void aReadingIsRoundedToWattHours(String record, long wh) {
        assertThat(read(Stream.POWER, record)).as("%s", reader.detail()).isTrue();

        Observation reading = reader.observation(0, 7, NO_BYTES);
        assertThat(reading.value()).isEqualTo(wh);
        assertThat(reading.at()).isEqualTo(1_584_317_700_000L);
        assertThat(reading.kind()).isEqualTo(Observation.Kind.POWER);
        assertThat(reading.number()).isEqualTo(7);
        assertThat(reading.primary()).isTrue();
        assertThat(reading.period()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "1.0, 1", "10e-1, 1", "-0, 0", "9007199254740992, 9007199254740992", "null, 0"})
    void revisionsAreWholeByValue(String spelled, long rev) {
        assertThat(read(Stream.POWER, "{'meter':'M1','at':1584317700000,'value':1,'rev':" + spelled + "}"))
                .isTrue();
        assertThat(reader.observation(0, 1, NO_BYTES).rev()).isEqualTo(rev);

        assertThat(read(
                        Stream.HEADCOUNT,
                        "{'enterprise':'E1','source':'g','at':1584317700000,'count':1,'rev':" + spelled + "}"))
                .isTrue();
        assertThat(reader.observation(0, 1, NO_BYTES).rev()).isEqualTo(rev);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "12.0", "1.2e1", "120e-1", "12.00000000000000000000"})
    void countsAreWholeByValue(String spelled) {
        assertThat(read(
                        Stream.HEADCOUNT,
                        "{'enterprise':'E1','source':'gate-3','at':1584317700000,'count':" + spelled + "}"))
                .isTrue();

        Observation count = reader.observation(0, 1, NO_BYTES);
        assertThat(count.value()).isEqualTo(12);
        assertThat(count.name()).isEqualTo("gate-3");
        assertThat(count.kind()).isEqualTo(Observation.Kind.HEADCOUNT);
    }

    @Test
    void whoPassesAGateStandsInPlaceOfACount() {
        assertThat(read(
                        Stream.HEADCOUNT,
                        "{'enterprise':'E1','source':'g','at':1584317700000,'in':5.0,'out':3,'count':null,'rev':2}"))
                .isTrue();

        Observation passage = reader.observation(0, 1, NO_BYTES);
        assertThat(passage.passage()).isTrue();
        assertThat(passage.value()).isEqualTo(5);
        assertThat(passage.also()).isEqualTo(3);
        assertThat(passage.rev()).isEqualTo(2);

        assertThat(read(
                        Stream.HEADCOUNT,
                        "{'enterprise':'E1','source':'g','at':1584317700000,'count':4,'in':null,'out':null}"))
                .isTrue();
        Observation count = reader.observation(0, 1, NO_BYTES);
        assertThat(count.passage()).isFalse();
        assertThat(count.value()).isEqualTo(4);
        assertThat(count.also()).isEqualTo(Observation.NOTHING_MORE);
    }

    @Test
    void checkInsHaveNoRevision() {
        assertThat(read(
                        Stream.CHECKIN,
                        "{'person':'p','enterprise':'E1','at':1584317700000,'direction':'OUT','rev':'x','value':-1}"))
                .isTrue();

        Observation out = reader.observation(0, 1, NO_BYTES);
        assertThat(out.in()).isFalse();
        assertThat(out.online()).isFalse();
        assertThat(out.rev()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"IN, ONSITE, true, false", "IN, ONLINE, true, true", "OUT, ONLINE, false, true"})
    void checkInsHaveADirectionAndAMode(String direction, String mode, boolean in, boolean online) {
        assertThat(read(
                        Stream.CHECKIN,
                        "{'person':'p81','enterprise':'E2','at':1584317700000,'direction':'" + direction + "','mode':'"
                                + mode + "'}"))
                .isTrue();

        Observation event = reader.observation(0, 1, NO_BYTES);
        assertThat(event.in()).isEqualTo(in);
        assertThat(event.online()).isEqualTo(online);
        assertThat(event.name()).isEqualTo("p81");
        assertThat(event.group()).isEqualTo(ROSTER.groupOf(event.subject()));
        assertThat(ROSTER.enterpriseId(event.subject())).isEqualTo("E2");
    }

    @Test
    void nothingIsLeftOfTheRecordBefore() {
        assertThat(read(
                        Stream.POWER,
                        "{'meter':'M1','at':1584317700000,'value':1,'rev':5,'event':'RESET','period':'PT1H'}"))
                .isTrue();
        assertThat(reader.observation(0, 1, NO_BYTES).reset()).isTrue();
        assertThat(read(Stream.POWER, "{'meter':'I1','at':1584317700000,'value':1}"))
                .isTrue();

        Observation reading = reader.observation(0, 1, NO_BYTES);
        assertThat(reading.rev()).isZero();
        assertThat(reading.reset()).isFalse();
        assertThat(reading.period()).isEqualTo(900_000);
        assertThat(reader.reason()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PT15M, 900000",
        "pt15m, 900000",
        "PT0.001S, 1",
        "PT900S, 900000",
        "P1D, 86400000",
        "P1DT-1H, 82800000",
        "P30D, 2592000000",
        "PT1.5S, 1500",
        "PT100000000000H, 1125899906842624",
    })
    void aPeriodIsADurationOfDaysToSeconds(String spelled, long millis) {
        assertThat(read(Stream.POWER, "{'meter':'I1','at':1584317700000,'value':0,'period':'" + spelled + "'}"))
                .isTrue();
        assertThat(reader.observation(0, 1, NO_BYTES).period()).isEqualTo(millis);
    }

    @Test
    void aBadPeriodIsBadAlsoTheSecondTimeAndAfterAGoodOne() {
        for (String period : List.of("PT15M", "-PT15M", "-PT15M", "PT15M", "x", "x", "PT15M")) {
            boolean valid = read(Stream.POWER, "{'meter':'I1','at':1584317700000,'value':0,'period':'" + period + "'}");
            assertThat(valid).isEqualTo(period.equals("PT15M"));
        }
    }

    @Test
    void aPeriodMeansNothingToACumulativeMeterNorAnEventToAnInterval() {
        assertThat(read(Stream.POWER, "{'meter':'M1','at':1584317700000,'value':1,'period':'PT1H'}"))
                .isTrue();
        assertThat(reader.observation(0, 1, NO_BYTES).period()).isZero();

        assertThat(read(Stream.POWER, "{'meter':'I1','at':1584317700000,'value':1,'event':'RESET'}"))
                .isTrue();
        assertThat(reader.observation(0, 1, NO_BYTES).reset()).isFalse();
    }

    /** 100 kVA × 1.2: 2000 Wh a minute. */
    @ParameterizedTest
    @CsvSource({"PT15M, 30000", "PT1M, 2000", "PT0.03S, 1", "PT48H, 5760000"})
    void anIntervalIsImplausibleFromOneWattHourAboveItsLimit(String period, long limit) {
        String record = "{'meter':'I1','at':1584317700000,'period':'" + period + "','value':";

        assertThat(read(Stream.POWER, record + limit + "}")).isTrue();
        assertThat(read(Stream.POWER, record + (limit + 1) + "}")).isFalse();
        assertThat(reader.reason()).isEqualTo(DeadReason.IMPLAUSIBLE);
    }

    @Test
    void aCumulativeReadingIsNeverImplausibleByItself() {
        assertThat(read(Stream.POWER, "{'meter':'M1','at':1584317700000,'value':9000000000000}"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // meter, milliseconds after the row begins, valid
        "M3, -1, false",
        "M3, 0, true",
        "M3, 3600000, true",
        "M3, 3600001, false",
        "M34, 3600000, true",
        "M34, 3600001, false",
        "M34, 7199999, false",
        "M34, 7200000, true",
        "M34, 10800000, true",
        "M34, 10800001, false",
    })
    void aReadingIsValidFromTheBeginningOfARowToItsEnd(String meter, long after, boolean valid) {
        assertThat(read(Stream.POWER, "{'meter':'" + meter + "','at':" + (FROM + after) + ",'value':1}"))
                .isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, true", "3599999, true", "3600000, false"})
    void peopleAreValidUntilBeforeTheEndOfARow(long after, boolean valid) {
        assertThat(read(
                        Stream.CHECKIN,
                        "{'person':'p','enterprise':'E3','at':" + (FROM + after) + ",'direction':'IN'}"))
                .isEqualTo(valid);
        assertThat(read(Stream.HEADCOUNT, "{'enterprise':'E3','source':'g','at':" + (FROM + after) + ",'count':1}"))
                .isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({"300000, true", "300001, false", "-5, true", "0, true"})
    void aRecordIsFutureFromMoreThanFiveMinutesAfterItWasReceived(long after, boolean valid) {
        assertThat(read(
                        Stream.POWER,
                        "{'meter':'M1','at':" + (FROM + after) + ",'received':'2020-03-16T00:00:00Z','value':1}"))
                .isEqualTo(valid);
    }

    @Test
    void aSharedMeterGoesToEachGroupAndTheFirstCountsIt() {
        assertThat(read(Stream.POWER, "{'meter':'M12','at':1584317700000,'value':1}"))
                .isTrue();
        assertThat(reader.groups()).isEqualTo(2);

        Observation first = reader.observation(0, 1, NO_BYTES);
        Observation second = reader.observation(1, 1, NO_BYTES);
        assertThat(first.primary()).isTrue();
        assertThat(second.primary()).isFalse();
        assertThat(List.of(first.group(), second.group()))
                .containsExactly(
                        ROSTER.groupOf(ROSTER.index(Subject.ENTERPRISE).find("E2".getBytes(UTF_8), 0, 2)),
                        ROSTER.groupOf(ROSTER.index(Subject.ENTERPRISE).find("E1".getBytes(UTF_8), 0, 2)));
    }

    @Test
    void theTimeOfARecordCanBeLookedAt() {
        assertThat(peek("{'at':'2020-03-16T00:00:00Z'}")).isEqualTo(FROM);
        assertThat(peek("{'at':1584316800000,'meter':null}")).isEqualTo(FROM);
        assertThat(peek("\uFEFF{'at':1584316800000}")).isEqualTo(FROM);
        assertThat(peek("{'at':true}")).isEqualTo(TimeText.NONE);
        assertThat(peek("{'at':946684799999}")).isEqualTo(TimeText.NONE);
        assertThat(peek("{}")).isEqualTo(TimeText.NONE);
        assertThat(peek("no")).isEqualTo(TimeText.NONE);
    }

    @Test
    void aPeriodOfManyDigitsIsNoBurden() {
        for (String period : List.of(
                "PT" + "9".repeat(500_000) + "S", "P" + "T".repeat(500_000), "PT1." + "0".repeat(500_000) + "S")) {
            assertThat(read(Stream.POWER, "{'meter':'I1','at':1584317700000,'value':0,'period':'" + period + "'}"))
                    .isFalse();
            assertThat(reader.reason()).isEqualTo(DeadReason.MALFORMED);
        }
    }

    // Meters over time: of M the first row holds until FROM, and two more from FROM on, where the device is the same.

    private final RecordReader overTime = new RecordReader(Roster.of(new Registries()
            .park("P1")
            .enterprise("E1", "P1")
            .enterprise(row("E3", "P1").valid(FROM, TO))
            .meter(new Meter(
                    "M",
                    List.of(
                            meterRow("E1", register(MeterKind.CUMULATIVE, false, "1", "A"), Long.MIN_VALUE, FROM),
                            meterRow("E1", register(MeterKind.CUMULATIVE, true, "2.5", "A"), FROM, TO),
                            meterRow("E1", register(MeterKind.CUMULATIVE, true, "7", "B"), TO, TO + 1000))))
            .meter(new Meter(
                    "I",
                    List.of(
                            meterRow("E1", register(MeterKind.INTERVAL, false, "1", ""), Long.MIN_VALUE, FROM),
                            meterRow("E1", register(MeterKind.INTERVAL, false, "400", ""), FROM, TO))))
            .meter(new Meter(
                    "L", List.of(meterRow("E3", register(MeterKind.CUMULATIVE, false, "1", ""), TO, TO + 9000))))
            .build()));

    private static Meter.Row meterRow(String enterprise, Register register, long from, long to) {
        return new Meter.Row(enterprise, 10_000, Flow.ADD, register, from, to);
    }

    private static Register register(MeterKind kind, boolean signed, String factor, String serial) {
        return new Register(kind, signed, new BigDecimal(factor), 0, BigDecimal.ONE, 900_000, serial);
    }

    private String readOverTime(String meter, long at, String value) {
        byte[] bytes = "{\"meter\":\"%s\",\"at\":%d,\"value\":%s}"
                .formatted(meter, at, value)
                .getBytes(UTF_8);
        if (!overTime.read(Stream.POWER, bytes, 0, bytes.length)) {
            return overTime.reason().name();
        }
        Observation reading = overTime.observation(0, 1, NO_BYTES);
        return reading.value()
                + (reading.joins() ? " and " + reading.also() : "")
                + (reading.opens() ? " opening" : "");
    }

    @Test
    void aReadingIsReadByTheFactorOfItsTime() {
        assertThat(readOverTime("M", FROM - 1, "3")).isEqualTo("3");
        assertThat(readOverTime("M", FROM + 1, "3")).isEqualTo("8");
        assertThat(readOverTime("M", TO + 1, "3")).isEqualTo("21");
    }

    @Test
    void whereASegmentEndsAndTheNextBeginsOneOfTheSameDeviceIsReadByBothFactors() {
        assertThat(readOverTime("M", FROM, "3")).isEqualTo("3 and 8");
        // Another device.
        assertThat(readOverTime("M", TO, "3")).isEqualTo("8");
        assertThat(readOverTime("M", TO + 1000, "3")).isEqualTo("21");
    }

    @Test
    void oneThatOnlyTheNextSegmentCanReadIsReadThere() {
        assertThat(readOverTime("M", FROM, "-3")).isEqualTo("-8 opening");
        // 300 Wh in a quarter of an hour are what 1 kVA allows; the next segment would read 400.
        assertThat(readOverTime("I", FROM, "1")).isEqualTo("1");
        assertThat(readOverTime("I", FROM, "301")).isEqualTo("IMPLAUSIBLE");
    }

    @Test
    void onlyASignedMeterMayBeBelowZero() {
        assertThat(readOverTime("M", FROM - 1, "-3")).isEqualTo("BAD_VALUE");
        assertThat(readOverTime("M", FROM + 1, "-3")).isEqualTo("-8");
        assertThat(readOverTime("M", FROM + 1, "-1")).isEqualTo("-3");
        assertThat(readOverTime("M", FROM + 1, "-9007199254740993")).isEqualTo("BAD_VALUE");
        assertThat(readOverTime("M", FROM + 1, "-9007199254740992")).isEqualTo("BAD_VALUE");
        assertThat(readOverTime("L", TO - 1, "-3")).isEqualTo("BAD_VALUE");
        // No row holds, and one that does is signed.
        assertThat(readOverTime("M", TO + 1001, "-3")).isEqualTo("OUTSIDE_VALIDITY");
    }

    @Test
    void aRowOfTheMeterMustHoldTogetherWithOneOfItsEnterprise() {
        assertThat(readOverTime("M", TO + 1001, "3")).isEqualTo("OUTSIDE_VALIDITY");
        assertThat(readOverTime("L", TO - 1, "3")).isEqualTo("OUTSIDE_VALIDITY");
        assertThat(readOverTime("L", TO, "3")).isEqualTo("3");
        assertThat(readOverTime("L", TO + 1, "3")).isEqualTo("OUTSIDE_VALIDITY");
        // Nobody can say what it is in Wh.
        assertThat(readOverTime("L", TO - 1, "9e15")).isEqualTo("OUTSIDE_VALIDITY");
    }

    @Test
    void whenARecordWasReceivedIsItsOwnWordOrElseTheSystems() {
        byte[] says = "{\"meter\":\"M1\",\"at\":1584317700000,\"value\":1,\"received\":1584317700007}".getBytes(UTF_8);
        byte[] saysNothing =
                "{\"enterprise\":\"E1\",\"source\":\"g\",\"at\":1584317700000,\"count\":1}".getBytes(UTF_8);
        byte[] checkin =
                "{\"enterprise\":\"E1\",\"person\":\"p\",\"at\":1584317700000,\"direction\":\"IN\",\"received\":1584317700007}"
                        .getBytes(UTF_8);

        assertThat(reader.read(Stream.POWER, says, 0, says.length, FROM)).isTrue();
        assertThat(reader.observation(0, 1, NO_BYTES).received()).isEqualTo(1_584_317_700_007L);
        assertThat(reader.read(Stream.HEADCOUNT, saysNothing, 0, saysNothing.length, TO))
                .isTrue();
        assertThat(reader.observation(0, 1, NO_BYTES).received()).isEqualTo(TO);
        assertThat(reader.read(Stream.HEADCOUNT, saysNothing, 0, saysNothing.length))
                .isTrue();
        assertThat(reader.observation(0, 1, NO_BYTES).received()).isEqualTo(Observation.NOT_SAID);
        assertThat(reader.read(Stream.CHECKIN, checkin, 0, checkin.length, TO)).isTrue();
        assertThat(reader.observation(0, 1, NO_BYTES).received()).isEqualTo(Observation.NOT_SAID);
    }

    private boolean read(Stream stream, String record) {
        byte[] bytes = ("  " + record.replace('\'', '"')).getBytes(UTF_8);
        return reader.read(stream, bytes, 2, bytes.length - 2);
    }

    private long peek(String record) {
        byte[] bytes = record.replace('\'', '"').getBytes(UTF_8);
        return reader.peekTime(Stream.POWER, bytes, 0, bytes.length);
    }

    private static Meter meter(String id, String enterprise, MeterKind kind, String whPerUnit, BigDecimal ratedKva) {
        return new Meter(
                id,
                List.of(new Meter.Share(enterprise, 10_000)),
                kind,
                new BigDecimal(whPerUnit),
                0,
                ratedKva,
                900_000);
    }
}
