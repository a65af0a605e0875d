package io.parkpulse.alerts;

import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertSerializationTest {
    @ParameterizedTest
    @ValueSource(classes = {Alert.class, ScopePoint.class, Declaration.class})
    void whatTravelsIsNeverLeftToKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojo(type);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}
