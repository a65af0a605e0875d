package io.parkpulse.enterprise;

import io.parkpulse.model.Observation;
import io.parkpulse.model.VarInt;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Readings of one group and one meter in order of time, without their original bytes. They are kept for two days and hardly
 * ever looked at, so each is written by how it differs from what those before it let expect: time, value, receipt and number
 * in a column each, whose estimate and scale follow what comes.
 */
final class ReadingLog extends RiceBits {
    private static final byte[] NOTHING = {};

    /** Beside a reading's own flags: it says when it was received. */
    private static final int RECEIVED = 0x40;

    private static final int FLAG_BITS = 7;
    /** Behind the flags of the last reading, in a state. */
    private static final int LAG_WAS_FAR = 1 << FLAG_BITS;

    /** What {@link Expectation} takes in bytes. */
    private static final int USUAL_BYTES = 48;

    /** Above this scale, times were not as expected twice within a few readings. */
    private static final int OFTEN_IRREGULAR = 40;

    /** Nothing was there to expect anything by. */
    private static final byte[] NOTHING_EXPECTED = new Expectation().toBytes();

    /** What was expected before the first reading kept, in bytes: it is asked for once in a while, and there is one for each meter. */
    private byte[] before = NOTHING_EXPECTED;
    /** What is expected after the last one. */
    private final Expectation after = new Expectation();

    private int group;
    private int subject;
    /** All values are multiples of this many Wh; 0 if all are 0. */
    private long quantum;

    private int size;
    /** Of the first reading; meaningless if there is none. */
    private long firstAt;

    /** What is mostly the same from one reading to the next, and of one meter as of others: those share it. */
    private record Alike(int flags, long rev, long period) {
        private static final Alike NOTHING = new Alike(0, 0, 0);

        /** Some that were asked for lately, each at a place that follows from it. Whoever sees an older one makes one more. */
        private static final Alike[] KNOWN = new Alike[64];

        static Alike of(int flags, long rev, long period) {
            Alike alike = new Alike(flags, rev, period);
            int place = alike.hashCode() & KNOWN.length - 1;
            Alike known = KNOWN[place];
            if (alike.equals(known)) {
                return known;
            }
            KNOWN[place] = alike;
            return alike;
        }
    }

    /** What the next reading is expected to be like, by those before it. */
    private static class Expectation {
        long at;
        /** From one to the next, milliseconds. */
        long distance;
        /** Of the last one, in quanta. */
        long value;
        /** By how much it is more with each, in quanta. */
        long gain;
        /** From time to receipt, milliseconds; of the next one. */
        long lag;
        /** By how much it is more with each. */
        long lagGain;
        /** Of the last one. */
        long lastLag;

        long number;
        long numberGain;
        // There is one of these for each meter.
        Alike alike = Alike.NOTHING;
        short timeScale;
        short valueScale;
        /** Its complement if the lag of the last one was far from what was expected. */
        private short lagScaleOrFar;

        short numberScale;

        void copyFrom(Expectation other) {
            at = other.at;
            distance = other.distance;
            value = other.value;
            gain = other.gain;
            lag = other.lag;
            lagGain = other.lagGain;
            lastLag = other.lastLag;
            number = other.number;
            numberGain = other.numberGain;
            alike = other.alike;
            timeScale = other.timeScale;
            valueScale = other.valueScale;
            lagScaleOrFar = other.lagScaleOrFar;
            numberScale = other.numberScale;
        }

        void write(DataOutput out) throws IOException {
            VarInt.writeSigned(at, out);
            VarInt.writeSigned(distance, out);
            VarInt.writeSigned(value, out);
            VarInt.writeSigned(gain, out);
            VarInt.writeSigned(lag, out);
            VarInt.writeSigned(lagGain, out);
            VarInt.writeSigned(lag - lastLag, out);
            VarInt.writeSigned(number, out);
            VarInt.writeSigned(numberGain, out);
            VarInt.writeSigned(alike.rev, out);
            VarInt.writeSigned(alike.period, out);
            VarInt.write(alike.flags | (lagWasFar() ? LAG_WAS_FAR : 0), out);
            VarInt.write(timeScale, out);
            VarInt.write(valueScale, out);
            VarInt.write(lagScale(), out);
            VarInt.write(numberScale, out);
        }

        void read(VarInt.Bytes in) throws IOException {
            at = VarInt.readSigned(in);
            distance = VarInt.readSigned(in);
            value = VarInt.readSigned(in);
            gain = VarInt.readSigned(in);
            readLag(in);
            number = VarInt.readSigned(in);
            numberGain = VarInt.readSigned(in);
            long rev = VarInt.readSigned(in);
            long period = VarInt.readSigned(in);
            int flagsOfAll = (int) VarInt.read(in);
            int flags = flagsOfAll & LAG_WAS_FAR - 1;
            alike = Alike.of(flags, rev, period);
            timeScale = (short) VarInt.read(in);
            valueScale = (short) VarInt.read(in);
            setLagScale((short) VarInt.read(in), flagsOfAll != flags);
            numberScale = (short) VarInt.read(in);
        }

