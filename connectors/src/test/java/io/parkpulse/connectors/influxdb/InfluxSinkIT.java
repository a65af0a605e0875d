package io.parkpulse.connectors.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.influxdb.client.domain.WritePrecision;
import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.Wants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sink and a real InfluxDB. */
@Timeout(180)
@Wants(Program.INFLUXD)
class InfluxSinkIT {
    /** What makes trouble somewhere, and as what it arrives in measurements, tags and field keys. */
    private static final Map<String, String> HARD = Map.ofEntries(
            same("a b"),
            same(" leading and trailing "),
            same("a,b"),
            same("a=b"),
            same("\"quoted\""),
            same("'single'"),
            same("it's 100%; {}[]()<>|&$#@!`~^*?/+-_.:"),
            same("#number sign"),
            same("a\\b"),
            same("\\leading"),
            same("a\\nb"),
            same("园脉 滨海-中关村"),
            same("さいたま市、한국"),
            same("🏭 smoke 🌫️"),
            same("e\u0301 combining"),
            same("true"),
            same("42i"),
            Map.entry("trailing\\", "trailing＼"),
            Map.entry("two\\\\", "two\\＼"),
            Map.entry("a\\ b", "a＼ b"),
            Map.entry("a\\\"b", "a＼\"b"),
            Map.entry("a\\,b", "a＼,b"),
            Map.entry("a\\=b", "a＼=b"),
            Map.entry("a\\ \"b", "a＼ \"b"),
            Map.entry("two\nlines", "two␊lines"),
            Map.entry("two\r\nlines\n", "two␍␊lines␊"),
            Map.entry("\ttab", "␉tab"),
            Map.entry("nul\0", "nul␀"),
            Map.entry("delete\u007f", "delete␡"));

    private static final Queue<RejectedLine> REJECTED = new ConcurrentLinkedQueue<>();

    private static InfluxServer influx;

    private static Map.Entry<String, String> same(String text) {
        return Map.entry(text, text);
    }

    @BeforeAll
    static void start() throws Exception {
        influx = InfluxServer.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (influx != null) {
            influx.close();
        }
    }

    @AfterEach
    void clear() {
        REJECTED.clear();
    }

    /** An element is a line, made before, so that any line may be in a stream of text. */
    private static InfluxSinkBuilder<String> sink() throws IOException {
        return InfluxSink.<String>builder()
                .url(influx.url())
                .organisation(InfluxServer.ORGANISATION)
                .bucket(InfluxServer.BUCKET)
                .token(influx.secret())
                .linger(Duration.ofMillis(1))
                .rejectedTo(REJECTED::add)
                .encoder((element, points) -> points.accept(InfluxLine.of(element.getBytes(StandardCharsets.UTF_8))));
    }

    private static SinkHarness write(InfluxSinkBuilder<String> builder, List<InfluxLine> lines) throws Exception {
        SinkHarness sink = new SinkHarness(builder);
        for (InfluxLine line : lines) {
            sink.write(line.toString());
        }
        return sink;
    }

