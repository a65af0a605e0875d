package io.parkpulse.grafana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parkpulse.grafana.ReferenceValues.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A panel: what it asks, and how it shows the answer. What is not known is a dash. */
final class Panel {
    static final String UNKNOWN = "—";

    /** Three colours that people who do not see red and green can distinguish. */
    static final String GOOD = "blue";

    static final String WARNING = "orange";
    static final String CRITICAL = "dark-red";
    /** Of what is neither good nor bad. */
    static final String PLAIN = "text";

    /** Points further apart than this are not joined: three steps and a little. */
    private static final int LONGEST_JOINED_MILLIS = 20 * 60 * 1000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String type;
    private final String title;
    private final String description;
    private final int width;
    private final int height;
    private final Variable source;
    private final ArrayNode targets = JSON.arrayNode();
    private final ObjectNode defaults = JSON.objectNode();
    private final ArrayNode overrides = JSON.arrayNode();
    private final ObjectNode options = JSON.objectNode();
    private final ArrayNode transformations = JSON.arrayNode();
    private final ObjectNode more = JSON.objectNode();

    private Panel(String type, Head head, Size size, Unit unit, Variable source) {
        this.type = type;
        this.title = head.title();
        this.description = head.description();
        this.width = size.width();
        this.height = size.height();
        this.source = source;
        defaults.put("unit", unit.id());
        if (unit.decimals() != null) {
            defaults.put("decimals", unit.decimals());
        }
        defaults.put("noValue", UNKNOWN);
        defaults.putArray("mappings");
        defaults.putObject("color").put("mode", "thresholds");
        defaults.set("thresholds", thresholds(null));
    }

    /** What stands above a panel, and what it says when asked. */
    record Head(String title, String description) {}

    /** In the 24 columns of the grid, and its rows. */
    record Size(int width, int height) {}

    /** Figures, large: of the one row of a query, the columns named. */
    static Panel figures(Head head, Size size, Query query, List<Column> columns) {
        Panel panel = new Panel("stat", head, size, Unit.COUNT, Variable.DATASOURCE);
        panel.stat(columns.size() > 1, "");
        panel.target(query, "table", null);
        panel.columns(query, columns);
        return panel;
    }

    /** How long ago the newest row is. */
    static Panel age(Head head, Size size, Query query) {
        return time(head, size, Unit.AGE, query);
    }

    /** The day of the newest row. */
    static Panel day(Head head, Size size, Query query) {
        return time(head, size, Unit.DAY, query);
    }

    private static Panel time(Head head, Size size, Unit unit, Query query) {
        Panel panel = new Panel("stat", head, size, unit, Variable.DATASOURCE);
        panel.stat(false, "/^" + Column.TIME + "$/");
        panel.target(query, "table", null);
        return panel;
    }

    /** The newest value of a metric, large, or what it comes to over the time range. */
    static Panel metric(Head head, Size size, Unit unit, Query query, boolean total) {
        Panel panel = new Panel("stat", head, size, unit, Variable.METRICS_DATASOURCE);
        panel.stat(false, "");
        ((ObjectNode) panel.options.get("reduceOptions")).putArray("calcs").add(total ? "sum" : "lastNotNull");
        panel.target(query, "time_series", head.title());
        return panel;
    }

    private void stat(boolean named, String fields) {
        options.putObject("reduceOptions")
                .put("fields", fields)
                .put("values", false)
                .putArray("calcs")
                .add("last");
        options.put("colorMode", "value")
                .put("graphMode", "none")
                .put("justifyMode", "auto")
                .put("orientation", "auto")
                .put("percentChangeColorMode", "standard")
                .put("showPercentChange", false)
                .put("textMode", named ? "value_and_name" : "value")
                .put("wideLayout", true);
    }

    /** Rows of a query. */
    static Panel table(Head head, Size size, Query query, List<Column> columns) {
        return table(head, size, query, columns, Variable.DATASOURCE);
    }

    /** Rows of a query for metrics. */
    static Panel metricTable(Head head, Size size, Query query, List<Column> columns) {
        return table(head, size, query, columns, Variable.METRICS_DATASOURCE);
    }

