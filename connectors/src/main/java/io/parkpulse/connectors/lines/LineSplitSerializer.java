package io.parkpulse.connectors.lines;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Version 1: all fields in the order of the records, big-endian. */
final class LineSplitSerializer implements SimpleVersionedSerializer<LineSplit> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(LineSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(96);
        Block block = split.block();
        out.writeInt(split.index());
        out.writeInt(block.file());
        out.writeLong(block.offset());
        out.writeLong(block.length());
        out.writeLong(block.firstLine());
        out.writeInt(block.lines());
        out.writeLong(block.min());
        out.writeLong(block.max());
        out.writeBoolean(block.oversize());
        out.writeLong(split.earliest());
        out.writeLong(split.position());
        out.writeLong(split.number());
        return out.getCopyOfBuffer();
    }

    @Override
    public LineSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("Unknown version " + version + " of a split of lines");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        int index = in.readInt();
        Block block = new Block(
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readBoolean());
        return new LineSplit(index, block, in.readLong(), in.readLong(), in.readLong());
    }
}
