package io.parkpulse.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.catalogue.OutputSchema.Measurement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What boards must be like: the rules of Grafana's own linter as far as they are not about Prometheus, and some more. It
 * looks at the files alone and knows nothing of what made them.
 */
final class BoardLint {
    private static final Set<String> UNITS = Set.of(
            "none",
            "percent",
            "percentunit",
            "string",
            "watth",
            "ms",
            "s",
            "bytes",
            "cps",
            "dateTimeAsIso",
            "dateTimeFromNow");
    private static final Pattern UNIT_OF_ITS_OWN = Pattern.compile("suffix:.*\\S|time:[YMDHms:/ -]+");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+)(:\\w+)?}");
    private static final Pattern OLD_REFERENCE =
            Pattern.compile("\\$(?!timeFilter\\b|__interval\\b|__interval_ms\\b)\\w+");
    private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern MEASUREMENT = Pattern.compile("FROM \"([^\"]+)\"");
    /** A field that is null where it is not known, under its own name. */
    private static final Pattern WHERE_KNOWN = Pattern.compile(
            "(\"[^\"]+\")(?: \\+ 0 \\* sqrt\\(\"coverage_n\" - [0-9.]+ \\* \"coverage_d\"\\))? \\+ 0 \\* sqrt\\((\"[^\"]+\") - 1\\) AS \\1");

    private static final Pattern ALIAS = Pattern.compile("AS \"([^\"]+)\"");
    private static final Pattern TAGS_OF_GROUPS =
            Pattern.compile("GROUP BY (?:time\\([^)]*\\)(?:, )?)?((?:\"[^\"]+\"(?:, )?)*)");
    private static final Pattern ADDRESS = Pattern.compile("/d/([\\w-]+)");
    private static final int WIDTH = 24;

    /** A rule: what is wrong by it, if anything. */
    enum Rule {
        /** Whoever may edit can try something and keep it as a board of his own. */
        EDITABLE((board, problem) -> {
            if (!board.path("editable").asBoolean()) {
                problem.accept("cannot be edited");
            }
        }),
        KNOWN_TO_GRAFANA((board, problem) -> {
            if (board.path("schemaVersion").asInt() < 36
                    || board.path("title").asText().isBlank()) {
                problem.accept("has no schema version or no title");
            }
            if (!board.path("uid").asText().matches("[a-z-]{1,40}") || board.has("id")) {
                problem.accept("has no uid of its own, or an id");
            }
        }),
        PANEL_HAS_TITLE((board, problem) -> panels(board).forEach(panel -> {
            if (panel.path("title").asText().isBlank()) {
                problem.accept(called(panel) + " has no title");
            }
        })),
        PANEL_HAS_DESCRIPTION((board, problem) -> panels(board).forEach(panel -> {
            if (panel.path("description").asText().isBlank()) {
                problem.accept(called(panel) + " has no description");
            }
        })),
        PANEL_HAS_UNIT((board, problem) -> panels(board).forEach(panel -> {
            List<String> units = new ArrayList<>();
            units.add(panel.at("/fieldConfig/defaults/unit").asText());
            properties(panel, "unit").forEach(unit -> units.add(unit.asText()));
            units.stream()
                    .filter(unit -> !UNITS.contains(unit)
                            && !UNIT_OF_ITS_OWN.matcher(unit).matches())
                    .forEach(unit -> problem.accept(called(panel) + " has the unit '" + unit + "'"));
        })),
        UNKNOWN_IS_A_DASH((board, problem) -> panels(board).forEach(panel -> {
            if (!panel.at("/fieldConfig/defaults/noValue").asText().equals("—")) {
                problem.accept(called(panel) + " does not show what is unknown as a dash");
            }
        })),
        PANEL_ASKS_SOMETHING((board, problem) -> panels(board).forEach(panel -> {
            Set<String> names = new HashSet<>();
            panel.path("targets").forEach(target -> {
                if (!names.add(target.path("refId").asText())
                        || !target.path("rawQuery").asBoolean()) {
                    problem.accept(called(panel) + " has two queries of one name, or one that is not text");
                }
            });
            if (queries(panel).isEmpty() || queries(panel).contains("")) {
                problem.accept(called(panel) + " asks nothing");
            }
        })),
        /** Otherwise a board works where it was made and nowhere else. */
        DATA_SOURCE_IS_CHOSEN((board, problem) -> {
            List<String> chosen = variables(board)
                    .filter(variable -> variable.path("type").asText().equals("datasource"))
                    .map(variable -> variable.path("name").asText())
                    .toList();
            if (!chosen.contains("datasource") || !chosen.stream().allMatch(name -> name.endsWith("datasource"))) {
                problem.accept("has the data sources " + chosen);
            }
            board.findParents("uid").stream()
                    .filter(parent -> parent != board)
                    .map(parent -> parent.get("uid").asText())
                    .filter(uid -> chosen.stream().noneMatch(name -> uid.equals("${" + name + "}")))
                    .forEach(uid -> problem.accept("asks the data source " + uid));
            Stream.concat(panels(board), panels(board).flatMap(panel -> stream(panel.path("targets"))))
                    .filter(node -> !node.has("datasource"))
                    .forEach(node -> problem.accept(called(node) + " has no data source"));
        }),
        VARIABLES_FOLLOW_THE_TIME_RANGE((board, problem) -> variables(board)
                .filter(variable -> variable.path("type").asText().equals("query"))
                .filter(variable -> variable.path("refresh").asInt() != 2)
                .forEach(variable ->
                        problem.accept("asks for " + variable.path("name").asText() + " only once"))),
        VARIABLES_HAVE_LABELS((board, problem) -> variables(board)
                .filter(variable -> variable.path("label").asText().isBlank())
                .forEach(variable -> problem.accept(variable.path("name").asText() + " has no label"))),
        /** What is chosen must make a difference, and what is asked for must be there to be chosen. */
        VARIABLES_ARE_USED((board, problem) -> {
            Set<String> asked = new TreeSet<>();
            asked(board).forEach(text -> REFERENCE.matcher(text).results().forEach(it -> asked.add(it.group(1))));
            asked.removeIf(name -> name.startsWith("__"));
            Set<String> names = variables(board)
                    .map(variable -> variable.path("name").asText())
                    .collect(Collectors.toCollection(TreeSet::new));
            asked.stream()
                    .filter(name -> !names.contains(name))
                    .forEach(name -> problem.accept("asks for " + name + ", which there is not"));
            variables(board)
                    .filter(variable -> variable.path("hide").asInt() == 0)
                    .map(variable -> variable.path("name").asText())
                    .filter(name -> !asked.contains(name))
                    .forEach(name -> problem.accept("offers " + name + " and does not use it"));
        }),
        /** The format that a variable has where none is said is not the same in all versions. */
        FORMATS_ARE_SAID((board, problem) -> asked(board).forEach(text -> {
            Matcher reference = REFERENCE.matcher(text);
            while (reference.find()) {
                if (reference.group(2) == null
                        && !reference.group(1).startsWith("__")
                        && !text.equals(reference.group())) {
                    problem.accept("asks for " + reference.group() + " without a format: " + text);
                }
            }
            if (OLD_REFERENCE.matcher(REFERENCE.matcher(text).replaceAll("")).find()) {
                problem.accept("asks for a variable without braces: " + text);
            }
        })),
        PANELS_DO_NOT_OVERLAP((board, problem) -> {
            List<JsonNode> all = new ArrayList<>();
            board.path("panels").forEach(all::add);
            for (int i = 0; i < all.size(); i++) {
                Place place = Place.of(all.get(i));
                if (place.x < 0 || place.y < 0 || place.w < 1 || place.h < 1 || place.x + place.w > WIDTH) {
                    problem.accept(called(all.get(i)) + " lies outside of the grid");
                }
                for (int j = 0; j < i; j++) {
                    if (place.overlaps(Place.of(all.get(j)))) {
                        problem.accept(called(all.get(i)) + " overlaps " + called(all.get(j)));
                    }
                }
            }
        }),
        PANEL_IDS_ARE_UNIQUE((board, problem) -> {
            Set<Integer> ids = new HashSet<>();
            board.path("panels").forEach(panel -> {
                if (!ids.add(panel.path("id").asInt())) {
                    problem.accept(called(panel) + " has the id of another");
                }
            });
        }),
        /** Names of measurements, tags and fields are those of whatever writes them. */
        NAMES_ARE_THOSE_OF_THE_SCHEMA((board, problem) -> asked(board)
                .filter(text -> text.startsWith("SELECT") || text.startsWith("SHOW"))
                .forEach(text -> {
                    Set<String> known = new HashSet<>();
                    for (MatchResult from : MEASUREMENT.matcher(text).results().toList()) {
                        Measurement measurement = measurements()
                                .filter(it -> it.name().equals(from.group(1)))
                                .findFirst()
                                .orElse(null);
                        if (measurement == null) {
                            problem.accept("asks for the measurement " + from.group(1));
                            return;
                        }
                        known.add(measurement.name());
                        known.addAll(measurement.tags());
                        measurement.fields().forEach(field -> known.add(field.name()));
                    }
                    String named = WHERE_KNOWN.matcher(text).replaceAll("$1, $2");
                    ALIAS.matcher(named).results().forEach(alias -> known.add(alias.group(1)));
                    NAME.matcher(named)
                            .results()
                            .map(name -> name.group(1))
                            .filter(name -> !known.contains(name))
                            .forEach(name -> problem.accept("asks for " + name + ": " + text));
                })),
        /** Columns that are arranged or shown in a way of their own are columns of the answer. */
        COLUMNS_ARE_ANSWERED((board, problem) -> panels(board).forEach(panel -> {
            Set<String> columns = new TreeSet<>(Set.of("Time"));
            queries(panel).forEach(text -> columns.addAll(columns(text)));
            Set<String> shown = new TreeSet<>();
            panel.at("/fieldConfig/overrides")
                    .forEach(it -> shown.add(it.at("/matcher/options").asText()));
            panel.path("transformations").forEach(it -> {
                it.at("/options/indexByName").fieldNames().forEachRemaining(shown::add);
                it.at("/options/excludeByName").fieldNames().forEachRemaining(shown::add);
            });
            shown.stream()
                    .filter(name -> !columns.contains(name))
                    .forEach(name -> problem.accept(called(panel) + " shows the column " + name));
        })),
        /** Grafana takes the tags of a row of a table in any order: with several of them, values change columns. */
        TABLES_GROUP_BY_ONE_TAG((board, problem) -> panels(board)
                .flatMap(panel -> stream(panel.path("targets")))
                .filter(target -> target.path("resultFormat").asText().equals("table"))
                .map(target -> target.path("query").asText())
                .filter(text -> !text.contains("FROM (")) // there they are columns
                .filter(text -> TAGS_OF_GROUPS
                        .matcher(text)
                        .results()
                        .anyMatch(by -> by.group(1).contains(",")))
                .forEach(text -> problem.accept("groups a table by several tags: " + text))),
        LINKS_KEEP_TIME_AND_VARIABLES((board, problem) -> {
            if (board.path("links").isEmpty()) {
                problem.accept("has no links");
            }
            board.path("links").forEach(link -> {
                if (!link.path("keepTime").asBoolean()
                        || !link.path("includeVars").asBoolean()) {
                    problem.accept("forgets time or variables on the way to " + link.path("title"));
                }
            });
            Set<String> shared = variables(board)
                    .map(variable -> variable.path("name").asText())
                    .filter(name -> !name.equals("enterprise") && !name.equals("job"))
                    .collect(Collectors.toCollection(TreeSet::new));
            addresses(board).forEach(address -> {
                if (!address.contains("${__url_time_range}")) {
                    problem.accept("forgets the time on the way to " + address);
                }
                shared.stream()
                        .filter(name -> !address.contains("${" + name + ":queryparam}")
                                && !address.contains("var-" + name + "="))
                        .forEach(name -> problem.accept("forgets " + name + " on the way to " + address));
            });
        }),
        /** No password, no token, no address of any machine. */
        NOTHING_OF_ONE_INSTALLATION((board, problem) -> {
            String text = board.toString().toLowerCase(java.util.Locale.ROOT);
            Stream.of("password", "secret", "token", "://", "localhost", "127.0.0.1")
                    .filter(text::contains)
                    .forEach(word -> problem.accept("contains " + word));
        });

        private final BiConsumer<JsonNode, Consumer<String>> check;

        Rule(BiConsumer<JsonNode, Consumer<String>> check) {
            this.check = check;
        }

        /** What is wrong with boards by this rule. */
        List<String> problems(Map<String, JsonNode> boards) {
            List<String> problems = new ArrayList<>();
            boards.forEach((path, board) -> check.accept(board, problem -> problems.add(path + " " + problem)));
            return problems;
        }
    }

    private record Place(int x, int y, int w, int h) {
        static Place of(JsonNode panel) {
            JsonNode place = panel.path("gridPos");
            return new Place(
                    place.path("x").asInt(-1),
                    place.path("y").asInt(-1),
                    place.path("w").asInt(),
                    place.path("h").asInt());
        }

        boolean overlaps(Place other) {
            return x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h;
        }
    }

    private BoardLint() {}

    /** What is wrong with boards among each other: uids that two have, links that lead nowhere. */
    static List<String> problemsAmong(Map<String, JsonNode> boards) {
        List<String> problems = new ArrayList<>();
        Set<String> uids = new HashSet<>();
        Set<String> tags = new HashSet<>();
        boards.forEach((path, board) -> {
            if (!uids.add(board.path("uid").asText())) {
                problems.add(path + " has the uid of another");
            }
            board.path("tags").forEach(tag -> tags.add(tag.asText()));
        });
        boards.forEach((path, board) -> {
            Stream.concat(
                            addresses(board),
                            stream(board.path("links"))
                                    .filter(link -> link.path("type").asText().equals("link"))
                                    .map(link -> link.path("url").asText()))
                    .filter(address -> {
                        Matcher uid = ADDRESS.matcher(address);
                        return !uid.lookingAt() || !uids.contains(uid.group(1));
                    })
                    .forEach(address -> problems.add(path + " leads to " + address));
            stream(board.path("links"))
                    .flatMap(link -> stream(link.path("tags")))
                    .filter(tag -> !tags.contains(tag.asText()))
                    .forEach(tag -> problems.add(path + " leads to boards with the tag " + tag.asText()));
        });
        return problems;
    }

    /** The panels that show something: all but the titles of parts. */
    private static Stream<JsonNode> panels(JsonNode board) {
        return stream(board.path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"));
    }

    private static Stream<JsonNode> variables(JsonNode board) {
        return stream(board.at("/templating/list"));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String called(JsonNode panel) {
        return "panel " + panel.path("id") + " " + panel.path("title");
    }

    private static List<String> queries(JsonNode panel) {
        return stream(panel.path("targets"))
                .map(target -> target.path("query").asText())
                .toList();
    }

    private static Stream<JsonNode> properties(JsonNode panel, String id) {
        return stream(panel.at("/fieldConfig/overrides"))
                .flatMap(override -> stream(override.path("properties")))
                .filter(property -> property.path("id").asText().equals(id))
                .map(property -> property.path("value"));
    }

    /** Every text with which something is asked: queries and data sources of panels, annotations and variables. */
    private static Stream<String> asked(JsonNode board) {
        Stream<JsonNode> askers = Stream.of(
                        panels(board),
                        stream(board.at("/annotations/list")),
                        variables(board).filter(it -> it.path("hide").asInt() == 0))
                .flatMap(all -> all);
        return askers.flatMap(asker ->
                Stream.concat(asker.findValuesAsText("query").stream(), asker.findValuesAsText("uid").stream()));
    }

    private static Stream<String> addresses(JsonNode board) {
        return panels(board)
                .flatMap(panel -> properties(panel, "links"))
                .flatMap(BoardLint::stream)
                .map(link -> link.path("url").asText());
    }

    private static Stream<Measurement> measurements() {
        return Stream.concat(
                OutputSchema.ALL.stream(), Arrays.stream(JobMetric.values()).map(JobMetric::measurement));
    }

    /** The columns of an answer: what is selected, and the tags by which it is grouped. */
    private static Set<String> columns(String query) {
        Set<String> columns = new TreeSet<>();
        String selected = query.substring(0, query.indexOf(" FROM "));
        for (String each : selected.substring("SELECT ".length()).split(", ")) {
            Matcher alias = ALIAS.matcher(each);
            Matcher name = NAME.matcher(each);
            if (alias.find()) {
                columns.add(alias.group(1));
            } else if (name.matches()) {
                columns.add(name.group(1));
            }
        }
        if (!query.contains("FROM (")) {
            TAGS_OF_GROUPS
                    .matcher(query)
                    .results()
                    .flatMap(by -> NAME.matcher(by.group(1)).results())
                    .forEach(tag -> columns.add(tag.group(1)));
        }
        return columns;
    }
}
