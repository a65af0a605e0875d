package io.parkpulse.energy;

import io.parkpulse.exact.Products;

/** How an energy is spread over time, without losing or inventing a Wh. */
public final class Spread {
    private Spread() {}

    /** Takes what falls into one step. */
    @FunctionalInterface
    public interface StepConsumer {
        /**
         * @param step number of the step since the epoch
         * @param amount what falls into it; below 0 of an energy that is
         */
        void accept(long step, long amount);
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
