package io.parkpulse.bench;

import io.parkpulse.model.RegistryColumns;
import io.parkpulse.model.Stream;
import io.parkpulse.output.ReplayFiles;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Measures what it costs that meters have rows over time, and how fast a table is imported. */
final class DataBench {
    private static final String ONE_ROW = "replay, a row for each meter";
    private static final String MANY_ROWS = "replay, 3 or 4 rows each";
    private static final String IMPORT = "import of a CSV file";
    /** Of the rows as many stand in a smaller file: what that costs less is what further rows cost. */
    private static final int PARTS = 4;

    private static final int MOST_ROWS = 4;
    /** Every meter whose place is a multiple of this has a row less. */
    private static final int FEWER = 3;

    private static final String TABLE = "export.csv";
    private static final String MAPPING = "mapping.yaml";
    private static final List<String> FIGURES =
            List.of(ReplayFiles.INDICES, ReplayFiles.DAILY, ReplayFiles.ENTERPRISES);

    private final Path directory;
    private final Child child;
    private final PrintStream print;

    DataBench(Path directory, Child child, PrintStream print) {
        this.directory = directory;
        this.child = child;
        this.print = print;
    }

    /** Measures and prints; false if figures differ. */
    boolean run(Recordings.Recording recording, int rounds, Duration every) throws IOException, InterruptedException {
        Path overTime = metersOverTime(recording.path());
        long some = recording.readings() / PARTS;
        Path site = table(recording.path(), "-table", recording.readings());
        Path part = table(recording.path(), "-table-part", some);
        List<Child.Cost> ofOne = new ArrayList<>();
        List<Child.Cost> ofMany = new ArrayList<>();
        List<Child.Cost> ofImport = new ArrayList<>();
        List<Child.Cost> ofPart = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Path one = directory.resolve("result-one-row");
            Path many = directory.resolve("result-rows-over-time");
            ofOne.add(replay(ONE_ROW, recording.path(), one, every));
            ofMany.add(replay(MANY_ROWS, overTime, many, every));
            ofImport.add(imported(site));
            ofPart.add(imported(part));
            System.err.printf(Locale.ROOT, "round %d of %d%n", round + 1, rounds);
            if (round == 0 && !areEqual(one, many)) {
                return false;
            }
        }
        print.printf(Locale.ROOT, "%nWhole processes; medians of %d; ratio to the first%n", rounds);
        print.printf(Locale.ROOT, "%-28s %8s %12s %8s%n", "", "seconds", "CPU-s per M", "x CPU");
        print(ONE_ROW, recording, ofOne, ofOne);
        print(MANY_ROWS, recording, ofMany, ofOne);
        print.printf(
                Locale.ROOT,
                "%n%-28s %8.1f %,12.0f rows/s, %,.0f rows in a second of CPU time%n",
                IMPORT,
                Costs.median(Costs.seconds(ofImport)),
                recording.readings() / Costs.median(Costs.seconds(ofImport)),
                recording.readings() / Costs.median(Costs.cpu(ofImport)));
        double furtherCpu = Costs.median(Costs.cpu(ofImport)) - Costs.median(Costs.cpu(ofPart));
        double furtherRows = recording.readings() - some;
        print.printf(
                Locale.ROOT,
                "%-28s %,.0f rows in a second of CPU time; the start, registry included, takes %.1f CPU seconds%n",
                "  a further row",
                furtherRows / furtherCpu,
                Costs.median(Costs.cpu(ofPart)) - furtherCpu / furtherRows * some);
        return true;
    }

    private Child.Cost imported(Path site) throws IOException, InterruptedException {
        Path out = directory.resolve("imported");
        Recordings.delete(out);
        return child.runParkPulse(
                IMPORT,
                "import",
                site.toString(),
                "--mapping",
                site.resolve(MAPPING).toString(),
                "--out",
                out.toString());
    }

    private void print(
            String program, Recordings.Recording recording, List<Child.Cost> costs, List<Child.Cost> ofFirst) {
        print.printf(
                Locale.ROOT,
                "%-28s %8.1f %12.2f %8.2f%n",
                program,
                Costs.median(Costs.seconds(costs)),
                Costs.median(Costs.cpu(costs)) / recording.readings() * 1e6,
                Costs.medianRatio(Costs.cpu(costs), Costs.cpu(ofFirst)));
    }

    private Child.Cost replay(String program, Path recording, Path out, Duration every)
            throws IOException, InterruptedException {
        Recordings.delete(out);
        return child.runParkPulse(
                program, "replay", recording.toString(), "--out", out.toString(), "--every", every.toString());
    }

    /** The rows differ in what is plausible alone, and nothing is implausible. */
    private boolean areEqual(Path one, Path many) throws IOException {
        boolean equal = true;
        for (String file : FIGURES) {
            if (Files.mismatch(one.resolve(file), many.resolve(file)) >= 0) {
                print.println("FIGURES DIFFER: " + file + " in " + one + " and " + many);
                equal = false;
            }
        }
        if (equal) {
            print.println("All figures are equal, with a row and with several for each meter");
        }
        return equal;
    }

    /** The same recording, each meter with segments that follow each other at readings. */
    private Path metersOverTime(Path recording) throws IOException {
        Path power = recording.resolve(Stream.POWER.fileName());
        long begin = Recordings.firstInstant(power);
        long part = (Recordings.lastInstant(power) - begin) / MOST_ROWS;
        Path path = directory.resolve(recording.getFileName() + "-rows-over-time");
        Recordings.delete(path);
        Files.createDirectories(path);
        for (Stream stream : Stream.values()) {
            Files.createLink(path.resolve(stream.fileName()), recording.resolve(stream.fileName()));
        }
        copy(recording, path, RegistryColumns.PARKS, RegistryColumns.ENTERPRISES);
        String meters = RegistryColumns.METERS.file();
        try (BufferedReader in = Files.newBufferedReader(recording.resolve(meters));
                BufferedWriter out = Files.newBufferedWriter(path.resolve(meters))) {
            String header = in.readLine();
            int rating = Arrays.asList(header.split(",")).indexOf("rated_kva");
            out.write(header + ",valid_from,valid_to\n");
            int place = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int rows = place++ % FEWER == 0 ? MOST_ROWS - 1 : MOST_ROWS;
                for (int row = 0; row < rows; row++) {
                    String[] cells = line.split(",", -1);
                    cells[rating] = new BigDecimal(cells[rating])
                            .multiply(BigDecimal.valueOf(1 + row % 2))
                            .toPlainString();
                    out.write(String.join(",", cells) + "," + (row == 0 ? "" : Instant.ofEpochMilli(begin + row * part))
                            + "," + (row == rows - 1 ? "" : Instant.ofEpochMilli(begin + (row + 1) * part)) + "\n");
                }
            }
        }
        return path;
    }

    /** The first of its readings as a table, with a mapping and the registry. */
    private Path table(Path recording, String suffix, long rows) throws IOException {
        Path path = directory.resolve(recording.getFileName() + suffix);
        Recordings.delete(path);
        Files.createDirectories(path);
        copy(recording, path, RegistryColumns.PARKS, RegistryColumns.ENTERPRISES, RegistryColumns.METERS);
        Files.writeString(path.resolve(MAPPING), """
                inputs:
                  - files: %s
                    stream: power
                    format: csv
                    meter: meter
                    at: time
                    value: value
                """.formatted(TABLE));
        try (BufferedReader in = Files.newBufferedReader(recording.resolve(Stream.POWER.fileName()));
                BufferedWriter out = Files.newBufferedWriter(path.resolve(TABLE))) {
            out.write("meter,time,value\n");
            long row = 0;
            for (String line = in.readLine(); line != null && row < rows; line = in.readLine(), row++) {
                String[] parts = line.split("\"");
                String value = parts[10].substring(1, parts[10].length() - 1);
                out.write(parts[3] + "," + parts[7] + "," + value + "\n");
            }
        }
        return path;
    }

    private static void copy(Path from, Path to, RegistryColumns... tables) throws IOException {
        for (RegistryColumns table : tables) {
            Files.copy(from.resolve(table.file()), to.resolve(table.file()));
        }
    }
}
