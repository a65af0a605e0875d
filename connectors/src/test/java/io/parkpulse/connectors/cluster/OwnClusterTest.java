package io.parkpulse.connectors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OwnClusterTest {
    private static final long ENDLESS = Long.MAX_VALUE;

    @TempDir
    Path dir;

    @Test
    void jobsAreDefinedBeforeItIsThereAndRunOneAfterTheOther() throws Exception {
        CountDownLatch configured = new CountDownLatch(1);
        try (OwnCluster cluster = OwnCluster.start(
                () -> {
                    await(configured);
                    return OwnFlink.in(dir, 1);
                },
                1)) {
            StreamExecutionEnvironment env = cluster.environment(new Configuration());
            numbers(env, 10);
            configured.countDown();

            env.execute();
            numbers(env, 20);
            env.execute();
        }
    }

    @Test
    void aJobThatStillRunsIsCancelledWhenItEnds() throws Exception {
        JobClient job;
        try (OwnCluster cluster = OwnCluster.start(() -> OwnFlink.in(dir, 1), 1)) {
            StreamExecutionEnvironment env = cluster.environment(new Configuration());
            numbers(env, ENDLESS);
            job = env.executeAsync();
        }

        assertThatThrownBy(() -> job.getJobExecutionResult().get())
                .hasRootCauseInstanceOf(JobCancellationException.class);
    }

    @Test
    void thereMayBeSeveralAtOnce() throws Exception {
        try (OwnCluster one = OwnCluster.start(() -> OwnFlink.in(dir, 1), 1);
                OwnCluster other = OwnCluster.start(() -> OwnFlink.in(dir, 1), 1)) {
            assertThat(one.url()).isNotEqualTo(other.url());
        }
    }

    @Test
    void whoeverWaitsGetsWhyItDoesNotStart() throws Exception {
        try (OwnCluster cluster = OwnCluster.start(() -> OwnFlink.in(dir.resolve("missing"), 1), 1)) {
            StreamExecutionEnvironment env = cluster.environment(new Configuration());
            numbers(env, 10);

            assertThatThrownBy(cluster::started)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Flink does not start: ")
                    .hasMessageContaining("missing");
            assertThatThrownBy(env::execute).hasMessageContaining("missing");
        }
    }

    @Test
    void whoIsInterruptedWhileItEndsIsStillInterrupted() throws Exception {
        OwnCluster cluster = OwnCluster.start(() -> OwnFlink.in(dir, 1), 1).started();
        Thread.currentThread().interrupt();

        cluster.close();

        assertThat(Thread.interrupted()).isTrue();
    }

    private static void numbers(StreamExecutionEnvironment env, long last) {
        env.setParallelism(1);
        env.fromSource(new NumberSequenceSource(1, last), WatermarkStrategy.noWatermarks(), "numbers")
                .sinkTo(new DiscardingSink<>());
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