    private static Panel table(Head head, Size size, Query query, List<Column> columns, Variable source) {
        Panel panel = new Panel("table", head, size, Unit.TEXT, source);
        panel.defaults
                .putObject("custom")
                .put("align", "auto")
                .put("filterable", true)
                .put("inspect", false)
                .putObject("cellOptions")
                .put("type", "auto");
        panel.options.put("showHeader", true).put("cellHeight", "sm").put("frameIndex", 0);
        panel.options.putArray("sortBy");
        panel.options.putObject("footer").put("show", false).putArray("reducer");
        panel.target(query, "table", null);
        panel.columns(query, columns);
        return panel;
    }

    /** Sorted by a column of the table. */
    Panel sortedBy(String title, boolean descending) {
        options.putArray("sortBy").addObject().put("displayName", title).put("desc", descending);
        return this;
    }

    /** Lines over time. */
    static Panel lines(Head head, Size size, Unit unit) {
        return chart(head, size, unit, "line", Variable.DATASOURCE);
    }

    /** A bar for each day. */
    static Panel bars(Head head, Size size, Unit unit) {
        return chart(head, size, unit, "bars", Variable.DATASOURCE);
    }

    /** Lines of metrics. */
    static Panel metricLines(Head head, Size size, Unit unit) {
        return chart(head, size, unit, "line", Variable.METRICS_DATASOURCE);
    }

    private static Panel chart(Head head, Size size, Unit unit, String style, Variable source) {
        Panel panel = new Panel("timeseries", head, size, unit, source);
        panel.defaults.putObject("color").put("mode", "palette-classic");
        panel.defaults
                .putObject("custom")
                .put("drawStyle", style)
                .put("lineInterpolation", "linear")
                .put("lineWidth", 2)
                .put("fillOpacity", style.equals("bars") ? 60 : 0)
                .put("showPoints", "auto")
                .put("pointSize", 5)
                .put("spanNulls", LONGEST_JOINED_MILLIS)
                .put("axisPlacement", "auto")
                .put("axisSoftMin", 0)
                .putObject("thresholdsStyle")
                .put("mode", "off");
        ObjectNode legend = panel.options.putObject("legend");
        legend.put("displayMode", "list").put("placement", "bottom").put("showLegend", true);
        legend.putArray("calcs");
        panel.options.putObject("tooltip").put("mode", "multi").put("sort", "none");
        return panel;
    }

    /** What state things are in over time, a row for each; a state lasts until the next one. */
    static Panel states(Head head, Size size, Query query, List<String> tags) {
        Panel panel = new Panel("state-timeline", head, size, Unit.TEXT, Variable.DATASOURCE);
        panel.defaults
                .putObject("custom")
                .put("fillOpacity", 70)
                .put("lineWidth", 0)
                .put("spanNulls", true);
        panel.options
                .put("mergeValues", true)
                .put("showValue", "auto")
                .put("alignValue", "left")
                .put("rowHeight", 0.85);
        panel.options
                .putObject("legend")
                .put("displayMode", "list")
                .put("placement", "bottom")
                .put("showLegend", true);
        panel.options.putObject("tooltip").put("mode", "single").put("sort", "none");
        panel.lines(query, tags.toArray(String[]::new));
        return panel;
    }

    /** Shows words, and their colours, in place of values. */
    Panel words(Column column) {
        column.mappings((ArrayNode) defaults.get("mappings"));
        return this;
    }

    /** Calls the line of a value of a tag otherwise. */
    Panel named(String series, String name) {
        ObjectNode override = overrides.addObject();
        override.putObject("matcher").put("id", "byName").put("options", series);
        override.putArray("properties").addObject().put("id", "displayName").put("value", name);
        return this;
    }

    /** Calls the lines otherwise whose names match a regular expression; {@code $1} may stand in what they are called. */
    Panel renamed(String expression, String name) {
        transformations
                .addObject()
                .put("id", "renameByRegex")
                .putObject("options")
                .put("regex", expression)
                .put("renamePattern", name);
        return this;
    }

    /** Another line. */
    Panel line(String name, Query query) {
        target(query, "time_series", name);
        return this;
    }

