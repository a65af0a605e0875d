package io.parkpulse.connectors.influxdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A point as a line of InfluxDB's line protocol: measurement, tags sorted by key, fields, timestamp. Immutable.
 *
 * <pre>{@code
 * InfluxLine.measurement("room").tag("house", house).field("temperature", 21.5).field("persons", 3).at(millis)
 * }</pre>
 *
 * <p>Every text arrives as it was given, but for what line protocol cannot carry, which is written as a character that
 * looks like it:
 *
 * <ul>
 *   <li>in measurements, tags and field keys a control character becomes its control picture (a line feed {@code ␊},
 *       U+240A, a tab {@code ␉}), and a backslash at the end, or before a comma, an equals sign, a space or a quotation
 *       mark, becomes {@code ＼}, U+FF3C
 *   <li>a number sign at the beginning of a measurement, where it would make the line a comment, becomes {@code ＃},
 *       U+FF03
 *   <li>half a surrogate pair becomes a question mark
 * </ul>
 *
 * <p>So two different texts become one only if one of them has such a look-alike itself. The text of a field is
 * carried whole, line feeds and backslashes included.
 */
public final class InfluxLine {
    private static final long SEED = 17;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    /** Length of measurement and tags. */
    private final int seriesLength;

    private InfluxLine(byte[] bytes, int seriesLength) {
        this.bytes = bytes;
        this.seriesLength = seriesLength;
    }

    /**
     * Begins a point.
     *
     * @throws IllegalArgumentException if the name is empty
     */
    public static Builder measurement(String name) {
        return new Builder(requireName("measurement", name));
    }

    /** The line of these bytes, which another line had. */
    static InfluxLine of(byte[] bytes) {
        int seriesLength = 0;
        // The builder leaves no backslash before a space but the one that escapes it.
        while (seriesLength < bytes.length
                && (bytes[seriesLength] != ' ' || seriesLength > 0 && bytes[seriesLength - 1] == '\\')) {
            seriesLength++;
        }
        return new InfluxLine(bytes, seriesLength);
    }

    /** Length in bytes of UTF-8. */
    public int length() {
        return bytes.length;
    }

    /** The line, without a line feed at its end. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether it is the same line, byte by byte. */
    @Override
    public boolean equals(Object other) {
        return other instanceof InfluxLine line && Arrays.equals(bytes, line.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Equal for lines of the same series and timestamp: those of which the later one is to win. */
    int identity() {
        int timestamp = bytes.length;
        while (timestamp > seriesLength && bytes[timestamp - 1] != ' ') {
            timestamp--;
        }
        return folded(mix(mix(SEED, 0, seriesLength), timestamp, bytes.length));
    }

    /** Equal for lines of the same series, on every machine. */
    int series() {
        return folded(mix(SEED, 0, seriesLength));
    }

    private static int folded(long hash) {
        long half = hash ^ hash >>> 32;
        return (int) (half ^ half >>> 16);
    }

    private long mix(long hash, int from, int to) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(bytes, i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        for (; i < to; i++) {
            hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
        }
        return hash ^ hash >>> 31;
    }

    private static String requireName(String what, String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "A " + what + " of a point needs a name, not " + (name == null ? null : "\"\""));
        }
        return name;
    }

    private static String requireKey(String what, String key) {
        // InfluxDB takes such a point and drops what is named so, silently.
        if ("time".equals(requireName(what, key))) {
            throw new IllegalArgumentException("A " + what + " must not be named \"time\", InfluxDB would drop it");
        }
        return key;
    }

    /**
     * A point being written. Tags and fields may come in any order, and fields keep theirs. Where a value is null the
     * tag or field is absent: unknown is not zero. To be used by one thread, and once.
     */
    public static final class Builder {
        private static final int FEW = 6;

        private final String measurement;
        private String[] keys = new String[FEW];
        private String[] values = new String[FEW];
        private int tags;

