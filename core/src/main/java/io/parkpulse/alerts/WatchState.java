package io.parkpulse.alerts;

import io.parkpulse.index.Fraction;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** What a rule remembers of a scope. */
final class WatchState {
    /** The first condition; see {@link Evaluation}. */
    Hysteresis first = new Hysteresis();

    Hysteresis second = new Hysteresis();
    /** Whether the scope's staff was ever heard of. */
    boolean staffHeard;
    /** The last message of the alert that is firing, without its text and its region; null if none is. */
    Alert active;
    /** The values of closed days, by epoch day. */
    final TreeMap<Long, Fraction> days = new TreeMap<>();
    /** The day from whose value a dropped one fell. */
    long referenceDay;
    /** Its value; null if none. */
    Fraction reference;
    /** The day that had dropped. */
    long firedDay;

    boolean isFresh() {
        return first.isFresh() && second.isFresh() && !staffHeard && active == null && days.isEmpty();
    }

    /** Forgets all but the days and what was ever heard. */
    void clear() {
        first = new Hysteresis();
        second = new Hysteresis();
        active = null;
        reference = null;
    }

    void write(DataOutput out) throws IOException {
        first.write(out);
        second.write(out);
        out.writeBoolean(staffHeard);
        out.writeBoolean(false); // version 1 knew more here
        out.writeBoolean(active != null);
        if (active != null) {
            write(active, out);
            out.writeLong(0); // and here
        }
        out.writeInt(days.size());
        for (Map.Entry<Long, Fraction> day : days.entrySet()) {
            out.writeLong(day.getKey());
            write(day.getValue(), out);
        }
        out.writeBoolean(reference != null);
        if (reference != null) {
            out.writeLong(referenceDay);
            out.writeLong(firedDay);
            write(reference, out);
        }
    }

    static WatchState read(DataInput in) throws IOException {
        WatchState state = new WatchState();
        state.first = Hysteresis.read(in);
        state.second = Hysteresis.read(in);
        state.staffHeard = in.readBoolean();
        in.readBoolean();
        if (in.readBoolean()) {
            state.active = alert(in);
            in.readLong();
        }
        for (int left = in.readInt(); left > 0; left--) {
            state.days.put(in.readLong(), fraction(in));
        }
        if (in.readBoolean()) {
            state.referenceDay = in.readLong();
            state.firedDay = in.readLong();
            state.reference = fraction(in);
        }
        return state;
    }

    private static void write(Alert alert, DataOutput out) throws IOException {
        out.writeUTF(alert.rule());
        out.writeUTF(alert.scope());
        out.writeUTF(alert.severity().id());
        out.writeLong(alert.since());
        out.writeLong(alert.at());
        out.writeUTF(alert.measure());
        out.writeBoolean(alert.n() != null);
        if (alert.n() != null) {
            out.writeLong(alert.n());
            out.writeLong(alert.d());
        }
        out.writeUTF(alert.printed());
        out.writeDouble(alert.threshold());
        out.writeLong(alert.coverageN());
        out.writeLong(alert.coverageD());
        out.writeUTF(alert.coverage());
        out.writeUTF(alert.method());
    }

    private static Alert alert(DataInput in) throws IOException {
        String rule = in.readUTF();
        String scope = in.readUTF();
        Severity severity = in.readUTF().equals(Severity.CRITICAL.id()) ? Severity.CRITICAL : Severity.WARNING;
        long since = in.readLong();
        long at = in.readLong();
        String measure = in.readUTF();
        boolean rate = in.readBoolean();
        return new Alert(
                Alert.idOf(rule, scope, since),
                rule,
                scope,
                "",
                Alert.Change.UPDATED,
                severity,
                since,
                at,
                measure,
                rate ? in.readLong() : null,
                rate ? in.readLong() : null,
                in.readUTF(),
                in.readDouble(),
                in.readLong(),
                in.readLong(),
                in.readUTF(),
                in.readUTF(),
                null);
    }

    private static void write(Fraction value, DataOutput out) throws IOException {
        for (BigInteger part : new BigInteger[] {value.n(), value.d()}) {
            byte[] bytes = part.toByteArray();
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static Fraction fraction(DataInput in) throws IOException {
        return new Fraction(integer(in), integer(in));
    }

    private static BigInteger integer(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new BigInteger(bytes);
    }
}
