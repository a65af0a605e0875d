package io.parkpulse.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/** Where a Kafka client finds properties that are in a file of its own machine. Says what is missing. */
public final class FileProperties extends FileConfigProvider {
    /** The parameter that names the file. */
    static final String FILE = "file";

    private static final String EXPECTED =
            ": expected it the same for every process that reaches Kafka, on a cluster the"
                    + " job manager and each task manager";

    private String file;

    @Override
    public void configure(Map<String, ?> parameters) {
        super.configure(parameters);
        file = (String) parameters.get(FILE);
    }

    @Override
    public ConfigData get(String path, Set<String> names) {
        if (!Files.isReadable(Path.of(file))) {
            throw new ConfigException("Kafka's properties " + file + " cannot be read here" + EXPECTED);
        }
        ConfigData found = super.get(file, names);
        for (String name : names) {
            if (!found.data().containsKey(name)) {
                throw new ConfigException("Kafka's properties " + file + " have no " + name + " here" + EXPECTED);
            }
        }
        return found;
    }
}
