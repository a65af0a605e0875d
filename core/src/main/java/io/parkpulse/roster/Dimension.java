package io.parkpulse.roster;

import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Park;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * By what the enterprises of a place are grouped: what stands behind a slash in the name of a scope, as {@code tier} in
 * {@code park:P1/tier:above-scale} and in {@code region:tianjin/tier:above-scale}. This is the only list of them.
 */
public enum Dimension {
    TIER(true, true),
    INDUSTRY(true, true),
    SITE(true, true),
    GRID(true, false),
    PRIORITY(true, true),
    /** The class of the park. */
    CLASS(false, true),
    /** The batch of the park. */
    BATCH(false, true);

    private final String prefix;
    private final boolean insideParks;
    private final boolean acrossParks;

    Dimension(boolean insideParks, boolean acrossParks) {
        this.prefix = "/" + name().toLowerCase(Locale.ROOT) + ":";
        this.insideParks = insideParks;
        this.acrossParks = acrossParks;
    }

    /** The word in names of scopes, e.g. {@code tier}. */
    public String id() {
        return prefix.substring(1, prefix.length() - 1);
    }

    /** Whether the enterprises of one park are grouped by it. */
    public boolean insideParks() {
        return insideParks;
    }

    /** Whether the enterprises of everything and of each region are grouped by it. */
    public boolean acrossParks() {
        return acrossParks;
    }

    /** What the name of a part begins with, e.g. {@code /tier:}. */
    String prefix() {
        return prefix;
    }

    /** What the names of the parts in which an enterprise lies end in, e.g. {@code /tier:above-scale}; none where it is in none. */
    List<String> parts(Enterprise row, Park park) {
        return switch (this) {
            case TIER -> row.tiers().stream().map(prefix::concat).toList();
            case INDUSTRY -> parts(row.industry());
            case SITE -> parts(row.siteKind());
            case GRID -> prefixes(row.grid()).stream().map(prefix::concat).toList();
            case PRIORITY -> parts(row.priority());
            case CLASS -> parts(park.parkClass());
            case BATCH -> parts(park.batch());
        };
    }

    private List<String> parts(String value) {
        return value.isEmpty() ? List.of() : List.of(prefix + value);
    }

    private List<String> parts(int number) {
        return number == 0 ? List.of() : List.of(prefix + number);
    }

    /** A path and the paths it lies in, widest first; none for an empty one. */
    static List<String> prefixes(String path) {
        List<String> prefixes = new ArrayList<>();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            prefixes.add(path.substring(0, slash));
        }
        if (!path.isEmpty()) {
            prefixes.add(path);
        }
        return prefixes;
    }
}