        /** Fields first, then measurement and tags behind them: how long these are shows only when all are there. */
        private byte[] buffer = new byte[192];

        private int end;

        private Builder(String measurement) {
            this.measurement = measurement;
        }

        /**
         * Adds a tag. One whose value is null or empty is absent, as InfluxDB knows no other.
         *
         * @throws IllegalArgumentException if the key is empty or {@code time}, or was there before
         */
        public Builder tag(String key, String value) {
            requireKey("tag", key);
            if (value == null || value.isEmpty()) {
                return this;
            }
            int place = tags;
            while (place > 0 && keys[place - 1].compareTo(key) >= 0) {
                if (keys[--place].equals(key)) {
                    throw new IllegalArgumentException(
                            "The point of measurement \"" + measurement + "\" has the tag \"" + key + "\" twice");
                }
            }
            if (tags == keys.length) {
                keys = Arrays.copyOf(keys, 2 * tags);
                values = Arrays.copyOf(values, 2 * tags);
            }
            System.arraycopy(keys, place, keys, place + 1, tags - place);
            System.arraycopy(values, place, values, place + 1, tags - place);
            keys[place] = key;
            values[place] = value;
            tags++;
            return this;
        }

        /**
         * Adds an integer.
         *
         * @throws IllegalArgumentException if the key is empty or {@code time}
         */
        public Builder field(String key, long value) {
            key(key);
            integer(value);
            put('i');
            return this;
        }

