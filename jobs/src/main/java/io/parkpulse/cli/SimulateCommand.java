package io.parkpulse.cli;

import io.parkpulse.model.Stream;
import io.parkpulse.simulator.Scenario;
import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a simulated recording; the same options give the same bytes. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Write a recording of simulated parks; the same seed gives the same bytes.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:the recording could not be written", "2:wrong usage"})
public final class SimulateCommand implements Callable<Integer> {

    private static final List<String> REGISTRY = List.of("parks.csv", "enterprises.csv", "meters.csv");
    private static final int DONE = 0;
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder to write; it must not exist yet.")
    private Path out;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "seed-parks",
            completionCandidates = ScenarioNames.class,
            description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private String scenario;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of everything left to chance. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--days", paramLabel = "N", description = "How many days, up to the scenario's last one.")
    private Integer days;

    @Option(names = "--enterprises", paramLabel = "N", description = "How many enterprises; scenario province only.")
    private Integer enterprises;

    @Option(
            names = "--mess",
            description = "Let meters reset, roll over and fall silent, and lines come late, twice and broken.")
    private boolean mess;

    @Option(names = "--force", description = "Replace DIR if it exists.")
    private boolean force;

    static final class ScenarioNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Scenarios.NAMES.iterator();
        }
    }

    @Override
    public Integer call() {
        Scenario chosen;
        try {
            chosen = Scenarios.named(scenario, seed, optional(days), optional(enterprises));
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
        Path target = out.toAbsolutePath().normalize();
        if (target.getParent() == null) {
            throw usage("--out " + out + " is no folder that can be written");
        }
        checkFree(target);
        try {
            write(new Simulation(chosen, seed, mess), target);
            return DONE;
        } catch (IOException e) {
            spec.commandLine().getErr().println("simulate: cannot write " + out + ": " + e);
            return FAILED;
        }
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void checkFree(Path target) {
        if (!Files.exists(target)) {
            return;
        }
        if (!force) {
            throw usage("--out " + out + " exists already; --force replaces it");
        }
    }

    /** Writes beside the target and moves it there when it is complete, so that a recording is whole or not there. */
    private void write(Simulation simulation, Path target) throws IOException {
        Simulation.Written written;
        long bytes;
        try (ProgressDisplay progress = new ProgressDisplay(
                        Terminal.showsErr(), spec.commandLine().getErr());
                Staging staging = Staging.beside(target)) {
            Path partial = staging.directory("recording");
            progress.begin(new ProgressDisplay.Phase("Simulating", "lines", 1), 0);
            written = simulation.writeTo(partial, (lines, expected) -> {
                progress.resize(Math.max(lines, expected));
                progress.at(lines);
            });
            bytes = size(partial);
            staging.publish(partial, target);
            progress.end();
        }
        summarize(target, written, bytes);
    }

    private void summarize(Path target, Simulation.Written written, long bytes) {
        PrintWriter print = spec.commandLine().getOut();
        print.printf(
                Locale.ROOT,
                "%s: %,d lines in %d files, %,.2f MB%n",
                out,
                written.lines(),
                REGISTRY.size() + Stream.values().length,
                bytes / 1e6);
        print.printf(
                Locale.ROOT,
                "  power %,d  headcount %,d  checkin %,d%n",
                written.power(),
                written.headcount(),
                written.checkin());
        print.printf("next: ./parkpulse replay %s --out out/%s%n", out, target.getFileName());
        print.flush();
    }

    private static long size(Path directory) throws IOException {
        long sum = 0;
        try (java.util.stream.Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }
}
