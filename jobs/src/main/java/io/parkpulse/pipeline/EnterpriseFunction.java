package io.parkpulse.pipeline;

import io.parkpulse.enterprise.ResultCollector;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.Roster;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps the book of each group of enterprises, by a registry that may change. */
final class EnterpriseFunction extends KeyedBroadcastProcessFunction<Integer, Observation, RosterUpdate, ScopeChange>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** How often it is looked whether the registry is known by now: registries come seconds apart. */
    private static final long RETRY_MILLIS = 1_000;

    private final CurrentRoster roster;
    private final WindowSchedule schedule;
    private transient boolean stateHoldsObjects;
    private transient GroupBooks books;
    private transient GroupKeeper keeper;
    private transient RecordMetrics metrics;
    /** Records that say more than the registry known here: whoever decoded them had it before. */
    private transient ListState<Observation> early;

    EnterpriseFunction(Roster roster, WindowSchedule schedule) {
        this.roster = new CurrentRoster(roster);
        this.schedule = schedule;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        StepOfState.check(schedule, context);
        roster.initializeState(context, getRuntimeContext());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // The length of a step stands from the start; the operator has the books persisted.
    }

    /** Whether what is put into its state is the same object when it is got again; to be said before it is opened. */
    void stateHoldsObjects(boolean does) {
        stateHoldsObjects = does;
    }

    /** A checkpoint is about to be taken, see {@link GroupBooks#persist}. */
    void persist(boolean whole, IntConsumer keys) throws Exception {
        books.persist(whole, keys);
    }

    @Override
    public void open(OpenContext context) {
        books = stateHoldsObjects
                ? new BooksInState(schedule, getRuntimeContext())
                : new JournaledBooks(schedule, getRuntimeContext());
        keeper = new GroupKeeper(schedule, books, getRuntimeContext());
        metrics = RecordMetrics.of(getRuntimeContext().getMetricGroup());
        early = getRuntimeContext().getListState(new ListStateDescriptor<>("early", ObservationSerializer.INSTANCE));
    }

    @Override
    public void processElement(Observation observation, ReadOnlyContext context, Collector<ScopeChange> out)
            throws Exception {
        if (observation.primary()) {
            metrics.arrived(
                    observation.stream(),
                    observation.at(),
                    context.timerService().currentWatermark());
        }
        take(observation, context, out);
    }

    private void take(Observation observation, ReadOnlyContext context, Collector<ScopeChange> out) throws Exception {
        Roster now = roster.get();
        if (isKnown(observation, now)) {
            keeper.take(observation, context.getCurrentKey(), now, context.timerService());
        } else {
            early.add(observation);
            retry(context);
        }
    }

    private static boolean isKnown(Observation observation, Roster roster) {
        return observation.group() < roster.groupCount()
                && (observation.kind() == Observation.Kind.ROLL_CALL
                        || observation.subject() < roster.count(observation.about()));
    }

    private static void retry(ReadOnlyContext context) {
        long now = context.currentProcessingTime();
        context.timerService().registerProcessingTimeTimer((now / RETRY_MILLIS + 1) * RETRY_MILLIS);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<ScopeChange> out) throws Exception {
        Roster now = roster.get();
        switch (context.timeDomain()) {
            case EVENT_TIME ->
                keeper.onTimer(
                        time,
                        context.getCurrentKey(),
                        now,
                        context.timerService(),
                        new GroupOutputs(out, context::output, metrics));
            case PROCESSING_TIME -> {
                List<Observation> waiting = new ArrayList<>();
                early.get().forEach(waiting::add);
                early.clear();
                for (Observation observation : waiting) {
                    take(observation, context, out);
                }
            }
        }
    }

    @Override
    public void processBroadcastElement(RosterUpdate update, Context context, Collector<ScopeChange> out)
            throws Exception {
        Roster before = roster.get();
        Roster next = roster.updateRegistry(update);
        ResultCollector results = new GroupOutputs(out, context::output, metrics);
        context.applyToKeyedState(
                GroupBooks.BOOKS, (group, book) -> keeper.updateRegistry(group, before, next, results));
    }
}
