package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.Wait;
import io.parkpulse.embedded.EmbeddedKafka;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that is started before Kafka is. */
class KafkaOutageIT {
    @TempDir
    Path dir;

    @Test
    void runWaitsForKafkaSaysSoAndGoesOnWhenItIsThere() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = Files.writeString(dir.resolve("parkpulse.yaml"), "kafka:\n  bootstrap: 127.0.0.1:" + port + "\n");
        Commands commands = new Commands();
        CompletableFuture<Integer> ended =
                CompletableFuture.supplyAsync(() -> commands.run("run", "--config", config.toString()));
        String waits = "Kafka at 127.0.0.1:" + port + " does not answer";
        while (!commands.err().contains(waits) && !ended.isDone()) {
            Wait.aMoment();
        }
        assertThat(ended).isNotDone();

        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"), port)) {
            assertThat(kafka.bootstrapServers()).endsWith(":" + port);
            // There is no registry; to say so it must have gone on.
            assertThat(ended.get()).isEqualTo(1);
            assertThat(commands.err()).contains(" answers, after ", "has no topic parkpulse.registry");
        }
    }
}
