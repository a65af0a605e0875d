package io.parkpulse.pipeline;

import io.parkpulse.enterprise.Agenda;
import io.parkpulse.enterprise.Findings;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.Roster;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Keeps the book of each group of enterprises. */
final class EnterpriseFunction extends KeyedProcessFunction<Integer, Observation, ScopeChange> {
    private static final long serialVersionUID = 1L;

    private final Roster roster;
    private final Agenda agenda;
    private transient GroupKeeper keeper;
    private transient RecordMetrics metrics;

    EnterpriseFunction(Roster roster, Agenda agenda) {
        this.roster = roster;
        this.agenda = agenda;
    }

    @Override
    public void open(OpenContext context) {
        keeper = new GroupKeeper(agenda, getRuntimeContext());
        metrics = RecordMetrics.of(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Observation observation, Context context, Collector<ScopeChange> out) throws Exception {
        keeper.take(observation, context.getCurrentKey(), roster, context.timerService(), outputs(context, out));
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<ScopeChange> out) throws Exception {
        keeper.onTimer(time, context.getCurrentKey(), roster, context.timerService(), outputs(context, out));
    }

    private Findings outputs(Context context, Collector<ScopeChange> out) {
        return new GroupOutputs(out, metrics) {
            @Override
            <T> void output(OutputTag<T> tag, T value) {
                context.output(tag, value);
            }
        };
    }
}
