package io.parkpulse.roster;

import io.parkpulse.model.VarInt;
import io.parkpulse.roster.RegistryCodec.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A registry in bytes, column by column: the same field of all enterprises, of all meters. A number is written as its
 * difference to the one above it, a text once, without what it begins with like the one above, and then by its number. So
 * the columns of a registry are nearly the same few bytes over and over, which deflate: every checkpoint writes it anew, once
 * for each operator that goes by it.
 */
abstract class RegistryInColumns<C> {
    /** What begins them; {@link RegistryInRows} begin with another. */
    private static final byte MARK = 2;

    /** A part inside a part inside a part. */
    private static final int DEEPEST = 4;

    private final Map<Part, List<C>> columns = new EnumMap<>(Part.class);
    private final Part[] open = new Part[DEEPEST];
    private final int[] fields = new int[DEEPEST];
    private int depth = -1;

    static boolean areIn(byte[] bytes) {
        return bytes[0] == MARK;
    }

    /** One of a part follows, inside the one that is open. */
    public final void begin(Part part) {
        depth++;
        open[depth] = part;
        fields[depth] = 0;
    }

    /** The one that was begun last is complete. */
    public final void end() {
        depth--;
    }

    /** A column that there was none of so far. */
    abstract C further();

    /** That of the next field of the part that is open. */
    final C next() {
        List<C> ofPart = of(open[depth]);
        int field = fields[depth]++;
        if (field == ofPart.size()) {
            ofPart.add(further());
        }
        return ofPart.get(field);
    }

    final List<C> of(Part part) {
        return columns.computeIfAbsent(part, key -> new ArrayList<>());
    }

    /** Makes columns of what is written one by one. */
    static final class Writer extends RegistryInColumns<WrittenColumn> {
        private final Map<String, Integer> texts = new HashMap<>();

        @Override
        WrittenColumn further() {
            return new WrittenColumn();
        }

        void write(long number) throws IOException {
            next().write(number);
        }

        void write(String text) throws IOException {
            int number = texts.size();
            Integer known = texts.putIfAbsent(text, number);
            WrittenColumn column = next();
            column.write(known == null ? number : known);
            if (known == null) {
                column.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }

        byte[] toBytes() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(MARK);
            try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
                for (Part part : Part.values()) {
                    List<WrittenColumn> ofPart = of(part);
                    VarInt.write(ofPart.size(), out);
                    for (WrittenColumn column : ofPart) {
                        VarInt.write(column.bytes.size(), out);
                        column.bytes.writeTo(out);
                    }
                }
            }
            return bytes.toByteArray();
        }
    }

    static final class WrittenColumn {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);
        private long above;
        private byte[] textAbove = {};

        void write(long number) throws IOException {
            VarInt.writeSigned(number - above, out);
            above = number;
        }

        void write(byte[] text) throws IOException {
            int differsAt = Arrays.mismatch(textAbove, text);
            int alike = differsAt < 0 ? text.length : differsAt;
            VarInt.write(alike, out);
            VarInt.write(text.length - alike, out);
            out.write(text, alike, text.length - alike);
            textAbove = text;
        }
    }

    /** @throws IOException if they are not whole */
    static RegistryCodec.Input read(byte[] bytes) throws IOException {
        byte[] all;
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1))) {
            all = in.readAllBytes();
        }
        return new Reader(all);
    }

    private static final class Reader extends RegistryInColumns<ReadColumn> implements RegistryCodec.Input {
        private final List<String> texts = new ArrayList<>();

        Reader(byte[] all) throws IOException {
            ByteArrayInputStream left = new ByteArrayInputStream(all);
            DataInputStream in = new DataInputStream(left);
            // A release that knows further parts wrote them behind these.
            for (Part part : Part.values()) {
                for (long count = VarInt.read(in); count > 0; count--) {
                    int length = (int) VarInt.read(in);
                    of(part).add(new ReadColumn(all, all.length - left.available(), length));
                    in.skipNBytes(length);
                }
            }
        }

        @Override
        ReadColumn further() {
            throw new IllegalStateException("these bytes say less of a registry than this release reads");
        }

        @Override
        public int readInt() throws IOException {
            return Math.toIntExact(next().read());
        }

        @Override
        public long readLong() throws IOException {
            return next().read();
        }

        @Override
        public boolean readBoolean() throws IOException {
            return next().read() != 0;
        }

        @Override
        public String readText() throws IOException {
            ReadColumn column = next();
            int number = (int) column.read();
            if (number == texts.size()) {
                texts.add(column.readText());
            }
            return texts.get(number);
        }

        @Override
        public boolean hasNames() {
            return true;
        }
    }

    static final class ReadColumn {
        private final DataInputStream in;
        private long above;
        private byte[] textAbove = {};

        ReadColumn(byte[] all, int from, int length) {
            in = new DataInputStream(new ByteArrayInputStream(all, from, length));
        }

        long read() throws IOException {
            above += VarInt.readSigned(in);
            return above;
        }

        String readText() throws IOException {
            int alike = (int) VarInt.read(in);
            byte[] text = Arrays.copyOf(textAbove, alike + (int) VarInt.read(in));
            in.readFully(text, alike, text.length - alike);
            textAbove = text;
            return new String(text, StandardCharsets.UTF_8);
        }
    }
}
