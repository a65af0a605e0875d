package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {

    @ParameterizedTest
    @CsvSource({
        // name, park, part, history, room
        "all, '', false, true, ''",
        "region:tianjin/dongli, '', false, true, ''",
        "all/industry:chemicals, '', true, true, all",
        "region:tianjin/dongli/class:2, '', true, true, region:tianjin/dongli",
        "park:P1, P1, false, true, ''",
        "park:P1/tier:above-scale, P1, true, false, P1",
        "park:P1/grid:a/b/c, P1, true, false, P1",
        "park:A/B, A/B, false, true, ''",
        "park:A/B/priority:x/tier:y, A/B, true, false, A/B"
    })
    void aNameTellsTheParkAndWhetherItIsAPart(String name, String park, boolean part, boolean history, String room) {
        Scope scope = Scope.of(name);

        assertThat(scope).isEqualTo(new Scope(name, park, part));
        assertThat(scope.hasHistory()).isEqualTo(history);
        assertThat(scope.room()).isEqualTo(room);
    }

    @Test
    void aNameOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> Scope.of("city:x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected all, region:PATH or park:ID");
    }
}
