package io.parkpulse.connectors.cluster;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster of one task manager in this process, which starts while its owner does something else: that takes most of
 * a second. Whoever wants something of it waits until it is there.
 */
public final class OwnCluster implements AutoCloseable {
    private static final CompletableFuture<Void> NOTHING_TO_END = CompletableFuture.completedFuture(null);

    private final CompletableFuture<MiniCluster> started = new CompletableFuture<>();
    /** Null until somebody wants it to end. */
    private CompletableFuture<Void> ended;

    private OwnCluster() {}

    /** Says how a cluster is to be. */
    @FunctionalInterface
    public interface Settings {
        /** Begins with what {@link OwnFlink} says. */
        Configuration configuration() throws IOException;
    }

    /**
     * Begins to start a cluster.
     *
     * @param settings asked for at once, in the thread that starts it
     * @param parallelism the most that jobs may have
     */
    public static OwnCluster start(Settings settings, int parallelism) {
        OwnCluster own = new OwnCluster();
        Thread thread = new Thread(() -> own.startNow(settings, parallelism), "start of Flink");
        thread.setDaemon(true);
        thread.start();
        return own;
    }

    private void startNow(Settings settings, int parallelism) {
        try {
            MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                    .setConfiguration(settings.configuration())
                    .setNumTaskManagers(1)
                    .setNumSlotsPerTaskManager(parallelism)
                    .build());
            cluster.start();
            started.complete(cluster);
        } catch (Throwable e) {
            // Whoever waits for the cluster gets it, whatever it is.
            started.completeExceptionally(e);
        }
    }

    /**
     * Waits until it is there.
     *
     * @throws IOException if it does not start
     */
    public OwnCluster started() throws IOException, InterruptedException {
        cluster();
        return this;
    }

    private MiniCluster cluster() throws IOException, InterruptedException {
        try {
            return started.get();
        } catch (ExecutionException e) {
            throw new IOException("Flink does not start: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** The address of its web page. */
    public String url() throws IOException, InterruptedException {
        return cluster().getRestAddress().join().toString();
    }

    /**
     * Defines jobs that run on it; each is submitted when the cluster is there.
     *
     * @param configuration of the jobs
     */
    public StreamExecutionEnvironment environment(Configuration configuration) {
        Configuration own = new Configuration(configuration);
        own.set(DeploymentOptions.TARGET, Submission.NAME);
        return new StreamExecutionEnvironment(new Submission(this), own, OwnCluster.class.getClassLoader());
    }

    /** Cancels what still runs on it, and begins to end it; {@link #close} waits until that is done. */
    public synchronized CompletableFuture<Void> closeAsync() {
        if (ended == null) {
            ended = started.handle((cluster, failure) -> failure == null ? end(cluster) : NOTHING_TO_END)
                    .thenCompose(ending -> ending);
        }
        return ended;
    }

    private static CompletableFuture<Void> end(MiniCluster cluster) {
        return cluster.listJobs()
                .thenCompose(jobs -> CompletableFuture.allOf(jobs.stream()
                        .filter(job -> !job.getJobState().isTerminalState())
                        .map(JobStatusMessage::getJobId)
                        .map(job -> cancel(cluster, job))
                        .toArray(CompletableFuture[]::new)))
                // A job that has just ended by itself cannot be cancelled.
                .handle((cancelled, failure) -> cluster.closeAsync())
                .thenCompose(closing -> closing);
    }

    private static CompletableFuture<?> cancel(MiniCluster cluster, JobID job) {
        return cluster.cancelJob(job).thenCompose(cancelling -> cluster.requestJobResult(job));
    }

    @Override
    public void close() throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    closeAsync().get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("Flink does not end: " + e.getCause().getMessage(), e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Brings jobs to the cluster, without a look at what other clusters there may be. */
    private record Submission(OwnCluster cluster)
            implements PipelineExecutorServiceLoader, PipelineExecutorFactory, PipelineExecutor {
        private static final String NAME = "own";

        @Override
        public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
            return this;
        }

        @Override
        public Stream<String> getExecutorNames() {
            return Stream.of(NAME);
        }

        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public boolean isCompatibleWith(Configuration configuration) {
            return true;
        }

        @Override
        public PipelineExecutor getExecutor(Configuration configuration) {
            return this;
        }

        @Override
        public CompletableFuture<JobClient> execute(Pipeline pipeline, Configuration configuration, ClassLoader classes)
                throws IOException, InterruptedException {
            MiniCluster mini = cluster.cluster();
            return mini.submitJob(((StreamGraph) pipeline).getJobGraph())
                    .thenApply(submitted -> new MiniClusterJobClient(
                            submitted.getJobID(), mini, classes, MiniClusterJobClient.JobFinalizationBehavior.NOTHING));
        }
    }
}
