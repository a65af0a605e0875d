package io.parkpulse.live;

import io.parkpulse.index.Sum;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;

/** Where the {@link ScopeFigures} of the current key are in Flink's state. */
final class FigureState {
    /** Sums of the window that ends at {@link #lastSettled}. */
    private final ValueState<long[]> settled;
    /** End of the last window that is emitted no more. */
    private final ValueState<Long> lastSettled;
    /** Changes of later windows, by their end. */
    private final MapState<Long, long[]> changes;
    /** End of the last window that was emitted at all. */
    private final ValueState<Long> lastEmitted;
    /** The first end whose window has changed since it was emitted. */
    private final ValueState<Long> changedFrom;
    /** Days by date: sums, how often it was emitted, 1 if it has changed since. */
    private final MapState<Long, long[]> days;

    FigureState(RuntimeContext context) {
        settled = context.getState(new ValueStateDescriptor<>("settled", LongPrimitiveArraySerializer.INSTANCE));
        lastSettled = context.getState(new ValueStateDescriptor<>("last-settled", LongSerializer.INSTANCE));
        changes = context.getMapState(
                new MapStateDescriptor<>("changes", LongSerializer.INSTANCE, LongPrimitiveArraySerializer.INSTANCE));
        // The name in the states that there are.
        lastEmitted = context.getState(new ValueStateDescriptor<>("last-told", LongSerializer.INSTANCE));
        changedFrom = context.getState(new ValueStateDescriptor<>("changed-from", LongSerializer.INSTANCE));
        days = context.getMapState(
                new MapStateDescriptor<>("days", LongSerializer.INSTANCE, LongPrimitiveArraySerializer.INSTANCE));
    }

    /** What there is of the current key; null for nothing. */
    ScopeFigures read() throws Exception {
        long[] sums = settled.value();
        if (sums == null) {
            return null;
        }
        ScopeFigures figures = new ScopeFigures(
                Sum.ofState(sums).clone(), lastSettled.value(), lastEmitted.value(), changedFrom.value());
        for (Map.Entry<Long, long[]> entry : changes.entries()) {
            figures.readWindow(entry.getKey(), entry.getValue());
        }
        for (Map.Entry<Long, long[]> entry : days.entries()) {
            figures.readDay(entry.getKey(), entry.getValue());
        }
        return figures;
    }

    void settled(long[] sums, long end) throws Exception {
        settled.update(sums);
        lastSettled.update(end);
    }

    /** Null for none. */
    void emitted(Long last, Long changed) throws Exception {
        lastEmitted.update(last);
        changedFrom.update(changed);
    }

    /** Null if there is no change of the window that ends there. */
    void window(long end, long[] sums) throws Exception {
        put(changes, end, sums);
    }

    /** Null if there is nothing of the day. */
    void day(long epochDay, long[] day) throws Exception {
        put(days, epochDay, day);
    }

    private static void put(MapState<Long, long[]> state, long key, long[] value) throws Exception {
        if (value == null) {
            state.remove(key);
        } else {
            state.put(key, value);
        }
    }
}
