package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.parkpulse.Closing;
import io.parkpulse.Registries;
import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.enterprise.EmissionPolicy;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.index.Sum;
import io.parkpulse.pipeline.BroadcastMemoryOperator;
import io.parkpulse.pipeline.CurrentRoster;
import io.parkpulse.pipeline.RosterUpdate;
import io.parkpulse.roster.Roster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the figures' operator goes on with. */
class StateOfOperatorsTest {
    private static final long MINUTE = 60_000;
    private static final long STEP = 5 * MINUTE;
    /** 2020-03-16T00:00:00+08:00. */
    private static final long START = 1_584_288_000_000L;

    private static final long OPEN = EmissionPolicy.live(STEP).openMillis();

    private static final long DAY = 18_337;
    private static final int FEWER_SUMS = 15;

    private static final Roster ROSTER =
            Roster.of(new Registries().park("P1").enterprise("E1", "P1").build());

    @RegisterExtension
    final Closing closing = new Closing();

    @Test
    void aStateOfAnotherLengthOfAStepIsRefusedAtTheStart() throws Exception {
        var made = harness(figures());
        made.open();
        OperatorSubtaskState state = made.snapshot(1, 1);

        var other = harness(new BroadcastMemoryOperator<>(
                new FigureFunction(ROSTER, WindowSchedule.live(15 * MINUTE, START), clock())));
        assertThatThrownBy(() -> other.initializeState(state))
                .hasMessageStartingWith(
                        "this state was made with event_time.step PT5M, and the settings say PT15M: set");
        var same = harness(figures());
        same.initializeState(state);
        same.open();
    }

    @Test
    void aStateWithFewerSumsGoesOnAndTheOthersAreZero() throws Exception {
        var made = harness(new CoBroadcastWithKeyedOperator<>(new FewerSums(null), List.of(CurrentRoster.STATE)));
        made.open();
        made.processElement(change(ScopeChange.Kind.TRAILING, START + STEP), 0);
        OperatorSubtaskState state = made.snapshot(1, 1);

        var figures = harness(figures());
        figures.initializeState(state);
        figures.open();
        figures.processElement(change(ScopeChange.Kind.TRAILING, START + STEP), 0);
        figures.processElement(change(ScopeChange.Kind.DAY, DAY), 0);
        both(figures, START + STEP);
        assertThat(figures.extractOutputValues())
                .singleElement()
                .satisfies(point -> assertThat(point.sums())
                        .hasSize(Sum.COUNT)
                        // What was settled, a change in the state, and one since.
                        .startsWith(5 + 7 + 1)
                        .endsWith(1));

        both(figures, START + 24 * 60 * MINUTE + STEP);
        assertThat(figures.getSideOutput(FigureFunction.DAYS)).singleElement().satisfies(emitted -> {
            assertThat(emitted.getValue().revision()).isEqualTo(3);
            assertThat(emitted.getValue().sums())
                    .hasSize(Sum.COUNT)
                    .startsWith(9 + 1)
                    .endsWith(1);
        });
    }

    @Test
    void aWindowThatAnEarlierReleaseEmittedIsEmittedAgainAtOnceWhenItChanges() throws Exception {
        var made =
                harness(new CoBroadcastWithKeyedOperator<>(new FewerSums(START + STEP), List.of(CurrentRoster.STATE)));
        made.open();
        made.processElement(change(ScopeChange.Kind.TRAILING, START + STEP), 0);
        OperatorSubtaskState state = made.snapshot(1, 1);

        var figures = harness(figures());
        figures.initializeState(state);
        figures.open();
        both(figures, START + MINUTE);
        figures.processElement(change(ScopeChange.Kind.TRAILING, START + STEP), 0);
        both(figures, START + MINUTE + 1);

        assertThat(figures.extractOutputValues())
                .singleElement()
                .satisfies(point -> assertThat(point.sums()).startsWith(5 + 7 + 1));
    }

