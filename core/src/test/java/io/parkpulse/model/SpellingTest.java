package io.parkpulse.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpellingTest {

    @Test
    void blanksAreWhatShowsNothing() {
        String blanks = " \t\r\n\u00A0\u2003\u3000\u200B\u200E\u2060\uFEFF";

        assertThat(Spelling.isBlank(blanks)).isTrue();
        assertThat(Spelling.strip(blanks + "a b" + blanks)).isEqualTo("a b");
        assertThat(Spelling.strip(blanks)).isEmpty();
        assertThat(Spelling.isBlank("0")).isFalse();
        assertThat(Spelling.strip("𠮷 ")).isEqualTo("𠮷");
    }

    @Test
    void foldedTextsDifferByMoreThanCaseWidthAndBlanksAround() {
        assertThat(Spelling.folded("\uFEFF\uFF30ark_ID\u3000")).isEqualTo("park_id");
        assertThat(Spelling.folded("park id")).isNotEqualTo(Spelling.folded("parkid"));
    }

    @Test
    void whatCannotBeSeenIsShownAsItsNumber() {
        assertThat(Spelling.printable("a b\u00A0c\u200B\n\udcc4津")).isEqualTo("a b\\u00a0c\\u200b\\u000a\\udcc4津");
        assertThat(Spelling.printable("x".repeat(81))).isEqualTo("x".repeat(80) + "…");
        assertThat(Spelling.visible("x".repeat(81))).hasSize(81);
    }
}
