package io.parkpulse.pipeline;

import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.index.Sum;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.IntPrimitiveArraySerializer;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sums the changes that a scope's groups emit at one instant, so that a scope of many groups changes once. Where it lies in
 * others now than before, since the registry has changed, what was before is emitted first.
 */
final class ScopeFunction extends KeyedProcessFunction<Integer, ScopeChange, ScopeChange> implements KeptInMemory {
    private static final long serialVersionUID = 1L;

    /** More than there are zones. */
    private static final long ZONES = 1 << 12;

    private static final int[] NOTHING_ABOVE = {};

    private static final ScopeChange.Kind[] KINDS = ScopeChange.Kind.values();

    /** Sums by kind, zone and time, see {@link #key}. */
    private transient MapState<Long, long[]> pending;
    /** The scopes above that change by as much; null for none. */
    private transient ValueState<int[]> above;
    /** By scope. */
    private transient Map<Integer, Pending> scopes;

    /** What a scope has not yet emitted. */
    private static final class Pending {
        private final Map<Long, long[]> sums = new TreeMap<>();
        private int[] above = NOTHING_ABOVE;
        /** Whether its state has something. */
        private boolean stored;
        /** Whether its state has all of it. */
        private boolean persisted = true;
    }

    @Override
    public void open(OpenContext context) {
        pending = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "pending", LongSerializer.INSTANCE, LongPrimitiveArraySerializer.INSTANCE));
        above = getRuntimeContext().getState(new ValueStateDescriptor<>("above", IntPrimitiveArraySerializer.INSTANCE));
        scopes = new HashMap<>();
    }

    @Override
    public void processElement(ScopeChange change, Context context, Collector<ScopeChange> out) throws Exception {
        Pending scope = pending(context.getCurrentKey());
        if (!Arrays.equals(change.above(), scope.above)) {
            emit(context.getCurrentKey(), scope, out);
            scope.above = change.above();
        }
        Sum.add(change.sums(), scope.sums.computeIfAbsent(key(change), none -> new long[Sum.COUNT]));
        scope.persisted = false;
        // All groups emit what is settled at the same watermark; by the next one it has all come.
        context.timerService().registerEventTimeTimer(context.timerService().currentWatermark() + 1);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<ScopeChange> out) throws Exception {
        Pending scope = pending(context.getCurrentKey());
        emit(context.getCurrentKey(), scope, out);
        if (scope.stored) {
            pending.clear();
            above.clear();
            scope.stored = false;
        }
        scope.persisted = true;
    }

    /** What the current scope has, from its state the first time. */
    private Pending pending(int scope) throws Exception {
        Pending known = scopes.get(scope);
        if (known == null) {
            known = new Pending();
            for (Map.Entry<Long, long[]> entry : pending.entries()) {
                known.sums.put(entry.getKey(), Sum.ofState(entry.getValue()).clone());
                known.stored = true;
            }
            known.above = above.value() == null ? NOTHING_ABOVE : above.value();
            scopes.put(scope, known);
        }
        return known;
    }

    @Override
    public void persist(IntConsumer keys) throws Exception {
        for (Map.Entry<Integer, Pending> entry : scopes.entrySet()) {
            Pending scope = entry.getValue();
            if (!scope.persisted) {
                keys.accept(entry.getKey());
                pending.clear();
                for (Map.Entry<Long, long[]> sums : scope.sums.entrySet()) {
                    // The state is written while this goes on, so it gets what nobody changes.
                    pending.put(sums.getKey(), sums.getValue().clone());
                }
                above.update(scope.above);
                scope.stored = true;
                scope.persisted = true;
            }
        }
    }

    private static void emit(int scope, Pending what, Collector<ScopeChange> out) {
        what.sums.forEach((key, sums) -> {
            ScopeChange.Kind kind = KINDS[(int) Math.floorMod(key, (long) KINDS.length)];
            long zoneAndTime = Math.floorDiv(key, (long) KINDS.length);
            int zone = (int) Math.floorMod(zoneAndTime, ZONES);
            long at = Math.floorDiv(zoneAndTime, ZONES);
            out.collect(new ScopeChange(scope, what.above, kind, at, zone, sums));
        });
        what.sums.clear();
        what.above = NOTHING_ABOVE;
    }

    private static long key(ScopeChange change) {
        return (change.at() * ZONES + change.zone()) * KINDS.length
                + change.kind().ordinal();
    }
}
