package io.parkpulse.oracle;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Process;
import io.parkpulse.model.Register;
import io.parkpulse.model.StaffSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Section 2 of the contract, for registries without errors. */
final class RegistryFiles {
    private RegistryFiles() {}

    static Known read(Path folder) {
        List<Known.Park> parks = new ArrayList<>();
        for (NamedCsvRecord row : rows(folder.resolve("parks.csv"))) {
            parks.add(park(row));
        }
        parks.sort(Comparator.comparing(Known.Park::id));
        List<Known.Enterprise> enterprises = new ArrayList<>();
        for (NamedCsvRecord row : rows(folder.resolve("enterprises.csv"))) {
            enterprises.add(enterprise(row));
        }
        enterprises.sort(Comparator.comparing(Known.Enterprise::id).thenComparing(Known.Enterprise::from));
        return new Known(
                parks,
                enterprises,
                meters(rows(folder.resolve("meters.csv"))),
                methods(folder.resolve("methods.yaml")));
    }

    private static Known.Park park(NamedCsvRecord row) {
        return new Known.Park(
                cell(row, "park_id", ""),
                cell(row, "region", ""),
                ZoneId.of(cell(row, "zone", "Asia/Shanghai")),
                cell(row, "park_class", ""),
                cell(row, "batch", ""),
                cell(row, "method", Known.DEFAULT_METHOD),
                LocalTime.parse(cell(row, "turn", "04:00")));
    }

    private static Known.Enterprise enterprise(NamedCsvRecord row) {
        String registered = cell(row, "staff_registered", "0");
        String evidence = cell(row, "evidence", "");
        return new Known.Enterprise(
                cell(row, "enterprise_id", ""),
                cell(row, "park_id", ""),
                new TreeSet<>(Arrays.stream(cell(row, "tiers", "").split(";"))
                        .filter(tier -> !tier.isBlank())
                        .toList()),
                cell(row, "industry", ""),
                cell(row, "site_kind", ""),
                cell(row, "grid", ""),
                cell(row, "priority", ""),
                Long.parseLong(registered),
                Long.parseLong(cell(row, "staff_required", registered)),
                StaffSource.valueOf(cell(row, "staff_source", "CHECKIN")),
                evidence.isEmpty() ? null : Evidence.valueOf(evidence),
                Long.parseLong(cell(row, "baseline_wh", "0")),
                Long.parseLong(cell(row, "standby_wh", "0")),
                Long.parseLong(cell(row, "capacity_wh", "0")),
                Process.valueOf(cell(row, "process", "discrete").toUpperCase(Locale.ROOT)),
                from(row),
                to(row));
    }

    private static List<Meter> meters(List<NamedCsvRecord> rows) {
        Map<String, List<NamedCsvRecord>> byId = new TreeMap<>();
        for (NamedCsvRecord row : rows) {
            byId.computeIfAbsent(cell(row, "meter_id", ""), id -> new ArrayList<>())
                    .add(row);
        }
        List<Meter> meters = new ArrayList<>();
        byId.forEach((id, ofOne) -> meters.add(new Meter(
                id,
                ofOne.stream()
                        .map(row -> new Meter.Row(
                                cell(row, "enterprise_id", ""),
                                Integer.parseInt(cell(row, "share", "10000")),
                                Flow.valueOf(cell(row, "flow", "ADD")),
                                register(row, ofOne),
                                from(row),
                                to(row)))
                        .toList())));
        return meters;
    }

    /** A blank means what the first row of the meter that holds at that time says, and there the default. */
    private static Register register(NamedCsvRecord row, List<NamedCsvRecord> ofOne) {
        NamedCsvRecord first = ofOne.stream()
                .filter(each -> from(each) <= from(row) && from(row) < to(each))
                .findFirst()
                .orElseThrow();
        Cells cells = (column, otherwise) -> cell(row, column, cell(first, column, otherwise));
        BigDecimal whPerUnit = new BigDecimal(cells.of("wh_per_unit", "1000"));
        String rated = cells.of("rated_kva", "");
        return new Register(
                MeterKind.valueOf(cells.of("kind", "CUMULATIVE")),
                Boolean.parseBoolean(cells.of("signed", "false")),
                whPerUnit,
                new BigDecimal(cells.of("modulus", "0"))
                        .multiply(whPerUnit)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact(),
                rated.isEmpty() ? null : new BigDecimal(rated),
                Duration.parse(cells.of("every", "PT15M")).toMillis(),
                cells.of("serial", ""));
    }

