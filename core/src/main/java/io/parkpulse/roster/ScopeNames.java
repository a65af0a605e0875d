package io.parkpulse.roster;

import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Park;
import java.util.ArrayList;
import java.util.List;

/** The names of the scopes in which an enterprise counts. */
public final class ScopeNames {
    private static final String REGION = "region:";

    private ScopeNames() {}

    /**
     * All scopes of an enterprise.
     *
     * @param park the row's
     */
    public static List<String> of(Enterprise row, Park park) {
        List<String> names = above(park);
        names.addAll(inside(row));
        return names;
    }

    /** The scopes above parks: everything, and the regions around the park. */
    static List<String> above(Park park) {
        List<String> names = new ArrayList<>();
        names.add("all");
        prefixes(park.region()).forEach(prefix -> names.add(REGION + prefix));
        return names;
    }

    /** The park, and the scopes inside it. */
    static List<String> inside(Enterprise row) {
        List<String> names = new ArrayList<>();
        String park = ofPark(row.park());
        names.add(park);
        row.tiers().forEach(tier -> names.add(park + "/tier:" + tier));
        if (!row.industry().isEmpty()) {
            names.add(park + "/industry:" + row.industry());
        }
        if (!row.siteKind().isEmpty()) {
            names.add(park + "/site:" + row.siteKind());
        }
        prefixes(row.grid()).forEach(prefix -> names.add(park + "/grid:" + prefix));
        if (!row.priority().isEmpty()) {
            names.add(park + "/priority:" + row.priority());
        }
        return names;
    }

    /** The scope of a whole park. */
    public static String ofPark(String park) {
        return "park:" + park;
    }

    /** The id of the park a scope is, or lies in; empty for a scope above parks. */
    public static String parkOf(String scope) {
        String prefix = ofPark("");
        if (!scope.startsWith(prefix)) {
            return "";
        }
        int slash = scope.indexOf('/');
        return scope.substring(prefix.length(), slash < 0 ? scope.length() : slash);
    }

    /** The path of the region a scope is; empty for any other scope. */
    static String regionOf(String scope) {
        return scope.startsWith(REGION) ? scope.substring(REGION.length()) : "";
    }

    private static List<String> prefixes(String path) {
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
