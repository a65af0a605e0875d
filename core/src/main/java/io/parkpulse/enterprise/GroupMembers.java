package io.parkpulse.enterprise;

import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.model.ObservationCodec;
import io.parkpulse.roster.EnterpriseRows;
import io.parkpulse.roster.Roster;
import io.parkpulse.roster.ScopeChain;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The enterprises of a group with their books, and the table of their scopes, as the registry has them. */
final class GroupMembers {
    private final WindowSchedule schedule;
    private final int group;
    private final Calendar days;
    private final ScopeTable table;
    /** The places of the scopes in the table. */
    private final Map<ScopeChain, Integer> places = new HashMap<>();
    /** What there is of scopes of rows, so that it is kept once. */
    private final Map<List<IntBuffer>, int[][]> tableScopes = new HashMap<>();
    /** Whether books go on from a state that was emitted to fewer scopes than there are now. */
    private boolean lackScopes;

    private Roster roster;
    private int[] enterprises;
    private EnterpriseBook[] books;

    GroupMembers(Roster roster, WindowSchedule schedule, int group) {
        this.schedule = schedule;
        this.group = group;
        this.days = schedule.calendar(roster.zones().get(roster.zoneOf(group)));
        this.roster = roster;
        this.enterprises = roster.group(group);
        this.table = new ScopeTable(new ScopeChain[0], roster.zoneOf(group), schedule.everyMillis());
        extendTable(chain -> chain);
        this.books = new EnterpriseBook[enterprises.length];
        for (int place = 0; place < books.length; place++) {
            books[place] = newBook(place);
        }
    }

    /** Goes on with the scopes that the table does not have yet. */
    private void extendTable(UnaryOperator<ScopeChain> as) {
        ScopeChain[] more = Arrays.stream(enterprises)
                .mapToObj(roster::rows)
                .flatMap(EnterpriseRows::stream)
                .flatMapToInt(row -> Arrays.stream(row.scopes()))
                .distinct()
                .sorted()
                .mapToObj(roster::chain)
                .map(as)
                .filter(chain -> !places.containsKey(chain))
                .toArray(ScopeChain[]::new);
        table.extend(more);
        for (ScopeChain chain : more) {
            places.put(chain, places.size());
        }
    }

    private EnterpriseBook newBook(int place) {
        return new EnterpriseBook(enterprises[place], entry(place), schedule, days);
    }

    private EnterpriseEntry entry(int place) {
        return entry(place, chain -> chain);
    }

    private EnterpriseEntry entry(int place, UnaryOperator<ScopeChain> as) {
        EnterpriseRows rows = roster.rows(enterprises[place]);
        return new EnterpriseEntry(rows, tableScopes(rows, as), roster.meteringOf(enterprises[place]));
    }

    /** Most enterprises count in the same scopes as some other one. */
    private int[][] tableScopes(EnterpriseRows rows, UnaryOperator<ScopeChain> as) {
        int[][] ofRows = rows.stream()
                .map(row -> Arrays.stream(row.scopes())
                        .map(scope -> places.get(as.apply(roster.chain(scope))))
                        .toArray())
                .toArray(int[][]::new);
        List<IntBuffer> key = Arrays.stream(ofRows).map(IntBuffer::wrap).toList();
        int[][] known = tableScopes.putIfAbsent(key, ofRows);
        return known == null ? ofRows : known;
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
        extendTable(chain -> chain);
        int before = books.length;
        books = Arrays.copyOf(books, enterprises.length);
        for (int place = before; place < books.length; place++) {
            books[place] = newBook(place);
            books[place].beginAt(clock);
        }
    }

    /** Whether there are scopes to which nothing of what may still change was emitted: {@link #updateBooks} does it. */
    boolean lackScopes() {
        return lackScopes;
    }

    /** Lets each book go by what the registry says now, and emits what has changed; the table covers open windows. */
    void updateBooks(Emitter emitter) {
        lackScopes = false;
        for (int place = 0; place < books.length; place++) {
            EnterpriseEntry next = entry(place);
            if (!books[place].entry().says(next)) {
                books[place].updateRegistry(next, emitter);
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

    private ScopeChain withoutScopesAcrossParks(ScopeChain chain) {
        return new ScopeChain(
                chain.inside(),
                Arrays.stream(chain.above())
                        .filter(scope -> !roster.scopes().get(scope).isAcrossParks())
                        .toArray());
    }

    /** Reads what {@link #write} wrote, into new books. */
    void read(StateFormat form, DataInput in) throws IOException {
        StateFormat.requireSameRegistry(in.readInt() == enterprises.length);
        for (int place = 0; place < enterprises.length; place++) {
            StateFormat.requireSameRegistry(
                    ObservationCodec.readText(in).equals(roster.enterpriseId(enterprises[place])));
            books[place].read(form, in);
        }
        if (form.lacksScopesAcrossParks()) {
            extendTable(this::withoutScopesAcrossParks);
            for (int place = 0; place < enterprises.length; place++) {
                books[place].wasEmittedBy(entry(place, this::withoutScopesAcrossParks));
            }
            lackScopes = true;
        }
    }
}
