package io.parkpulse.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The worked examples as a replay leaves them. */
final class Examples {
    private static final Path EXAMPLES = Path.of("../jobs/src/test/resources");

    private Examples() {}

    /** A directory, made in this one, with the files and the registry of an example. */
    static Path replayed(String example, Path in) throws IOException {
        Path out = Files.createDirectories(in.resolve(example));
        try (Stream<Path> files = Files.list(EXAMPLES.resolve(example).resolve("want"))) {
            for (Path file : files.toList()) {
                Files.copy(file, out.resolve(file.getFileName()));
            }
        }
        keepRegistry(EXAMPLES.resolve(example).resolve("in"), out);
        return out;
    }

    /** Puts the registry of a recording where a replay does. */
    static void keepRegistry(Path recording, Path out) throws IOException {
        Path registry = Files.createDirectories(out.resolve("registry"));
        for (String name : List.of("parks.csv", "enterprises.csv", "meters.csv", "methods.yaml")) {
            if (Files.exists(recording.resolve(name))) {
                Files.copy(recording.resolve(name), registry.resolve(name));
            }
        }
    }
}
