package io.parkpulse.connectors.lines;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Files of any lines, and how to survey them. */
record Recording(List<String> contents, int blockBytes, int maxLineBytes, int threads) {

    static Arbitrary<Recording> any() {
        Arbitrary<String> time = Arbitraries.integers().between(0, 300).map(t -> "@" + t);
        Arbitrary<String> rest = Arbitraries.strings().withChars("ab \t\r").ofMaxLength(12);
        Arbitrary<String> longText = Arbitraries.integers().between(20, 300).map("x"::repeat);
        Arbitrary<String> line = Arbitraries.frequencyOf(
                Tuple.of(12, Combinators.combine(time, rest).as((t, r) -> t + " " + r)),
                Tuple.of(2, Combinators.combine(time, rest).as((t, r) -> t + "!" + r)),
                Tuple.of(2, rest),
                Tuple.of(1, longText),
                Tuple.of(1, Combinators.combine(time, longText).as((t, r) -> t + " " + r)));
        Arbitrary<String> content = Combinators.combine(line.list().ofMaxSize(80), Arbitraries.of("", "\n"))
                .as((lines, end) -> String.join("\n", lines) + end);
        return Combinators.combine(
                        content.list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.integers().between(1, 400),
                        Arbitraries.of(10, 40, 250, 1000),
                        Arbitraries.integers().between(1, 4))
                .as(Recording::new);
    }

    /** Writes the files to a new directory in this one: a failed property may still shrink while the next one runs. */
    List<Path> write(Path directory) {
        try {
            Path own = Files.createTempDirectory(directory, "recording");
            List<Path> files = new ArrayList<>();
            for (String content : contents) {
                Path file = own.resolve("file-" + files.size());
                files.add(Files.writeString(file, content, ISO_8859_1));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SurveyOptions options() {
        return SurveyOptions.defaults()
                .withBlockBytes(blockBytes)
                .withMaxLineBytes(maxLineBytes)
                .withThreads(threads)
                .withStep(10);
    }

    List<Seen> expected(List<Path> files) {
        return Seen.expected(files, maxLineBytes);
    }
}
