package io.parkpulse.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.model.Stream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedLinesTest {
    private static final long FROM = 1_584_316_800_000L;
    private static final long TO = FROM + 86_400_000;
    /** When the records of 2020 are sent again. */
    private static final long TODAY = 1_790_000_000_000L;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final RecordedLines lines = new RecordedLines(Stream.POWER, FROM, TO, out);

    private void add(String value, long timestamp) throws IOException {
        lines.add(value == null ? null : value.getBytes(StandardCharsets.UTF_8), timestamp);
    }

    private List<String> recorded() throws IOException {
        lines.end();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String reading(long at) {
        return "{\"meter\":\"M\",\"at\":" + at + ",\"value\":1}";
    }

    private static String received(long at, long received) {
        return "{\"meter\":\"M\",\"at\":" + at + ",\"value\":1,\"received\":" + received + "}";
    }

    @Test
    void theWindowIsHalfOpenAndOfEventTime() throws IOException {
        add(reading(FROM - 1), FROM);
        add(reading(FROM), TO);
        add(reading(TO - 1), TO + 1);
        add(reading(TO), TO);
        assertThat(recorded()).containsExactly(received(FROM, TO), received(TO - 1, TO + 1));
        assertThat(lines.lines()).isEqualTo(2);
    }

    @Test
    void whatARecordSaysOfItsReceptionCountsForMoreThanKafka() throws IOException {
        add(received(FROM, FROM + 7), FROM + 9);
        add("{\"meter\":\"M\",\"at\":\"2020-03-16T08:00:00+08:00\",\"received\":\"junk\",\"value\":1}", FROM);
        assertThat(recorded())
                .containsExactly(
                        received(FROM, FROM + 7),
                        "{\"meter\":\"M\",\"at\":\"2020-03-16T08:00:00+08:00\",\"received\":\"junk\",\"value\":1}");
    }

    @Test
    void receivedIsAddedToObjectsOfAnySpelling() throws IOException {
        add("{\"received\":null,\"at\":" + FROM + " } \r", FROM + 1);
        add(reading(FROM), -1); // no timestamp
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"received\":null,\"at\":" + FROM + " ,\"received\":" + (FROM + 1) + "} \r\n"
                        + reading(FROM) + "\n");
    }

    @Test
    void anEmptyObjectGetsNoComma() throws IOException {
        add(reading(FROM), FROM);
        add("{ }", FROM + 1);
        assertThat(recorded()).containsExactly(received(FROM, FROM), "{ \"received\":" + (FROM + 1) + "}");
    }

    @Test
    void aRecordWithoutATimeIsOfTheTimeThatItsStreamHadReached() throws IOException {
        add("first of all", TODAY);
        add(reading(FROM - 5), TODAY);
        add("before", TODAY);
        add(reading(FROM + 5), TODAY);
        add("{\"meter\":\"M\",\"at\":\"08:15\",\"value\":1}", TODAY);
        add("junk", TODAY);
        add(reading(TO), TODAY);
        add("after", TODAY);
        assertThat(recorded())
                .containsExactly(
                        received(FROM + 5, TODAY),
                        "{\"meter\":\"M\",\"at\":\"08:15\",\"value\":1,\"received\":" + TODAY + "}",
                        "junk");
        assertThat(lines.withoutTime()).isEqualTo(2);
    }

    @Test
    void theFirstRecordsAreOfTheFirstTimeThatIsSaid() throws IOException {
        add("junk", TODAY);
        add(reading(FROM), TODAY);
        assertThat(recorded()).containsExactly("junk", received(FROM, TODAY));
    }

    @Test
    void aClockThatIsFarAheadSaysNothingOfTheOthers() throws IOException {
        add(reading(FROM), FROM + 1);
        add(reading(TO + 86_400_000), FROM + 2);
        add("junk", FROM + 3);
        assertThat(recorded()).containsExactly(received(FROM, FROM + 1), "junk");
    }

    @Test
    void ifNoRecordSaysATimeKafkasCounts() throws IOException {
        add("before", FROM - 1);
        add("in", FROM);
        add("after", TO);
        assertThat(recorded()).containsExactly("in");
    }

    @Test
    void aLineFeedBecomesACarriageReturn() throws IOException {
        add("{\n\"meter\":\"M\",\n\"at\":" + FROM + ",\"value\":1}\n", FROM);
        add("not\njson", FROM);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\r\"meter\":\"M\",\r\"at\":" + FROM + ",\"value\":1,\"received\":" + FROM + "}\r\n"
                        + "not\rjson\n");
    }

    @Test
    void whatIsNoUtf8StaysAsItIs() throws IOException {
        byte[] odd = {'x', (byte) 0xff, '}'};
        lines.add(odd, FROM);
        lines.end();
        assertThat(out.toByteArray()).isEqualTo(new byte[] {'x', (byte) 0xff, '}', '\n'});
    }

    @Test
    void aRecordIsNotMadeTooLongAndALongOneStaysWhole() throws IOException {
        char[] fill = new char[1_000_000 - reading(FROM).length() - 7];
        Arrays.fill(fill, 'x');
        String longest = "{\"x\":\"" + new String(fill) + "\"," + reading(FROM).substring(1);
        assertThat(longest).hasSize(1_000_000);
        add(longest, FROM);
        add(longest + " ", FROM);
        assertThat(recorded()).containsExactly(longest, longest + " ");
    }

    @Test
    void nothingAndBlankAreNoLines() throws IOException {
        add(null, FROM);
        add("", FROM);
        add(" \r\n", FROM);
        assertThat(recorded()).isEmpty();
        assertThat(lines.empty()).isEqualTo(3);
    }
}
