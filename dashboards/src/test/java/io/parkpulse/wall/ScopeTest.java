package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {

    @ParameterizedTest
    @CsvSource({
        // name, park, part, part of a park, room
        "all, '', false, false, ''",
        "region:tianjin/dongli, '', false, false, ''",
        "all/industry:chemicals, '', true, false, all",
        "region:tianjin/dongli/class:2, '', true, false, region:tianjin/dongli",
        "park:P1, P1, false, false, ''",
        "park:P1/tier:above-scale, P1, true, true, P1",
        "park:P1/grid:a/b/c, P1, true, true, P1",
        "park:A/B, A/B, false, false, ''",
        "park:A/B/priority:x/tier:y, A/B, true, true, A/B"
    })
    void aNameTellsTheParkAndWhetherItIsAPart(String name, String park, boolean part, boolean inPark, String room) {
        Scope scope = Scope.of(name);

        assertThat(scope).isEqualTo(new Scope(name, park, part));
        assertThat(scope.isPartOfPark()).isEqualTo(inPark);
        assertThat(scope.room()).isEqualTo(room);
    }

    @Test
    void aNameOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> Scope.of("city:x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected all, region:PATH or park:ID");
    }
}
