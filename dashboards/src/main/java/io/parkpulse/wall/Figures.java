package io.parkpulse.wall;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.exact.Bound;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Ratio;
import io.parkpulse.model.Method;
import io.parkpulse.model.VarInt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * The figures of one line.
 *
 * @param method by which they were computed
 * @param rates those that are known
 * @param counts those that the line has
 * @param index null if it is not known
 */
record Figures(String method, Map<Measure, Rate> rates, Map<Measure, Long> counts, Index index) {

    /** A share, as it stands in the line. */
    record Rate(long n, long d, double percent, String printed) {
        Fraction exact() {
            return Fraction.of(n, d);
        }
    }

    /** The index, as it stands in the line. */
    record Index(double value, String printed) {}

    static Figures of(JsonNode line) {
        Map<Measure, Rate> rates = new EnumMap<>(Measure.class);
        Map<Measure, Long> counts = new EnumMap<>(Measure.class);
        Index index = null;
        for (Measure measure : Measure.values()) {
            JsonNode figure = line.path(measure.id());
            if (figure.isMissingNode() || figure.isNull()) {
                continue;
            }
            switch (measure.kind()) {
                case RATE -> rates.put(measure, rate(measure, figure));
                case INDEX ->
                    index = new Index(number(measure, figure, "value").doubleValue(), printed(measure, figure));
                case COUNT -> {
                    if (!figure.isIntegralNumber() || !figure.canConvertToLong()) {
                        throw new IllegalArgumentException(measure.id() + ": expected a whole number");
                    }
                    counts.put(measure, figure.longValue());
                }
            }
        }
        return new Figures(line.path("method").asText(""), rates, counts, index);
    }

    private static Rate rate(Measure measure, JsonNode figure) {
        long d = whole(measure, figure, "d");
        if (d <= 0) {
            throw new IllegalArgumentException(measure.id() + ": expected d above 0");
        }
        return new Rate(
                whole(measure, figure, "n"),
                d,
                number(measure, figure, "percent").doubleValue(),
                printed(measure, figure));
    }

    private static long whole(Measure measure, JsonNode figure, String name) {
        JsonNode number = figure.path(name);
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            throw new IllegalArgumentException(measure.id() + "." + name + ": expected a whole number");
        }
        return number.longValue();
    }

    private static JsonNode number(Measure measure, JsonNode figure, String name) {
        JsonNode number = figure.path(name);
        if (!number.isNumber()) {
            throw new IllegalArgumentException(measure.id() + "." + name + ": expected a number");
        }
        return number;
    }

    private static String printed(Measure measure, JsonNode figure) {
        JsonNode printed = figure.path("printed");
        if (!printed.isTextual()) {
            throw new IllegalArgumentException(measure.id() + ".printed: expected a text");
        }
        return printed.textValue().intern(); // the same few texts over a day, in each of its windows
    }

    /** The index exactly, on its own scale, from what it is made of; null if it is not known. */
    Fraction exactIndex(Method row) {
        Rate work = rates.get(Measure.POWER_WORK_RATE);
        Rate output = rates.get(Measure.POWER_OUTPUT_RATE);
        return index == null || work == null || output == null
                ? null
                : Ratio.resumptionIndex(work.exact(), output.exact(), row);
    }

    /** Whether the meters cover less of the window than the method's gate asks for. */
    boolean isThin(Method by) {
        Rate coverage = rates.get(Measure.COVERAGE);
        return coverage != null && Bound.of(by.coverageGate(), 1).compare(coverage.n(), coverage.d()) < 0;
    }

    /** All that figures are compared by, in about a hundred bytes. */
    byte[] packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(method);
            for (Measure measure : Measure.values()) {
                switch (measure.kind()) {
                    case RATE -> {
                        Rate rate = rates.get(measure);
                        VarInt.writeSigned(rate == null ? 0 : rate.d(), out);
                        VarInt.writeSigned(rate == null ? 0 : rate.n(), out);
                    }
                    case INDEX -> out.writeBoolean(index != null);
                    case COUNT -> {
                        Long count = counts.get(measure);
                        out.writeBoolean(count != null);
                        VarInt.writeSigned(count == null ? 0 : count, out);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What {@link #packed} made bytes of: to be compared with, not to be shown, so nothing is printed. */
    static Figures unpacked(byte[] bytes) {
        Map<Measure, Rate> rates = new EnumMap<>(Measure.class);
        Map<Measure, Long> counts = new EnumMap<>(Measure.class);
        Index index = null;
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String method = in.readUTF();
            for (Measure measure : Measure.values()) {
                switch (measure.kind()) {
                    case RATE -> {
                        long d = VarInt.readSigned(in);
                        long n = VarInt.readSigned(in);
                        if (d != 0) {
                            rates.put(measure, new Rate(n, d, Double.NaN, ""));
                        }
                    }
                    case INDEX -> index = in.readBoolean() ? new Index(Double.NaN, "") : null;
                    case COUNT -> {
                        boolean isKnown = in.readBoolean();
                        long count = VarInt.readSigned(in);
                        if (isKnown) {
                            counts.put(measure, count);
                        }
                    }
                }
            }
            return new Figures(method, rates, counts, index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
