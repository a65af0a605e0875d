package io.parkpulse.check;

import io.parkpulse.message.Message;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Register;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Energies that stand at the begin of their time, where the end is expected. What speaks for it: totals of days at
 * midnight, unless days with little energy show that they are of the day before; readings from one midnight on that end
 * one reading before another midnight.
 */
final class StartStamped extends Finder {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    /** A day of which clocks change is still one. */
    private static final long CLOCK_CHANGE_MILLIS = Duration.ofHours(1).toMillis();

    private static final int FEWEST_TOTALS = 2;
    private static final int FEWEST_FOR_WEEKS = 14;

    private long sure;

    @Override
    void meter(MeterReadings readings) {
        Register register = readings.register();
        if (register.kind() != MeterKind.INTERVAL || readings.size() < FEWEST_TOTALS) {
            return;
        }
        lookedAt(1);
        Message why = isOfDays(readings) ? ofDays(readings) : ofLess(readings);
        if (why != null) {
            examples.add(why, () -> readings.example(0, why));
        }
    }

    private static boolean isOfDays(MeterReadings readings) {
        return IntStream.range(0, readings.size())
                .allMatch(i -> Math.abs(readings.period(i) - DAY_MILLIS) <= CLOCK_CHANGE_MILLIS);
    }

    /** What speaks for it, of totals of days; null if nothing does. */
    private Message ofDays(MeterReadings readings) {
        LocalDay day = new LocalDay(readings.zone());
        boolean midnights = IntStream.range(0, readings.size())
                .allMatch(i -> day.of(readings.at(i)).begin() == readings.at(i));
        if (!midnights) {
            return null;
        }
        Boolean beginsSo = weekendsStandAtTheirBegin(readings, day);
        if (beginsSo == null) {
            return Message.of("check.start.days");
        }
        sure += beginsSo ? 1 : 0;
        return beginsSo ? Message.of("check.start.weekends") : null;
    }

    /** Null where weekends are like other days, or there are too few. */
    private static Boolean weekendsStandAtTheirBegin(MeterReadings readings, LocalDay day) {
        if (readings.size() < FEWEST_FOR_WEEKS) {
            return null;
        }
        Map<DayOfWeek, double[]> sums = new EnumMap<>(DayOfWeek.class);
        for (int i = 0; i < readings.size(); i++) {
            double[] sum = sums.computeIfAbsent(day.of(readings.at(i)).date().getDayOfWeek(), none -> new double[2]);
            sum[0] += readings.wh(i);
            sum[1]++;
        }
        if (sums.size() < DayOfWeek.values().length) {
            return null;
        }
        double saturday = mean(sums, DayOfWeek.SATURDAY);
        double monday = mean(sums, DayOfWeek.MONDAY);
        double sunday = mean(sums, DayOfWeek.SUNDAY);
        double week = (mean(sums, DayOfWeek.WEDNESDAY) + mean(sums, DayOfWeek.THURSDAY)) / 2;
        boolean low = sunday * 10 < week * 8;
        boolean atBegin = low && saturday * 10 < week * 8 && monday * 10 >= week * 8;
        boolean atEnd = low && monday * 10 < week * 8 && saturday * 10 >= week * 8;
        return atBegin ? Boolean.TRUE : atEnd ? Boolean.FALSE : null;
    }

    private static double mean(Map<DayOfWeek, double[]> sums, DayOfWeek day) {
        return sums.get(day)[0] / sums.get(day)[1];
    }

    /** What speaks for it, of energies of less than a day; null if nothing does. */
    private static Message ofLess(MeterReadings readings) {
        int last = readings.size() - 1;
        long period = readings.period(last);
        LocalDay day = new LocalDay(readings.zone());
        boolean begins = day.of(readings.at(0)).begin() == readings.at(0);
        boolean breaksOff = day.of(readings.at(last)).end() == readings.at(last) + period;
        return period < DAY_MILLIS - CLOCK_CHANGE_MILLIS && begins && breaksOff
                ? Message.of("check.start.less", "period", Duration.ofMillis(period))
                : null;
    }

    @Override
    Finding finding() {
        return finding(FindingKind.START_STAMPED, sure > 0 ? Severity.WARNING : Severity.HINT, "meters_of_intervals");
    }
}
