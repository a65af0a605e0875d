package io.parkpulse.wall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Printing;
import io.parkpulse.index.Ratio;
import io.parkpulse.model.Method;
import io.parkpulse.output.EnterpriseLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Who made how much of a change: see {@link Ratio#effect}.
 */
final class Contributions {
    private Contributions() {}

    /**
     * What an enterprise counted with on a day.
     *
     * @param output whose energy its park's method counts
     * @param thin whether its meters cover less of the day than that method asks for
     */
    record Counted(EnterpriseLine day, Method.Output output, boolean thin) {}

    /** An enterprise on both days; null on a day on which it did not count. */
    record Member(String id, JsonNode name, Counted now, Counted then) {}

    private record Part(Member member, Fraction points) {}

    /**
     * As JSON, the greatest parts, whichever way they go, and the sum of the others; or why it is unknown.
     *
     * @param alike whether the two days are of the same kind
     */
    static ObjectNode of(
            Measure measure,
            LocalDate day,
            Figures now,
            Figures then,
            Method method,
            List<Member> members,
            int top,
            boolean alike) {
        ObjectNode answer = WallModel.JSON.createObjectNode();
        answer.put("measure", measure.id()).put("day", day.toString()).put("alike", alike);
        if (now == null) {
            return answer.put("why", "no_line_now");
        }
        Change change = Change.of(measure, now, then, method);
        if (change.by() == null) {
            return change.into(answer);
        }
        if (!addsUp(measure, now, members, true) || !addsUp(measure, then, members, false)) {
            return answer.put("why", "incomplete");
        }
        int decimals = measure.kind() == Measure.Kind.INDEX ? method.indexDecimals() : method.decimals();
        List<Part> parts = new ArrayList<>();
        for (Member member : members) {
            Fraction points = part(measure, now, then, method, member);
            if (points.signum() != 0) {
                parts.add(new Part(member, points));
            }
        }
        parts.sort(Comparator.comparing((Part part) -> part.points().abs())
                .reversed()
                .thenComparing(part -> part.member().id()));
        change.into(answer).put("changed", parts.size());
        ArrayNode shown = answer.putArray("parts");
        for (Part part : parts.subList(0, Math.min(top, parts.size()))) {
            shown.addObject()
                    .put("id", part.member().id())
                    .<ObjectNode>set("name", part.member().name())
                    .put("points", Printing.points(part.points(), decimals + 2))
                    .put("sign", part.points().signum())
                    .put("came", part.member().then() == null)
                    .put("left", part.member().now() == null)
                    .put("thin", isThin(part.member()));
        }
        Fraction rest = parts.stream().skip(top).map(Part::points).reduce(Fraction.ZERO, Fraction::plus);
        answer.putObject("others")
                .put("count", parts.size() - shown.size())
                .put("points", Printing.points(rest, decimals + 2))
                .put("sign", rest.signum());
        return answer;
    }

    /** Whether too little of one of the days is covered for it to count with its energy. */
    private static boolean isThin(Member member) {
        return member.now() != null && member.now().thin()
                || member.then() != null && member.then().thin();
    }

    private static Fraction part(Measure measure, Figures now, Figures then, Method method, Member member) {
        if (measure.kind() != Measure.Kind.INDEX) {
            return rate(measure, now, then, member);
        }
        return rate(Measure.POWER_WORK_RATE, now, then, member)
                .times(method.weightWork())
                .plus(rate(Measure.POWER_OUTPUT_RATE, now, then, member).times(method.weightOutput()));
    }

    private static Fraction rate(Measure rate, Figures now, Figures then, Member member) {
        long n = n(rate, member.now()) - n(rate, member.then());
        long d = d(rate, member.now()) - d(rate, member.then());
        Figures.Rate before = then.rates().get(rate);
        return Ratio.effect(n, d, before.exact(), now.rates().get(rate).d());
    }

    /** Whether the enterprises come to the figure: else some of their lines have not arrived. */
    private static boolean addsUp(Measure measure, Figures figures, List<Member> members, boolean isNow) {
        if (measure.kind() == Measure.Kind.INDEX) {
            return addsUp(Measure.POWER_WORK_RATE, figures, members, isNow)
                    && addsUp(Measure.POWER_OUTPUT_RATE, figures, members, isNow);
        }
        long n = 0;
        long d = 0;
        for (Member member : members) {
            Counted day = isNow ? member.now() : member.then();
            n += n(measure, day);
            d += d(measure, day);
        }
        Figures.Rate rate = figures.rates().get(measure);
        return n == rate.n() && d == rate.d();
    }

    private static long n(Measure rate, Counted on) {
        return on == null ? 0 : on.day().of(rate.numerator(), on.output());
    }

    private static long d(Measure rate, Counted on) {
        return on == null ? 0 : on.day().of(rate.denominator(), on.output());
    }
}
