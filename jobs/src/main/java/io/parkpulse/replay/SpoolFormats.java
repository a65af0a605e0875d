package io.parkpulse.replay;

import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.ScopeChangeCodec;
import io.parkpulse.index.DayColumn;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.ObservationCodec;
import io.parkpulse.model.Stream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The formats of the job's results. */
final class SpoolFormats {
    private static final Stream[] STREAMS = Stream.values();
    private static final DeadReason[] REASONS = DeadReason.values();

    private SpoolFormats() {}

    /** Changes of trailing windows by hour, changes of days by day. */
    static final class ScopeChanges implements SpoolFormat<ScopeChange> {
        private static final long serialVersionUID = 1L;

        static final long HOUR_MILLIS = 3_600_000;

        @Override
        public long bucket(ScopeChange change) {
            return change.kind() == ScopeChange.Kind.TRAILING
                    ? trailingBucket(Math.floorDiv(change.at(), HOUR_MILLIS))
                    : dayBucket(change.at());
        }

        static long trailingBucket(long hour) {
            return 2 * hour;
        }

        static long dayBucket(long epochDay) {
            return 2 * epochDay + 1;
        }

        @Override
        public void write(ScopeChange change, DataOutput out) throws IOException {
            ScopeChangeCodec.write(change, out);
        }

        @Override
        public ScopeChange read(DataInput in) throws IOException {
            return ScopeChangeCodec.read(in);
        }
    }

    /** Days of enterprises by date. */
    static final class EnterpriseDays implements SpoolFormat<EnterpriseDay> {
        private static final long serialVersionUID = 1L;

        @Override
        public long bucket(EnterpriseDay day) {
            return day.epochDay();
        }

        @Override
        public void write(EnterpriseDay day, DataOutput out) throws IOException {
            out.writeLong(day.epochDay());
            out.writeInt(day.enterprise());
            ObservationCodec.writeText(day.park(), out);
            for (long value : day.values()) {
                out.writeLong(value);
            }
        }

        @Override
        public EnterpriseDay read(DataInput in) throws IOException {
            long epochDay = in.readLong();
            int enterprise = in.readInt();
            String park = ObservationCodec.readText(in);
            long[] values = new long[DayColumn.COUNT];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readLong();
            }
            return new EnterpriseDay(epochDay, enterprise, park, values);
        }
    }

    /** Dead letters by stream and, as there may be very many, by stretches of the stream's lines. */
    static final class DeadLetters implements SpoolFormat<DeadLetter> {
        private static final long serialVersionUID = 1L;

        /** How many lines make a stretch: two to the power of this. */
        static final int STRETCH_BITS = 20;

        private static final int STREAM_BITS = 40;

        @Override
        public long bucket(DeadLetter letter) {
            return ((long) letter.stream().ordinal() << STREAM_BITS) + (letter.number() >> STRETCH_BITS);
        }

        @Override
        public void write(DeadLetter letter, DataOutput out) throws IOException {
            out.writeByte(letter.stream().ordinal());
            out.writeLong(letter.number());
            out.writeByte(letter.reason().ordinal());
            ObservationCodec.writeText(letter.detail(), out);
            out.writeInt(letter.raw().length);
            out.write(letter.raw());
            out.writeLong(letter.fileOffset());
            out.writeLong(letter.fileLength());
        }

        @Override
        public DeadLetter read(DataInput in) throws IOException {
            Stream stream = STREAMS[in.readByte()];
            long number = in.readLong();
            DeadReason reason = REASONS[in.readByte()];
            String detail = ObservationCodec.readText(in);
            byte[] raw = new byte[in.readInt()];
            in.readFully(raw);
            // A recording's original bytes are always known.
            return new DeadLetter(stream, number, 0, reason, detail, raw, false, in.readLong(), in.readLong());
        }
    }

    /** All accounts in one bucket. */
    static final class Accounts implements SpoolFormat<RecordTally> {
        private static final long serialVersionUID = 1L;

        @Override
        public long bucket(RecordTally account) {
            return 0;
        }

        @Override
        public void write(RecordTally account, DataOutput out) throws IOException {
            writeLongs(account.applied(), out);
            writeLongs(account.retracted(), out);
            writeLongs(account.duplicates(), out);
            out.writeLong(account.unallocatedWh());
            out.writeLong(account.unassignedWh());
            out.writeLong(account.last());
            writeLongs(account.marks(), out);
        }

        @Override
        public RecordTally read(DataInput in) throws IOException {
            return new RecordTally(
                    readLongs(in),
                    readLongs(in),
                    readLongs(in),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    readLongs(in));
        }

        private static void writeLongs(long[] values, DataOutput out) throws IOException {
            out.writeInt(values.length);
            for (long value : values) {
                out.writeLong(value);
            }
        }

        private static long[] readLongs(DataInput in) throws IOException {
            long[] values = new long[in.readInt()];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readLong();
            }
            return values;
        }
    }
}
