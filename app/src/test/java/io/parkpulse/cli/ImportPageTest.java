package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.mapping.EnergyUnit;
import io.parkpulse.registry.MappingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/import.md} describes every key, and every mapping that is there. */
class ImportPageTest {
    private static final Path DOCS = Path.of("../docs");

    private final String page = Files.readString(DOCS.resolve("import.md"));

    ImportPageTest() throws IOException {}

    private List<String> all(String regex) {
        return Pattern.compile(regex, Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void itsTableHasTheKeysOfAnInputInTheirOrder() {
        assertThat(all("^\\| `([a-z.]+)` \\|"))
                .isEqualTo(
                        Arrays.stream(MappingKey.values()).map(MappingKey::path).toList());
    }

    @Test
    void itNamesEveryUnit() {
        String row = all("^\\| `unit` \\| (.*) \\|$").get(0);

        assertThat(Arrays.stream(EnergyUnit.values()).map(unit -> "`" + unit.word() + "`"))
                .allSatisfy(word -> assertThat(row).contains(word));
    }

    @Test
    void itNamesEveryMappingThatIsThere() throws IOException {
        try (Stream<Path> folders = Files.list(DOCS.resolve("mappings"))) {
            assertThat(all("^\\| \\[([a-z0-9-]+)\\]\\(mappings/\\1/mapping.yaml\\)"))
                    .containsExactlyInAnyOrderElementsOf(
                            folders.map(folder -> folder.getFileName().toString())
                                    .toList());
        }
    }
}
