package io.parkpulse.pipeline;

import io.parkpulse.enterprise.Agenda;
import io.parkpulse.enterprise.GroupBook;
import io.parkpulse.roster.Roster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A group's book as it is kept in state: live while it is worked with, frozen to bytes when it comes out of a checkpoint
 * or is copied for one. A book needs the registry to live, and a serializer must not carry one.
 */
final class GroupState {
    private byte[] frozen;
    private GroupBook live;

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
    GroupBook book(Roster roster, Agenda agenda, int group) throws IOException {
        if (live == null) {
            live = GroupBook.read(roster, agenda, group, new DataInputStream(new ByteArrayInputStream(frozen)));
            frozen = null;
        }
        return live;
    }

    /** The book's bytes. */
    byte[] toBytes() {
        if (live == null) {
            return frozen;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            live.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
