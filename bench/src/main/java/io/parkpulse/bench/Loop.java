package io.parkpulse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Runs one of the plain loops as a process of its own: {@code ordinary|optimised RECORDING EVERY OUT}. */
public final class Loop {
    static final String ORDINARY = "ordinary";
    static final String OPTIMISED = "optimised";

    private Loop() {}

    public static void main(String[] args) throws IOException {
        run(args[0], Path.of(args[1]), Duration.parse(args[2]), Path.of(args[3]));
    }

    static void run(String which, Path recording, Duration every, Path out) throws IOException {
        CleanRegistry registry = CleanRegistry.read(recording);
        switch (which) {
            case ORDINARY -> new OrdinaryLoop(registry).run(recording, every, out);
            case OPTIMISED -> new OptimisedLoop(registry).run(recording, every.toMillis(), out);
            default -> throw new IllegalArgumentException("no such loop: " + which);
        }
    }
}
