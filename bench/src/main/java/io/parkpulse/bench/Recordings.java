package io.parkpulse.bench;

import io.parkpulse.model.Stream;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The recordings that are measured, made once. */
final class Recordings {
    /** The fewest enterprises that the simulator makes. */
    static final int FEWEST = 900;

    private static final int LONGEST_LINE = 1 << 12;
    private static final Pattern AT = Pattern.compile("\"at\":\"([^\"]+)\"");

    private final Path directory;
    private final Child child;

    Recordings(Path directory, Child child) {
        this.directory = directory;
        this.child = child;
    }

    /**
     * A recording.
     *
     * @param readings lines of {@code power.jsonl}
     * @param lines of all streams
     */
    record Recording(Path path, long readings, long lines) {
        static Recording at(Path path) throws IOException {
            long lines = 0;
            for (Stream stream : Stream.values()) {
                lines += countLines(path.resolve(stream.fileName()));
            }
            return new Recording(path, countLines(path.resolve(Stream.POWER.fileName())), lines);
        }
    }

    /** The scenario {@code province} without mess. */
    Recording province(int enterprises, int days) throws IOException, InterruptedException {
        Path path = directory.resolve("province-" + enterprises + "x" + days);
        if (Files.notExists(path)) {
            System.err.println("Simulating " + path + " ...");
            simulate(path, enterprises, days);
        }
        return Recording.at(path);
    }

    Child.Cost simulate(Path path, int enterprises, int days) throws IOException, InterruptedException {
        return child.run(
                "simulate",
                Simulate.class,
                "--out",
                path.toString(),
                "--scenario",
                "province",
                "--enterprises",
                Integer.toString(enterprises),
                "--days",
                Integer.toString(days));
    }

    /** The first hours of a recording whose lines are in order of time; its very first instant begins the first. */
    Recording beginning(Recording whole, int hours) throws IOException {
        Path path = directory.resolve(whole.path().getFileName() + "-" + hours + "h");
        if (Files.notExists(path)) {
            System.err.println("Cutting " + path + " ...");
            Path partial = directory.resolve("." + path.getFileName() + ".partial");
            delete(partial);
            Files.createDirectories(partial);
            for (String file : List.of("parks.csv", "enterprises.csv", "meters.csv")) {
                Files.copy(whole.path().resolve(file), partial.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            long end = firstInstant(whole.path().resolve(Stream.POWER.fileName())) + hours * 3_600_000L;
            for (Stream stream : Stream.values()) {
                cut(whole.path().resolve(stream.fileName()), partial.resolve(stream.fileName()), end);
            }
            Files.move(partial, path);
        }
        return Recording.at(path);
    }

    /** The time of the first line of a file, epoch milliseconds. */
    static long firstInstant(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            return instant(lines.readLine());
        }
    }

    /** The time of the last line of a file, epoch milliseconds. */
    static long lastInstant(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(LONGEST_LINE, bytes.length())];
            bytes.seek(bytes.length() - end.length);
            bytes.readFully(end);
            String[] lines = new String(end, StandardCharsets.UTF_8).split("\n");
            return instant(lines[lines.length - 1]);
        }
    }

    private static void cut(Path from, Path to, long end) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(from);
                BufferedWriter out = Files.newBufferedWriter(to)) {
            for (String line = lines.readLine(); line != null && instant(line) <= end; line = lines.readLine()) {
                out.write(line);
                out.write('\n');
            }
        }
    }

    private static long instant(String line) {
        Matcher at = AT.matcher(line);
        if (!at.find()) {
            throw new IllegalArgumentException("no time in " + line);
        }
        return OffsetDateTime.parse(at.group(1)).toInstant().toEpochMilli();
    }

    /** Counts lines, which also brings the file into the page cache. */
    static long countLines(Path file) throws IOException {
        long lines = 0;
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), buffer.length)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
            }
        }
        return lines;
    }

    static void delete(Path path) throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        List<Path> all = new ArrayList<>();
        try (java.util.stream.Stream<Path> found = Files.walk(path)) {
            found.forEach(all::add);
        }
        all.sort(Comparator.reverseOrder());
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
