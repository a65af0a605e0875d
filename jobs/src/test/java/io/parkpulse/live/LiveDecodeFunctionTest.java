package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Closing;
import io.parkpulse.Registries;
import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Stream;
import io.parkpulse.pipeline.IndexWorkflow;
import io.parkpulse.pipeline.RosterUpdate;
import io.parkpulse.roster.Roster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LiveDecodeFunctionTest {
    @RegisterExtension
    final Closing closing = new Closing();

    @TempDir
    Path dir;

    private static final long RECEIVED = Instant.parse("2020-03-16T00:00:01Z").toEpochMilli();

    private static final Roster NOBODY = Roster.of(new Registries().build());
    private static final Roster ONE = NOBODY.succeededBy(
            new Registries().park("P1").enterprise("E1", "P1").build());

    private static BroadcastOperatorTestHarness<RawRecord, RosterUpdate, Observation> harness() throws Exception {
        return Followers.harness(new LiveDecodeFunction(NOBODY, LiveMapping.NONE));
    }

    private static RawRecord record(String at) {
        return record(("{\"enterprise\":\"E1\",\"source\":\"gate\",\"at\":\"" + at + "\",\"count\":9}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static RawRecord record(byte[] value) {
        return new RawRecord(Stream.HEADCOUNT.ordinal(), MappedTopic.NONE, 3, 17, RECEIVED, RECEIVED, value);
    }

    private LiveMapping mapping() throws Exception {
        Path file = Files.writeString(dir.resolve("mapping.yaml"), """
                inputs:
                  - topic: gates
                    stream: headcount
                    format: json
                    where: {kind: gate}
                    enterprise: {pointer: /site}
                    source: {pointer: /gate}
                    at: {pointer: /time, zone: park}
                    count: {pointer: /inside}
                """);
        return LiveMapping.read(file, name -> null, null);
    }

    private static RawRecord gates(LiveMapping mapping, String value) {
        return new RawRecord(
                0, mapping.topics().get(0).number(), 3, 17, RECEIVED, RECEIVED, value.getBytes(StandardCharsets.UTF_8));
    }

    private static DeadLetter deadLetter(BroadcastOperatorTestHarness<RawRecord, RosterUpdate, Observation> harness) {
        return harness.getSideOutput(IndexWorkflow.DEAD_LETTERS).remove().getValue();
    }

    @Test
    void aRecordIsDecodedByTheRegistryThatHoldsAfterARestartAsWell() throws Exception {
        var before = closing.later(harness());
        var after = closing.later(harness());
        before.open();
        before.processElement(record("2020-03-16T00:00:00Z"), 0);
        assertThat(deadLetter(before).reason()).isEqualTo(DeadReason.UNKNOWN_ENTERPRISE);
        before.processBroadcastElement(new RosterUpdate(ONE.toBytes()), 0);
        before.processElement(record("2020-03-16T00:00:00Z"), 0);
        assertThat(before.extractOutputValues()).hasSize(1);

        after.initializeState(before.snapshot(1, 1));
        after.open();
        after.processElement(record("2020-03-16T00:00:00Z"), 0);
        assertThat(after.extractOutputValues()).hasSize(1);
    }

    @Test
    void aRecordIsOfTheFutureByTheTimeAtWhichItWasReceived() throws Exception {
        var harness = closing.later(harness());
        harness.open();
        harness.processBroadcastElement(new RosterUpdate(ONE.toBytes()), 0);
        harness.processElement(record("2020-03-16T00:05:02Z"), 0);

        assertThat(deadLetter(harness).reason()).isEqualTo(DeadReason.FUTURE);
    }

    @Test
    void theRowsOfAMappedValueAreRecordsAndDeadLettersWithTheirPlace() throws Exception {
        LiveMapping mapping = mapping();
        var harness = closing.later(Followers.harness(new LiveDecodeFunction(NOBODY, mapping)));
        harness.open();
        harness.processBroadcastElement(new RosterUpdate(ONE.toBytes()), 0);
        harness.processElement(gates(mapping, """
                [{"kind":"gate","site":"E1","gate":"g","time":"2020-03-16 08:00","inside":9},
                 {"kind":"gate","site":"E1","gate":"g","time":"2020-03-16 08:00","inside":-9},
                 {"kind":"door"},
                 {"kind":"gate","site":"E1","gate":"g","time":"2020-03-16 08:06","inside":9}]"""), 0);

        assertThat(harness.extractOutputValues()).singleElement().satisfies(observation -> {
            assertThat(observation.at())
                    .isEqualTo(Instant.parse("2020-03-16T00:00:00Z").toEpochMilli());
            assertThat(observation.value()).isEqualTo(9);
            assertThat(new String(observation.raw(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"enterprise\":\"E1\",\"source\":\"g\",\"at\":\"2020-03-16T00:00:00Z\",\"count\":9}");
            assertThat(Position.text(observation.stream(), observation.number(), mapping))
                    .isEqualTo("gates-3:17");
        });
        Observation observed = harness.extractOutputValues().get(0);
        assertThat(PointLines.line(
                        new DeadLetter(
                                observed.stream(), observed.number(), DeadReason.TOO_LATE, "old", observed.raw()),
                        mapping))
                .startsWith("{\"stream\":\"headcount\",\"source\":\"gates-3:17\",")
                .endsWith(",\"rebuilt\":true}");
        var letters = harness.getSideOutput(IndexWorkflow.DEAD_LETTERS);
        assertThat(letters.stream().map(letter -> PointLines.line(letter.getValue(), mapping)))
                .containsExactly("""
                        {"stream":"headcount","source":"gates-3:17:2","reason":"bad-value","detail":"count: \\"-9\\" is no\
                         whole number of persons","raw":"{\\"kind\\":\\"gate\\",\\"site\\":\\"E1\\",\\"gate\\":\\"g\\",\
                        \\"time\\":\\"2020-03-16 08:00\\",\\"inside\\":-9}"}""", """
                        {"stream":"headcount","source":"gates-3:17:4","reason":"future","detail":"more than 5 minutes\
                         after it was received","raw":"{\\"kind\\":\\"gate\\",\\"site\\":\\"E1\\",\\"gate\\":\\"g\\",\
                        \\"time\\":\\"2020-03-16 08:06\\",\\"inside\\":9}"}""");
    }

    @Test
    void aMappedValueIsReadByTheRegistryThatHolds() throws Exception {
        LiveMapping mapping = mapping();
        String value = "{\"kind\":\"gate\",\"site\":\"E1\",\"gate\":\"g\",\"time\":\"2020-03-16 08:00\",\"inside\":9}";
        var harness = closing.later(Followers.harness(new LiveDecodeFunction(NOBODY, mapping)));
        harness.open();
        harness.processElement(gates(mapping, value), 0);
        assertThat(deadLetter(harness).reason()).isEqualTo(DeadReason.UNKNOWN_ENTERPRISE);
        harness.processBroadcastElement(new RosterUpdate(ONE.toBytes()), 0);
        harness.processElement(gates(mapping, value), 0);

        assertThat(harness.extractOutputValues()).hasSize(1);
    }

    private RawRecord read(long timestamp, String value) throws Exception {
        MappedValueReader reader = new MappedValueReader(mapping().topics().get(0), ONE, EventClock.SYSTEM);
        reader.open(null);
        List<RawRecord> read = new ArrayList<>();
        reader.deserialize(
                new ConsumerRecord<>(
                        "gates",
                        2,
                        5,
                        timestamp,
                        TimestampType.LOG_APPEND_TIME,
                        0,
                        value.length(),
                        new byte[0],
                        value.getBytes(StandardCharsets.UTF_8),
                        new RecordHeaders(),
                        Optional.empty()),
                new ListCollector<>(read));
        assertThat(read).hasSize(1);
        assertThat(read.get(0).received()).isEqualTo(timestamp);
        assertThat(read.get(0).offset()).isEqualTo(5);
        return read.get(0);
    }

    private static RawRecord withValue(RawRecord read, String value) {
        return new RawRecord(
                read.stream(),
                read.topic(),
                read.partition(),
                read.offset(),
                read.received(),
                read.at(),
                value.getBytes(StandardCharsets.UTF_8),
                read.mapped());
    }

    @Test
    void whatTheSourceMadeOfAValueIsNotMadeAgainWhileItsRegistryHolds() throws Exception {
        RawRecord read = read(RECEIVED, """
                [{"kind":"gate","site":"E1","gate":"g","time":"2020-03-16 08:00","inside":9},
                 {"kind":"gate","site":"E1","gate":"h","time":"2020-03-16 08:00","inside":9},
                 {"kind":"door"}]""");
        var harness = closing.later(Followers.harness(new LiveDecodeFunction(ONE, mapping())));
        harness.open();
        // If it were mapped it would be a dead letter.
        harness.processElement(withValue(read, "no json"), 0);
        assertThat(harness.extractOutputValues()).hasSize(2);
        assertThat(harness.getSideOutput(IndexWorkflow.DEAD_LETTERS)).isNull();

        Roster more = ONE.succeededBy(new Registries()
                .park("P1")
                .enterprise("E1", "P1")
                .enterprise("E2", "P1")
                .build());
        harness.processBroadcastElement(new RosterUpdate(more.toBytes()), 0);
        harness.processElement(withValue(read, "no json"), 0);
        assertThat(deadLetter(harness).reason()).isEqualTo(DeadReason.MALFORMED);
    }

    @Test
    void ofARecordThatIsRefusedTheLetterHasTheRowAsItCame() throws Exception {
        RawRecord read = read(RECEIVED, """
                [{"kind":"gate","site":"E1","gate":"g","time":"2020-03-16 08:00","inside":9},
                 {"kind":"gate","site":"E1","gate":"g","time":"2020-03-16 08:06","inside":9}]""");
        assertThat(read.mapped()).isNotNull();
        var harness = closing.later(Followers.harness(new LiveDecodeFunction(ONE, mapping())));
        harness.open();
        harness.processElement(read, 0);

        assertThat(harness.extractOutputValues()).hasSize(1);
        DeadLetter letter = deadLetter(harness);
        assertThat(letter.reason()).isEqualTo(DeadReason.FUTURE);
        assertThat(new String(letter.raw(), StandardCharsets.UTF_8)).contains("2020-03-16 08:06");
    }

    @Test
    void aValueWithARowThatIsNoRecordIsMappedWhereItsLetterIsWritten() throws Exception {
        assertThat(read(RECEIVED, "{\"kind\":\"gate\",\"site\":\"E1\"}").mapped())
                .isNull();
    }

    @Test
    void theLatestTimeOfAValueMovesEventTimeButNoneOfTheFuture() throws Exception {
        String rows = """
                [{"kind":"gate","site":"E1","gate":"g","time":"2020-03-16 07:59","inside":9},
                 {"kind":"gate","site":"E1","gate":"g","time":"2020-03-16 07:58","inside":9},
                 {"kind":"gate","site":"E1","gate":"g","time":"2020-03-17 07:58","inside":9}]""";

        assertThat(read(RECEIVED, rows).at())
                .isEqualTo(Instant.parse("2020-03-15T23:59:00Z").toEpochMilli());
    }

    @Test
    void aValueWithoutRecordsMovesEventTimeOnlyIfItHasJustCome() throws Exception {
        long now = System.currentTimeMillis();
        String door = "{\"kind\":\"door\"}";

        assertThat(read(now, door).at()).isEqualTo(now);
        assertThat(read(now + 3_600_000, door).at()).isBetween(now, System.currentTimeMillis());
        assertThat(read(now - 3_600_000, door).at()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aRecordOfMoreThanAMegabyteIsDeadAndKeepsItsPlaceAndItsBytes() throws Exception {
        var harness = closing.later(harness());
        harness.open();
        harness.processElement(record(new byte[1_000_001]), 0);

        DeadLetter letter = deadLetter(harness);
        assertThat(letter.detail()).isEqualTo("a record of 1000001 bytes");
        assertThat(letter.raw()).hasSize(1_000_001);
        assertThat(PointLines.key(letter, LiveMapping.NONE)).isEqualTo("parkpulse.headcount-3:17");
    }
}
