package io.parkpulse.catalogue;

import io.parkpulse.model.Names;
import io.parkpulse.model.Park;
import io.parkpulse.roster.Dimension;
import io.parkpulse.roster.ScopeNames;
import java.util.Map;

/** How people of a language call scopes: by the names of the registry, else by usual words, else as the registry has them. */
public final class ScopeTitles {
    private final Language language;
    private final Catalogue catalogue;

    private ScopeTitles(Language language) {
        this.language = language;
        this.catalogue = Catalogue.in(language);
    }

    /** Those of a language. */
    public static ScopeTitles in(Language language) {
        return new ScopeTitles(language);
    }

    /**
     * The title of a scope, e.g. {@code 滨海园区 · 百强}.
     *
     * @param scope its name
     * @param park the park that it is or lies in; null for one above parks, and for a park that is not known
     * @param grids names of the registry by path of a grid or region
     */
    public String of(String scope, Park park, Map<String, Names> grids) {
        String place = place(ScopeNames.placeOf(scope), park, grids);
        return ScopeNames.dimensionOf(scope).isEmpty() ? place : place + " · " + ofPart(scope, grids);
    }

    /**
     * The title of a part without its place, e.g. {@code 百强}.
     *
     * @param scope the name of a part
     * @param grids names of the registry by path of a grid or region
     * @throws IllegalArgumentException if it is a whole place
     */
    public String ofPart(String scope, Map<String, Names> grids) {
        Dimension dimension = ScopeNames.dimensionOf(scope)
                .orElseThrow(() -> new IllegalArgumentException(scope + " is no part of a place"));
        String part =
                ScopeNames.partOf(scope).substring(dimension.id().length() + 2); // the slash and the colon around it
        return part(dimension, part, grids);
    }

    private String place(String place, Park park, Map<String, Names> grids) {
        if (place.equals(ScopeNames.ALL)) {
            return catalogue.word("scope", ScopeNames.ALL);
        }
        String region = ScopeNames.regionOf(place);
        if (!region.isEmpty()) {
            return path(region, grids);
        }
        String name = park == null ? "" : language.nameOf(park.names(), "");
        return name.isEmpty() ? ScopeNames.parkOf(place) : name;
    }

    private String part(Dimension dimension, String part, Map<String, Names> grids) {
        return switch (dimension) {
            case CLASS, BATCH -> catalogue.numbered(dimension.id(), part);
            case GRID -> path(part, grids);
            default -> catalogue.word(dimension.id(), part);
        };
    }

    /** Level by level, each by the name of the path so far. */
    private String path(String path, Map<String, Names> grids) {
        StringBuilder title = new StringBuilder();
        for (int end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
            String upTo = end < 0 ? path : path.substring(0, end);
            String level = upTo.substring(upTo.lastIndexOf('/') + 1);
            title.append(title.isEmpty() ? "" : "/")
                    .append(language.nameOf(grids.getOrDefault(upTo, Names.NONE), catalogue.word("place", level)));
            if (end < 0) {
                return title.toString();
            }
        }
    }
}
