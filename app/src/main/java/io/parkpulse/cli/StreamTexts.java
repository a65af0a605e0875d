package io.parkpulse.cli;

import io.parkpulse.model.Stream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How commands name the streams: power, the largest, first. */
final class StreamTexts {
    private static final List<Stream> IN_ORDER =
            Arrays.stream(Stream.values()).sorted(Comparator.reverseOrder()).toList();

    /** The files of which a recording has one at least: {@code power.jsonl, headcount.jsonl or checkin.jsonl}. */
    static final String FILES = files();

    private StreamTexts() {}

    private static String files() {
        List<String> names = IN_ORDER.stream().map(Stream::fileName).toList();
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    /** Counts of all streams, such as {@code power 1,234  headcount 5  checkin 67}. */
    static String counts(Map<Stream, Long> counts) {
        return IN_ORDER.stream()
                .map(stream -> String.format(Locale.ROOT, "%s %,d", stream.id(), counts.get(stream)))
                .collect(Collectors.joining("  "));
    }

    /** All counts in one. */
    static long sum(Map<Stream, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
