package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.connectors.Wait;
import io.parkpulse.connectors.clock.ClockSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flink's page in this process can be looked at from this machine, and does nothing for anybody. */
@Timeout(120)
class LocalClusterTest {
    private static final String BOUNDARY = "a-boundary";
    private static final Pattern JOB = Pattern.compile("\"id\":\"([0-9a-f]{32})\",\"status\":\"RUNNING\"");

    @TempDir
    static Path dir;

    private static LocalCluster cluster;
    private static int port;
    private static CompletableFuture<Void> job;
    private static String id;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.start(dir, 0, 1);
        port = URI.create(cluster.url()).getPort();
        job = cluster.run(
                "a job without end",
                env -> env.fromSource(
                                new ClockSource<>(RegistryRecord.START), WatermarkStrategy.noWatermarks(), "clock")
                        .returns(RegistryRecord.class)
                        .uid("clock")
                        .sinkTo(new DiscardingSink<>())
                        .uid("nowhere"));
        Matcher running = JOB.matcher("");
        while (!running.find()) {
            Wait.aMoment();
            running = JOB.matcher(ask("GET /jobs", "Host: localhost:" + port));
        }
        id = running.group(1);
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
        // It was cancelled, and has not failed.
        assertThat(job).isCompleted();
    }

    @Test
    void aJobThatFailsSaysSo() throws Exception {
        try (LocalCluster other = LocalCluster.start(dir, 0, 1)) {
            CompletableFuture<Void> failing = other.run(
                    "a job that fails",
                    env -> env.fromData(1)
                            .uid("one")
                            .map(one -> {
                                if (one == 1) {
                                    throw new IOException("no more of this");
                                }
                                return one;
                            })
                            .uid("failure")
                            .sinkTo(new DiscardingSink<>())
                            .uid("nowhere"));

            assertThatThrownBy(failing::get)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the job failed: no more of this");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.1", "[::1]"})
    void whoAsksForThisMachineSeesThePage(String name) throws IOException {
        assertThat(ask("GET /", "Host: " + name + ":" + port)).startsWith("HTTP/1.1 200 ");
        assertThat(ask("GET /jobs/overview", "Host: " + name + ":" + port, "Origin: http://" + name + ":" + port))
                .startsWith("HTTP/1.1 200 ")
                .contains("a job without end")
                .doesNotContainIgnoringCase("access-control-allow-origin: *");
    }

    @Test
    void aForeignHostIsRefused() throws IOException {
        for (String host : List.of(
                "evil.example",
                "evil.example:" + port,
                "127.0.0.1.evil.example:" + port,
                "127.0.0.1:" + port + ".evil.example",
                "")) {
            assertThat(ask("GET /jobs/overview", "Host: " + host)).as(host).startsWith("HTTP/1.1 403 ");
        }
        assertThat(ask("GET /jobs/overview")).startsWith("HTTP/1.1 403 ");
        assertThat(ask("GET /jobs/overview", "Host: localhost:" + port, "Host: evil.example"))
                .startsWith("HTTP/1.1 403 ");
    }

    @Test
    void aForeignOriginIsRefused() throws IOException {
        for (String origin :
                List.of("http://evil.example", "null", "http://localhost:1", "https://localhost:" + port)) {
            assertThat(ask("GET /jobs/overview", "Host: localhost:" + port, "Origin: " + origin))
                    .as(origin)
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void nobodyBringsAJar() throws IOException {
        for (String path : List.of("/jars/upload", "/v1/jars/upload", "/jobs", "/v1/jobs")) {
            assertThat(upload(path)).as(path).startsWith("HTTP/1.1 405 ");
        }
        try (Stream<Path> files = Files.walk(dir)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .noneMatch("evil.jar"::equals);
        }
    }

    @Test
    void nobodyEndsTheJob() throws IOException {
        for (String request : List.of(
                "GET /jobs/" + id + "/yarn-cancel",
                "GET /v1/jobs/" + id + "/yarn-stop",
                "GET //jobs/" + id + "/yarn%2Dcancel/?a=b",
                "PATCH /jobs/" + id + "?mode=cancel",
                "POST /jobs/" + id + "/stop",
                "DELETE /cluster")) {
            assertThat(ask(request, "Host: localhost:" + port, "Content-Length: 0"))
                    .as(request)
                    .matches("(?s)HTTP/1.1 40[35] .*");
        }
        assertThat(ask("GET /jobs", "Host: localhost:" + port)).contains("\"" + id + "\",\"status\":\"RUNNING\"");
        assertThat(job).isNotDone();
    }

    @Test
    void aRefusedRequestEndsItsConnection() throws IOException {
        String two = ask(
                "GET /jobs/overview",
                "Host: evil.example",
                "",
                "GET /jobs/overview HTTP/1.1",
                "Host: localhost:" + port);

        assertThat(two).startsWith("HTTP/1.1 403 ").doesNotContain("a job without end");
    }

    @Test
    void whatFlinkWritesIsForThisUserAlone() throws IOException {
        try (Stream<Path> own = Files.list(dir)) {
            assertThat(own)
                    .singleElement()
                    .satisfies(directory -> assertThat(
                                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                            .isEqualTo("rwx------"));
        }
    }

    private static String upload(String path) throws IOException {
        String part = "--" + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"evil.jar\"\r\n"
                + "Content-Type: application/x-java-archive\r\n\r\nPK\r\n--" + BOUNDARY + "--\r\n";
        return exchange("POST " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n"
                + "Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\nContent-Length: " + part.length()
                + "\r\n\r\n" + part);
    }

    /** Everything that comes back until the connection is closed. */
    private static String ask(String request, String... headers) throws IOException {
        return exchange(request + " HTTP/1.1\r\nConnection: close\r\n"
                + String.join("\r\n", headers)
                + (headers.length == 0 ? "\r\n" : "\r\n\r\n"));
    }

    private static String exchange(String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
