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

/**
 * How clients reach Kafka: its brokers, and properties of Kafka's clients, such as those of SASL and TLS. Of these only
 * the names are ever shown, for their values may be secrets.
 *
 * <p>Properties come from a file ({@code name=value} lines) and from the environment, which counts for more:
 * {@code PARKPULSE_KAFKA_SASL_JAAS_CONFIG} is {@code sasl.jaas.config}.
 */
public final class KafkaSettings {
    /** What a variable of the environment begins with that is a property. */
    public static final String ENVIRONMENT_PREFIX = "PARKPULSE_KAFKA_";

    private final String bootstrapServers;
    private final Map<String, String> properties;

    private KafkaSettings(String bootstrapServers, Map<String, String> properties) {
        for (String server : bootstrapServers.split(",", -1)) {
            if (!server.strip().matches("[^\\s:]+:\\d{1,5}|\\[[0-9a-fA-F:.]+]:\\d{1,5}")) {
                throw new IllegalArgumentException(
                        "Kafka \"" + bootstrapServers + "\": expected host:port, or several with commas between");
            }
        }
        this.bootstrapServers = bootstrapServers;
        this.properties = new TreeMap<>(properties);
        this.properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }

    /**
     * Brokers that ask for nothing.
     *
     * @param bootstrapServers {@code host:port}, or several with commas between
     * @throws IllegalArgumentException if they are written otherwise
     */
    public static KafkaSettings of(String bootstrapServers) {
        return new KafkaSettings(bootstrapServers, Map.of());
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
            read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        }
        environment.forEach((variable, value) -> {
            if (variable.startsWith(ENVIRONMENT_PREFIX)) {
                String name = variable.substring(ENVIRONMENT_PREFIX.length());
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return new KafkaSettings(bootstrapServers, properties);
    }

    /** The brokers to ask first, as {@code host:port}, with commas between. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Everything a client needs to connect, secrets included; the brokers are among it. */
    public Properties properties() {
        Properties all = new Properties();
        all.putAll(properties);
        return all;
    }

    /** The same for a client with properties of its own, which count for more. */
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
