package io.parkpulse.live;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.index.Sum;
import io.parkpulse.pipeline.CurrentRoster;
import io.parkpulse.pipeline.KeptInMemory;
import io.parkpulse.pipeline.RecordMetrics;
import io.parkpulse.pipeline.RosterUpdate;
import io.parkpulse.pipeline.StepOfState;
import io.parkpulse.roster.Roster;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.flink.api.common.functions.OpenContext;
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
        implements CheckpointedFunction, KeptInMemory {
    private static final long serialVersionUID = 1L;

    static final OutputTag<DayPoint> DAYS = new OutputTag<>("days") {
        private static final long serialVersionUID = 1L;
    };

    static final OutputTag<FinalWindow> FINAL_WINDOWS = new OutputTag<>("final-windows") {
        private static final long serialVersionUID = 1L;
    };

    /** A day can no longer change that much later. */
    private static final long KEPT_DAYS = 9;

    private final CurrentRoster roster;
    private final WindowSchedule schedule;
    private final EventClock clock;
    /** The watermark at the last timer. */
    private transient volatile long watermark;
    /** The end of the newest final step. */
    private transient volatile long newestFinal;

    private transient FigureState state;
    /** By scope; of those that were asked for and have anything. */
    private transient Map<Integer, ScopeFigures> scopes;

    FigureFunction(Roster roster, WindowSchedule schedule, EventClock clock) {
        this.roster = new CurrentRoster(roster);
        this.schedule = schedule;
        this.clock = clock;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        StepOfState.check(schedule, context);
        roster.initializeState(context, getRuntimeContext());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // The length of a step stands from the start; the operator has the figures persisted.
    }

    @Override
    public void open(OpenContext context) {
        watermark = RecordMetrics.NONE;
        newestFinal = RecordMetrics.NONE;
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        RecordMetrics.showWatermarkLag(metrics, () -> watermark, clock::now);
        RecordMetrics.showFinalStepAge(metrics, () -> newestFinal, clock::now);
        state = new FigureState(getRuntimeContext());
        scopes = new HashMap<>();
    }

    @Override
    public void persist(IntConsumer keys) throws Exception {
        for (Map.Entry<Integer, ScopeFigures> entry : scopes.entrySet()) {
            ScopeFigures figures = entry.getValue();
            if (figures.hasChanged()) {
                keys.accept(entry.getKey());
                figures.persist(state);
            }
        }
    }

    /** Those of the current scope; null if it has none yet. */
    private ScopeFigures figures(int scope) throws Exception {
        ScopeFigures figures = scopes.get(scope);
        if (figures == null) {
            figures = state.read();
            if (figures != null) {
                scopes.put(scope, figures);
            }
        }
        return figures;
    }

    @Override
    public void processElement(ScopeChange change, ReadOnlyContext context, Collector<IndexPoint> out)
            throws Exception {
        ScopeFigures figures = figures(context.getCurrentKey());
        if (figures == null) {
            figures = begin(context);
        }
        Long emitted = figures.lastEmitted();
        if (emitted != null && (change.kind() != ScopeChange.Kind.TRAILING || change.at() <= emitted)) {
            // What has been emitted is emitted again as soon as all groups have emitted what they have to.
            context.timerService().registerEventTimeTimer(context.timerService().currentWatermark() + 1);
        }
        if (change.kind() == ScopeChange.Kind.TRAILING) {
            figures.add(Math.max(change.at(), figures.lastSettled() + schedule.stepMillis()), change.sums());
        } else {
            figures.addToDay(change.at(), change.sums());
        }
    }

    /** From the first step on that ends after what has been emitted; one timer at a time. */
    private ScopeFigures begin(ReadOnlyContext context) {
        long step = schedule.stepMillis();
        long emitted = Math.max(context.timerService().currentWatermark(), schedule.first());
        long last = Math.floorDiv(emitted, step) * step;
        ScopeFigures figures = ScopeFigures.from(last);
        scopes.put(context.getCurrentKey(), figures);
        context.timerService().registerEventTimeTimer(last + step);
        return figures;
    }

    @Override
    public void processBroadcastElement(RosterUpdate update, Context context, Collector<IndexPoint> out)
            throws Exception {
        roster.updateRegistry(update);
    }

    @Override
    public void onTimer(long now, OnTimerContext context, Collector<IndexPoint> out) throws Exception {
        watermark = context.timerService().currentWatermark();
        Roster current = roster.get();
        if (context.getCurrentKey() >= current.scopes().size()) {
            // The scope is of a registry that is known here only in a moment: the next step emits this one as well.
            if (now % schedule.stepMillis() == 0) {
                context.timerService().registerEventTimeTimer(now + schedule.stepMillis());
            }
            return;
        }
        Roster.Scope scope = current.scopes().get(context.getCurrentKey());
        ScopeFigures figures = figures(context.getCurrentKey());
        Long emitted = figures.lastEmitted();
        if (now % schedule.stepMillis() != 0 || emitted != null && now <= emitted) {
            emitWindows(emitted, scope, figures, context, out);
            emitDays(emitted, scope, figures, current.zones(), context);
            return;
        }
        long watermark = context.timerService().currentWatermark();
        boolean endless = watermark < Long.MAX_VALUE;
        // Where it is behind, the last step that is due emits those before it as well.
        if (!endless || now + schedule.stepMillis() > watermark) {
            emitWindows(now, scope, figures, context, out);
            emitDays(now, scope, figures, current.zones(), context);
        }
        if (endless || figures.changedFrom() != null) {
            context.timerService().registerEventTimeTimer(now + schedule.stepMillis());
        }
    }

    private void emitWindows(
            long now, Roster.Scope scope, ScopeFigures figures, OnTimerContext context, Collector<IndexPoint> out) {
        long step = schedule.stepMillis();
        long openFrom = now - schedule.policy().openMillis();
        Long changed = figures.changedFrom();
        Long emitted = figures.lastEmitted();
        long from = emitted == null ? Long.MIN_VALUE : emitted + step;
        from = changed == null ? from : Math.min(changed, from);
        long[] sums = figures.settled().clone();
        for (long end = figures.lastSettled() + step; end <= now; end += step) {
            long[] change = figures.change(end);
            if (change != null) {
                Sum.add(change, sums);
            }
            if (end >= from && Sum.ENTERPRISES.of(sums) > 0) {
                out.collect(new IndexPoint(
                        context.getCurrentKey(),
                        scope.name(),
                        scope.park() == null ? "" : scope.park().id(),
                        scope.zone().getId(),
                        scope.method(),
                        end,
                        end > openFrom,
                        sums.clone()));
            }
            if (end <= openFrom) {
                figures.settle(end, sums);
                newestFinal = Math.max(newestFinal, end);
                if (change != null) {
                    context.output(FINAL_WINDOWS, new FinalWindow(context.getCurrentKey(), end, sums.clone()));
                }
            }
        }
        figures.emitted(now);
    }

    private void emitDays(
            long now, Roster.Scope scope, ScopeFigures figures, List<ZoneId> zones, OnTimerContext context) {
        for (long epochDay : figures.dates()) {
            long end = lastEnd(epochDay, scope, zones);
            if (figures.dayHasChanged(epochDay) && end <= now) {
                long[] sums = figures.sumsOfDay(epochDay);
                if (Sum.ENTERPRISES.of(sums) > 0 || figures.timesEmitted(epochDay) > 0) {
                    context.output(
                            DAYS,
                            new DayPoint(
                                    context.getCurrentKey(),
                                    scope.name(),
                                    scope.park() == null ? "" : scope.park().id(),
                                    scope.zone().getId(),
                                    scope.method(),
                                    epochDay,
                                    WindowSchedule.wholeDay(epochDay, scope.zone())
                                            .from(),
                                    figures.timesEmitted(epochDay),
                                    sums));
                    figures.emittedDay(epochDay);
                } else {
                    figures.takenDay(epochDay);
                }
            } else if (end < now - KEPT_DAYS * WindowSchedule.TRAILING_MILLIS) {
                figures.forgetDay(epochDay);
            }
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
