package io.parkpulse.oracle;

import java.util.List;
import java.util.Random;

/** Words for chance. */
final class Fuzz {
    final Random random;

    Fuzz(Random random) {
        this.random = random;
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
