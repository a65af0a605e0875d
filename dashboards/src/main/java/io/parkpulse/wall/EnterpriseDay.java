package io.parkpulse.wall;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.index.Measure;
import java.math.BigDecimal;
import java.time.LocalDate;

/** What one enterprise is counted with on a local day, as its line says. */
record EnterpriseDay(
        LocalDate day,
        String park,
        long windowMs,
        boolean metered,
        long coveredMs,
        long energyWh,
        long baselineWh,
        boolean matched,
        boolean powerResumed,
        long returned,
        long staffRegistered,
        long online,
        boolean atWork,
        long usedWh,
        long capacityWh) {

    static EnterpriseDay of(LocalDate day, JsonNode line) {
        return new EnterpriseDay(
                day,
                line.path("park").asText(),
                whole(line, "window_ms"),
                truth(line, "metered"),
                whole(line, "covered_ms"),
                whole(line, "energy_wh"),
                whole(line, "baseline_wh"),
                truth(line, "matched"),
                truth(line, "power_resumed"),
                whole(line, "returned"),
                whole(line, "staff_registered"),
                whole(line, "online"),
                truth(line, "at_work"),
                line.path("used_wh").asLong(0),
                line.path("capacity_wh").asLong(0));
    }

    private static long whole(JsonNode line, String name) {
        if (!line.path(name).isIntegralNumber() || !line.path(name).canConvertToLong()) {
            throw new IllegalArgumentException(name + ": expected a whole number");
        }
        return line.path(name).longValue();
    }

    private static boolean truth(JsonNode line, String name) {
        if (!line.path(name).isBoolean()) {
            throw new IllegalArgumentException(name + ": expected true or false");
        }
        return line.path(name).booleanValue();
    }

    /** A meter, and nothing heard of it all day. */
    boolean isSilent() {
        return metered && coveredMs == 0;
    }

    /** Anything at all was heard of it. */
    boolean isHeard() {
        return coveredMs > 0 || returned > 0 || online > 0;
    }

    boolean isCovered(BigDecimal gate) {
        return metered && BigDecimal.valueOf(coveredMs).compareTo(gate.multiply(BigDecimal.valueOf(windowMs))) >= 0;
    }

    /** What it adds to the numerator of a rate. */
    long n(Measure rate, String output) {
        return switch (rate) {
            case ENTERPRISE_RESUMPTION -> one(atWork);
            case POWER_WORK_RATE -> one(powerResumed);
            case POWER_OUTPUT_RATE -> (output.equals("ALL") ? matched : powerResumed) ? energyWh : 0;
            case STAFF_RETURN -> returned;
            case CAPACITY_UTILISATION -> usedWh;
            case COVERAGE -> coveredMs;
            default -> throw new IllegalArgumentException(rate.id() + " is no rate");
        };
    }

    /** What it adds to the denominator of a rate. */
    long d(Measure rate, String output) {
        return switch (rate) {
            case ENTERPRISE_RESUMPTION -> 1;
            case POWER_WORK_RATE -> one(metered);
            case POWER_OUTPUT_RATE -> (output.equals("RESUMED_ONLY") ? powerResumed : matched) ? baselineWh : 0;
            case STAFF_RETURN -> staffRegistered;
            case CAPACITY_UTILISATION -> capacityWh;
            case COVERAGE -> metered ? windowMs : 0;
            default -> throw new IllegalArgumentException(rate.id() + " is no rate");
        };
    }

    private static long one(boolean holds) {
        return holds ? 1 : 0;
    }
}
