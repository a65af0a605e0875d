package io.parkpulse.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A registry without errors, of a few parks, enterprises and meters. */
final class FuzzRegistry {
    private static final List<String> ZONES = List.of(
            "Asia/Shanghai",
            "Asia/Shanghai",
            "Europe/Berlin",
            "America/New_York",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "Asia/Tokyo");
    private static final List<String> REGIONS =
            List.of("", "tianjin", "tianjin/dongli", "zhejiang", "europe/de/berlin", "europe/de", "中国/浙江/杭州");
    private static final List<String> METHODS =
            List.of("", "", "zhejiang-2020", "wuhan-2020", "sichuan-2020", "jiangsu-2020", "binhai-2020");
    private static final List<String> OWN_METHODS = List.of("strict-2026", "resumed-only", "coarse", "open", "partial");
    private static final String YAML = """
            # further methods
            strict-2026:
              threshold: "0.50"
              comparator: GT
              output: RESUMED_OVER_ALL
              weight_work: "0.4"
              weight_output: "0.6"
              rounding: FLOOR
              decimals: 3
              index_decimals: 1
              count_online: true
              coverage_gate: "0.95"
              scope_gate: "0.25"
              target: "1.15"
              utilisation_cap: 1.5
              trim_zeros: true
              delta: EXACT
              source: {text: made up, link: https://example.org/strict}
            resumed-only:
              threshold: "0.30"
              comparator: GE
              output: RESUMED_ONLY
              weight_work: "0.5"
              weight_output: "0.5"
              rounding: HALF_UP
              decimals: 1
              index_decimals: 2
              count_online: false
              coverage_gate: "0.50"
              scope_gate: "0.50"
              target: 0
              trim_zeros: true
              delta: PRINTED
              source: {text: made up, link: https://example.org/only}
            coarse:
              threshold: "0.333"
              output: ALL
              weight_work: "1"
              weight_output: "0.25"
              decimals: 0
              index_decimals: 0
              count_online: true
              coverage_gate: "0"
              target: "0.333"
              utilisation_cap: "10"
              trim_zeros: true
              source: {text: made up, link: https://example.org/coarse}
            open:
              threshold: "0"
              output: RESUMED_ONLY
              rounding: FLOOR
              decimals: 0
              coverage_gate: "0"
              scope_gate: "0"
              utilisation_cap: "1"
              target: 10
              source: {text: made up}
            partial:
              decimals: 4
              trim_zeros: false
            wuhan-2020:
              threshold: "0.6"
              coverage_gate: "1"
            """;

