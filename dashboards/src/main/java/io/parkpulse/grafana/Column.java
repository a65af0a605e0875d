package io.parkpulse.grafana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parkpulse.grafana.ReferenceValues.Bounds;
import java.util.LinkedHashMap;
import java.util.Map;

/** A column of a table, or a field of a figure: what a query calls it, and how it is shown. */
final class Column {
    /** What Grafana calls the time of a row. */
    static final String TIME = "Time";

    private final String name;
    private final String title;
    private final Unit unit;
    private final Map<String, String> words = new LinkedHashMap<>();
    private final Map<String, String> colours = new LinkedHashMap<>();
    private final Map<String, String> patterns = new LinkedHashMap<>();
    private String fromZero;
    private String belowZero;
    private Bounds bounds;
    private boolean gauge;
    private String link;
    private String linkTitle;

    Column(String name, String title, Unit unit) {
        this.name = name;
        this.title = title;
        this.unit = unit;
    }

    /** The time of rows. */
    static Column time(String title, Unit unit) {
        return new Column(TIME, title, unit);
    }

    /** Coloured by bounds; null for none. */
    Column bounds(Bounds bounds) {
        this.bounds = bounds;
        return this;
    }

    /** Shown as a bar as well. */
    Column gauge() {
        gauge = true;
        return this;
    }

    /** Shows a word in place of a value. */
    Column word(String value, String word, String colour) {
        words.put(value, word);
        colours.put(value, colour);
        return this;
    }

    /** Shows words in place of numbers, one of those from 0 on and one of those below. */
    Column signs(String fromZero, String below) {
        this.fromZero = fromZero;
        this.belowZero = below;
        return this;
    }

    /** Shows, in place of a text that matches a regular expression, another, in which {@code $1} may stand. */
    Column pattern(String expression, String shown) {
        patterns.put(expression, shown);
        return this;
    }

    /** Leads somewhere. */
    Column link(String title, String address) {
        linkTitle = title;
        link = address;
        return this;
    }

    String name() {
        return name;
    }

    /** @param cells whether it is a column of a table */
    ObjectNode override(boolean cells) {
        ObjectNode override = JsonNodeFactory.instance.objectNode();
        override.putObject("matcher").put("id", "byName").put("options", name);
        ArrayNode properties = override.putArray("properties");
        property(properties, "displayName").put("value", title);
        property(properties, "unit").put("value", unit.id());
        if (unit.decimals() != null) {
            property(properties, "decimals").put("value", unit.decimals());
        }
        if (!words.isEmpty() || !patterns.isEmpty() || fromZero != null) {
            mappings(property(properties, "mappings").putArray("value"));
        }
        if (bounds != null) {
            property(properties, "thresholds").set("value", Panel.thresholds(bounds));
            property(properties, "color").putObject("value").put("mode", "thresholds");
        }
        if (cells) {
            cell(properties);
        }
        return override;
    }

    private void cell(ArrayNode properties) {
        if (gauge) {
            property(properties, "min").put("value", 0);
            property(properties, "max").put("value", 100);
            property(properties, "custom.cellOptions")
                    .putObject("value")
                    .put("type", "gauge")
                    .put("mode", "basic");
        } else if (bounds != null || !words.isEmpty()) {
            property(properties, "custom.cellOptions").putObject("value").put("type", "color-text");
        }
        if (link != null) {
            property(properties, "links")
                    .putArray("value")
                    .addObject()
                    .put("title", linkTitle)
                    .put("url", link)
                    .put("targetBlank", false);
        }
    }

    /** Adds what is shown in place of values. */
    void mappings(ArrayNode mappings) {
        int index = 0;
        if (!words.isEmpty()) {
            ObjectNode values = mappings.addObject().put("type", "value").putObject("options");
            for (Map.Entry<String, String> word : words.entrySet()) {
                ObjectNode shown = values.putObject(word.getKey()).put("text", word.getValue());
                if (colours.get(word.getKey()) != null) {
                    shown.put("color", colours.get(word.getKey()));
                }
                shown.put("index", index++);
            }
        }
        if (fromZero != null) {
            range(mappings, 0, null, fromZero, index++);
            range(mappings, null, 0, belowZero, index++);
        }
        for (Map.Entry<String, String> pattern : patterns.entrySet()) {
            ObjectNode options = mappings.addObject().put("type", "regex").putObject("options");
            options.put("pattern", pattern.getKey());
            options.putObject("result").put("text", pattern.getValue()).put("index", index++);
        }
    }

    /** The first that fits holds, so that 0 belongs to the first. */
    private static void range(ArrayNode mappings, Integer from, Integer to, String word, int index) {
        ObjectNode options = mappings.addObject().put("type", "range").putObject("options");
        options.put("from", from).put("to", to);
        options.putObject("result").put("text", word).put("index", index);
    }

    private static ObjectNode property(ArrayNode properties, String id) {
        return properties.addObject().put("id", id);
    }
}
