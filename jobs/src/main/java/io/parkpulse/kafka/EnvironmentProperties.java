package io.parkpulse.kafka;

import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;

/**
 * Where a Kafka client finds properties that are in the environment of its own process. Kafka's own provider leaves what is
 * not there as it is, so that a password would be the name of its variable; this one says what is missing.
 */
public final class EnvironmentProperties extends EnvVarConfigProvider {
    @Override
    public ConfigData get(String path, Set<String> variables) {
        ConfigData found = super.get(path, variables);
        for (String variable : variables) {
            if (!found.data().containsKey(variable)) {
                throw new ConfigException("the environment variable " + variable
                        + " is not set here: expected it for every process that reaches Kafka, on a cluster the job"
                        + " manager and each task manager");
            }
        }
        return found;
    }
}
