package io.parkpulse.simulator;

import java.time.DayOfWeek;

/** When people come and go. */
enum Shifts {
    /** 08:30 to 17:30, few on Saturdays, hardly anyone on Sundays. */
    DAY(new int[] {8 * 60 + 30}, 9 * 60, 600, 300, 650),
    /** 08:00 to 20:00 and 20:00 to 08:00. */
    TWO(new int[] {8 * 60, 20 * 60}, 12 * 60, 930, 800, 850),
    /** 06:00, 14:00 and 22:00, eight hours each, every day of the week. */
    THREE(new int[] {6 * 60, 14 * 60, 22 * 60}, 8 * 60, 1000, 1000, 970);

    private static final int MINUTES_OF_DAY = 24 * 60;

    private final int[] starts;
    private final int length;
    private final int saturdays;
    private final int sundays;
    private final int weekendLoad;

    Shifts(int[] starts, int length, int saturdays, int sundays, int weekendLoad) {
        this.starts = starts;
        this.length = length;
        this.saturdays = saturdays;
        this.sundays = sundays;
        this.weekendLoad = weekendLoad;
    }

    int count() {
        return starts.length;
    }

    /** The local minute at which a shift begins. */
    int start(int shift) {
        return starts[shift];
    }

    /** The local minute at which it ends; above 1440 on the next day. */
    int end(int shift) {
        return starts[shift] + length;
    }

    boolean lastsOverMidnight(int shift) {
        return end(shift) > MINUTES_OF_DAY;
    }

    /** Of 1000 enterprises with these shifts, how many work on that day of the week. */
    int working(DayOfWeek day) {
        return switch (day) {
            case SATURDAY -> saturdays;
            case SUNDAY -> sundays;
            default -> 1000;
        };
    }

    /** Energy and attendance of a day as permille of an ordinary working day. */
    int load(DayOfWeek day) {
        return switch (day) {
            case SATURDAY, SUNDAY -> weekendLoad;
            default -> 1000;
        };
    }
}
