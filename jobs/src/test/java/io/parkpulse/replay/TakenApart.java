package io.parkpulse.replay;

import io.parkpulse.connectors.Wait;
import io.parkpulse.connectors.lines.Line;
import io.parkpulse.connectors.lines.LineSorter;
import io.parkpulse.connectors.lines.LineSource;
import io.parkpulse.connectors.lines.LineSurvey;
import io.parkpulse.connectors.lines.SurveyOptions;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.model.Stream;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A replay taken apart, so that a test can get between its steps: small blocks, and a {@link Gate} at the source. */
final class TakenApart {
    private final Path scratch;
    private final Roster roster;
    private final RecordingClock clock;
    private final LineSurvey survey;
    private final WindowSchedule schedule;

    private LineSurvey inOrder;

    /** @param blockBytes about how much a reader reads at once: the smaller, the more there is a middle */
    TakenApart(Path recording, Path scratch, Duration every, int blockBytes) throws Exception {
        this.scratch = Files.createDirectories(scratch);
        this.roster = Roster.of(RegistryReader.read(recording).registry());
        this.clock = new RecordingClock(roster);
        List<Path> files = Arrays.stream(Stream.values())
                .map(stream -> recording.resolve(stream.fileName()))
                .toList();
        this.survey = LineSurvey.of(files, clock, SurveyOptions.defaults().withBlockBytes(blockBytes));
        this.inOrder = survey;
        this.schedule = new WindowSchedule(
                Duration.ofMinutes(5).toMillis(),
                every.toMillis(),
                survey.first().orElse(Long.MAX_VALUE),
                survey.last().orElse(Long.MIN_VALUE),
                survey.activeSteps());
    }

    /** Takes the path of a recording that is far out of order. */
    TakenApart sorted() throws Exception {
        inOrder = LineSorter.sort(survey, clock, scratch.resolve("sorted"), 1 << 20, done -> {});
        return this;
    }

    private StreamExecutionEnvironment job(int parallelism, Configuration more) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(parallelism);
        Configuration configuration = ReplayJob.jobConfiguration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(10));
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                scratch.resolve("checkpoints").toUri().toString());
        configuration.addAll(more);
        env.configure(configuration);
        ReplayJob.define(
                env, roster, schedule, GatedSource.of(LineSource.of(inOrder), Line.class), scratch.resolve("spool"));
        return env;
    }

    /** Runs the job to its end; it restarts at once as often as it fails. */
    TakenApart run(int parallelism) throws Exception {
        Configuration restarting = new Configuration();
        restarting.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        restarting.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
        restarting.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        job(parallelism, restarting).execute();
        return this;
    }

    /** Runs the job until the gate holds it and stops it there. */
    String stopWithSavepoint(int parallelism, Gate gate, MiniCluster cluster) throws Exception {
        JobClient job = job(parallelism, new Configuration()).executeAsync();
        gate.held().get();
        // A savepoint fails if a task ends at the very moment it is asked for.
        while (!hasRollCallEnded(cluster.getExecutionGraph(job.getJobID()).get())) {
            Wait.aMoment();
        }
        String savepoint = job.stopWithSavepoint(
                        false, scratch.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
        job.getJobExecutionResult().get();
        return savepoint;
    }

    private static boolean hasRollCallEnded(AccessExecutionGraph job) {
        for (AccessExecutionJobVertex vertex : job.getVerticesTopologically()) {
            if (vertex.getName().contains("roll call")) {
                return vertex.getAggregateState() == ExecutionState.FINISHED;
            }
        }
        throw new AssertionError("the job has no roll call");
    }

    /** Goes on from a savepoint. */
    TakenApart resume(String savepoint, int parallelism) throws Exception {
        Configuration from = new Configuration();
        from.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        job(parallelism, from).execute();
        return this;
    }

    /** Writes the files into a new directory. */
    Path write(Path out) throws Exception {
        Files.createDirectories(out);
        new ReplayOutput(roster, schedule, survey, scratch.resolve("spool"), Alerting.BUILT_IN, out).write();
        return out;
    }
}
