package io.parkpulse.roster;

import io.parkpulse.model.ListOnDemand;
import io.parkpulse.model.Meter;
import io.parkpulse.model.Registry;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The meters of a roster in columns, by number. There may be a million of them, and nearly all differ in their ids and
 * enterprises alone.
 */
final class MeterTable {
    private static final String NOBODY = "";

    private final EnterpriseTable enterprises;
    private final IdIndex ids;
    private final MeterEntry.Form[] forms;
    /** Distinct groups of its owners. Meters for the same groups share them. */
    private final int[][] groups;
    /** The enterprises of all rows, meter by meter. */
    private final int[] owners;
    /** Where those of each meter begin there. */
    private final int[] firstOwner;
    /** The numbers in the order of the registry. */
    private final int[] inOrder;

    MeterTable(Registry registry, Numbering before, EnterpriseTable enterprises, Groups groups) {
        this.enterprises = enterprises;
        Map<String, Meter> byId = new LinkedHashMap<>();
        before.meters().forEach(id -> byId.put(id, gone(id)));
        registry.meters().forEach(meter -> byId.put(meter.id(), meter));
        List<Meter> meters = List.copyOf(byId.values());
        this.ids = new IdIndex(
                meters.stream().map(Meter::id).toList(),
                number -> !meters.get(number).rows().isEmpty());
        this.forms = new MeterEntry.Form[meters.size()];
        this.groups = new int[meters.size()][];
        this.firstOwner = new int[meters.size()];
        this.owners =
                new int[meters.stream().mapToInt(meter -> meter.rows().size()).sum()];
        Map<String, Integer> numbers = enterprises.numbers();
        Map<List<Meter.Row>, MeterEntry.Form> formsByRows = new HashMap<>();
        Map<IntBuffer, int[]> alike = new HashMap<>();
        int owner = 0;
        for (int number = 0; number < forms.length; number++) {
            Meter meter = meters.get(number);
            firstOwner[number] = owner;
            for (Meter.Row row : meter.rows()) {
                owners[owner++] = numbers.get(row.enterprise());
            }
            forms[number] = formsByRows.computeIfAbsent(
                    meter.rows().stream().map(row -> row.of(NOBODY)).toList(),
                    rows -> MeterEntry.Form.of(new Meter(NOBODY, rows)));
            int[] ofMeter = Arrays.stream(owners, firstOwner[number], owner)
                    .map(groups::of)
                    .distinct()
                    .toArray();
            this.groups[number] = alike.computeIfAbsent(IntBuffer.wrap(ofMeter), IntBuffer::array);
        }
        Map<String, Integer> numbersOfMeters = new HashMap<>();
        byId.keySet().forEach(id -> numbersOfMeters.put(id, numbersOfMeters.size()));
        this.inOrder = registry.meters().stream()
                .mapToInt(meter -> numbersOfMeters.get(meter.id()))
                .toArray();
    }

    /** A meter that the registry has no longer. */
    private static Meter gone(String id) {
        return new Meter(id, List.of());
    }

    int count() {
        return forms.length;
    }

    /** Finds those that are not gone. */
    IdIndex ids() {
        return ids;
    }

    /** A meter, by its number. */
    MeterEntry get(int number) {
        return new MeterEntry(this, number, forms[number]);
    }

    /** As the registry has them, and in its order. */
    List<Meter> ofRegistry() {
        return new ListOnDemand<>(inOrder.length, place -> get(inOrder[place]).meter());
    }

    String id(int number) {
        return ids.id(number);
    }

    String enterpriseId(int enterprise) {
        return enterprises.id(enterprise);
    }

    int owner(int number, int row) {
        return owners[firstOwner[number] + row];
    }

    int[] groups(int number) {
        return groups[number];
    }
}
