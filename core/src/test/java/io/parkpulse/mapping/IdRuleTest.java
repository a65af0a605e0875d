package io.parkpulse.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class IdRuleTest {
    @Test
    void blanksOfAnyKindGoFromTheEndsUnlessTheyAreKept() {
        assertThat(IdRule.NONE.apply("\u00A0\u3000 M 1\t\uFEFF")).isEqualTo("M 1");
        assertThat(new IdRule(false, false, false, 0, Map.of(), "").apply(" M1"))
                .isEqualTo(" M1");
    }

    @Test
    void widthAndCaseFold() {
        IdRule both = new IdRule(true, true, true, 0, Map.of(), "");

        assertThat(both.apply("ＡＢ－１２")).isEqualTo("ab-12");
        assertThat(both.folds()).isTrue();
        assertThat(IdRule.NONE.folds()).isFalse();
    }

    @Test
    void digitsArePaddedAndOtherIdsAreNot() {
        IdRule padded = new IdRule(true, false, false, 4, Map.of(), "");

        assertThat(padded.apply("7")).isEqualTo("0007");
        assertThat(padded.apply("12345")).isEqualTo("12345");
        assertThat(padded.apply("M7")).isEqualTo("M7");
        assertThat(padded.apply("")).isEmpty();
    }

    @Test
    void aTableIsLookedUpAfterFoldingAndPaddingAndThePrefixComesLast() {
        IdRule rule = new IdRule(true, true, true, 3, Map.of(" Meter A", "x", "007", "y"), "p-").ready();

        assertThat(rule.apply("ＭＥＴＥＲ a")).isEqualTo("p-x");
        assertThat(rule.apply("7")).isEqualTo("p-y");
        assertThat(rule.apply("other")).isEqualTo("p-other");
        assertThat(rule.apply(" ")).isEmpty();
    }
}
