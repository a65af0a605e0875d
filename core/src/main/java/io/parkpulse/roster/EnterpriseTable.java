package io.parkpulse.roster;

import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Ids;
import io.parkpulse.model.ListOnDemand;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The enterprises of a roster with their rows, by number. */
final class EnterpriseTable {
    private final IdIndex ids;
    private final EnterpriseRows[] rows;
    /** All rows, in the order of the registry. */
    private final EnterpriseRow[] inOrder;

    EnterpriseTable(Registry registry, Map<String, Park> parks, Numbering before, Map<String, Integer> scopes) {
        Set<String> present = new TreeSet<>(Ids.BY_CODE_POINT);
        registry.enterprises().forEach(row -> present.add(row.id()));
        List<String> idsByNumber = new ArrayList<>(before.enterprises());
        Set<String> known = new HashSet<>(before.enterprises());
        present.stream().filter(id -> !known.contains(id)).forEach(idsByNumber::add);
        this.ids = new IdIndex(idsByNumber, number -> present.contains(idsByNumber.get(number)));
        this.rows = new EnterpriseRows[idsByNumber.size()];
        this.inOrder = new EnterpriseRow[registry.enterprises().size()];
        Map<String, Integer> numbers = numbers();
        Map<Enterprise, EnterpriseRow.Form> forms = new HashMap<>();
        Map<Integer, List<EnterpriseRow>> several = new HashMap<>();
        Map<String, EnterpriseWindow.Criteria> criteria = new HashMap<>();
        registry.methods().forEach((id, method) -> criteria.put(id, new EnterpriseWindow.Criteria(method)));
        Map<String, Turn> turns = new HashMap<>();
        parks.forEach((id, park) -> turns.put(id, new Turn(park.turn(), park.zone())));
        int place = 0;
        for (Enterprise row : registry.enterprises()) {
            EnterpriseRow.Form form = forms.computeIfAbsent(EnterpriseRow.inCommon(row), common -> {
                Park park = parks.get(common.park());
                int[] ofRow = ScopeNames.inside(common, park).stream()
                        .mapToInt(scopes::get)
                        .toArray();
                return new EnterpriseRow.Form(common, criteria.get(park.method()), ofRow, turns.get(park.id()), ids);
            });
            int number = numbers.get(row.id());
            EnterpriseRow withForm = EnterpriseRow.of(form, number, row);
            inOrder[place++] = withForm;
            if (rows[number] == null) {
                rows[number] = withForm;
            } else {
                several.computeIfAbsent(number, key -> new ArrayList<>(List.of(rows[number].get(0))))
                        .add(withForm);
            }
        }
        several.forEach((number, all) -> {
            all.sort(Comparator.comparingLong(EnterpriseRow::validFrom));
            rows[number] = new EnterpriseRows.Several(List.copyOf(all));
        });
        for (int number = 0; number < rows.length; number++) {
            rows[number] = rows[number] == null ? EnterpriseRows.Several.NONE : rows[number];
        }
    }

    int count() {
        return rows.length;
    }

    /** Finds those that are not gone. */
    IdIndex ids() {
        return ids;
    }

    String id(int number) {
        return ids.id(number);
    }

    EnterpriseRows rows(int number) {
        return rows[number];
    }

    /** As the registry has them, and in its order. */
    List<Enterprise> ofRegistry() {
        return new ListOnDemand<>(inOrder.length, place -> inOrder[place].enterprise());
    }

    /** The numbers by id, made anew: a roster needs them only while it is made. */
    Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int number = 0; number < rows.length; number++) {
            numbers.put(id(number), number);
        }
        return numbers;
    }
}
