package io.parkpulse.registry;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import io.parkpulse.files.checked.Problems;
import io.parkpulse.message.Message;
import io.parkpulse.model.RegistryColumns;
import io.parkpulse.model.Spelling;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A CSV file of the registry: RFC 4180 with a header, columns in any order. Names of columns may be in any case and
 * width. What separates the cells, a comma, a semicolon or a tab, is what separates the header's. Rows of blank cells
 * are none.
 *
 * <p>Rows that cannot be read as rows are problems of their own and are passed over. What they may have said is kept in
 * mind by {@link #mayName}, so that a reference to a row that is broken is not reported as a reference to nothing.
 */
final class CsvTable implements Table {
    /** After so many lines that are no CSV at all a file is given up. */
    private static final int MAX_UNREADABLE = 20;

    private static final int COLUMNS_NAMED = 5;
    private static final int MOST_TITLES = 20;
    private static final char COMMA = ',';
    private static final char SEMICOLON = ';';
    private static final char TAB = '\t';

    private final String file;
    private final String text;
    private final List<String> required;
    private final List<String> optional;
    private final Problems problems;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Set<String> lost = new HashSet<>();
    private char separator = COMMA;
    private int width = -1;
    private boolean complete = true;

    /**
     * @param columns the file and what means something in it; a row is nothing without the required ones
     * @param text what is in the file; null for a file that is not there
     */
    CsvTable(RegistryColumns columns, String text, Problems problems) {
        this.file = columns.file();
        this.text = text;
        this.required = columns.required();
        this.optional = columns.optional();
        this.problems = problems;
    }

    @Override
    public String name() {
        return file;
    }

    @Override
    public Message place(int line) {
        return Message.of("registry.line", "n", line);
    }

    @Override
    public String placeFromOutside(int line) {
        return file + ":" + line;
    }

    @Override
    public void problem(int line, String column, String value, Message expected) {
        problems.add(file, line, column, value, expected);
    }

    @Override
    public void warn(Message warning) {
        problems.warn(Message.of("registry.file", "file", file, "text", warning));
    }

    @Override
    public int position(String column) {
        return columns.getOrDefault(column, -1);
    }

    @Override
    public boolean mayName(String id) {
        return !complete || lost.contains(id);
    }

    /** Gives every row with as many cells as the header has to {@code rows}, in order. */
    @Override
    public void read(Consumer<Row> rows) {
        if (text == null) {
            complete = false;
            return;
        }
        separator = separator();
        if (separator != COMMA) {
            warn(Message.of(
                    "registry.separated",
                    "separator",
                    Message.of(separator == TAB ? "registry.tabs" : "registry.semicolons")));
        }
        int offset = 0;
        int linesBefore = 0;
        for (int unreadable = 0; offset < text.length(); ) {
            Records records = new Records();
            try {
                readFrom(offset, linesBefore, records, rows);
                break;
            } catch (CsvParseException e) {
                // Go on at the line after the one at which the record began: a quote too many swallows no more than it
                // must.
                int line = linesBefore + (int) records.line;
                int start = offset;
                for (int i = linesBefore + 1; i < line; i++) {
                    start = endOfLine(start);
                }
                offset = endOfLine(start);
                linesBefore = line;
                String raw = text.substring(start, offset);
                problems.add(file, line, null, raw.strip(), Message.of("registry.csv", "reason", Csv.reason(e)));
                Collections.addAll(lost, raw.strip().split("[\"" + separator + "]"));
                if (width < 0) { // it was the header: nothing can be said of the rows
                    complete = false;
                    return;
                }
                if (++unreadable == MAX_UNREADABLE && offset < text.length()) {
                    problems.add(
                            file, line + 1, Message.of("registry.not_read_on"), Message.of("registry.fewer_bad_lines"));
                    complete = false;
                    break;
                }
            }
        }
        if (width < 0) {
            problems.add(file, 1, null, Message.of("registry.header", "columns", String.join(", ", required)));
            complete = false;
        }
    }

    private void readFrom(int offset, int linesBefore, Records records, Consumer<Row> rows) {
        StringReader reader = new StringReader(text);
        try (CsvReader<String[]> csv = Csv.reader().fieldSeparator(separator).build(records, reader)) {
            if (reader.skip(offset) != offset) {
                throw new IllegalStateException("a string is as long as it is");
            }
            for (String[] cells : csv) {
                int line = linesBefore + (int) records.line;
                if (isBlank(cells)) {
                    continue; // what a spreadsheet leaves of rows that were emptied
                }
                if (width < 0) {
                    header(line, cells);
                } else if (cells.length != width) {
                    problems.add(
                            file,
                            line,
                            Message.of("registry.cells", "n", cells.length),
                            Message.of("registry.cells_of_header", "n", width));
                    Collections.addAll(lost, cells);
                } else {
                    rows.accept(new Row(this, line, cells));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string is always readable
        }
    }

    private static boolean isBlank(String[] cells) {
        for (String cell : cells) {
            if (!Spelling.isBlank(cell)) {
                return false;
            }
        }
        return true;
    }

    /** The one at which most known columns are found in the first line that is not blank. */
    private char separator() {
        String header =
                text.lines().filter(line -> !Spelling.isBlank(line)).findFirst().orElse("");
        char best = COMMA;
        for (char other : new char[] {SEMICOLON, TAB}) {
            best = knownColumns(header, other) > knownColumns(header, best) ? other : best;
        }
        return best;
    }

    private long knownColumns(String header, char between) {
        return Arrays.stream(header.split(String.valueOf(between)))
                .filter(cell -> isKnown(Spelling.folded(cell.replace("\"", ""))))
                .count();
    }

    private boolean isKnown(String column) {
        return required.contains(column) || optional.contains(column);
    }

    private void header(int line, String[] cells) {
        width = cells.length;
        Set<String> seen = new HashSet<>();
        List<Integer> unknown = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            String folded = Spelling.folded(cells[i]);
            String name = isKnown(folded) ? folded : Spelling.strip(cells[i]);
            if (!name.isEmpty() && !seen.add(name)) {
                problems.add(file, line, name, null, Message.of("registry.column_once", "n", i + 1));
            } else if (isKnown(name)) {
                columns.put(name, i);
            } else {
                unknown.add(i);
            }
        }
        warnOfUnknown(unknown, cells);
        int below = columns.keySet().containsAll(required) ? 0 : headerBelow(line);
        for (String name : required) {
            if (!columns.containsKey(name)) {
                Message expected = Message.of("registry.column");
                problems.add(
                        file,
                        line,
                        name,
                        null,
                        below == 0
                                ? expected
                                : Message.of("registry.column_below", "expected", expected, "line", below));
                complete = false;
            }
        }
    }

    /** The line further down that has all required columns, below a title of the table; 0 if none does. */
    private int headerBelow(int line) {
        List<String> lines = text.lines().limit(line + MOST_TITLES).toList();
        for (int i = line; i < lines.size(); i++) {
            List<String> names = Arrays.stream(lines.get(i).split("[,;\t]"))
                    .map(cell -> Spelling.folded(cell.replace("\"", "")))
                    .toList();
            if (names.containsAll(required)) {
                return i + 1;
            }
        }
        return 0;
    }

    private void warnOfUnknown(List<Integer> unknown, String[] cells) {
        if (unknown.isEmpty()) {
            return;
        }
        Message named = Message.joined(
                "comma",
                unknown.stream()
                        .limit(COLUMNS_NAMED)
                        .map(i -> Message.of(
                                "registry.unknown_columns.cell",
                                "column",
                                '"' + Spelling.printable(Spelling.strip(cells[i])) + '"',
                                "n",
                                i + 1))
                        .toList());
        int more = unknown.size() - COLUMNS_NAMED;
        warn(Message.of(
                unknown.size() == 1 ? "registry.unknown_columns.one" : "registry.unknown_columns.some",
                "n",
                unknown.size(),
                "columns",
                more > 0 ? Message.of("registry.unknown_columns.more", "columns", named, "n", more) : named));
    }

    /** The offset behind the next LF, CR or CR LF, or the end. */
    private int endOfLine(int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                return i + 1;
            }
            if (c == '\r') {
                return i + 1 < text.length() && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
            }
        }
        return text.length();
    }

    /** Builds a row's cells and remembers where the row began, also of one that fails before it is built. */
    private static final class Records extends CsvCallbackHandler<String[]> {
        private final List<String> cells = new ArrayList<>();
        private final String[] recent = new String[4096];
        private RecordType type;
        private long line = 1;

        @Override
        protected RecordType getRecordType() {
            return type;
        }

        @Override
        protected int getFieldCount() {
            return cells.size();
        }

        @Override
        protected void beginRecord(long startingLineNumber) {
            line = startingLineNumber;
            type = RecordType.DATA;
            cells.clear();
        }

        @Override
        protected void addField(char[] buffer, int offset, int length, boolean quoted) {
            cells.add(length == 0 ? "" : shared(buffer, offset, length));
        }

        /** The same object for a text that was lately there: most cells of a column are like many others. */
        private String shared(char[] buffer, int offset, int length) {
            int hash = length;
            for (int i = offset; i < offset + length; i++) {
                hash = 31 * hash + buffer[i];
            }
            int slot = (hash ^ hash >>> 16) & recent.length - 1;
            String known = recent[slot];
            if (known == null || !isAt(known, buffer, offset, length)) {
                known = new String(buffer, offset, length);
                recent[slot] = known;
            }
            return known;
        }

        private static boolean isAt(String text, char[] buffer, int offset, int length) {
            boolean same = text.length() == length;
            for (int i = 0; same && i < length; i++) {
                same = text.charAt(i) == buffer[offset + i];
            }
            return same;
        }

        @Override
        protected void setComment(char[] buffer, int offset, int length) {
            throw new IllegalStateException("comments are switched off");
        }

        @Override
        protected void setEmpty() {
            type = RecordType.EMPTY;
        }

        @Override
        protected String[] buildRecord() {
            return cells.toArray(String[]::new);
        }
    }
}
