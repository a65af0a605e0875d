package io.parkpulse.pipeline;

import io.parkpulse.enterprise.GroupBook;
import io.parkpulse.enterprise.GroupJournal;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.model.Observation;
import io.parkpulse.roster.Roster;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Beside a state that holds bytes, the books live here. A checkpoint is given what they were given since the one before; a
 * book is written as a whole when that has become as long as the book itself. A start reads the book and gives it the rest
 * again, so the limit is also how long a start takes.
 */
final class JournaledBooks extends GroupBooks {
    /** A journal may be that long, however small its book is. */
    private static final long LEAST_LIMIT = 1 << 18;

    private static final int LEAST_BYTES = 1 << 8;

    /** So many groups reach their limits one after the other and not all at once. */
    private static final int SPREAD = 64;

    /** By group, what its book was given since it was last written: pieces in order, packed. */
    private final MapState<Integer, byte[]> journals;

    private final Map<Integer, Kept> kept = new HashMap<>();

    /** A book and what state does not have of it. */
    private final class Kept {
        private final GroupBook book;
        private DataOutputSerializer bytes;
        /** Null while it has nothing. */
        private GroupJournal piece;
        /** The number of the next piece. */
        private int next;
        /** Length of the pieces in state before they were packed: what it takes to give them again. */
        private long written;
        /** Length of the journal, not packed, from which on the book is written as a whole. */
        private long limit;
        /** Whether the book is to be written as a whole, whatever its journal says. */
        private boolean whole;

        private Kept(GroupBook book) {
            this.book = book;
        }

        /** What the book is given next goes there; null if that need not be said. */
        private GroupJournal journal() throws Exception {
            if (whole) {
                return null;
            }
            if (piece == null) {
                bytes = new DataOutputSerializer(LEAST_BYTES);
                piece = new GroupJournal(schedule, bytes);
            } else if (written + bytes.length() > limit) {
                writeWhole();
                return null;
            }
            return piece;
        }

        private void writeWhole() {
            whole = true;
            piece = null;
            bytes = null;
        }

        private void wasWritten(int group, int length) {
            long limit = Math.max(LEAST_LIMIT, length);
            this.limit = limit + limit * Math.floorMod(group, SPREAD) / SPREAD;
            this.written = 0;
            this.next = 0;
            this.whole = false;
        }
    }

    JournaledBooks(WindowSchedule schedule, RuntimeContext context) {
        super(schedule, context);
        this.journals = context.getMapState(
                new MapStateDescriptor<>("journal", IntSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE));
    }

    @Override
    GroupBook get(int group, Roster roster) throws Exception {
        Kept one = kept.get(group);
        if (one == null) {
            GroupState state = books.value();
            if (state == null) {
                return null;
            }
            one = restore(group, state, roster);
            kept.put(group, one);
        }
        return one.book;
    }

    private Kept restore(int group, GroupState state, Roster roster) throws Exception {
        byte[] written = state.toBytes();
        Kept one = new Kept(state.book(roster, schedule, group));
        one.wasWritten(group, written.length);
        one.whole = !GroupJournal.canFollow(written, schedule);
        for (byte[] piece = journals.get(0); piece != null; piece = journals.get(one.next)) {
            byte[] unpacked = PackedBytes.unpack(piece);
            GroupJournal.replay(unpacked, schedule, one.book);
            one.written += unpacked.length;
            one.next++;
        }
        return one;
    }

    @Override
    void begin(int group, GroupBook book) throws Exception {
        Kept one = new Kept(book);
        kept.put(group, one);
        // So that the group is in state from the beginning: whoever goes through all of them finds it.
        write(group, one);
    }

    @Override
    void added(int group, Observation record) throws Exception {
        GroupJournal journal = kept.get(group).journal();
        if (journal != null) {
            journal.added(record);
        }
    }

    @Override
    void advanced(int group, long now) throws Exception {
        GroupJournal journal = kept.get(group).journal();
        if (journal != null) {
            journal.advanced(now);
        }
    }

    @Override
    void tookLate(int group) throws Exception {
        GroupJournal journal = kept.get(group).journal();
        if (journal != null) {
            journal.tookLate();
        }
    }

    @Override
    void changed(int group) {
        kept.get(group).writeWhole();
    }

    @Override
    void persist(boolean whole, IntConsumer keys) throws Exception {
        for (Map.Entry<Integer, Kept> entry : kept.entrySet()) {
            Kept one = entry.getValue();
            if (one.whole || whole && (one.written > 0 || one.piece != null)) {
                keys.accept(entry.getKey());
                write(entry.getKey(), one);
            } else if (one.piece != null) {
                keys.accept(entry.getKey());
                journals.put(one.next++, PackedBytes.pack(one.bytes.getSharedBuffer(), one.bytes.length()));
                one.written += one.bytes.length();
                one.piece = null;
                one.bytes = null;
            }
        }
    }

    private void write(int group, Kept one) throws Exception {
        byte[] bytes = GroupState.of(one.book).toBytes();
        books.update(GroupState.frozen(bytes));
        journals.clear();
        one.writeWhole();
        one.wasWritten(group, bytes.length);
    }
}
