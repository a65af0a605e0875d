package io.parkpulse.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mapping of {@code docs/mappings} makes the records that are kept for it. */
class MappingsTest {
    private static final Path MAPPINGS = Path.of("../docs/mappings");
    private static final Path GOLDEN = Path.of("src/test/resources/mappings");

    @TempDir
    Path dir;

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    static List<String> mappings() throws IOException {
        return names(MAPPINGS);
    }

    @Test
    void eachMappingHasGoldenRecords() throws IOException {
        assertThat(names(GOLDEN)).isEqualTo(mappings()).hasSize(11);
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void theRecordsOfAMappingAreTheGoldenOnes(String name) throws Exception {
        Imported imported = Imported.run(MAPPINGS.resolve(name), dir.resolve("out"));

        try (Stream<Path> golden = Files.list(GOLDEN.resolve(name))) {
            assertThat(golden.map(file -> file.getFileName().toString())
                            .sorted()
                            .toList())
                    .isEqualTo(names(imported));
        }
        for (String file : names(imported)) {
            assertThat(imported.text(file))
                    .as(file)
                    .isEqualTo(Files.readString(GOLDEN.resolve(name).resolve(file)));
        }
        assertThat(imported.counts())
                .allSatisfy(counts -> assertThat(counts.records()).isPositive());
    }

    private static List<String> names(Imported imported) throws IOException {
        try (Stream<Path> files = Files.list(imported.out())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
