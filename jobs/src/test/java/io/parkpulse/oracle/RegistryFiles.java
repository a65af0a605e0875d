package io.parkpulse.oracle;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Section 2 of the contract, for registries without errors. */
final class RegistryFiles {
    private RegistryFiles() {}

    static Registry read(Path folder) {
        List<Meter> meters = meters(rows(folder.resolve("meters.csv")));
        Set<String> metered = new HashSet<>();
        for (Meter meter : meters) {
            for (Meter.Row share : meter.rows()) {
                metered.add(share.enterprise());
            }
        }
        List<Park> parks = new ArrayList<>();
        for (NamedCsvRecord row : rows(folder.resolve("parks.csv"))) {
            parks.add(park(row));
        }
        parks.sort(Comparator.comparing(Park::id));
        List<Enterprise> enterprises = new ArrayList<>();
        for (NamedCsvRecord row : rows(folder.resolve("enterprises.csv"))) {
            enterprises.add(enterprise(row, metered));
        }
        enterprises.sort(Comparator.comparing(Enterprise::id).thenComparing(Enterprise::validFrom));
        return new Registry(parks, enterprises, meters, methods(folder.resolve("methods.yaml")));
    }

    private static Park park(NamedCsvRecord row) {
        return new Park(
                cell(row, "park_id", ""),
                cell(row, "name_zh", ""),
                cell(row, "name_en", ""),
                cell(row, "name_ja", ""),
                cell(row, "name_ko", ""),
                cell(row, "region", ""),
                ZoneId.of(cell(row, "zone", "Asia/Shanghai")),
                Integer.parseInt(cell(row, "park_class", "0")),
                Integer.parseInt(cell(row, "batch", "0")),
                cell(row, "opens_on", "").isEmpty() ? null : LocalDate.parse(cell(row, "opens_on", "")),
                cell(row, "method", Method.DEFAULT_ID));
    }

    private static Enterprise enterprise(NamedCsvRecord row, Set<String> metered) {
        String id = cell(row, "enterprise_id", "");
        String registered = cell(row, "staff_registered", "0");
        String from = cell(row, "valid_from", "");
        String to = cell(row, "valid_to", "");
        return new Enterprise(
                id,
                cell(row, "park_id", ""),
                cell(row, "name", ""),
                Arrays.stream(cell(row, "tiers", "").split(";"))
                        .filter(tier -> !tier.isBlank())
                        .distinct()
                        .sorted()
                        .toList(),
                cell(row, "industry", ""),
                cell(row, "site_kind", ""),
                cell(row, "grid", ""),
                cell(row, "priority", ""),
                Long.parseLong(registered),
                Long.parseLong(cell(row, "staff_required", registered)),
                StaffSource.valueOf(cell(row, "staff_source", "CHECKIN")),
                Evidence.valueOf(cell(row, "evidence", metered.contains(id) ? "POWER" : "PRESENCE")),
                Long.parseLong(cell(row, "baseline_wh", "0")),
                Long.parseLong(cell(row, "standby_wh", "0")),
                Long.parseLong(cell(row, "capacity_wh", "0")),
                Process.valueOf(cell(row, "process", "discrete").toUpperCase(Locale.ROOT)),
                from.isEmpty() ? Long.MIN_VALUE : instant(from),
                to.isEmpty() ? Long.MAX_VALUE : instant(to));
    }

    private static List<Meter> meters(List<NamedCsvRecord> rows) {
        Map<String, List<NamedCsvRecord>> byId = new LinkedHashMap<>();
        for (NamedCsvRecord row : rows) {
            byId.computeIfAbsent(cell(row, "meter_id", ""), id -> new ArrayList<>())
                    .add(row);
        }
        List<Meter> meters = new ArrayList<>();
        byId.forEach((id, ofOne) -> {
            NamedCsvRecord first = ofOne.get(0);
            List<Meter.Share> shares = new ArrayList<>();
            for (NamedCsvRecord row : ofOne) {
                shares.add(
                        new Meter.Share(cell(row, "enterprise_id", ""), Integer.parseInt(cell(row, "share", "10000"))));
            }
            BigDecimal whPerUnit = new BigDecimal(cell(first, "wh_per_unit", "1000"));
            String rated = cell(first, "rated_kva", "");
            meters.add(new Meter(
                    id,
                    shares,
                    MeterKind.valueOf(cell(first, "kind", "CUMULATIVE")),
                    whPerUnit,
                    new BigDecimal(cell(first, "modulus", "0"))
                            .multiply(whPerUnit)
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact(),
                    rated.isEmpty() ? null : new BigDecimal(rated),
                    Duration.parse(cell(first, "every", "PT15M")).toMillis()));
        });
        meters.sort(Comparator.comparing(Meter::id));
        return meters;
    }

    private static Map<String, Method> methods(Path file) {
        Map<String, Method> builtIn = new LinkedHashMap<>();
        for (Method method : List.of(
                builtIn("zhejiang-2020", "GE", "RESUMED_OVER_ALL", "HALF_UP", 2, false),
                builtIn("wuhan-2020", "GE", "ALL", "HALF_UP", 2, false),
                builtIn("sichuan-2020", "GT", "ALL", "HALF_UP", 0, false),
                builtIn("jiangsu-2020", "GT", "ALL", "HALF_UP", 1, false),
                builtIn("binhai-2020", "GE", "ALL", "FLOOR", 1, true))) {
            builtIn.put(method.id(), method);
        }
        Map<String, Method> methods = new LinkedHashMap<>(builtIn);
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
                                builtIn.getOrDefault(id.toString(), builtIn.get(Method.DEFAULT_ID)))));
            }
        }
        return methods;
    }

    private static Method builtIn(
            String id, String comparator, String output, String rounding, int decimals, boolean countOnline) {
        return Method.of(id)
                .with(MethodParameter.THRESHOLD, new BigDecimal("0.30"))
                .with(MethodParameter.COMPARATOR, Method.Comparator.valueOf(comparator))
                .with(MethodParameter.OUTPUT, Method.Output.valueOf(output))
                .with(MethodParameter.ROUNDING, RoundingMode.valueOf(rounding))
                .with(MethodParameter.DECIMALS, decimals)
                .with(MethodParameter.COUNT_ONLINE, countOnline)
                .with(MethodParameter.COVERAGE_GATE, new BigDecimal("0.80"))
                .with(MethodParameter.SCOPE_GATE, new BigDecimal("0.50"));
    }

    /** What is absent comes from {@code base}. */
    private static Method method(String id, Map<?, ?> given, Method base) {
        return Method.parse(id, parameter -> text(given, parameter.id(), base.text(parameter)));
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

    private static long instant(String text) {
        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }
}
