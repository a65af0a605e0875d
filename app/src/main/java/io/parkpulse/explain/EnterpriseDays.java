package io.parkpulse.explain;

import io.parkpulse.output.EnterpriseLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Predicate;

/** Reads the days of enterprises that a replay wrote. */
public final class EnterpriseDays {
    private EnterpriseDays() {}

    /** Takes one day of one enterprise. */
    @FunctionalInterface
    public interface Each {
        void take(EnterpriseLine day) throws IOException;
    }

    /**
     * Reads a file, in its order.
     *
     * @param file {@code enterprises.jsonl}
     * @param wanted the dates whose days are taken
     * @throws IOException that names the file and the line, if it is not as a replay writes it
     */
    public static void read(Path file, Predicate<LocalDate> wanted, Each each) throws IOException {
        JsonLines.read(file, json -> {
            EnterpriseLine day = EnterpriseLine.read(json, wanted);
            if (day != null) {
                each.take(day);
            }
        });
    }
}
