package io.parkpulse.enterprise;

import io.parkpulse.index.Sum;
import io.parkpulse.model.VarInt;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The binary form of changes of scopes, on their way between operators and to disk. */
public final class ScopeChangeCodec {
    private static final ScopeChange.Kind[] KINDS = ScopeChange.Kind.values();

    private ScopeChangeCodec() {}

    /** Writes a change. */
    public static void write(ScopeChange change, DataOutput out) throws IOException {
        VarInt.write(change.scope(), out);
        VarInt.write(change.above().length, out);
        for (int scope : change.above()) {
            VarInt.write(scope, out);
        }
        out.writeByte(change.kind().ordinal());
        out.writeLong(change.at());
        VarInt.write(change.zone(), out);
        // Most sums of most changes are 0.
        long[] sums = change.sums();
        long present = 0;
        for (int i = 0; i < Sum.COUNT; i++) {
            present |= sums[i] == 0 ? 0 : 1L << i;
        }
        out.writeLong(present);
        for (long sum : sums) {
            if (sum != 0) {
                out.writeLong(sum);
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    public static ScopeChange read(DataInput in) throws IOException {
        int scope = (int) VarInt.read(in);
        int[] above = new int[(int) VarInt.read(in)];
        for (int i = 0; i < above.length; i++) {
            above[i] = (int) VarInt.read(in);
        }
        ScopeChange.Kind kind = KINDS[in.readByte()];
        long at = in.readLong();
        int zone = (int) VarInt.read(in);
        long present = in.readLong();
        long[] sums = new long[Sum.COUNT];
        for (long left = present; left != 0; left &= left - 1) {
            sums[Long.numberOfTrailingZeros(left)] = in.readLong();
        }
        return new ScopeChange(scope, above, kind, at, zone, sums);
    }
}
