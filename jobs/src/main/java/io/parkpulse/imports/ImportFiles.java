package io.parkpulse.imports;

import io.parkpulse.files.RegularFile;
import io.parkpulse.mapping.MappedInput;
import io.parkpulse.mapping.RowFormat;
import io.parkpulse.message.Message;
import io.parkpulse.model.Ids;
import io.parkpulse.registry.MappingFile;
import io.parkpulse.registry.MappingKey;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The files that a mapping means. */
public final class ImportFiles {
    private ImportFiles() {}

    /**
     * A file.
     *
     * @param name its path as seen from the folder it was found in
     */
    public record Found(String name, Path path) {
        TextSource text(MappedInput input, LongConsumer progress) throws IOException {
            return TextSource.of(path, input.format().encoding(), name, progress);
        }
    }

    /** An input and its files, in the order of their names. */
    public record Source(MappedInput input, List<Found> files) {}

    /**
     * Finds them, and looks whether they have the columns that the mapping names.
     *
     * @param dir where they are looked for first
     * @param beside where they are looked for if there are none: the mapping's own folder
     * @throws RegistryException with all that is not there
     */
    public static List<Source> find(MappingFile mapping, Path dir, Path beside) throws IOException, RegistryException {
        List<Source> sources = new ArrayList<>();
        List<MappedInput> inputs = mapping.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            MappedInput input = inputs.get(i);
            if (input.files() == null) {
                continue; // of a topic alone
            }
            List<Found> files = files(input.files(), dir);
            if (files.isEmpty()) {
                files = files(input.files(), beside);
            }
            if (files.isEmpty()) {
                mapping.problem(i, MappingKey.FILES, Message.of("mapping.files_in", "dir", dir));
            }
            for (Found file : files) {
                Message other = RegularFile.other(file.path());
                if (other != null) {
                    mapping.problem(
                            i,
                            MappingKey.FILES,
                            Message.of(
                                    "mapping.regular_file",
                                    "file",
                                    file.name(),
                                    "expected",
                                    RegularFile.EXPECTED,
                                    "is",
                                    other));
                } else if (input.format().kind() == RowFormat.Kind.CSV) {
                    checkColumns(mapping, i, input, file);
                }
            }
            sources.add(new Source(input, files));
        }
        if (sources.isEmpty()) {
            mapping.problem(0, MappingKey.FILES, Message.of("mapping.files_no_topics"));
        }
        mapping.throwIfAny();
        return sources;
    }

    private static void checkColumns(MappingFile mapping, int number, MappedInput input, Found file)
            throws IOException {
        CsvRows rows = new CsvRows(input.format(), input.mapping());
        rows.missing(file.text(input, bytes -> {}))
                .forEach(missing -> mapping.problem(number, missing.place(), missing.expected()));
    }

    private static List<Found> files(String pattern, Path dir) throws IOException {
        if (dir == null) {
            return List.of();
        }
        Path plain = path(dir, pattern);
        if (plain != null && Files.exists(plain)) {
            return List.of(new Found(pattern, plain));
        }
        PathMatcher matcher;
        try {
            matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            return List.of();
        }
        int depth = pattern.contains("**")
                ? Integer.MAX_VALUE
                : 1 + (int) pattern.chars().filter(c -> c == '/').count();
        try (Stream<Path> all = Files.walk(dir, depth)) {
            return all.filter(path -> !Files.isDirectory(path))
                    .map(path -> new Found(dir.relativize(path).toString(), path))
                    .filter(found -> matcher.matches(Path.of(found.name())))
                    // The registry's own tables are no rows of streams.
                    .filter(found -> !RegistryReader.FILES.contains(found.name()))
                    .sorted(Comparator.comparing(Found::name, Ids.BY_CODE_POINT))
                    .toList();
        }
    }

    private static Path path(Path dir, String name) {
        try {
            return dir.resolve(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
