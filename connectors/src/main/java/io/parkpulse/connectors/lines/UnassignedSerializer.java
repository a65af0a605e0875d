package io.parkpulse.connectors.lines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Version 1: next, number of returned ones, those, fingerprint, big-endian. */
final class UnassignedSerializer implements SimpleVersionedSerializer<Unassigned> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(Unassigned state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(32);
        out.writeInt(state.next());
        out.writeInt(state.returned().size());
        for (int index : state.returned()) {
            out.writeInt(index);
        }
        out.writeLong(state.fingerprint());
        return out.getCopyOfBuffer();
    }

    @Override
    public Unassigned deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("Unknown version " + version + " of the state of a source of lines");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        int next = in.readInt();
        int count = in.readInt();
        List<Integer> returned = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            returned.add(in.readInt());
        }
        return new Unassigned(next, returned, in.readLong());
    }
}
