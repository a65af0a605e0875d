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
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    /** Nothing is known. */
    static final Figures NONE = new Figures("", Map.of(), Map.of(), null);

    /** A share, as it stands in the line. */
    record Rate(long n, long d, double percent, String printed) {
        private static final Rate NONE = new Rate(0, 0, Double.NaN, "");

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

    /** All of it, in about two hundred bytes. */
    byte[] packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(NONE, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What {@link #packed} made bytes of. */
    static Figures unpacked(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return read(NONE, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what differs from other figures. */
    void write(Figures before, DataOutput out) throws IOException {
        write(method, before.method, out);
        for (Measure measure : Measure.values()) {
            switch (measure.kind()) {
                case RATE -> {
                    Rate rate = rates.getOrDefault(measure, Rate.NONE);
                    Rate then = before.rates.getOrDefault(measure, Rate.NONE);
                    VarInt.writeSigned(rate.d - then.d, out);
                    VarInt.writeSigned(rate.n - then.n, out);
                    write(rate.printed, then.printed, out);
                }
                case INDEX -> {
                    out.writeBoolean(index != null);
                    if (index != null) {
                        out.writeDouble(index.value);
                        write(index.printed, before.index == null ? "" : before.index.printed, out);
                    }
                }
                case COUNT -> {
                    Long count = counts.get(measure);
                    out.writeBoolean(count != null);
                    if (count != null) {
                        VarInt.writeSigned(count - before.counts.getOrDefault(measure, 0L), out);
                    }
                }
            }
        }
    }

    /** Reads what {@link #write(Figures, DataOutput)} wrote of the difference from the same figures. */
    static Figures read(Figures before, DataInput in) throws IOException {
        Map<Measure, Rate> rates = new EnumMap<>(Measure.class);
        Map<Measure, Long> counts = new EnumMap<>(Measure.class);
        Index index = null;
        String method = read(before.method, in);
        for (Measure measure : Measure.values()) {
            switch (measure.kind()) {
                case RATE -> {
                    Rate then = before.rates.getOrDefault(measure, Rate.NONE);
                    long d = then.d + VarInt.readSigned(in);
                    long n = then.n + VarInt.readSigned(in);
                    String printed = read(then.printed, in);
                    if (d != 0) {
                        rates.put(measure, new Rate(n, d, Ratio.percent(n, d), printed));
                    }
                }
                case INDEX -> {
                    if (in.readBoolean()) {
                        double value = in.readDouble();
                        index = new Index(value, read(before.index == null ? "" : before.index.printed, in));
                    }
                }
                case COUNT -> {
                    if (in.readBoolean()) {
                        counts.put(measure, before.counts.getOrDefault(measure, 0L) + VarInt.readSigned(in));
                    }
                }
            }
        }
        return new Figures(method, rates, counts, index);
    }

    /** 0 for the same text as before, else one more than how many bytes it has, and these. */
    private static void write(String text, String before, DataOutput out) throws IOException {
        if (text.equals(before)) {
            VarInt.write(0, out);
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            VarInt.write(bytes.length + 1L, out);
            out.write(bytes);
        }
    }

    private static String read(String before, DataInput in) throws IOException {
        int length = (int) VarInt.read(in) - 1;
        if (length < 0) {
            return before;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
