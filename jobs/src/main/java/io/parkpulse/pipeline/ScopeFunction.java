package io.parkpulse.pipeline;

import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.index.Sum;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Sums the changes that a scope's groups emit at one instant, so that a scope of many groups changes once. */
final class ScopeFunction extends KeyedProcessFunction<Integer, ScopeChange, ScopeChange> {
    private static final long serialVersionUID = 1L;

    /** More than there are zones. */
    private static final long ZONES = 1 << 12;

    private static final ScopeChange.Kind[] KINDS = ScopeChange.Kind.values();

    /** Sums by kind, zone and time, see {@link #key}. */
    private transient MapState<Long, long[]> pending;

    @Override
    public void open(OpenContext context) {
        pending = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "pending", LongSerializer.INSTANCE, LongPrimitiveArraySerializer.INSTANCE));
    }

    @Override
    public void processElement(ScopeChange change, Context context, Collector<ScopeChange> out) throws Exception {
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
        for (Map.Entry<Long, long[]> entry : pending.entries()) {
            ScopeChange.Kind kind = KINDS[(int) Math.floorMod(entry.getKey(), (long) KINDS.length)];
            long zoneAndTime = Math.floorDiv(entry.getKey(), (long) KINDS.length);
            int zone = (int) Math.floorMod(zoneAndTime, ZONES);
            long at = Math.floorDiv(zoneAndTime, ZONES);
            out.collect(new ScopeChange(context.getCurrentKey(), kind, at, zone, Sum.ofState(entry.getValue())));
        }
        pending.clear();
    }

    private static long key(ScopeChange change) {
        return (change.at() * ZONES + change.zone()) * KINDS.length
                + change.kind().ordinal();
    }
}
