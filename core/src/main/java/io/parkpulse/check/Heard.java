package io.parkpulse.check;

import io.parkpulse.model.Stream;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.Roster;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Whom and what was heard of, and when: of all there is, as it takes little room. */
final class Heard {
    private final Roster roster;
    private final Map<Stream, long[]> counts = new EnumMap<>(Stream.class);
    private final Map<Subject, boolean[]> named = new EnumMap<>(Subject.class);
    private final long[] firstReading;
    private final long[] lastReading;
    /** Of valid records; none was heard while it is above {@link #last}. */
    private long first = Long.MAX_VALUE;

    private long last = Long.MIN_VALUE;
    private boolean whole;

    Heard(Roster roster) {
        this.roster = roster;
        for (Stream stream : Stream.values()) {
            counts.put(stream, new long[2]);
        }
        for (Subject subject : Subject.values()) {
            named.put(subject, new boolean[roster.count(subject)]);
        }
        firstReading = new long[roster.count(Subject.METER)];
        lastReading = new long[roster.count(Subject.METER)];
        Arrays.fill(firstReading, Long.MAX_VALUE);
        Arrays.fill(lastReading, Long.MIN_VALUE);
    }

    Roster roster() {
        return roster;
    }

    /** A record was read. */
    void count(Stream stream, boolean valid) {
        counts.get(stream)[0]++;
        counts.get(stream)[1] += valid ? 1 : 0;
    }

    /** A valid record is of that time. */
    void at(long instant) {
        first = Math.min(first, instant);
        last = Math.max(last, instant);
    }

    /** Whether a time and that of the recording have an instant in common; true while no record is valid. */
    boolean isWithin(long from, long to) {
        return first > last || from <= last && first <= to;
    }

    /** A record that may be dead is about this. */
    void name(Subject subject, int number) {
        named.get(subject)[number] = true;
    }

    /** A meter was read at that time: validly, or while no row holds. */
    void reading(int meter, long at) {
        firstReading[meter] = Math.min(firstReading[meter], at);
        lastReading[meter] = Math.max(lastReading[meter], at);
    }

    /** All records of the recording were read. */
    void end() {
        whole = true;
    }

    /** Whether all records of the recording were read, and not its beginning only. */
    boolean isWhole() {
        return whole;
    }

    /** Records read of a stream. */
    long read(Stream stream) {
        return counts.get(stream)[0];
    }

    /** Records read. */
    long read() {
        return counts.values().stream().mapToLong(count -> count[0]).sum();
    }

    /** Records that are valid by themselves; if there is one, then one is applied. */
    long valid() {
        return counts.values().stream().mapToLong(count -> count[1]).sum();
    }

    /** Whether a record named it. */
    boolean isNamed(Subject subject, int number) {
        return named.get(subject)[number];
    }

    /** Whether a meter was read. */
    boolean hasReading(int meter) {
        return firstReading[meter] <= lastReading[meter];
    }

    /** Time of a meter's first reading, epoch milliseconds. */
    long firstReading(int meter) {
        return firstReading[meter];
    }

    /** Time of a meter's last reading, epoch milliseconds. */
    long lastReading(int meter) {
        return lastReading[meter];
    }
}
