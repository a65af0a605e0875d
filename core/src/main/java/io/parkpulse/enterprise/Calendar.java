package io.parkpulse.enterprise;

import java.util.List;
import java.util.function.IntFunction;

/** The local days of one zone that are measured, in order of time; of a live system without end. */
final class Calendar {
    /** More than can still change. */
    private static final int KNOWN = 16;

    private final int size;
    private final IntFunction<WindowSchedule.Day> days;
    /** Days last asked for, each at the place of its number's lowest bits. */
    private final WindowSchedule.Day[] known = new WindowSchedule.Day[KNOWN];

    private final int[] knownIndices = new int[KNOWN];

    private Calendar(int size, IntFunction<WindowSchedule.Day> days) {
        this.size = size;
        this.days = days;
    }

    static Calendar of(List<WindowSchedule.Day> days) {
        return new Calendar(days.size(), days::get);
    }

    /** @param days from the number of a day, from 0 on */
    static Calendar endless(IntFunction<WindowSchedule.Day> days) {
        return new Calendar(Integer.MAX_VALUE, days);
    }

    boolean has(int index) {
        return index < size;
    }

    /** A day by its number, which {@link #has} says is there. */
    WindowSchedule.Day get(int index) {
        int place = index & KNOWN - 1;
        if (known[place] == null || knownIndices[place] != index) {
            // All enterprises of a group ask for the same few days, one after the other.
            known[place] = days.apply(index);
            knownIndices[place] = index;
        }
        return known[place];
    }
}
