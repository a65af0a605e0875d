package io.parkpulse.simulator;

import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Park;
import io.parkpulse.model.Process;
import io.parkpulse.model.StaffSource;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Three enterprises in one park whose figures can be added up by hand, as {@code docs/tutorial.md} does. Everything in it
 * is made up.
 */
final class Tiny implements Scenario {

    static final String NAME = "tiny";
    static final LocalDate FIRST_DAY = LocalDate.of(2020, 3, 16);
    static final int DAYS = 2;

    private static final String PARK = "tiny-park";
    private static final LoadCurve CONSTANT = LoadCurve.constant();
    private static final int WHOLE_SHARE = 10_000;
    private static final long KWH = 1000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SimulatedDays days() {
        return new SimulatedDays(FIRST_DAY, DAYS);
    }

    @Override
    public List<Park> parks() {
        return List.of(new Park(
                PARK,
                "小园区",
                "Tiny Park",
                "小さな園区",
                "작은 단지",
                "example",
                SimulatedDays.ZONE,
                1,
                1,
                FIRST_DAY.minusWeeks(1),
                "zhejiang-2020"));
    }

    @Override
    public void premises(Consumer<Premises> consumer) {
        consumer.accept(alpha());
        consumer.accept(beta());
        consumer.accept(gamma());
    }

    /** A works with a register read every quarter-hour: 48 kWh on the first day, 240 kWh on the second. */
    private static Premises alpha() {
        Enterprise row = row(
                "ALPHA",
                "equipment",
                SiteKind.OWN_SITE,
                10,
                StaffSource.CHECKIN,
                Evidence.POWER,
                new long[] {300 * KWH, 40 * KWH, 440 * KWH},
                Process.DISCRETE);
        return new Premises(
                List.of(occupant(row, 0, new Premises.People(2, 0), new Premises.People(8, 0))),
                List.of(load(row, MeterKind.CUMULATIVE, 30, SimulatedDays.QUARTER_SECONDS, 48, 240)));
    }

    /** A store that stands still, 1 kW day and night, read every hour; a guard at the gate. */
    private static Premises beta() {
        Enterprise row = row(
                "BETA",
                "logistics",
                SiteKind.TRADE_LOGISTICS,
                5,
                StaffSource.HEADCOUNT,
                Evidence.POWER,
                new long[] {120 * KWH, 24 * KWH, 160 * KWH},
                Process.DISCRETE);
        return new Premises(
                List.of(occupant(row, 1, new Premises.People(1, 0), new Premises.People(1, 0))),
                List.of(load(row, MeterKind.INTERVAL, 10, 4 * SimulatedDays.QUARTER_SECONDS, 24, 24)));
    }

    /** An office without a meter: three of five come, on the second day one works online. */
    private static Premises gamma() {
        Enterprise row = row(
                "GAMMA",
                "software",
                SiteKind.OFFICE_BUILDING,
                5,
                StaffSource.CHECKIN,
                Evidence.PRESENCE,
                new long[] {0, 0, 0},
                Process.OFFICE);
        return new Premises(List.of(occupant(row, 0, new Premises.People(3, 0), new Premises.People(3, 1))), List.of());
    }

    private static Enterprise row(
            String id,
            String industry,
            SiteKind kind,
            int staff,
            StaffSource source,
            Evidence evidence,
            long[] baselineStandbyCapacity,
            Process process) {
        return new Enterprise(
                id,
                PARK,
                id.charAt(0) + id.substring(1).toLowerCase(Locale.ROOT),
                List.of(),
                industry,
                kind.id(),
                "",
                "",
                staff,
                staff,
                source,
                evidence,
                baselineStandbyCapacity[0],
                baselineStandbyCapacity[1],
                baselineStandbyCapacity[2],
                process,
                Long.MIN_VALUE,
                Long.MAX_VALUE);
    }

    private static Premises.Occupant occupant(
            Enterprise row, int gates, Premises.People first, Premises.People second) {
        return new Premises.Occupant(row, Shifts.DAY, gates, TimeStyle.OFFSET, List.of(first, second));
    }

    private static Premises.Load load(
            Enterprise row, MeterKind kind, int ratedKva, int everySeconds, long firstKwh, long secondKwh) {
        Meter meter = new Meter(
                row.id() + "-1",
                List.of(new Meter.Share(row.id(), WHOLE_SHARE)),
                kind,
                BigDecimal.valueOf(KWH),
                kind == MeterKind.CUMULATIVE ? 1_000_000 * KWH : 0,
                BigDecimal.valueOf(ratedKva),
                everySeconds * 1000L);
        return new Premises.Load(
                meter,
                "kWh",
                TimeStyle.OFFSET,
                List.of(new Premises.Energy(firstKwh * KWH, CONSTANT), new Premises.Energy(secondKwh * KWH, CONSTANT)));
    }
}
