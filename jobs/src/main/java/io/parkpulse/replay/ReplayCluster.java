package io.parkpulse.replay;

import io.parkpulse.connectors.cluster.OwnCluster;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the job of a replay runs. */
@FunctionalInterface
interface ReplayCluster extends AutoCloseable {
    /** Where it is defined; waits for nothing. */
    StreamExecutionEnvironment environment();

    /** Nothing more is run there: begins to end it, and waits for nothing. */
    default void closeAsync() {}

    /** Waits until it has ended. */
    @Override
    default void close() throws IOException {}

    /** Finds such a place. */
    @FunctionalInterface
    interface Starter {
        /**
         * Begins to start a cluster, unless it is there already.
         *
         * @param scratch an empty directory, for what a cluster in this process writes
         */
        ReplayCluster start(Path scratch);
    }

    /** A cluster of the replay's own, in this process. */
    static Starter own(int parallelism) {
        return scratch -> {
            OwnCluster cluster =
                    OwnCluster.start(() -> ReplayJob.clusterConfiguration(scratch, parallelism), parallelism);
            return new ReplayCluster() {
                @Override
                public StreamExecutionEnvironment environment() {
                    return cluster.environment(new Configuration());
                }

                @Override
                public void closeAsync() {
                    cluster.closeAsync();
                }

                @Override
                public void close() throws IOException {
                    cluster.close();
                }
            };
        };
    }
}
