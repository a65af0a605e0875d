package io.parkpulse.bench;

import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Method;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * Of a recording's registry what the peers are given: of each meter and enterprise the row that comes first. The parks are
 * those with the default method, in one zone that does not change its offset.
 */
final class PeerRegistry implements Serializable {
    private static final long serialVersionUID = 1;

    private final HashMap<String, MeterRow> meters = new HashMap<>();
    private final HashMap<String, Long> metered = new HashMap<>();
    private final ZoneId zone;

    /**
     * A meter with what is known of its enterprise.
     *
     * @param meters how many the enterprise has
     * @param interval whether a reading is an energy, not a register's state
     */
    record MeterRow(
            String meter,
            String enterprise,
            String park,
            long baselineWh,
            int meters,
            BigDecimal whPerUnit,
            long everyMs,
            boolean interval)
            implements Serializable {}

    /**
     * What is added up of a park's enterprises over a window.
     *
     * @param matched enterprises that are known well enough
     * @param resumed those of them that are at work
     * @param resumedWh energy of the latter
     * @param baselineWh baselines of the former
     */
    record Totals(long matched, long resumed, long resumedWh, long baselineWh) {
        /** One enterprise over 24 hours: matched from 80 % coverage on, resumed from 30 % of its baseline on. */
        static Totals of(long energyWh, long coveredMs, int meters, long baselineWh) {
            if (baselineWh == 0 || coveredMs / meters * 10 < 8 * 86_400_000L) {
                return new Totals(0, 0, 0, 0);
            }
            boolean resumed = energyWh * 10 >= baselineWh * 3;
            return new Totals(1, resumed ? 1 : 0, resumed ? energyWh : 0, baselineWh);
        }
    }

    private PeerRegistry(ZoneId zone) {
        this.zone = zone;
    }

    static PeerRegistry read(Path recording) throws IOException {
        Registry registry;
        try {
            registry = RegistryReader.read(recording).registry();
        } catch (RegistryException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        Map<String, Park> parks = new HashMap<>();
        registry.parks().stream()
                .filter(park -> park.method().equals(Method.DEFAULT_ID))
                .forEach(park -> parks.put(park.id(), park));
        Map<String, Enterprise> enterprises = new HashMap<>();
        registry.enterprises().stream()
                .filter(row -> parks.containsKey(row.park()))
                .forEach(row -> enterprises.putIfAbsent(row.id(), row));
        Map<String, Integer> ofEnterprise = new HashMap<>();
        registry.meters()
                .forEach(meter -> ofEnterprise.merge(meter.rows().get(0).enterprise(), 1, Integer::sum));
        PeerRegistry peers = new PeerRegistry(
                parks.values().stream().map(Park::zone).findFirst().orElseThrow());
        for (Meter meter : registry.meters()) {
            Enterprise enterprise = enterprises.get(meter.rows().get(0).enterprise());
            if (enterprise != null) {
                peers.meters.put(
                        meter.id(),
                        new MeterRow(
                                meter.id(),
                                enterprise.id(),
                                enterprise.park(),
                                enterprise.baselineWh(),
                                ofEnterprise.get(enterprise.id()),
                                meter.register().whPerUnit(),
                                meter.register().everyMillis(),
                                meter.register().kind() == MeterKind.INTERVAL));
            }
        }
        peers.meters.values().stream()
                .collect(java.util.stream.Collectors.toMap(MeterRow::enterprise, MeterRow::park, (one, same) -> one))
                .values()
                .forEach(park -> peers.metered.merge(park, 1L, Long::sum));
        return peers;
    }

    /** By id. */
    Map<String, MeterRow> meters() {
        return meters;
    }

    /** Of all local days. */
    ZoneId zone() {
        return zone;
    }

    /** By how much the zone is ahead of UTC, milliseconds. */
    long offsetMs() {
        return zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds() * 1000L;
    }

    /** Whether the peers answer for this park. */
    boolean knows(String park) {
        return metered.containsKey(park);
    }

    /**
     * Writes a park's figures.
     *
     * @param end of the window, epoch milliseconds
     */
    void write(FigureFile file, Question question, String park, long end, Totals totals) throws IOException {
        boolean known = totals.matched * 2 >= metered.get(park);
        Instant instant = Instant.ofEpochMilli(end);
        file.write(
                question == Question.DAYS
                        ? FigureFile.dailyKey(instant.atZone(zone).toLocalDate().minusDays(1), park)
                        : FigureFile.trailingKey(instant, park),
                new FigureFile.Figures(
                        known ? FigureFile.rate(totals.resumed, metered.get(park)) : FigureFile.NONE,
                        known && totals.baselineWh > 0
                                ? FigureFile.rate(totals.resumedWh, totals.baselineWh)
                                : FigureFile.NONE,
                        FigureFile.NONE));
    }
}
