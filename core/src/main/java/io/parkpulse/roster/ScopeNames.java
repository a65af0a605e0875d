package io.parkpulse.roster;

import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Park;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names of the scopes in which an enterprise counts. A name is a place, which is everything, a region or a park, and may
 * go on with the part of it that is meant: {@code all}, {@code region:tianjin/dongli}, {@code park:P1/tier:above-scale},
 * {@code region:tianjin/tier:above-scale}. A part of a place above parks is a scope across parks.
 */
public final class ScopeNames {
    /** The scope of everything. */
    public static final String ALL = "all";

    private static final String REGION = "region:";
    private static final String PARK = "park:";

    private static final List<Dimension> INSIDE =
            Arrays.stream(Dimension.values()).filter(Dimension::insideParks).toList();
    /** Those that are of whole parks. */
    private static final List<Dimension> OF_PARKS =
            Arrays.stream(Dimension.values()).filter(by -> !by.insideParks()).toList();

    private ScopeNames() {}

    /**
     * All scopes of an enterprise.
     *
     * @param park the row's
     */
    public static Set<String> of(Enterprise row, Park park) {
        Set<String> names = new LinkedHashSet<>(above(park));
        for (String inside : inside(row, park)) {
            names.add(inside);
            names.addAll(above(inside, row, park));
        }
        return names;
    }

    /** The places above a park: everything, and the regions around it. */
    static List<String> above(Park park) {
        List<String> names = new ArrayList<>();
        names.add(ALL);
        Dimension.prefixes(park.region()).forEach(prefix -> names.add(REGION + prefix));
        return names;
    }

    /** The park, and its parts in which an enterprise lies. */
    static List<String> inside(Enterprise row, Park park) {
        List<String> names = new ArrayList<>();
        String whole = ofPark(park.id());
        names.add(whole);
        INSIDE.forEach(by -> by.parts(row, park).forEach(part -> names.add(whole + part)));
        return names;
    }

    /**
     * The scopes above parks in which the enterprises of a scope inside a park count too, all of them.
     *
     * @param inside one of {@link #inside} of the row
     */
    static Set<String> above(String inside, Enterprise row, Park park) {
        Set<String> names = new LinkedHashSet<>();
        List<String> places = above(park);
        String part = inside.substring(ofPark(park.id()).length());
        if (part.isEmpty()) {
            names.addAll(places);
            for (Dimension by : OF_PARKS) {
                by.parts(row, park).forEach(ofPark -> places.forEach(place -> names.add(place + ofPark)));
            }
        } else if (INSIDE.stream().anyMatch(by -> by.acrossParks() && part.startsWith(by.prefix()))) {
            places.forEach(place -> names.add(place + part));
        }
        return names;
    }

    /** The scope of a whole park. */
    public static String ofPark(String park) {
        return PARK + park;
    }

    /** The scope of a region. */
    public static String ofRegion(String path) {
        return REGION + path;
    }

    /** The place that a scope is or is a part of: a scope as well. */
    public static String placeOf(String scope) {
        return scope.substring(0, endOfPlace(scope));
    }

    /** What the name of a part has behind its place, e.g. {@code /tier:above-scale}; empty for a whole place. */
    public static String partOf(String scope) {
        return scope.substring(endOfPlace(scope));
    }

    /** By what a scope is a part of its place; empty for a whole place. */
    public static Optional<Dimension> dimensionOf(String scope) {
        String part = partOf(scope);
        return Arrays.stream(Dimension.values())
                .filter(by -> part.startsWith(by.prefix()))
                .findFirst();
    }

    /** Whether a scope is a part of everything or of a region. */
    public static boolean isAcrossParks(String scope) {
        return !scope.startsWith(PARK) && endOfPlace(scope) < scope.length();
    }

    /** The id of the park a scope is, or lies in; empty for a scope above parks. */
    public static String parkOf(String scope) {
        return scope.startsWith(PARK) ? placeOf(scope).substring(PARK.length()) : "";
    }

    /** The path of the region a scope is, or is a part of; empty for any other scope. */
    public static String regionOf(String scope) {
        return scope.startsWith(REGION) ? placeOf(scope).substring(REGION.length()) : "";
    }

    /** Paths and ids may have slashes: a part begins at the first one behind which a dimension is named. */
    private static int endOfPlace(String scope) {
        boolean ofPark = scope.startsWith(PARK);
        for (int slash = scope.indexOf('/'); slash >= 0; slash = scope.indexOf('/', slash + 1)) {
            for (Dimension by : Dimension.values()) {
                if ((ofPark ? by.insideParks() : by.acrossParks()) && scope.startsWith(by.prefix(), slash)) {
                    return slash;
                }
            }
        }
        return scope.length();
    }
}
