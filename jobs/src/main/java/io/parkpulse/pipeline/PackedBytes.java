package io.parkpulse.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Bytes in fewer bytes: deflated, as fast as that goes, since a checkpoint waits for it. */
final class PackedBytes {
    /** What deflated bytes begin with. */
    private static final byte MARK = 0x78;

    private PackedBytes() {}

    /** The first of some bytes, packed. */
    static byte[] pack(byte[] bytes, int length) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(length / 2 + 1);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(bytes, 0, length);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    /**
     * What was packed; bytes that never were stay as they are.
     *
     * @param packed if they never were, they begin with another byte than those do
     * @throws IOException if they are not whole
     */
    static byte[] unpack(byte[] packed) throws IOException {
        if (packed.length == 0 || packed[0] != MARK) {
            return packed;
        }
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }
}