        byte[] toBytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
            try {
                write(new DataOutputStream(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException("memory is always there", e);
            }
            return bytes.toByteArray();
        }

        static Expectation of(byte[] bytes) {
            Expectation expectation = new Expectation();
            try {
                expectation.read(ByteBuffer.wrap(bytes)::get);
            } catch (IOException e) {
                throw new UncheckedIOException("memory is always there", e);
            }
            return expectation;
        }

        private boolean lagWasFar() {
            return lagScaleOrFar < 0;
        }

        final short lagScale() {
            return lagWasFar() ? (short) ~lagScaleOrFar : lagScaleOrFar;
        }

        final void setLagScale(short scale, boolean wasFar) {
            lagScaleOrFar = wasFar ? (short) ~scale : scale;
        }

        void readLag(VarInt.Bytes in) throws IOException {
            lag = VarInt.readSigned(in);
            lagGain = VarInt.readSigned(in);
            lastLag = lag - VarInt.readSigned(in);
        }

        // Each of these moves one column on; whoever writes and whoever reads calls them with the same numbers.

        void foundTime(long found) {
            long change = found - at - distance;
            timeScale = RiceBits.scaleAfter(change, timeScale);
            // Where one is missing the others are as far apart as before; but not where that goes on.
            if (timeScale > OFTEN_IRREGULAR || distance == 0 || (found - at) % distance != 0) {
                distance = found - at;
            }
            at = found;
        }

        void foundValue(long found) {
            long change = found - value - gain;
            valueScale = RiceBits.scaleAfter(change, valueScale);
            gain += change - change / 2;
            value = found;
        }

        /**
         * It has a trend: a backlog is received all at once, whatever times it is of. One lag far from that, as of a reading
         * that comes late, says nothing of those after it; two say where it goes on.
         */
        void foundLag(long found) {
            long change = found - lag;
            boolean far = RiceBits.isFar(change, lagScale());
            if (far && lagWasFar()) {
                lagGain = found - lastLag;
                lag = found;
            } else if (!far) {
                long stride = RiceBits.stride(lagScale());
                lagGain += Long.signum(change) * (stride / 4);
                lag += Long.signum(change) * stride;
            }
            lag += lagGain;
            lastLag = found;
            setLagScale(RiceBits.scaleAfter(change, lagScale()), far);
        }

        void foundNumber(long found) {
            long change = found - number - numberGain;
            numberGain += Long.signum(change) * RiceBits.stride(numberScale);
            numberScale = RiceBits.scaleAfter(change, numberScale);
            number = found;
        }
    }

    /** The same in states of earlier releases. */
    private static final class WithoutTrend extends Expectation {
        @Override
        void readLag(VarInt.Bytes in) throws IOException {
            lag = VarInt.readSigned(in);
        }

        @Override
        void foundLag(long found) {
            long change = found - lag;
            lag += Long.signum(change) * RiceBits.stride(lagScale());
            setLagScale(RiceBits.scaleAfter(change, lagScale()), false);
        }
    }

    /**
     * The readings from an instant on.
     *
     * @param position of their first bit
     * @param before how many readings are before them
     * @param expected what those let expect
     */
    record Rest(int position, int before, Expectation expected, List<Observation> readings) {
        /** The same with others that say the same. */
        Rest with(List<Observation> others) {
            return new Rest(position, before, expected, others);
        }
    }

    /** The last reading that is kept no longer. */
    record Forgotten(long at, long value) {}

    /** The last reading that is kept no longer; null if there is none. */
    Forgotten lastForgotten() {
        if (before == NOTHING_EXPECTED) {
            return null;
        }
        Expectation expected = Expectation.of(before);
        return new Forgotten(expected.at, expected.value * quantum);
    }

    /** From now on that was expected before the first reading kept. */
    private void keepBefore(Expectation expected) {
        byte[] bytes = expected.toBytes();
        before = Arrays.equals(bytes, NOTHING_EXPECTED) ? NOTHING_EXPECTED : bytes;
    }

    /** How many readings are kept. */
    int size() {
        return size;
    }

    /** The time of the first reading that is kept; meaningless if there is none. */
    long firstAt() {
        return firstAt;
    }

    /** The time of the last reading; {@link Long#MIN_VALUE} if there is none. */
    long lastAt() {
        return size == 0 ? Long.MIN_VALUE : after.at;
    }

