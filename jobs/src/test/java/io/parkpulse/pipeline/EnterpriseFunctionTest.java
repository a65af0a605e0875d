package io.parkpulse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Closing;
import io.parkpulse.Registries;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.ingest.TimeText;
import io.parkpulse.model.Observation;
import io.parkpulse.model.StaffSource;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EnterpriseFunctionTest {
    @RegisterExtension
    final Closing closing = new Closing();

    private static final long AT = 1_584_288_000_000L;
    private static final long HOUR = 3_600_000;
    private static final WindowSchedule SCHEDULE = WindowSchedule.live(300_000, AT);

    private static final Roster NOBODY = Roster.of(new Registries().build());
    private static final Roster ONE = NOBODY.succeededBy(new Registries()
            .park("P1")
            .enterprise(Registries.row("E1", "P1").staff(StaffSource.HEADCOUNT, 20, 10))
            .build());

    private static KeyedBroadcastOperatorTestHarness<Integer, Observation, RosterUpdate, ScopeChange> harness(
            Roster roster) throws Exception {
        KeyedBroadcastOperatorTestHarness<Integer, Observation, RosterUpdate, ScopeChange> harness =
                new KeyedBroadcastOperatorTestHarness<>(
                        new EnterpriseOperator(new EnterpriseFunction(roster, SCHEDULE)),
                        Observation::group,
                        Types.INT,
                        1,
                        1,
                        0);
        harness.setup();
        return harness;
    }

    private static int entries(
            KeyedBroadcastOperatorTestHarness<Integer, Observation, RosterUpdate, ScopeChange> harness) {
        AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) harness.getOperator();
        return ((HeapKeyedStateBackend<?>) operator.<Integer>getKeyedStateBackend()).numKeyValueStateEntries();
    }

    private static Observation headcount(long at, int count) {
        String line = "{\"enterprise\":\"E1\",\"source\":\"gate\",\"at\":\"" + Instant.ofEpochMilli(at)
                + "\",\"count\":" + count + "}";
        List<Observation> read = new ArrayList<>();
        new RecordDecoder(ONE, RecordMetrics.of(new UnregisteredMetricsGroup()))
                .decode(
                        Stream.HEADCOUNT,
                        at,
                        line.getBytes(StandardCharsets.UTF_8),
                        TimeText.NONE,
                        new ListCollector<>(read));
        return read.get(0);
    }

    /** An hour in which the enterprise is heard of. */
    private static void pass(
            KeyedBroadcastOperatorTestHarness<Integer, Observation, RosterUpdate, ScopeChange> harness, int hour)
            throws Exception {
        long at = AT + hour * HOUR;
        harness.processElement(headcount(at, 1 + hour), at);
        harness.processWatermark(at + HOUR);
        harness.processBroadcastWatermark(at + HOUR);
    }

    /** Whoever decoded a record was told of the registry before; here it may come seconds later. */
    @Test
    void aRecordThatIsAheadOfItsRegistryIsLookedAtOnceASecondAndTakenOnceTheRegistryIsThere() throws Exception {
        var harness = closing.later(harness(NOBODY));
        harness.open();
        for (int i = 0; i < 100; i++) {
            harness.processElement(Observation.rollCall(0), AT);
        }
        int looks = 0;
        for (long now = 1; now <= 10_000; now++) {
            looks += harness.getProcessingTimeService()
                            .getActiveTimerTimestamps()
                            .contains(now)
                    ? 1
                    : 0;
            harness.setProcessingTime(now);
        }
        assertThat(looks).isBetween(1, 10);

        harness.processBroadcastElement(new RosterUpdate(ONE.toBytes()), AT);
        harness.setProcessingTime(12_000);
        assertThat(harness.numProcessingTimeTimers()).isZero();
        assertThat(harness.numEventTimeTimers()).isPositive();
    }

    @Test
    void aRecordThatWaitsForItsRegistryIsInTheCheckpointAndGoneOnceItIsTaken() throws Exception {
        var before = closing.later(harness(NOBODY));
        var after = closing.later(harness(NOBODY));
        var neverAhead = closing.later(harness(ONE));
        before.open();
        before.processElement(headcount(AT, 5), AT);
        after.initializeState(before.snapshot(1, 1));
        after.open();
        after.processBroadcastElement(new RosterUpdate(ONE.toBytes()), AT);
        after.setProcessingTime(2_000);
        neverAhead.open();
        neverAhead.processElement(headcount(AT, 5), AT);

        assertThat(after.numEventTimeTimers()).isEqualTo(neverAhead.numEventTimeTimers());
        assertThat(entries(after)).isEqualTo(entries(neverAhead));
    }

    @Test
    void aGroupThatGoesOnFromACheckpointEmitsWhatOneThatWasNeverStoppedEmits() throws Exception {
        var whole = closing.later(harness(ONE));
        var before = closing.later(harness(ONE));
        var after = closing.later(harness(ONE));
        whole.open();
        before.open();
        for (int hour = 0; hour < 3; hour++) {
            pass(whole, hour);
            pass(before, hour);
        }
        int emitted = whole.extractOutputValues().size();
        after.initializeState(before.snapshot(1, 1));
        after.open();
        for (int hour = 3; hour < 30; hour++) {
            pass(whole, hour);
            pass(after, hour);
        }

        List<ScopeChange> all = whole.extractOutputValues();
        assertThat(all).hasSizeGreaterThan(emitted);
        assertThat(after.extractOutputValues())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(all.subList(emitted, all.size()));
        assertThat(after.getSideOutput(IndexWorkflow.ENTERPRISE_DAYS)).hasSize(1);
    }

    /** A checkpoint of release 0.2 and later: one value for each group. */
    @Test
    void aCheckpointOfOneValueForEachGroupGoesOn() throws Exception {
        var whole = closing.later(harness(ONE));
        var after = closing.later(harness(ONE));
        whole.open();
        for (int hour = 0; hour < 3; hour++) {
            pass(whole, hour);
        }
        int emitted = whole.extractOutputValues().size();
        after.initializeState(
                OperatorSnapshotUtil.readStateHandle("src/test/resources/pipeline/checkpoint-of-one-value.bin"));
        after.open();
        for (int hour = 3; hour < 30; hour++) {
            pass(whole, hour);
            pass(after, hour);
        }

        List<ScopeChange> all = whole.extractOutputValues();
        assertThat(after.extractOutputValues())
                .isNotEmpty()
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(all.subList(emitted, all.size()));
    }

    @Test
    void aRecordThatComesTwiceIsADuplicate() throws Exception {
        var harness = closing.later(harness(ONE));
        harness.open();
        harness.processElement(headcount(AT, 5), AT);
        harness.processElement(headcount(AT, 5), AT);
        harness.processWatermark(Long.MAX_VALUE);
        harness.processBroadcastWatermark(Long.MAX_VALUE);

        assertThat(harness.getSideOutput(IndexWorkflow.ACCOUNTS))
                .extracting(StreamRecord::getValue)
                .satisfies(accounts -> {
                    int stream = Stream.HEADCOUNT.ordinal();
                    assertThat(accounts.stream().mapToLong(account -> account.applied()[stream]))
                            .containsOnlyOnce(1L);
                    assertThat(accounts.stream().mapToLong(account -> account.duplicates()[stream]))
                            .containsOnlyOnce(1L);
                });
    }

    @Test
    void whatAGroupKeepsIsOneBookHoweverLongItIsHeardOf() throws Exception {
        var harness = closing.later(harness(ONE));
        harness.open();
        pass(harness, 0);
        int entries = entries(harness);
        int timers = harness.numEventTimeTimers();
        for (int hour = 1; hour < 100; hour++) {
            pass(harness, hour);
        }

        assertThat(entries(harness)).isEqualTo(entries);
        assertThat(harness.numEventTimeTimers()).isEqualTo(timers);
    }
}
