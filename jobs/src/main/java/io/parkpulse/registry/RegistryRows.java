package io.parkpulse.registry;

import io.parkpulse.exact.Numbers;
import io.parkpulse.files.checked.Problem;
import io.parkpulse.files.checked.Problems;
import io.parkpulse.message.Message;
import io.parkpulse.model.Ids;
import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryRow.Kind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A registry whose rows come one after the other, as from the topic. It is checked like the files and is always one
 * that can be used: a record that would break it is refused and changes nothing.
 *
 * <p>A refused record waits, as the last word on its key, and is tried again with those that come later: a meter that
 * comes before its enterprise, one of two rows whose shares make 10000 together, or the second half of a change whose
 * first half alone would do harm need no order and no common arrival.
 *
 * <p>Not thread-safe.
 */
public final class RegistryRows {
    /** What the rows come from, as messages name it. */
    private static final String NAME = "the registry's rows";

    private static final String ZONE = "zone";

    /** Each look checks the rows around. */
    private static final int LOOKED_AT_ALONE = 16;

    private static final Comparator<RegistryRow> METERS_IN_ORDER = Comparator.comparing(
                    (RegistryRow row) -> row.text("meter_id"), Ids.BY_CODE_POINT)
            .thenComparing(
                    row -> Numbers.whole(row.text(RegistryRow.ORDER)), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(row -> row.text("enterprise_id"), Ids.BY_CODE_POINT)
            .thenComparing(RegistryRow::key, Ids.BY_CODE_POINT);

    private final TreeMap<String, RegistryRow> accepted = new TreeMap<>(Ids.BY_CODE_POINT);
    /** By key; empty where the row is to go. */
    private final Map<String, Optional<RegistryRow>> waiting = new LinkedHashMap<>();

    private RegistryReader.Result current;
    /** Whether {@link #current} is of the rows accepted by now. */
    private boolean upToDate;

    private long rowsChecked;
    /** Whether the whole registry is looked at for every question. */
    private boolean whole;
    /** Which rows refer to others; null if nobody has asked since rows came. */
    private References references;

    /**
     * A record of the topic.
     *
     * @param key may be null, and is refused then
     * @param value the row's JSON; null deletes the row
     */
    public record Change(String key, byte[] value) {}

    /**
     * A record that was not applied.
     *
     * @param key of the record
     * @param reasons what is wrong with it, or would be wrong with others if it were applied; at least one line
     */
    public record Refusal(String key, List<String> reasons) {
        public Refusal {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String toString() {
            return key + " is refused: " + String.join("; ", reasons);
        }
    }

    /**
     * What became of some records.
     *
     * @param registry the registry from now on
     * @param changed whether it is another one than before
     * @param refusals those of the records that were refused
     * @param warnings what is odd about the registry but does no harm
     */
    public record Outcome(Registry registry, boolean changed, List<Refusal> refusals, List<Message> warnings) {
        public Outcome {
            refusals = List.copyOf(refusals);
            warnings = List.copyOf(warnings);
        }
    }

    /** No rows: nothing but the built-in methods. */
    public RegistryRows() {
        this(false);
    }

    /** @param whole whether the whole registry is looked at for every question; slow, and says the same */
    RegistryRows(boolean whole) {
        this.whole = whole;
        try {
            current = check(accepted);
            upToDate = true;
        } catch (RegistryException e) {
            throw new IllegalStateException("no rows have no problems", e);
        }
    }

    /** How many rows were checked so far, each as often as it was. */
    long rowsChecked() {
        return rowsChecked;
    }

    /** The registry that holds now. */
    public Registry registry() {
        return current.registry();
    }

    /** The rows of the registry that holds now, each after those it refers to, a meter's in their order. */
    public List<RegistryRow> rows() {
        List<RegistryRow> rows = new ArrayList<>(accepted.size());
        byKind(accepted).values().forEach(rows::addAll);
        return rows;
    }

    /** The records that wait, refused, as the last word on their keys. */
    public List<Change> waiting() {
        List<Change> changes = new ArrayList<>(waiting.size());
        waiting.forEach((key, row) ->
                changes.add(new Change(key, row.map(RegistryRow::toJson).orElse(null))));
        return changes;
    }

    /**
     * Applies records, of those with the same key the last.
     *
     * <p>If they change anything the whole registry is checked once, which takes about a second for half a million rows:
     * records that come together should be applied together. Which of them are bad follows from the rows around them.
     */
    public Outcome apply(List<Change> changes) {
        TreeMap<String, RegistryRow> acceptedBefore = new TreeMap<>(accepted);
        Map<String, Optional<RegistryRow>> waitingBefore = new LinkedHashMap<>(waiting);
        RegistryReader.Result currentBefore = current;
        try {
            return applyAll(changes);
        } catch (RegistryException e) {
            if (whole) {
                throw new IllegalStateException("what was accepted has no problems", e);
            }
            // The rows around do not show everything: by all rows then, which takes its time.
            accepted.clear();
            accepted.putAll(acceptedBefore);
            waiting.clear();
            waiting.putAll(waitingBefore);
            current = currentBefore;
            upToDate = true;
            whole = true;
            try {
                return applyAll(changes);
            } catch (RegistryException again) {
                throw new IllegalStateException("what was accepted has no problems", again);
            } finally {
                whole = false;
            }
        }
    }

    private Outcome applyAll(List<Change> changes) throws RegistryException {
        RegistryReader.Result before = current;
        Set<String> asked = new HashSet<>();
        Map<String, Refusal> refused = new LinkedHashMap<>();
        for (Change change : changes) {
            String key = change.key();
            asked.add(key);
            refused.remove(key);
            waiting.remove(key);
            try {
                Optional<RegistryRow> row = read(change);
                row.ifPresent(this::checkZone);
                if (!row.equals(Optional.ofNullable(accepted.get(key)))) {
                    waiting.put(key, row);
                }
            } catch (IllegalArgumentException e) { // nothing that comes later mends it
                refused.put(key, new Refusal(String.valueOf(key), List.of(e.getMessage())));
            }
        }
        Map<String, Refusal> harmful = new LinkedHashMap<>();
        int left;
        do { // what is accepted may be what another was waiting for
            left = waiting.size();
            accept(List.copyOf(waiting.keySet()), harmful);
        } while (!waiting.isEmpty() && waiting.size() < left);
        references = null;
        if (!upToDate) {
            current = check(accepted);
            upToDate = true;
        }
        harmful.keySet().retainAll(asked); // of the others it was said when they came
        refused.putAll(harmful);
        return new Outcome(
                current.registry(),
                !current.registry().equals(before.registry()),
                List.copyOf(refused.values()),
                current.warnings());
    }

    /** A park keeps its zone: its days would be others than those that are counted. */
    private void checkZone(RegistryRow row) {
        RegistryRow before = accepted.get(row.key());
        if (before == null || row.kind() != Kind.PARK) {
            return;
        }
        Optional<ZoneId> zone = ParksFile.zoneOf(row.text(ZONE));
        Optional<ZoneId> kept = ParksFile.zoneOf(before.text(ZONE));
        if (zone.isPresent() && !zone.equals(kept)) { // what is no zone is refused for that
            throw new IllegalArgumentException(
                    row.key() + ": zone \"" + zone.get() + "\": expected the one that the park has, " + kept.get());
        }
    }

    private static Optional<RegistryRow> read(Change change) {
        if (change.value() == null) {
            RegistryRow.checkKey(change.key());
            return Optional.empty();
        }
        return Optional.of(RegistryRow.parse(change.key(), change.value()));
    }

    /** Accepts of what waits for these keys all that does no harm, and notes of the rest what it would do. */
    private void accept(List<String> keys, Map<String, Refusal> harmful) {
        if (keys.isEmpty()) {
            return;
        }
        // By as many rows as there are before any of them takes the place of another.
        boolean few = !whole && keys.size() < accepted.size() / 4;
        if (references == null && few && keys.stream().anyMatch(RegistryRows::mayBeReferredTo)) {
            references = new References(accepted, waiting);
        }
        Map<String, RegistryRow> replaced = new LinkedHashMap<>();
        for (String key : keys) {
            replaced.put(key, put(key, waiting.get(key).orElse(null)));
        }
        List<Problem> problems;
        try {
            Map<String, RegistryRow> rows = few ? around(keys) : accepted;
            RegistryReader.Result result = check(rows);
            upToDate = rows == accepted;
            current = upToDate ? result : current;
            keys.forEach(waiting::remove);
            keys.forEach(harmful::remove);
            return;
        } catch (RegistryException e) {
            problems = e.problems();
        }
        replaced.forEach(this::put);
        Set<String> tried = new HashSet<>(keys);
        Map<String, List<String>> named = new LinkedHashMap<>();
        for (Problem problem : problems) {
            if (tried.contains(problem.file())) {
                named.computeIfAbsent(problem.file(), key -> new ArrayList<>()).add(problem.toString());
            }
        }
        if (keys.size() == 1) {
            String key = keys.get(0);
            harmful.put(
                    key,
                    new Refusal(key, problems.stream().map(Problem::toString).toList()));
        } else if (!named.isEmpty() && named.size() < keys.size()) {
            named.forEach((key, reasons) -> harmful.put(key, new Refusal(key, reasons)));
            accept(keys.stream().filter(key -> !named.containsKey(key)).toList(), harmful);
            if (named.size() <= LOOKED_AT_ALONE) {
                // It may only have suffered from another one that is refused by now.
                accept(List.copyOf(named.keySet()), harmful);
            }
        } else {
            // Rows that were there suffer: by halves, from which of these.
            accept(keys.subList(0, keys.size() / 2), harmful);
            accept(keys.subList(keys.size() / 2, keys.size()), harmful);
        }
    }

    /** @return the row before; null for none */
    private RegistryRow put(String key, RegistryRow row) {
        return row == null ? accepted.remove(key) : accepted.put(key, row);
    }

    private static boolean mayBeReferredTo(String key) {
        return RegistryRow.idOf(Kind.METER, key).isEmpty()
                && RegistryRow.idOf(Kind.GRID, key).isEmpty();
    }

    /** The rows that these may do harm to, and what both refer to: all that a problem with these can show in. */
    private Map<String, RegistryRow> around(List<String> keys) {
        Set<String> parks = new HashSet<>();
        Set<String> enterprises = new HashSet<>();
        Set<String> meters = new HashSet<>();
        Map<String, RegistryRow> rows = new TreeMap<>(Ids.BY_CODE_POINT);
        for (String key : keys) {
            if (RegistryRow.idOf(Kind.METHOD, key).isPresent()) {
                return accepted;
            }
            RegistryRow.idOf(Kind.PARK, key).ifPresent(parks::add);
            RegistryRow.idOf(Kind.ENTERPRISE, key).ifPresent(enterprises::add);
            RegistryRow.idOf(Kind.METER, key).ifPresent(meters::add);
            if (RegistryRow.idOf(Kind.GRID, key).isPresent() && accepted.containsKey(key)) {
                rows.put(key, accepted.get(key));
            }
        }
        parks.forEach(park -> enterprises.addAll(references.enterprisesOf(park)));
        enterprises.forEach(enterprise -> meters.addAll(references.metersOf(enterprise)));
        for (String meter : meters) {
            rows.putAll(ofId(Kind.METER, meter));
        }
        rows.values().forEach(row -> enterprises.add(RegistryRow.escaped(row.text("enterprise_id"))));
        for (String enterprise : enterprises) {
            Map<String, RegistryRow> ofEnterprise = ofId(Kind.ENTERPRISE, enterprise);
            rows.putAll(ofEnterprise);
            ofEnterprise.values().forEach(row -> parks.add(RegistryRow.escaped(row.text("park_id"))));
        }
        for (String park : parks) {
            RegistryRow row = accepted.get(RegistryRow.startOf(Kind.PARK) + park);
            if (row != null) {
                rows.put(row.key(), row);
            }
        }
        rows.putAll(accepted.subMap(RegistryRow.startOf(Kind.METHOD), RegistryRow.endOf(Kind.METHOD)));
        return rows;
    }

    private Map<String, RegistryRow> ofId(Kind kind, String id) {
        String start = RegistryRow.startOf(kind) + id;
        return accepted.subMap(start + "/", start + "0"); // what follows a slash
    }

    /** Which rows, accepted or waiting, refer to parks and enterprises; by ids as keys have them. */
    private static final class References {
        private final Map<String, List<String>> enterprisesOfPark = new HashMap<>();
        private final Map<String, List<String>> metersOfEnterprise = new HashMap<>();

        References(Map<String, RegistryRow> accepted, Map<String, Optional<RegistryRow>> waiting) {
            accepted.values().forEach(this::add);
            waiting.values().forEach(row -> row.ifPresent(this::add));
        }

        private void add(RegistryRow row) {
            if (row.kind() == Kind.ENTERPRISE) {
                add(enterprisesOfPark, row, "park_id");
            } else if (row.kind() == Kind.METER) {
                add(metersOfEnterprise, row, "enterprise_id");
            }
        }

        private static void add(Map<String, List<String>> references, RegistryRow row, String column) {
            references
                    .computeIfAbsent(RegistryRow.escaped(row.text(column)), none -> new ArrayList<>(1))
                    .add(RegistryRow.idOf(row.kind(), row.key()).orElseThrow());
        }

        List<String> enterprisesOf(String park) {
            return enterprisesOfPark.getOrDefault(park, List.of());
        }

        List<String> metersOf(String enterprise) {
            return metersOfEnterprise.getOrDefault(enterprise, List.of());
        }
    }

    private RegistryReader.Result check(Map<String, RegistryRow> rows) throws RegistryException {
        rowsChecked += rows.size();
        Problems problems = new Problems();
        Map<Kind, List<RegistryRow>> kinds = byKind(rows);
        MethodsFile methods = new MethodsFile(NAME, problems);
        kinds.get(Kind.METHOD).forEach(row -> methods.add(row.key(), row.methodId(), row.texts()));
        return RegistryReader.check(
                methods,
                null,
                new RowTable(NAME, Kind.PARK, kinds.get(Kind.PARK), problems),
                new RowTable(NAME, Kind.ENTERPRISE, kinds.get(Kind.ENTERPRISE), problems),
                new RowTable(NAME, Kind.METER, kinds.get(Kind.METER), problems),
                new RowTable(NAME, Kind.GRID, kinds.get(Kind.GRID), problems),
                problems);
    }

    private static Map<Kind, List<RegistryRow>> byKind(Map<String, RegistryRow> rows) {
        Map<Kind, List<RegistryRow>> kinds = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            kinds.put(kind, new ArrayList<>());
        }
        rows.values().forEach(row -> kinds.get(row.kind()).add(row));
        kinds.get(Kind.METER).sort(METERS_IN_ORDER);
        return kinds;
    }
}
