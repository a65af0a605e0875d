package io.parkpulse.wall;

/**
 * A scope's name, e.g. {@code park:P1/tier:above-scale}.
 *
 * @param park the park that it is or lies in; empty above parks
 * @param inside whether it is a part of a park
 */
record Scope(String name, String park, boolean inside) {
    private static final String PARK = "park:";

    static Scope of(String name) {
        if (!name.startsWith(PARK)) {
            if (!name.equals("all") && !name.startsWith("region:")) {
                throw new IllegalArgumentException(
                        "scope '" + name + "': expected all, region:PATH or park:ID and what lies inside it");
            }
            return new Scope(name, "", false);
        }
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            // A park's id may have slashes itself; what lies inside a park begins with one of five words.
            String rest = name.substring(slash + 1);
            if (rest.startsWith("tier:")
                    || rest.startsWith("industry:")
                    || rest.startsWith("site:")
                    || rest.startsWith("grid:")
                    || rest.startsWith("priority:")) {
                return new Scope(name, name.substring(PARK.length(), slash), true);
            }
        }
        return new Scope(name, name.substring(PARK.length()), false);
    }

    /** The room of those who follow it. */
    String room() {
        return inside ? park : PublishedState.CITY;
    }
}
