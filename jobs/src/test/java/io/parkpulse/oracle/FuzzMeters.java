package io.parkpulse.oracle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Meters whose rows change with time: tenants follow each other or stay away, devices are exchanged, transformers rewired,
 * and some enterprises get back what others have.
 */
final class FuzzMeters {
    static final long ALWAYS_FROM = Long.MIN_VALUE;
    static final long ALWAYS_TO = Long.MAX_VALUE;

    private static final Map<String, String> DEFAULTS = defaults();

    /** How a meter is read for a time; texts as in the file, empty for none. */
    record Reading(
            boolean interval,
            boolean signed,
            String whPerUnit,
            String modulus,
            String ratedKva,
            String every,
            String serial) {
        long everyMillis() {
            return Duration.parse(every).toMillis();
        }

        Map<String, String> cells() {
            Map<String, String> cells = new LinkedHashMap<>();
            cells.put("kind", interval ? "INTERVAL" : "CUMULATIVE");
            cells.put("signed", "" + signed);
            cells.put("wh_per_unit", whPerUnit);
            cells.put("modulus", modulus);
            cells.put("rated_kva", ratedKva);
            cells.put("every", every);
            cells.put("serial", serial);
            return cells;
        }
    }

    /** A segment of a meter, for who makes its readings. */
    record Phase(String id, Reading reading, double kilowatts, long from, long to) {}

    /** @param bounds instants at which a row begins or ends */
    record Plan(String id, List<Phase> phases, List<Long> bounds) {}

    private record Tenant(String enterprise, int share, boolean subtracts) {}

    private static final class Draft {
        private final Tenant tenant;
        private final Reading reading;
        private final long from;
        private long to;
        private final Map<String, String> cells;

        Draft(Tenant tenant, Reading reading, long from, long to) {
            this.tenant = tenant;
            this.reading = reading;
            this.from = from;
            this.to = to;
            cells = reading.cells();
        }
    }

    private final Fuzz fuzz;
    private final FuzzRegistry registry;

    FuzzMeters(Fuzz fuzz, FuzzRegistry registry) {
        this.fuzz = fuzz;
        this.registry = registry;
    }

    /** Adds the rows of a meter. */
    void meter(String id, boolean overTime) {
        double kilowatts = Math.round(fuzz.within(5, 400));
        Reading first = anyReading(kilowatts);
        List<Draft> rows = new ArrayList<>();
        for (int attempt = 0; attempt < 20 && !isSomebodysWholly(rows); attempt++) {
            rows = overTime ? stretches(first, kilowatts) : List.of();
        }
        if (!isSomebodysWholly(rows)) {
            rows = always(first, overTime);
        }
        if (fuzz.chance(0.2)) {
            rows = new ArrayList<>(rows);
            Collections.shuffle(rows, fuzz.random);
        }
        leaveBlank(rows);
        for (Draft row : rows) {
            add(id, row);
        }
        registry.meters.add(new Plan(id, phases(id, rows, kilowatts), bounds(rows)));
    }

    // ---- who has it ----

    private List<Draft> always(Reading reading, boolean overTime) {
        List<Tenant> tenants = new ArrayList<>(tenants(registry.enterprises, true));
        subtract(tenants, registry.enterprises, overTime ? 0.15 : 0);
        return new ArrayList<>(tenants.stream()
                .map(tenant -> new Draft(tenant, reading, ALWAYS_FROM, ALWAYS_TO))
                .toList());
    }

    private List<Draft> stretches(Reading first, double kilowatts) {
        if (fuzz.chance(0.35)) {
            return List.of();
        }
        TreeSet<Long> edges = new TreeSet<>();
        for (int i = fuzz.of(1, 1, 2, 3); i > 0; i--) {
            edges.add(registry.boundary());
        }
        if (edges.size() < 2 || fuzz.chance(0.75)) {
            edges.add(ALWAYS_FROM);
        }
        if (edges.size() < 2 || fuzz.chance(0.75)) {
            edges.add(ALWAYS_TO);
        }
        List<Draft> rows = new ArrayList<>();
        List<Tenant> before = List.of();
        Reading reading = first;
        for (long from : edges.headSet(edges.last())) {
            long to = edges.higher(from);
            List<String> there = registry.enterprises.stream()
                    .filter(enterprise -> registry.isValidIn(enterprise, from, to))
                    .toList();
            boolean vacant = there.isEmpty() || fuzz.chance(0.12);
            if (!rows.isEmpty() && fuzz.chance(0.5)) {
                reading = changed(reading, kilowatts);
            }
            List<Tenant> tenants = vacant ? List.of() : followers(before, there);
            for (Tenant tenant : tenants) {
                lengthenOrAdd(rows, new Draft(tenant, reading, from, to));
            }
            before = tenants;
        }
        return rows;
    }

