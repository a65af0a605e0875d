package io.parkpulse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/glossary.md} speaks of words and classes that there are. */
class GlossaryTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TERM = Pattern.compile("(?m)^\\| \\*\\*(.+?)\\*\\* \\|");
    private static final Pattern CHINESE = Pattern.compile("(?m)^\\| \\*\\*.+?\\*\\* \\| (\\p{IsHan}+) \\|");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w*(?:\\.[A-Z][a-z]\\w*)?)`");

    private final String page = Files.readString(ROOT.resolve("docs/glossary.md"));
    private final List<Path> sources = sources();
    /** Camel-case words stand apart, as {@code reapply} in {@code canReapply}. */
    private final String words = sources.stream()
            .map(GlossaryTest::read)
            .collect(Collectors.joining("\n"))
            .replaceAll("(?<=[a-z])(?=[A-Z])|_|\\s+(?:\\* +)?", " ");

    GlossaryTest() throws IOException {}

    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/main"))
                    .filter(Files::isDirectory)
                    .flatMap(GlossaryTest::sourcesIn)
                    .toList();
        }
    }

    private static Stream<Path> sourcesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(java|properties)")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    @Test
    void eachTermIsDefinedOnceAndTheTermsOfASectionAreInOrder() {
        assertThat(all(TERM, page)).hasSizeGreaterThan(50).doesNotHaveDuplicates();
        for (String section : page.split("(?m)^## ")) {
            assertThat(all(TERM, section)).isSortedAccordingTo(Comparator.naturalOrder());
        }
    }

    /** Also with an ending, as {@code retracted}. */
    private boolean isUsed(String term) {
        return Pattern.compile("\\b" + Pattern.quote(term), Pattern.CASE_INSENSITIVE)
                .matcher(words)
                .find();
    }

    @Test
    void eachTermIsUsedInTheCodeOrTheCatalogue() {
        assertThat(all(TERM, page))
                .allSatisfy(term -> assertThat(isUsed(term)).as(term).isTrue());
    }

    @Test
    void eachChineseTermIsUsedInTheCodeOrTheCatalogue() {
        assertThat(all(CHINESE, page))
                .hasSizeGreaterThan(20)
                .allSatisfy(term -> assertThat(words.contains(term)).as(term).isTrue());
    }

    @Test
    void eachClassThatThePageNamesExists() {
        List<String> names = all(CLASS, page);

        assertThat(names).hasSizeGreaterThan(10);
        for (String name : names) {
            String[] parts = name.split("\\.");
            Path file = sources.stream()
                    .filter(source -> source.endsWith(parts[0] + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no class " + name));
            if (parts.length == 2) {
                assertThat(Pattern.compile("(class|record|enum|interface) " + parts[1] + "\\b")
                                .matcher(read(file))
                                .find())
                        .as(name)
                        .isTrue();
            }
        }
    }
}
