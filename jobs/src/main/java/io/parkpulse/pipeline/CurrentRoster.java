package io.parkpulse.pipeline;

import io.parkpulse.roster.Roster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/** The roster an operator works with: the one it was made with, or the last that came. */
public final class CurrentRoster implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Where operators that take rosters keep the last one. */
    public static final MapStateDescriptor<String, byte[]> STATE =
            new MapStateDescriptor<>("roster", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    // Every subtask of every operator that takes rosters writes its own with each checkpoint, so it is packed.

    /** Of states of earlier releases, which have it as it is. */
    private static final String LAST = "last";

    private static final String PACKED = "packed";

    private final Roster first;
    private transient Roster current;

    public CurrentRoster(Roster first) {
        this.first = first;
    }

    /** The roster that holds now. */
    public Roster get(ReadOnlyBroadcastState<String, byte[]> state) throws Exception {
        if (current == null) {
            byte[] packed = state.get(PACKED);
            byte[] last = packed == null ? state.get(LAST) : unpack(packed);
            current = last == null ? first : Roster.read(last);
        }
        return current;
    }

    /** Another one holds from now on. */
    public Roster updateRegistry(RosterUpdate update, BroadcastState<String, byte[]> state) throws Exception {
        state.put(PACKED, pack(update.roster()));
        state.remove(LAST);
        current = Roster.read(update.roster());
        return current;
    }

    private static byte[] pack(byte[] roster) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, fast)) {
            out.write(roster);
        } finally {
            fast.end();
        }
        return packed.toByteArray();
    }

    private static byte[] unpack(byte[] packed) throws IOException {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }
}
