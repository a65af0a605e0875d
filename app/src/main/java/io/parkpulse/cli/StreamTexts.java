package io.parkpulse.cli;

import io.parkpulse.message.Message;
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

    /** What is expected where a recording has no stream at all. */
    static final Message RECORDING_WITH_SOME = Message.of(
            "usage.recording_with",
            "files",
            Usage.oneOf(IN_ORDER.stream().map(Stream::fileName).toArray(String[]::new)));

    private StreamTexts() {}

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
