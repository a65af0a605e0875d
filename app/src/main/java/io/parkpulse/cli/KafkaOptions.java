package io.parkpulse.cli;

import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.message.Message;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that lead to Kafka, the same for every command. */
final class KafkaOptions {
    @Option(names = "--kafka", paramLabel = "BROKERS", description = "Kafka's brokers, as host:port[,host:port].")
    private String bootstrapServers;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = {
                "Properties of Kafka's clients, such as those of SASL and TLS. The environment can set them as well:"
                        + " PARKPULSE_KAFKA_SASL_JAAS_CONFIG is sasl.jaas.config."
            })
    private Path config;

    /** Whether the command is to use Kafka. */
    boolean given() {
        return bootstrapServers != null;
    }

    /** @throws ParameterException if they are missing or wrong */
    KafkaSettings settings(CommandSpec spec) {
        if (!given()) {
            throw Usage.missing(spec, "--kafka=BROKERS");
        }
        try {
            return KafkaSettings.read(bootstrapServers, config, System.getenv());
        } catch (IllegalArgumentException e) {
            throw Usage.wrong(spec, Message.asIs(e.getMessage()));
        }
    }
}
