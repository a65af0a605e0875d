package io.parkpulse.mapping;

import io.parkpulse.model.Stream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How rows become records of a stream. It was checked: what a record needs, it has.
 *
 * @param fields where each field is
 * @param time where the time is, and what it means
 * @param times minutes of the day, 0 to 1440, of the columns of a wide table, in order; empty for a long one
 * @param where conditions, all of which hold of a row that is not skipped
 * @param decimal the sign before decimals; blank where a file did not say, then the other one is no sign of thousands
 * @param unit of the values where the row has none; null for that of the meter
 * @param factor of the values
 * @param words what a file writes for words of records
 * @param ids rules for ids that come from rows; {@link IdRule#NONE} for a field that is not in it
 * @param keyVariable the environment variable with the key that persons are hashed with; null if they are not
 */
public record Mapping(
        Stream stream,
        Map<MappedField, Place> fields,
        TimeRule time,
        List<Integer> times,
        List<Condition> where,
        char decimal,
        EnergyUnit unit,
        BigDecimal factor,
        Map<MappedField, Map<String, String>> words,
        Map<MappedField, IdRule> ids,
        String keyVariable)
        implements Serializable {
    public Mapping {
        fields = Map.copyOf(fields);
        times = List.copyOf(times);
        where = List.copyOf(where);
        words = Map.copyOf(words);
        ids = Map.copyOf(ids);
    }

    /** The places that a reader of rows has to find, each once; a row's texts are asked for by their numbers in it. */
    public List<Place> places() {
        Set<Place> all = new LinkedHashSet<>();
        where.forEach(condition -> all.add(condition.place()));
        all.addAll(time.parts());
        all.add(time.interval());
        for (MappedField field : MappedField.values()) {
            all.add(fields.get(field));
        }
        times.forEach(minute -> all.add(new Place(Place.Kind.TIME, timeText(minute))));
        all.remove(null);
        all.removeIf(place -> place.kind() == Place.Kind.CONSTANT);
        return new ArrayList<>(all);
    }

    /** A minute of the day as a text, such as {@code 00:15}. */
    static String timeText(int minute) {
        return String.format("%02d:%02d", minute / 60, minute % 60);
    }

    /** Whether the time of a row may depend on the rows before it, as local times come twice. */
    public boolean dependsOnRowsBefore(IdBook book) {
        return time.ofPark() ? book.hasChangingClocks() : time.zone() != null && IdBook.changes(time.zone());
    }

    /** How many rows of a long table one of the file's rows stands for. */
    public int width() {
        return times.isEmpty() ? 1 : times.size();
    }
}
