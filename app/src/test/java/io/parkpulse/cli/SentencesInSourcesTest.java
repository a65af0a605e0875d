package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.Sentences;
import io.parkpulse.catalogue.Texts;
import io.parkpulse.check.FindingKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That what is said of files and records stands in the texts, all of it and nothing else. */
class SentencesInSourcesTest {
    private static final Path ROOT = Path.of("..");
    private static final String CORE = "core/src/main/java/io/parkpulse/";
    private static final String REGISTRY = "jobs/src/main/java/io/parkpulse/registry/";
    private static final Pattern KEY = Pattern.compile(
            "\"((?:alerting|check|explain|mapping|output|record|registry|setting|time|usage|value|yaml)\\.[a-z0-9_.]*[a-z0-9_])\"");
    private static final Pattern SENTENCE = Pattern.compile("\"[^\"]*\\b[a-z]+ [a-z]+ [a-z]+\\b[^\"]*\"");
    /** Rows of topics are refused in English, as programs read that. */
    private static final List<String> ENGLISH = List.of("RegistryRow.java", "RegistryRows.java");

    private static final Set<String> KEYS =
            Texts.of(Sentences.class, "sentences", Language.EN).all().keySet();

    private static String sources(String... folders) {
        return Arrays.stream(folders)
                .flatMap(SentencesInSourcesTest::files)
                .map(SentencesInSourcesTest::text)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Path> files(String folder) {
        try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
            return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everySentenceIsSaidSomewhereAndEveryKeyHasOne() {
        String sources = sources(
                "core/src/main/java", "files/src/main/java", "jobs/src/main/java", "app/src/main/java/io/parkpulse");
        Set<String> named = new TreeSet<>();
        KEY.matcher(sources).results().forEach(key -> named.add(key.group(1)));

        // What looks like a key and is none.
        named.removeAll(Texts.of(CliTexts.class, "cli", Language.EN).all().keySet());
        named.remove("mapping.yaml");

        assertThat(KEYS).containsAll(named);
        for (FindingKind kind : FindingKind.values()) {
            assertThat(KEYS).contains("says." + kind.id(), "do." + kind.id());
        }
        assertThat(KEYS).allSatisfy(key -> {
            String literal = key.replaceFirst("^(says|do|method_remark)\\..*", "$1.")
                    .replaceFirst("^what\\.", "")
                    .replaceFirst("^count\\.(.*)\\.(one|some)$", "$1");
            assertThat(sources).contains('"' + literal + '"');
        });
    }

    @Test
    void noSentenceStandsInTheCodeThatFindsWhatIsWrong() {
        Stream<Path> finders = Stream.of(
                        CORE + "check", CORE + "ingest", REGISTRY, "files/src/main/java/io/parkpulse/files/checked")
                .flatMap(SentencesInSourcesTest::files)
                .filter(file -> !ENGLISH.contains(file.getFileName().toString()));

        assertThat(finders)
                .allSatisfy(file -> assertThat(text(file).lines())
                        .filteredOn(line -> !line.strip().matches("[/*].*|.*IllegalStateException.*"))
                        .noneMatch(line -> SENTENCE.matcher(line).find()));
    }
}
