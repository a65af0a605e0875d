package io.parkpulse.model;

import io.parkpulse.exact.Numbers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Reads rows of {@link RegistryColumns#ENTERPRISES}, from a file or from a topic. What a blank cell means, and which words
 * a cell may have, stands here alone.
 *
 * <p>It keeps texts that many rows share, so one reader should read all rows of a registry. Not safe for several threads.
 */
public final class EnterpriseReader {
    private static final int GRID_LEVELS = 5;
    private static final Map<String, String> SITE_KINDS =
            words(List.of("own-site", "trade-logistics", "office-building"), Function.identity());
    private static final Map<String, StaffSource> STAFF_SOURCES =
            words(List.of(StaffSource.values()), StaffSource::name);
    private static final Map<String, Evidence> EVIDENCES = words(List.of(Evidence.values()), Evidence::name);
    private static final Map<String, Process> PROCESSES =
            words(List.of(Process.values()), process -> process.name().toLowerCase(Locale.ROOT));

    private final Map<String, List<String>> tiers = new HashMap<>();
    private final Map<String, String> shared = new HashMap<>();

    /**
     * The cells of one row. Whoever implements it says what is wrong with a cell: it throws, or notes it, returns null and
     * is no longer {@link #sound}.
     */
    public interface Cells {
        /** A cell as it stands; empty if it is blank or missing. */
        String text(String column);

        /** A path such as {@code a/b/c}, widest first; empty if it is blank. */
        String path(String column, int maxLevels);

        /**
         * A whole number.
         *
         * @param min the least it may be
         * @param max the most it may be
         * @param blank what a blank cell means
         */
        Long whole(String column, long min, long max, long blank);

        /**
         * What a word stands for.
         *
         * @param words all that may be there
         * @param blank what a blank cell means, may be null
         */
        <T> T word(String column, Map<String, T> words, T blank);

        /** The names by language. */
        Names names();

        /** Whether nothing wrong was found in this row so far. */
        boolean sound();
    }

    /**
     * The enterprise of a row, valid always: when it is valid depends on its park, see {@link Enterprise#during}.
     *
     * @param id of the enterprise, read already
     * @param park its id, read already
     * @param blankEnergy by column, the Wh that a blank baseline, standby or capacity means; asked for no other cell
     * @return null if the row is not sound
     */
    public Enterprise read(Cells cells, String id, String park, ToLongFunction<String> blankEnergy) {
        String siteKind = cells.word("site_kind", SITE_KINDS, "");
        String grid = cells.path("grid", GRID_LEVELS);
        Long staffRegistered = cells.whole("staff_registered", 0, Numbers.MAX, 0);
        Long staffRequired =
                cells.whole("staff_required", 0, Numbers.MAX, staffRegistered == null ? 0 : staffRegistered);
        StaffSource staffSource = cells.word("staff_source", STAFF_SOURCES, StaffSource.CHECKIN);
        Evidence evidence = cells.word("evidence", EVIDENCES, null);
        Long baseline = energy(cells, "baseline_wh", blankEnergy);
        Long standby = energy(cells, "standby_wh", blankEnergy);
        Long capacity = energy(cells, "capacity_wh", blankEnergy);
        Process process = cells.word("process", PROCESSES, Process.DISCRETE);
        if (!cells.sound()) {
            return null;
        }
        return new Enterprise(
                id,
                shared(park),
                cells.text("name"),
                cells.names(),
                tiers.computeIfAbsent(cells.text("tiers"), EnterpriseReader::tiers),
                shared(cells.text("industry")),
                siteKind,
                shared(grid),
                shared(cells.text("priority")),
                staffRegistered,
                staffRequired,
                staffSource,
                evidence,
                baseline,
                standby,
                capacity,
                process,
                Long.MIN_VALUE,
                Long.MAX_VALUE);
    }

    private static Long energy(Cells cells, String column, ToLongFunction<String> blankEnergy) {
        long blank = cells.text(column).isEmpty() ? blankEnergy.applyAsLong(column) : 0;
        return cells.whole(column, 0, Numbers.MAX, blank);
    }

    /** The same object for the same words: there are few of them and many rows. */
    private String shared(String word) {
        String known = shared.putIfAbsent(word, word);
        return known == null ? word : known;
    }

    private static List<String> tiers(String text) {
        // Chinese keyboards have the semicolon at full width.
        return Arrays.stream(text.split("[;；]"))
                .map(String::strip)
                .filter(tier -> !tier.isEmpty())
                .distinct()
                .sorted(Ids.BY_CODE_POINT)
                .toList();
    }

    private static <T> Map<String, T> words(List<T> values, Function<T, String> word) {
        return values.stream().collect(Collectors.toMap(word, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }
}
