package io.parkpulse.cli;

import io.parkpulse.catalogue.Language;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Runs commands in this process and keeps what they print. */
final class Commands {
    static final Path EXAMPLE = Path.of("../jobs/src/test/resources/example");

    /** A regular file of 4096 bytes, as it says, from which hardly any can be read. */
    static final Path SHORT_FILE = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine(Language.EN)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** The worked example as a replay leaves it. */
    static Path replayed(Path out) throws IOException {
        copy(EXAMPLE.resolve("want"), out);
        copy(EXAMPLE.resolve("in"), out.resolve("registry"));
        for (String stream : new String[] {"power", "headcount", "checkin"}) {
            Files.delete(out.resolve("registry/" + stream + ".jsonl"));
        }
        return out;
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
