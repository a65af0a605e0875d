package io.parkpulse.imports;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import io.parkpulse.mapping.Mapping;
import io.parkpulse.mapping.Place;
import io.parkpulse.mapping.RowFormat;
import io.parkpulse.mapping.RowTexts;
import io.parkpulse.message.Message;
import io.parkpulse.registry.Csv;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of CSV. */
final class CsvRows implements RowReader {
    /** After so many rows with a quote too many a file is given up. */
    private static final int MOST_BROKEN = 20;

    private static final int SAMPLE_LINES = 20;
    private static final int LONGEST_SAMPLE = 100_000;
    private static final int LARGEST_ROW = 4 << 20;
    /** A decimal comma makes a comma likely in a file whose columns something else separates. */
    private static final char[] SEPARATORS = {'\t', ';', '|', ','};

    private final RowFormat format;
    private final List<Place> places;

    CsvRows(RowFormat format, Mapping mapping) {
        this.format = format;
        this.places = mapping.places();
    }

    /** What the mapping names and the file does not have; where a line further down has all of it, that is said too. */
    List<CsvColumns.Missing> missing(TextSource source) throws IOException {
        List<CsvColumns.Missing> missing =
                columns(source, separator(source, format.skip()), format.skip()).missing();
        for (int below = 1; !missing.isEmpty() && format.header() && below < SAMPLE_LINES; below++) {
            int skip = format.skip() + below;
            boolean blank = lineAt(source, skip + 1).isBlank();
            if (!blank && columns(source, separator(source, skip), skip).isComplete()) {
                return missing.stream()
                        .map(each -> new CsvColumns.Missing(
                                each.place(),
                                Message.of(
                                        "mapping.header_below",
                                        "expected",
                                        each.expected(),
                                        "line",
                                        skip + 1,
                                        "n",
                                        skip)))
                        .toList();
            }
        }
        return missing;
    }

    @Override
    public void read(TextSource source, RowHandler handler) throws IOException {
        char separator = separator(source, format.skip());
        CsvColumns columns = columns(source, separator, format.skip());
        long skipped = format.skip();
        boolean header = format.header();
        for (int broken = 0; ; broken++) {
            Row row = new Row(columns, separator);
            try (BufferedReader in = behind(skipped, source.openForRows());
                    CsvReader<Row> rows = csv(in, separator, row)) {
                for (Row each : rows) {
                    if (header) {
                        header = false;
                    } else if (!each.isBlank() && !handler.row(each, skipped + each.line, each::raw)) {
                        return;
                    }
                }
                return;
            } catch (CsvParseException e) {
                // Go on at the line after the one at which the row began: a quote too many takes no more with it.
                long line = skipped + row.line;
                boolean last = broken + 1 == MOST_BROKEN;
                boolean more = handler.broken(
                        line,
                        "no row of CSV: " + Csv.reason(e) + (last ? "; not read from here on" : ""),
                        lineAt(source, line));
                if (!more || last) {
                    return;
                }
                header = false;
                skipped = line;
            }
        }
    }

    private static CsvReader<Row> csv(BufferedReader in, char separator, Row row) {
        return Csv.reader().fieldSeparator(separator).maxBufferSize(LARGEST_ROW).build(row, in);
    }

    private static BufferedReader behind(long skip, BufferedReader in) throws IOException {
        for (long i = 0; i < skip; i++) {
            if (in.readLine() == null) {
                break;
            }
        }
        return in;
    }

    private static String lineAt(TextSource source, long line) throws IOException {
        try (BufferedReader in = behind(line - 1, source.open())) {
            String text = in.readLine();
            return text == null ? "" : text;
        }
    }

    private static boolean isBlank(TextSource source) throws IOException {
        try (BufferedReader in = source.open()) {
            return in.lines().allMatch(String::isBlank);
        }
    }

    /** @param skip lines before the header */
    private CsvColumns columns(TextSource source, char separator, long skip) throws IOException {
        List<String> header = format.header() ? header(source, separator, skip) : null;
        return header != null && header.isEmpty() && isBlank(source)
                ? CsvColumns.ofNothing(places)
                : CsvColumns.find(places, format, source.name(), header);
    }

    /** The first row behind some lines; empty if there is none. */
    private List<String> header(TextSource source, char separator, long skip) throws IOException {
        try (BufferedReader in = behind(skip, source.open());
                CsvReader<Row> rows = csv(in, separator, new Row(CsvColumns.ofNothing(places), separator))) {
            for (Row row : rows) {
                return row.all();
            }
            return List.of();
        } catch (CsvParseException e) {
            return List.of();
        }
    }

    /** The one that parts the most columns in each of the first lines, unless the header lacks fewer with another. */
    private char separator(TextSource source, long skip) throws IOException {
        if (format.separator() != 0) {
            return format.separator();
        }
        char best = mostCounted(source, skip);
        int fewest = columns(source, best, skip).missing().size();
        for (char other : SEPARATORS) {
            int missing =
                    fewest == 0 ? 0 : columns(source, other, skip).missing().size();
            if (missing < fewest) {
                best = other;
                fewest = missing;
            }
        }
        return best;
    }

