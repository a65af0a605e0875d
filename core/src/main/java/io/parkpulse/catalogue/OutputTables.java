package io.parkpulse.catalogue;

import io.parkpulse.index.Bands;
import io.parkpulse.index.DayColumn;
import io.parkpulse.index.Measure;
import io.parkpulse.model.MethodParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What figures look like as tables: which columns there are, of what types, and where in the lines of a replay their
 * values stand. Figures are named as in the {@linkplain OutputSchema time-series store}; a rate has {@code _printed} beside
 * them. What is not known is null.
 */
public final class OutputTables {
    /** How a table is written. */
    public enum Format {
        PARQUET,
        CSV;

        /** The name in options and the ending of files, e.g. {@code parquet}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The file of a table, e.g. {@code daily.parquet}. */
        public String fileOf(Table table) {
            return table.name() + "." + id();
        }
    }

    /** What a column holds. */
    public enum Type {
        TEXT,
        /** A 64-bit signed integer. */
        INTEGER,
        /** A 64-bit floating-point number. */
        DOUBLE,
        /** True or false. */
        FLAG,
        /** A calendar day, without a zone. */
        DATE,
        /** A point in time, to the millisecond, in UTC. */
        INSTANT,
        /** What a clock on the wall shows, to the millisecond. The column {@link #ZONE} says on which wall. */
        LOCAL_TIME
    }

    /**
     * A column.
     *
     * @param optional whether its value may be null
     * @param field the field of a line that the value stands in; null where it stands in none
     * @param part the field inside that field, or the place in its list; null where the field is the value
     */
    public record Column(String name, Type type, boolean optional, String field, String part) {}

    /**
     * A table.
     *
     * @param name of its file, without an ending
     * @param columns no two of one name
     */
    public record Table(String name, List<Column> columns) {
        public Table {
            columns = List.copyOf(columns);
        }
    }

    /** The zone of the column {@code local}, e.g. {@code Asia/Shanghai}. It stands in no line: the registry knows it. */
    public static final String ZONE = "zone";

    /** The trailing windows. */
    public static final Table INDICES = new Table(
            "indices",
            join(
                    List.of(
                            required(OutputSchema.SCOPE, Type.TEXT),
                            required("end", Type.INSTANT),
                            required("local", Type.LOCAL_TIME),
                            new Column(ZONE, Type.TEXT, true, null, null),
                            required("window", Type.TEXT),
                            required("method", Type.TEXT)),
                    figures(Measure.ofTrailingWindow())));

    /** The local days. */
    public static final Table DAILY = new Table(
            "daily",
            join(
                    List.of(
                            required(OutputSchema.SCOPE, Type.TEXT),
                            required("day", Type.DATE),
                            required("status", Type.TEXT),
                            required(OutputSchema.REVISION.name(), Type.INTEGER),
                            required("method", Type.TEXT)),
                    figures(Measure.ofDay())));

    /** What each day is made of. */
    public static final Table ENTERPRISES = new Table(
            "enterprises",
            join(
                    List.of(
                            required("day", Type.DATE),
                            required(OutputSchema.PARK, Type.TEXT),
                            required(OutputSchema.ENTERPRISE, Type.TEXT)),
                    Stream.of(DayColumn.values()).map(OutputTables::column).toList()));

    /** The parks of the registry. */
    public static final Table PARKS = new Table(
            "parks",
            List.of(
                    ofRegistry("park_id", Type.TEXT, false),
                    ofRegistry("name_zh", Type.TEXT, true),
                    ofRegistry("name_en", Type.TEXT, true),
                    ofRegistry("name_ja", Type.TEXT, true),
                    ofRegistry("name_ko", Type.TEXT, true),
                    ofRegistry("region", Type.TEXT, true),
                    ofRegistry("zone", Type.TEXT, false),
                    ofRegistry("park_class", Type.INTEGER, true),
                    ofRegistry("batch", Type.INTEGER, true),
                    ofRegistry("opens_on", Type.DATE, true),
                    ofRegistry("method", Type.TEXT, false),
                    ofRegistry("turn", Type.TEXT, false)));

