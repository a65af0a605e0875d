package io.parkpulse.connectors.micrometer;

import io.micrometer.influx.InfluxConfig;
import io.parkpulse.connectors.http.Secret;
import io.parkpulse.connectors.http.ServerAddress;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.util.NetUtils;
import org.apache.flink.util.TimeUtils;

/**
 * What the configuration says, checked; its keys are listed in {@link MicrometerReporterFactory}.
 *
 * @param host address to listen on
 * @param ports to be tried in turn; empty: no endpoint
 * @param influx null: no push
 * @param droppedTags variables that do not become tags, without brackets
 */
record ReporterSettings(String host, List<Integer> ports, InfluxConfig influx, Set<String> droppedTags) {
    static final String PORT = "prometheus.port";
    static final String HOST = "prometheus.host";
    static final String INFLUX_URI = "influx.uri";
    static final String ORG = "influx.org";
    static final String BUCKET = "influx.bucket";
    static final String TOKEN_ENV = "influx.token.env";
    static final String TOKEN_FILE = "influx.token.file";
    static final String INTERVAL = "interval";
    static final String KEEP = "tags.keep";

    private static final String TOKEN = "influx.token";
    private static final Set<String> KEYS =
            Set.of(PORT, HOST, INFLUX_URI, ORG, BUCKET, TOKEN_ENV, TOKEN_FILE, INTERVAL, KEEP);
    private static final List<String> OURS = List.of("prometheus.", "influx.", "tags.");

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);
    private static final Set<String> DROPPED_BY_DEFAULT =
            Set.of("host", "tm_id", "job_id", "task_id", "operator_id", "task_attempt_id", "task_attempt_num");

    /**
     * Reads the keys of one reporter.
     *
     * @throws IllegalArgumentException if they are not as they should be; it names the key, and never holds a token
     */
    static ReporterSettings of(MetricConfig config) {
        checkKeys(config);
        List<Integer> ports = ports(text(config, PORT));
        InfluxConfig influx = influx(config);
        if (ports.isEmpty() && influx == null) {
            throw new IllegalArgumentException("Nowhere to report to: set " + PORT + ", " + INFLUX_URI + " or both");
        }
        String host = text(config, HOST);
        return new ReporterSettings(host == null ? LOOPBACK : host, ports, influx, droppedTags(config));
    }

    private static void checkKeys(MetricConfig config) {
        if (config.containsKey(TOKEN)) {
            throw new IllegalArgumentException(TOKEN
                    + ": a token does not belong into the configuration; put it into an"
                    + " environment variable and its name into " + TOKEN_ENV + ", or into a file and its path into "
                    + TOKEN_FILE);
        }
        for (Object key : config.keySet()) {
            if (OURS.stream().anyMatch(key.toString()::startsWith) && !KEYS.contains(key.toString())) {
                throw new IllegalArgumentException(key + ": there is no such key; there are " + new TreeSet<>(KEYS));
            }
        }
    }

    private static List<Integer> ports(String text) {
        List<Integer> ports = new ArrayList<>();
        if (text != null) {
            try {
                NetUtils.getPortRangeFromString(text).forEachRemaining(ports::add);
            } catch (RuntimeException e) {
                throw wrong(PORT, text, "a port from 0 to 65535, a range like 9250-9260, or several with commas");
            }
        }
        return ports;
    }

    private static InfluxConfig influx(MetricConfig config) {
        String uri = text(config, INFLUX_URI);
        if (uri == null) {
            for (String key : List.of(ORG, BUCKET, TOKEN_ENV, TOKEN_FILE)) {
                if (config.containsKey(key)) {
                    throw new IllegalArgumentException(key + " is set, but not " + INFLUX_URI);
                }
            }
            return null;
        }
        String ofSecrets = "; the token is given by " + TOKEN_ENV + " or " + TOKEN_FILE;
        // As Micrometer calls them. Not a record, which would print the token.
        return Map.of(
                INFLUX_URI,
                ServerAddress.checked(INFLUX_URI, uri, "http://host:8086", ofSecrets),
                ORG,
                required(config, ORG),
                BUCKET,
                required(config, BUCKET),
                TOKEN,
                token(config),
                "influx.step",
                interval(text(config, INTERVAL)).toMillis() + "ms",
                "influx.apiVersion",
                "v2")::get;
    }

    private static String token(MetricConfig config) {
        String variable = text(config, TOKEN_ENV);
        String file = text(config, TOKEN_FILE);
        if ((variable == null) == (file == null)) {
            throw new IllegalArgumentException(
                    "Set one of " + TOKEN_ENV + " and " + TOKEN_FILE + " to say where the token of InfluxDB is");
        }
        try {
            return (file == null ? Secret.fromEnvironment(variable) : Secret.fromFile(Path.of(file))).read();
        } catch (IOException | InvalidPathException e) {
            // Without its message: what was meant to name a place may be the token.
            throw new IllegalArgumentException(
                    file == null
                            ? TOKEN_ENV + ": the environment variable it names is not set, or holds no token"
                            : TOKEN_FILE + ": the file it names cannot be read, or holds no token");
        }
    }

    private static Duration interval(String text) {
        if (text == null) {
            return DEFAULT_INTERVAL;
        }
        Duration interval;
        try {
            interval = TimeUtils.parseDuration(text);
        } catch (RuntimeException e) {
            throw wrong(INTERVAL, text, "a duration like 10 s");
        }
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw wrong(INTERVAL, text, "at least 1 s");
        }
        return interval;
    }

    private static Set<String> droppedTags(MetricConfig config) {
        Set<String> dropped = new TreeSet<>(DROPPED_BY_DEFAULT);
        for (String variable : config.getString(KEEP, "").split("[,;]")) {
            dropped.remove(MetricSource.withoutBrackets(variable.strip()));
        }
        return dropped;
    }

    private static String required(MetricConfig config, String key) {
        String text = text(config, key);
        if (text == null) {
            throw new IllegalArgumentException(key + " is missing; it goes with " + INFLUX_URI);
        }
        return text;
    }

    /** Null if absent or blank. */
    private static String text(MetricConfig config, String key) {
        String text = config.getString(key, "").strip();
        return text.isEmpty() ? null : text;
    }

    private static IllegalArgumentException wrong(String key, String text, String expected) {
        return new IllegalArgumentException("%s: expected %s, not %s".formatted(key, expected, text));
    }
}
