package io.parkpulse.grafana;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.catalogue.ScopeTitles;
import io.parkpulse.grafana.BoardPanels.Scopes;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.roster.Dimension;
import io.parkpulse.roster.Roster;
import io.parkpulse.roster.ScopeNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What boards call parks, scopes, grids and enterprises: by the names of the registry, in the board's language, in place of ids.
 * An id that the registry does not have is shown as it is.
 */
final class RegistryNames {
    /** Names that a column may have: each viewer's browser is sent them all. */
    private static final int MOST_NAMES = 2_000;

    private final BoardTexts texts;
    private final Catalogue catalogue;
    private final ScopeTitles titles;
    private final Registry registry;
    private final List<Roster.Scope> scopesOfRegistry;

    RegistryNames(BoardTexts texts, Registry registry) {
        this.texts = texts;
        this.catalogue = texts.catalogue();
        this.titles = ScopeTitles.in(texts.language());
        this.registry = registry;
        this.scopesOfRegistry = Roster.of(registry).scopes();
    }

    /** The names of parks in the board's language, by id. */
    Map<String, String> parkNames() {
        Map<String, String> named = new LinkedHashMap<>();
        for (Park park : registry.parks()) {
            named.put(park.id(), titles.of(ScopeNames.ofPark(park.id()), park, Map.of()));
        }
        return named;
    }

    /** The titles of the scopes that the registry makes, by name: of all of them, or of whole places where these are too many. */
    private Map<String, String> scopeTitles() {
        boolean all = scopesOfRegistry.size() <= MOST_NAMES;
        Map<String, String> named = new LinkedHashMap<>();
        named.put(ScopeNames.ALL, catalogue.word("scope", ScopeNames.ALL));
        for (Roster.Scope scope : scopesOfRegistry) {
            if (all || ScopeNames.dimensionOf(scope.name()).isEmpty()) {
                named.put(scope.name(), title(scope));
            }
        }
        return named;
    }

    private String title(Roster.Scope scope) {
        return titles.of(scope.name(), scope.park(), registry.grids());
    }

    /** Any scope. */
    Column scopeColumn() {
        Column column = new Column(OutputSchema.SCOPE, texts.of("column.scope"), Unit.TEXT);
        scopeTitles().forEach((scope, title) -> column.word(scope, title, null));
        // Parts that are too many, or have come since.
        parkNames().forEach((id, name) -> column.pattern("/^park:" + literal(id) + "(\\/.*)$/", shown(name) + "$1"));
        return column;
    }

    /** Calls a scope by its name that ends the names of a panel's lines, behind other words. */
    void nameLastTag(Panel panel) {
        scopeTitles()
                .forEach((scope, title) -> panel.renamed("/^(.+) " + literal(scope) + "$/", "$1 · " + shown(title)));
        // Parts that are too many, or have come since.
        parkNames()
                .forEach((id, name) ->
                        panel.renamed("/^(.+) park:" + literal(id) + "(\\/.*)$/", "$1 · " + shown(name) + "$2"));
    }

    /** What enterprises are called, beside their ids, where they have names and are not too many. */
    Column enterpriseColumn() {
        Column column = new Column(OutputSchema.ENTERPRISE, texts.of("column.enterprise"), Unit.TEXT);
        Map<String, String> names = new LinkedHashMap<>();
        for (Enterprise row : registry.enterprises()) {
            String name = texts.language().nameOf(row.names(), row.name());
            if (!name.isBlank()) {
                names.put(row.id(), name + " · " + row.id()); // of several rows that of the last
            }
        }
        if (names.size() <= MOST_NAMES) {
            names.forEach((id, name) -> column.word(id, name, null));
        }
        return column;
    }

    /** A text as what JavaScript puts in place of a match. */
    private static String shown(String text) {
        return text.replace("$", "$$");
    }

    /** A text as a regular expression of JavaScript that matches it alone. */
    private static String literal(String text) {
        return text.replaceAll("[.*+?^${}()|\\[\\]\\\\/]", "\\\\$0");
    }

    /** Parks, each leading to its board. */
    Column parkColumn() {
        Column column = new Column(OutputSchema.PARK, texts.of("column.park"), Unit.TEXT);
        parkNames().forEach((id, name) -> column.word(id, name, null));
        return column.link(
                texts.of("link.park"),
                Board.PARK.address(
                        texts.language(),
                        Map.of(
                                Variable.PARK, "${__value.raw:percentencode}",
                                Variable.SCOPE, "park:${__value.raw:percentencode}")));
    }

    /** Regions, each leading to its board. */
    Column centreColumn() {
        Column column = new Column(OutputSchema.SCOPE, texts.of("column.region"), Unit.TEXT);
        scopeTitles().forEach((scope, title) -> {
            if (!ScopeNames.regionOf(scope).isEmpty()
                    && ScopeNames.dimensionOf(scope).isEmpty()) {
                column.word(scope, title, null);
            }
        });
        words("place", (path, word) -> column.pattern("/^region:(?:.*\\/)?" + path + "$/", word));
        return column.pattern("/^region:(.*)$/", "$1")
                .link(
                        texts.of("link.centre"),
                        Board.CENTRE.address(
                                texts.language(), Map.of(Variable.CENTRE, "${__value.raw:percentencode}")));
    }

    /** The catalogue's words of a kind, in the order of what they stand for. */
    private void words(String kind, BiConsumer<String, String> word) {
        new TreeMap<>(catalogue.texts()).forEach((key, text) -> {
            if (key.startsWith(kind + ".")) {
                word.accept(key.substring(kind.length() + 1), text);
            }
        });
    }

    /** What grids are called that are not called as their path, by path. */
    private Map<String, String> gridTitles() {
        Map<String, String> named = new TreeMap<>();
        for (Roster.Scope scope : scopesOfRegistry) {
            if (ScopeNames.dimensionOf(scope.name()).equals(Optional.of(Dimension.GRID))) {
                String path = ScopeNames.partOf(scope.name()).substring("/grid:".length());
                String title = titles.ofPart(scope.name(), registry.grids());
                if (!title.equals(path) && named.size() < MOST_NAMES) {
                    named.put(path, title);
                }
            }
        }
        return named;
    }

    /**
     * The parts of one dimension, e.g. the {@code tier}s, each leading to its figures.
     *
     * @param whole what they are parts of
     */
    Column groupColumn(String dimension, Scopes whole) {
        String prefix = "/^.+?\\/" + dimension + ":";
        Column column = new Column(OutputSchema.SCOPE, texts.of("panel." + dimension + ".title"), Unit.TEXT);
        words(dimension, (name, word) -> column.pattern(prefix + name + "$/", word));
        if (dimension.equals(Dimension.GRID.id())) {
            gridTitles().forEach((path, title) -> column.pattern(prefix + literal(path) + "$/", shown(title)));
        }
        return column.pattern(prefix + "(.*)$/", "$1")
                .link(
                        texts.of("link.scope"),
                        whole == Scopes.CENTRE
                                ? Board.CENTRE.address(
                                        texts.language(), Map.of(Variable.CENTRE, "${__value.raw:percentencode}"))
                                : Board.PARK.address(
                                        texts.language(), Map.of(Variable.SCOPE, "${__value.raw:percentencode}")));
    }
}
