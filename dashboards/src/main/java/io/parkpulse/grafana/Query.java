package io.parkpulse.grafana;

import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.catalogue.OutputSchema.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A query in InfluxQL, which InfluxDB 1, 2 and 3 answer. It can only ask for what the measurement has; a wrong name is an
 * {@link IllegalArgumentException}. A value that is not known ({@link OutputSchema.Field#knownBy}) is null in rows and left
 * out of what is made of the values of an interval.
 *
 * <p>Grafana puts the time range and the variables into it.
 */
final class Query {
    /** What is made of the values of an interval. */
    enum Function {
        COUNT,
        LAST,
        MAX,
        SUM;

        String of(String field) {
            return name().toLowerCase(Locale.ROOT) + "(" + quoted(field) + ")";
        }
    }

    private enum Shape {
        ROWS,
        NEWEST,
        STANDING,
        TOTAL,
        TREND,
        DAYS
    }

    /** What {@link #total} calls its values. */
    static final String TOTAL = "total";

    /** In which zone days begin. */
    private static final String LOCAL_DAY = "tz('" + Variable.ZONE.raw() + "')";

    private final Measurement measurement;
    private final Shape shape;
    private final List<String> selected = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final List<String> rowConditions = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private String anchor;
    private String fill = "null";
    private String timeFilter = "$timeFilter";

    private Query(Measurement measurement, Shape shape) {
        this.measurement = measurement;
        this.shape = shape;
    }

    /** Rows of the time range, the newest first. */
    static Query rows(Measurement measurement) {
        return new Query(measurement, Shape.ROWS);
    }

    /**
     * The newest row of each group. A field that it does not have is null, not the one of an older row, as long as some
     * field that is always there is selected too.
     */
    static Query newest(Measurement measurement) {
        return new Query(measurement, Shape.NEWEST);
    }

    /**
     * The newest row of each group, of which those remain for which {@link #whereRow} holds. Groups become columns.
     *
     * @param anchor a field that every row has
     */
    static Query standing(Measurement measurement, String anchor) {
        Query query = new Query(measurement, Shape.STANDING);
        query.anchor = query.checkedField(anchor);
        return query;
    }

    /** One value for the whole time range, the column {@link #TOTAL}, per group. Groups become columns. */
    static Query total(Measurement measurement, Function function, String field) {
        Query query = new Query(measurement, Shape.TOTAL).aggregate(function.of(field) + " AS " + quoted(TOTAL), field);
        query.columns.add(TOTAL);
        return query;
    }

    /** A value for each interval of the chart, null where there is none. */
    static Query trend(Measurement measurement, Function function, String field) {
        return new Query(measurement, Shape.TREND).aggregate(function.of(field), field);
    }

    /** The sum for each interval of the chart, per second. */
    static Query rate(Measurement measurement, String field) {
        return new Query(measurement, Shape.TREND)
                .aggregate(Function.SUM.of(field) + " * 1000 / $__interval_ms", field);
    }

    /** A value for each local day. */
    static Query days(Measurement measurement, Function function, String field) {
        Query query = new Query(measurement, Shape.DAYS).aggregate(function.of(field), field);
        if (function == Function.COUNT) {
            query.fill = "none"; // Of nothing it would be 0, but a day that was not written is unknown.
        }
        return query;
    }

    private Query aggregate(String expression, String field) {
        checkedField(field);
        selected.add(expression);
        String knownBy = knownBy(field);
        if (knownBy != null) {
            whereField(knownBy, "> 0");
        }
        return this;
    }

    /** Columns, tags or fields. */
    Query select(List<String> names) {
        for (String name : names) {
            selected.add(measurement.tags().contains(name) ? quoted(name) : whereKnown(checkedField(name)));
            columns.add(name);
        }
        return this;
    }

    Query select(String... names) {
        return select(List.of(names));
    }

    /** The field, null in a row where it is not known: InfluxQL has no condition, but no square root of -1 either. */
    private String whereKnown(String field) {
        String knownBy = knownBy(field);
        return knownBy == null
                ? quoted(field)
                : quoted(field) + " + 0 * sqrt(" + quoted(knownBy) + " - 1) AS " + quoted(field);
    }

    /**
     * Columns with fields, null in a row where they are not known or where too little of something is there.
     *
     * @param part must reach that share of the whole
     */
    Query selectWhereReached(List<String> names, String part, String share, String whole) {
        String reached = " + 0 * sqrt(" + margin(part, share, whole) + ")";
        for (String name : names) {
            String alone = whereKnown(checkedField(name));
            String field = quoted(name);
            selected.add(field + reached + alone.substring(field.length()));
            columns.add(name);
        }
        return this;
    }

    /** A column with what a field has more than a share of another: below 0 where it does not reach it. */
    Query selectMargin(String part, String share, String whole, String alias) {
        selected.add(margin(part, share, whole) + " AS " + quoted(alias));
        columns.add(alias);
        return this;
    }

    private String margin(String part, String share, String whole) {
        return quoted(checkedField(part)) + " - " + share + " * " + quoted(checkedField(whole));
    }

    private String knownBy(String field) {
        return measurement.field(field).map(OutputSchema.Field::knownBy).orElse(null);
    }

    /** A column with a field as a percentage of another. */
    Query selectPercentage(String part, String whole, String alias) {
        selected.add(quoted(checkedField(part)) + " / " + quoted(checkedField(whole)) + " * 100 AS " + quoted(alias));
        columns.add(alias);
        return this;
    }

    /** Where a tag is a text. */
    Query where(String tag, String value) {
        conditions.add(quoted(checkedTag(tag)) + " = '" + value + "'");
        return this;
    }

    /** Where a tag is what a viewer chose. */
    Query where(String tag, Variable variable) {
        return whereLike(tag, variable.regex());
    }

    /** Where the whole of a tag matches a regular expression. */
    Query whereLike(String tag, String expression) {
        conditions.add(quoted(checkedTag(tag)) + " =~ /^" + expression + "$/");
        return this;
    }

    /** Where a field is as said, e.g. {@code > 0}. */
    Query whereField(String field, String comparison) {
        conditions.add(quoted(checkedField(field)) + " " + comparison);
        return this;
    }

    /** Of a standing row: where a field is as said, e.g. {@code = 1}. */
    Query whereRow(String field, String comparison) {
        rowConditions.add(quoted(checkedField(field)) + " " + comparison);
        return this;
    }

    /** Of a standing row: where a field is less than a share of another. */
    Query whereRowBelow(String part, String share, String whole) {
        rowConditions.add(quoted(checkedField(part)) + " < " + quoted(checkedField(whole)) + " * " + share);
        return this;
    }

    /** Looks further back than the time range begins, e.g. by {@code 7d}: what began before it may still stand. */
    Query lookingBack(String duration) {
        timeFilter = "time >= ${__from}ms - " + duration + " AND time <= ${__to}ms";
        return this;
    }

    Query groupBy(String... tags) {
        for (String tag : tags) {
            groups.add(checkedTag(tag));
        }
        return this;
    }

    /** The columns of its rows, without the time. */
    List<String> columns() {
        List<String> all = new ArrayList<>(groups);
        all.addAll(columns);
        return all;
    }

    String text() {
        String from =
                " FROM " + quoted(measurement.name()) + " WHERE " + String.join(" AND ", all(conditions)) + grouping();
        return switch (shape) {
            case ROWS -> "SELECT " + String.join(", ", selected) + from + " ORDER BY time DESC";
            case NEWEST -> "SELECT " + String.join(", ", selected) + from + " ORDER BY time DESC LIMIT 1";
            case TOTAL -> total("SELECT " + String.join(", ", selected) + from);
            case TREND -> "SELECT " + String.join(", ", selected) + from;
            case DAYS -> "SELECT " + String.join(", ", selected) + from + " " + LOCAL_DAY;
            case STANDING -> standing(from);
        };
    }

    private List<String> all(List<String> conditions) {
        List<String> all = new ArrayList<>(conditions);
        all.add(timeFilter);
        return all;
    }

    /** Grouped by several tags, rows of a table would not say which is which: Grafana takes tags in any order. */
    private String total(String query) {
        return groups.isEmpty() ? query : "SELECT " + quotedGroups() + ", " + quoted(TOTAL) + " FROM (" + query + ")";
    }

    private String quotedGroups() {
        return groups.stream().map(Query::quoted).collect(Collectors.joining(", "));
    }

    private String standing(String from) {
        List<String> inner = new ArrayList<>();
        inner.add(Function.LAST.of(anchor) + " AS " + quoted(anchor));
        measurement.fields().stream()
                .map(field -> field.name())
                .filter(name -> !name.equals(anchor))
                .filter(name -> selected.stream().anyMatch(it -> it.contains(quoted(name)))
                        || rowConditions.stream().anyMatch(it -> it.contains(quoted(name))))
                .forEach(name -> inner.add(quoted(name)));
        return "SELECT " + quotedGroups() + ", " + String.join(", ", selected) + " FROM (SELECT "
                + String.join(", ", inner) + from + ") WHERE " + String.join(" AND ", rowConditions);
    }

    private String grouping() {
        List<String> by = new ArrayList<>();
        if (shape == Shape.TREND) {
            by.add("time($__interval)");
        } else if (shape == Shape.DAYS) {
            by.add("time(1d)");
        }
        groups.forEach(tag -> by.add(quoted(tag)));
        boolean intervals = shape == Shape.TREND || shape == Shape.DAYS;
        return by.isEmpty() ? "" : " GROUP BY " + String.join(", ", by) + (intervals ? " fill(" + fill + ")" : "");
    }

    private String checkedTag(String name) {
        if (!measurement.tags().contains(name)) {
            throw new IllegalArgumentException(measurement.name() + " has no tag " + name);
        }
        return name;
    }

    private String checkedField(String name) {
        if (measurement.field(name).isEmpty()) {
            throw new IllegalArgumentException(measurement.name() + " has no field " + name);
        }
        return name;
    }

    static String quoted(String name) {
        return "\"" + name + "\"";
    }
}