    /** Adds a reading, not before the last one in time. Its original bytes are not kept. */
    void add(Observation reading) {
        if (reading.kind() != Observation.Kind.POWER || !reading.name().isEmpty()) {
            throw new IllegalArgumentException("a meter has no " + reading.kind());
        }
        long common = gcd(quantum, reading.value());
        if (common != quantum) {
            divideBy(common);
        }
        if (size == 0) {
            group = reading.group();
            subject = reading.subject();
            firstAt = reading.at();
        }
        append(reading);
        size++;
    }

    private static long gcd(long a, long b) {
        long larger = Math.abs(a);
        long smaller = Math.abs(b);
        while (smaller != 0) {
            long rest = larger % smaller;
            larger = smaller;
            smaller = rest;
        }
        return larger;
    }

    /** Values are no longer multiples of what they were. */
    private void divideBy(long common) {
        List<Observation> all = all();
        Expectation expected = Expectation.of(before);
        if (quantum != 0) {
            expected.value *= quantum / common;
            expected.gain *= quantum / common;
            keepBefore(expected);
        }
        quantum = common;
        forgetAll();
        after.copyFrom(expected);
        all.forEach(this::append);
    }

    private void append(Observation reading) {
        boolean received = reading.received() != Observation.NOT_SAID;
        int flags = reading.flags() | (received ? RECEIVED : 0);
        boolean alike = flags == after.alike.flags
                && reading.rev() == after.alike.rev
                && reading.period() == after.alike.period
                && reading.also() == Observation.NOTHING_MORE;
        long sooner = reading.at() - after.at - after.distance;
        boolean regular = alike && sooner == 0;
        putBit(!regular);
        if (!regular) {
            putNumber(sooner, after.timeScale);
            putBit(!alike);
        }
        if (!alike) {
            appendUnlike(reading, flags);
        }
        after.foundTime(reading.at());
        long value = quantum == 0 ? 0 : reading.value() / quantum;
        putNumber(value - after.value - after.gain, after.valueScale);
        after.foundValue(value);
        if (received) {
            long lag = reading.received() - reading.at();
            putNumber(lag - after.lag, after.lagScale());
            after.foundLag(lag);
        }
        putNumber(reading.number() - after.number - after.numberGain, after.numberScale);
        after.foundNumber(reading.number());
    }

    /** What seldom differs from one reading to the next. */
    private void appendUnlike(Observation reading, int flags) {
        after.alike = Alike.of(flags, reading.rev(), reading.period());
        put(flags, FLAG_BITS);
        putNumber(reading.rev(), 0);
        putNumber(reading.period(), 0);
        boolean also = reading.also() != Observation.NOTHING_MORE;
        putBit(also);
        if (also) {
            putNumber(reading.also(), 0);
        }
    }

    /** Goes through the readings, from the first on. There is one at a time: it moves the place at which bits are read. */
    private final class Walk {
        /** What the next reading is expected to be like; its time, value and number are those of the one gone on to. */
        private final Expectation expected;

        private long received;
        private long also;

        Walk() {
            this(Expectation.of(before));
        }

        /** @param expected what was expected before the first reading; it goes along */
        Walk(Expectation expected) {
            this.expected = expected;
            rewind();
        }

        Observation next() {
            advance();
            return reading();
        }

        /** Goes on to the next reading. */
        void advance() {
            boolean regular = !bit();
            long at = expected.at + expected.distance;
            boolean alike = regular;
            if (!regular) {
                at += number(expected.timeScale);
                alike = !bit();
            }
            also = Observation.NOTHING_MORE;
            if (!alike) {
                takeUnlike();
            }
            expected.foundTime(at);
            expected.foundValue(expected.value + expected.gain + number(expected.valueScale));
            received = Observation.NOT_SAID;
            if ((expected.alike.flags & RECEIVED) != 0) {
                long lag = expected.lag + number(expected.lagScale());
                expected.foundLag(lag);
                received = at + lag;
            }
            expected.foundNumber(expected.number + expected.numberGain + number(expected.numberScale));
        }

        /** What {@link #appendUnlike} wrote. */
        private void takeUnlike() {
            expected.alike = Alike.of((int) take(FLAG_BITS), number(0), number(0));
            also = bit() ? number(0) : Observation.NOTHING_MORE;
        }

        /** The reading gone on to. */
        Observation reading() {
            return new Observation(
                    group,
                    Observation.Kind.POWER,
                    subject,
                    expected.at,
                    received,
                    value(),
                    also,
                    expected.alike.rev,
                    expected.alike.period,
                    expected.alike.flags & ~RECEIVED,
                    "",
                    expected.number,
                    NOTHING);
        }

