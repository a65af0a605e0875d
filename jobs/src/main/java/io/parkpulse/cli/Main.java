package io.parkpulse.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's entry point. */
@Command(
        name = "parkpulse",
        mixinStandardHelpOptions = true,
        version = "ParkPulse 0.1.0",
        description = "Streaming telemetry monitor for industrial parks.",
        subcommands = {SimulateCommand.class, ReplayCommand.class, MethodsCommand.class, CommandLine.HelpCommand.class})
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Flink's local cluster leaves threads behind that are no daemons.
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, line, parsed) -> {
            line.getErr().println("failed: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
    }
}
