package io.parkpulse.live;

import io.parkpulse.roster.ScopeNames;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where the wall page shows a scope: {@code #/} everything, {@code #/region/PATH}, {@code #/park/ID}, and a group on its
 * park's page, {@code #/park/ID/tier:NAME}. Each part between slashes is escaped.
 */
final class WallAddress {
    private static final String REGION = "region:";

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
        return wall + (scope.startsWith(REGION) ? "#/region/" + escapedPath(scope.substring(REGION.length())) : "#/");
    }

    private static String escapedPath(String path) {
        return Arrays.stream(path.split("/")).map(WallAddress::escaped).collect(Collectors.joining("/"));
    }

    private static String escaped(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
