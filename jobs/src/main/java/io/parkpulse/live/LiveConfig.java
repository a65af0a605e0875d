package io.parkpulse.live;

import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.connectors.http.Secret;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.message.Message;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.SettingsFile;
import io.parkpulse.registry.SettingsFile.Key;
import io.parkpulse.schemas.SchemaRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The configuration of a live system: one YAML file. */
public final class LiveConfig {
    private static final long DAY_MILLIS = 24L * 3_600_000;

    /** All settings there are; {@code docs/configuration.md} is their reference. */
    public static final List<Key> KEYS = List.of(
            optional(
                    "run",
                    Message.of("usage.name"),
                    "live",
                    "Name of the run, the tag `run` in InfluxDB.",
                    LiveConfig::name),
            required("kafka.bootstrap", Message.of("setting.brokers"), "Kafka's brokers.", KafkaSettings::of),
            optional(
                    "kafka.config",
                    Message.of("setting.file"),
                    null,
                    "Properties of Kafka's clients, such as those of SASL and TLS. Environment variables"
                            + " `PARKPULSE_KAFKA_…` count for more.",
                    Path::of),
            optional(
                    "kafka.group",
                    Message.of("usage.name"),
                    "parkpulse",
                    "Consumer group whose offsets are committed for others to see; nothing is read from them.",
                    LiveConfig::name),
            optional(
                    "registry.directory",
                    Message.of("setting.directory"),
                    null,
                    "Where the registry's files are. Without it the registry is read from the topic"
                            + " `parkpulse.registry`, and later rows take effect while the job runs.",
                    Path::of),
            optional(
                    "mapping",
                    Message.of("setting.file"),
                    null,
                    "What the values of other topics mean, see `docs/import.md`. Their records go with those of the"
                            + " streams' own topics.",
                    Path::of),
            optional(
                    "schema_registry.url",
                    Message.of("setting.address", "address", "http://schemas:8081"),
                    null,
                    "Where schemas are that values in Avro and Protocol Buffers name: a server with the interface of"
                            + " Confluent's Schema Registry.",
                    LiveConfig::address),
            optional(
                    "schema_registry.credentials_env",
                    Message.of("setting.variable"),
                    null,
                    "Where `user:password` for it is, on the task managers.",
                    LiveConfig::name),
            optional(
                    "schema_registry.credentials_file",
                    Message.of("setting.file"),
                    null,
                    "The same as a file, on the task managers.",
                    Path::of),
            optional(
                    "influxdb.url",
                    Message.of("setting.address", "address", "http://influxdb:8086"),
                    null,
                    "The time-series store. Without it nothing is written to one.",
                    LiveConfig::address),
            optional("influxdb.org", Message.of("usage.name"), "parkpulse", "Its organisation.", LiveConfig::name),
            optional(
                    "influxdb.bucket",
                    Message.of("usage.name"),
                    "parkpulse",
                    "Its bucket, which must exist.",
                    LiveConfig::name),
            optional(
                    "influxdb.token_env",
                    Message.of("setting.variable"),
                    null,
                    "Where the token that may write to the bucket is, on the task managers.",
                    LiveConfig::name),
            optional(
                    "influxdb.token_file",
                    Message.of("setting.file"),
                    null,
                    "The same as a file, on the task managers.",
                    Path::of),
            optional(
                    "alerts.rules",
                    Message.of("setting.file"),
                    null,
                    "Rules of alerts, see `docs/rules.md`. By default the built-in ones.",
                    Path::of),
            optional(
                    "alerts.alertmanager",
                    Message.of("setting.address", "address", "http://alertmanager:9093"),
                    null,
                    "The Alertmanager that notifies people. Without it alerts go to the topic and the store only.",
                    LiveConfig::address),
            optional(
                    "alerts.wall",
                    Message.of("setting.address", "address", "http://wall:8600/"),
                    "",
                    "The wall page that alerts link to.",
                    LiveConfig::address),
            optional(
                    "checkpoints.directory",
                    Message.of("setting.directory"),
                    null,
                    "Where a job in one process keeps its checkpoints, to go on from the newest when it is started again."
                            + " Without it such a job begins anew. On a cluster Flink's configuration says this and the"
                            + " next two.",
                    Path::of),
            optional(
                    "checkpoints.every",
                    Message.of("setting.duration", "least", "PT1S"),
                    "PT30S",
                    "Time between two of them.",
                    LiveConfig::interval),
            optional(
                    "checkpoints.backend",
                    Message.joined("usage.or", Message.asIs("heap"), Message.asIs("rocksdb")),
                    "heap",
                    "What the state is in: with `heap` each checkpoint is a full one, with `rocksdb` it is what has"
                            + " changed, see `docs/operations.md`.",
                    LiveConfig::backend),
            optional(
                    "event_time.start",
                    Message.of("setting.time"),
                    null,
                    "Nothing before it is computed. By default 24 hours before the job is first started.",
                    LiveConfig::time),
            optional(
                    "event_time.step",
                    Message.of("usage.divides_15_minutes"),
                    "PT5M",
                    "Length of a step.",
                    LiveConfig::step),
            optional(
                    "event_time.lag",
                    Message.of("setting.duration", "least", "PT0S"),
                    "PT1S",
                    "How far behind the clock a step is closed.",
                    LiveConfig::duration),
            optional(
                    "event_time.disorder",
                    Message.of("setting.duration", "least", "PT0S"),
                    "PT1S",
                    "How far behind the latest record of its partition a record may come without being late. Late ones"
                            + " are not lost: what was written is written again.",
                    LiveConfig::duration),
            optional(
                    "event_time.idle_after",
                    Message.of("setting.duration", "least", "PT0.1S"),
                    "PT1S",
                    "After how long without a record, by the machine's clock, Kafka is asked whether a partition has"
                            + " been read to its end. One that has holds nobody back; one that has not holds event time.",
                    LiveConfig::duration),
            optional(
                    "event_time.wait_at_most",
                    Message.of("setting.duration", "least", "PT0S"),
                    LiveSettings.WAIT_AT_MOST.toString(),
                    "How long, by the machine's clock, event time waits for a partition of which Kafka does not say"
                            + " where it ends, as its broker is away. Then event time goes on without it.",
                    LiveConfig::duration),
            optional(
                    "clock.event",
                    Message.of("setting.time"),
                    null,
                    "For streams of the past: the event time at `clock.wall`.",
                    LiveConfig::time),
            optional(
                    "clock.wall",
                    Message.of("setting.time"),
                    null,
                    "The machine's time at `clock.event`.",
                    LiveConfig::time),
            optional(
                    "clock.speed",
                    Message.of("usage.above_0"),
                    "1",
                    "How many times as fast as the machine's clock event time goes by.",
                    LiveConfig::speed));

