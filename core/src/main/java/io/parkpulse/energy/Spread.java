package io.parkpulse.energy;

import io.parkpulse.exact.Products;

/** How an energy is shared among enterprises and spread over time, without losing or inventing a Wh. */
public final class Spread {
    /** Basis points of a whole meter. */
    public static final int WHOLE = 10_000;

    private Spread() {}

    /** Takes what falls into one step. */
    @FunctionalInterface
    public interface StepConsumer {
        /**
         * @param step number of the step since the epoch
         * @param amount what falls into it, not negative
         */
        void accept(long step, long amount);
    }

    /**
     * The part of an energy that goes to one of a meter's enterprises: the cumulative floor of share ÷ 10000, so that
     * the parts of all enterprises sum to the whole.
     *
     * @param energyWh the whole, Wh
     * @param before basis points of the rows before this one
     * @param share basis points of this row
     */
    public static long part(long energyWh, int before, int share) {
        if (share == WHOLE) {
            return energyWh;
        }
        return Products.floorOfQuotient(energyWh, before + share, WHOLE)
                - Products.floorOfQuotient(energyWh, before, WHOLE);
    }

    /**
     * Spreads an energy over (from, to] in proportion to time: the share up to an instant x is floor(E × (x − from) ÷
     * (to − from)).
     *
     * @param from epoch milliseconds
     * @param to epoch milliseconds, after {@code from}
     * @param stepMillis length of a step
     */
    public static void energy(long from, long to, long energyWh, long stepMillis, StepConsumer steps) {
        if (energyWh == 0) {
            return;
        }
        long length = to - from;
        long given = 0;
        long step = Math.floorDiv(from, stepMillis);
        for (long end = (step + 1) * stepMillis; end < to; step++, end += stepMillis) {
            long upToHere = Products.floorOfQuotient(energyWh, end - from, length);
            steps.accept(step, upToHere - given);
            given = upToHere;
        }
        steps.accept(step, energyWh - given);
    }

    /** Spreads the milliseconds of (from, to] over the steps they lie in. */
    public static void time(long from, long to, long stepMillis, StepConsumer steps) {
        long step = Math.floorDiv(from, stepMillis);
        long start = from;
        for (long end = (step + 1) * stepMillis; end < to; step++, end += stepMillis) {
            steps.accept(step, end - start);
            start = end;
        }
        steps.accept(step, to - start);
    }
}
