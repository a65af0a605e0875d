package io.parkpulse.roster;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A scope inside a park, and the scopes above parks in which all of its enterprises count as well. What changes of it changes
 * of them, so nothing above parks has to be added up enterprise by enterprise.
 *
 * @param inside number of the scope
 * @param above numbers of the others; not to be changed
 */
public record ScopeChain(int inside, int[] above) {
    /** A scope of which nothing above is known. */
    public static ScopeChain of(int scope) {
        return new ScopeChain(scope, new int[0]);
    }

    /** The numbers of all of them. */
    public IntStream scopes() {
        return IntStream.concat(IntStream.of(inside), Arrays.stream(above));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScopeChain chain && inside == chain.inside && Arrays.equals(above, chain.above);
    }

    @Override
    public int hashCode() {
        return 31 * inside + Arrays.hashCode(above);
    }

    @Override
    public String toString() {
        return inside + " in " + Arrays.toString(above);
    }
}
