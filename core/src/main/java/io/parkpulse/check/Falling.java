package io.parkpulse.check;

import io.parkpulse.message.Message;
import io.parkpulse.model.MeterKind;
import java.util.EnumMap;
import java.util.Map;

/** Registers that fall, again and again: counters of a day, energies of intervals, meters that run backwards. */
final class Falling extends Finder {
    private static final int FEWEST_DAYS = 2;
    /** One fall in so many readings is a glitch, or another meter. */
    private static final int RARE = 100;

    private final Map<Sort, Long> sorts = new EnumMap<>(Sort.class);

    private enum Sort {
        DAILY("check.falling.daily"),
        BACKWARDS("check.falling.backwards"),
        ENERGIES("check.falling.energies");

        private final Message text;

        Sort(String key) {
            this.text = Message.of(key);
        }
    }

    @Override
    void meter(MeterReadings readings) {
        if (readings.register().kind() != MeterKind.CUMULATIVE || readings.size() < 2) {
            return;
        }
        lookedAt(1);
        int falls = readings.falls().size();
        if (falls == 0) {
            return;
        }
        Sort sort = sort(readings, falls);
        if (sort == null) {
            return;
        }
        sorts.merge(sort, 1L, Long::sum);
        int first = readings.falls().get(0);
        examples.add(
                sort,
                () -> readings.example(
                        first,
                        Message.of(
                                "check.falling.example",
                                "before",
                                Message.count(readings.wh(first - 1)),
                                "after",
                                Message.count(readings.wh(first)),
                                "sort",
                                sort.text)));
    }

    /** Null where it is a glitch, or a register that began anew: readings are judged for that. */
    private static Sort sort(MeterReadings readings, int falls) {
        if (isCounterOfTheDay(readings)) {
            return Sort.DAILY;
        }
        if (falls * 5L >= readings.size()) {
            return Sort.ENERGIES;
        }
        return falls * (long) RARE >= readings.size() ? Sort.BACKWARDS : null;
    }

    /** Whether nearly every day has one fall, and there to less than a tenth. */
    private static boolean isCounterOfTheDay(MeterReadings readings) {
        LocalDay day = new LocalDay(readings.zone());
        long first = day.of(readings.at(0)).date().toEpochDay();
        // At the midnight at which the recording ends it may yet restart.
        long last = day.of(readings.at(readings.size() - 1) - 1).date().toEpochDay();
        long restarts = readings.falls().stream()
                .filter(fall -> readings.wh(fall) * 10 <= readings.wh(fall - 1))
                .map(fall -> day.of(readings.at(fall)).date())
                .distinct()
                .count();
        return restarts >= FEWEST_DAYS
                && restarts * 5 >= (last - first) * 4
                && restarts * 5 >= readings.falls().size() * 4L;
    }

    @Override
    Finding finding() {
        long backwards = sorts.getOrDefault(Sort.BACKWARDS, 0L);
        boolean often = sorts.size() > 1 || backwards == 0 || backwards * 10 > lookedAt();
        if (sorts.isEmpty()) {
            return null;
        }
        return finding(
                FindingKind.FALLING,
                often ? Severity.WARNING : Severity.HINT,
                "registers",
                "which",
                Message.joined(
                        "semicolon",
                        sorts.entrySet().stream()
                                .map(sort -> Counted.sort(sort.getKey().text, sort.getValue()))
                                .toList()));
    }
}
