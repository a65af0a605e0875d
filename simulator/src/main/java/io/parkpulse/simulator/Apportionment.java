package io.parkpulse.simulator;

import java.math.BigInteger;

/** Divides a whole number among several so that the parts add up to it exactly. */
final class Apportionment {

    private Apportionment() {}

    /**
     * Parts as {@code weights} go to each other, each from its {@code least} to its {@code greatest}, which add up to
     * {@code total}.
     */
    static long[] divide(long total, long[] weights, long[] least, long[] greatest) {
        long[] parts = least.clone();
        long left = total;
        for (long part : parts) {
            left -= part;
        }
        if (left < 0) {
            throw new IllegalArgumentException(total + " is less than the parts have at least");
        }
        while (left > 0) {
            long given = pass(left, parts, weights, greatest);
            if (given == 0) {
                throw new IllegalArgumentException(total + " is more than the parts can take");
            }
            left -= given;
        }
        return parts;
    }

    /** Gives each what its weight among those with room left is worth, and one more each while rounding leaves some. */
    private static long pass(long left, long[] parts, long[] weights, long[] greatest) {
        long room = 0;
        for (int i = 0; i < parts.length; i++) {
            room += parts[i] < greatest[i] ? weights[i] : 0;
        }
        long given = 0;
        for (int i = 0; i < parts.length && given < left; i++) {
            if (parts[i] < greatest[i]) {
                long fair = BigInteger.valueOf(left)
                        .multiply(BigInteger.valueOf(weights[i]))
                        .divide(BigInteger.valueOf(room))
                        .longValueExact();
                long share = Math.min(Math.min(Math.max(1, fair), greatest[i] - parts[i]), left - given);
                parts[i] += share;
                given += share;
            }
        }
        return given;
    }
}
