package io.parkpulse.simulator;

import io.parkpulse.files.checked.YamlMap;
import io.parkpulse.index.Methods;
import io.parkpulse.model.Method;
import io.parkpulse.model.Names;
import io.parkpulse.model.Park;
import java.time.LocalDate;
import java.util.List;

/**
 * A park as a data file describes it; {@code docs/scenarios.md} says what its keys mean.
 *
 * @param file its name, for messages
 * @param ids what the ids of its enterprises begin with
 * @param shortNames of which enterprises' names are made; in Chinese always
 * @param grids what its grids are called
 * @param times how its devices write time
 * @param returned the persons that return on the last day; null where it is left open
 * @param returnedPercent the same in percent of those on the books
 * @param output energy of all over all baselines on the last day; null where it is left open
 * @param published what has to come out
 */
record ParkFile(
        String file,
        Park park,
        String ids,
        Names shortNames,
        GridNames grids,
        TimeStyle times,
        List<Cohort> cohorts,
        Long returned,
        Long returnedPercent,
        Share output,
        List<Published> published) {

    /** What ids have digits for. */
    static final int MOST_ENTERPRISES = 9999;

    /** What check-ins have room for. */
    static final int MOST_PERSONS = 100_000;

    /** A part of a whole: two whole numbers, the second above 0. */
    record Share(long n, long d) {
        /** Null if it is absent or none. */
        static Share read(YamlMap map, String key, boolean required) {
            return map.value(key, "two whole numbers such as 3/4", Share::of, null, required);
        }

        private static Share of(String text) {
            return text.matches("\\d{1,9}/[1-9]\\d{0,8}")
                    ? new Share(Long.parseLong(text.split("/")[0]), Long.parseLong(text.split("/")[1]))
                    : null;
        }
    }

    /**
     * Enterprises of which a known number is at work.
     *
     * @param atWork how many on the last day
     * @param persons on the books of all of them; null as their sizes say
     */
    record Cohort(int atWork, Long persons, List<Traits> parts) {
        private static Cohort read(YamlMap map, YamlMap defaults) {
            List<Traits> parts = map.has("parts")
                    ? map.maps("parts").stream()
                            .map(part -> new Traits(part.withDefaults(map).withDefaults(defaults)))
                            .toList()
                    : List.of(new Traits(map.withDefaults(defaults)));
            int count = parts.stream().mapToInt(traits -> traits.count).sum();
            return new Cohort(
                    map.whole("at_work", 0, count),
                    map.wholeOrNull("persons_in_all", count, (long) count * MOST_PERSONS),
                    parts);
        }
    }

    /** The id of a method that comes along; null if it is none. */
    static String method(YamlMap map) {
        Method method = map.word("method", Methods.builtIn());
        return method == null ? null : method.id();
    }

    /** Whether its enterprises have names in other languages than Chinese. */
    boolean namesByLanguage() {
        return !shortNames.equals(chinese(shortNames.zh()));
    }

    private static Names chinese(String name) {
        return new Names(name, "", "", "");
    }

    private static Names shortNames(YamlMap map) {
        if (!map.isMap("short_name")) {
            return chinese(map.text("short_name"));
        }
        YamlMap names = map.map("short_name");
        names.text("zh"); // has to be there
        return GridNames.names(names);
    }

    /** @param lastDay of the scenario */
    static ParkFile read(String file, DataFiles files, LocalDate lastDay) {
        YamlMap map = files.read(file);
        Names name = GridNames.names(map.map("name"));
        Park park = new Park(
                map.text("id"),
                name.zh(),
                name.en(),
                name.ja(),
                name.ko(),
                map.text("region", ""),
                SimulatedDays.ZONE,
                map.whole("class", 1, 4, 0),
                map.whole("batch", 1, 3, 0),
                map.has("opens_on") ? map.date("opens_on", null) : null,
                method(map));
        YamlMap defaults = map.map("enterprises");
        List<Cohort> cohorts = map.maps("cohorts").stream()
                .map(cohort -> Cohort.read(cohort, defaults))
                .toList();
        List<Traits> traits =
                cohorts.stream().flatMap(cohort -> cohort.parts().stream()).toList();
        int count = traits.stream().mapToInt(each -> each.count).sum();
        if (count < 1 || count > MOST_ENTERPRISES) {
            map.problem("cohorts", "1 to " + MOST_ENTERPRISES + " enterprises, not " + count);
        }
        return new ParkFile(
                file,
                park,
                map.text("ids"),
                shortNames(map),
                GridNames.read(map.map("grids")),
                map.word("times", Industries.words(TimeStyle.values())),
                cohorts,
                map.wholeOrNull("returned", 0, Integer.MAX_VALUE),
                map.wholeOrNull("returned_percent", 0, 100),
                Share.read(map, "output_rate", false),
                Published.read(map, "park:" + park.id(), lastDay));
    }
}
