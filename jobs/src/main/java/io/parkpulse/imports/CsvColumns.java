package io.parkpulse.imports;

import io.parkpulse.exact.Numbers;
import io.parkpulse.mapping.Place;
import io.parkpulse.mapping.RowFormat;
import io.parkpulse.message.Message;
import io.parkpulse.model.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which column of a file each place of a mapping is.
 *
 * @param of the numbers of columns from 0, by place; -1 for one that is not there
 * @param width how many the header has; without one, more than any row
 * @param missing what is wrong with places, in their order
 */
record CsvColumns(int[] of, int width, List<Missing> missing) {
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):([0-5]\\d)(:00)?");
    private static final Pattern DATE = Pattern.compile("(19|20)\\d{2}[-/.年]\\d");
    private static final int MOST_SHOWN = 20;
    private static final int SEVERAL = -2;

    /** A place that is not there. */
    record Missing(Place place, Message expected) {}

    /** Of a file in which nothing stands, not even a header: what it does not have it is not asked for. */
    static CsvColumns ofNothing(List<Place> places) {
        int[] of = new int[places.size()];
        Arrays.fill(of, -1);
        return new CsvColumns(of, Integer.MAX_VALUE, List.of());
    }

    /** Whether each place is there. */
    boolean isComplete() {
        return Arrays.stream(of).allMatch(column -> column >= 0);
    }

    /** @param header the names of the columns; null where the file has none */
    static CsvColumns find(List<Place> places, RowFormat format, String file, List<String> header) {
        List<String> names = header == null
                ? List.of()
                : header.stream().map(Spelling::strip).toList();
        int[] of = new int[places.size()];
        List<Missing> missing = new ArrayList<>();
        int times = 0;
        int first = format.first() == null ? -1 : column(Spelling.strip(format.first()), names);
        if (format.first() != null && first < 0) {
            Place time = places.stream()
                    .filter(place -> place.kind() == Place.Kind.TIME)
                    .findFirst()
                    .orElseThrow();
            missing.add(new Missing(time, with(names, Message.of("mapping.first_column", "file", file))));
        }
        for (int i = 0; i < of.length; i++) {
            Place place = places.get(i);
            if (place.kind() == Place.Kind.TIME) {
                of[i] = format.first() == null ? timeColumn(place.text(), names) : first < 0 ? -1 : first + times;
                times++;
                if (of[i] == SEVERAL) {
                    missing.add(new Missing(place, Message.of("mapping.time_column_once", "file", file)));
                } else if (format.first() == null && of[i] < 0) {
                    missing.add(new Missing(place, with(names, Message.of("mapping.time_column", "file", file))));
                }
            } else {
                of[i] = column(place.text(), names);
                if (of[i] >= 0 && header != null && isValue(names.get(of[i])) && !names.contains(place.text())) {
                    missing.add(new Missing(place, Message.of("mapping.no_header", "file", file)));
                } else if (of[i] < 0) {
                    missing.add(new Missing(
                            place,
                            header == null
                                    ? Message.of("mapping.column_number", "file", file)
                                    : of[i] == SEVERAL
                                            ? Message.of("mapping.column_once", "file", file)
                                            : with(names, Message.of("mapping.column_of", "file", file))));
                }
            }
        }
        return new CsvColumns(of, header == null ? Integer.MAX_VALUE : names.size(), missing);
    }

    /** Whether a cell is no column's name: the first line would be taken for a header, and its values be lost. */
    private static boolean isValue(String cell) {
        return Numbers.decimal(cell) != null || DATE.matcher(cell).lookingAt();
    }

    private static Message with(List<String> names, Message expected) {
        if (names.isEmpty()) {
            return expected;
        }
        int more = names.size() - MOST_SHOWN;
        return Message.of(
                more > 0 ? "mapping.columns_are_more" : "mapping.columns_are",
                "expected",
                expected,
                "columns",
                String.join(", ", names.subList(0, Math.min(MOST_SHOWN, names.size()))),
                "n",
                more);
    }

    /** By name, else by number; -1 if there is none, {@link #SEVERAL} if there are several. */
    private static int column(String text, List<String> names) {
        int at = names.indexOf(text);
        if (at >= 0) {
            return names.lastIndexOf(text) == at ? at : SEVERAL;
        }
        if (text.matches("[1-9]\\d{0,4}")) {
            int number = Integer.parseInt(text);
            return names.isEmpty() || number <= names.size() ? number - 1 : -1;
        }
        return -1;
    }

    private static int timeColumn(String time, List<String> names) {
        int column = columnOf(minute(time), names);
        // The end of the day may be called its begin.
        return column == -1 && minute(time) == 24 * 60 ? columnOf(0, names) : column;
    }

    /** On the day on which clocks go back an hour may be there twice, and each of both counts. */
    private static int columnOf(int minute, List<String> names) {
        int column = -1;
        for (int i = 0; i < names.size(); i++) {
            if (minute(names.get(i)) == minute) {
                column = column == -1 ? i : SEVERAL;
            }
        }
        return column;
    }

    private static int minute(String text) {
        Matcher time = TIME.matcher(text);
        return time.matches() ? 60 * Integer.parseInt(time.group(1)) + Integer.parseInt(time.group(2)) : -1;
    }
}
