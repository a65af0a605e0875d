package io.parkpulse.roster;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.InflaterInputStream;

/**
 * A registry as earlier releases wrote it: one row after the other, numbers as Java has them, each text once and then by
 * number. It is only read.
 */
final class RegistryInRows implements RegistryCodec.Input {
    /** What begins what is deflated; before it was, it began with a small number of four bytes. */
    private static final byte DEFLATED = 0x78;

    private final List<String> texts = new ArrayList<>();
    private final DataInputStream in;

    private RegistryInRows(byte[] rows) {
        in = new DataInputStream(new ByteArrayInputStream(rows));
    }

    static RegistryInRows read(byte[] bytes) throws IOException {
        return new RegistryInRows(bytes[0] == DEFLATED ? inflated(bytes) : bytes);
    }

    static byte[] inflated(byte[] bytes) throws IOException {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    @Override
    public void begin(RegistryCodec.Part part) {
        // Nothing parts them.
    }

    @Override
    public void end() {
        // Nothing parts them.
    }

    @Override
    public int readInt() throws IOException {
        return in.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return in.readLong();
    }

    @Override
    public boolean readBoolean() throws IOException {
        return in.readBoolean();
    }

    @Override
    public String readText() throws IOException {
        int number = in.readInt();
        if (number >= 0) {
            return texts.get(number);
        }
        byte[] utf8 = new byte[in.readInt()];
        in.readFully(utf8);
        String text = new String(utf8, StandardCharsets.UTF_8);
        texts.add(text);
        return text;
    }

    /** They were written at the end, and only where there were any. */
    @Override
    public boolean hasNames() throws IOException {
        return in.available() > 0;
    }
}
