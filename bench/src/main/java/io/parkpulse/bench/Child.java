package io.parkpulse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs programs as processes of their own, one after the other, and reports what each has cost. */
final class Child {
    /** Of the times in {@code /proc}; fixed for all Linux of today. */
    private static final double TICKS_A_SECOND = 100;

    /** Places of the times of ended children in {@code /proc/self/stat}, counted from behind the command's name. */
    private static final int CHILDREN_USER = 13;

    private static final int CHILDREN_SYSTEM = 14;

    /** Between two looks at the memory of a process. */
    private static final long LOOK_MILLIS = 20;

    private static final String PEAK = "VmHWM:";

    private final String heap;
    private final Path logs;
    /** Of Java, beside those that all have. */
    private final List<String> options;

    /**
     * @param heap greatest heap of every process, such as {@code 4g}
     * @param logs directory for what they print
     */
    Child(String heap, Path logs) {
        this(heap, logs, List.of());
    }

    private Child(String heap, Path logs, List<String> options) {
        this.heap = heap;
        this.logs = logs;
        this.options = options;
    }

    /** Runs live jobs, with the options that Java has in {@code parkpulse run}. */
    Child live() {
        return new Child(heap, logs, List.of(System.getProperty("bench.live").split(" ")));
    }

    /**
     * What a process has cost, from its start to its end.
     *
     * @param seconds on the clock
     * @param cpuSeconds user and system, of all its threads
     * @param peakBytes the most memory it had at once, as seen now and then; 0 where nobody looked
     */
    record Cost(double seconds, double cpuSeconds, long peakBytes) {}

    /** @throws IOException if the process fails */
    Cost run(String name, Class<?> main, String... args) throws IOException, InterruptedException {
        return run(name, new ProcessBuilder(command(main, args)));
    }

    /** Starts a process that runs beside others; it is talked to by its input and output. */
    Process start(String name, Class<?> main, String... args) throws IOException {
        return new ProcessBuilder(command(main, args))
                .redirectError(log(name).toFile())
                .start();
    }

    /** What a process said last that has run. */
    String lastLine(String name) throws IOException {
        List<String> lines = Files.readAllLines(log(name));
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    private List<String> command(Class<?> main, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                // What Flink needs to see into.
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(args));
        return command;
    }

    private Path log(String name) throws IOException {
        Files.createDirectories(logs);
        return logs.resolve(name.replace(' ', '-') + ".log");
    }

    /**
     * Runs the command as its users do.
     *
     * @throws IOException if the process fails
     */
    Cost runParkPulse(String name, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("bench.parkpulse")));
        command.addAll(List.of(args));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("PARKPULSE_JAVA_OPTS", "-Xmx" + heap);
        return run(name, process);
    }

    private Cost run(String name, ProcessBuilder process) throws IOException, InterruptedException {
        Path log = log(name);
        double cpuBefore = cpuSecondsOfEndedChildren();
        long before = System.nanoTime();
        Process running =
                process.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        long peakBytes = 0;
        while (!running.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            peakBytes = Math.max(peakBytes, peakBytes(running.pid()));
        }
        int exit = running.exitValue();
        double seconds = (System.nanoTime() - before) / 1e9;
        if (exit != 0) {
            throw new IOException(name + " ended with " + exit + ", what it printed is in " + log);
        }
        return new Cost(seconds, cpuSecondsOfEndedChildren() - cpuBefore, peakBytes);
    }

    /** The most that a process has had until now; 0 for one that has just ended. */
    private static long peakBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private static double cpuSecondsOfEndedChildren() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM])) / TICKS_A_SECOND;
    }
}
