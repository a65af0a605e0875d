package io.parkpulse.enterprise;

import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.model.ObservationCodec;
import io.parkpulse.roster.Roster;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The enterprises of a group with their books, and the table of their scopes, as the registry has them. */
final class GroupMembers {
    private final WindowSchedule schedule;
    private final int group;
    private final Calendar days;
    private final ScopeTable table;
    /** How many of the table's scopes are in order; those that came later are behind them. */
    private final int sortedScopes;

    private Roster roster;
    private int[] enterprises;
    private EnterpriseBook[] books;

    GroupMembers(Roster roster, WindowSchedule schedule, int group) {
        this.schedule = schedule;
        this.group = group;
        this.days = schedule.calendar(roster.zones().get(roster.zoneOf(group)));
        this.roster = roster;
        this.enterprises = roster.group(group);
        int[] scopes = scopesOf(roster, enterprises);
        this.sortedScopes = scopes.length;
        this.table = new ScopeTable(scopes, roster.zoneOf(group), schedule.everyMillis());
        this.books = new EnterpriseBook[enterprises.length];
        for (int place = 0; place < books.length; place++) {
            books[place] = newBook(place);
        }
    }

    private static int[] scopesOf(Roster roster, int[] enterprises) {
        return Arrays.stream(enterprises)
                .mapToObj(roster::rows)
                .flatMap(Arrays::stream)
                .flatMapToInt(row -> Arrays.stream(row.scopes()))
                .distinct()
                .sorted()
                .toArray();
    }

    private EnterpriseBook newBook(int place) {
        return new EnterpriseBook(entry(place), schedule, days);
    }

    private EnterpriseEntry entry(int place) {
        int enterprise = enterprises[place];
        Roster.Row[] rows = roster.rows(enterprise);
        return new EnterpriseEntry(enterprise, rows, tableScopes(rows), roster.meteringOf(enterprise));
    }

    private int[][] tableScopes(Roster.Row[] rows) {
        int[] scopes = table.scopes();
        Map<Integer, Integer> places = new HashMap<>();
        if (scopes.length > sortedScopes) {
            for (int place = 0; place < scopes.length; place++) {
                places.put(scopes[place], place);
            }
        }
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row.scopes())
                        .map(scope -> places.isEmpty() ? Arrays.binarySearch(scopes, scope) : places.get(scope))
                        .toArray())
                .toArray(int[][]::new);
    }

    Roster roster() {
        return roster;
    }

    int group() {
        return group;
    }

    ScopeTable table() {
        return table;
    }

    /** The books of its enterprises, by their places. Not to be changed. */
    EnterpriseBook[] books() {
        return books;
    }

    /** The place of an enterprise in this group, negative if it is of another. */
    int placeOf(int enterprise) {
        return roster.groupOf(enterprise) == group ? roster.placeOf(enterprise) : -1;
    }

    /** The book of an enterprise; null if it is of another group. */
    EnterpriseBook bookOf(int enterprise) {
        int place = placeOf(enterprise);
        return place < 0 ? null : books[place];
    }

    /**
     * Goes on by another roster, which succeeds the one it has. Enterprises that are new begin; what the registry says of
     * the others goes to their books with {@link #updateBooks}.
     *
     * @param clock where the new ones begin
     */
    void updateRegistry(Roster next, long clock) {
        roster = next;
        enterprises = next.group(group);
        Set<Integer> known = new HashSet<>();
        Arrays.stream(table.scopes()).forEach(known::add);
        table.extend(Arrays.stream(scopesOf(next, enterprises))
                .filter(scope -> !known.contains(scope))
                .toArray());
        int before = books.length;
        books = Arrays.copyOf(books, enterprises.length);
        for (int place = before; place < books.length; place++) {
            books[place] = newBook(place);
            books[place].beginAt(clock);
        }
    }

    /** Lets each book go by what the registry says now, and emits what has changed; the table covers open windows. */
    void updateBooks(Emitter emitter) {
        for (int place = 0; place < books.length; place++) {
            int enterprise = enterprises[place];
            if (!books[place].entry().says(roster.rows(enterprise), roster.meteringOf(enterprise))) {
                books[place].updateRegistry(entry(place), emitter);
            } else if (books[place].hasChanges()) {
                books[place].reemit(emitter);
            }
        }
    }

    void write(StateFormat form, DataOutput out) throws IOException {
        out.writeInt(enterprises.length);
        for (int place = 0; place < enterprises.length; place++) {
            ObservationCodec.writeText(roster.enterpriseId(enterprises[place]), out);
            books[place].write(form, out);
        }
    }

    /** The books have been read, and the power that the readings show. */
    void restored(EnterpriseWindow window) {
        for (EnterpriseBook book : books) {
            book.restored(window);
        }
    }

    /** Reads what {@link #write} wrote, into new books. */
    void read(StateFormat form, DataInput in) throws IOException {
        StateFormat.requireSameRegistry(in.readInt() == enterprises.length);
        for (int place = 0; place < enterprises.length; place++) {
            StateFormat.requireSameRegistry(
                    ObservationCodec.readText(in).equals(roster.enterpriseId(enterprises[place])));
            books[place].read(form, in);
        }
    }
}
