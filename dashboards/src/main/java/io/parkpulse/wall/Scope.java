package io.parkpulse.wall;

import io.parkpulse.roster.Dimension;
import io.parkpulse.roster.ScopeNames;
import java.util.List;

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

    /**
     * Whether an enterprise counts in it.
     *
     * @param row what the registry says of the enterprise in a park
     * @param of that park
     */
    boolean holds(EnterpriseFile.Row row, ParkRow of) {
        return placeHolds(row.park(), of)
                && ScopeNames.dimensionOf(name)
                        .map(by -> partHolds(by, row, of))
                        .orElse(true);
    }

    private boolean placeHolds(String id, ParkRow of) {
        String region = ScopeNames.regionOf(name);
        return park.isEmpty()
                ? region.isEmpty() || of.region().equals(region) || of.region().startsWith(region + "/")
                : park.equals(id);
    }

    private boolean partHolds(Dimension by, EnterpriseFile.Row row, ParkRow of) {
        String value = ScopeNames.partOf(name).substring("/:".length() + by.id().length());
        return switch (by) {
            case TIER -> List.of(row.tiers().split(";")).contains(value);
            case INDUSTRY -> row.industry().equals(value);
            case SITE -> row.site().equals(value);
            case GRID -> row.grid().equals(value) || row.grid().startsWith(value + "/");
            case PRIORITY -> row.priority().equals(value);
            case CLASS -> of.parkClass().equals(value);
            case BATCH -> of.batch().equals(value);
        };
    }

    /** Whether it is a part of a park, of which there may be very many. */
    boolean isPartOfPark() {
        return part && !park.isEmpty();
    }

    /** The room of those who follow it: parts are in that of their place, a park's under its id alone. */
    String room() {
        if (!part) {
            return PublishedState.CITY;
        }
        return park.isEmpty() ? ScopeNames.placeOf(name) : park;
    }
}
