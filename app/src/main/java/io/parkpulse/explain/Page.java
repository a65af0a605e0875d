package io.parkpulse.explain;

import io.parkpulse.message.Message;
import io.parkpulse.text.Columns;
import io.parkpulse.text.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lines below each other: headings, and indented below them paragraphs and tables. */
final class Page {
    static final String INDENT = "  ";
    private static final int WIDTH = 110;

    private final ExplainTexts texts;
    private final List<String> lines = new ArrayList<>();

    Page(ExplainTexts texts) {
        this.texts = texts;
    }

    /** The lines so far. */
    List<String> lines() {
        return lines;
    }

    void line(String line) {
        lines.add(line);
    }

    /** A line of a paragraph or a list, not broken. */
    void item(String line) {
        lines.add(INDENT + line);
    }

    void heading(String heading) {
        lines.add("");
        lines.add(heading);
    }

    /** Broken into lines that a terminal shows whole. */
    void paragraph(String text) {
        Columns.wrap(Columns.oneLine(text), WIDTH - INDENT.length()).forEach(this::item);
    }

    void table(TextTable table) {
        table.lines().forEach(this::item);
    }

    /**
     * What is said below the first rows of a table of enterprises.
     *
     * @param all how many there are
     * @param shown how many at most are rows
     */
    void more(int all, int shown, String indent) {
        if (all > shown) {
            item(indent + texts.of("explain.more", "n", Message.count(all - shown)));
        }
    }

    /** What is said where nothing is written of the window that another one is usually compared with. */
    void nothingBefore(ScopeLine line) {
        heading(texts.of(line.isOfMoment() ? "explain.against_moment_before" : "explain.against_day_before"));
        item(texts.of(
                "explain.nothing_written",
                "when",
                line.isOfMoment()
                        ? line.end().minus(Duration.ofDays(1))
                        : line.day().minusDays(1)));
    }
}
