package io.parkpulse.text;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells, printed one below the other, with two blanks between columns. */
public final class TextTable {
    private static final String GAP = "  ";

    /** On which side the cells of a column meet. */
    public enum Align {
        /** Texts. */
        LEFT,
        /** Numbers. */
        RIGHT
    }

    private final Align[] columns;
    private final int[] widths;
    private final List<String[]> rows = new ArrayList<>();

    public TextTable(Align... columns) {
        this.columns = columns.clone();
        this.widths = new int[columns.length];
    }

    /** Adds a row; it may end before the last column. */
    public TextTable row(String... cells) {
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = Columns.oneLine(cells[i]);
            widths[i] = Math.max(widths[i], Columns.width(row[i]));
        }
        rows.add(row);
        return this;
    }

    /** Width of the widest line. */
    public int width() {
        return lines().stream().mapToInt(Columns::width).max().orElse(0);
    }

    /** The rows as lines, without blanks at their ends. */
    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(String[] cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            line.append(i > 0 ? GAP : "")
                    .append(
                            columns[i] == Align.LEFT
                                    ? Columns.left(cells[i], widths[i])
                                    : Columns.right(cells[i], widths[i]));
        }
        return line.toString().stripTrailing();
    }
}
