package io.parkpulse.live;

import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.pipeline.CurrentRoster;
import io.parkpulse.pipeline.RosterUpdate;
import io.parkpulse.roster.Roster;
import java.time.ZoneId;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Names the enterprises of days, which travel by number. */
final class EnterpriseNames extends BroadcastProcessFunction<EnterpriseDay, RosterUpdate, EnterprisePoint>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final CurrentRoster roster;

    EnterpriseNames(Roster roster) {
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
    public void processElement(EnterpriseDay day, ReadOnlyContext context, Collector<EnterprisePoint> out)
            throws Exception {
        Roster current = roster.get();
        ZoneId zone = current.zones().get(current.zoneOf(current.groupOf(day.enterprise())));
        long from = WindowSchedule.wholeDay(day.epochDay(), zone).from();
        out.collect(new EnterprisePoint(current.enterpriseId(day.enterprise()), from, day));
    }

    @Override
    public void processBroadcastElement(RosterUpdate update, Context context, Collector<EnterprisePoint> out)
            throws Exception {
        roster.updateRegistry(update);
    }
}
