package io.parkpulse.connectors.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.Wants;
import io.parkpulse.connectors.http.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker/influxdb/access}, which containers run once, on a real InfluxDB. */
@Timeout(120)
@Wants({Program.INFLUXD, Program.BASH, Program.CURL})
class AccessScriptIT {
    private final HttpClient http = HttpClient.newHttpClient();
    private InfluxServer influx;

    @TempDir
    Path dir;

    @BeforeEach
    void start() throws Exception {
        influx = InfluxServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        influx.close();
    }

    @Test
    void makesATokenThatMayOnlyWriteAndOneThatMayOnlyRead() throws Exception {
        run();

        assertThat(write("write").statusCode()).isEqualTo(204);
        assertThat(write("read").statusCode()).isEqualTo(403);
        assertThat(ask("read", "SELECT * FROM m")).contains("\"columns\":[\"time\",\"v\"]");
        assertThat(ask("write", "SELECT * FROM m")).contains("error").doesNotContain("columns");
    }

    @Test
    void mapsTheBucketAndLeavesWhatIsThere() throws Exception {
        run();
        String write = token("write");
        String read = token("read");

        run();

        assertThat(token("write")).isEqualTo(write);
        assertThat(token("read")).isEqualTo(read);
        assertThat(get("/api/v2/dbrps?org=" + InfluxServer.ORGANISATION + "&db=" + InfluxServer.BUCKET))
                .containsOnlyOnce("\"database\"")
                .contains("\"virtual\": false");
        assertThat(get("/api/v2/authorizations").split("\"token\":", -1)).hasSize(1 + 3);
    }

    @Test
    void failsWhereThereIsNoSuchBucket() throws Exception {
        Process access = process("nothing");

        assertThat(access.waitFor()).isNotZero();
        assertThat(dir).isEmptyDirectory();
    }

    private void run() throws Exception {
        Process access = process(InfluxServer.BUCKET);
        String said = new String(access.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(access.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    private Process process(String bucket) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(Program.BASH.path(), "../docker/influxdb/access", bucket, dir.toString());
        builder.environment().put("INFLUX_HOST", influx.url());
        builder.environment().put("INFLUX_TOKEN", influx.token());
        return builder.redirectErrorStream(true).start();
    }

    private String token(String file) throws IOException {
        return Secret.fromFile(dir.resolve(file)).read();
    }

    private HttpResponse<String> write(String token) throws Exception {
        return http.send(
                request(
                                "/api/v2/write?org=" + InfluxServer.ORGANISATION + "&bucket=" + InfluxServer.BUCKET,
                                token(token))
                        .POST(BodyPublishers.ofString("m v=1"))
                        .build(),
                BodyHandlers.ofString());
    }

    private String ask(String token, String influxQl) throws Exception {
        HttpRequest question = request(
                        "/query?db=" + InfluxServer.BUCKET + "&q=" + influxQl.replace(" ", "%20"), token(token))
                .build();
        return http.send(question, BodyHandlers.ofString()).body();
    }

    private String get(String path) throws Exception {
        return http.send(request(path, influx.token()).build(), BodyHandlers.ofString())
                .body();
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(influx.url() + path)).header("Authorization", "Token " + token);
    }
}
