package io.parkpulse.check;

import io.parkpulse.model.MeterKind;

/** Registers that fall, again and again: counters of a day, energies of intervals, meters that run backwards. */
final class Falling extends Finder {
    private static final int FEWEST_DAYS = 2;
    /** One fall in so many readings is a glitch, or another meter. */
    private static final int RARE = 100;

    private long daily;
    private long energies;
    private long backwards;

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
        String sort;
        if (isCounterOfTheDay(readings)) {
            daily++;
            sort = "begins anew each day, so it is a counter of the day";
        } else if (falls * 5L >= readings.size()) {
            energies++;
            sort = "falls with many readings, as energies of intervals do";
        } else if (falls * (long) RARE >= readings.size()) {
            backwards++;
            sort = "falls now and then";
        } else {
            return; // a glitch, or a register that began anew: readings are judged for that
        }
        int first = readings.falls().get(0);
        examples.add(
                sort,
                () -> readings.example(
                        first,
                        "from " + Counted.number(readings.wh(first - 1)) + " to " + Counted.number(readings.wh(first))
                                + " Wh; it " + sort));
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
        return finding(
                FindingKind.FALLING,
                daily + energies > 0 || backwards * 10 > lookedAt() ? Severity.WARNING : Severity.HINT,
                "registers",
                "A register that falls is in doubt until it counts on: what it shows meanwhile is not measured. "
                        + Counted.number(daily) + " begin anew each day, " + Counted.number(energies)
                        + " fall with many readings, " + Counted.number(backwards) + " now and then.",
                "Of a counter of the day: send \"event\":\"RESET\" with the first reading of each day. Where a reading is"
                        + " the energy since the one before: set kind to INTERVAL. Of a meter that can run backwards: set"
                        + " signed to true. Of a register that rolls over: set modulus.");
    }
}
