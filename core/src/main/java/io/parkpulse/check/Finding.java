package io.parkpulse.check;

import io.parkpulse.message.Message;
import java.util.Comparator;
import java.util.List;

/**
 * Something that is likely a misunderstanding.
 *
 * @param kind what it is
 * @param severity how much it matters
 * @param count how often it was found
 * @param of how many were looked at; at least {@code count}
 * @param what is counted, in the plural
 * @param examples a few of them
 * @param says what was found and what it does to the figures, in sentences
 * @param remedy what to change, in sentences
 */
public record Finding(
        FindingKind kind,
        Severity severity,
        long count,
        long of,
        Message what,
        List<Example> examples,
        Message says,
        Message remedy) {

    /** The weightiest first: by severity, then by the part of all that it concerns. */
    public static final Comparator<Finding> WEIGHTIEST_FIRST = Comparator.comparing(Finding::severity)
            .thenComparing(Comparator.comparingDouble(Finding::part).reversed())
            .thenComparing(Finding::kind);

    public Finding {
        examples = List.copyOf(examples);
    }

    /** The same with other examples. */
    public Finding withExamples(List<Example> others) {
        return new Finding(kind, severity, count, of, what, others, says, remedy);
    }

    /** The same with another variant of what is to be done. */
    Finding withVariant(String variant) {
        Message other = new Message(remedy.key() + "." + variant, remedy.values());
        return new Finding(kind, severity, count, of, what, examples, says, other);
    }

    private double part() {
        return (double) count / Math.max(1, of);
    }
}
