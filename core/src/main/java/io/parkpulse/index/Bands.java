package io.parkpulse.index;

import io.parkpulse.exact.Bound;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How the enterprises of a scope are spread over bands of a share, in the order in which the lists are written, behind the
 * {@linkplain Measure measures}. This is the only list of them.
 */
public enum Bands {
    /** 产能利用率 of the enterprises whose utilisation is known. */
    UTILISATION_BANDS(Sum.UTILISATION_BAND_0),
    /** 返岗率 of the enterprises that have staff and whose staff source said anything. */
    STAFF_BANDS(Sum.STAFF_BAND_0);

    /** The share from which each band on begins, but for the first, which begins at 0; a band ends where the next begins. */
    public static final List<BigDecimal> LIMITS =
            List.of(new BigDecimal("0.3"), new BigDecimal("0.5"), new BigDecimal("0.8"), new BigDecimal("0.9"));

    /** How many bands there are. */
    public static final int COUNT = LIMITS.size() + 1;

    /** The band of an enterprise that is in none. */
    static final int NONE = -1;

    private static final List<Bound> BOUNDS =
            LIMITS.stream().map(limit -> Bound.of(limit, 1)).toList();

    private final String id;
    private final Sum first;

    Bands(Sum first) {
        this.id = name().toLowerCase(Locale.ROOT);
        this.first = first;
    }

    /** The name in files and topics, e.g. {@code staff_bands}. */
    public String id() {
        return id;
    }

    /** How many enterprises lie in each band, of the sums of a scope; {@link #COUNT} numbers, the lowest band first. */
    public long[] of(long[] sums) {
        return Arrays.copyOfRange(sums, first.ordinal(), first.ordinal() + COUNT);
    }

    /**
     * The list of a name in files.
     *
     * @return empty for a name that there is not
     */
    public static Optional<Bands> of(String id) {
        return Arrays.stream(values()).filter(bands -> bands.id.equals(id)).findFirst();
    }

    /** The band of a share part ÷ whole, exact; {@link #NONE} where the whole is 0. */
    static int at(long part, long whole) {
        if (whole == 0) {
            return NONE;
        }
        int band = 0;
        while (band < BOUNDS.size() && BOUNDS.get(band).compare(part, whole) >= 0) {
            band++;
        }
        return band;
    }

    /**
     * The band of a share.
     *
     * @param reaches whether the share is at least this one
     */
    static int at(Predicate<BigDecimal> reaches) {
        int band = 0;
        while (band < LIMITS.size() && reaches.test(LIMITS.get(band))) {
            band++;
        }
        return band;
    }
}
