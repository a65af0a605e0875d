package io.parkpulse.files.checked;

import io.parkpulse.catalogue.Sentences;
import io.parkpulse.message.Message;
import io.parkpulse.model.Spelling;
import java.util.Comparator;
import java.util.List;

/**
 * Something wrong with a file, in a form that says where and what to do.
 *
 * @param file name of the file, or of the directory where it is missing
 * @param line from 1, of a CSV row its first line; 0 where the whole file is meant
 * @param column name of the column or path of the parameter; null where none is meant
 * @param value what stands there, or what is the matter with the file where no column is meant; null where nothing is
 *     quoted
 * @param expected what should stand there
 */
public record Problem(String file, int line, String column, Message value, Message expected) {
    /** The order of these files, then by line and column. */
    public static Comparator<Problem> inOrderOf(List<String> files) {
        return Comparator.comparingInt((Problem problem) -> files.indexOf(problem.file()))
                .thenComparingInt(Problem::line)
                .thenComparing(Problem::column, Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    /** In English, as programs get it. */
    @Override
    public String toString() {
        return in(Sentences.ENGLISH);
    }

    /** One line to print, e.g. {@code enterprises.csv:17: park_id "P9": expected the id of a park in parks.csv}. */
    public String in(Sentences language) {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        text.append(": ");
        if (column != null) {
            text.append(column);
            if (value != null) {
                text.append(" \"")
                        .append(Spelling.printable(language.of(value)))
                        .append('"');
            }
            text.append(": ");
        } else if (value != null) {
            text.append(Spelling.printable(language.of(value))).append(": ");
        }
        return text.append(Spelling.visible(language.of(Message.of("registry.expected", "expected", expected))))
                .toString();
    }
}
