package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Closing;
import io.parkpulse.Registries;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Stream;
import io.parkpulse.pipeline.IndexWorkflow;
import io.parkpulse.pipeline.RosterUpdate;
import io.parkpulse.roster.Roster;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LiveDecodeFunctionTest {
    @RegisterExtension
    final Closing closing = new Closing();

    private static final long RECEIVED = Instant.parse("2020-03-16T00:00:01Z").toEpochMilli();

    private static final Roster NOBODY = Roster.of(new Registries().build());
    private static final Roster ONE = NOBODY.succeededBy(
            new Registries().park("P1").enterprise("E1", "P1").build());

    private static BroadcastOperatorTestHarness<RawRecord, RosterUpdate, Observation> harness() throws Exception {
        return Followers.harness(new LiveDecodeFunction(NOBODY));
    }

    private static RawRecord record(String at) {
        return record(("{\"enterprise\":\"E1\",\"source\":\"gate\",\"at\":\"" + at + "\",\"count\":9}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static RawRecord record(byte[] value) {
        return new RawRecord(Stream.HEADCOUNT.ordinal(), 3, 17, RECEIVED, RECEIVED, value);
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
    void aRecordOfMoreThanAMegabyteIsDeadAndKeepsItsPlaceAndItsBytes() throws Exception {
        var harness = closing.later(harness());
        harness.open();
        harness.processElement(record(new byte[1_000_001]), 0);

        DeadLetter letter = deadLetter(harness);
        assertThat(letter.detail()).isEqualTo("a record of 1000001 bytes");
        assertThat(letter.raw()).hasSize(1_000_001);
        assertThat(Position.text(letter.stream(), letter.number())).isEqualTo("parkpulse.headcount-3:17");
    }
}
