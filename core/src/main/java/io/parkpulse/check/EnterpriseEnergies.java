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
    private final List<Known> known = new ArrayList<>();

    /**
     * A row of one of its meters, and of which time the meter's readings tell.
     *
     * @param from of the first reading; above {@code to} if there is none
     */
    private record Known(Meter.Row row, long from, long to) {
        /** Whether they tell of a time as far as the row holds in it. */
        boolean knows(long begin, long end) {
            long held = Math.max(begin, row.validFrom());
            long heldTo = Math.min(end, row.validTo());
            return held >= heldTo || from <= held && heldTo <= to;
        }
    }

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

    /** Adds a meter that nothing was heard of. */
    void addSilent(Meter meter) {
        own(meter).forEach(row -> known.add(new Known(row, Long.MAX_VALUE, Long.MIN_VALUE)));
    }

    private List<Meter.Row> own(Meter meter) {
        return meter.rows().stream()
                .filter(row -> row.enterprise().equals(enterprise().id()))
                .toList();
    }

    /** Adds what it has of a meter. */
    void add(MeterReadings readings) {
        List<Meter.Row> own = own(readings.meter());
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
        for (Meter.Row row : own) {
            known.add(new Known(row, first, readings.at(readings.size() - 1)));
        }
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

    /** Its whole days of which each of its meters tells, as far as its rows hold: of others it is not known what they come to. */
    List<Day> days() {
        List<Day> days = new ArrayList<>();
        byDay.forEach((begin, wh) -> {
            long end = day.of(begin).end();
            if (known.stream().allMatch(one -> one.knows(begin, end))) {
                days.add(new Day(day.date(), wh));
            }
        });
        return days;
    }
}
