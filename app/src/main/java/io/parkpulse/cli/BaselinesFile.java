package io.parkpulse.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.parkpulse.baseline.Baseline;
import io.parkpulse.files.OutputFile;
import io.parkpulse.files.RegularFile;
import io.parkpulse.files.UnusableFileException;
import io.parkpulse.message.Message;
import io.parkpulse.model.RegistryColumns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;

/** The table of baselines, and beside it the days that were left out of them. */
final class BaselinesFile {
    private static final List<String> COLUMNS = RegistryColumns.BASELINES.all();
    private static final List<String> LEFT_OUT = List.of("enterprise_id", "baseline_id", "day", "reason");

    private final Path file;
    private final Path leftOut;

    BaselinesFile(Path file) {
        this.file = file;
        String name = file.getFileName().toString();
        this.leftOut = file.resolveSibling(
                (name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name) + ".left-out.csv");
    }

    /** Where the days are that were left out. */
    Path leftOut() {
        return leftOut;
    }

    /**
     * Checks that both places are free, or hold what was written before.
     *
     * @throws UnusableFileException if not
     */
    void check() throws IOException {
        check(file, COLUMNS);
        check(leftOut, LEFT_OUT);
    }

    private static void check(Path place, List<String> columns) throws IOException {
        Path directory = place.toAbsolutePath().getParent();
        if (!Files.isDirectory(directory)) {
            throw new UnusableFileException(Message.expected("--out " + place, Message.of("output.file_in_directory")));
        }
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        String found = "";
        if (RegularFile.exists(place)) {
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(RegularFile.open(place), StandardCharsets.UTF_8))) {
                found = in.readLine();
            }
        }
        if (!String.join(",", columns).equals(found)) {
            throw new UnusableFileException(Message.expected("--out " + place, Message.of("output.own_file")));
        }
    }

    /**
     * Writes both files; neither is seen in part.
     *
     * @param id of the baselines
     */
    void write(String id, LocalDate from, LocalDate to, List<Baseline> baselines) throws IOException {
        write(leftOut, csv -> {
            csv.writeRecord(LEFT_OUT);
            baselines.forEach(baseline -> baseline.leftOut()
                    .forEach((day, reason) -> csv.writeRecord(baseline.enterprise(), id, day.toString(), reason.id())));
        });
        write(file, csv -> {
            csv.writeRecord(COLUMNS);
            baselines.forEach(baseline -> csv.writeRecord(
                    baseline.enterprise(),
                    id,
                    from.toString(),
                    to.toString(),
                    known(baseline, baseline.meanWh()),
                    Integer.toString(baseline.days()),
                    Integer.toString(baseline.leftOut().size()),
                    known(baseline, baseline.lowestWh()),
                    known(baseline, baseline.highestWh())));
        });
    }

    private static String known(Baseline baseline, long wh) {
        return baseline.isKnown() ? Long.toString(wh) : "";
    }

    @FunctionalInterface
    private interface Rows {
        void to(CsvWriter csv) throws IOException;
    }

    private static void write(Path place, Rows rows) throws IOException {
        Path partial = Files.createTempFile(place.toAbsolutePath().getParent(), place.getFileName() + ".", ".partial");
        try {
            try (CsvWriter csv = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.LF)
                    .build(OutputFile.create(partial), StandardCharsets.UTF_8)) {
                rows.to(csv);
            }
            Files.move(partial, place, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
