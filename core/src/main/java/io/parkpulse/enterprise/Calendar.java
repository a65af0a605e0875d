package io.parkpulse.enterprise;

import java.util.List;
import java.util.function.IntFunction;

/** The local days of one zone that are measured, in order of time; of a live system without end. */
final class Calendar {
    private final int size;
    private final IntFunction<WindowSchedule.Day> days;
    private WindowSchedule.Day last;
    private int lastIndex = -1;

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
        if (index != lastIndex) {
            // All enterprises of a group ask for the same few days, one after the other.
            last = days.apply(index);
            lastIndex = index;
        }
        return last;
    }
}