        private long value() {
            return expected.value * quantum;
        }

        /** Whether of the reading gone on to there is nothing to be known but its time and value. */
        private boolean isPlain() {
            return (expected.alike.flags & ~(RECEIVED | Observation.PRIMARY)) == 0
                    && expected.alike.period == 0
                    && also == Observation.NOTHING_MORE;
        }

        /** Lets a taker have the reading gone on to; whether it wants to go on. */
        boolean giveTo(Taker taker) {
            return isPlain() && taker.passOver(expected.at, value()) || taker.take(reading());
        }

        /** The time of the next reading, which is read afterwards. */
        long timeOfNext() {
            int position = position();
            long time = expected.at + expected.distance + (bit() ? number(expected.timeScale) : 0);
            goTo(position);
            return time;
        }
    }

    /** All readings, in order of time. */
    List<Observation> all() {
        List<Observation> all = new ArrayList<>(size);
        Walk walk = new Walk();
        for (int i = 0; i < size; i++) {
            all.add(walk.next());
        }
        return all;
    }

    /** Takes readings in order of time. */
    interface Taker {
        /**
         * Takes one of which there is nothing to be known but this: it is of a register, and no reset.
         *
         * @return false if it is wanted whole; then nothing was done
         */
        boolean passOver(long at, long value);

        /**
         * Takes one.
         *
         * @return whether it is wanted to go on
         */
        boolean take(Observation reading);
    }

    /** Gives the readings in order of time, up to the first at which it is not wanted to go on. */
    void giveTo(Taker taker) {
        Walk walk = new Walk();
        for (int i = 0; i < size; i++) {
            walk.advance();
            if (!walk.giveTo(taker)) {
                return;
            }
        }
    }

    /** Takes away the readings before an instant and returns them, in order of time. */
    List<Observation> takeBefore(long instant) {
        if (size == 0 || firstAt >= instant) {
            return List.of();
        }
        List<Observation> taken = new ArrayList<>();
        Walk walk = new Walk();
        while (size > 0 && firstAt < instant) {
            taken.add(walk.next());
            forgetRead();
            size--;
            if (size > 0) {
                firstAt = walk.timeOfNext();
            }
        }
        keepBefore(walk.expected);
        return taken;
    }

    /**
     * The readings from an instant on.
     *
     * @param earlier takes those before it, in order of time
     */
    Rest from(long instant, Consumer<Observation> earlier) {
        Walk walk = new Walk();
        int count = 0;
        for (; count < size && walk.timeOfNext() < instant; count++) {
            earlier.accept(walk.next());
        }
        Rest rest = new Rest(position(), count, new Expectation(), new ArrayList<>(size - count));
        rest.expected.copyFrom(walk.expected);
        for (; count < size; count++) {
            rest.readings.add(walk.next());
        }
        return rest;
    }

    /** Keeps these readings in place of the rest, since which nothing has changed; those before it stay as they are written. */
    void replace(Rest rest, List<Observation> readings) {
        forgetFrom(rest.position);
        size = rest.before;
        after.copyFrom(rest.expected);
        readings.forEach(this::add);
    }

    void write(DataOutput out) throws IOException {
        VarInt.write(size, out);
        VarInt.write(group, out);
        VarInt.write(subject, out);
        VarInt.write(quantum, out);
        out.write(before);
        VarInt.write(bitCount(), out);
        writeBits(out);
    }

    static ReadingLog read(StateFormat form, DataInput in) throws IOException {
        ReadingLog log = new ReadingLog();
        int size = (int) VarInt.read(in);
        log.group = (int) VarInt.read(in);
        log.subject = (int) VarInt.read(in);
        log.quantum = VarInt.read(in);
        Expectation expected = form.lacksTrend() ? new WithoutTrend() : new Expectation();
        expected.read(in::readByte);
        log.readBits((int) VarInt.read(in), in);
        if (form.lacksTrend()) {
            return log.writtenAnew(size, expected);
        }
        log.size = size;
        log.keepBefore(expected);
        log.goOnAfter(expected);
        return log;
    }

    /** Finds out what the readings say of themselves, by what was expected before them. */
    private void goOnAfter(Expectation expected) {
        after.copyFrom(expected);
        Walk walk = new Walk(after);
        for (int i = 0; i < size; i++) {
            walk.advance();
            if (i == 0) {
                firstAt = after.at;
            }
        }
    }

    private ReadingLog writtenAnew(int readings, Expectation expected) {
        ReadingLog anew = new ReadingLog();
        Walk walk = new Walk(expected);
        for (int i = 0; i < readings; i++) {
            anew.add(walk.next());
        }
        return anew;
    }
}
