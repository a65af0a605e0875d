package io.parkpulse.imports;

import io.parkpulse.mapping.IdBook;
import io.parkpulse.registry.MappingFile;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an import wrote.
 *
 * @param out the streams
 */
record Imported(Path out, List<Import.Counts> counts) {
    private static final Map<String, String> ENVIRONMENT = Map.of("PARKPULSE_PERSON_KEY", "test");

    static Import of(Path dir) throws IOException, RegistryException {
        MappingFile mapping = MappingFile.read(dir.resolve("mapping.yaml"), dir, ENVIRONMENT::get);
        List<ImportFiles.Source> sources = ImportFiles.find(mapping, dir, dir);
        return new Import(sources, IdBook.of(RegistryReader.read(dir).registry()), ENVIRONMENT::get);
    }

    /** Imports the files of a folder that has a registry and a {@code mapping.yaml}. */
    static Imported run(Path dir, Path out) throws IOException, RegistryException {
        Import rows = of(dir);
        return new Imported(out, rows.writeTo(Files.createDirectories(out), bytes -> {}));
    }

    String text(String file) throws IOException {
        Path path = out.resolve(file);
        return Files.exists(path) ? Files.readString(path, StandardCharsets.UTF_8) : "";
    }

    List<String> lines(String file) throws IOException {
        return text(file).lines().toList();
    }
}
