package io.parkpulse.replay;

import io.parkpulse.check.Finding;
import io.parkpulse.connectors.lines.LineSorter;
import io.parkpulse.connectors.lines.LineSource;
import io.parkpulse.connectors.lines.LineSurvey;
import io.parkpulse.connectors.lines.SurveyOptions;
import io.parkpulse.enterprise.EmissionPolicy;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.files.Reason;
import io.parkpulse.files.RegularFile;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Stream;
import io.parkpulse.output.EnterpriseLine;
import io.parkpulse.output.ReplayFiles;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the index job over a recording, in this process and as fast as it goes.
 *
 * <p>The result appears whole or not at all: it is written beside the target and moved there at the end.
 */
public final class Replay {
    /** What an observation that waits costs in memory, its original bytes included. */
    private static final long BYTES_PER_WAITING_LINE = 400;

    private final Path recording;
    private final Registry registry;
    private final Settings settings;
    private final ReplayProgress progress;
    private final ReplayCluster.Starter clusters;
    private Alerting alerting = Alerting.BUILT_IN;
    private Roster roster;
    private boolean looksForFindings;
    private List<Finding> findings = List.of();

    /**
     * How to replay.
     *
     * @param stepMillis length of a step
     * @param everyMillis distance of the trailing windows' ends, a multiple of the step
     * @param parallelism of the job, above 0
     */
    public record Settings(long stepMillis, long everyMillis, int parallelism) {}

    /**
     * A replay on a Flink cluster of its own inside this process.
     *
     * @param recording the directory with the streams
     * @param registry what was read from the same directory
     * @param progress hears how far it has come
     */
    public Replay(Path recording, Registry registry, Settings settings, ReplayProgress progress) {
        this(recording, registry, settings, progress, ReplayCluster.own(settings.parallelism()));
    }

    /** A replay on a cluster that is there already, in this process. */
    Replay(
            Path recording,
            Registry registry,
            Settings settings,
            ReplayProgress progress,
            ReplayCluster.Starter clusters) {
        this.recording = recording;
        this.registry = registry;
        this.settings = settings;
        this.progress = progress;
        this.clusters = clusters;
    }

    /** Raises alerts by other rules than the built-in ones, or with declarations. */
    public Replay alerting(Alerting by) {
        alerting = by;
        return this;
    }

    /** Looks in the beginning of the recording for {@link #findings} as well. */
    public Replay withFindings() {
        looksForFindings = true;
        return this;
    }

    /**
     * Runs the job and writes its result.
     *
     * @param out an empty directory
     * @param scratch an empty directory for what is needed on the way
     * @throws IOException if a file cannot be read or written, or the job fails
     */
    public void into(Path out, Path scratch) throws IOException, InterruptedException {
        copyRegistry(out.resolve(ReplayFiles.REGISTRY));
        try (ReplayCluster cluster = clusters.start(scratch)) {
            Spooled spooled = spool(cluster, EmissionPolicy.recording(), scratch);
            progress.begin(ReplayProgress.Phase.WRITE, 1);
            new ReplayOutput(roster, spooled.schedule(), spooled.survey(), spooled.directory(), alerting, out).write();
            progress.end();
        }
    }

    /**
     * Runs the job for what enterprises counted with in trailing windows, and writes nothing of it.
     *
     * @param ends of the windows, epoch milliseconds, ends of steps
     * @param scratch an empty directory for what is needed on the way
     * @return for each end what counted then; the day of the lines is the number of the end
     * @throws IOException if a file cannot be read, or the job fails
     */
    public Map<Long, List<EnterpriseLine>> enterprisesAt(SortedSet<Long> ends, Path scratch)
            throws IOException, InterruptedException {
        long[] inOrder = ends.stream().mapToLong(Long::longValue).toArray();
        Spooled spooled;
        try (ReplayCluster cluster = clusters.start(scratch)) {
            spooled = spool(cluster, EmissionPolicy.recordingAt(inOrder), scratch);
        }
        Spool<EnterpriseDay> spool =
                Spool.open(spooled.directory().resolve(ReplayJob.ENTERPRISE_DAYS), new SpoolFormats.EnterpriseDays());
        Map<Long, List<EnterpriseLine>> found = new HashMap<>();
        for (int i = 0; i < inOrder.length; i++) {
            List<EnterpriseLine> lines = new ArrayList<>();
            spool.read(
                    i,
                    day -> lines.add(new EnterpriseLine(
                            LocalDate.ofEpochDay(day.epochDay()),
                            day.park(),
                            roster.enterpriseId(day.enterprise()),
                            day.values())));
            found.put(inOrder[i], lines);
        }
        progress.end();
        return found;
    }

    /** What the job spooled of a recording, and by which schedule. */
    private record Spooled(WindowSchedule schedule, LineSurvey survey, Path directory) {}

