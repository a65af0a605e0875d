package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.index.Methods;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Method;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What travels to the sinks. */
class PointSerializationTest {
    @ParameterizedTest
    @ValueSource(classes = {IndexPoint.class, DayPoint.class, EnterprisePoint.class, RefusedRow.class})
    void whatTravelsIsNeverLeftToKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }

    @Test
    void aMethodArrivesWithItsParametersAndItsSource() throws IOException {
        TypeSerializer<IndexPoint> serializer =
                TypeInformation.of(IndexPoint.class).createSerializer(new SerializerConfigImpl());
        for (Method method : Methods.builtIn().values()) {
            IndexPoint point =
                    new IndexPoint(0, "park:P1", "P1", "Asia/Shanghai", method, 300_000, true, new long[Sum.COUNT]);
            DataOutputSerializer out = new DataOutputSerializer(64);
            serializer.serialize(point, out);

            assertThat(serializer
                            .deserialize(new DataInputDeserializer(out.getCopyOfBuffer()))
                            .method())
                    .isEqualTo(method);
        }
    }
}
