package io.parkpulse.check;

import io.parkpulse.check.MeterReadings.Energy;
import io.parkpulse.energy.Apportionment;
import io.parkpulse.energy.MeterBook;
import io.parkpulse.exact.Products;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an enterprise drew on each local day, nearly: energies over midnight are parted by time, rounded down. */
final class EnterpriseEnergies {
    private final List<Enterprise> rows;
    private final LocalDay day;
    private final Map<Long, Long> byDay = new TreeMap<>();
    private long from = Long.MIN_VALUE;
    private long to = Long.MAX_VALUE;
    private int meters;

    /** A local day from midnight to midnight. */
    record Day(LocalDate date, long wh) {}

    /**
     * @param rows of the enterprise, in order of time
     * @param zone of its days
     */
    EnterpriseEnergies(List<Enterprise> rows, ZoneId zone) {
        this.rows = rows;
        this.day = new LocalDay(zone);
    }

    /** The row that holds last. */
    Enterprise enterprise() {
        return rows.get(rows.size() - 1);
    }

    /** How many meters were added. */
    int meters() {
        return meters;
    }

    /** Adds what it has of a meter. */
    void add(MeterReadings readings) {
        meters++;
        List<Meter.Row> own = readings.meter().rows().stream()
                .filter(row -> row.enterprise().equals(enterprise().id()))
                .toList();
        long first = Long.MAX_VALUE;
        for (Energy energy : readings.energies()) {
            first = Math.min(first, energy.from());
            for (Meter.Row row : own) {
                if (row.validAt(energy.to() - 1) && energy.to() - energy.from() <= MeterBook.LONGEST_MILLIS) {
                    long part = Apportionment.floorOfShare(energy.wh(), row.basisPoints());
                    spread(energy, row.flow() == Flow.ADD ? part : -part);
                }
            }
        }
        from = Math.max(from, first);
        to = Math.min(to, readings.at(readings.size() - 1));
    }

    private void spread(Energy energy, long wh) {
        long length = Math.max(1, energy.to() - energy.from());
        long at = energy.from();
        do {
            long until = Math.min(day.of(at).end(), energy.to());
            byDay.merge(day.begin(), Products.floorOfQuotient(wh, until - at, length), Long::sum);
            at = until;
        } while (at < energy.to());
    }

    /** Its whole days from the first to the last reading of all its meters. */
    List<Day> days() {
        List<Day> days = new ArrayList<>();
        byDay.forEach((begin, wh) -> {
            if (begin >= from && day.of(begin).end() <= to) {
                days.add(new Day(day.date(), wh));
            }
        });
        return days;
    }
}
