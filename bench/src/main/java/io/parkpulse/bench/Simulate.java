package io.parkpulse.bench;

import io.parkpulse.cli.SimulateCommand;
import picocli.CommandLine;

/** Runs {@code simulate} as a process of its own. */
public final class Simulate {
    private Simulate() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new SimulateCommand()).execute(args));
    }
}