    private void lengthenOrAdd(List<Draft> rows, Draft next) {
        Draft same = rows.stream()
                .filter(row -> row.to == next.from && row.tenant.equals(next.tenant))
                .filter(row -> row.reading.equals(next.reading))
                .findFirst()
                .orElse(null);
        if (same != null && fuzz.chance(0.6)) {
            same.to = next.to;
        } else {
            rows.add(next);
        }
    }

    private List<Tenant> followers(List<Tenant> before, List<String> there) {
        List<Tenant> staying = new ArrayList<>(before.stream()
                .filter(tenant -> there.contains(tenant.enterprise))
                .toList());
        List<String> others = there.stream()
                .filter(id -> staying.stream().noneMatch(tenant -> tenant.enterprise.equals(id)))
                .toList();
        switch (staying.isEmpty() ? 3 : fuzz.below(5)) {
            case 0 -> {}
            case 1, 2 -> { // one leaves, and another comes in his place, or none does
                Tenant leaves = staying.remove(fuzz.below(staying.size()));
                if (!others.isEmpty() && fuzz.chance(0.8)) {
                    staying.add(new Tenant(fuzz.of(others), leaves.share, leaves.subtracts));
                }
            }
            default -> {
                staying.clear();
                staying.addAll(tenants(there, fuzz.chance(0.85)));
                subtract(staying, there, 0.2);
            }
        }
        return staying;
    }

