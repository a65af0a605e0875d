package io.parkpulse.registry;

import io.parkpulse.model.Ids;
import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryRow.Kind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
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

    /** Each look checks the whole registry. */
    private static final int LOOKED_AT_ALONE = 16;

    private static final Comparator<RegistryRow> METERS_IN_ORDER = Comparator.comparing(
                    (RegistryRow row) -> row.text("meter_id"), Ids.BY_CODE_POINT)
            .thenComparing(
                    row -> Numbers.whole(row.text(RegistryRow.ORDER)), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(row -> row.text("enterprise_id"), Ids.BY_CODE_POINT);

    private final TreeMap<String, RegistryRow> accepted = new TreeMap<>(Ids.BY_CODE_POINT);
    /** By key; empty where the row is to go. */
    private final Map<String, Optional<RegistryRow>> waiting = new LinkedHashMap<>();

    private RegistryReader.Result current;

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
    public record Outcome(Registry registry, boolean changed, List<Refusal> refusals, List<String> warnings) {
        public Outcome {
            refusals = List.copyOf(refusals);
            warnings = List.copyOf(warnings);
        }
    }

    /** No rows: nothing but the built-in methods. */
    public RegistryRows() {
        try {
            current = check(accepted);
        } catch (RegistryException e) {
            throw new IllegalStateException("no rows have no problems", e);
        }
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
     * <p>If they say anything new the whole registry is checked, which takes about a second for half a million rows:
     * records that come together should be applied together.
     */
    public Outcome apply(List<Change> changes) {
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
        TreeMap<String, RegistryRow> rows = new TreeMap<>(accepted);
        for (String key : keys) {
            waiting.get(key).ifPresentOrElse(row -> rows.put(key, row), () -> rows.remove(key));
        }
        List<Problem> problems;
        try {
            current = check(rows);
            accepted.clear();
            accepted.putAll(rows);
            keys.forEach(waiting::remove);
            keys.forEach(harmful::remove);
            return;
        } catch (RegistryException e) {
            problems = e.problems();
        }
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

    private static RegistryReader.Result check(Map<String, RegistryRow> rows) throws RegistryException {
        Problems problems = new Problems();
        Map<Kind, List<RegistryRow>> kinds = byKind(rows);
        MethodsFile methods = new MethodsFile(NAME, problems);
        kinds.get(Kind.METHOD).forEach(row -> methods.add(row.key(), row.methodId(), row.texts()));
        return RegistryReader.check(
                methods,
                new RowTable(NAME, Kind.PARK, kinds.get(Kind.PARK), problems),
                new RowTable(NAME, Kind.ENTERPRISE, kinds.get(Kind.ENTERPRISE), problems),
                new RowTable(NAME, Kind.METER, kinds.get(Kind.METER), problems),
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
