package io.parkpulse.pipeline;

import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.index.Sum;
import java.util.Arrays;
import java.util.Map;
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
final class ScopeFunction extends KeyedProcessFunction<Integer, ScopeChange, ScopeChange> {
    private static final long serialVersionUID = 1L;

    /** More than there are zones. */
    private static final long ZONES = 1 << 12;

    private static final int[] NOTHING_ABOVE = {};

    private static final ScopeChange.Kind[] KINDS = ScopeChange.Kind.values();

    /** Sums by kind, zone and time, see {@link #key}. */
    private transient MapState<Long, long[]> pending;
    /** The scopes above that change by as much; null for none. */
    private transient ValueState<int[]> above;

    @Override
    public void open(OpenContext context) {
        pending = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "pending", LongSerializer.INSTANCE, LongPrimitiveArraySerializer.INSTANCE));
        above = getRuntimeContext().getState(new ValueStateDescriptor<>("above", IntPrimitiveArraySerializer.INSTANCE));
    }

    @Override
    public void processElement(ScopeChange change, Context context, Collector<ScopeChange> out) throws Exception {
        if (!Arrays.equals(change.above(), above())) {
            emit(context.getCurrentKey(), out);
            above.update(change.above());
        }
        long key = key(change);
        long[] sums = pending.get(key);
        sums = sums == null ? new long[Sum.COUNT] : Sum.ofState(sums);
        Sum.add(change.sums(), sums);
        pending.put(key, sums);
        // All groups emit what is settled at the same watermark; by the next one it has all come.
        context.timerService().registerEventTimeTimer(context.timerService().currentWatermark() + 1);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<ScopeChange> out) throws Exception {
        emit(context.getCurrentKey(), out);
    }

    private int[] above() throws Exception {
        int[] known = above.value();
        return known == null ? NOTHING_ABOVE : known;
    }

    private void emit(int scope, Collector<ScopeChange> out) throws Exception {
        for (Map.Entry<Long, long[]> entry : pending.entries()) {
            ScopeChange.Kind kind = KINDS[(int) Math.floorMod(entry.getKey(), (long) KINDS.length)];
            long zoneAndTime = Math.floorDiv(entry.getKey(), (long) KINDS.length);
            int zone = (int) Math.floorMod(zoneAndTime, ZONES);
            long at = Math.floorDiv(zoneAndTime, ZONES);
            out.collect(new ScopeChange(scope, above(), kind, at, zone, Sum.ofState(entry.getValue())));
        }
        pending.clear();
        above.clear();
    }

    private static long key(ScopeChange change) {
        return (change.at() * ZONES + change.zone()) * KINDS.length
                + change.kind().ordinal();
    }
}
