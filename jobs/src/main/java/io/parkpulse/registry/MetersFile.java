package io.parkpulse.registry;

import io.parkpulse.message.Message;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Ids;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Register;
import io.parkpulse.model.RegistryColumns;
import io.parkpulse.model.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads meters: first all rows, then what those of each meter say together. */
final class MetersFile {
    static final String NAME = RegistryColumns.METERS.file();

    private static final int IDS_NAMED = 5;
    private static final Map<String, Flow> FLOWS = flows();

    private final Table table;
    private final EnterprisesFile enterprises;
    private final Map<String, MeterRows> meters = new LinkedHashMap<>();
    /** What texts mean, by column: there are few of them and many rows. */
    private final Map<MeterColumn, Map<String, Object>> meanings = new EnumMap<>(MeterColumn.class);

    /** @param enterprises read already */
    MetersFile(EnterprisesFile enterprises, Table table) {
        this.enterprises = enterprises;
        this.table = table;
    }

    void read() {
        table.read(this::row);
        meters.forEach((id, rows) -> rows.check(enterprises, !table.mayName(id)));
    }

    private void row(Row row) {
        String id = row.id("meter_id", Message.of("registry.id"));
        String enterprise = enterprises.shared(
                row.id("enterprise_id", Message.of("registry.enterprise_in", "file", enterprises.name())));
        Map<MeterColumn, Object> said = new EnumMap<>(MeterColumn.class);
        for (MeterColumn column : MeterColumn.values()) {
            String text = row.text(column.column());
            if (!text.isEmpty()) {
                said.put(
                        column,
                        meanings.computeIfAbsent(column, none -> new HashMap<>())
                                .computeIfAbsent(text, none -> column.read(row)));
            }
        }
        Long share = row.whole("share", 0, MeterRows.WHOLE, MeterRows.WHOLE);
        Flow flow = row.word("flow", FLOWS, Flow.ADD);
        if (id != null) {
            meters.computeIfAbsent(id, none -> new MeterRows()).add(row, enterprise, share, flow, said);
        }
    }

    /** Sorted by id; only to be called if there are no problems. */
    List<Meter> sorted() {
        List<Meter> sorted = new ArrayList<>(meters.size());
        Map<Register, Register> registers = new HashMap<>();
        meters.forEach((id, rows) ->
                sorted.add(rows.meter(id, register -> registers.computeIfAbsent(register, none -> register))));
        sorted.sort(Comparator.comparing(Meter::id, Ids.BY_CODE_POINT));
        warnOfUnrated(sorted);
        return sorted;
    }

    private void warnOfUnrated(Collection<Meter> meters) {
        List<String> unrated = meters.stream()
                .filter(meter -> meter.rows().stream().anyMatch(row -> isUnrated(row.register())))
                .map(Meter::id)
                .toList();
        if (!unrated.isEmpty()) {
            String ids =
                    unrated.stream().limit(IDS_NAMED).map(Spelling::printable).collect(Collectors.joining(", "));
            table.warn(Message.of(
                    unrated.size() == 1 ? "registry.unrated.one" : "registry.unrated.some",
                    "n",
                    unrated.size(),
                    "ids",
                    ids + (unrated.size() > IDS_NAMED ? ", …" : "")));
        }
    }

    private static boolean isUnrated(Register register) {
        return register.kind() == MeterKind.CUMULATIVE && register.ratedKva() == null;
    }

    private static Map<String, Flow> flows() {
        Map<String, Flow> flows = new LinkedHashMap<>();
        for (Flow flow : Flow.values()) {
            flows.put(flow.name(), flow);
        }
        return flows;
    }
}
