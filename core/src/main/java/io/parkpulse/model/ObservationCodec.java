package io.parkpulse.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The binary form of observations that wait in state. */
public final class ObservationCodec {
    private static final Observation.Kind[] KINDS = Observation.Kind.values();

    /** In the byte of the kind: more follows than what states of earlier releases have. */
    private static final int MORE = 0x40;

    private static final byte[] NOTHING = {};

    private ObservationCodec() {}

    /** Writes one observation. */
    public static void write(Observation observation, DataOutput out) throws IOException {
        out.writeInt(observation.group());
        boolean more = hasMore(observation);
        out.writeByte(
                more ? observation.kind().ordinal() | MORE : observation.kind().ordinal());
        out.writeInt(observation.subject());
        out.writeLong(observation.at());
        out.writeLong(observation.value());
        out.writeLong(observation.rev());
        out.writeLong(observation.period());
        out.writeByte(observation.flags());
        writeText(observation.name(), out);
        out.writeLong(observation.number());
        writeBytes(observation.raw(), out);
        if (more) {
            out.writeLong(observation.received());
            out.writeLong(observation.also());
        }
    }

    /** Whether it says more than an observation could in earlier releases: when it was received, or something besides. */
    private static boolean hasMore(Observation observation) {
        return observation.received() != Observation.NOT_SAID || observation.also() != Observation.NOTHING_MORE;
    }

    /** Reads what {@link #write} wrote. */
    public static Observation read(DataInput in) throws IOException {
        int group = in.readInt();
        int kindAndMore = in.readByte();
        int subject = in.readInt();
        long at = in.readLong();
        long value = in.readLong();
        long rev = in.readLong();
        long period = in.readLong();
        int flags = in.readByte();
        String name = readText(in);
        long number = in.readLong();
        byte[] raw = readBytes(in);
        boolean more = (kindAndMore & MORE) != 0;
        return new Observation(
                group,
                KINDS[kindAndMore & ~MORE],
                subject,
                at,
                more ? in.readLong() : Observation.NOT_SAID,
                value,
                more ? in.readLong() : Observation.NOTHING_MORE,
                rev,
                period,
                flags,
                name,
                number,
                raw);
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
