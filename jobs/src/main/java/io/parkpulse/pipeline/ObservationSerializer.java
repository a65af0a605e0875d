package io.parkpulse.pipeline;

import io.parkpulse.model.Observation;
import io.parkpulse.model.ObservationCodec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes observations as they lie in state, too. They are what most of the exchange between operators consists of, and
 * Flink's own serializer for records reads every field by reflection.
 */
final class ObservationSerializer extends ImmutableSerializer<Observation> {
    private static final long serialVersionUID = 1L;

    static final ObservationSerializer INSTANCE = new ObservationSerializer();

    @Override
    public Observation createInstance() {
        return Observation.rollCall(0);
    }

    @Override
    public void serialize(Observation observation, DataOutputView target) throws IOException {
        ObservationCodec.write(observation, target);
    }

    @Override
    public Observation deserialize(DataInputView source) throws IOException {
        return ObservationCodec.read(source);
    }

    @Override
    public TypeSerializerSnapshot<Observation> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Observation> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