    /** A cell by column, as text. */
    static final class Row extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;
    }

    private final Fuzz fuzz;
    private final long start;
    private final long end;

    final List<Row> parks = new ArrayList<>();
    final List<Row> enterpriseRows = new ArrayList<>();
    final List<Row> meterRows = new ArrayList<>();
    final List<String> enterprises = new ArrayList<>();
    final List<FuzzMeters.Plan> meters = new ArrayList<>();
    /** Instants at which a row of an enterprise begins or ends. */
    final List<Long> boundaries = new ArrayList<>();

    /** The zone of about half of the parks. */
    final ZoneId likely;

    private final boolean yaml;

    FuzzRegistry(Fuzz fuzz, String likely, long start, long end) {
        this.fuzz = fuzz;
        this.start = start;
        this.end = end;
        this.likely = ZoneId.of(likely);
        yaml = fuzz.chance(0.7);
        int parkCount = fuzz.between(1, 4);
        boolean oneZone = fuzz.chance(0.4);
        String zone = fuzz.chance(0.7) ? likely : fuzz.of(ZONES);
        String method = fuzz.chance(0.4) ? method() : null;
        for (int i = 0; i < parkCount; i++) {
            park(List.of("P1", "P10", "P2", "园区三").get(i), oneZone || fuzz.chance(0.4) ? zone : fuzz.of(ZONES), method);
        }
        int populated = parkCount > 1 && fuzz.chance(0.3) ? parkCount - 1 : parkCount;
        int enterpriseCount = fuzz.between(1, 10);
        for (int i = 1; i <= enterpriseCount; i++) {
            String id = fuzz.chance(0.1) ? "企业 " + i : String.format("E%02d", i);
            enterprises.add(id);
            rowsOf(id, populated);
        }
        int meterCount = fuzz.between(0, enterpriseCount + 2);
        boolean overTime = fuzz.with(Fuzz.METERS) && fuzz.chance(0.7);
        FuzzMeters fuzzMeters = new FuzzMeters(fuzz, this);
        for (int i = 1; i <= meterCount; i++) {
            fuzzMeters.meter(fuzz.chance(0.1) ? "表-" + i : String.format("M%02d", i), overTime);
        }
    }

    private String method() {
        return yaml && fuzz.chance(0.6) ? fuzz.of(OWN_METHODS) : fuzz.of(METHODS);
    }

    private void park(String id, String zone, String method) {
        Row row = new Row();
        row.put("park_id", id);
        row.put("name_zh", fuzz.of("园区", "丘钛,微电子", ""));
        row.put("name_en", fuzz.of("Park", "\"The\" Park", ""));
        row.put("name_ja", "");
        row.put("name_ko", "");
        row.put("region", fuzz.of(REGIONS));
        row.put("zone", zone.equals("Asia/Shanghai") ? fuzz.of(zone, "") : zone);
        row.put("park_class", fuzz.of("1", "2", "3", "4"));
        row.put("batch", fuzz.of("1", "2", "3", ""));
        row.put("opens_on", fuzz.of("2020-02-10", ""));
        row.put("method", method != null ? method : method());
        if (fuzz.with(Fuzz.GATES)) {
            row.put("turn", fuzz.of("", "", "04:00", "00:00", "02:30", "02:15", "01:30", "23:59"));
        }
        parks.add(row);
    }

    /** One row; or two, with a boundary at an odd millisecond and sometimes a gap; or one that begins or ends. */
    private void rowsOf(String id, int populatedParks) {
        Row park = parks.get(fuzz.below(populatedParks));
        double kind = fuzz.random.nextDouble();
        if (kind < 0.65) {
            enterprise(id, park, null, null);
            return;
        }
        long boundary = boundary();
        boundaries.add(boundary);
        if (kind < 0.72) {
            enterprise(id, park, boundary, null);
        } else if (kind < 0.8) {
            enterprise(id, park, null, boundary);
        } else {
            List<Row> others = parks.stream()
                    .filter(other -> zoneOf(other).equals(zoneOf(park)))
                    .toList();
            long next = fuzz.chance(0.6)
                    ? boundary
                    : boundary + 1 + fuzz.upTo(Duration.ofHours(30).toMillis());
            enterprise(id, park, null, boundary);
            enterprise(id, fuzz.of(others), next, null);
            boundaries.add(next);
        }
    }

    private static String zoneOf(Row park) {
        return park.get("zone").isEmpty() ? "Asia/Shanghai" : park.get("zone");
    }

    /** Between start and end, most often. */
    long boundary() {
        long boundary = start + fuzz.upTo(end - start);
        if (fuzz.chance(0.4)) {
            boundary -= boundary % Duration.ofHours(1).toMillis(); // at a step end, or beside one
            boundary += fuzz.of(0, 1, -1);
        }
        return boundary;
    }

    private void enterprise(String id, Row park, Long from, Long to) {
        long daily = Math.round(fuzz.within(50, 500) * 1000 * 24);
        Row row = new Row();
        row.put("enterprise_id", id);
        row.put("park_id", park.get("park_id"));
        row.put("name", fuzz.of("", "华存电子", "Foo, \"Bar\" Ltd", "丘钛,微电子"));
        row.put(
                "tiers",
                fuzz.of("", "above-scale", "four-above;small-micro", "above-scale;four-above;top-100", "small-micro"));
        row.put("industry", fuzz.of("", "auto", "biotech", "logistics/cold"));
        row.put("site_kind", fuzz.of("", "own-site", "trade-logistics", "office-building"));
        row.put("grid", fuzz.of("", "district-A", "district-A/street-7", "district-A/street-7/u3/b2/f1", "区-B"));
        row.put("priority", fuzz.of("", "", "medical", "supply-chain"));
        row.put("staff_registered", fuzz.of("", "0", "3", "8", "100"));
        row.put("staff_required", fuzz.of("", "", "0", "2", "50"));
        row.put("staff_source", fuzz.of("", "CHECKIN", "CHECKIN", "HEADCOUNT"));
        row.put("evidence", fuzz.of("", "", "POWER", "PRESENCE", "ANY"));
        row.put("baseline_wh", fuzz.of("", "0", "1", "" + daily, "" + daily, "" + daily, "" + daily / 3));
        row.put("standby_wh", fuzz.of("", "0", "144000", "" + daily / 20));
        row.put("capacity_wh", fuzz.of("", "0", "2", "100000", "" + daily, "" + daily * 2));
        row.put("process", fuzz.of("", "continuous", "discrete", "labour", "office"));
        row.put("valid_from", from == null ? "" : bound(from));
        row.put("valid_to", to == null ? "" : bound(to));
        enterpriseRows.add(row);
    }

    /** Whether any row of an enterprise holds at some time in [from, to). */
    boolean isValidIn(String enterprise, long from, long to) {
        return enterpriseRows.stream()
                .filter(row -> row.get("enterprise_id").equals(enterprise))
                .anyMatch(row -> instant(row.get("valid_from"), Long.MIN_VALUE) < to
                        && from < instant(row.get("valid_to"), Long.MAX_VALUE));
    }

    private static long instant(String cell, long always) {
        return cell.isEmpty() ? always : OffsetDateTime.parse(cell).toInstant().toEpochMilli();
    }

    /** As it is written in a file. */
    String bound(long instant) {
        return fuzz.chance(0.5)
                ? Instant.ofEpochMilli(instant).toString()
                : Instant.ofEpochMilli(instant)
                        .atOffset(ZoneOffset.ofHours(8))
                        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    void write(Path dir) throws IOException {
        csv(dir.resolve("parks.csv"), parks);
        csv(dir.resolve("enterprises.csv"), enterpriseRows);
        List<String> columns = new ArrayList<>(
                List.of("meter_id", "enterprise_id", "share", "kind", "wh_per_unit", "modulus", "rated_kva", "every"));
        if (fuzz.with(Fuzz.METERS)) {
            columns.addAll(List.of("flow", "signed", "serial", "valid_from", "valid_to"));
        }
        csv(dir.resolve("meters.csv"), meterRows, columns);
        if (yaml) {
            String parameters = "(?m)^  (trim_zeros|delta|utilisation_cap):.*\\n";
            Files.writeString(
                    dir.resolve("methods.yaml"), fuzz.with(Fuzz.METHODS) ? YAML : YAML.replaceAll(parameters, ""));
        }
    }

    private void csv(Path file, List<Row> rows) throws IOException {
        csv(file, rows, new ArrayList<>(rows.get(0).keySet()));
    }

    /** Columns in any order. */
    private void csv(Path file, List<Row> rows, List<String> header) throws IOException {
        List<String> columns = new ArrayList<>(header);
        Collections.shuffle(columns, fuzz.random);
        String newline = fuzz.of("\n", "\n", "\r\n");
        StringBuilder text = new StringBuilder(String.join(",", columns)).append(newline);
        for (Map<String, String> row : rows) {
            text.append(columns.stream()
                            .map(column -> quoted(row.getOrDefault(column, "")))
                            .collect(Collectors.joining(",")))
                    .append(newline);
        }
        Files.writeString(file, text);
    }

    private static String quoted(String cell) {
        return cell.contains(",") || cell.contains("\"") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
