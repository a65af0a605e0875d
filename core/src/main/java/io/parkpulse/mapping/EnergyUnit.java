package io.parkpulse.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/** A unit of energy, or of power as the mean over an interval. */
public enum EnergyUnit {
    WH("Wh", "Wh", 1, 1, "瓦时"),
    KWH("kWh", "kWh", 1000, 1, "kW·h", "度", "千瓦时"),
    MWH("MWh", "MWh", 1_000_000, 1, "MW·h", "兆瓦时"),
    TEN_MWH("万kWh", "10MWh", 10_000_000, 1, "10MWh", "万kW·h", "万度", "万千瓦时"),
    GJ("GJ", null, 2_500_000, 9),
    W("W", null, 1, 0),
    KW("kW", null, 1000, 0, "千瓦"),
    MW("MW", null, 1_000_000, 0, "兆瓦");

    private static final long HOUR_MILLIS = 3_600_000;

    private final String word;
    private final String inRecords;
    private final long wh;
    private final long divisor;
    private final List<String> otherWords;

    /**
     * @param inRecords the word of records for it; null if records cannot have it
     * @param divisor of {@code wh}; 0 for a power
     */
    EnergyUnit(String word, String inRecords, long wh, long divisor, String... otherWords) {
        this.word = word;
        this.inRecords = inRecords;
        this.wh = wh;
        this.divisor = divisor;
        this.otherWords = List.of(otherWords);
    }

    /** How it is written, e.g. {@code kWh}. */
    public String word() {
        return word;
    }

    /** Whether it is a power, so that energy takes the length of an interval. */
    public boolean isPower() {
        return divisor == 0;
    }

    /** The unit of a word, in capitals or small letters, or in Chinese; null if there is none. */
    public static EnergyUnit of(String text) {
        return Arrays.stream(values())
                .filter(unit -> unit.word.equalsIgnoreCase(text)
                        || unit.otherWords.stream().anyMatch(text::equalsIgnoreCase))
                .findFirst()
                .orElse(null);
    }

    /** The word of records for what {@link #energy} gives. */
    String wordOfEnergy() {
        return inRecords == null ? WH.word : inRecords;
    }

    /** Whether a value stands in a record as it is. */
    boolean isOfRecords() {
        return inRecords != null;
    }

    /**
     * A value as energy: of the units that records have as it is, of the others in Wh. Exact where that ends within a
     * decimal's digits; else rounded HALF_UP to whole Wh, as the record's energy is.
     *
     * @param length of the interval that a power is the mean of, milliseconds
     */
    BigDecimal energy(BigDecimal value, long length) {
        if (isOfRecords()) {
            return value;
        }
        BigDecimal dividend = value.multiply(BigDecimal.valueOf(wh));
        long by = divisor;
        if (isPower()) {
            dividend = dividend.multiply(BigDecimal.valueOf(length));
            by = HOUR_MILLIS;
        }
        BigInteger odd = BigInteger.valueOf(withoutTwosAndFives(by));
        return dividend.unscaledValue().mod(odd).signum() == 0
                ? dividend.divide(BigDecimal.valueOf(by)).stripTrailingZeros()
                : dividend.divide(BigDecimal.valueOf(by), 0, RoundingMode.HALF_UP);
    }

    private static long withoutTwosAndFives(long number) {
        long rest = number;
        for (int prime : new int[] {2, 5}) {
            while (rest % prime == 0) {
                rest /= prime;
            }
        }
        return rest;
    }
}
