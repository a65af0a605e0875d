package io.parkpulse.simulator;

import io.parkpulse.files.checked.YamlMap;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/**
 * When people come and go.
 *
 * @param starts the local minutes at which shifts begin
 * @param minutes how long each lasts
 * @param saturdays of 1000 enterprises with these shifts, how many work on a Saturday
 * @param sundays and on a Sunday
 * @param weekendLoad energy and attendance of such days as permille of an ordinary working day
 */
record Shifts(List<Integer> starts, int minutes, int saturdays, int sundays, int weekendLoad) {

    private static final int MINUTES_OF_DAY = 24 * 60;

    static Shifts read(String id, YamlMap map) {
        return new Shifts(
                map.values("starts", "a time", text -> LocalTime.parse(text).toSecondOfDay() / 60),
                60 * map.whole("hours", 1, 24),
                map.whole("saturdays", 0, 1000),
                map.whole("sundays", 0, 1000),
                map.whole("weekend_load", 0, 1000));
    }

    int count() {
        return starts.size();
    }

    /** The local minute at which a shift begins. */
    int start(int shift) {
        return starts.get(shift);
    }

    /** The local minute at which it ends; above 1440 on the next day. */
    int end(int shift) {
        return starts.get(shift) + minutes;
    }

    boolean lastsOverMidnight(int shift) {
        return end(shift) > MINUTES_OF_DAY;
    }

    /** Whether somebody works at midnight; it is the last shift then. */
    boolean worksByNight() {
        return lastsOverMidnight(count() - 1);
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
