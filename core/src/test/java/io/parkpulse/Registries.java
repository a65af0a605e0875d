package io.parkpulse;

import io.parkpulse.index.Methods;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import io.parkpulse.model.Park;
import io.parkpulse.model.Process;
import io.parkpulse.model.Registry;
import io.parkpulse.model.StaffSource;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Registries for tests, row by row; what a row does not say is the registry's default. */
public final class Registries {
    private final List<Park> parks = new ArrayList<>();
    private final List<Enterprise> enterprises = new ArrayList<>();
    private final List<Meter> meters = new ArrayList<>();

    public Registries park(String id, String region, String zone, String method) {
        return park(id, region, zone, method, Park.USUAL_TURN.toString());
    }

    public Registries park(String id, String region, String zone, String method, String turn) {
        parks.add(new Park(id, "", "", "", "", region, ZoneId.of(zone), 0, 0, null, method, LocalTime.parse(turn)));
        return this;
    }

    public Registries park(String id, String region, int parkClass, int batch) {
        parks.add(new Park(
                id, "", "", "", "", region, ZoneId.of("Asia/Shanghai"), parkClass, batch, null, Method.DEFAULT_ID));
        return this;
    }

    public Registries park(String id) {
        return park(id, "", "Asia/Shanghai", Method.DEFAULT_ID);
    }

    public Registries enterprise(Row row) {
        enterprises.add(row.build());
        return this;
    }

    public Registries enterprise(String id, String park) {
        return enterprise(row(id, park));
    }

    /** A cumulative meter in kWh, read every 15 minutes. */
    public Registries meter(String id, String enterprise, BigDecimal ratedKva) {
        return meter(new Meter(
                id,
                List.of(new Meter.Share(enterprise, 10_000)),
                MeterKind.CUMULATIVE,
                BigDecimal.valueOf(1000),
                0,
                ratedKva,
                900_000));
    }

    public Registries meter(Meter meter) {
        meters.add(meter);
        return this;
    }

    public Registry build() {
        parks.sort(Comparator.comparing(Park::id));
        enterprises.sort(Comparator.comparing(Enterprise::id).thenComparing(Enterprise::validFrom));
        meters.sort(Comparator.comparing(Meter::id));
        return new Registry(parks, enterprises, meters, Methods.builtIn());
    }

    public static Row row(String id, String park) {
        return new Row(id, park);
    }

    /** A method that differs from the default in what a figure is made of. */
    public static Method method(
            String threshold,
            Method.Comparator comparator,
            Method.Output output,
            boolean countOnline,
            String coverageGate,
            String scopeGate) {
        return Method.of("test")
                .with(MethodParameter.THRESHOLD, new BigDecimal(threshold))
                .with(MethodParameter.COMPARATOR, comparator)
                .with(MethodParameter.OUTPUT, output)
                .with(MethodParameter.COUNT_ONLINE, countOnline)
                .with(MethodParameter.COVERAGE_GATE, new BigDecimal(coverageGate))
                .with(MethodParameter.SCOPE_GATE, new BigDecimal(scopeGate));
    }

    /** A row of an enterprise. */
    public static final class Row {
        private final String id;
        private final String park;
        private List<String> tiers = List.of();
        private String industry = "";
        private String siteKind = "";
        private String grid = "";
        private String priority = "";
        private long staffRegistered;
        private long staffRequired;
        private StaffSource staffSource = StaffSource.CHECKIN;
        private Evidence evidence = Evidence.POWER;
        private long baselineWh;
        private long standbyWh;
        private long capacityWh;
        private Process process = Process.DISCRETE;
        private long validFrom = Long.MIN_VALUE;
        private long validTo = Long.MAX_VALUE;

        private Row(String id, String park) {
            this.id = id;
            this.park = park;
        }

        public Row tiers(String... names) {
            tiers = List.of(names);
            return this;
        }

        public Row inside(String ofIndustry, String ofSiteKind, String ofGrid, String ofPriority) {
            industry = ofIndustry;
            siteKind = ofSiteKind;
            grid = ofGrid;
            priority = ofPriority;
            return this;
        }

        public Row staff(StaffSource source, long registered, long required) {
            staffSource = source;
            staffRegistered = registered;
            staffRequired = required;
            return this;
        }

        public Row evidence(Evidence shownBy) {
            evidence = shownBy;
            return this;
        }

        public Row energy(long baseline, long standby, long capacity) {
            baselineWh = baseline;
            standbyWh = standby;
            capacityWh = capacity;
            return this;
        }

        public Row process(Process kind) {
            process = kind;
            return this;
        }

        public Row valid(long from, long to) {
            validFrom = from;
            validTo = to;
            return this;
        }

        public Enterprise build() {
            return new Enterprise(
                    id,
                    park,
                    "",
                    tiers,
                    industry,
                    siteKind,
                    grid,
                    priority,
                    staffRegistered,
                    staffRequired,
                    staffSource,
                    evidence,
                    baselineWh,
                    standbyWh,
                    capacityWh,
                    process,
                    validFrom,
                    validTo);
        }
    }
}
