package io.parkpulse.oracle;

import java.util.List;
import java.util.Random;
import java.util.Set;

/** Words for chance. */
final class Fuzz {
    /** Meters whose rows change with time, signed ones, and ones that subtract. */
    static final String METERS = "meters";
    /** Gates that count who passes. */
    static final String GATES = "gates";
    /** Parameters of methods that not all releases know. */
    static final String METHODS = "methods";

    private static final Set<String> WITHOUT =
            Set.of(System.getProperty("parkpulse.fuzz.without", "").split(","));

    final Random random;

    Fuzz(Random random) {
        this.random = random;
    }

    /** Unless {@code -Dparkpulse.fuzz.without=meters,gates,methods} names it: to find which part of a recording matters. */
    boolean with(String part) {
        return !WITHOUT.contains(part);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** 0 to {@code bound} − 1. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** 0 to {@code most}. */
    long upTo(long most) {
        return (long) (random.nextDouble() * (most + 1));
    }

    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    double within(double least, double most) {
        return least + random.nextDouble() * (most - least);
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
