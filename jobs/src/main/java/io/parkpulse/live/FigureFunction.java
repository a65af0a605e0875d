package io.parkpulse.live;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.index.Sum;
import io.parkpulse.pipeline.CurrentRoster;
import io.parkpulse.pipeline.RecordMetrics;
import io.parkpulse.pipeline.RosterUpdate;
import io.parkpulse.pipeline.StepOfState;
import io.parkpulse.roster.Roster;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Adds up the changes of a scope's sums and emits its figures: each trailing window when it ends and again while it is
 * open, each local day when it has ended and again when it changes.
 */
final class FigureFunction extends KeyedBroadcastProcessFunction<Integer, ScopeChange, RosterUpdate, IndexPoint>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    static final OutputTag<DayPoint> DAYS = new OutputTag<>("days") {
        private static final long serialVersionUID = 1L;
    };

    static final OutputTag<FinalWindow> FINAL_WINDOWS = new OutputTag<>("final-windows") {
        private static final long serialVersionUID = 1L;
    };

    /** A day can no longer change that much later. */
    private static final long KEPT_DAYS = 9;

    /** Behind the sums of a day: how often it was emitted. */
    private static final int TIMES_EMITTED = Sum.COUNT;
    /** Behind the sums of a day: 1 if they have changed since. */
    private static final int CHANGED = Sum.COUNT + 1;

    private final CurrentRoster roster;
    private final WindowSchedule schedule;
    private final EventClock clock;
    /** The watermark at the last timer. */
    private transient volatile long watermark;
    /** The end of the newest final step. */
    private transient volatile long newestFinal;
    /** Sums of the window that ends at {@link #lastSettled}. */
    private transient ValueState<long[]> settled;
    /** End of the last window that is emitted no more. */
    private transient ValueState<Long> lastSettled;
    /** Changes of later windows, by their end. */
    private transient MapState<Long, long[]> changes;
    /** End of the last window that was emitted at all. */
    private transient ValueState<Long> lastEmitted;
    /** The first end whose window has changed since it was emitted. */
    private transient ValueState<Long> changedFrom;
    /** Days by date: sums, {@link #TIMES_EMITTED}, {@link #CHANGED}. */
    private transient MapState<Long, long[]> days;

    FigureFunction(Roster roster, WindowSchedule schedule, EventClock clock) {
        this.roster = new CurrentRoster(roster);
        this.schedule = schedule;
        this.clock = clock;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        StepOfState.check(schedule, context);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // It stands from the start.
    }

    @Override
    public void open(OpenContext context) {
        watermark = RecordMetrics.NONE;
        newestFinal = RecordMetrics.NONE;
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        RecordMetrics.showWatermarkLag(metrics, () -> watermark, clock::now);
        RecordMetrics.showFinalStepAge(metrics, () -> newestFinal, clock::now);
        settled = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("settled", LongPrimitiveArraySerializer.INSTANCE));
        lastSettled = getRuntimeContext().getState(new ValueStateDescriptor<>("last-settled", LongSerializer.INSTANCE));
        changes = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "changes", LongSerializer.INSTANCE, LongPrimitiveArraySerializer.INSTANCE));
        // The name in the states that there are.
        lastEmitted = getRuntimeContext().getState(new ValueStateDescriptor<>("last-told", LongSerializer.INSTANCE));
        changedFrom = getRuntimeContext().getState(new ValueStateDescriptor<>("changed-from", LongSerializer.INSTANCE));
        days = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "days", LongSerializer.INSTANCE, LongPrimitiveArraySerializer.INSTANCE));
    }

    @Override
    public void processElement(ScopeChange change, ReadOnlyContext context, Collector<IndexPoint> out)
            throws Exception {
        if (settled.value() == null) {
            begin(context);
        }
        Long emitted = lastEmitted.value();
        if (emitted != null && (change.kind() != ScopeChange.Kind.TRAILING || change.at() <= emitted)) {
            // What has been emitted is emitted again as soon as all groups have emitted what they have to.
            context.timerService().registerEventTimeTimer(context.timerService().currentWatermark() + 1);
        }
        if (change.kind() == ScopeChange.Kind.TRAILING) {
            long end = Math.max(change.at(), lastSettled.value() + schedule.stepMillis());
            add(change.sums(), changes, end);
            Long from = changedFrom.value();
            if (from == null || end < from) {
                changedFrom.update(end);
            }
        } else {
            addToDay(change.sums(), change.at());
        }
    }

    /** From the first step on that ends after what has been emitted; one timer at a time. */
    private void begin(ReadOnlyContext context) throws Exception {
        long step = schedule.stepMillis();
        long emitted = Math.max(context.timerService().currentWatermark(), schedule.first());
        long last = Math.floorDiv(emitted, step) * step;
        settled.update(new long[Sum.COUNT]);
        lastSettled.update(last);
        context.timerService().registerEventTimeTimer(last + step);
    }

    private static void add(long[] amounts, MapState<Long, long[]> sums, long key) throws Exception {
        long[] before = sums.get(key);
        long[] after =
                before == null ? new long[Sum.COUNT] : Sum.ofState(before).clone();
        Sum.add(amounts, after);
        sums.put(key, after);
    }

    private void addToDay(long[] amounts, long epochDay) throws Exception {
        long[] before = days.get(epochDay);
        long[] day = before == null ? new long[CHANGED + 1] : day(before);
        Sum.add(amounts, day);
        day[CHANGED] = 1;
        days.put(epochDay, day);
    }

    /** A day of its own, of one in the state: behind its sums, however many there are, it holds how often it was emitted. */
    private static long[] day(long[] kept) {
        int sums = kept.length - (CHANGED + 1 - Sum.COUNT);
        long[] day = Arrays.copyOf(Sum.ofState(Arrays.copyOf(kept, sums)), CHANGED + 1);
        System.arraycopy(kept, sums, day, TIMES_EMITTED, kept.length - sums);
        return day;
    }

    @Override
    public void processBroadcastElement(RosterUpdate update, Context context, Collector<IndexPoint> out)
            throws Exception {
        roster.updateRegistry(update, context.getBroadcastState(CurrentRoster.STATE));
    }

    @Override
    public void onTimer(long now, OnTimerContext context, Collector<IndexPoint> out) throws Exception {
        watermark = context.timerService().currentWatermark();
        Roster current = roster.get(context.getBroadcastState(CurrentRoster.STATE));
        if (context.getCurrentKey() >= current.scopes().size()) {
            // The scope is of a registry that is known here only in a moment: the next step emits this one as well.
            if (now % schedule.stepMillis() == 0) {
                context.timerService().registerEventTimeTimer(now + schedule.stepMillis());
            }
            return;
        }
        Roster.Scope scope = current.scopes().get(context.getCurrentKey());
        Long emitted = lastEmitted.value();
        if (now % schedule.stepMillis() != 0 || emitted != null && now <= emitted) {
            emitWindows(emitted, scope, context, out);
            emitDays(emitted, scope, current.zones(), context);
            return;
        }
        long watermark = context.timerService().currentWatermark();
        boolean endless = watermark < Long.MAX_VALUE;
        // Where it is behind, the last step that is due emits those before it as well.
        if (!endless || now + schedule.stepMillis() > watermark) {
            emitWindows(now, scope, context, out);
            emitDays(now, scope, current.zones(), context);
        }
        if (endless || !changes.isEmpty() && changedFrom.value() != null) {
            context.timerService().registerEventTimeTimer(now + schedule.stepMillis());
        }
    }

    private void emitWindows(long now, Roster.Scope scope, OnTimerContext context, Collector<IndexPoint> out)
            throws Exception {
        long step = schedule.stepMillis();
        long openFrom = now - schedule.policy().openMillis();
        Long changed = changedFrom.value();
        Long emitted = lastEmitted.value();
        long from = emitted == null ? Long.MIN_VALUE : emitted + step;
        from = changed == null ? from : Math.min(changed, from);
        TreeMap<Long, long[]> later = new TreeMap<>();
        for (Map.Entry<Long, long[]> entry : changes.entries()) {
            later.put(entry.getKey(), entry.getValue());
        }
        long[] sums = Sum.ofState(settled.value()).clone();
        long first = lastSettled.value() + step;
        for (long end = first; end <= now; end += step) {
            long[] change = later.get(end);
            if (change != null) {
                Sum.add(change, sums);
            }
            if (end >= from && Sum.ENTERPRISES.of(sums) > 0) {
                out.collect(new IndexPoint(
                        scope.name(),
                        scope.park() == null ? "" : scope.park().id(),
                        scope.zone().getId(),
                        scope.method(),
                        end,
                        end > openFrom,
                        sums.clone()));
            }
            if (end <= openFrom) {
                settled.update(sums.clone());
                lastSettled.update(end);
                newestFinal = Math.max(newestFinal, end);
                if (change != null) {
                    changes.remove(end);
                    context.output(FINAL_WINDOWS, new FinalWindow(context.getCurrentKey(), end, sums.clone()));
                }
            }
        }
        lastEmitted.update(now);
        if (later.higherKey(now) == null) {
            changedFrom.clear();
        } else {
            changedFrom.update(later.higherKey(now));
        }
    }

    private void emitDays(long now, Roster.Scope scope, List<ZoneId> zones, OnTimerContext context) throws Exception {
        List<Long> emitted = new ArrayList<>();
        for (Iterator<Map.Entry<Long, long[]>> all = days.iterator(); all.hasNext(); ) {
            Map.Entry<Long, long[]> entry = all.next();
            long end = lastEnd(entry.getKey(), scope, zones);
            if (day(entry.getValue())[CHANGED] != 0 && end <= now) {
                emitted.add(entry.getKey());
            } else if (end < now - KEPT_DAYS * WindowSchedule.TRAILING_MILLIS) {
                all.remove();
            }
        }
        emitted.sort(null);
        for (long epochDay : emitted) {
            long[] day = day(days.get(epochDay));
            long[] sums = Arrays.copyOf(day, Sum.COUNT);
            if (Sum.ENTERPRISES.of(sums) > 0 || day[TIMES_EMITTED] > 0) {
                context.output(
                        DAYS,
                        new DayPoint(
                                scope.name(),
                                scope.park() == null ? "" : scope.park().id(),
                                scope.zone().getId(),
                                scope.method(),
                                epochDay,
                                WindowSchedule.wholeDay(epochDay, scope.zone()).from(),
                                day[TIMES_EMITTED],
                                sums));
                day[TIMES_EMITTED]++;
            }
            day[CHANGED] = 0;
            days.put(epochDay, day);
        }
    }

    /** When the day has ended in every zone that may have a part in the scope. */
    private static long lastEnd(long epochDay, Roster.Scope scope, List<ZoneId> zones) {
        if (scope.park() != null) {
            return WindowSchedule.wholeDay(epochDay, scope.zone()).to();
        }
        long last = Long.MIN_VALUE;
        for (ZoneId zone : zones) {
            last = Math.max(last, WindowSchedule.wholeDay(epochDay, zone).to());
        }
        return last;
    }
}
