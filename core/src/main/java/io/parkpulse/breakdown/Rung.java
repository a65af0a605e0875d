package io.parkpulse.breakdown;

import io.parkpulse.index.Sum;
import java.util.Locale;

/**
 * A rung of the ladder 复工 → 复产 → 达产 → 满产, the lowest first. Each is judged by itself: an enterprise may stand on a
 * higher one and not on a lower one, where the one is seen by people and the other by energy.
 */
public enum Rung {
    /** 复工: at work, as far as is known. */
    OPENED {
        @Override
        Standing of(long[] sums) {
            return Sum.UNKNOWN.of(sums) > 0 ? Standing.UNKNOWN : onOrBelow(Sum.AT_WORK.of(sums) > 0);
        }
    },
    /** 复产: utilisation above the lowest band, so 30 % or more. */
    PRODUCING {
        @Override
        Standing of(long[] sums) {
            return byUtilisation(sums, Sum.UTILISATION_BAND_0.of(sums) == 0);
        }
    },
    /** 达产: utilisation at or over the target of the park's method. */
    AT_TARGET {
        @Override
        Standing of(long[] sums) {
            return byUtilisation(sums, Sum.AT_TARGET.of(sums) > 0);
        }
    },
    /** 满产: utilisation in the highest band, so 90 % or more. */
    FULL {
        @Override
        Standing of(long[] sums) {
            return byUtilisation(sums, Sum.UTILISATION_BAND_4.of(sums) > 0);
        }
    };

    /** How an enterprise stands to a rung. */
    public enum Standing {
        /** On it. */
        ON,
        /** Below it. */
        BELOW,
        /** That is not known. */
        UNKNOWN,
        /** It does not count in the scope. */
        ABSENT
    }

    /** The name in files, e.g. {@code at_target}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract Standing of(long[] sums);

    /**
     * How an enterprise stands to it on a day.
     *
     * @param sums what it adds to each sum of its scopes; null if it does not count in the scope
     */
    public Standing standing(long[] sums) {
        return sums == null ? Standing.ABSENT : of(sums);
    }

    private static Standing onOrBelow(boolean on) {
        return on ? Standing.ON : Standing.BELOW;
    }

    private static Standing byUtilisation(long[] sums, boolean on) {
        return Sum.UTILISATION_KNOWN.of(sums) == 0 ? Standing.UNKNOWN : onOrBelow(on);
    }
}
