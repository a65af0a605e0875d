package io.parkpulse.live;

import io.parkpulse.connectors.cluster.OwnCluster;
import io.parkpulse.connectors.cluster.OwnFlink;
import io.parkpulse.files.Reason;
import io.parkpulse.pipeline.IndexWorkflow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this process, with its web page, which can be looked at only. */
public final class LocalCluster implements AutoCloseable {
    private final OwnCluster cluster;
    private final int parallelism;

    private LocalCluster(OwnCluster cluster, int parallelism) {
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
        OwnCluster cluster = OwnCluster.start(
                () -> {
                    Configuration configuration = OwnFlink.in(scratch, parallelism);
                    configuration.set(RestOptions.BIND_PORT, port + "-" + (port + 100) + ",0");
                    settings.forEach(configuration::setString);
                    return configuration;
                },
                parallelism);
        return new LocalCluster(cluster.started(), parallelism);
    }

    /** The address of its web page. */
    public String url() throws IOException, InterruptedException {
        return cluster.url();
    }

    /**
     * Runs a job.
     *
     * @param definition wires it
     * @return completes when it ends; exceptionally if it fails
     */
    public CompletableFuture<Void> run(String name, Consumer<StreamExecutionEnvironment> definition) throws Exception {
        StreamExecutionEnvironment env = cluster.environment(IndexWorkflow.configuration());
        env.setParallelism(parallelism);
        definition.accept(env);
        return env.executeAsync(name).getJobExecutionResult().handle((ended, failure) -> {
            // One that is cancelled, as all are when the cluster is closed, has not failed.
            if (failure != null && !Reason.isOf(JobCancellationException.class, failure)) {
                throw new IllegalStateException("the job failed: " + Reason.of(failure), failure);
            }
            return null;
        });
    }

    @Override
    public void close() throws IOException {
        cluster.close();
    }
}
