package io.parkpulse.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * The columns of the registry's files, for whoever reads or writes them.
 *
 * @param file name of the file
 * @param required columns that must be there
 * @param optional columns that may be missing; their cells are then blank
 */
public record RegistryColumns(String file, List<String> required, List<String> optional) {
    /** The names by language that parks, enterprises and grids may have. */
    public static final List<String> NAMES = List.of("name_zh", "name_en", "name_ja", "name_ko");

    /** {@code parks.csv}. */
    public static final RegistryColumns PARKS = new RegistryColumns(
            "parks.csv",
            List.of("park_id"),
            Stream.concat(
                            NAMES.stream(),
                            Stream.of(
                                    "region", "zone", "park_class", "batch", "opens_on", "method", "turn", "baseline"))
                    .toList());

    /** {@code enterprises.csv}. */
    public static final RegistryColumns ENTERPRISES = new RegistryColumns(
            "enterprises.csv",
            List.of("enterprise_id", "park_id"),
            List.of(
                    "name",
                    "tiers",
                    "industry",
                    "site_kind",
                    "grid",
                    "priority",
                    "staff_registered",
                    "staff_required",
                    "staff_source",
                    "evidence",
                    "baseline_wh",
                    "standby_wh",
                    "capacity_wh",
                    "process",
                    "valid_from",
                    "valid_to",
                    "name_zh",
                    "name_en",
                    "name_ja",
                    "name_ko"));

    /** {@code meters.csv}. */
    public static final RegistryColumns METERS = new RegistryColumns(
            "meters.csv",
            List.of("meter_id", "enterprise_id"),
            List.of(
                    "share",
                    "flow",
                    "kind",
                    "signed",
                    "wh_per_unit",
                    "modulus",
                    "rated_kva",
                    "every",
                    "serial",
                    "valid_from",
                    "valid_to"));

    /** {@code baselines.csv}, which a registry may have. */
    public static final RegistryColumns BASELINES = new RegistryColumns(
            "baselines.csv",
            List.of("enterprise_id", "baseline_id", "from", "to"),
            List.of("baseline_wh", "days_used", "days_left_out", "standby_wh", "capacity_wh"));

    /** {@code grids.csv}, which a registry may have: names of grids and regions. */
    public static final RegistryColumns GRIDS = new RegistryColumns("grids.csv", List.of("path"), NAMES);

    public RegistryColumns {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    /** All columns, the required ones first. */
    public List<String> all() {
        return Stream.concat(required.stream(), optional.stream()).toList();
    }
}
