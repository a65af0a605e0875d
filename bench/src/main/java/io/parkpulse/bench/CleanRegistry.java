package io.parkpulse.bench;

import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Method;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/**
 * The registry of a recording that the plain loops understand: one zone, the default method, enterprises that are always
 * valid, cumulative meters of one enterprise each.
 *
 * @param parks sorted by id
 * @param enterprises sorted by id
 * @param meters sorted by id
 * @param zone of all local days
 */
record CleanRegistry(List<Park> parks, List<Enterprise> enterprises, List<Meter> meters, ZoneId zone) {

    /**
     * Reads a recording's registry.
     *
     * @throws IllegalArgumentException if it holds what the plain loops leave out
     */
    static CleanRegistry read(Path recording) throws IOException {
        Registry registry;
        try {
            registry = RegistryReader.read(recording).registry();
        } catch (RegistryException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        List<ZoneId> zones =
                registry.parks().stream().map(Park::zone).distinct().toList();
        require(zones.size() == 1, "parks of one zone");
        require(
                registry.parks().stream().allMatch(park -> park.method().equals(Method.DEFAULT_ID)),
                "parks with the default method");
        require(
                registry.enterprises().stream()
                        .allMatch(row -> row.validFrom() == Long.MIN_VALUE && row.validTo() == Long.MAX_VALUE),
                "enterprises that are always valid");
        require(
                registry.meters().stream()
                        .allMatch(meter -> meter.register().kind() == MeterKind.CUMULATIVE
                                && !meter.register().signed()
                                && meter.rows().size() == 1
                                && meter.rows().get(0).flow() == Flow.ADD
                                && meter.rows().get(0).validFrom() == Long.MIN_VALUE
                                && meter.rows().get(0).validTo() == Long.MAX_VALUE),
                "cumulative meters of one enterprise each, which always has it, and no export registers");
        return new CleanRegistry(registry.parks(), registry.enterprises(), registry.meters(), zones.get(0));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("the plain loops need " + what);
        }
    }
}
