package io.parkpulse.energy;

import io.parkpulse.exact.Bound;
import java.math.BigDecimal;

/**
 * What a meter can measure at most: 1.2 times its rated apparent power.
 *
 * <p>Energy (Wh) ≤ rated (kVA) × 1000 × hours × 1.2, that is energy ≤ rated ÷ 3000 × milliseconds.
 */
public final class Rating {
    private static final long DIVISOR = 3000;

    /** Of an energy in proportion to milliseconds; null where everything is plausible. */
    private final Bound most;

    private Rating(Bound most) {
        this.most = most;
    }

    /** @param ratedKva above 0, or null where everything is plausible */
    public static Rating of(BigDecimal ratedKva) {
        return new Rating(ratedKva == null ? null : Bound.of(ratedKva, DIVISOR));
    }

    /** Whether a rated power is known. */
    public boolean isKnown() {
        return most != null;
    }

    /** Whether this energy can have been measured in that time, in whichever direction. */
    public boolean allows(long energyWh, long millis) {
        return most == null || most.compare(Math.abs(energyWh), millis) <= 0;
    }
}
