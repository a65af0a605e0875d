package io.parkpulse.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds the figures of the plain loops and of the replay against each other. */
final class Comparison {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PARK = "park:";
    private static final String PARK_LINE = "{\"scope\":\"" + PARK;
    private static final int MOST_SHOWN = 10;

    private final List<String> differences = new ArrayList<>();
    private long count;

    /** What differs, at most a few of many; empty if nothing does. */
    List<String> differences() {
        return differences.size() <= MOST_SHOWN ? differences : differences.subList(0, MOST_SHOWN);
    }

    /** How many figures differ. */
    int different() {
        return differences.size();
    }

    /** How many figures were compared. */
    long count() {
        return count;
    }

    /**
     * Compares two results. A figure that only one of them has differs.
     *
     * @param withTrailingEnergy whether both know the energy of trailing windows
     */
    void compare(
            String nameOfOne,
            Map<String, FigureFile.Figures> one,
            String nameOfOther,
            Map<String, FigureFile.Figures> other,
            boolean withTrailingEnergy) {
        if (one.isEmpty()) {
            differences.add(nameOfOne + " has no figures at all");
        }
        one.forEach((key, figures) -> {
            FigureFile.Figures others = other.get(key);
            if (others == null) {
                differences.add(key + ": " + nameOfOther + " does not have it");
                return;
            }
            compare(key + " power_work_rate", nameOfOne, figures.work(), nameOfOther, others.work());
            compare(key + " power_output_rate", nameOfOne, figures.output(), nameOfOther, others.output());
            if (withTrailingEnergy || !key.startsWith("trailing")) {
                compare(key + " energy", nameOfOne, figures.energyWh(), nameOfOther, others.energyWh());
            }
        });
        other.keySet().stream()
                .filter(key -> !one.containsKey(key))
                .forEach(key -> differences.add(key + ": " + nameOfOne + " does not have it"));
    }

    private void compare(String what, String nameOfOne, String one, String nameOfOther, String other) {
        count++;
        if (!one.equals(other)) {
            differences.add(what + ": " + nameOfOne + " " + one + ", " + nameOfOther + " " + other);
        }
    }

    /** The figures of the parks in a replay's result; the energy of a day is added up from its enterprises. */
    static TreeMap<String, FigureFile.Figures> readReplay(Path result) throws IOException {
        Map<String, Long> energies = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(result.resolve("enterprises.jsonl"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode json = JSON.readTree(line);
                String key = FigureFile.dailyKey(
                        json.get("day").textValue(), json.get("park").textValue());
                energies.merge(key, json.get("energy_wh").longValue(), Long::sum);
            }
        }
        TreeMap<String, FigureFile.Figures> figures = new TreeMap<>();
        read(result.resolve("daily.jsonl"), "day", energies, figures);
        read(result.resolve("indices.jsonl"), "end", energies, figures);
        return figures;
    }

    private static void read(
            Path file, String when, Map<String, Long> energies, Map<String, FigureFile.Figures> figures)
            throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int scopeEnd = line.indexOf('"', PARK_LINE.length());
                int slash = line.indexOf('/');
                if (!line.startsWith(PARK_LINE) || slash >= 0 && slash < scopeEnd) {
                    continue;
                }
                JsonNode json = JSON.readTree(line);
                String park = json.get("scope").textValue().substring(PARK.length());
                String at = json.get(when).textValue();
                String key = when.equals("day") ? FigureFile.dailyKey(at, park) : FigureFile.trailingKey(at, park);
                figures.put(
                        key,
                        new FigureFile.Figures(
                                rate(json.get("power_work_rate")),
                                rate(json.get("power_output_rate")),
                                String.valueOf(energies.get(key))));
            }
        }
    }

    private static String rate(JsonNode rate) {
        return rate.isNull()
                ? FigureFile.NONE
                : FigureFile.rate(rate.get("n").longValue(), rate.get("d").longValue());
    }
}
