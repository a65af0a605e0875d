package io.parkpulse.model;

import java.math.BigDecimal;
import java.util.List;

/**
 * A meter and the enterprises its energy goes to; the rows of {@code meters.csv} with one {@code meter_id}.
 *
 * @param id unique, not blank
 * @param shares in the order of the rows; basis points sum to 10000
 * @param kind what a reading means
 * @param whPerUnit Wh of one unit of the register, including current and voltage transformer ratios; above 0
 * @param modulusWh the register returns to 0 there, in Wh (converted with {@code whPerUnit}, HALF_UP); 0 for none
 * @param ratedKva rated apparent power; null for none, then nothing can be called implausible
 * @param everyMillis time between two readings, above 0
 */
public record Meter(
        String id,
        List<Share> shares,
        MeterKind kind,
        BigDecimal whPerUnit,
        long modulusWh,
        BigDecimal ratedKva,
        long everyMillis) {

    public Meter {
        shares = List.copyOf(shares);
    }

    /**
     * What one enterprise has of a meter's energy.
     *
     * @param enterprise id of the enterprise
     * @param basisPoints 0 to 10000
     */
    public record Share(String enterprise, int basisPoints) {}
}
