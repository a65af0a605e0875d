package io.parkpulse.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.index.Measure;
import io.parkpulse.index.Sum;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogueTest {
    private static final List<String> STAGES = List.of("term.opened", "term.producing", "term.at_target");

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguageHasTheSameKeys(Language language) {
        assertThat(Catalogue.in(language).texts().keySet())
                .isEqualTo(Catalogue.in(Language.ZH).texts().keySet());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguagePutsTheSameParametersIntoAText(Language language) {
        Placeholders.assertSame(
                Catalogue.in(language).texts(), Catalogue.in(Language.ZH).texts(), language);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyMeasureIsDescribedInEveryLanguage(Language language) {
        Catalogue catalogue = Catalogue.in(language);
        for (Measure measure : Measure.values()) {
            assertThat(List.of(
                            catalogue.name(measure),
                            catalogue.label(measure),
                            catalogue.definition(measure),
                            catalogue.formula(measure),
                            catalogue.reading(measure),
                            catalogue.unknown(measure),
                            catalogue.unit(measure)))
                    .as("%s in %s", measure.id(), language)
                    .allMatch(text -> !text.isBlank());
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everySumHasANameOfItsOwnInEveryLanguage(Language language) {
        Catalogue catalogue = Catalogue.in(language);
        assertThat(Arrays.stream(Sum.values()).map(catalogue::name))
                .allMatch(name -> !name.isBlank())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void namesAreNotSharedByTwoMeasures(Language language) {
        Catalogue catalogue = Catalogue.in(language);
        assertThat(Arrays.stream(Measure.values()).map(catalogue::name)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(Measure.values()).map(catalogue::label)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void openedProducingAndAtTargetShareNoWord(Language language) {
        Catalogue catalogue = Catalogue.in(language);
        for (String one : STAGES) {
            for (String other : STAGES) {
                if (!one.equals(other)) {
                    assertThat(words(catalogue.texts().get(one)))
                            .as("%s and %s in %s", one, other, language)
                            .doesNotContainAnyElementsOf(words(catalogue.texts().get(other)));
                }
            }
        }
    }

    private static List<String> words(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).split("\\s+"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theRatesOfWorkAndOfOutputKeepToTheirOwnWord(Language language) {
        Catalogue catalogue = Catalogue.in(language);
        String opened = catalogue.texts().get("term.opened");
        String producing = catalogue.texts().get("term.producing");
        String atTarget = catalogue.texts().get("term.at_target");

        assertThat(catalogue.name(Measure.POWER_WORK_RATE)).doesNotContain(producing, atTarget);
        assertThat(catalogue.name(Measure.ENTERPRISE_RESUMPTION)).doesNotContain(producing, atTarget);
        assertThat(catalogue.name(Measure.POWER_OUTPUT_RATE)).doesNotContain(opened, atTarget);
    }

    @Test
    void theChineseNamesAreThoseOfThePublications() {
        Catalogue catalogue = Catalogue.in(Language.ZH);

        assertThat(catalogue.name(Measure.POWER_WORK_RATE)).isEqualTo("复工率");
        assertThat(catalogue.name(Measure.POWER_OUTPUT_RATE)).isEqualTo("复产率");
        assertThat(catalogue.name(Measure.RESUMPTION_INDEX)).isEqualTo("复工电力指数");
        assertThat(catalogue.name(Measure.STAFF_RETURN)).isEqualTo("返岗率");
        assertThat(catalogue.name(Measure.ENTERPRISE_RESUMPTION)).isEqualTo("企业复工率");
        assertThat(catalogue.name(Measure.CAPACITY_UTILISATION)).isEqualTo("产能利用率（推算）");
    }

    @Test
    void aLanguageIsFoundByItsTagWhateverTheRegion() {
        assertThat(Language.of("zh-CN")).contains(Language.ZH);
        assertThat(Language.of("KO_kr")).contains(Language.KO);
        assertThat(Language.of("fr")).isEmpty();
        assertThat(Language.of("")).isEmpty();
    }

    @Test
    void anIndexDiffersInPointsAndARateInPercentagePoints() {
        assertThat(differences(Measure.RESUMPTION_INDEX))
                .containsExactly("+1.20 点", "+1.20 points", "+1.20 ポイント", "+1.20포인트");
        assertThat(differences(Measure.STAFF_RETURN))
                .containsExactly("+1.20 个百分点", "+1.20 pp", "+1.20 ポイント", "+1.20%p");
        assertThat(differences(Measure.PRESENT)).containsOnly("+1.20");
    }

    private static List<String> differences(Measure measure) {
        return Stream.of(Language.ZH, Language.EN, Language.JA, Language.KO)
                .map(language -> Catalogue.in(language)
                        .texts()
                        .get(Catalogue.differenceKey(measure))
                        .replace("{n}", "+1.20"))
                .toList();
    }
}