    /** A line for each value of a tag, or of several. */
    Panel lines(Query query, String... tags) {
        List<String> names = new ArrayList<>();
        for (String tag : tags) {
            names.add("$tag_" + tag);
        }
        target(query, "time_series", String.join(" ", names));
        return this;
    }

    /** Shows bounds: as colours of figures, as lines of charts. */
    Panel bounds(Bounds bounds) {
        if (bounds != null) {
            defaults.set("thresholds", thresholds(bounds));
            if (type.equals("timeseries")) {
                ((ObjectNode) defaults.get("custom"))
                        .putObject("thresholdsStyle")
                        .put("mode", "dashed");
            }
        }
        return this;
    }

    /** Bad from a value on. */
    Panel badFrom(int value) {
        defaults.set("thresholds", steps(GOOD, value, WARNING));
        return this;
    }

    /** Asks for no intervals shorter than this, e.g. {@code 5m}. */
    Panel leastInterval(String interval) {
        more.put("interval", interval);
        return this;
    }

    /** Shows what was so long before. */
    Panel before(String duration) {
        more.put("timeShift", duration).put("hideTimeOverride", false);
        return this;
    }

    /** Shows this much up to now, whatever the range of the board, unless that is one of dates. */
    Panel range(String duration) {
        more.put("timeFrom", duration).put("hideTimeOverride", false);
        return this;
    }

    private void target(Query query, String format, String alias) {
        ObjectNode target = targets.addObject();
        target.put("refId", Character.toString('A' + targets.size() - 1));
        target.set("datasource", datasource(source));
        target.put("query", query.text()).put("rawQuery", true).put("resultFormat", format);
        if (alias != null) {
            target.put("alias", alias);
        }
    }

    private void columns(Query query, List<Column> columns) {
        Set<String> hidden = new TreeSet<>(query.columns());
        hidden.add(Column.TIME);
        ObjectNode organize = transformations.addObject().put("id", "organize").putObject("options");
        ObjectNode order = JSON.objectNode();
        for (Column column : columns) {
            if (!hidden.remove(column.name())) {
                throw new IllegalArgumentException("no column " + column.name() + " in " + query.text());
            }
            order.put(column.name(), order.size());
            overrides.add(column.override(type.equals("table")));
        }
        ObjectNode excluded = organize.putObject("excludeByName");
        hidden.forEach(name -> excluded.put(name, true));
        organize.set("indexByName", order);
        organize.putObject("renameByName");
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    ObjectNode json(int id, int x, int y) {
        ObjectNode panel = JSON.objectNode();
        panel.put("id", id).put("type", type).put("title", title).put("description", description);
        panel.set("datasource", datasource(source));
        panel.putObject("gridPos").put("h", height).put("w", width).put("x", x).put("y", y);
        panel.setAll(more);
        ObjectNode fields = panel.putObject("fieldConfig");
        fields.set("defaults", defaults);
        fields.set("overrides", overrides);
        panel.set("options", options);
        panel.set("targets", targets);
        if (!transformations.isEmpty()) {
            panel.set("transformations", transformations);
        }
        return panel;
    }

    static ObjectNode datasource(Variable variable) {
        return JSON.objectNode().put("type", "influxdb").put("uid", "${" + variable.id() + "}");
    }

    /** @param bounds null for none */
    static ObjectNode thresholds(Bounds bounds) {
        if (bounds == null) {
            return steps(PLAIN);
        }
        return bounds.criticalBelow() == null
                ? steps(WARNING, bounds.warningBelow(), GOOD)
                : steps(CRITICAL, bounds.criticalBelow(), WARNING, bounds.warningBelow(), GOOD);
    }

    /** @param steps a colour, and then from which value on which colour */
    private static ObjectNode steps(Object... steps) {
        ObjectNode thresholds = JSON.objectNode().put("mode", "absolute");
        ArrayNode all = thresholds.putArray("steps");
        all.addObject().put("color", steps[0].toString()).putNull("value");
        for (int i = 1; i < steps.length; i += 2) {
            all.addObject().put("color", steps[i + 1].toString()).put("value", ((Number) steps[i]).doubleValue());
        }
        return thresholds;
    }
}
