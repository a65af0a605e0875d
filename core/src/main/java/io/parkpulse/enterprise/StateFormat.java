package io.parkpulse.enterprise;

import io.parkpulse.index.Sum;
import io.parkpulse.model.VarInt;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * In which form a group's state was written.
 *
 * @param number of the form
 * @param stepMillis length of the steps that it numbers; 0 if it does not say
 * @param sums how many sums of a scope it has: the first ones of {@link Sum}
 */
record StateFormat(int number, long stepMillis, int sums) {
    /** The form of a live system. */
    private static final int FORMAT = 6;

    /** Columns of readings followed no trend, see {@link ReadingLog}. */
    private static final int FORMAT_WITHOUT_TREND = 5;

    /** Of a replay. Of a live system it kept the readings' bytes, and all that had been made of them. */
    private static final int FORMAT_WITH_ALL = 4;

    /** Said neither the length of a step nor the number of sums, of which there were always as many. */
    private static final int FORMAT_WITHOUT_STEP = 3;

    private static final StateFormat WITHOUT_STEP = new StateFormat(FORMAT_WITHOUT_STEP, 0, 17);

    /** What this release writes. */
    static StateFormat of(WindowSchedule schedule) {
        return new StateFormat(
                schedule.policy().rejudges() ? FORMAT : FORMAT_WITH_ALL, schedule.stepMillis(), Sum.COUNT);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(number);
        out.writeLong(stepMillis);
        out.writeInt(sums);
    }

    /**
     * @throws IOException if this release or this schedule cannot go on with such a state; says what to do
     * @throws IllegalStateException if it has sums that this release does not know
     */
    static StateFormat read(WindowSchedule schedule, DataInput in) throws IOException {
        int format = in.readInt();
        if (format == FORMAT_WITHOUT_STEP) {
            return WITHOUT_STEP;
        }
        if (format < FORMAT_WITHOUT_STEP || format > FORMAT) {
            throw new IOException(
                    "this state has format %d, and this release reads formats %d to %d: go on with the release that wrote it"
                            .formatted(format, FORMAT_WITHOUT_STEP, FORMAT));
        }
        StateFormat form = new StateFormat(format, in.readLong(), in.readInt());
        schedule.requireStep(form.stepMillis);
        Sum.requireKnown(form.sums);
        return form;
    }

    /** @throws IOException if the registry is not that which a state was written with; says what to do */
    static void requireSameRegistry(boolean isSame) throws IOException {
        if (!isSame) {
            throw new IOException("this state was written with another registry; start from the same one");
        }
    }

    /** Whether a live system left out what the readings that it keeps say once they are judged again. */
    boolean lean() {
        return number > FORMAT_WITH_ALL;
    }

    /** Whether the columns of readings followed no trend. */
    boolean lacksTrend() {
        return number <= FORMAT_WITHOUT_TREND;
    }

    /** Whether what was written in one form goes on, record by record, as what is written in the other. */
    boolean measuresAs(StateFormat other) {
        return stepMillis == other.stepMillis && sums == other.sums && lean() == other.lean();
    }

    /** Whether sums have come to be since. */
    boolean lacksSums() {
        return sums < Sum.COUNT;
    }

    /** Whether it was written before there were scopes across parks; they came with the bands. */
    boolean lacksScopesAcrossParks() {
        return sums <= Sum.UTILISATION_BAND_0.ordinal();
    }

    /** Writes a number that is mostly small. */
    void writeCount(int count, DataOutput out) throws IOException {
        if (lean()) {
            VarInt.write(count, out);
        } else {
            out.writeInt(count);
        }
    }

    int readCount(DataInput in) throws IOException {
        return lean() ? (int) VarInt.read(in) : in.readInt();
    }

    static void writeSums(long[] sums, DataOutput out) throws IOException {
        for (long sum : sums) {
            VarInt.writeSigned(sum, out);
        }
    }

    /** Sums that were written; those that there were not are 0. */
    void readSums(long[] into, DataInput in) throws IOException {
        for (int i = 0; i < sums; i++) {
            into[i] = VarInt.readSigned(in);
        }
    }
}