    private static InfluxLine raw(String line) {
        return InfluxLine.of(line.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void hardNamesAndTextsComeBackAsDocumented() throws Exception {
        List<InfluxLine> lines = new ArrayList<>();
        List<String> texts = List.copyOf(HARD.keySet());
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            lines.add(InfluxLine.measurement("hard_values")
                    .tag("tag", text)
                    .tag("number", Integer.toString(i))
                    .field("text", text)
                    .at(i));
            lines.add(InfluxLine.measurement(text)
                    .tag("key " + text, "hard_names")
                    .field("field " + text, i)
                    .at(i));
        }
        try (SinkHarness sink = write(sink(), lines)) {
            sink.endInput();
            assertThat(sink.counter("pointsWritten")).isEqualTo(lines.size());
            assertThat(REJECTED).isEmpty();
        }

        List<Map<String, Object>> values = influx.query("SELECT \"text\", \"tag\", \"number\" FROM hard_values");
        assertThat(values).hasSize(texts.size());
        for (Map<String, Object> row : values) {
            String text = texts.get(Integer.parseInt((String) row.get("number")));
            assertThat(row.get("text")).isEqualTo(text);
            assertThat(row.get("tag")).isEqualTo(HARD.get(text));
        }
        List<Map<String, Object>> names = influx.query("SELECT * FROM /.*/ WHERE time < 1s");
        for (int i = 0; i < texts.size(); i++) {
            String name = texts.get(i).startsWith("#") ? texts.get(i).replace('#', '＃') : HARD.get(texts.get(i));
            String key = HARD.get(texts.get(i));
            long number = i;
            assertThat(names)
                    .as(name)
                    .filteredOn(row -> name.equals(row.get("name")))
                    .singleElement()
                    .matches(row -> "hard_names".equals(row.get("key " + key))
                            && Long.valueOf(number).equals(row.get("field " + key)));
        }
    }

    @Test
    void numbersComeBackAsTheyWere() throws Exception {
        try (SinkHarness sink = write(
                sink().precision(WritePrecision.NS),
                List.of(InfluxLine.measurement("numbers")
                        .field("least", Long.MIN_VALUE)
                        .field("most", Long.MAX_VALUE)
                        .field("whole", 1.0)
                        .field("long", 1.23456789012345678e18)
                        .field("small", Double.MIN_VALUE)
                        .field("large", Double.MAX_VALUE)
                        .field("truth", true)
                        .at(1_584_316_800_123_000_000L)))) {
            sink.endInput();
        }
        Map<String, Object> row = influx.query("SELECT * FROM numbers").get(0);
        assertThat(row)
                .containsEntry("least", Long.MIN_VALUE)
                .containsEntry("most", Long.MAX_VALUE)
                .containsEntry("truth", true)
                .containsEntry("time", 1_584_316_800_123L);
        assertThat(((Number) row.get("whole")).doubleValue()).isEqualTo(1.0);
        assertThat(((Number) row.get("long")).doubleValue()).isEqualTo(1.23456789012345678e18);
        assertThat(((Number) row.get("small")).doubleValue()).isEqualTo(Double.MIN_VALUE);
        assertThat(((Number) row.get("large")).doubleValue()).isEqualTo(Double.MAX_VALUE);
        assertThat(influx.query("SHOW FIELD KEYS FROM numbers"))
                .filteredOn(field -> field.get("fieldKey").equals("whole"))
                .extracting(field -> field.get("fieldType"))
                .containsExactly("float");
    }

    @Test
    void ofTwoVersionsInOneRequestTheLaterWinsAndFieldsAreUnited() throws Exception {
        List<InfluxLine> lines = new ArrayList<>();
        for (int version = 0; version < 50; version++) {
            lines.add(InfluxLine.measurement("versions")
                    .tag("t", "x")
                    .field("v", version)
                    .field("only_" + version % 2, version)
                    .at(0));
        }
        try (SinkHarness sink = write(sink().linger(Duration.ofMinutes(1)), lines)) {
            sink.endInput();
        }
        assertThat(influx.query("SELECT v, only_0, only_1 FROM versions"))
                .containsExactly(Map.of("name", "versions", "time", 0L, "v", 49L, "only_0", 48L, "only_1", 49L));
    }

    @Test
    void aLineThatItCannotParseIsRejectedAndTheOthersAreWritten() throws Exception {
        List<InfluxLine> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            lines.add(
                    i == 123
                            ? raw("bad400 v= 0")
                            : InfluxLine.measurement("good400").field("v", i).at(i));
        }
        try (SinkHarness sink = write(sink(), lines)) {
            sink.endInput();
            assertThat(sink.counter("linesRejected")).isEqualTo(1);
        }
        assertThat(REJECTED).singleElement().satisfies(rejected -> {
            assertThat(rejected.line()).isEqualTo(raw("bad400 v= 0"));
            assertThat(rejected.status()).isEqualTo(400);
            assertThat(rejected.reason()).contains("unable to parse 'bad400 v= 0'");
        });
        assertThat(influx.query("SELECT count(v) FROM good400").get(0)).containsEntry("count", 299L);
    }

    @Test
    void aPointOfAnotherTypeIsCountedAsDroppedAndTheOthersAreWritten() throws Exception {
        List<InfluxLine> lines = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            InfluxLine.Builder point = InfluxLine.measurement("types").tag("i", "" + i);
            lines.add((i % 25 == 24 ? point.field("v", "text") : point.field("v", 1)).at(0));
        }
        try (SinkHarness sink = write(sink().maxRequestsInFlight(1).linger(Duration.ofMinutes(1)), lines)) {
            sink.endInput();
            assertThat(sink.counter("pointsDropped")).isEqualTo(4);
            assertThat(sink.counter("pointsWritten")).isEqualTo(96);
        }
        assertThat(influx.query("SELECT count(v) FROM types").get(0)).containsEntry("count", 96L);
    }

    @Test
    void whatItRefusesForAllFailsTheJobWithAdvice() throws Exception {
        List<InfluxLine> lines =
                List.of(InfluxLine.measurement("m").field("v", 1).at(0));
        try (SinkHarness sink = write(sink().token(SecretsTest.token()), lines)) {
            assertThatThrownBy(sink::endInput)
                    .rootCause()
                    .hasMessageContaining("answered 401: unauthorized access. It does not know the token (file ");
        }
        try (SinkHarness sink = write(sink().bucket("no such bucket"), lines)) {
            assertThatThrownBy(sink::endInput)
                    .rootCause()
                    .hasMessageContaining("answered 404: ")
                    .hasMessageContaining("It has no bucket \"no such bucket\"");
        }
    }

    @Test
    void aSeriesKeyOrTextBeyondItsLimitIsNotLostSilently() throws Exception {
        List<InfluxLine> lines = List.of(
                InfluxLine.measurement("long")
                        .tag("t", "x".repeat(70_000))
                        .field("v", 1)
                        .at(0),
                InfluxLine.measurement("long")
                        .field("text", "x".repeat(2_000_000))
                        .at(0),
                InfluxLine.measurement("long").field("v", 2).at(1));
        try (SinkHarness sink = write(sink(), lines)) {
            sink.endInput();
            assertThat(sink.counter("linesRejected") + sink.counter("pointsDropped"))
                    .isEqualTo(2);
            assertThat(sink.counter("pointsWritten")).isEqualTo(1);
        }
    }

    @Test
    void whatWasWrittenIsThereAfterAStop() throws Exception {
        try (SinkHarness sink = write(
                sink(), List.of(InfluxLine.measurement("kept").field("v", 1).at(0)))) {
            sink.until(() -> sink.counter("pointsWritten") == 1);
            influx.stop();
            sink.write("kept v=2i 1");
            sink.until(() -> sink.counter("requestsRetried") > 3);
            influx.restart();
            sink.endInput();
        }
        assertThat(influx.query("SELECT count(v) FROM kept").get(0)).containsEntry("count", 2L);
    }
}
