package io.parkpulse.cli;

import io.parkpulse.alerts.Declaration;
import io.parkpulse.files.NotText;
import io.parkpulse.files.OwnOutput;
import io.parkpulse.files.RegularFile;
import io.parkpulse.files.UnusableFileException;
import io.parkpulse.imports.Import;
import io.parkpulse.message.Message;
import io.parkpulse.model.RegistryColumns;
import io.parkpulse.model.Stream;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files of a recording. */
final class Recording {
    private static final List<String> SIGNS = List.of(RegistryColumns.PARKS.file());

    /** How a directory is known that {@code simulate} wrote. */
    static final OwnOutput SIMULATED = new OwnOutput(
            "simulate",
            SIGNS,
            withStreams(List.of(
                    RegistryColumns.PARKS.file(), RegistryColumns.ENTERPRISES.file(), RegistryColumns.METERS.file())));

    /** How a directory is known that {@code record} wrote. */
    static final OwnOutput RECORDED = new OwnOutput("record", SIGNS, recorded());

    /** The files beside the streams of a recording that go along where its streams are made anew. */
    static final List<String> TABLES = tables();

    /** How a directory is known that {@code import} wrote. */
    static final OwnOutput IMPORTED = new OwnOutput("import", List.of(Import.DEAD_LETTERS), imported());

    private Recording() {}

    /**
     * The streams that a recording has.
     *
     * @throws UnusableFileException if something else than a file stands for one
     */
    static Set<Stream> streams(Path recording) throws UnusableFileException {
        Set<Stream> streams = EnumSet.noneOf(Stream.class);
        for (Stream stream : Stream.values()) {
            if (RegularFile.exists(recording.resolve(stream.fileName()))) {
                streams.add(stream);
            }
        }
        return streams;
    }

    /** What to do with one that has been written: a line. */
    static String next(CliTexts texts, Path recording) {
        Path name = recording.toAbsolutePath().normalize().getFileName();
        return texts.of(
                "summary.next",
                "command",
                ShellWords.join("./parkpulse", "replay", recording.toString(), "--out", "out/" + name));
    }

    /** What is to be said of streams whose files are no text: none of their lines can be a record. */
    static List<Message> warnings(Path recording) throws IOException {
        List<Message> warnings = new ArrayList<>();
        for (Stream stream : streams(recording)) {
            NotText notText = NotText.ofText(NotText.begin(recording.resolve(stream.fileName())), null);
            if (notText != null) {
                warnings.add(Message.of(
                        "registry.file",
                        "file",
                        stream.fileName(),
                        "text",
                        Message.joined(
                                "colon",
                                notText.is(),
                                Message.of("registry.expected", "expected", notText.expected()))));
            }
        }
        return warnings;
    }

    private static Set<String> withStreams(List<String> files) {
        Set<String> all = new HashSet<>(files);
        Arrays.stream(Stream.values()).map(Stream::fileName).forEach(all::add);
        return all;
    }

    private static List<String> tables() {
        List<String> all = new ArrayList<>(RegistryReader.FILES);
        all.add(RegistryReader.RULES);
        all.add(Declaration.FILE);
        return List.copyOf(all);
    }

    private static Set<String> imported() {
        Set<String> all = withStreams(TABLES);
        all.add(Import.DEAD_LETTERS);
        return all;
    }

    private static Set<String> recorded() {
        Set<String> all = withStreams(RegistryReader.FILES);
        all.add(Declaration.FILE);
        return all;
    }
}
