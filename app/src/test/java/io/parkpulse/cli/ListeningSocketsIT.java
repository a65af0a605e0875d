package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parkpulse.embedded.EmbeddedKafka;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nobody beyond this machine reaches what a command starts in its own process; {@link DemoCommandIT} looks at the demo. */
@Timeout(300)
class ListeningSocketsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path recordings;

    @TempDir
    Path dir;

    @BeforeAll
    static void recording() {
        assumeTrue(
                ListeningSockets.canBeSeen(),
                "the sockets of a process are looked up in /proc, which this system does not have");
        assertThat(new Commands().run("simulate", "--scenario", "tiny", "--out", tiny()))
                .isZero();
    }

    /** A socket on all addresses is seen, else this class could not fail. */
    @BeforeEach
    void aSocketOnAllAddressesIsSeen() throws IOException {
        try (ServerSocket open = new ServerSocket(0)) {
            assertThat(ListeningSockets.of(ProcessHandle.current().pid()))
                    .filteredOn(socket -> socket.getPort() == open.getLocalPort())
                    .singleElement()
                    .matches(socket -> socket.getAddress().isAnyLocalAddress());
        }
    }

    private static String tiny() {
        return recordings.resolve("tiny").toString();
    }

    @Test
    void replay() throws Exception {
        try (Child replay = Child.start("500m", "replay", tiny(), "--out", dir.resolve("out"))) {
            Set<InetSocketAddress> seen = new LinkedHashSet<>();
            while (replay.isAlive()) {
                seen.addAll(ListeningSockets.of(replay.pid()));
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertThat(replay.exitCode()).as(replay.said()).isZero();
            // Flink's own, which cannot be had without.
            assertThat(seen).isNotEmpty();
            assertLoopback(seen);
        }
    }

    @Test
    void replayAsLiveStreams() throws Exception {
        try (Child replay = Child.start("900m", "replay", tiny(), "--speed", "60", "--out", dir.resolve("out"))) {
            // Flink's page and its store, the broker and its controller.
            assertLoopback(awaitFlink(replay, 4));
        }
    }

    @Test
    void run() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0)) {
            assertThat(new Commands().run("registry", "push", tiny(), "--kafka", kafka.bootstrapServers()))
                    .isZero();
            Path config = Files.writeString(dir.resolve("run.yaml"), """
                    kafka:
                      bootstrap: %s
                    """.formatted(kafka.bootstrapServers()));
            Path temporary = Files.createDirectory(dir.resolve("temporary"));
            List<String> options = List.of("-Djava.io.tmpdir=" + temporary);
            try (Child run = Child.start("900m", options, "run", "--config", config)) {
                assertLoopback(awaitFlink(run, 2));
                run.terminate();
                assertThat(run.exitCode()).as(run.said()).isEqualTo(128 + 15);
            }
            // Of what it wrote nothing is left but the directory that all processes of this user share.
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left.toList())
                        .singleElement()
                        .satisfies(shared -> assertThat(shared).isEmptyDirectory());
            }
        }
    }

    @Test
    void wall() throws Exception {
        Path out = Commands.replayed(dir.resolve("example"));
        try (Child wall = Child.start("300m", "wall", "--in", out, "--port", "0")) {
            assertLoopback(await(wall, "its page", seen -> seen.size() == 1));
        }
    }

    private static void assertLoopback(Set<InetSocketAddress> seen) {
        assertThat(seen).allMatch(socket -> socket.getAddress().isLoopbackAddress());
    }

    /** Waits until a job runs, as Flink's page says. */
    private static Set<InetSocketAddress> awaitFlink(Child child, int sockets) throws Exception {
        return await(
                child,
                "a running job and " + sockets + " sockets",
                seen -> seen.size() == sockets && seen.stream().anyMatch(ListeningSocketsIT::saysThatAJobRuns));
    }

    private static boolean saysThatAJobRuns(InetSocketAddress socket) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + socket.getPort() + "/jobs/overview"))
                    .timeout(java.time.Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, BodyHandlers.ofString()).body().contains("\"state\":\"RUNNING\"");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Set<InetSocketAddress> await(
            Child child, String what, java.util.function.Predicate<Set<InetSocketAddress>> there) throws Exception {
        while (true) {
            boolean alive = child.isAlive();
            Set<InetSocketAddress> seen = new LinkedHashSet<>(ListeningSockets.of(child.pid()));
            if (there.test(seen)) {
                return seen;
            }
            if (!alive) {
                child.exitCode();
                throw new AssertionError("it ended without " + what + ":\n" + child.said());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
