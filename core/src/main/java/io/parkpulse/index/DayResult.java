package io.parkpulse.index;

import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The results of an enterprise, as far as the columns of a day hold them. */
record DayResult(DayValues day, Method.Output output) implements EnterpriseResult, DayValues {
    /** The sums that ask for nothing but columns, even of a day of which all holds. */
    private static final Set<Sum> SAID = Arrays.stream(Sum.values())
            .filter(sum -> {
                try {
                    sum.of(new DayResult(column -> 1, Method.Output.ALL));
                    return true;
                } catch (IllegalStateException e) {
                    return false;
                }
            })
            .collect(Collectors.toUnmodifiableSet());

    static boolean says(Sum sum) {
        return SAID.contains(sum);
    }

    @Override
    public long of(DayColumn column) {
        return day.of(column);
    }

    @Override
    public boolean unknown() {
        throw notHeld("whether more than its energy would have to be known");
    }

    @Override
    public boolean staffHeard() {
        throw notHeld("whether its staff source said anything");
    }

    @Override
    public long present() {
        throw notHeld("who was present");
    }

    @Override
    public long utilisationOf(long whole) {
        throw notHeld("what its utilisation is exactly");
    }

    @Override
    public boolean utilisationReaches(BigDecimal share) {
        throw notHeld("what its utilisation is exactly");
    }

    @Override
    public int utilisationBand() {
        throw notHeld("what its utilisation is exactly");
    }

    @Override
    public int staffBand() {
        throw notHeld("whether its staff source said anything");
    }

    @Override
    public BigDecimal number(MethodParameter parameter) {
        throw notHeld("what " + parameter.id() + " is");
    }

    private static IllegalStateException notHeld(String what) {
        return new IllegalStateException("the columns of a day do not say " + what);
    }
}
