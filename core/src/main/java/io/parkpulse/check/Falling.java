package io.parkpulse.check;

import io.parkpulse.model.MeterKind;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Registers that fall, again and again: counters of a day, energies of intervals, meters that run backwards. */
final class Falling extends Finder {
    private static final int FEWEST_DAYS = 2;
    /** One fall in so many readings is a glitch, or another meter. */
    private static final int RARE = 100;

    private static final String DAILY = "begins anew each day, so it is a counter of the day";
    private static final String ENERGIES = "falls with many readings, as energies of intervals do";
    private static final String BACKWARDS = "falls now and then";

    private final Map<String, Long> sorts = new TreeMap<>();

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
        String sort = sort(readings, falls);
        if (sort == null) {
            return;
        }
        sorts.merge(sort, 1L, Long::sum);
        int first = readings.falls().get(0);
        examples.add(
                sort,
                () -> readings.example(
                        first,
                        "from " + Counted.number(readings.wh(first - 1)) + " to " + Counted.number(readings.wh(first))
                                + " Wh; it " + sort));
    }

    /** Null where it is a glitch, or a register that began anew: readings are judged for that. */
    private static String sort(MeterReadings readings, int falls) {
        if (isCounterOfTheDay(readings)) {
            return DAILY;
        }
        if (falls * 5L >= readings.size()) {
            return ENERGIES;
        }
        return falls * (long) RARE >= readings.size() ? BACKWARDS : null;
    }

    /** Whether nearly every day has one fall, and there to less than a tenth. */
    private static boolean isCounterOfTheDay(MeterReadings readings) {
        LocalDay day = new LocalDay(readings.zone());
        long first = day.of(readings.at(0)).date().toEpochDay();
        long last = day.of(readings.at(readings.size() - 1)).date().toEpochDay();
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
        long backwards = sorts.getOrDefault(BACKWARDS, 0L);
        boolean often = sorts.size() > 1 || backwards == 0 || backwards * 10 > lookedAt();
        String which = sorts.entrySet().stream()
                .map(sort -> sort.getKey() + " (" + Counted.number(sort.getValue()) + ")")
                .collect(Collectors.joining("; "));
        return finding(
                FindingKind.FALLING,
                often ? Severity.WARNING : Severity.HINT,
                "registers",
                "A register " + which
                        + ". One that falls is in doubt until it counts on: what it shows meanwhile is not"
                        + " measured.",
                "Of a counter of the day: send \"event\":\"RESET\" with the first reading of each day. Where a reading is"
                        + " the energy since the one before: set kind to INTERVAL. Of a meter that can run backwards: set"
                        + " signed to true. Of a register that rolls over: set modulus.");
    }
}
