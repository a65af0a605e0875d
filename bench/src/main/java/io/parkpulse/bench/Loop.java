package io.parkpulse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Runs one of the plain loops as a process of its own: {@code ordinary|optimised RECORDING EVERY OUT [BROKER]}. With a
 * broker the readings come from its topic instead of the recording's file.
 */
public final class Loop {
    static final String ORDINARY = "ordinary";
    static final String OPTIMISED = "optimised";

    private Loop() {}

    public static void main(String[] args) throws IOException {
        run(args[0], Path.of(args[1]), Duration.parse(args[2]), Path.of(args[3]), args.length > 4 ? args[4] : null);
    }

    /** @param broker null to read the recording's file */
    static void run(String which, Path recording, Duration every, Path out, String broker) throws IOException {
        CleanRegistry registry = CleanRegistry.read(recording);
        switch (which) {
            case ORDINARY -> {
                OrdinaryLoop loop = new OrdinaryLoop(registry);
                if (broker == null) {
                    loop.read(recording);
                } else {
                    PowerTopic.read(broker, new StringDeserializer(), loop::line);
                }
                loop.write(every, out);
            }
            case OPTIMISED -> {
                OptimisedLoop loop = new OptimisedLoop(registry);
                if (broker == null) {
                    loop.read(recording);
                } else {
                    PowerTopic.read(broker, new ByteArrayDeserializer(), line -> loop.line(line, 0, line.length));
                }
                loop.write(every.toMillis(), out);
            }
            default -> throw new IllegalArgumentException("no such loop: " + which);
        }
    }
}
