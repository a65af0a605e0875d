package io.parkpulse.enterprise;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.Observation;
import io.parkpulse.model.VarInt;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a group's book was given since it was last written: records, and how its time moved on, in that order. A book that
 * was read and is given the same again is as the one that was given it first; what it emits meanwhile was emitted then. So
 * little must be written where much is known and little comes.
 *
 * <p>A registry that changes is not in it: after that the book is to be written.
 */
public final class GroupJournal {
    // Entries, in states.
    private static final int RECORD = 0;
    private static final int ADVANCED = 1;
    private static final int TOOK_LATE = 2;

    // Which numbers a record has.
    private static final int RECEIVED = 1;
    private static final int ALSO = 2;
    private static final int REVISED = 4;
    private static final int LASTS = 8;
    private static final int NAMED = 16;

    private static final Observation.Kind[] KINDS = Observation.Kind.values();
    private static final Observation NOTHING_BEFORE =
            new Observation(0, Observation.Kind.POWER, 0, 0, 0, 0, 0, 0, "", 0, new byte[0]);
    private static final ResultCollector EMITTED_BEFORE = new EmittedBefore();

    private final DataOutput out;
    /** Records are written by how they differ from the one before. */
    private Observation last = NOTHING_BEFORE;

    /**
     * A piece of a journal.
     *
     * @param out where it goes; what was written to it must reach {@link #replay} alone and as it is
     */
    public GroupJournal(WindowSchedule schedule, DataOutput out) throws IOException {
        this.out = out;
        StateFormat.of(schedule).write(out);
    }

    /** The book was given a record, see {@link GroupBook#add}. */
    public void added(Observation record) throws IOException {
        if (record.kind() == Observation.Kind.ROLL_CALL) {
            return;
        }
        out.writeByte(RECORD);
        write(record, last, out);
        last = record;
    }

    /** The book has advanced, see {@link GroupBook#advance}. */
    public void advanced(long now) throws IOException {
        out.writeByte(ADVANCED);
        VarInt.writeSigned(now, out);
    }

    /** The book has judged what came late, see {@link GroupBook#takeLate}. */
    public void tookLate() throws IOException {
        out.writeByte(TOOK_LATE);
    }

    /**
     * Whether a journal may follow a book that was written so. After one of an earlier release it may not: what that had
     * emitted, the reading of it has to tell.
     *
     * @param book as {@link GroupBook#write} wrote it
     */
    public static boolean canFollow(byte[] book, WindowSchedule schedule) throws IOException {
        return isOfThisRelease(new DataInputStream(new ByteArrayInputStream(book)), schedule);
    }

    private static boolean isOfThisRelease(DataInput in, WindowSchedule schedule) throws IOException {
        return StateFormat.read(schedule, in).measuresAs(StateFormat.of(schedule));
    }

    /**
     * Gives a book again what the one was given that is written; pieces in the order in which they were begun.
     *
     * @param piece all that was written to one
     * @throws IOException if another release wrote it; says what to do
     */
    public static void replay(byte[] piece, WindowSchedule schedule, GroupBook book) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(piece));
        if (!isOfThisRelease(in, schedule)) {
            throw new IOException(
                    "this checkpoint is of an earlier release, which had written only what had changed: go on"
                            + " with that release, stop it with a savepoint, and start this one from the savepoint");
        }
        Observation last = NOTHING_BEFORE;
        while (in.available() > 0) {
            int entry = in.readByte();
            switch (entry) {
                case RECORD -> {
                    last = read(last, in);
                    book.add(last);
                }
                case ADVANCED -> book.advance(VarInt.readSigned(in), EMITTED_BEFORE);
                case TOOK_LATE -> book.takeLate(EMITTED_BEFORE);
                default -> throw new IOException("no entry of a journal: " + entry);
            }
        }
    }

    private static void write(Observation record, Observation before, DataOutput out) throws IOException {
        boolean received = record.received() != Observation.NOT_SAID;
        boolean also = record.also() != Observation.NOTHING_MORE;
        boolean named = !record.name().isEmpty();
        out.writeByte(record.kind().ordinal());
        out.writeByte((received ? RECEIVED : 0)
                | (also ? ALSO : 0)
                | (record.rev() != 0 ? REVISED : 0)
                | (record.period() != 0 ? LASTS : 0)
                | (named ? NAMED : 0));
        VarInt.write(record.flags(), out);
        VarInt.write(record.group(), out);
        VarInt.writeSigned(record.subject() - before.subject(), out);
        VarInt.writeSigned(record.at() - before.at(), out);
        VarInt.writeSigned(record.value() - before.value(), out);
        VarInt.writeSigned(record.number() - before.number(), out);
        ByteDelta.write(record.raw(), before.raw(), out);
        if (received) {
            VarInt.writeSigned(record.received() - record.at(), out);
        }
        if (also) {
            VarInt.writeSigned(record.also(), out);
        }
        if (record.rev() != 0) {
            VarInt.writeSigned(record.rev(), out);
        }
        if (record.period() != 0) {
            VarInt.writeSigned(record.period(), out);
        }
        if (named) {
            ByteDelta.write(record.name().getBytes(UTF_8), before.name().getBytes(UTF_8), out);
        }
    }

    private static Observation read(Observation before, DataInput in) throws IOException {
        Observation.Kind kind = KINDS[in.readByte()];
        int has = in.readByte();
        int flags = (int) VarInt.read(in);
        int group = (int) VarInt.read(in);
        int subject = before.subject() + (int) VarInt.readSigned(in);
        long at = before.at() + VarInt.readSigned(in);
        long value = before.value() + VarInt.readSigned(in);
        long number = before.number() + VarInt.readSigned(in);
        byte[] raw = ByteDelta.read(before.raw(), in);
        long received = (has & RECEIVED) != 0 ? at + VarInt.readSigned(in) : Observation.NOT_SAID;
        long also = (has & ALSO) != 0 ? VarInt.readSigned(in) : Observation.NOTHING_MORE;
        long rev = (has & REVISED) != 0 ? VarInt.readSigned(in) : 0;
        long period = (has & LASTS) != 0 ? VarInt.readSigned(in) : 0;
        String name =
                (has & NAMED) != 0 ? new String(ByteDelta.read(before.name().getBytes(UTF_8), in), UTF_8) : "";
        return new Observation(group, kind, subject, at, received, value, also, rev, period, flags, name, number, raw);
    }

    private static final class EmittedBefore implements ResultCollector {
        @Override
        public void scopeChange(ScopeChange change) {}

        @Override
        public void enterpriseDay(EnterpriseDay day) {}

        @Override
        public void deadLetter(DeadLetter letter) {}

        @Override
        public void account(RecordTally account) {}
    }
}