    private List<Tenant> tenants(List<String> there, boolean whole) {
        List<String> users = new ArrayList<>(there);
        Collections.shuffle(users, fuzz.random);
        users = users.subList(0, Math.min(users.size(), fuzz.of(1, 1, 1, 2, 3)));
        int[] shares = shares(users.size());
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < users.size(); i++) {
            int share = whole || i > 0 ? shares[i] : (int) fuzz.upTo(shares[i]);
            tenants.add(new Tenant(users.get(i), share, false));
        }
        return tenants;
    }

    private int[] shares(int count) {
        return switch (count) {
            case 2 -> fuzz.of(new int[] {5000, 5000}, new int[] {3333, 6667}, new int[] {1, 9999});
            case 3 -> fuzz.of(new int[] {3333, 3333, 3334}, new int[] {1000, 8999, 1}, new int[] {2500, 2500, 5000});
            default -> new int[] {10000};
        };
    }

    /** Lets others have less by it. */
    private void subtract(List<Tenant> tenants, List<String> there, double probability) {
        for (String enterprise : there) {
            boolean has = tenants.stream().anyMatch(tenant -> tenant.enterprise.equals(enterprise));
            if (!has && fuzz.chance(probability / 2)) {
                tenants.add(new Tenant(enterprise, fuzz.of(10_000, 5000, 3333, 1), true));
            }
        }
        if (fuzz.chance(probability / 3)) {
            tenants.replaceAll(tenant -> new Tenant(tenant.enterprise, tenant.share, true));
        }
    }

    /** At some instant, unless it is only subtracted. */
    private static boolean isSomebodysWholly(List<Draft> rows) {
        if (rows.isEmpty()) {
            return false;
        }
        boolean added = rows.stream().anyMatch(row -> !row.tenant.subtracts);
        return !added
                || bounds(rows, true).stream()
                        .anyMatch(from -> holding(rows, from).stream()
                                        .filter(row -> !row.tenant.subtracts)
                                        .mapToInt(row -> row.tenant.share)
                                        .sum()
                                == 10_000);
    }

    private static List<Draft> holding(List<Draft> rows, long instant) {
        return rows.stream()
                .filter(row -> row.from <= instant && instant < row.to)
                .toList();
    }

    // ---- how it is read ----

    private Reading anyReading(double kilowatts) {
        boolean interval = fuzz.chance(0.3);
        boolean signed = fuzz.with(Fuzz.METERS) && fuzz.chance(0.2);
        return new Reading(
                interval,
                signed,
                factor(),
                interval || signed ? "" : fuzz.of("", "10000", "100000", "1000000"),
                fuzz.chance(0.7) ? rating(kilowatts) : "",
                every(),
                fuzz.with(Fuzz.METERS) ? fuzz.of("", "", "A-17") : "");
    }

    private String factor() {
        return fuzz.of("1000", "1000", "1", "100.1", "12000", "0.5");
    }

    private String every() {
        return fuzz.chance(0.1) ? fuzz.of("PT12H", "P1D", "PT16H") : fuzz.of("PT15M", "PT15M", "PT30M", "PT1H", "PT1H");
    }

    private String rating(double kilowatts) {
        return "" + Math.round(kilowatts * fuzz.of(0.9, 1.2, 2.5));
    }

    private Reading changed(Reading old, double kilowatts) {
        boolean interval = old.interval;
        boolean signed = old.signed;
        String whPerUnit = old.whPerUnit;
        String modulus = old.modulus;
        String ratedKva = old.ratedKva;
        String every = old.every;
        String serial = old.serial;
        for (int i = fuzz.of(1, 1, 2); i > 0; i--) {
            switch (fuzz.below(8)) {
                case 0, 1 -> whPerUnit = factor();
                case 2, 3 -> serial = fuzz.of("", "A-17", "B-2");
                case 4 -> interval = !interval;
                case 5 -> signed = !signed;
                case 6 -> every = every();
                default -> {
                    ratedKva = fuzz.chance(0.3) ? "" : rating(kilowatts);
                    modulus = fuzz.of("", "10000", "100000");
                }
            }
        }
        return new Reading(interval, signed, whPerUnit, interval || signed ? "" : modulus, ratedKva, every, serial);
    }

    // ---- rows ----

    /** Cells whose meaning is the same without them, by the first row that holds or by default. */
    private void leaveBlank(List<Draft> rows) {
        for (Draft row : rows) {
            for (String column : DEFAULTS.keySet()) {
                String text = row.cells.get(column);
                if (!text.isEmpty() && fuzz.chance(0.6)) {
                    row.cells.put(column, "");
                    if (!meansTheSame(rows, column)) {
                        row.cells.put(column, text);
                    }
                }
            }
        }
    }

    private static boolean meansTheSame(List<Draft> rows, String column) {
        for (long from : bounds(rows, true)) {
            List<Draft> holding = holding(rows, from);
            for (Draft row : holding) {
                String first = holding.get(0).cells.get(column);
                String otherwise = first.isEmpty() ? DEFAULTS.get(column) : first;
                String own = row.cells.get(column);
                if (!(own.isEmpty() ? otherwise : own)
                        .equals(row.reading.cells().get(column))) {
                    return false;
                }
            }
        }
        return true;
    }

    private void add(String id, Draft draft) {
        FuzzRegistry.Row row = new FuzzRegistry.Row();
        row.put("meter_id", id);
        row.put("enterprise_id", draft.tenant.enterprise);
        row.put("share", draft.tenant.share == 10_000 ? fuzz.of("", "10000") : "" + draft.tenant.share);
        row.put("flow", draft.tenant.subtracts ? "SUBTRACT" : fuzz.of("", "ADD"));
        draft.cells.forEach((column, text) -> row.put(column, spelled(column, text)));
        row.put("valid_from", draft.from == ALWAYS_FROM ? "" : registry.bound(draft.from));
        row.put("valid_to", draft.to == ALWAYS_TO ? "" : registry.bound(draft.to));
        registry.meterRows.add(row);
    }

    /** The same value in other words: cells are compared by value. */
    private String spelled(String column, String text) {
        if (text.isEmpty() || !fuzz.chance(0.15)) {
            return text;
        }
        return switch (column) {
            case "wh_per_unit", "modulus", "rated_kva" -> text.contains(".") ? text + "0" : text + ".0";
            case "every" ->
                Duration.parse(text).toMinutes() % 60 == 0
                        ? "PT" + Duration.parse(text).toMinutes() + "M"
                        : text;
            default -> text;
        };
    }

    private static List<Phase> phases(String id, List<Draft> rows, double kilowatts) {
        List<Phase> phases = new ArrayList<>();
        TreeSet<Long> bounds = bounds(rows, true);
        for (long from : bounds.headSet(bounds.last())) {
            List<Draft> holding = holding(rows, from);
            if (holding.isEmpty()) {
                continue;
            }
            Reading reading = holding.get(0).reading;
            long to = bounds.higher(from);
            Phase last = phases.isEmpty() ? null : phases.get(phases.size() - 1);
            if (last != null && last.reading.equals(reading)) {
                phases.set(phases.size() - 1, new Phase(id, reading, kilowatts, last.from, to));
            } else {
                phases.add(new Phase(id, reading, kilowatts, from, to));
            }
        }
        return phases;
    }

    private static List<Long> bounds(List<Draft> rows) {
        return List.copyOf(bounds(rows, false));
    }

    private static TreeSet<Long> bounds(List<Draft> rows, boolean always) {
        TreeSet<Long> bounds = new TreeSet<>();
        for (Draft row : rows) {
            bounds.add(row.from);
            bounds.add(row.to);
        }
        if (!always) {
            bounds.remove(ALWAYS_FROM);
            bounds.remove(ALWAYS_TO);
        }
        return bounds;
    }

    private static Map<String, String> defaults() {
        return new Reading(false, false, "1000", "", "", "PT15M", "").cells();
    }
}
