package io.parkpulse.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The measures of a scope: sums over its enterprises, never means of ratios; sections 4.3 and 5. */
final class ScopeFigures {
    private static final List<BigDecimal> BANDS =
            List.of(new BigDecimal("0.3"), new BigDecimal("0.5"), new BigDecimal("0.8"), new BigDecimal("0.9"));

    private final Known.Method method;
    private final List<EnterpriseFigures> enterprises;

    /**
     * @param method the one of the scope's parks, or the default where they have several
     * @param enterprises the scope's population
     */
    ScopeFigures(Known.Method method, List<EnterpriseFigures> enterprises) {
        this.method = method;
        this.enterprises = enterprises;
    }

    /** The keys from {@code method} on, in the contract's order. */
    void write(ObjectNode line, boolean withPresent) {
        long all = enterprises.size();
        long metered = count(EnterpriseFigures::metered);
        long matched = count(EnterpriseFigures::matched);
        Fraction work = null;
        Fraction output = null;
        if (!below(matched, metered)) {
            work = rate(BigInteger.valueOf(count(EnterpriseFigures::powerResumed)), BigInteger.valueOf(metered));
            output = rate(sum(ScopeFigures::outputEnergy), sum(ScopeFigures::outputBaseline));
        }
        long known = count(each -> !each.unknown());
        Fraction atWork = below(known, all)
                ? null
                : rate(BigInteger.valueOf(count(EnterpriseFigures::atWork)), BigInteger.valueOf(all));
        Fraction staff = count(EnterpriseFigures::staffKnown) == 0
                ? null
                : rate(
                        sum(EnterpriseFigures::returned),
                        sum(each -> BigInteger.valueOf(each.row().staffRegistered())));

        line.put("method", method.id());
        line.set("enterprise_resumption", json(atWork));
        line.set("power_work_rate", json(work));
        line.set("power_output_rate", json(output));
        if (work == null || output == null) {
            line.putNull("resumption_index");
        } else {
            Fraction.Index index = Fraction.Index.of(method, work, output);
            line.putObject("resumption_index").put("value", index.value()).put("printed", index.printed(method));
        }
        line.set("staff_return", json(staff));
        if (withPresent) {
            line.put("present", sum(EnterpriseFigures::present));
        }
        line.set(
                "capacity_utilisation",
                json(rate(
                        sum(each -> each.used() == null ? BigInteger.ZERO : each.used()),
                        sum(each -> each.capacity() == null ? BigInteger.ZERO : each.capacity()))));
        line.set(
                "coverage",
                json(rate(
                        sum(each -> BigInteger.valueOf(each.metered() ? each.coveredMillis() : 0)),
                        sum(each -> BigInteger.valueOf(
                                each.metered() ? each.window().millis() : 0)))));
        line.put("enterprises", all);
        line.put("metered", metered);
        line.put("matched", matched);
        line.put("silent", count(each -> each.metered() && each.coveredMillis() == 0));
        BigInteger utilised = BigInteger.valueOf(count(each -> each.utilisation() != null));
        line.set("target_rate", json(rate(BigInteger.valueOf(count(ScopeFigures::isAtTarget)), utilised)));
        line.set(
                "utilisation_mean",
                json(rate(sum(ScopeFigures::millionths), utilised.multiply(BigInteger.valueOf(1_000_000)))));
        line.set("utilisation_bands", bands(EnterpriseFigures::utilisation));
        line.set("staff_bands", bands(ScopeFigures::staffReturn));
    }

    /** How many lie in [0, 0.3), [0.3, 0.5), [0.5, 0.8), [0.8, 0.9), [0.9, ∞) of those where it is known. */
    private ArrayNode bands(Function<EnterpriseFigures, Fraction> of) {
        long[] counts = new long[BANDS.size() + 1];
        for (EnterpriseFigures each : enterprises) {
            Fraction figure = of.apply(each);
            if (figure != null) {
                counts[
                        (int) BANDS.stream()
                                .filter(bound -> !figure.isBelow(bound))
                                .count()]++;
            }
        }
        ArrayNode bands = JsonNodeFactory.instance.arrayNode();
        for (long count : counts) {
            bands.add(count);
        }
        return bands;
    }

    private static Fraction staffReturn(EnterpriseFigures each) {
        boolean known = each.staffKnown() && each.row().staffRegistered() > 0;
        return known
                ? new Fraction(each.returned(), BigInteger.valueOf(each.row().staffRegistered()))
                : null;
    }

    /** Whether part &lt; scope_gate × whole. */
    private boolean below(long part, long whole) {
        return BigDecimal.valueOf(part).compareTo(method.scopeGate().multiply(BigDecimal.valueOf(whole))) < 0;
    }

    private static BigInteger outputEnergy(EnterpriseFigures each) {
        boolean all = each.method().output() == Known.Output.ALL;
        return (all ? each.matched() : each.powerResumed()) ? each.energy() : BigInteger.ZERO;
    }

    private static BigInteger outputBaseline(EnterpriseFigures each) {
        boolean resumedOnly = each.method().output() == Known.Output.RESUMED_ONLY;
        return (resumedOnly ? each.powerResumed() : each.matched()) ? each.baseline() : BigInteger.ZERO;
    }

    private static boolean isAtTarget(EnterpriseFigures each) {
        Fraction u = each.utilisation();
        return u != null && !u.isBelow(each.method().target());
    }

    private static BigInteger millionths(EnterpriseFigures each) {
        Fraction u = each.utilisation();
        return u == null
                ? BigInteger.ZERO
                : u.n().multiply(BigInteger.valueOf(1_000_000)).divide(u.d());
    }

    private long count(Predicate<EnterpriseFigures> condition) {
        return enterprises.stream().filter(condition).count();
    }

    private BigInteger sum(Function<EnterpriseFigures, BigInteger> of) {
        return enterprises.stream().map(of).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Unknown is not zero: d = 0 gives null. */
    private static Fraction rate(BigInteger n, BigInteger d) {
        return d.signum() == 0 ? null : new Fraction(n, d);
    }

    private JsonNode json(Fraction rate) {
        if (rate == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("n", rate.n())
                .put("d", rate.d())
                .put("percent", rate.percent())
                .put("printed", rate.printed(method));
    }
}
