package io.parkpulse.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.oracle.OutputComparison;
import io.parkpulse.output.ReplayFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a replay. */
public final class OutputFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OutputFiles() {}

    /** Fails unless both have the same files with the same bytes. */
    public static void assertSameBytes(Path want, Path got) throws IOException {
        assertThat(names(got)).as("files of %s", got).isEqualTo(names(want));
        for (String name : names(want)) {
            assertThat(got.resolve(name)).hasSameBinaryContentAs(want.resolve(name));
        }
    }

    /** The same, but dead letters are compared without their order and line numbers. */
    static void assertSameBytesOfShuffled(Path want, Path got) throws IOException {
        OutputComparison.assertSameButForLineNumbers(want, got);
        assertThat(names(got)).as("files of %s", got).isEqualTo(names(want));
        for (String name : names(want)) {
            if (!name.equals(ReplayFiles.DEAD_LETTERS)) {
                assertThat(got.resolve(name)).hasSameBinaryContentAs(want.resolve(name));
            }
        }
    }

    private static List<String> names(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    static JsonNode run(Path out) throws IOException {
        return JSON.readTree(out.resolve(ReplayFiles.RUN).toFile());
    }

    static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