        /**
         * Adds a float, whole numbers too: InfluxDB keeps the type that a field had first.
         *
         * @throws IllegalArgumentException if the value is not a number or infinite, which InfluxDB cannot hold (null,
         *     for what is not known, is absent), or the key is empty or {@code time}
         */
        public Builder field(String key, double value) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("The field \"" + key + "\" of measurement \"" + measurement
                        + "\" is " + value + ", which InfluxDB cannot hold; use null for what is not known");
            }
            key(key);
            ascii(Double.toString(value));
            return this;
        }

        /**
         * Adds a truth value.
         *
         * @throws IllegalArgumentException if the key is empty or {@code time}
         */
        public Builder field(String key, boolean value) {
            key(key);
            ascii(value ? "true" : "false");
            return this;
        }

        /**
         * Adds an integer, if it is not null.
         *
         * @throws IllegalArgumentException if the key is empty or {@code time}
         */
        public Builder field(String key, Long value) {
            return value == null ? absent(key) : field(key, value.longValue());
        }

        /**
         * Adds a float, if it is not null.
         *
         * @throws IllegalArgumentException as with {@link #field(String, double)}
         */
        public Builder field(String key, Double value) {
            return value == null ? absent(key) : field(key, value.doubleValue());
        }

        /**
         * Adds a truth value, if it is not null.
         *
         * @throws IllegalArgumentException if the key is empty or {@code time}
         */
        public Builder field(String key, Boolean value) {
            return value == null ? absent(key) : field(key, value.booleanValue());
        }

        /**
         * Adds a text, if it is not null; it may be empty. InfluxDB takes up to 64 KB.
         *
         * @throws IllegalArgumentException if the key is empty or {@code time}
         */
        public Builder field(String key, String value) {
            if (value == null) {
                return absent(key);
            }
            key(key);
            put('"');
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '"' || c == '\\') {
                    put('\\');
                    put(c);
                } else {
                    i += character(value, i, c);
                }
            }
            put('"');
            return this;
        }

        /** Whether there is a field, without which there is no point. */
        public boolean hasFields() {
            return end > 0;
        }

        /**
         * Ends the point.
         *
         * @param timestamp since the epoch, in the unit of {@link InfluxSinkBuilder#precision}: by default milliseconds
         * @throws IllegalStateException if there is no field
         */
        public InfluxLine at(long timestamp) {
            if (!hasFields()) {
                throw new IllegalStateException("The point of measurement \"" + measurement + "\" with the tags "
                        + tagsForPeople() + " has no fields; ask hasFields() where all may be null");
            }
            int fields = end;
            if (measurement.charAt(0) == '#') {
                utf8('＃');
                name(measurement, 1, false);
            } else {
                name(measurement, 0, false);
            }
            for (int i = 0; i < tags; i++) {
                put(',');
                name(keys[i], 0, true);
                put('=');
                name(values[i], 0, true);
            }
            int series = end - fields;
            put(' ');
            int head = end - fields;
            put(' ');
            integer(timestamp);
            byte[] line = new byte[end];
            System.arraycopy(buffer, fields, line, 0, head);
            System.arraycopy(buffer, 0, line, head, fields);
            System.arraycopy(buffer, fields + head, line, head + fields, end - fields - head);
            return new InfluxLine(line, series);
        }

        private String tagsForPeople() {
            StringBuilder text = new StringBuilder("{");
            for (int i = 0; i < tags; i++) {
                text.append(i == 0 ? "" : ", ").append(keys[i]).append('=').append(values[i]);
            }
            return text.append('}').toString();
        }

        private Builder absent(String key) {
            requireKey("field", key);
            return this;
        }

        private void key(String key) {
            requireKey("field", key);
            if (end > 0) {
                put(',');
            }
            name(key, 0, true);
            put('=');
        }

        /** A measurement, or a key or value, in which an equals sign is escaped too. */
        private void name(String text, int from, boolean equalsSign) {
            int length = text.length();
            for (int i = from; i < length; i++) {
                char c = text.charAt(i);
                if (c > '\\' && c < 0x7f) {
                    put(c);
                } else if (c == ',' || c == ' ' || c == '=' && equalsSign) {
                    put('\\');
                    put(c);
                } else if (c == '\\') {
                    if (i + 1 == length || " ,=\"".indexOf(text.charAt(i + 1)) >= 0) {
                        utf8('＼');
                    } else {
                        put(c);
                    }
                } else if (c < ' ') {
                    utf8('\u2400' + c);
                } else if (c == 0x7f) {
                    utf8('\u2421');
                } else {
                    i += character(text, i, c);
                }
            }
        }

        /** Returns how many characters more than one it took. */
        private int character(String text, int at, char c) {
            if (c < 0x80) {
                put(c);
            } else if (!Character.isSurrogate(c)) {
                utf8(c);
            } else if (Character.isHighSurrogate(c)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                utf8(Character.toCodePoint(c, text.charAt(at + 1)));
                return 1;
            } else {
                put('?');
            }
            return 0;
        }

        private void integer(long value) {
            if (value == Long.MIN_VALUE) {
                ascii(Long.toString(value));
                return;
            }
            if (value < 0) {
                put('-');
            }
            long rest = Math.abs(value);
            int digits = 1;
            for (long power = 10; digits < 19 && rest >= power; power *= 10) {
                digits++;
            }
            ensure(digits);
            for (int i = end + digits - 1; i >= end; i--) {
                buffer[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            end += digits;
        }

        private void ascii(String text) {
            ensure(text.length());
            for (int i = 0; i < text.length(); i++) {
                buffer[end++] = (byte) text.charAt(i);
            }
        }

        private void utf8(int c) {
            ensure(4);
            if (c < 0x800) {
                buffer[end++] = (byte) (0xc0 | c >> 6);
            } else {
                if (c < 0x10000) {
                    buffer[end++] = (byte) (0xe0 | c >> 12);
                } else {
                    buffer[end++] = (byte) (0xf0 | c >> 18);
                    buffer[end++] = (byte) (0x80 | c >> 12 & 0x3f);
                }
                buffer[end++] = (byte) (0x80 | c >> 6 & 0x3f);
            }
            buffer[end++] = (byte) (0x80 | c & 0x3f);
        }

        private void put(char ascii) {
            ensure(1);
            buffer[end++] = (byte) ascii;
        }

        private void ensure(int more) {
            if (buffer.length - end < more) {
                buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, end + more));
            }
        }
    }
}
