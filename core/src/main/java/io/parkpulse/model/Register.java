package io.parkpulse.model;

import java.math.BigDecimal;

/**
 * How the readings of a meter are to be understood: what its rows agree in that hold at the same time.
 *
 * <p>Two are equal by value: a factor of 1.0 is a factor of 1.
 *
 * @param kind what a reading means
 * @param signed whether the register may run backwards, and the energy of an interval be negative
 * @param whPerUnit Wh of one unit of the register, including current and voltage transformer ratios; above 0
 * @param modulusWh the register returns to 0 there, in Wh (converted with {@code whPerUnit}, HALF_UP); 0 for none
 * @param ratedKva rated apparent power; null for none, then nothing can be called implausible
 * @param everyMillis time between two readings, above 0
 * @param serial number of the device; empty for none
 */
public record Register(
        MeterKind kind,
        boolean signed,
        BigDecimal whPerUnit,
        long modulusWh,
        BigDecimal ratedKva,
        long everyMillis,
        String serial) {

    public Register {
        whPerUnit = canonical(whPerUnit);
        ratedKva = ratedKva == null ? null : canonical(ratedKva);
    }

    private static BigDecimal canonical(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Whether a reading at the instant at which one ends and the other begins is one of both: the device is the same. */
    public boolean isOfSameDevice(Register other) {
        return kind == other.kind && serial.equals(other.serial);
    }
}
