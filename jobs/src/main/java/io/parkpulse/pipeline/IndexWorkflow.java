package io.parkpulse.pipeline;

import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.Roster;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/** The index job, from observations to the changes of every scope's sums: the same for replay, live and tests. */
public final class IndexWorkflow {
    /** Records that cannot be applied, from wherever that shows. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {
        private static final long serialVersionUID = 1L;
    };

    /** The type of a stream of observations; sources say {@code returns} it. */
    public static final TypeInformation<Observation> OBSERVATIONS = new ObservationType();

    static final OutputTag<EnterpriseDay> ENTERPRISE_DAYS = new OutputTag<>("enterprise-days") {
        private static final long serialVersionUID = 1L;
    };

    static final OutputTag<RecordTally> ACCOUNTS = new OutputTag<>("accounts") {
        private static final long serialVersionUID = 1L;
    };

    private IndexWorkflow() {}

    /** Where records come from. */
    @FunctionalInterface
    public interface Sources {
        /** Decoded and validated records, with watermarks; what could not be decoded in {@link #DEAD_LETTERS}. */
        SingleOutputStreamOperator<Observation> observations(StreamExecutionEnvironment env);

        /** How the registry changes while the job runs; null where it does not. */
        default RosterChanges rosterChanges(StreamExecutionEnvironment env) {
            return null;
        }
    }

    /**
     * Changes of the registry.
     *
     * @param rosters each succeeds the one before
     * @param rollCalls wake every group once, the first ones and those that are added: enterprises that are never heard
     *     of count too
     */
    public record RosterChanges(DataStream<RosterUpdate> rosters, DataStream<Observation> rollCalls) {}

    /** Where results go. */
    public interface Sinks {
        /** How the sums of scopes change, in no order. */
        void scopeChanges(DataStream<ScopeChange> changes);

        /** The settled days of enterprises. */
        void enterpriseDays(DataStream<EnterpriseDay> days);

        /** The records that could not be applied. */
        void deadLetters(DataStream<DeadLetter> letters);

        /** What became of the others. */
        void accounts(DataStream<RecordTally> accounts);
    }

    /** Wires the job: decode and validate (in the sources), enterprises, scopes, sinks. */
    public static void defineWorkflow(
            StreamExecutionEnvironment env, Roster roster, WindowSchedule schedule, Sources sources, Sinks sinks) {
        SingleOutputStreamOperator<Observation> observations = sources.observations(env);
        RosterChanges changes = sources.rosterChanges(env);

        SingleOutputStreamOperator<ScopeChange> enterprises = (changes == null
                        ? observations
                                .union(rollCalls(env, roster))
                                .keyBy(Observation::group)
                                .process(new EnterpriseFunction(roster, schedule))
                        : observations
                                .union(changes.rollCalls())
                                .keyBy(Observation::group)
                                .connect(changes.rosters().broadcast(CurrentRoster.STATE))
                                .process(new LiveEnterpriseFunction(roster, schedule)))
                .name("enterprises")
                .uid("enterprises");
        SingleOutputStreamOperator<ScopeChange> scopes = enterprises
                .keyBy(ScopeChange::scope)
                .process(new ScopeFunction())
                .name("scopes")
                .uid("scopes");

        sinks.scopeChanges(scopes);
        sinks.enterpriseDays(enterprises.getSideOutput(ENTERPRISE_DAYS));
        sinks.deadLetters(observations.getSideOutput(DEAD_LETTERS).union(enterprises.getSideOutput(DEAD_LETTERS)));
        sinks.accounts(enterprises.getSideOutput(ACCOUNTS));
    }

    /** Wakes the groups of a registry that does not change. */
    private static DataStream<Observation> rollCalls(StreamExecutionEnvironment env, Roster roster) {
        int groups = roster.groupCount();
        return env.fromSource(
                        // At least one number, even of a registry without enterprises.
                        new NumberSequenceSource(0, Math.max(0, groups - 1)),
                        WatermarkStrategy.noWatermarks(),
                        "roll call")
                .uid("roll-call")
                .setParallelism(1)
                .filter(group -> group < groups)
                .name("groups that exist")
                .uid("groups-that-exist")
                .setParallelism(1)
                .map(group -> Observation.rollCall(group.intValue()))
                .returns(OBSERVATIONS)
                .name("roll call of groups")
                .uid("roll-call-of-groups")
                .setParallelism(1);
    }
}