    /** The rows of enterprises of the registry. */
    public static final Table ENTERPRISE_ROWS = new Table(
            "enterprise_rows",
            List.of(
                    ofRegistry("enterprise_id", Type.TEXT, false),
                    ofRegistry("park_id", Type.TEXT, false),
                    ofRegistry("name", Type.TEXT, true),
                    ofRegistry("tiers", Type.TEXT, true),
                    ofRegistry("industry", Type.TEXT, true),
                    ofRegistry("site_kind", Type.TEXT, true),
                    ofRegistry("grid", Type.TEXT, true),
                    ofRegistry("priority", Type.TEXT, true),
                    ofRegistry("staff_registered", Type.INTEGER, false),
                    ofRegistry("staff_required", Type.INTEGER, false),
                    ofRegistry("staff_source", Type.TEXT, false),
                    ofRegistry("evidence", Type.TEXT, true),
                    ofRegistry("baseline_wh", Type.INTEGER, false),
                    ofRegistry("standby_wh", Type.INTEGER, false),
                    ofRegistry("capacity_wh", Type.INTEGER, false),
                    ofRegistry("process", Type.TEXT, false),
                    ofRegistry("valid_from", Type.INSTANT, true),
                    ofRegistry("valid_to", Type.INSTANT, true)));

    /** The methods of the registry with all their parameters. Decimal numbers are texts, so that they are exact. */
    public static final Table METHODS = new Table(
            "methods",
            join(
                    List.of(ofRegistry("method", Type.TEXT, false)),
                    Stream.of(MethodParameter.values())
                            .map(parameter -> ofRegistry(parameter.id(), typeOf(parameter), false))
                            .toList()));

    /** Those whose rows are lines of a replay. */
    public static final List<Table> OF_LINES = List.of(INDICES, DAILY, ENTERPRISES);

    /** Those whose rows are of the registry that the replay was computed with. */
    public static final List<Table> OF_REGISTRY = List.of(PARKS, ENTERPRISE_ROWS, METHODS);

    /** All tables. */
    public static final List<Table> ALL = join(OF_LINES, OF_REGISTRY);

    private OutputTables() {}

    /** The files of all tables in all formats. */
    public static List<String> files() {
        return Stream.of(Format.values())
                .flatMap(format -> ALL.stream().map(format::fileOf))
                .toList();
    }

    private static Column required(String name, Type type) {
        return new Column(name, type, false, name, null);
    }

    private static Column ofRegistry(String name, Type type, boolean optional) {
        return new Column(name, type, optional, null, null);
    }

    private static Type typeOf(MethodParameter parameter) {
        return parameter.usual() instanceof Integer
                ? Type.INTEGER
                : parameter.usual() instanceof Boolean ? Type.FLAG : Type.TEXT;
    }

    private static Column column(DayColumn column) {
        return new Column(
                column.id(),
                column.kind() == DayColumn.Kind.FLAG ? Type.FLAG : Type.INTEGER,
                column.kind() == DayColumn.Kind.OPTIONAL,
                column.id(),
                null);
    }

    private static List<Column> figures(List<Measure> measures) {
        List<Column> columns = new ArrayList<>();
        for (Measure measure : measures) {
            String id = measure.id();
            String value = OutputSchema.value(measure).name();
            switch (measure.kind()) {
                case RATE -> {
                    columns.add(new Column(OutputSchema.numerator(measure).name(), Type.INTEGER, true, id, "n"));
                    columns.add(new Column(OutputSchema.denominator(measure).name(), Type.INTEGER, true, id, "d"));
                    columns.add(new Column(value, Type.DOUBLE, true, id, "percent"));
                    columns.add(new Column(id + "_printed", Type.TEXT, true, id, "printed"));
                }
                case INDEX -> {
                    columns.add(new Column(value, Type.DOUBLE, true, id, "value"));
                    columns.add(new Column(id + "_printed", Type.TEXT, true, id, "printed"));
                }
                case COUNT -> columns.add(new Column(value, Type.INTEGER, false, id, null));
            }
        }
        for (Bands bands : Bands.values()) {
            for (int band = 0; band < Bands.COUNT; band++) {
                columns.add(new Column(
                        OutputSchema.band(bands, band).name(),
                        Type.INTEGER,
                        false,
                        bands.id(),
                        Integer.toString(band)));
            }
        }
        return columns;
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
