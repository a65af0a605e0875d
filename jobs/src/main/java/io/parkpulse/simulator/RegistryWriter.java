package io.parkpulse.simulator;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Meter;
import io.parkpulse.model.Park;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Writes the registry's three files, premises by premises. */
final class RegistryWriter implements Closeable {

    private final CsvWriter parks;
    private final CsvWriter enterprises;
    private final CsvWriter meters;

    RegistryWriter(Path directory) throws IOException {
        parks = open(directory.resolve("parks.csv"));
        enterprises = open(directory.resolve("enterprises.csv"));
        meters = open(directory.resolve("meters.csv"));
        parks.writeRecord(
                "park_id",
                "name_zh",
                "name_en",
                "name_ja",
                "name_ko",
                "region",
                "zone",
                "park_class",
                "batch",
                "opens_on",
                "method");
        enterprises.writeRecord(
                "enterprise_id",
                "park_id",
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
                "valid_to");
        meters.writeRecord(
                "meter_id", "enterprise_id", "share", "kind", "wh_per_unit", "modulus", "rated_kva", "every");
    }

    private static CsvWriter open(Path file) throws IOException {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file, StandardCharsets.UTF_8);
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
                park.opensOn() == null ? "" : park.opensOn().toString(),
                park.method());
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
        enterprises.writeRecord(
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
                it.evidence().name(),
                Long.toString(it.baselineWh()),
                Long.toString(it.standbyWh()),
                it.capacityWh() == 0 ? "" : Long.toString(it.capacityWh()),
                it.process().name().toLowerCase(Locale.ROOT),
                it.validFrom() == Long.MIN_VALUE
                        ? ""
                        : Instant.ofEpochMilli(it.validFrom()).toString(),
                it.validTo() == Long.MAX_VALUE
                        ? ""
                        : Instant.ofEpochMilli(it.validTo()).toString());
    }

    private void write(Meter it) {
        for (Meter.Share share : it.shares()) {
            meters.writeRecord(
                    it.id(),
                    share.enterprise(),
                    Integer.toString(share.basisPoints()),
                    it.kind().name(),
                    it.whPerUnit().toPlainString(),
                    it.modulusWh() == 0
                            ? ""
                            : BigDecimal.valueOf(it.modulusWh())
                                    .divideToIntegralValue(it.whPerUnit())
                                    .toPlainString(),
                    it.ratedKva() == null ? "" : it.ratedKva().toPlainString(),
                    Duration.ofMillis(it.everyMillis()).toString());
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