    private static char mostCounted(TextSource source, long skip) throws IOException {
        int[] least = new int[SEPARATORS.length];
        Arrays.fill(least, Integer.MAX_VALUE);
        try (BufferedReader in = behind(skip, source.open())) {
            in.mark(LONGEST_SAMPLE);
            char[] sample = new char[LONGEST_SAMPLE];
            int length = 0;
            for (int read; length < sample.length && (read = in.read(sample, length, sample.length - length)) > 0; ) {
                length += read;
            }
            int[] count = new int[SEPARATORS.length];
            boolean quoted = false;
            boolean blank = true;
            int lines = 0;
            for (int i = 0; i <= length && lines < SAMPLE_LINES; i++) {
                char c = i < length ? sample[i] : '\n';
                quoted ^= c == '"';
                if (!quoted && c == '\n' && (i < length || length < sample.length || lines == 0)) {
                    for (int s = 0; s < count.length && !blank; s++) {
                        least[s] = Math.min(least[s], count[s]);
                    }
                    lines += blank ? 0 : 1;
                    Arrays.fill(count, 0);
                    blank = true;
                } else if (!quoted) {
                    blank &= c <= ' ';
                    for (int s = 0; s < count.length; s++) {
                        count[s] += c == SEPARATORS[s] ? 1 : 0;
                    }
                }
            }
        }
        int best = SEPARATORS.length - 1;
        for (int s = SEPARATORS.length - 1; s >= 0; s--) {
            boolean seen = least[s] != Integer.MAX_VALUE && least[s] > 0;
            best = seen && (least[best] == Integer.MAX_VALUE || least[s] >= least[best]) ? s : best;
        }
        return SEPARATORS[best];
    }

    /** One row after the other; texts are made only of the columns that are asked for. */
    private static final class Row extends CsvCallbackHandler<Row> implements RowTexts {
        private final int[] columns;
        private final int width;
        private final char separator;
        private char[] chars = new char[1024];
        private int[] ends = new int[64];
        private int fields;
        private long line;
        private RecordType type = RecordType.DATA;

        Row(CsvColumns columns, char separator) {
            this.columns = columns.of();
            this.width = columns.width();
            this.separator = separator;
        }

        @Override
        public String text(int place) {
            int column = columns[place];
            return column < 0 || column >= fields ? null : meant(field(column));
        }

        /** A spreadsheet's formula for a text, by which digits stay as they are, means that text. */
        private static String meant(String field) {
            return field.length() > 2 && field.startsWith("=\"") && field.endsWith("\"")
                    ? field.substring(2, field.length() - 1).replace("\"\"", "\"")
                    : field;
        }

        private String field(int column) {
            int from = column == 0 ? 0 : ends[column - 1];
            return new String(chars, from, ends[column] - from);
        }

        List<String> all() {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < fields; i++) {
                all.add(meant(field(i)));
            }
            return all;
        }

        /** Spreadsheets leave rows of separators behind. */
        boolean isBlank() {
            return isBlankFrom(0);
        }

        /** A cell too many is a separator inside of one: a decimal comma, and the number would be another. */
        @Override
        public String defect() {
            return fields <= width || isBlankFrom(width)
                    ? null
                    : fields + " cells, and the header has " + width
                            + ": a separator stands inside a cell that is not in quotes, or the header lacks a column";
        }

        private boolean isBlankFrom(int column) {
            int length = fields == 0 ? 0 : ends[fields - 1];
            for (int i = column == 0 ? 0 : ends[column - 1]; i < length; i++) {
                if (chars[i] > ' ') {
                    return false;
                }
            }
            return true;
        }

        /** The row as CSV, which may be quoted otherwise than the file's. */
        String raw() {
            StringBuilder raw = new StringBuilder();
            for (int i = 0; i < fields; i++) {
                String field = field(i);
                boolean quotes = field.indexOf(separator) >= 0 || field.matches("(?s).*[\"\r\n].*");
                raw.append(i == 0 ? "" : String.valueOf(separator));
                raw.append(quotes ? "\"" + field.replace("\"", "\"\"") + "\"" : field);
            }
            return raw.toString();
        }

        @Override
        protected RecordType getRecordType() {
            return type;
        }

        @Override
        protected int getFieldCount() {
            return fields;
        }

        @Override
        protected void beginRecord(long startingLineNumber) {
            line = startingLineNumber;
            fields = 0;
            type = RecordType.DATA;
        }

        @Override
        protected void addField(char[] buffer, int offset, int length, boolean quoted) {
            int from = fields == 0 ? 0 : ends[fields - 1];
            if (fields == ends.length) {
                ends = Arrays.copyOf(ends, 2 * fields);
            }
            if (from + length > chars.length) {
                chars = Arrays.copyOf(chars, Math.max(2 * chars.length, from + length));
            }
            System.arraycopy(buffer, offset, chars, from, length);
            ends[fields++] = from + length;
        }

        @Override
        protected void setComment(char[] buffer, int offset, int length) {
            addField(buffer, offset, length, false);
        }

        @Override
        protected void setEmpty() {
            type = RecordType.EMPTY;
        }

        @Override
        protected Row buildRecord() {
            return this;
        }
    }
}
