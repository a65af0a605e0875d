package io.parkpulse.pipeline;

import io.parkpulse.enterprise.GroupBook;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A group's book as it is kept in state: live while it is worked with, frozen to bytes when it comes out of a checkpoint
 * or stays behind for one. A book needs the registry to live, and a serializer must not carry one.
 *
 * <p>A checkpoint writes it on a thread of its own, while the operator may want it; so it is locked for as long as it
 * takes to write one book.
 */
final class GroupState {
    private static final int LEAST_BYTES = 1 << 10;

    private byte[] frozen;
    private GroupBook live;
    /** How long it was when it was last written; most of it stays as it is. */
    private int lastLength = LEAST_BYTES;

    private GroupState(byte[] frozen, GroupBook live) {
        this.frozen = frozen;
        this.live = live;
    }

    static GroupState of(GroupBook book) {
        return new GroupState(null, book);
    }

    static GroupState frozen(byte[] bytes) {
        return new GroupState(bytes, null);
    }

    /** The book, brought to life if need be. */
    synchronized GroupBook book(Roster roster, WindowSchedule schedule, int group) throws IOException {
        if (live == null) {
            live = GroupBook.read(roster, schedule, group, new DataInputDeserializer(frozen));
            lastLength = frozen.length;
            frozen = null;
        }
        return live;
    }

    /**
     * Another state of the same book. It is the other one that goes on with a book that is live, and this one that
     * stays behind with the bytes: what Flink copies for a checkpoint it hands to the operator and keeps the original,
     * so that nothing need be brought to life again.
     */
    synchronized GroupState copy() {
        if (live == null) {
            return frozen(frozen);
        }
        frozen = write();
        GroupState copy = of(live);
        copy.lastLength = lastLength;
        live = null;
        return copy;
    }

    /** The book's bytes. Not to be changed. */
    synchronized byte[] toBytes() {
        return live == null ? frozen : write();
    }

    private byte[] write() {
        DataOutputSerializer bytes = new DataOutputSerializer(lastLength + lastLength / 8);
        try {
            live.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lastLength = bytes.length();
        return bytes.getCopyOfBuffer();
    }
}
