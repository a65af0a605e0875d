package io.parkpulse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guides speak of files and tests that there are. */
class GuidesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CLASS = Pattern.compile("`(?:[\\w…/-]+/)?([A-Z][a-z]\\w*)(?:\\.java)?`");

    @ParameterizedTest
    @ValueSource(strings = {"adding-a-measure", "adding-a-stream"})
    void eachClassThatAGuideNamesIsThere(String guide) throws IOException {
        Set<String> there = new HashSet<>();
        try (DirectoryStream<Path> modules =
                Files.newDirectoryStream(ROOT, module -> Files.isDirectory(module.resolve("src")))) {
            for (Path module : modules) {
                try (Stream<Path> files = Files.walk(module.resolve("src"))) {
                    files.map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                            .forEach(there::add);
                }
            }
        }
        List<String> named = CLASS.matcher(Files.readString(ROOT.resolve("docs/" + guide + ".md")))
                .results()
                .map(result -> result.group(1))
                .toList();

        assertThat(named).isNotEmpty();
        assertThat(there).containsAll(named);
    }
}