    @Test
    void aWindowThatChangesWhileItIsOpenIsEmittedAgainAndOnceItIsFinalOnlyAsThat() throws Exception {
        var figures = harness(figures());
        figures.open();
        figures.processElement(enterprises(1), 0);
        both(figures, START + STEP);
        figures.processElement(enterprises(1), 0);
        both(figures, START + STEP + 1);
        assertThat(figures.extractOutputValues())
                .extracting(IndexPoint::end, IndexPoint::open, point -> Sum.ENTERPRISES.of(point.sums()))
                .containsExactly(tuple(START + STEP, true, 1L), tuple(START + STEP, true, 2L));
        assertThat(figures.getSideOutput(FigureFunction.FINAL_WINDOWS)).isNull();

        both(figures, START + STEP + OPEN);
        assertThat(figures.getSideOutput(FigureFunction.FINAL_WINDOWS))
                .singleElement()
                .satisfies(window -> {
                    assertThat(window.getValue().end()).isEqualTo(START + STEP);
                    assertThat(Sum.ENTERPRISES.of(window.getValue().sums())).isEqualTo(2);
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoeverGoesOnFromACheckpointEmitsWhatWouldHaveBeenEmittedWithoutIt(boolean bytes) throws Exception {
        List<String> without = emitted(bytes, false);
        assertThat(without).hasSizeGreaterThan(1000).anyMatch(line -> line.startsWith("day"));
        assertThat(emitted(bytes, true)).isEqualTo(without);
    }

    /** Two days of changes by chance, with a checkpoint now and then, from which another goes on if that is asked for. */
    private List<String> emitted(boolean bytes, boolean anotherGoesOn) throws Exception {
        StateBackend backend = bytes ? new EmbeddedRocksDBStateBackend(false) : new HashMapStateBackend();
        Random random = new Random(7);
        List<String> windows = new ArrayList<>();
        List<String> days = new ArrayList<>();
        var harness = harness(figures(), backend);
        harness.open();
        long watermark = START;
        for (int i = 0; watermark < START + 48 * 60 * MINUTE; i++) {
            long end = (watermark / STEP + 1 - random.nextInt(20)) * STEP;
            harness.processElement(changeBy(ScopeChange.Kind.TRAILING, end, random.nextInt(9)), 0);
            if (random.nextInt(3) == 0) {
                long epochDay = DAY + (watermark - START) / (24 * 60 * MINUTE) - random.nextInt(2);
                harness.processElement(changeBy(ScopeChange.Kind.DAY, epochDay, random.nextInt(9)), 0);
            }
            if (random.nextInt(2) == 0) {
                watermark += random.nextInt((int) STEP);
                both(harness, watermark);
            }
            if (i % 13 == 0) {
                OperatorSubtaskState state = harness.snapshot(i, i);
                if (anotherGoesOn) {
                    drain(harness, windows, days);
                    harness.close();
                    harness = harness(figures(), backend);
                    harness.initializeState(state);
                    harness.open();
                    both(harness, watermark);
                }
            }
        }
        drain(harness, windows, days);
        windows.addAll(days);
        return windows;
    }

    private static void drain(
            KeyedBroadcastOperatorTestHarness<Integer, ScopeChange, RosterUpdate, IndexPoint> harness,
            List<String> windows,
            List<String> days) {
        harness.extractOutputValues()
                .forEach(point -> windows.add("window " + point.end() + ' ' + point.open() + ' ' + sums(point.sums())));
        var emittedDays = harness.getSideOutput(FigureFunction.DAYS);
        if (emittedDays != null) {
            emittedDays.forEach(day -> days.add("day " + day.getValue().epochDay() + ' '
                    + day.getValue().revision() + ' ' + sums(day.getValue().sums())));
        }
    }

    private static String sums(long[] sums) {
        return Arrays.toString(sums);
    }

    private static ScopeChange changeBy(ScopeChange.Kind kind, long at, long number) {
        long[] sums = new long[Sum.COUNT];
        sums[Sum.ENTERPRISES.ordinal()] = number;
        return new ScopeChange(0, kind, at, 0, sums);
    }

    private static ScopeChange enterprises(long number) {
        return changeBy(ScopeChange.Kind.TRAILING, START + STEP, number);
    }

    private static void both(
            KeyedBroadcastOperatorTestHarness<Integer, ScopeChange, RosterUpdate, IndexPoint> harness, long watermark)
            throws Exception {
        harness.processWatermark(watermark);
        harness.processBroadcastWatermark(watermark);
    }

    /** One more of the first sum and of the last. */
    private static ScopeChange change(ScopeChange.Kind kind, long at) {
        long[] sums = new long[Sum.COUNT];
        sums[0] = 1;
        sums[Sum.COUNT - 1] = 1;
        return new ScopeChange(0, kind, at, 0, sums);
    }

    private static BroadcastMemoryOperator<ScopeChange, IndexPoint> figures() {
        return new BroadcastMemoryOperator<>(new FigureFunction(ROSTER, WindowSchedule.live(STEP, START), clock()));
    }

    private static EventClock clock() {
        return new EventClock(0, START, 1);
    }

    private KeyedBroadcastOperatorTestHarness<Integer, ScopeChange, RosterUpdate, IndexPoint> harness(
            CoBroadcastWithKeyedOperator<Integer, ScopeChange, RosterUpdate, IndexPoint> operator) throws Exception {
        return harness(operator, new HashMapStateBackend());
    }

    private KeyedBroadcastOperatorTestHarness<Integer, ScopeChange, RosterUpdate, IndexPoint> harness(
            CoBroadcastWithKeyedOperator<Integer, ScopeChange, RosterUpdate, IndexPoint> operator, StateBackend backend)
            throws Exception {
        KeyedBroadcastOperatorTestHarness<Integer, ScopeChange, RosterUpdate, IndexPoint> harness =
                new KeyedBroadcastOperatorTestHarness<>(operator, ScopeChange::scope, Types.INT, 1, 1, 0);
        closing.later(harness);
        harness.setStateBackend(backend);
        harness.setup();
        return harness;
    }

    /** Leaves the state that an earlier release would, which knew fewer sums. */
    private static final class FewerSums
            extends KeyedBroadcastProcessFunction<Integer, ScopeChange, RosterUpdate, IndexPoint> {
        private static final long serialVersionUID = 1L;

        /** End of the last window that it emitted; null for none. */
        private final Long emitted;

        private transient ValueState<long[]> settled;
        private transient ValueState<Long> lastSettled;
        private transient ValueState<Long> lastEmitted;
        private transient MapState<Long, long[]> changes;
        private transient MapState<Long, long[]> days;

        FewerSums(Long emitted) {
            this.emitted = emitted;
        }

        @Override
        public void open(OpenContext context) {
            lastEmitted =
                    getRuntimeContext().getState(new ValueStateDescriptor<>("last-told", LongSerializer.INSTANCE));
            settled = getRuntimeContext()
                    .getState(new ValueStateDescriptor<>("settled", LongPrimitiveArraySerializer.INSTANCE));
            lastSettled =
                    getRuntimeContext().getState(new ValueStateDescriptor<>("last-settled", LongSerializer.INSTANCE));
            changes = getRuntimeContext()
                    .getMapState(new MapStateDescriptor<>(
                            "changes", LongSerializer.INSTANCE, LongPrimitiveArraySerializer.INSTANCE));
            days = getRuntimeContext()
                    .getMapState(new MapStateDescriptor<>(
                            "days", LongSerializer.INSTANCE, LongPrimitiveArraySerializer.INSTANCE));
        }

        @Override
        public void processElement(ScopeChange change, ReadOnlyContext context, Collector<IndexPoint> out)
                throws Exception {
            settled.update(first(5, FEWER_SUMS));
            lastSettled.update(START);
            if (emitted != null) {
                lastEmitted.update(emitted);
            }
            changes.put(change.at(), first(7, FEWER_SUMS));
            // Behind the sums: emitted three times, and not changed since.
            long[] day = first(9, FEWER_SUMS + 2);
            day[FEWER_SUMS] = 3;
            days.put(DAY, day);
            context.timerService().registerEventTimeTimer(START + STEP);
        }

        private static long[] first(long value, int length) {
            long[] sums = new long[length];
            sums[0] = value;
            return sums;
        }

        @Override
        public void processBroadcastElement(RosterUpdate update, Context context, Collector<IndexPoint> out) {}
    }
}
