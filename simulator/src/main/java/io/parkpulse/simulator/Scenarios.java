package io.parkpulse.simulator;

import io.parkpulse.files.checked.YamlMap;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The scenarios: those that come along by their names, others by their files. */
public final class Scenarios {

    /** All names, the default first. */
    public static final List<String> NAMES = List.of("seed-parks", "province", "tiny", "seed-parks-with-past");

    private static final String PARK = "a file that ends in " + DataFiles.ENDING + ", or a park that comes along";

    private Scenarios() {}

    /**
     * A scenario.
     *
     * @param name one of {@link #NAMES}, or the path of a file that ends in {@code .yaml}
     * @param days how many days; absent for the scenario's usual number
     * @param enterprises how many enterprises; absent for the scenario's usual number
     * @throws IllegalArgumentException if there is no such scenario, something is wrong with its file, or it has no such
     *     choice; the message is for users
     */
    public static Scenario named(String name, long seed, OptionalInt days, OptionalInt enterprises) {
        return read(name, seed, days, enterprises, new ArrayList<>());
    }

    /** What has to come out of a recording of this scenario. */
    static List<Published> published(String name) {
        List<Published> published = new ArrayList<>();
        read(name, 0, OptionalInt.empty(), OptionalInt.empty(), published);
        return published;
    }

    private static Scenario read(
            String name, long seed, OptionalInt days, OptionalInt enterprises, List<Published> published) {
        boolean own = name.endsWith(DataFiles.ENDING);
        require(
                own || NAMES.contains(name),
                "there is no scenario " + name + ", only " + String.join(", ", NAMES) + " and files that end in "
                        + DataFiles.ENDING);
        Path path = Path.of(own ? name : name + DataFiles.ENDING).toAbsolutePath();
        DataFiles files = own ? DataFiles.in(path.getParent()) : DataFiles.builtIn();
        String file = path.getFileName().toString();
        String id = withoutEnding(file);
        YamlMap map = files.read(file);
        String base = map.text("like", "");
        if (base.endsWith(DataFiles.ENDING)) {
            map.withDefaults(files.read(base));
            id = withoutEnding(base);
        } else if (!base.isEmpty()) {
            map.problem("like", "a file that ends in " + DataFiles.ENDING);
        }
        LocalDate lastDay = map.date("last_day", null);
        int usual = map.whole("days", 1, SimulatedDays.MOST);
        boolean fixed = map.flag("days_are_fixed");
        Province.Numbers province = map.has("province") ? new Province.Numbers(map.map("province")) : null;
        if (province != null) {
            published.addAll(Published.read(map, "region:" + province.region, lastDay));
        }
        List<ParkFile> parks = new ArrayList<>();
        for (String park : map.values("parks", PARK, text -> isPark(text, own) ? text : null)) {
            ParkFile read = ParkFile.read(park, files, lastDay);
            parks.add(read);
            published.addAll(read.published());
        }
        if (parks.isEmpty() == (province == null)) {
            map.problem("parks", "parks, or a province");
        }
        YamlMap past = map.map("past");
        LocalDate firstOfPast = map.has("past") ? past.date("first_day", null) : null;
        int ofPast = firstOfPast == null ? 0 : past.whole("days", 1, SimulatedDays.MOST - usual);
        if (province != null && map.has("past")) {
            map.problem("past", "parks that are described one by one");
        }
        files.end();

        int count = days.orElse(usual);
        require(count >= 1 && count <= SimulatedDays.MOST, "--days must be 1 to " + SimulatedDays.MOST);
        require(count == usual || !fixed, "the scenario " + id + " has " + usual + " days, and no other number");
        require(
                count + ofPast <= SimulatedDays.MOST,
                "--days and the past must be " + SimulatedDays.MOST + " days at most");
        SimulatedDays chosen = SimulatedDays.endingOn(lastDay, count);
        if (ofPast > 0) {
            require(
                    !chosen.first().isBefore(firstOfPast.plusDays(ofPast)),
                    file + ": the past must end before " + chosen.first());
            chosen = chosen.after(firstOfPast, ofPast);
        }
        Noise noise = new Noise(seed).of(id);
        if (province == null) {
            require(enterprises.isEmpty(), "--enterprises can be chosen for the scenario province only");
            return new Parks(chosen, parks, noise);
        }
        int many = enterprises.orElse(province.enterprises);
        require(
                many >= province.fewest && many <= Province.MOST,
                "--enterprises must be " + province.fewest + " to " + Province.MOST);
        return new Province(province, chosen, many, noise);
    }

    private static String withoutEnding(String file) {
        return file.substring(0, file.length() - DataFiles.ENDING.length());
    }

    private static boolean isPark(String text, boolean own) {
        return own && text.endsWith(DataFiles.ENDING) || DataFiles.isBuiltIn(text);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
