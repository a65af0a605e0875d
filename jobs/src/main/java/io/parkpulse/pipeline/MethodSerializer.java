package io.parkpulse.pipeline;

import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import io.parkpulse.model.ObservationCodec;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes methods that travel between operators. Not for state: it knows the parameters of this release only. */
public final class MethodSerializer extends ImmutableSerializer<Method> {
    private static final long serialVersionUID = 1L;

    static final MethodSerializer INSTANCE = new MethodSerializer();

    private MethodSerializer() {}

    /** The type of a field that holds a method. */
    public static final class OfField extends TypeInfoFactory<Method> {
        @Override
        public TypeInformation<Method> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
            return new WholeType<>(Method.class, INSTANCE);
        }
    }

    @Override
    public Method createInstance() {
        return Method.of("");
    }

    @Override
    public void serialize(Method method, DataOutputView target) throws IOException {
        ObservationCodec.writeText(method.id(), target);
        for (MethodParameter parameter : MethodParameter.values()) {
            ObservationCodec.writeText(method.text(parameter), target);
        }
        ObservationCodec.writeText(method.sourceText(), target);
        ObservationCodec.writeText(method.sourceLink(), target);
    }

    @Override
    public Method deserialize(DataInputView source) throws IOException {
        String id = ObservationCodec.readText(source);
        Map<MethodParameter, String> texts = new EnumMap<>(MethodParameter.class);
        for (MethodParameter parameter : MethodParameter.values()) {
            texts.put(parameter, ObservationCodec.readText(source));
        }
        return Method.parse(id, texts::get).from(ObservationCodec.readText(source), ObservationCodec.readText(source));
    }

    @Override
    public TypeSerializerSnapshot<Method> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Method> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
