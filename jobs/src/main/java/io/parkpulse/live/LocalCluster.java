package io.parkpulse.live;

import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.files.Reason;
import io.parkpulse.pipeline.IndexWorkflow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this process, with its web page, which can be looked at only. */
public final class LocalCluster implements AutoCloseable {
    private final MiniCluster cluster;
    private final int parallelism;
    private final List<JobID> jobs = new ArrayList<>();

    private LocalCluster(MiniCluster cluster, int parallelism) {
        this.cluster = cluster;
        this.parallelism = parallelism;
    }

    /**
     * Starts a cluster.
     *
     * @param scratch the directory in which it makes one for what it writes
     * @param port of its web page; one of the next hundred, or any, if it is taken
     * @param parallelism of jobs
     */
    public static LocalCluster start(Path scratch, int port, int parallelism) throws Exception {
        return start(scratch, port, parallelism, Map.of());
    }

    /**
     * The same with settings of Flink's own.
     *
     * @param settings values by keys, as in Flink's configuration file; they go before what is set here
     */
    public static LocalCluster start(Path scratch, int port, int parallelism, Map<String, String> settings)
            throws Exception {
        Configuration configuration = OwnFlink.in(scratch, parallelism);
        configuration.set(RestOptions.BIND_PORT, port + "-" + (port + 100) + ",0");
        settings.forEach(configuration::setString);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .build());
        cluster.start();
        return new LocalCluster(cluster, parallelism);
    }

    /** The address of its web page. */
    public String url() {
        return cluster.getRestAddress().join().toString();
    }

    /**
     * Runs a job.
     *
     * @param definition wires it
     * @return completes when it ends; exceptionally if it fails
     */
    public CompletableFuture<Void> run(String name, Consumer<StreamExecutionEnvironment> definition) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(IndexWorkflow.configuration());
        env.setParallelism(parallelism);
        definition.accept(env);
        var graph = env.getStreamGraph();
        graph.setJobName(name);
        jobs.add(graph.getJobID());
        return cluster.submitJob(graph.getJobGraph())
                .thenCompose(submitted -> cluster.requestJobResult(submitted.getJobID()))
                .thenAccept(LocalCluster::throwIfFailed);
    }

    private static void throwIfFailed(JobResult result) {
        result.getSerializedThrowable().ifPresent(serialized -> {
            Throwable failure = serialized.deserializeError(LocalCluster.class.getClassLoader());
            throw new IllegalStateException("the job failed: " + Reason.of(failure), failure);
        });
    }

    @Override
    public void close() throws IOException {
        try {
            for (JobID job : jobs) {
                if (!cluster.getJobStatus(job).get().isTerminalState()) {
                    cluster.cancelJob(job).get();
                    cluster.requestJobResult(job).get();
                }
            }
            cluster.close();
        } catch (Exception e) {
            throw new IOException("Flink does not end: " + Reason.of(e), e);
        }
    }
}
