package io.parkpulse.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.model.Names;
import io.parkpulse.model.Park;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTitlesTest {
    private static final Park PARK = new Park(
            "P1", "滨海", "Binhai", "", "", "tianjin/binhai", ZoneId.of("Asia/Shanghai"), 2, 1, null, "zhejiang-2020");
    private static final Map<String, Names> GRIDS = Map.of(
            "tianjin/port", new Names("天津港", "Port of Tianjin", "", ""),
            "street-1", new Names("一街", "", "", ""));

    @ParameterizedTest
    @CsvSource({
        "all, ZH, 全部园区",
        "all/class:2, EN, All parks · class 2",
        "all/industry:chemicals, KO, 전체 단지 · 화학",
        "region:tianjin/port, ZH, 天津/天津港",
        "region:tianjin/port/quay, EN, Tianjin/Port of Tianjin/quay",
        "region:tianjin/tier:top-100, JA, 天津 · トップ100",
        "park:P1, EN, Binhai",
        "park:P1, KO, 滨海",
        "park:P1/tier:four-above, EN, Binhai · In statistical reporting",
        "park:P1/grid:street-1/yard-2, ZH, 滨海 · 一街/yard-2",
        "park:P1/grid:street-1/yard-2, EN, Binhai · street-1/yard-2",
        "park:P1/industry:umbrellas, ZH, 滨海 · umbrellas",
    })
    void aScopeIsCalledByTheRegistrysNamesElseByUsualWordsElseAsItIs(String scope, Language language, String title) {
        assertThat(ScopeTitles.in(language).of(scope, scope.startsWith("park") ? PARK : null, GRIDS))
                .isEqualTo(title);
    }

    @Test
    void aParkThatIsNotKnownIsCalledByItsId() {
        assertThat(ScopeTitles.in(Language.EN).of("park:P9/site:own-site", null, Map.of()))
                .isEqualTo("P9 · Own site");
    }

    @Test
    void anEnterpriseWithoutANameInALanguageHasItsNameOfNoneElseAny() {
        Names names = new Names("湖光", "", "", "");

        assertThat(Language.ZH.nameOf(names, "Huguang")).isEqualTo("湖光");
        assertThat(Language.KO.nameOf(names, "Huguang")).isEqualTo("Huguang");
        assertThat(Language.KO.nameOf(names, "")).isEqualTo("湖光");
        assertThat(Language.KO.nameOf(Names.NONE, "")).isEmpty();
    }
}
