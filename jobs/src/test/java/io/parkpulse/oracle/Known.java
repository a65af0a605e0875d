package io.parkpulse.oracle;

import io.parkpulse.model.Evidence;
import io.parkpulse.model.Meter;
import io.parkpulse.model.Process;
import io.parkpulse.model.StaffSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The registry as the reference knows it, section 2.
 *
 * @param parks sorted by id
 * @param enterprises sorted by (id, from)
 * @param meters sorted by id
 * @param methods by id
 */
record Known(List<Park> parks, List<Enterprise> enterprises, List<Meter> meters, Map<String, Method> methods) {
    static final String DEFAULT_METHOD = "zhejiang-2020";

    /**
     * A row of {@code parks.csv}.
     *
     * @param region path; empty for none
     * @param parkClass empty for none, like {@code batch}
     */
    record Park(String id, String region, ZoneId zone, String parkClass, String batch, String method, LocalTime turn) {

        /** The latest turn before an instant; one that the clock skips comes by the offset before the gap. */
        long turnBefore(long instant) {
            LocalDate day = Instant.ofEpochMilli(instant).atZone(zone).toLocalDate();
            return Stream.of(day.minusDays(2), day.minusDays(1), day, day.plusDays(1))
                    .map(date -> date.atTime(turn).atZone(zone).toInstant().toEpochMilli())
                    .filter(when -> when < instant)
                    .max(Long::compare)
                    .orElseThrow();
        }
    }

    /**
     * A row of {@code enterprises.csv}; texts are empty for none.
     *
     * @param evidence null where the registry leaves it to what is metered
     * @param from epoch milliseconds, inclusive
     * @param to epoch milliseconds, exclusive
     */
    record Enterprise(
            String id,
            String park,
            Set<String> tiers,
            String industry,
            String siteKind,
            String grid,
            String priority,
            long staffRegistered,
            long staffRequired,
            StaffSource staffSource,
            Evidence evidence,
            long baselineWh,
            long standbyWh,
            long capacityWh,
            Process process,
            long from,
            long to) {

        boolean validAt(long instant) {
            return from <= instant && instant < to;
        }
    }

    /** Section 4.4. */
    record Method(
            String id,
            BigDecimal threshold,
            boolean thresholdItselfIsEnough,
            Output output,
            BigDecimal weightWork,
            BigDecimal weightOutput,
            RoundingMode rounding,
            int decimals,
            int indexDecimals,
            boolean trimZeros,
            boolean countOnline,
            BigDecimal coverageGate,
            BigDecimal scopeGate,
            BigDecimal utilisationCap,
            BigDecimal target) {}

    /** Which energies and baselines the output rate sums. */
    enum Output {
        ALL,
        RESUMED_OVER_ALL,
        RESUMED_ONLY
    }
}
