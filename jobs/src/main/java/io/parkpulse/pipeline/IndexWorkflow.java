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
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The index job, from observations to the changes of every scope's sums: the same for replay, live and tests.
 *
 * <pre>
 * Sources                                                                Sinks
 *
 * observations ──┬── by group ──► enterprises ──┬── by scope ──► scopes ──► scopeChanges
 * roll calls ────┘                   ▲          ├── enterprise days ──────► enterpriseDays
 * rosters ────────── to all ─────────┘          ├── accounts ─────────────► accounts
 *                                               └── dead letters ──┬──────► deadLetters
 * dead letters ────────────────────────────────────────────────────┘
 * </pre>
 */
public final class IndexWorkflow {
    /** Records that cannot be applied, from wherever that shows. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {
        private static final long serialVersionUID = 1L;
    };

    /** The type of a stream of observations; sources say {@code returns} it. */
    public static final TypeInformation<Observation> OBSERVATIONS =
            new WholeType<>(Observation.class, ObservationSerializer.INSTANCE);

    private static final TypeInformation<ScopeChange> SCOPE_CHANGES =
            new WholeType<>(ScopeChange.class, ScopeChangeSerializer.INSTANCE);

    static final OutputTag<EnterpriseDay> ENTERPRISE_DAYS = new OutputTag<>("enterprise-days") {
        private static final long serialVersionUID = 1L;
    };

    static final OutputTag<RecordTally> ACCOUNTS = new OutputTag<>("accounts") {
        private static final long serialVersionUID = 1L;
    };

    private IndexWorkflow() {}

    /** What the job needs wherever it runs. */
    public static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        // A fifth less to write. And the registry is read in one go: without, Flink takes list states from their file
        // byte by byte.
        configuration.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
        return configuration;
    }

    /** Where records come from. */
    public interface Sources {
        /** Decoded and validated records, with watermarks; what could not be decoded in {@link #DEAD_LETTERS}. */
        SingleOutputStreamOperator<Observation> observations(StreamExecutionEnvironment env);

        /** How the registry changes while the job runs. */
        RosterChanges rosterChanges(StreamExecutionEnvironment env);
    }

    /**
     * Changes of the registry.
     *
     * @param rosters each succeeds the one before
     * @param rollCalls wake every group once, the first ones and those that are added: enterprises that are never heard
     *     of count too
     */
    public record RosterChanges(DataStream<RosterUpdate> rosters, DataStream<Observation> rollCalls) {
        private static final OutputTag<RosterUpdate> NEVER = new OutputTag<>("never") {
            private static final long serialVersionUID = 1L;
        };

        /** Of a registry that stays as it is, for a job that ends. */
        public static RosterChanges none(StreamExecutionEnvironment env, Roster roster) {
            int groups = roster.groupCount();
            DataStream<Long> count = env.fromSource(
                            new NumberSequenceSource(groups, groups), WatermarkStrategy.noWatermarks(), "roll call")
                    .uid("roll-call")
                    .setParallelism(1);
            SingleOutputStreamOperator<Observation> rollCalls = rollCalls(count);
            return new RosterChanges(rollCalls.getSideOutput(NEVER), rollCalls);
        }

        /**
         * Wakes the groups that there are at the start; those awake already do not mind.
         *
         * @param count how many there are: one number
         */
        public static SingleOutputStreamOperator<Observation> rollCalls(DataStream<Long> count) {
            return count.flatMap((Long groups, Collector<Observation> out) -> {
                        for (int group = 0; group < groups; group++) {
                            out.collect(Observation.rollCall(group));
                        }
                    })
                    .returns(OBSERVATIONS)
                    .name("roll call of groups")
                    .uid("roll-call-of-groups")
                    .setParallelism(1);
        }
    }

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

        SingleOutputStreamOperator<ScopeChange> enterprises = observations
                .union(changes.rollCalls())
                .keyBy(Observation::group)
                .connect(changes.rosters().broadcast())
                .transform(
                        "enterprises", SCOPE_CHANGES, new EnterpriseOperator(new EnterpriseFunction(roster, schedule)))
                .uid("enterprises");
        SingleOutputStreamOperator<ScopeChange> scopes = enterprises
                .keyBy(ScopeChange::scope)
                .transform("scopes", SCOPE_CHANGES, new KeyedMemoryOperator<>(new ScopeFunction()))
                .uid("scopes");

        sinks.scopeChanges(scopes);
        sinks.enterpriseDays(enterprises.getSideOutput(ENTERPRISE_DAYS));
        sinks.deadLetters(observations.getSideOutput(DEAD_LETTERS).union(enterprises.getSideOutput(DEAD_LETTERS)));
        sinks.accounts(enterprises.getSideOutput(ACCOUNTS));
    }
}
