package io.parkpulse.cli;

import io.parkpulse.connectors.http.Secret;
import io.parkpulse.live.InfluxSinks;
import picocli.CommandLine.Option;

/** The options that lead to an InfluxDB, the same for every command. */
final class InfluxOptions {
    @Option(names = "--influx", paramLabel = "URL", description = "Write to this InfluxDB.")
    private String url;

    @Option(
            names = "--influx-org",
            paramLabel = "NAME",
            defaultValue = "parkpulse",
            description = "Its organisation. Default: ${DEFAULT-VALUE}.")
    private String organisation;

    @Option(
            names = "--influx-bucket",
            paramLabel = "NAME",
            defaultValue = "parkpulse",
            description = "Its bucket. Default: ${DEFAULT-VALUE}.")
    private String bucket;

    @Option(
            names = "--influx-token-env",
            paramLabel = "NAME",
            description = "The environment variable that holds the token for it.")
    private String tokenVariable;

    /** The store; null if none is asked for. */
    InfluxSinks.Target target() {
        return url == null
                ? null
                : new InfluxSinks.Target(
                        url,
                        organisation,
                        bucket,
                        tokenVariable == null ? Secret.none() : Secret.fromEnvironment(tokenVariable));
    }
}
