package io.parkpulse.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;

/**
 * How clients reach Kafka: its brokers, and properties of Kafka's clients, such as those of SASL and TLS. Of these only
 * the names are ever shown, for their values may be secrets.
 *
 * <p>Properties come from a file ({@code name=value} lines) and from the environment, which counts for more:
 * {@code PARKPULSE_KAFKA_SASL_JAAS_CONFIG} is {@code sasl.jaas.config}. A job takes along where they are, and not what they
 * are: each of its processes reads them where it runs.
 */
public final class KafkaSettings {
    /** What a variable of the environment begins with that is a property. */
    public static final String ENVIRONMENT_PREFIX = "PARKPULSE_KAFKA_";

    /**
     * Between two tries of a client in a job. At the 100 ms that Kafka has by default, an administration client that
     * reaches no broker begins anew without any pause: 2,000 times a second, each with a line in the log.
     */
    private static final String RETRY_BACKOFF_MILLIS = "1000";

    private static final String IN_FILE = "parkpulse-file";
    private static final String IN_ENVIRONMENT = "parkpulse-environment";
    private static final String PROVIDERS = AbstractConfig.CONFIG_PROVIDERS_CONFIG;

    private final String bootstrapServers;
    private final Map<String, String> properties;
    /** Of each property, what stands for its value in a job. */
    private final Map<String, String> references;
    /** The file that some of them are in; null for none. */
    private final Path file;

    private KafkaSettings(
            String bootstrapServers, Map<String, String> properties, Map<String, String> references, Path file) {
        for (String server : bootstrapServers.split(",", -1)) {
            if (!server.strip().matches("[^\\s:]+:\\d{1,5}|\\[[0-9a-fA-F:.]+]:\\d{1,5}")) {
                throw new IllegalArgumentException(
                        "Kafka \"" + bootstrapServers + "\": expected host:port, or several with commas between");
            }
        }
        this.bootstrapServers = bootstrapServers;
        this.properties = new TreeMap<>(properties);
        this.references = new HashMap<>(references);
        this.references.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        this.file = file;
        this.properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }

    /**
     * Brokers that ask for nothing.
     *
     * @param bootstrapServers {@code host:port}, or several with commas between
     * @throws IllegalArgumentException if they are written otherwise
     */
    public static KafkaSettings of(String bootstrapServers) {
        return new KafkaSettings(bootstrapServers, Map.of(), Map.of(), null);
    }

    /**
     * Brokers and the properties to reach them with.
     *
     * @param bootstrapServers {@code host:port}, or several with commas between
     * @param file a file of properties; null for none
     * @param environment variables, of which those with {@link #ENVIRONMENT_PREFIX} are properties
     * @throws IllegalArgumentException if the brokers are written otherwise or the file cannot be read; the message is
     *     for users
     */
    public static KafkaSettings read(String bootstrapServers, Path file, Map<String, String> environment) {
        Map<String, String> properties = new HashMap<>();
        Map<String, String> references = new HashMap<>();
        if (file != null) {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                read.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "Kafka's properties " + file + ": expected a readable file of name=value lines in UTF-8 (" + e
                                + ")",
                        e);
            }
            read.stringPropertyNames().forEach(name -> {
                properties.put(name, read.getProperty(name));
                references.put(name, "${" + IN_FILE + ":" + name + "}");
            });
        }
        environment.forEach((variable, value) -> {
            if (variable.startsWith(ENVIRONMENT_PREFIX)) {
                String name = variable.substring(ENVIRONMENT_PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                properties.put(name, value);
                references.put(name, "${" + IN_ENVIRONMENT + ":" + variable + "}");
            }
        });
        return new KafkaSettings(bootstrapServers, properties, references, file);
    }

    /** The brokers to ask first, as {@code host:port}, with commas between. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Properties for the clients of a job: the brokers, and for every other property the place of its value. Kafka's clients read it there,
     * by {@link FileProperties} and {@link EnvironmentProperties}, in the process that they run in.
     */
    public Properties properties() {
        Properties all = new Properties();
        properties.forEach((name, value) ->
                all.setProperty(name, isReadByKafkaItself(name, value) ? value : references.getOrDefault(name, value)));
        all.putIfAbsent(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MILLIS);
        if (references.isEmpty()) {
            return all;
        }
        String own = properties.containsKey(PROVIDERS) ? properties.get(PROVIDERS) + "," : "";
        all.setProperty(PROVIDERS, own + IN_FILE + "," + IN_ENVIRONMENT);
        all.setProperty(PROVIDERS + "." + IN_ENVIRONMENT + ".class", EnvironmentProperties.class.getName());
        all.setProperty(PROVIDERS + "." + IN_FILE + ".class", FileProperties.class.getName());
        if (file != null) {
            all.setProperty(
                    PROVIDERS + "." + IN_FILE + ".param." + FileProperties.FILE,
                    file.toAbsolutePath().toString());
        }
        return all;
    }

    /** What a user has Kafka look up by providers of configuration of their own is no secret, and is looked up once. */
    private boolean isReadByKafkaItself(String name, String value) {
        return name.startsWith(PROVIDERS) || properties.containsKey(PROVIDERS) && value.contains("${");
    }

    /**
     * Everything that a client in this process needs, secrets included.
     *
     * @param own properties of the client's own, which count for more
     */
    public Map<String, Object> with(Map<String, ?> own) {
        Map<String, Object> all = new HashMap<>(properties);
        all.putAll(own);
        return all;
    }

    @Override
    public String toString() {
        String names = String.join(", ", properties.keySet());
        return "Kafka at " + bootstrapServers + ", set: " + names;
    }
}
