package io.parkpulse.cli;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Commands that can be copied into a shell. */
final class ShellWords {
    private ShellWords() {}

    /** The words as one line, quoted where a shell would read them otherwise. */
    static String join(String... words) {
        return Arrays.stream(words).map(ShellWords::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        boolean isPlain = !word.isEmpty()
                && word.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || "-_./:=,+@%".indexOf(c) >= 0);
        return isPlain ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
