package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {

    @ParameterizedTest
    @CsvSource({
        "all, '', false",
        "region:tianjin/dongli, '', false",
        "park:P1, P1, false",
        "park:P1/tier:above-scale, P1, true",
        "park:P1/grid:a/b/c, P1, true",
        "park:A/B, A/B, false",
        "park:A/B/priority:x/tier:y, A/B, true"
    })
    void aNameTellsTheParkAndWhetherItLiesInside(String name, String park, boolean inside) {
        assertThat(Scope.of(name)).isEqualTo(new Scope(name, park, inside));
    }

    @Test
    void aNameOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> Scope.of("city:x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected all, region:PATH or park:ID");
    }
}
