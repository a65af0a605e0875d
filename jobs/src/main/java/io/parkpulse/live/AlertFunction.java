package io.parkpulse.live;

import io.parkpulse.alerts.Alert;
import io.parkpulse.alerts.AlertBook;
import io.parkpulse.alerts.Declaration;
import io.parkpulse.alerts.Rules;
import io.parkpulse.alerts.ScopePoint;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.pipeline.AppliedTimes;
import io.parkpulse.pipeline.StepOfState;
import io.parkpulse.roster.Roster;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Judges the figures of all scopes step by step, under one key: some rules compare parks with each other. A step is judged
 * when its figures are final, so that nobody is sent what the next reading retracts, and what is emitted live is what a
 * replay emits.
 */
final class AlertFunction extends KeyedCoProcessFunction<Integer, FinalWindow, AlertContext, Alert>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final Rules rules;
    /** The roster that the job was made with, as bytes: another one may hold. */
    private final byte[] first;

    private final WindowSchedule schedule;
    private transient ValueState<byte[]> state;
    /** What is to be known with the step in which it was declared, or the next one. */
    private transient ListState<Declaration> declared;
    /** The roster that holds; null for the first one. */
    private transient ValueState<byte[]> succeeding;

    private transient ValueState<Long> lastEnd;
    private transient WaitingWindows windows;
    /** When records were applied, {@link RecordTally#mark}, of the last day. */
    private transient ValueState<long[]> marks;
    /** The same as {@link #marks}. */
    private transient AppliedTimes applied;
    /** The same as {@link #state}; there is one key. */
    private transient AlertBook book;
    /** The one that {@link #book} is of. */
    private transient Roster roster;

    AlertFunction(Rules rules, Roster first, WindowSchedule schedule) {
        this.rules = rules;
        this.first = first.toBytes();
        this.schedule = schedule;
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
        state = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("alerts", BytePrimitiveArraySerializer.INSTANCE));
        declared = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("declared", TypeInformation.of(Declaration.class)));
        succeeding = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("roster", BytePrimitiveArraySerializer.INSTANCE));
        lastEnd = getRuntimeContext().getState(new ValueStateDescriptor<>("last-end", LongSerializer.INSTANCE));
        windows = new WaitingWindows(getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "windows", Types.LONG, Types.LIST(TypeInformation.of(ScopePoint.class)))));
        marks = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("marks", LongPrimitiveArraySerializer.INSTANCE));
    }

    @Override
    public void processElement1(FinalWindow window, Context context, Collector<Alert> out) throws Exception {
        begin(context);
        AlertBook now = book();
        if (!isKnown(window.scope()) || now.watches(window.scope())) {
            windows.add(window.end(), new ScopePoint(window.scope(), window.sums()));
        }
    }

    @Override
    public void processElement2(AlertContext circumstance, Context context, Collector<Alert> out) throws Exception {
        if (circumstance.roster() != null) {
            succeeding.update(circumstance.roster().roster());
            book = null;
            return;
        }
        begin(context);
        if (circumstance.declaration() != null) {
            declared.add(circumstance.declaration());
            return;
        }
        if (applied().add(circumstance.account())) {
            marks.update(applied().toMarks());
        }
    }

    private void begin(Context context) throws Exception {
        if (lastEnd.value() == null) {
            long step = schedule.stepMillis();
            long first = Math.floorDiv(schedule.first(), step) * step;
            lastEnd.update(first);
            context.timerService()
                    .registerEventTimeTimer(first + step + schedule.policy().openMillis());
        }
    }

    private AlertBook book() throws Exception {
        if (book == null) {
            byte[] bytes = state.value();
            byte[] last = succeeding.value();
            roster = Roster.read(last == null ? first : last);
            book = bytes == null
                    ? new AlertBook(rules, roster, schedule.stepMillis())
                    : AlertBook.of(rules, roster, schedule.stepMillis(), bytes);
        }
        return book;
    }

    /** A scope may be of a registry that is known here only in a moment. */
    private boolean isKnown(int scope) {
        return scope < roster.scopes().size();
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Alert> out) throws Exception {
        long end = lastEnd.value() + schedule.stepMillis();
        AlertBook now = book();
        List<ScopePoint> points = windows.endingAt(end);
        if (!points.stream().allMatch(point -> isKnown(point.scope()))) {
            context.timerService().registerEventTimeTimer(time + 1);
            return;
        }
        // What a replay writes no line of is not judged. A record at the very end of a step belongs to the next one.
        if (applied().anyIn(end - WindowSchedule.TRAILING_MILLIS, end)
                && (state.value() != null || applied().anyBefore(end))) {
            takeDeclared(now, end);
            now.step(end, applied().latestUntil(end), points).forEach(out::collect);
            state.update(now.toBytes());
        }
        windows.remove(end);
        applied().forgetBefore(end - WindowSchedule.TRAILING_MILLIS);
        marks.update(applied().toMarks());
        lastEnd.update(end);
        if (context.timerService().currentWatermark() < Long.MAX_VALUE || !windows.isEmpty()) {
            context.timerService()
                    .registerEventTimeTimer(
                            end + schedule.stepMillis() + schedule.policy().openMillis());
        }
    }

    private void takeDeclared(AlertBook now, long end) throws Exception {
        List<Declaration> taken = new ArrayList<>();
        List<Declaration> later = new ArrayList<>();
        for (Declaration declaration : declared.get()) {
            (declaration.at() <= end ? taken : later).add(declaration);
        }
        taken.sort(Declaration.IN_ORDER);
        taken.forEach(now::declared);
        declared.update(later);
    }

    private AppliedTimes applied() throws Exception {
        if (applied == null) {
            long[] kept = marks.value();
            applied = new AppliedTimes(schedule.stepMillis(), kept == null ? new long[0] : kept);
        }
        return applied;
    }
}
