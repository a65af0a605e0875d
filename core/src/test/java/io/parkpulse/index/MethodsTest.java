package io.parkpulse.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.Sentences;
import io.parkpulse.model.Method;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodsTest {

    @Test
    void theDefaultComesFirst() {
        assertThat(Methods.builtIn().keySet())
                .containsExactly("zhejiang-2020", "wuhan-2020", "sichuan-2020", "jiangsu-2020", "binhai-2020");
        assertThat(Methods.builtIn().keySet().iterator().next()).isEqualTo(Method.DEFAULT_ID);
    }

    @ParameterizedTest
    @CsvSource({
        "zhejiang-2020, GE, RESUMED_OVER_ALL, HALF_UP, 2, false",
        "wuhan-2020, GE, ALL, HALF_UP, 2, false",
        "sichuan-2020, GT, ALL, HALF_UP, 0, false",
        "jiangsu-2020, GT, ALL, HALF_UP, 1, false",
        "binhai-2020, GE, ALL, FLOOR, 1, true",
    })
    void theParametersAreThoseDocumented(
            String id,
            Method.Comparator comparator,
            Method.Output output,
            RoundingMode rounding,
            int decimals,
            boolean countOnline) {
        Method method = Methods.builtIn().get(id);

        assertThat(method.id()).isEqualTo(id);
        assertThat(method.threshold()).isEqualByComparingTo("0.30");
        assertThat(method.comparator()).isEqualTo(comparator);
        assertThat(method.output()).isEqualTo(output);
        assertThat(method.weightWork()).isEqualByComparingTo("0.5");
        assertThat(method.weightOutput()).isEqualByComparingTo("0.5");
        assertThat(method.rounding()).isEqualTo(rounding);
        assertThat(method.decimals()).isEqualTo(decimals);
        assertThat(method.indexDecimals()).isEqualTo(2);
        assertThat(method.countOnline()).isEqualTo(countOnline);
        assertThat(method.coverageGate()).isEqualByComparingTo("0.80");
        assertThat(method.scopeGate()).isEqualByComparingTo("0.50");
    }

    @Test
    void everyMethodNamesItsSourceAndWhatItLeavesOpen() {
        assertThat(Methods.builtIn().values()).allSatisfy(method -> {
            assertThat(method.sourceText()).isNotBlank();
            assertThat(Sentences.ENGLISH.of(Methods.remark(method.id()))).contains("Stated:", "Not stated:");
        });
    }
}
