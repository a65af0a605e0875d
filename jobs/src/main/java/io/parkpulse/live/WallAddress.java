package io.parkpulse.live;

import io.parkpulse.roster.ScopeNames;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where the wall page shows a scope: {@code #/} everything, {@code #/region/PATH}, {@code #/park/ID}, and a part on the page
 * of its place, {@code #/park/ID/tier:NAME}, {@code #/all/tier:NAME}. Each part between slashes is escaped.
 */
final class WallAddress {
    private WallAddress() {}

    /**
     * The address of a scope's page.
     *
     * @param wall address of the wall page, such as {@code http://wall:8600/}
     */
    static String of(String wall, String scope) {
        String park = ScopeNames.parkOf(scope);
        if (!park.isEmpty()) {
            String group = scope.substring(ScopeNames.ofPark(park).length());
            return wall + "#/park/" + escaped(park) + escapedPath(group);
        }
        String region = ScopeNames.regionOf(scope);
        String place = region.isEmpty() ? "#/" : "#/region/" + escapedPath(region);
        String part = ScopeNames.partOf(scope);
        return wall + (part.isEmpty() ? place : (region.isEmpty() ? "#/all" : place) + escapedPath(part));
    }

    private static String escapedPath(String path) {
        return Arrays.stream(path.split("/")).map(WallAddress::escaped).collect(Collectors.joining("/"));
    }

    private static String escaped(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
