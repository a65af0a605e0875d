package io.parkpulse.wall;

import io.parkpulse.roster.ScopeNames;

/**
 * A scope's name, e.g. {@code park:P1/tier:above-scale}.
 *
 * @param park the park that it is or lies in; empty above parks
 * @param part whether it is a part of a place
 */
record Scope(String name, String park, boolean part) {
    static Scope of(String name) {
        String place = ScopeNames.placeOf(name);
        String park = ScopeNames.parkOf(name);
        if (park.isEmpty()
                && !place.equals(ScopeNames.ALL)
                && !place.equals(ScopeNames.ofRegion(ScopeNames.regionOf(name)))) {
            throw new IllegalArgumentException(
                    "scope '" + name + "': expected all, region:PATH or park:ID and what lies inside it");
        }
        return new Scope(name, park, !place.equals(name));
    }

    /** Whether the windows of a day are kept of it: of places and of what everything is made of, which are not too many. */
    boolean hasHistory() {
        return !part || name.startsWith(ScopeNames.ALL);
    }

    /** The room of those who follow it: parts are in that of their place, a park's under its id alone. */
    String room() {
        if (!part) {
            return PublishedState.CITY;
        }
        return park.isEmpty() ? ScopeNames.placeOf(name) : park;
    }
}
