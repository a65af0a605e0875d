package io.parkpulse.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.message.Message;
import io.parkpulse.text.TextTable.Align;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void columnsMeetWhereverHanCharactersTakeTwoColumns() {
        TextTable table = new TextTable(Align.LEFT, Align.RIGHT, Align.LEFT)
                .row("park", "rate", "end")
                .row("P1 园区1", "87.2%", "|")
                .row("P2 丘钛,微电子", "—", "|")
                .row("ｗｉｄｅ", "100%", "|")
                .row("é combining", "0%", "|");

        assertThat(table.lines())
                .containsExactly(
                        "park             rate  end",
                        "P1 园区1        87.2%  |",
                        "P2 丘钛,微电子      —  |",
                        "ｗｉｄｅ         100%  |",
                        "é combining        0%  |");
        assertThat(table.lines().subList(1, 5))
                .allSatisfy(line -> assertThat(Columns.width(line)).isEqualTo(table.width() - 2));
    }

    @Test
    void aRowMayEndEarlyAndNoLineEndsWithBlanks() {
        TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.RIGHT)
                .row("a", "long cell", "1")
                .row("b");

        assertThat(table.lines()).containsExactly("a  long cell  1", "b");
    }

    @Test
    void whatWouldMoveTheCursorIsABlank() {
        assertThat(new TextTable(Align.LEFT, Align.LEFT)
                        .row("a\nb\tc\u001b[31m\u2028d", "|")
                        .lines())
                .containsExactly("a b c [31m d  |");
    }

    @Test
    void aLongNameIsCutAtAWholeCharacter() {
        assertThat(Columns.cut("苏州工业园区", 12)).isEqualTo("苏州工业园区");
        assertThat(Columns.cut("苏州工业园区", 11)).isEqualTo("苏州工业..");
        assertThat(Columns.cut("苏州工业园区", 10)).isEqualTo("苏州工业..");
        assertThat(Columns.cut("𠮷𠮷𠮷", 5)).isEqualTo("𠮷..");
    }

    @Test
    void aTextIsBrokenAtBlanksAndALongWordStaysWhole() {
        assertThat(Columns.wrap("one two threefourfive 六七 eight", 8))
                .containsExactly("one two", "threefourfive", "六七", "eight");
        assertThat(Columns.wrap("在 meters.csv 中填写 rated_kva。", 16)).containsExactly("在 meters.csv 中", "填写 rated_kva。");
        assertThat(Columns.wrap("", 8)).containsExactly("");
    }

    @Test
    void countsHaveSeparatorsBetweenThousands() {
        assertThat(Message.count(0)).isEqualTo("0");
        assertThat(Message.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Message.count(Long.MAX_VALUE)).isEqualTo("9,223,372,036,854,775,807");
    }
}
