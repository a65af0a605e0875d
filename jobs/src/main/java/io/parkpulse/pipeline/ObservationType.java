package io.parkpulse.pipeline;

import io.parkpulse.model.Observation;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of streams of observations. */
final class ObservationType extends TypeInformation<Observation> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<Observation> getTypeClass() {
        return Observation.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<Observation> createSerializer(SerializerConfig config) {
        return ObservationSerializer.INSTANCE;
    }

    @Override
    public String toString() {
        return "Observation";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObservationType;
    }

    @Override
    public int hashCode() {
        return ObservationType.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ObservationType;
    }
}
