package io.parkpulse.oracle;

import io.parkpulse.model.Meter;
import io.parkpulse.model.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A time in which the rows of a meter agree in how it is read; sections 2 and 4.1. A time in which no row holds ends none.
 *
 * @param number counted from 0
 * @param from epoch milliseconds, inclusive
 * @param to epoch milliseconds, exclusive
 */
record Segment(int number, Register register, long from, long to) {

    static List<Segment> of(Meter meter) {
        TreeSet<Long> bounds = new TreeSet<>();
        for (Meter.Row row : meter.rows()) {
            bounds.add(row.validFrom());
            bounds.add(row.validTo());
        }
        List<Segment> segments = new ArrayList<>();
        for (long from : bounds) {
            for (Meter.Row row : meter.rows()) {
                if (row.validFrom() <= from && from < row.validTo()) {
                    extend(segments, row.register(), from, bounds.higher(from));
                    break;
                }
            }
        }
        return segments;
    }

    private static void extend(List<Segment> segments, Register register, long from, long to) {
        int last = segments.size() - 1;
        if (last >= 0 && segments.get(last).register.equals(register)) {
            segments.set(last, new Segment(last, register, segments.get(last).from, to));
        } else {
            segments.add(new Segment(last + 1, register, from, to));
        }
    }

    /**
     * Those that a reading at an instant is read in: two where one ends and the next of the same kind and serial begins,
     * none where no row holds.
     */
    static List<Segment> readAt(Meter meter, long at) {
        if (meter.rows().stream().noneMatch(row -> row.validFrom() <= at && at <= row.validTo())) {
            return List.of();
        }
        List<Segment> found = of(meter).stream()
                .filter(segment -> segment.from <= at && at <= segment.to)
                .toList();
        if (found.size() < 2) {
            return found;
        }
        Register ends = found.get(0).register;
        Register begins = found.get(1).register;
        boolean both = ends.kind() == begins.kind() && ends.serial().equals(begins.serial());
        return both ? found : found.subList(0, 1);
    }
}
