package io.parkpulse.energy;

import io.parkpulse.exact.Products;
import java.math.BigDecimal;

/**
 * What a meter can measure at most: 1.2 times its rated apparent power.
 *
 * <p>Energy (Wh) ≤ rated (kVA) × 1000 × hours × 1.2, that is 3000 × energy ≤ rated × milliseconds.
 */
public final class Rating {
    private static final long FACTOR = 3000;

    private final long unscaled;
    private final long scaledFactor;

    private Rating(long unscaled, long scaledFactor) {
        this.unscaled = unscaled;
        this.scaledFactor = scaledFactor;
    }

    /**
     * @param ratedKva above 0, or null where everything is plausible
     * @throws ArithmeticException if it has more than 15 decimals or 18 digits
     */
    public static Rating of(BigDecimal ratedKva) {
        if (ratedKva == null) {
            return new Rating(-1, 0);
        }
        BigDecimal plain = ratedKva.stripTrailingZeros();
        if (plain.scale() < 0) {
            plain = plain.setScale(0);
        }
        return new Rating(plain.unscaledValue().longValueExact(), Products.powerOfTen(plain.scale()) * FACTOR);
    }

    /** Whether a rated power is known. */
    public boolean isKnown() {
        return unscaled >= 0;
    }

    /** Whether this energy can have been measured in that time. */
    public boolean allows(long energyWh, long millis) {
        return unscaled < 0 || Products.compare(energyWh, scaledFactor, unscaled, millis) <= 0;
    }
}
