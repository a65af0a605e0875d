package io.parkpulse.explain;

import io.parkpulse.breakdown.Member;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Printing;
import io.parkpulse.index.Ratio;
import io.parkpulse.index.Sum;
import io.parkpulse.message.Message;
import io.parkpulse.model.Ids;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a figure comes about.
 *
 * @param measure which figure
 * @param now the scope in the window
 * @param before the scope in the window that it is compared with; null if nothing is written of that
 * @param contradictions where the enterprises do not add up to what is written, in words; empty if they do
 */
record Explanation(Measure measure, Population now, Population before, List<Message> contradictions) {

    static Explanation of(Measure measure, Population now, Population before) {
        List<Message> contradictions = new ArrayList<>();
        check(measure, now, contradictions);
        if (before != null) {
            check(measure, before, contradictions);
        }
        return new Explanation(measure, now, before, List.copyOf(contradictions));
    }

    /** An enterprise that changed its n or d, came in or went out. */
    record Change(Member now, Member before, Fraction effect) {
        /** The enterprise, as it is now if it counts now. */
        Member either() {
            return now == null ? before : now;
        }

        /** By how much it changed a sum. */
        long difference(Sum sum) {
            return (now == null ? 0 : now.of(sum)) - (before == null ? 0 : before.of(sum));
        }
    }

    /** The rates that the measure is made of. */
    List<Measure> parts() {
        return measure == Measure.RESUMPTION_INDEX
                ? List.of(Measure.POWER_WORK_RATE, Measure.POWER_OUTPUT_RATE)
                : List.of(measure);
    }

    /** The sums that the measure is made of: n and d of each part. */
    List<Sum> sums() {
        return parts().stream()
                .flatMap(part ->
                        part.isRate() ? Stream.of(part.numerator(), part.denominator()) : Stream.of(part.numerator()))
                .toList();
    }

    /** The enterprises whose n or d changed, those first that moved the figure most; the effect is null if unknown. */
    List<Change> changes() {
        Map<String, Member> then = new HashMap<>();
        before.members().forEach(member -> then.put(member.line().enterprise(), member));
        List<Change> changes = new ArrayList<>();
        for (Member member : now.members()) {
            Member earlier = then.remove(member.line().enterprise());
            if (earlier == null || sums().stream().anyMatch(sum -> member.of(sum) != earlier.of(sum))) {
                changes.add(change(member, earlier));
            }
        }
        then.values().forEach(earlier -> changes.add(change(null, earlier)));
        changes.sort(Comparator.comparing(
                        (Change change) -> change.effect() == null
                                ? Fraction.ZERO
                                : change.effect().abs(),
                        Comparator.reverseOrder())
                .thenComparing(change -> change.either().line().enterprise(), Ids.BY_CODE_POINT));
        return changes;
    }

    private Change change(Member member, Member earlier) {
        return new Change(
                member, earlier, now.effect(measure, member, earlier, before).orElse(null));
    }

    private static void check(Measure measure, Population of, List<Message> contradictions) {
        if (measure == Measure.RESUMPTION_INDEX) {
            check(Measure.POWER_WORK_RATE, of, contradictions);
            check(Measure.POWER_OUTPUT_RATE, of, contradictions);
        }
        String added = text(measure, added(measure, of));
        String written = text(measure, of.written(measure));
        if (!added.equals(written)) {
            contradictions.add(contradiction(of.line(), measure.id(), Message.asIs(added), Message.asIs(written)));
        }
    }

    /**
     * That enterprises do not add up to a figure.
     *
     * @param figure its name in files
     * @param added what they add up to
     * @param written what stands in the file
     */
    static Message contradiction(ScopeLine line, String figure, Message added, Message written) {
        return Message.of(
                "explain.contradiction",
                "scope",
                line.scope(),
                "when",
                line.when(),
                "figure",
                figure,
                "added",
                added,
                "written",
                written);
    }

    /** The figure that follows from the enterprises, as it should be written. */
    private static Figure added(Measure measure, Population of) {
        Fraction exact = of.exact(measure);
        if (exact == null) {
            return null;
        }
        if (measure.isCount()) {
            return Figure.count(of.n(measure));
        }
        if (measure == Measure.RESUMPTION_INDEX) {
            return new Figure(0, 0, exact.toDouble(), Printing.index(exact, of.method()));
        }
        long n = of.n(measure);
        long d = of.d(measure);
        return new Figure(n, d, Ratio.percent(n, d), Printing.rate(n, d, of.method()));
    }

    private static String text(Measure measure, Figure figure) {
        if (figure == null) {
            return "null";
        }
        return measure.isRate()
                ? figure.n() + " / " + figure.d() + " (" + figure.value() + ", " + figure.printed() + ")"
                : figure.value() + " (" + figure.printed() + ")";
    }
}
