package io.parkpulse.export;

import io.parkpulse.catalogue.OutputTables;
import io.parkpulse.catalogue.OutputTables.Column;
import io.parkpulse.catalogue.OutputTables.Table;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes rows of a registry: as it was read, with what stands for blank cells. */
final class RegistryTables {
    private final Registry registry;

    RegistryTables(Registry registry) {
        this.registry = registry;
    }

    /** The rows of one of {@link OutputTables#OF_REGISTRY}. */
    Stream<Object[]> rows(Table table) {
        if (table.equals(OutputTables.PARKS)) {
            return registry.parks().stream().map(park -> row(table, column -> cell(park, column)));
        }
        if (table.equals(OutputTables.ENTERPRISE_ROWS)) {
            return registry.enterprises().stream().map(row -> row(table, column -> cell(row, column)));
        }
        if (table.equals(OutputTables.METHODS)) {
            return registry.methods().values().stream()
                    .sorted(Comparator.comparing(Method::id))
                    .map(RegistryTables::row);
        }
        throw new IllegalArgumentException(table.name());
    }

    private static Object[] row(Table table, Function<String, Object> cell) {
        return table.columns().stream().map(Column::name).map(cell).toArray();
    }

    private static Object[] row(Method method) {
        return Stream.concat(
                        Stream.of(method.id()),
                        Arrays.stream(MethodParameter.values()).map(parameter -> cell(method.value(parameter))))
                .toArray();
    }

    private static Object cell(Object parameter) {
        if (parameter instanceof Integer number) {
            return number.longValue();
        }
        return parameter instanceof Boolean ? parameter : MethodParameter.print(parameter);
    }

    private static Object cell(Park park, String column) {
        return switch (column) {
            case "park_id" -> park.id();
            case "name_zh" -> known(park.nameZh());
            case "name_en" -> known(park.nameEn());
            case "name_ja" -> known(park.nameJa());
            case "name_ko" -> known(park.nameKo());
            case "region" -> known(park.region());
            case "zone" -> park.zone().getId();
            case "park_class" -> known(park.parkClass());
            case "batch" -> known(park.batch());
            case "opens_on" -> park.opensOn() == null ? null : park.opensOn().toEpochDay();
            case "method" -> park.method();
            case "turn" -> park.turn().toString();
            default -> throw new IllegalArgumentException(column);
        };
    }

    private static Object cell(Enterprise row, String column) {
        return switch (column) {
            case "enterprise_id" -> row.id();
            case "park_id" -> row.park();
            case "name" -> known(row.name());
            case "tiers" -> known(String.join(";", row.tiers()));
            case "industry" -> known(row.industry());
            case "site_kind" -> known(row.siteKind());
            case "grid" -> known(row.grid());
            case "priority" -> known(row.priority());
            case "staff_registered" -> row.staffRegistered();
            case "staff_required" -> row.staffRequired();
            case "staff_source" -> row.staffSource().name();
            case "evidence" -> row.evidence() == null ? null : row.evidence().name();
            case "baseline_wh" -> row.baselineWh();
            case "standby_wh" -> row.standbyWh();
            case "capacity_wh" -> row.capacityWh();
            case "process" -> row.process().name().toLowerCase(Locale.ROOT);
            case "valid_from" -> row.validFrom() == Long.MIN_VALUE ? null : row.validFrom();
            case "valid_to" -> row.validTo() == Long.MAX_VALUE ? null : row.validTo();
            default -> throw new IllegalArgumentException(column);
        };
    }

    private static String known(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Long known(int number) {
        return number == 0 ? null : (long) number;
    }
}
