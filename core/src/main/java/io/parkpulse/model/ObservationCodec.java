package io.parkpulse.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The binary form of observations that wait in state. */
public final class ObservationCodec {
    private static final Observation.Kind[] KINDS = Observation.Kind.values();

    private static final byte[] NOTHING = {};

    private ObservationCodec() {}

    /** Writes one observation. */
    public static void write(Observation observation, DataOutput out) throws IOException {
        out.writeInt(observation.group());
        out.writeByte(observation.kind().ordinal());
        out.writeInt(observation.subject());
        out.writeLong(observation.at());
        out.writeLong(observation.value());
        out.writeLong(observation.rev());
        out.writeLong(observation.period());
        out.writeByte(observation.flags());
        writeText(observation.name(), out);
        out.writeLong(observation.number());
        writeBytes(observation.raw(), out);
    }

    /** Reads what {@link #write} wrote. */
    public static Observation read(DataInput in) throws IOException {
        return new Observation(
                in.readInt(),
                KINDS[in.readByte()],
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readByte(),
                readText(in),
                in.readLong(),
                readBytes(in));
    }

    /** Writes a text of any length. */
    public static void writeText(String text, DataOutput out) throws IOException {
        if (text.isEmpty()) {
            out.writeInt(0);
        } else {
            writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
        }
    }

    /** Reads what {@link #writeText} wrote. */
    public static String readText(DataInput in) throws IOException {
        byte[] utf8 = readBytes(in);
        return utf8.length == 0 ? "" : new String(utf8, StandardCharsets.UTF_8);
    }

    private static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        int length = in.readInt();
        if (length == 0) {
            return NOTHING;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
