package io.parkpulse.live;

import io.parkpulse.alerts.Declaration;
import io.parkpulse.alerts.Declarers;
import io.parkpulse.pipeline.CurrentRoster;
import io.parkpulse.pipeline.RosterUpdate;
import io.parkpulse.roster.Roster;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes declarations; what is none, or of nobody that the registry knows, is refused. */
final class DeclarationFunction extends BroadcastProcessFunction<DeclarationRecord, RosterUpdate, AlertContext>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private static final String STREAM = "declarations";

    private final CurrentRoster roster;
    /** By the roster that holds; null before the first was asked for. */
    private transient Declarers declarers;

    DeclarationFunction(Roster roster) {
        this.roster = new CurrentRoster(roster);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        roster.initializeState(context, getRuntimeContext());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // The roster is in the state as soon as it holds.
    }

    @Override
    public void processElement(DeclarationRecord record, ReadOnlyContext context, Collector<AlertContext> out)
            throws Exception {
        if (declarers == null) {
            declarers = new Declarers(roster.get().registry());
        }
        try {
            out.collect(AlertContext.of(declarers.read(record.value())));
        } catch (Declaration.MalformedException e) {
            context.output(RefusedRow.OUTPUT, new RefusedRow(STREAM, record.source(), e.getMessage()));
        }
    }

    @Override
    public void processBroadcastElement(RosterUpdate update, Context context, Collector<AlertContext> out)
            throws Exception {
        Roster next = roster.updateRegistry(update);
        declarers = new Declarers(next.registry());
    }
}