    /** The text of a column, or another where it is blank. */
    private interface Cells {
        String of(String column, String otherwise);
    }

    private static Map<String, Known.Method> methods(Path file) {
        Map<String, Known.Method> builtIn = new LinkedHashMap<>();
        for (Known.Method method : List.of(
                builtIn(Known.DEFAULT_METHOD, true, "RESUMED_OVER_ALL", "HALF_UP", 2, false),
                builtIn("wuhan-2020", true, "ALL", "HALF_UP", 2, false),
                builtIn("sichuan-2020", false, "ALL", "HALF_UP", 0, false),
                builtIn("jiangsu-2020", false, "ALL", "HALF_UP", 1, false),
                builtIn("binhai-2020", true, "ALL", "FLOOR", 1, true))) {
            builtIn.put(method.id(), method);
        }
        Map<String, Known.Method> methods = new LinkedHashMap<>(builtIn);
        if (Files.exists(file)) {
            Map<?, ?> yaml;
            try {
                yaml = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (yaml != null) {
                yaml.forEach((id, given) -> methods.put(
                        id.toString(),
                        method(
                                id.toString(),
                                (Map<?, ?>) given,
                                builtIn.getOrDefault(id.toString(), builtIn.get(Known.DEFAULT_METHOD)))));
            }
        }
        return methods;
    }

    private static Known.Method builtIn(
            String id, boolean atLeast, String output, String rounding, int decimals, boolean countOnline) {
        return new Known.Method(
                id,
                new BigDecimal("0.30"),
                atLeast,
                Known.Output.valueOf(output),
                new BigDecimal("0.5"),
                new BigDecimal("0.5"),
                RoundingMode.valueOf(rounding),
                decimals,
                2,
                false,
                countOnline,
                new BigDecimal("0.80"),
                new BigDecimal("0.50"),
                new BigDecimal("1.2"),
                new BigDecimal("0.80"));
    }

    /** What is absent comes from {@code base}. */
    private static Known.Method method(String id, Map<?, ?> given, Known.Method base) {
        return new Known.Method(
                id,
                new BigDecimal(text(given, "threshold", base.threshold())),
                text(given, "comparator", base.thresholdItselfIsEnough() ? "GE" : "GT")
                        .equals("GE"),
                Known.Output.valueOf(text(given, "output", base.output())),
                new BigDecimal(text(given, "weight_work", base.weightWork())),
                new BigDecimal(text(given, "weight_output", base.weightOutput())),
                RoundingMode.valueOf(text(given, "rounding", base.rounding())),
                Integer.parseInt(text(given, "decimals", base.decimals())),
                Integer.parseInt(text(given, "index_decimals", base.indexDecimals())),
                Boolean.parseBoolean(text(given, "trim_zeros", base.trimZeros())),
                Boolean.parseBoolean(text(given, "count_online", base.countOnline())),
                new BigDecimal(text(given, "coverage_gate", base.coverageGate())),
                new BigDecimal(text(given, "scope_gate", base.scopeGate())),
                new BigDecimal(text(given, "utilisation_cap", base.utilisationCap())),
                new BigDecimal(text(given, "target", base.target())));
    }

    private static String text(Map<?, ?> given, String key, Object otherwise) {
        return given.get(key) == null ? otherwise.toString() : given.get(key).toString();
    }

    private static List<NamedCsvRecord> rows(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            return csv.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A blank or missing cell is {@code otherwise}. */
    private static String cell(NamedCsvRecord row, String column, String otherwise) {
        String text = row.findField(column).orElse("");
        return text.isBlank() ? otherwise : text;
    }

    private static long from(NamedCsvRecord row) {
        return instant(cell(row, "valid_from", ""), Long.MIN_VALUE);
    }

    private static long to(NamedCsvRecord row) {
        return instant(cell(row, "valid_to", ""), Long.MAX_VALUE);
    }

    private static long instant(String text, long always) {
        return text.isEmpty() ? always : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }
}
