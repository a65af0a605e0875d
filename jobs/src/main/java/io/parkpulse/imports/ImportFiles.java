package io.parkpulse.imports;

import io.parkpulse.files.NotText;
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
     * @param encoding of its text
     */
    record Found(String name, Path path, TextSource.Encoding encoding) {
        TextSource text(LongConsumer progress) {
            return TextSource.of(path, encoding.charset(), name, progress);
        }
    }

    private record Place(String name, Path path) {}

    /** An input and its files, in the order of their names. */
    public record Source(MappedInput input, List<Found> files) {
        /** What is to be said of how its files are read. */
        public List<Message> warnings() {
            return files.stream()
                    .filter(file -> file.encoding().isElse())
                    .map(file ->
                            Message.of("registry.file", "file", file.name(), "text", Message.of("mapping.gb18030")))
                    .toList();
        }
    }

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
            List<Place> files = files(input.files(), dir);
            if (files.isEmpty()) {
                files = files(input.files(), beside);
            }
            if (files.isEmpty()) {
                mapping.problem(i, MappingKey.FILES, Message.of("mapping.files_in", "dir", dir));
            }
            List<Found> texts = new ArrayList<>();
            for (Place file : files) {
                Message unusable = unusable(file, input.format());
                if (unusable != null) {
                    mapping.problem(i, MappingKey.FILES, unusable);
                    continue;
                }
                Found found = new Found(
                        file.name(),
                        file.path(),
                        TextSource.Encoding.of(file.path(), input.format().encoding()));
                if (input.format().kind() == RowFormat.Kind.CSV) {
                    checkColumns(mapping, i, input, found);
                }
                texts.add(found);
            }
            sources.add(new Source(input, texts));
        }
        if (sources.isEmpty()) {
            mapping.problem(0, MappingKey.FILES, Message.of("mapping.files_no_topics"));
        }
        mapping.throwIfAny();
        return sources;
    }

    /** What a file is that was expected to be text; null if it may be. */
    private static Message unusable(Place file, RowFormat format) throws IOException {
        Message other = RegularFile.other(file.path());
        if (other != null) {
            return unusable(file, RegularFile.EXPECTED, other);
        }
        byte[] begin = NotText.begin(file.path());
        NotText notText = format.kind() == RowFormat.Kind.CSV
                ? NotText.ofTable(begin, format.encoding())
                : NotText.ofText(begin, format.encoding());
        return notText == null ? null : unusable(file, notText.expected(), notText.is());
    }

    private static Message unusable(Place file, Message expected, Message is) {
        return Message.of("mapping.regular_file", "file", file.name(), "expected", expected, "is", is);
    }

    private static void checkColumns(MappingFile mapping, int number, MappedInput input, Found file)
            throws IOException {
        CsvRows rows = new CsvRows(input.format(), input.mapping());
        rows.missing(file.text(bytes -> {}))
                .forEach(missing -> mapping.problem(
                        number,
                        missing.place(),
                        file.encoding().isElse()
                                ? Message.joined("semicolon", missing.expected(), Message.of("mapping.gb18030"))
                                : missing.expected()));
    }

    private static List<Place> files(String pattern, Path dir) throws IOException {
        if (dir == null) {
            return List.of();
        }
        Path plain = path(dir, pattern);
        if (plain != null && Files.exists(plain)) {
            return List.of(new Place(pattern, plain));
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
                    .map(path -> new Place(dir.relativize(path).toString(), path))
                    .filter(found -> matcher.matches(Path.of(found.name())))
                    // The registry's own tables are no rows of streams.
                    .filter(found -> !RegistryReader.FILES.contains(found.name()))
                    .sorted(Comparator.comparing(Place::name, Ids.BY_CODE_POINT))
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
