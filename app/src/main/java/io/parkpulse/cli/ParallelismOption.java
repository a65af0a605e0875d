package io.parkpulse.cli;

import io.parkpulse.message.Message;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option of every command that replays a recording. */
final class ParallelismOption {
    /** The buffers between more instances would take more than 2 GiB. */
    private static final int MOST = 128;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "Parallel instances of each operator, up to " + MOST + " (default: ${DEFAULT-VALUE}).")
    private int instances;

    /** @throws ParameterException if there cannot be so many */
    void require(CommandSpec spec) {
        Usage.require(
                spec,
                instances > 0 && instances <= MOST,
                "--parallelism",
                instances,
                Message.of("registry.whole", "least", 1, "most", MOST));
    }

    /** Of each operator, once {@link #require} has said nothing. */
    int instances() {
        return instances;
    }
}
