package io.parkpulse.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Says what is wrong with the words of a command; it then ends with {@link ExitCode#USAGE}. */
final class Usage {
    private Usage() {}

    /** What to throw. */
    static ParameterException wrong(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** @throws ParameterException with the message, unless it holds */
    static void require(CommandSpec command, boolean holds, String message) {
        if (!holds) {
            throw wrong(command, message);
        }
    }

    /** @throws ParameterException that says what stood there and what was expected, unless it holds */
    static void require(CommandSpec command, boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw wrong(command, name + " " + value + ": expected " + expected);
        }
    }
}
