package io.parkpulse.explain;

import io.parkpulse.message.Message;
import io.parkpulse.model.Ids;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds names close to one that does not exist. */
final class Nearest {
    private static final int MOST = 3;

    private Nearest() {}

    /** What was expected, and which of the names are close to what was given. */
    static Message to(String given, Collection<String> names, Message expected) {
        return among(expected, to(given, names));
    }

    /** What was expected, and what is close to what was given. */
    static Message among(Message expected, List<String> nearest) {
        return Message.of("explain.nearest", "expected", expected, "names", String.join(", ", nearest));
    }

    /** A few of the names: those that contain what was given first, then by how little has to be changed. */
    static List<String> to(String given, Collection<String> names) {
        String wanted = given.toLowerCase(Locale.ROOT);
        return names.stream()
                .sorted(Comparator.comparing(
                                (String name) -> !name.toLowerCase(Locale.ROOT).contains(wanted))
                        .thenComparing(name -> changes(wanted, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Ids.BY_CODE_POINT))
                .limit(MOST)
                .toList();
    }

    /** How many characters have to be put in, taken out or replaced to make one of the other (Levenshtein). */
    static int changes(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
