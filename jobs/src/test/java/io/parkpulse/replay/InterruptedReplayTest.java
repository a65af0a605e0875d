package io.parkpulse.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectClusterClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class InterruptedReplayTest {
    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(1)
            .build());

    @TempDir
    Path dir;

    @Test
    void leavesNoJobRunning(@InjectClusterClient ClusterClient<?> client) throws Exception {
        Path recording = Files.createDirectory(dir.resolve("recording"));
        new Simulation(Scenarios.named("province", 1, OptionalInt.empty(), OptionalInt.of(3000)), 1, false)
                .writeTo(recording, (lines, expected) -> {});
        Registry registry = RegistryReader.read(recording).registry();
        CountDownLatch reading = new CountDownLatch(1);
        ReplayProgress progress = new ReplayProgress() {
            private boolean job;

            @Override
            public void begin(Phase phase, long size) {
                job = phase == Phase.JOB;
            }

            @Override
            public void at(long position) {
                if (job) {
                    reading.countDown();
                }
            }

            @Override
            public void end() {}
        };
        Path out = Files.createDirectory(dir.resolve("out"));
        Path scratch = Files.createDirectory(dir.resolve("scratch"));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread replay = new Thread(() -> {
            try {
                new Replay(
                                recording,
                                registry,
                                new Replay.Settings(300_000, 300_000, 1),
                                progress,
                                unused -> StreamExecutionEnvironment::getExecutionEnvironment)
                        .into(out, scratch);
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        replay.start();
        reading.await();
        replay.interrupt();
        replay.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(client.listJobs().get())
                .isNotEmpty()
                .allMatch(job -> job.getJobState().isGloballyTerminalState());
    }
}
