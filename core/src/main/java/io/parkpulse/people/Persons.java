package io.parkpulse.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parkpulse.model.ObservationCodec;
import io.parkpulse.model.VarInt;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The persons of one enterprise with the steps of their latest signs. There are millions in a system, so they are kept in
 * a few arrays; an object for each in a map takes three times as much.
 */
final class Persons {
    /** In place of a step. */
    static final long NEVER = Long.MIN_VALUE;

    // What a person has a step of.
    static final int RETURNED = 0;
    static final int PRESENT = 1;
    static final int ONLINE = 2;
    private static final int SIGNS = 3;

    private static final int LEAST = 8;
    /** 2^32 over the golden ratio, odd: what is multiplied by it differs in its high bits. */
    private static final int SPREADING = 0x9E3779B9;

    private static final int NONE = -1;

    private int size;
    /** The names in UTF-8, one after the other. */
    private byte[] names = new byte[LEAST * LEAST];
    /** Where each name ends. */
    private int[] ends = new int[LEAST];
    /** For each person the steps of their signs, counted from the base; {@link #NONE} for none. */
    private int[] steps = new int[LEAST * SIGNS];
    /** Person + 1 by the hash of their name, in the next free place; 0 if free. At most two of three are taken. */
    private int[] slots = new int[2 * LEAST];

    /** No step is before it. */
    private long base;

    /** @param base no step will be before it */
    Persons(long base) {
        this.base = base;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The number of a person, who is new if they were not known; it holds until some are forgotten. */
    int of(String name) {
        return of(name.getBytes(UTF_8));
    }

    private int of(byte[] name) {
        int slot = firstSlot(name);
        while (slots[slot] != 0) {
            int person = slots[slot] - 1;
            if (Arrays.equals(names, begin(person), ends[person], name, 0, name.length)) {
                return person;
            }
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = size + 1;
        return add(name);
    }

    private int firstSlot(byte[] name) {
        return Arrays.hashCode(name) * SPREADING >>> Integer.numberOfLeadingZeros(slots.length - 1);
    }

    private int begin(int person) {
        return person == 0 ? 0 : ends[person - 1];
    }

    private int add(byte[] name) {
        int person = size++;
        if (person == ends.length) {
            ends = Arrays.copyOf(ends, larger(person, 1));
            steps = Arrays.copyOf(steps, ends.length * SIGNS);
        }
        int from = begin(person);
        if (from + name.length > names.length) {
            names = Arrays.copyOf(names, larger(from, name.length));
        }
        System.arraycopy(name, 0, names, from, name.length);
        ends[person] = from + name.length;
        Arrays.fill(steps, person * SIGNS, (person + 1) * SIGNS, NONE);
        if (size * 3L > slots.length * 2L) {
            rehash();
        }
        return person;
    }

    private static int larger(int length, int more) {
        return Math.addExact(length, Math.max(more, length >> 3) + LEAST);
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        for (int person = 0; person < size; person++) {
            byte[] name = Arrays.copyOfRange(names, begin(person), ends[person]);
            int slot = firstSlot(name);
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = person + 1;
        }
    }

    /** The step of a sign; {@link #NEVER} if there was none. */
    long step(int person, int sign) {
        int step = steps[person * SIGNS + sign];
        return step == NONE ? NEVER : base + step;
    }

    /** @param step {@link #NEVER} for none */
    void set(int person, int sign, long step) {
        steps[person * SIGNS + sign] = step == NEVER ? NONE : Math.toIntExact(step - base);
    }

    /** Forgets the signs before a step, and who has no other. */
    void forgetBefore(long step) {
        Persons left = new Persons(step);
        for (int person = 0; person < size; person++) {
            int known = -1;
            for (int sign = 0; sign < SIGNS; sign++) {
                if (step(person, sign) >= step) {
                    known = known < 0 ? left.of(Arrays.copyOfRange(names, begin(person), ends[person])) : known;
                    left.set(known, sign, step(person, sign));
                }
            }
        }
        size = left.size;
        names = left.names;
        ends = left.ends;
        steps = left.steps;
        slots = left.slots;
        base = left.base;
    }

    void write(DataOutput out) throws IOException {
        VarInt.write(size, out);
        VarInt.writeSigned(base, out);
        for (int person = 0; person < size; person++) {
            VarInt.write(ends[person] - begin(person), out);
            out.write(names, begin(person), ends[person] - begin(person));
            for (int sign = 0; sign < SIGNS; sign++) {
                VarInt.writeSigned(steps[person * SIGNS + sign], out);
            }
        }
    }

    static Persons read(DataInput in) throws IOException {
        long left = VarInt.read(in);
        Persons persons = new Persons(VarInt.readSigned(in));
        for (; left > 0; left--) {
            byte[] name = new byte[(int) VarInt.read(in)];
            in.readFully(name);
            int person = persons.of(name);
            for (int sign = 0; sign < SIGNS; sign++) {
                persons.steps[person * SIGNS + sign] = (int) VarInt.readSigned(in);
            }
        }
        return persons;
    }

    /**
     * Reads what the release before this form wrote.
     *
     * @return null if there is nobody
     */
    static Persons readOneByOne(DataInput in) throws IOException {
        Map<String, long[]> stepsByName = new LinkedHashMap<>();
        long least = Long.MAX_VALUE;
        for (int left = in.readInt(); left > 0; left--) {
            String name = ObservationCodec.readText(in);
            long[] stepsOfOne = new long[SIGNS];
            for (int sign = 0; sign < SIGNS; sign++) {
                stepsOfOne[sign] = in.readLong();
                least = stepsOfOne[sign] == NEVER ? least : Math.min(least, stepsOfOne[sign]);
            }
            stepsByName.put(name, stepsOfOne);
        }
        if (least == Long.MAX_VALUE) {
            return null;
        }
        Persons persons = new Persons(least);
        stepsByName.forEach((name, stepsOfOne) -> {
            int person = persons.of(name);
            for (int sign = 0; sign < SIGNS; sign++) {
                persons.set(person, sign, stepsOfOne[sign]);
            }
        });
        return persons;
    }
}