    private final Map<String, String> values;

    private LiveConfig(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a configuration.
     *
     * @throws RegistryException with everything that is wrong with it
     */
    public static LiveConfig read(Path file) throws RegistryException {
        return new LiveConfig(SettingsFile.read(file, KEYS));
    }

    /** The name of the run. */
    public String run() {
        return values.get("run");
    }

    /**
     * How to reach Kafka.
     *
     * @param environment the environment's variables
     * @throws IllegalArgumentException if the properties cannot be read; the message is for users
     */
    public KafkaSettings kafka(Map<String, String> environment) {
        String config = values.get("kafka.config");
        return KafkaSettings.read(values.get("kafka.bootstrap"), config == null ? null : Path.of(config), environment);
    }

    /** The consumer group. */
    public String group() {
        return values.get("kafka.group");
    }

    /** The registry's directory; null if it is to be read from its topic. */
    public Path registry() {
        String directory = values.get("registry.directory");
        return directory == null ? null : Path.of(directory);
    }

    /** The time-series store; null for none. */
    public InfluxSinks.Target influx() {
        String url = values.get("influxdb.url");
        if (url == null) {
            return null;
        }
        Secret token = secret("influxdb.token");
        return new InfluxSinks.Target(url, values.get("influxdb.org"), values.get("influxdb.bucket"), token);
    }

    private Secret secret(String path) {
        String file = values.get(path + "_file");
        String variable = values.get(path + "_env");
        return file != null
                ? Secret.fromFile(Path.of(file))
                : variable != null ? Secret.fromEnvironment(variable) : Secret.none();
    }

    /**
     * The topics whose values are mapped.
     *
     * @param environment the environment's variables
     * @throws RegistryException with everything that is wrong with the mapping
     */
    public LiveMapping mapping(Map<String, String> environment) throws RegistryException {
        String file = values.get("mapping");
        String url = values.get("schema_registry.url");
        SchemaRegistry schemas = url == null ? null : new SchemaRegistry(url, secret("schema_registry.credentials"));
        return file == null ? LiveMapping.NONE : LiveMapping.read(Path.of(file), environment::get, schemas);
    }

    /** The file of rules; null for the built-in ones. */
    public Path rules() {
        String file = values.get("alerts.rules");
        return file == null ? null : Path.of(file);
    }

    /** Alertmanager's address; null for none. */
    public String alertmanager() {
        return values.get("alerts.alertmanager");
    }

    /** The address of the wall page; empty for none. */
    public String wall() {
        return values.get("alerts.wall");
    }

    /** The checkpoints of a job in one process; null for none. */
    public LocalCheckpoints checkpoints() {
        String directory = values.get("checkpoints.directory");
        return directory == null
                ? null
                : new LocalCheckpoints(
                        Path.of(directory),
                        duration(values.get("checkpoints.every")),
                        backend(values.get("checkpoints.backend")));
    }

    /** How event time goes by. */
    public LiveSettings settings() {
        EventClock clock = clock();
        long step = duration(values.get("event_time.step")).toMillis();
        long start = values.get("event_time.start") == null
                ? Math.floorDiv(clock.now() - DAY_MILLIS, step) * step
                : time(values.get("event_time.start"));
        return new LiveSettings(
                step,
                start,
                clock,
                clock,
                duration(values.get("event_time.lag")),
                duration(values.get("event_time.disorder")),
                duration(values.get("event_time.idle_after")),
                duration(values.get("event_time.wait_at_most")));
    }

    private EventClock clock() {
        if (values.get("clock.event") == null || values.get("clock.wall") == null) {
            return EventClock.SYSTEM;
        }
        return new EventClock(
                time(values.get("clock.wall")), time(values.get("clock.event")), speed(values.get("clock.speed")));
    }

    private static Key required(String path, Message expected, String meaning, Function<String, ?> parse) {
        return new Key(path, expected, null, true, meaning, parse);
    }

    private static Key optional(
            String path, Message expected, String standard, String meaning, Function<String, ?> parse) {
        return new Key(path, expected, standard, false, meaning, parse);
    }

    private static String name(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("blank");
        }
        return text;
    }

    private static URI address(String text) {
        URI address = URI.create(text);
        if (address.getHost() == null || !address.getScheme().startsWith("http")) {
            throw new IllegalArgumentException("no address");
        }
        return address;
    }

    private static long time(String text) {
        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }

    private static Duration duration(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative()) {
            throw new IllegalArgumentException("negative");
        }
        return duration;
    }

    private static Duration interval(String text) {
        Duration interval = duration(text);
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("too short");
        }
        return interval;
    }

    private static LocalCheckpoints.Backend backend(String text) {
        return switch (text) {
            case "heap" -> LocalCheckpoints.Backend.HEAP;
            case "rocksdb" -> LocalCheckpoints.Backend.ROCKSDB;
            default -> throw new IllegalArgumentException("no such backend");
        };
    }

    private static Duration step(String text) {
        Duration step = duration(text);
        long millis = step.toMillis();
        if (millis == 0 || Duration.ofMinutes(15).toMillis() % millis != 0 || !step.equals(Duration.ofMillis(millis))) {
            throw new IllegalArgumentException("does not divide 15 minutes");
        }
        return step;
    }

    private static double speed(String text) {
        double speed = Double.parseDouble(text);
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("not above 0");
        }
        return speed;
    }
}
