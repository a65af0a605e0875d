package io.parkpulse.registry;

import io.parkpulse.files.checked.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small registry in a directory, sound until a test says otherwise. */
final class RegistryFiles {
    private final Path dir;

    RegistryFiles(Path dir) {
        this.dir = dir;
        parks("park_id", "P1", "P2");
        enterprises("enterprise_id,park_id", "E1,P1", "E2,P2");
        meters("meter_id,enterprise_id,rated_kva", "M1,E1,100", "M2,E2,100");
    }

    RegistryFiles parks(String... lines) {
        return write("parks.csv", lines);
    }

    RegistryFiles enterprises(String... lines) {
        return write("enterprises.csv", lines);
    }

    RegistryFiles meters(String... lines) {
        return write("meters.csv", lines);
    }

    RegistryFiles methods(String... lines) {
        return write("methods.yaml", lines);
    }

    RegistryFiles baselines(String... lines) {
        return write("baselines.csv", lines);
    }

    RegistryFiles grids(String... lines) {
        return write("grids.csv", lines);
    }

    RegistryFiles without(String file) {
        try {
            Files.delete(dir.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    RegistryFiles bytes(String file, byte[] bytes) {
        try {
            Files.write(dir.resolve(file), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    RegistryReader.Result read() {
        try {
            return RegistryReader.read(dir);
        } catch (RegistryException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** All problems, as they print. */
    List<String> problems() {
        try {
            RegistryReader.read(dir);
            return List.of();
        } catch (RegistryException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    private RegistryFiles write(String file, String... lines) {
        return bytes(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
