package io.parkpulse.catalogue;

import io.parkpulse.index.Bands;
import io.parkpulse.index.DayColumn;
import io.parkpulse.index.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is written to the time-series store, and what dashboards may ask of it: measurements, tags, fields, and the types
 * of fields, which never change.
 *
 * <p>A store keeps a field of a point that a later write leaves out. So what may become unknown goes with a field that is
 * always written, {@link Field#knownBy}: the {@code _d} of a rate, 0 with {@code _n} 0 and without {@code _percent} where
 * the rate is not known; {@code resumption_index_known}, 1 or 0, of the index.
 */
public final class OutputSchema {
    /** Values of the tag {@link #KIND}: a window that trails. */
    public static final String LIVE = "live";
    /** Values of the tag {@link #KIND}: a local day. */
    public static final String DAILY = "daily";

    /** The scope, e.g. {@code park:P1/tier:above-scale}. */
    public static final String SCOPE = "scope";
    /** The park of a scope; no tag where a scope lies above parks. */
    public static final String PARK = "park";
    /** {@link #LIVE} or {@link #DAILY}. */
    public static final String KIND = "kind";
    /** {@code live}, or the name of a replay. */
    public static final String RUN = "run";
    /** The enterprise. */
    public static final String ENTERPRISE = "enterprise";
    /** The rule by which there is an alert. */
    public static final String RULE = "rule";

    /** How often a closed day has been computed anew, from 0. */
    public static final Field REVISION = new Field("revision", Type.INTEGER);

    /** A scope over a window. Time is the end of the window, or the start of the local day. */
    public static final Measurement PARK_INDEX =
            new Measurement("park_index", List.of(SCOPE, PARK, KIND, RUN), figures());

    /** An enterprise over a local day, whose start is the time. What holds or not is 1 or 0, so that it adds up. */
    public static final Measurement ENTERPRISE_DAY = new Measurement(
            "enterprise_day",
            List.of(PARK, ENTERPRISE, RUN),
            Arrays.stream(DayColumn.values()).map(OutputSchema::field).toList());

    /** An alert of a scope. Time is when it began or ended to hold. */
    public static final Measurement PARK_ALERT = new Measurement(
            "park_alert",
            List.of(SCOPE, PARK, RULE, RUN),
            List.of(
                    new Field("firing", Type.INTEGER),
                    new Field("n", Type.INTEGER, "d"),
                    new Field("d", Type.INTEGER, "d"),
                    new Field("threshold", Type.FLOAT),
                    new Field("coverage_percent", Type.FLOAT, "coverage_d"),
                    new Field("coverage_n", Type.INTEGER, "coverage_d"),
                    new Field("coverage_d", Type.INTEGER, "coverage_d"),
                    new Field("severity", Type.STRING),
                    new Field("id", Type.STRING)));

    /** All measurements. */
    public static final List<Measurement> ALL = List.of(PARK_INDEX, ENTERPRISE_DAY, PARK_ALERT);

    private OutputSchema() {}

    /** The type of a field. */
    public enum Type {
        /** A 64-bit floating-point number. */
        FLOAT,
        /** A 64-bit signed integer. */
        INTEGER,
        STRING
    }

    /**
     * A field and its type.
     *
     * @param knownBy name of the field of the same point that is above 0 where this one is known and 0 where it is not, in
     *     which case whatever stands here counts for nothing; may be its own. Null for a field that is always known
     */
    public record Field(String name, Type type, String knownBy) {
        /** A field that is always known. */
        public Field(String name, Type type) {
            this(name, type, null);
        }
    }

    /**
     * A measurement.
     *
     * @param tags names, all texts
     * @param fields no two of one name
     */
    public record Measurement(String name, List<String> tags, List<Field> fields) {
        public Measurement {
            tags = List.copyOf(tags);
            fields = List.copyOf(fields);
        }

        /**
         * The field of a name.
         *
         * @return empty for a name that there is not
         */
        public Optional<Field> field(String name) {
            return fields.stream().filter(field -> field.name().equals(name)).findFirst();
        }
    }

    /**
     * The field with the value of a measure: a percentage for a rate, the number itself for anything else.
     *
     * @return e.g. {@code staff_return_percent}, {@code resumption_index}, {@code silent}
     */
    public static Field value(Measure measure) {
        return switch (measure.kind()) {
            case RATE -> new Field(measure.id() + "_percent", Type.FLOAT, nameOfDenominator(measure));
            case INDEX -> new Field(measure.id(), Type.FLOAT, known(measure).name());
            case COUNT -> new Field(measure.id(), Type.INTEGER);
        };
    }

    /**
     * The field that is 1 where an index is known and 0 where it is not.
     *
     * @throws IllegalArgumentException for a measure that is no index
     */
    public static Field known(Measure measure) {
        if (measure.kind() != Measure.Kind.INDEX) {
            throw new IllegalArgumentException(measure.id() + " is no index");
        }
        return new Field(measure.id() + "_known", Type.INTEGER);
    }

    /**
     * The field with what a rate divides.
     *
     * @throws IllegalArgumentException for a measure that is no rate
     */
    public static Field numerator(Measure measure) {
        return partOf(measure, "_n");
    }

    /**
     * The field with what a rate divides by.
     *
     * @throws IllegalArgumentException for a measure that is no rate
     */
    public static Field denominator(Measure measure) {
        return partOf(measure, "_d");
    }

    private static Field partOf(Measure measure, String suffix) {
        if (!measure.isRate()) {
            throw new IllegalArgumentException(measure.id() + " is no rate");
        }
        return new Field(measure.id() + suffix, Type.INTEGER, nameOfDenominator(measure));
    }

    private static String nameOfDenominator(Measure rate) {
        return rate.id() + "_d";
    }

    /**
     * The field with how many enterprises lie in a band.
     *
     * @param band its place, from 0
     * @return e.g. {@code staff_bands_0}
     */
    public static Field band(Bands bands, int band) {
        return new Field(bands.id() + "_" + band, Type.INTEGER);
    }

    private static List<Field> figures() {
        List<Field> fields = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            fields.add(value(measure));
            if (measure.isRate()) {
                fields.add(numerator(measure));
                fields.add(denominator(measure));
            } else if (measure.kind() == Measure.Kind.INDEX) {
                fields.add(known(measure));
            }
        }
        for (Bands bands : Bands.values()) {
            for (int band = 0; band < Bands.COUNT; band++) {
                fields.add(band(bands, band));
            }
        }
        fields.add(REVISION);
        return fields;
    }

    /** The field of a column of an enterprise's day. */
    private static Field field(DayColumn column) {
        return new Field(
                column.id(),
                Type.INTEGER,
                column.kind() == DayColumn.Kind.OPTIONAL ? DayColumn.CAPACITY_WH.id() : null);
    }
}
