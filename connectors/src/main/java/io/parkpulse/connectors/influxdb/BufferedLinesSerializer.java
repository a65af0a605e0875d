package io.parkpulse.connectors.influxdb;

import com.influxdb.client.domain.WritePrecision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Version 1: precision as in a request (length in 1 byte, ASCII), number of lines (4), and of each its length (4) and
 * its bytes; big-endian.
 */
final class BufferedLinesSerializer implements SimpleVersionedSerializer<BufferedLines> {
    private static final int VERSION = 1;

    private static final String WHAT_TO_DO =
            " Restore from another checkpoint or savepoint; or give the sink another uid and allow state that is not"
                    + " restored, then the lines that were not yet written are lost unless they are computed again.";

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(BufferedLines state) throws IOException {
        long size = 16;
        for (InfluxLine line : state.lines()) {
            size += Integer.BYTES + line.length();
        }
        if (size > Integer.MAX_VALUE - 16) {
            throw new IOException("The lines that an InfluxDB sink holds for one of its requests are " + size
                    + " bytes, more than can be in a checkpoint: set a smaller maxBufferedBytes");
        }
        DataOutputSerializer out = new DataOutputSerializer((int) size);
        // Not writeBytes, which leaves a gap behind.
        byte[] precision = state.precision().getValue().getBytes(StandardCharsets.US_ASCII);
        out.writeByte(precision.length);
        out.write(precision);
        out.writeInt(state.lines().size());
        for (InfluxLine line : state.lines()) {
            out.writeInt(line.length());
            out.write(line.bytes());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public BufferedLines deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("The state of the InfluxDB sink has version " + version + ", this sink reads version "
                    + VERSION + ": run the job with the release that wrote it, or drain that one with a stop with"
                    + " savepoint and --drain, which leaves nothing in the sink's state");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        byte[] name = new byte[length("name of a precision", in.readUnsignedByte(), in)];
        in.readFully(name);
        WritePrecision precision = WritePrecision.fromValue(new String(name, StandardCharsets.US_ASCII));
        if (precision == null) {
            throw new IOException(
                    "The state of the InfluxDB sink is damaged: it has an unknown precision." + WHAT_TO_DO);
        }
        int count = in.readInt();
        // Each has at least its length before it, so a damaged count is found before memory is taken for it.
        if (count < 0 || (long) count * Integer.BYTES > in.available()) {
            throw new IOException("The state of the InfluxDB sink is damaged: it claims to hold " + count + " lines in "
                    + in.available() + " bytes." + WHAT_TO_DO);
        }
        List<InfluxLine> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] line = new byte[length("line " + (i + 1) + " of " + count, in.readInt(), in)];
            in.readFully(line);
            lines.add(InfluxLine.of(line));
        }
        if (in.available() > 0) {
            throw new IOException("The state of the InfluxDB sink is damaged: " + in.available() + " bytes follow its "
                    + count + " lines." + WHAT_TO_DO);
        }
        return new BufferedLines(precision, lines);
    }

    private static int length(String what, int length, DataInputDeserializer in) throws IOException {
        if (length < 1 || length > in.available()) {
            throw new IOException("The state of the InfluxDB sink is damaged: " + what + " has a length of " + length
                    + " bytes where " + in.available() + " are left." + WHAT_TO_DO);
        }
        return length;
    }
}
