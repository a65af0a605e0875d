package io.parkpulse.connectors.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.connectors.http.Secret;
import io.parkpulse.connectors.influxdb.ScriptedStore.Reply;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.util.InstantiationUtil;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The token shows nowhere but in the request. */
@Tag("machine")
@Timeout(120)
class SecretsTest {
    private static final String TOKEN = "s3cr3t-t0k3n==";

    /** A secret whose value tests know. */
    static Secret token() throws IOException {
        Path file = Files.createTempFile("token", null);
        file.toFile().deleteOnExit();
        return Secret.fromFile(Files.writeString(file, TOKEN + "\n"));
    }

    private static InfluxSinkBuilder<String> sinkTo(String url) throws IOException {
        return InfluxSink.<String>builder()
                .url(url)
                .organisation("org")
                .bucket("bucket")
                .token(token())
                .linger(Duration.ofMillis(1))
                .backoff(Duration.ofMillis(1), Duration.ofMillis(2))
                .encoder((element, points) -> points.accept(
                        InfluxLine.measurement("m").field("v", element).at(0)));
    }

    @Test
    void theTokenIsSentAsInfluxDbWantsIt() throws Exception {
        try (ScriptedStore store = ScriptedStore.start(request -> ScriptedStore.WRITTEN);
                SinkHarness sink = new SinkHarness(sinkTo(store.url()))) {
            sink.write("x");
            sink.endInput();
            assertThat(store.requests())
                    .extracting(ScriptedStore.Request::token)
                    .containsExactly("Token " + TOKEN);
        }
    }

    @Test
    void aSerialisedSinkDoesNotHoldTheToken() throws Exception {
        InfluxSink<String> sink = sinkTo("http://127.0.0.1:1").build();

        byte[] bytes = InstantiationUtil.serializeObject(sink);

        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain(TOKEN);
        assertThat(InstantiationUtil.<InfluxSink<String>>deserializeObject(
                        bytes, getClass().getClassLoader()))
                .isNotNull();
    }

    @Test
    void noFailureSaysTheToken() throws Exception {
        Queue<String> said;
        try (Capture log = new Capture()) {
            said = log.said;
            CountDownLatch never = new CountDownLatch(1);
            for (int status : List.of(200, 302, 400, 401, 403, 404, 413, 418, 422, 429, 500, 503, 0, -1)) {
                try (ScriptedStore store = ScriptedStore.start(request -> {
                            if (status == 0) {
                                never.await();
                            }
                            // The worst a server can do.
                            return new Reply(
                                    status,
                                    "{\"code\":\"x\",\"message\":\"not authorised: " + request.token() + "\"}",
                                    Map.of("X-Platform-Error-Code", request.token()));
                        });
                        SinkHarness sink = new SinkHarness(sinkTo(store.url())
                                .requestTimeout(status == 0 ? Duration.ofMillis(500) : Duration.ofSeconds(30)))) {
                    if (status < 0) {
                        store.stop();
                    }
                    sink.write("x");
                    sink.until(() -> sink.counter("requestsRetried") > 2
                            || sink.counter("linesRejected") > 0
                            || sink.counter("pointsDropped") > 0);
                } catch (Exception e) {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    said.add(trace.toString());
                }
            }
        }
        assertThat(said)
                .anyMatch(text -> text.contains("answered 401"))
                .anyMatch(text -> text.contains("takes no lines"));
        assertThat(said).noneMatch(text -> text.contains(TOKEN));
    }

    @Test
    void aSecretThatIsNotThereIsSaidWithItsPlace(@TempDir Path directory) throws Exception {
        Path absent = directory.resolve("absent");
        assertThatThrownBy(() -> new SinkHarness(sinkTo("http://127.0.0.1:1").token(Secret.fromFile(absent))))
                .hasMessageContaining("no token for http://127.0.0.1:1: file " + absent + " cannot be read");
        Path empty = Files.writeString(directory.resolve("empty"), " \n");
        assertThatThrownBy(() -> Secret.fromFile(empty).read()).hasMessage("file " + empty + " is empty");
        Path two = Files.writeString(directory.resolve("two"), TOKEN + "\n" + TOKEN);
        assertThatThrownBy(() -> Secret.fromFile(two).read())
                .hasMessageContaining("holds white space")
                .hasMessageNotContaining(TOKEN);
        assertThatThrownBy(() ->
                        Secret.fromEnvironment("PARKPULSE_NO_SUCH_VARIABLE").read())
                .hasMessage("environment variable PARKPULSE_NO_SUCH_VARIABLE is not set on this task manager");
    }

    @Test
    void aSecretOfTheEnvironmentIsReadFromIt() throws Exception {
        Map.Entry<String, String> any = System.getenv().entrySet().stream()
                .filter(variable -> variable.getValue().matches("\\S+"))
                .findAny()
                .orElseThrow();

        assertThat(Secret.fromEnvironment(any.getKey()).read()).isEqualTo(any.getValue());
    }

    /** All that is logged while it is open. */
    private static final class Capture extends AbstractAppender implements AutoCloseable {
        private final Queue<String> said = new ConcurrentLinkedQueue<>();
        private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
        private final LoggerConfig root = context.getConfiguration().getRootLogger();
        private final Level before = root.getLevel();

        Capture() {
            super("capture", null, null, false, Property.EMPTY_ARRAY);
            start();
            root.setLevel(Level.ALL);
            root.addAppender(this, Level.ALL, null);
            context.updateLoggers();
        }

        @Override
        public void append(LogEvent event) {
            StringWriter text = new StringWriter();
            text.append(event.getMessage().getFormattedMessage());
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace(new PrintWriter(text));
            }
            said.add(text.toString());
        }

        @Override
        public void close() {
            root.removeAppender("capture");
            root.setLevel(before);
            context.updateLoggers();
        }
    }
}
