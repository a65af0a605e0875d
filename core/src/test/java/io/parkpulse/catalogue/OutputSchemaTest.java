package io.parkpulse.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.catalogue.OutputSchema.Field;
import io.parkpulse.catalogue.OutputSchema.Measurement;
import io.parkpulse.catalogue.OutputSchema.Type;
import io.parkpulse.index.Measure;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutputSchemaTest {

    /** Written out, because a field's name and type may never change under whoever stored it. */
    @Test
    void theFieldsOfAScopeAreTheseForEver() {
        assertThat(OutputSchema.PARK_INDEX.tags()).containsExactly("scope", "park", "kind", "run");
        assertThat(OutputSchema.PARK_INDEX.fields())
                .extracting(field -> field.name() + " " + field.type())
                .containsExactly(
                        "enterprise_resumption_percent FLOAT",
                        "enterprise_resumption_n INTEGER",
                        "enterprise_resumption_d INTEGER",
                        "power_work_rate_percent FLOAT",
                        "power_work_rate_n INTEGER",
                        "power_work_rate_d INTEGER",
                        "power_output_rate_percent FLOAT",
                        "power_output_rate_n INTEGER",
                        "power_output_rate_d INTEGER",
                        "resumption_index FLOAT",
                        "resumption_index_known INTEGER",
                        "staff_return_percent FLOAT",
                        "staff_return_n INTEGER",
                        "staff_return_d INTEGER",
                        "present INTEGER",
                        "capacity_utilisation_percent FLOAT",
                        "capacity_utilisation_n INTEGER",
                        "capacity_utilisation_d INTEGER",
                        "coverage_percent FLOAT",
                        "coverage_n INTEGER",
                        "coverage_d INTEGER",
                        "enterprises INTEGER",
                        "metered INTEGER",
                        "matched INTEGER",
                        "silent INTEGER",
                        "target_rate_percent FLOAT",
                        "target_rate_n INTEGER",
                        "target_rate_d INTEGER",
                        "utilisation_mean_percent FLOAT",
                        "utilisation_mean_n INTEGER",
                        "utilisation_mean_d INTEGER",
                        "utilisation_bands_0 INTEGER",
                        "utilisation_bands_1 INTEGER",
                        "utilisation_bands_2 INTEGER",
                        "utilisation_bands_3 INTEGER",
                        "utilisation_bands_4 INTEGER",
                        "staff_bands_0 INTEGER",
                        "staff_bands_1 INTEGER",
                        "staff_bands_2 INTEGER",
                        "staff_bands_3 INTEGER",
                        "staff_bands_4 INTEGER",
                        "revision INTEGER");
    }

    @Test
    void noMeasurementNamesATagOrFieldTwice() {
        for (Measurement measurement : OutputSchema.ALL) {
            assertThat(Stream.concat(
                            measurement.tags().stream(),
                            measurement.fields().stream().map(Field::name)))
                    .as(measurement.name())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aFieldIsFoundByItsName() {
        assertThat(OutputSchema.PARK_INDEX.field("silent")).contains(new Field("silent", Type.INTEGER));
        assertThat(OutputSchema.PARK_INDEX.field("noise")).isEmpty();
    }

    @Test
    void whatSaysWhetherAFieldIsKnownIsAFieldOfTheSamePoint() {
        for (Measurement measurement : OutputSchema.ALL) {
            assertThat(measurement.fields()).allSatisfy(field -> {
                if (field.knownBy() != null) {
                    assertThat(measurement.field(field.knownBy()))
                            .get()
                            .extracting(Field::type)
                            .isEqualTo(Type.INTEGER);
                }
            });
        }
        assertThat(OutputSchema.value(Measure.RESUMPTION_INDEX).knownBy()).isEqualTo("resumption_index_known");
        assertThat(OutputSchema.value(Measure.STAFF_RETURN).knownBy()).isEqualTo("staff_return_d");
        assertThat(OutputSchema.value(Measure.SILENT).knownBy()).isNull();
    }

    @Test
    void onlyARateHasANumerator() {
        assertThat(OutputSchema.numerator(Measure.COVERAGE))
                .isEqualTo(new Field("coverage_n", Type.INTEGER, "coverage_d"));
        assertThatThrownBy(() -> OutputSchema.numerator(Measure.PRESENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("present is no rate");
    }
}
