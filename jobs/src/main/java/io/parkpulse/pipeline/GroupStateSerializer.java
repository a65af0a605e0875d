package io.parkpulse.pipeline;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a group's book with its length before it; the book's own bytes begin with their format's version. */
final class GroupStateSerializer extends TypeSerializerSingleton<GroupState> {
    private static final long serialVersionUID = 1L;

    static final GroupStateSerializer INSTANCE = new GroupStateSerializer();

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public GroupState createInstance() {
        return GroupState.frozen(new byte[0]);
    }

    @Override
    public GroupState copy(GroupState from) {
        return from.copy();
    }

    @Override
    public GroupState copy(GroupState from, GroupState reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(GroupState state, DataOutputView target) throws IOException {
        byte[] bytes = state.toBytes();
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    @Override
    public GroupState deserialize(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return GroupState.frozen(bytes);
    }

    @Override
    public GroupState deserialize(GroupState reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        // Not target.write(source, length): not every target grows for that.
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    @Override
    public TypeSerializerSnapshot<GroupState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<GroupState> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
