package io.parkpulse.imports;

import io.parkpulse.mapping.Mapping;
import io.parkpulse.mapping.RowFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;

/** The rows of a file of which each line is JSON, as a value of a topic is. */
final class JsonLineRows implements RowReader {
    private static final int LONGEST_LINE = 1_000_000;

    private final String records;
    private final PointerTexts texts;

    JsonLineRows(RowFormat format, Mapping mapping) {
        this.records = format.records();
        this.texts = new PointerTexts(mapping.places());
    }

    @Override
    public void read(TextSource source, RowHandler handler) throws IOException {
        StringBuilder line = new StringBuilder();
        try (BufferedReader in = source.openForRows()) {
            for (long number = 1; ; number++) {
                line.setLength(0);
                boolean tooLong = false;
                int c = in.read();
                if (c < 0) {
                    return;
                }
                for (; c >= 0 && c != '\n'; c = in.read()) {
                    if (line.length() < LONGEST_LINE) {
                        line.append((char) c);
                    } else {
                        tooLong = true;
                    }
                }
                if (tooLong) {
                    String begin = line.substring(0, 200) + "…";
                    if (!handler.broken(number, "longer than " + LONGEST_LINE + " characters", begin)) {
                        return;
                    }
                } else if (!value(line.toString(), number, handler)) {
                    return;
                }
            }
        }
    }

    private boolean value(String text, long number, RowHandler handler) throws IOException {
        if (text.isBlank()) {
            return true;
        }
        texts.within(records == null ? null : whole -> JsonRows.whole(text, whole));
        return JsonRows.rows(new StringReader(text), records, texts, number - 1, text.stripTrailing(), handler);
    }
}
