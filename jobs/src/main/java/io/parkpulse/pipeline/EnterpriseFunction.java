package io.parkpulse.pipeline;

import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.Roster;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps the book of each group of enterprises. */
final class EnterpriseFunction extends KeyedProcessFunction<Integer, Observation, ScopeChange> {
    private static final long serialVersionUID = 1L;

    private final Roster roster;
    private final WindowSchedule schedule;
    private transient GroupKeeper keeper;
    private transient RecordMetrics metrics;

    EnterpriseFunction(Roster roster, WindowSchedule schedule) {
        this.roster = roster;
        this.schedule = schedule;
    }

    @Override
    public void open(OpenContext context) {
        keeper = new GroupKeeper(schedule, getRuntimeContext());
        metrics = RecordMetrics.of(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Observation observation, Context context, Collector<ScopeChange> out) throws Exception {
        keeper.take(observation, context.getCurrentKey(), roster, context.timerService());
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<ScopeChange> out) throws Exception {
        keeper.onTimer(
                time,
                context.getCurrentKey(),
                roster,
                context.timerService(),
                new GroupOutputs(out, context::output, metrics));
    }
}
