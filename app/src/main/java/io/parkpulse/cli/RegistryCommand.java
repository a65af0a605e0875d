package io.parkpulse.cli;

import picocli.CommandLine.Command;

/** What is done with a registry by itself. */
@Command(
        name = "registry",
        mixinStandardHelpOptions = true,
        description = "Send the registry to the live system.",
        subcommands = RegistryPushCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class RegistryCommand {}
