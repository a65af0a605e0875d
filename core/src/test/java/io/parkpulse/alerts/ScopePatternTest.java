package io.parkpulse.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.roster.Roster;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopePatternTest {
    private static final Roster ROSTER = Roster.of(new Registries()
            .park("P1", "tianjin/dongli", 2, 1)
            .park("P2", "tianjin", 3, 2)
            .enterprise(Registries.row("E1", "P1").tiers("t").inside("steel", "", "g", ""))
            .enterprise(Registries.row("E2", "P2").tiers("u"))
            .build());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "all | all",
                "all/industry:steel | all/industry:steel",
                "all/tier:* | all/tier:t all/tier:u",
                "region:tianjin/** | region:tianjin/dongli",
                "region:** | region:tianjin region:tianjin/dongli",
                "region:tianjin/* | region:tianjin/dongli",
                "region:tianjin/class:* | region:tianjin/class:2 region:tianjin/class:3",
                "region:**/class:2 | region:tianjin/class:2 region:tianjin/dongli/class:2",
                "park:* | park:P1 park:P2",
                "park:*/tier:* | park:P1/tier:t park:P2/tier:u",
                "class:2/tier:* | park:P1/tier:t",
                "batch:2 | park:P2",
            })
    void aPatternMeansScopesAcrossParksOnlyWhereItNamesWhatTellsThemApart(String pattern, String scopes) {
        ScopePattern parsed = (ScopePattern) ScopePattern.FORM.parse(pattern);

        assertThat(ROSTER.scopes().stream().filter(parsed::matches).map(Roster.Scope::name))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(scopes.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"al", "all/", "allx", "region:", "class:5", "**"})
    void whatIsNoPatternIsNone(String text) {
        assertThat(ScopePattern.FORM.parse(text)).isNull();
    }
}
