package io.parkpulse.pipeline;

import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.ScopeChangeCodec;
import io.parkpulse.index.Sum;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes changes of scopes that travel between operators: every step of every scope. Flink's own serializer makes each by
 * reflection and writes the sums that are 0 as well.
 */
final class ScopeChangeSerializer extends ImmutableSerializer<ScopeChange> {
    private static final long serialVersionUID = 1L;

    static final ScopeChangeSerializer INSTANCE = new ScopeChangeSerializer();

    @Override
    public ScopeChange createInstance() {
        return new ScopeChange(0, ScopeChange.Kind.TRAILING, 0, 0, new long[Sum.COUNT]);
    }

    @Override
    public void serialize(ScopeChange change, DataOutputView target) throws IOException {
        ScopeChangeCodec.write(change, target);
    }

    @Override
    public ScopeChange deserialize(DataInputView source) throws IOException {
        return ScopeChangeCodec.read(source);
    }

    @Override
    public TypeSerializerSnapshot<ScopeChange> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ScopeChange> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
