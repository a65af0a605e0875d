package io.parkpulse.simulator;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Meter;
import io.parkpulse.model.Names;
import io.parkpulse.model.Park;
import io.parkpulse.model.Register;
import io.parkpulse.model.RegistryColumns;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the registry's three files, premises by premises, and names of grids where there are any. */
final class RegistryWriter implements Closeable {
    /** Those of {@link RegistryColumns#METERS} in which a meter here says something. */
    private static final List<String> METER_COLUMNS =
            List.of("meter_id", "enterprise_id", "share", "kind", "wh_per_unit", "modulus", "rated_kva", "every");

    /** Those of {@link RegistryColumns#NAMES} that say more of an enterprise than its name, which is Chinese. */
    private static final List<String> OTHER_NAMES = List.of("name_en", "name_ja", "name_ko");

    private final int shiftDays;
    private final boolean withBaselines;
    private final boolean withNames;
    private final CsvWriter parks;
    private final CsvWriter enterprises;
    private final CsvWriter meters;

    /**
     * @param shiftDays is added to all dates and instants
     * @param withBaselines whether the registry knows what enterprises usually use
     */
    RegistryWriter(Scenario scenario, Path directory, int shiftDays, boolean withBaselines) throws IOException {
        this.shiftDays = shiftDays;
        this.withBaselines = withBaselines;
        this.withNames = scenario.namesByLanguage();
        if (!scenario.grids().isEmpty()) {
            write(scenario.grids(), directory);
        }
        parks = open(directory, RegistryColumns.PARKS, RegistryColumns.PARKS.all());
        enterprises = open(directory, RegistryColumns.ENTERPRISES, enterpriseColumns());
        meters = open(directory, RegistryColumns.METERS, METER_COLUMNS);
    }

    private List<String> enterpriseColumns() {
        return RegistryColumns.ENTERPRISES.all().stream()
                .filter(column -> withNames && OTHER_NAMES.contains(column) || !RegistryColumns.NAMES.contains(column))
                .toList();
    }

    private static void write(Map<String, Names> names, Path directory) throws IOException {
        try (CsvWriter grids = open(directory, RegistryColumns.GRIDS, RegistryColumns.GRIDS.all())) {
            names.forEach((path, name) -> grids.writeRecord(path, name.zh(), name.en(), name.ja(), name.ko()));
        }
    }

    private static CsvWriter open(Path directory, RegistryColumns table, List<String> columns) throws IOException {
        CsvWriter writer = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(directory.resolve(table.file()), StandardCharsets.UTF_8);
        writer.writeRecord(columns);
        return writer;
    }

    void write(Park park) {
        parks.writeRecord(
                park.id(),
                park.nameZh(),
                park.nameEn(),
                park.nameJa(),
                park.nameKo(),
                park.region(),
                park.zone().getId(),
                park.parkClass() == 0 ? "" : Integer.toString(park.parkClass()),
                park.batch() == 0 ? "" : Integer.toString(park.batch()),
                park.opensOn() == null ? "" : park.opensOn().plusDays(shiftDays).toString(),
                park.method(),
                park.turn().equals(Park.USUAL_TURN) ? "" : park.turn().toString(),
                "" /* no baselines of its own */);
    }

    void write(Premises premises) {
        for (Premises.Occupant occupant : premises.occupants()) {
            write(occupant.row());
        }
        for (Premises.Load load : premises.loads()) {
            write(load.meter());
        }
    }

    private void write(Enterprise it) {
        List<String> cells = new ArrayList<>(List.of(
                it.id(),
                it.park(),
                it.name(),
                String.join(";", it.tiers()),
                it.industry(),
                it.siteKind(),
                it.grid(),
                it.priority(),
                Long.toString(it.staffRegistered()),
                it.staffRequired() == it.staffRegistered() ? "" : Long.toString(it.staffRequired()),
                it.staffSource().name(),
                it.evidence() == null ? "" : it.evidence().name(),
                withBaselines ? Long.toString(it.baselineWh()) : "",
                Long.toString(it.standbyWh()),
                it.capacityWh() == 0 ? "" : Long.toString(it.capacityWh()),
                it.process().name().toLowerCase(Locale.ROOT),
                it.validFrom() == Long.MIN_VALUE ? "" : shifted(it.validFrom()),
                it.validTo() == Long.MAX_VALUE ? "" : shifted(it.validTo())));
        if (withNames) {
            cells.addAll(List.of(it.names().en(), it.names().ja(), it.names().ko()));
        }
        enterprises.writeRecord(cells);
    }

    private String shifted(long millis) {
        return Instant.ofEpochMilli(millis).plus(Duration.ofDays(shiftDays)).toString();
    }

    private void write(Meter it) {
        for (Meter.Row share : it.rows()) {
            Register register = share.register();
            meters.writeRecord(
                    it.id(),
                    share.enterprise(),
                    Integer.toString(share.basisPoints()),
                    register.kind().name(),
                    register.whPerUnit().toPlainString(),
                    register.modulusWh() == 0
                            ? ""
                            : BigDecimal.valueOf(register.modulusWh())
                                    .divideToIntegralValue(register.whPerUnit())
                                    .toPlainString(),
                    register.ratedKva() == null ? "" : register.ratedKva().toPlainString(),
                    Duration.ofMillis(register.everyMillis()).toString());
        }
    }

    @Override
    public void close() throws IOException {
        try (parks;
                enterprises;
                meters) {
            // Each is closed even if another cannot be.
        }
    }
}