    private Spooled spool(ReplayCluster cluster, EmissionPolicy policy, Path scratch)
            throws IOException, InterruptedException {
        roster = Roster.of(registry).keptInProcess();
        RecordingClock clock = new RecordingClock(roster);
        List<Path> files = Arrays.stream(Stream.values())
                .map(stream -> recording.resolve(stream.fileName()))
                .toList();
        long bytes = bytes(recording);
        progress.begin(ReplayProgress.Phase.SURVEY, bytes);
        LineSurvey survey = LineSurvey.of(
                files,
                clock,
                SurveyOptions.defaults()
                        .withThreads(Math.max(
                                settings.parallelism(), Runtime.getRuntime().availableProcessors()))
                        .withProgress(progress::at));
        LineSurvey inOrder = survey;
        if (survey.peakBufferedLines() * BYTES_PER_WAITING_LINE
                > Runtime.getRuntime().maxMemory() / 4) {
            progress.begin(ReplayProgress.Phase.SORT, bytes);
            inOrder = LineSorter.sort(
                    survey,
                    clock,
                    scratch.resolve("sorted"),
                    Runtime.getRuntime().maxMemory() / 4,
                    progress::at);
        }
        WindowSchedule schedule = schedule(survey, survey.last().orElse(Long.MIN_VALUE), policy);
        long lines = 0;
        for (Stream stream : Stream.values()) {
            lines += survey.lines(stream.ordinal());
        }
        if (looksForFindings) {
            // While the cluster starts.
            findings = RecordingCheck.ofBeginning(recording, roster).findings();
        }
        progress.begin(ReplayProgress.Phase.JOB, lines);
        Path spool = scratch.resolve("spool");
        run(schedule, inOrder, cluster, spool);
        long lastApplied = lastApplied(spool);
        if (lastApplied < schedule.last()) {
            // What is valid by itself may be dead as an overlap, and nothing after it was applied: the days and windows
            // that there are end earlier than the survey could know.
            schedule = schedule(survey, lastApplied, policy);
            spool = scratch.resolve("spool-to-the-last");
            progress.begin(ReplayProgress.Phase.JOB, lines);
            run(schedule, inOrder, cluster, spool);
        }
        cluster.closeAsync();
        return new Spooled(schedule, survey, spool);
    }

    /**
     * The size of all streams of a recording, in bytes.
     *
     * @throws IOException if one is not a file
     */
    public static long bytes(Path recording) throws IOException {
        long bytes = 0;
        for (Stream stream : Stream.values()) {
            Path file = recording.resolve(stream.fileName());
            bytes += RegularFile.exists(file) ? Files.size(file) : 0;
        }
        return bytes;
    }

    private WindowSchedule schedule(LineSurvey survey, long last, EmissionPolicy policy) {
        return new WindowSchedule(
                settings.stepMillis(),
                settings.everyMillis(),
                survey.first().orElse(Long.MAX_VALUE),
                last,
                survey.activeSteps(),
                policy);
    }

    private static long lastApplied(Path spool) throws IOException {
        long[] last = {RecordTally.NEVER};
        Spool.open(spool.resolve(ReplayJob.ACCOUNTS), new SpoolFormats.Accounts())
                .read(0, account -> last[0] = Math.max(last[0], account.last()));
        return last[0];
    }

    /** What in the beginning of the recording is likely a misunderstanding, the weightiest first; none before {@link #into}. */
    public List<Finding> findings() {
        return findings;
    }

    /** At the start, so that the copy is what was read, even if somebody edits the registry meanwhile. */
    private void copyRegistry(Path target) throws IOException {
        Files.createDirectory(target);
        for (String name : RegistryReader.FILES) {
            if (Files.exists(recording.resolve(name))) {
                Files.write(target.resolve(name), RegularFile.read(recording.resolve(name)));
            }
        }
        if (alerting.rulesFile() != null) {
            Files.write(target.resolve(RegistryReader.RULES), RegularFile.read(alerting.rulesFile()));
        }
    }

    private void run(WindowSchedule schedule, LineSurvey survey, ReplayCluster cluster, Path spool)
            throws IOException, InterruptedException {
        try {
            StreamExecutionEnvironment env = cluster.environment();
            env.setParallelism(settings.parallelism());
            env.configure(ReplayJob.jobConfiguration());
            ReplayJob.define(env, roster, schedule, LineSource.of(survey), spool);
            JobClient job = env.executeAsync("replay of " + recording);
            var result = job.getJobExecutionResult();
            try {
                while (!endsWithin(ReplayProgress.INTERVAL_MILLIS, result)) {
                    progress.at(linesRead(job));
                }
            } catch (InterruptedException e) {
                // Nobody wants its result any more.
                job.cancel().exceptionally(endedAlready -> null).join();
                result.exceptionally(cancelled -> null).join();
                throw e;
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (ExecutionException e) {
            throw new IOException("the job failed: " + Reason.of(e), e);
        } catch (Exception e) {
            throw new IOException("the job cannot run: " + Reason.of(e), e);
        }
    }

    /** @throws ExecutionException if it ends with a failure */
    private static boolean endsWithin(long millis, Future<?> result) throws ExecutionException, InterruptedException {
        try {
            result.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static long linesRead(JobClient job) throws InterruptedException {
        try {
            Object read = job.getAccumulators().get().get(DecodeFunction.LINES_READ);
            return read instanceof Long lines ? lines : 0;
        } catch (ExecutionException | IllegalStateException e) {
            // The job has ended since it was last looked at; its result says how.
            return 0;
        }
    }
}
