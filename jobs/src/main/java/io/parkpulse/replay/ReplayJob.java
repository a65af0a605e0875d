package io.parkpulse.replay;

import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.connectors.lines.Line;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.Observation;
import io.parkpulse.pipeline.IndexWorkflow;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The index job over a recording, its results spooled to a local directory.
 *
 * <pre>
 * recording ──► decode ──┐
 *                        ├──► IndexWorkflow ──► a spool for each of its sinks
 * roll call of groups ───┘
 * </pre>
 */
final class ReplayJob {
    static final String SCOPE_CHANGES = "scope-changes";
    static final String ENTERPRISE_DAYS = "enterprise-days";
    static final String DEAD_LETTERS = "dead-letters";
    static final String ACCOUNTS = "accounts";

    private ReplayJob() {}

    /**
     * The settings of a Flink cluster inside this process.
     *
     * @param scratch the directory in which it makes one for what it writes
     * @param parallelism of the job
     */
    static Configuration clusterConfiguration(Path scratch, int parallelism) throws IOException {
        Configuration configuration = OwnFlink.in(scratch, parallelism);
        // Progress travels with heartbeats.
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
        return configuration;
    }

    /** What the job needs wherever it runs; whoever wants its result runs one that failed anew. */
    static Configuration jobConfiguration() {
        Configuration configuration = IndexWorkflow.configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return configuration;
    }

    private record Recording(Source<Line, ?, ?> lines, Roster roster) implements IndexWorkflow.Sources {
        @Override
        public SingleOutputStreamOperator<Observation> observations(StreamExecutionEnvironment env) {
            return env.fromSource(lines, WatermarkStrategy.noWatermarks(), "recording")
                    .uid("recording")
                    .process(new DecodeFunction(roster), IndexWorkflow.OBSERVATIONS)
                    .name("decode and validate")
                    .uid("decode");
        }

        @Override
        public IndexWorkflow.RosterChanges rosterChanges(StreamExecutionEnvironment env) {
            return IndexWorkflow.RosterChanges.none(env, roster);
        }
    }

    static void define(
            StreamExecutionEnvironment env,
            Roster roster,
            WindowSchedule schedule,
            Source<Line, ?, ?> lines,
            Path spoolDir) {
        IndexWorkflow.defineWorkflow(env, roster, schedule, new Recording(lines, roster), new Spools(spoolDir));
    }

    private record Spools(Path dir) implements IndexWorkflow.Sinks {
        @Override
        public void scopeChanges(DataStream<ScopeChange> changes) {
            spool(changes, SCOPE_CHANGES, new SpoolFormats.ScopeChanges());
        }

        @Override
        public void enterpriseDays(DataStream<EnterpriseDay> days) {
            spool(days, ENTERPRISE_DAYS, new SpoolFormats.EnterpriseDays());
        }

        @Override
        public void deadLetters(DataStream<DeadLetter> letters) {
            spool(letters, DEAD_LETTERS, new SpoolFormats.DeadLetters());
        }

        @Override
        public void accounts(DataStream<RecordTally> accounts) {
            spool(accounts, ACCOUNTS, new SpoolFormats.Accounts());
        }

        private <T> void spool(DataStream<T> stream, String name, SpoolFormat<T> format) {
            stream.sinkTo(new SpoolSink<>(dir.resolve(name), format))
                    .name(name)
                    .uid(name)
                    .setParallelism(1);
        }
    }
}
