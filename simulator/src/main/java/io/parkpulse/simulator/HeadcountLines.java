package io.parkpulse.simulator;

import io.parkpulse.model.StaffSource;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the gates of HEADCOUNT enterprises count, every quarter-hour, all gates at the same instant: so that their sum is
 * the number inside at any step end, and never more than the planned greatest.
 */
final class HeadcountLines implements StreamLines {

    private static final byte[] AT = LineWriter.ascii("\",\"at\":");
    private static final byte[] COUNT = LineWriter.ascii(",\"count\":");
    private static final byte[] END = LineWriter.ascii("}");
    private static final int PEAK = 10 * 4;
    private static final int[] DAY_SHIFT = dayShift();

    private final SimulatedDays days;
    private final Noise noise;
    private final List<Counted> enterprises = new ArrayList<>();
    private long expectedLines;

    HeadcountLines(SimulatedDays days, Noise noise) {
        this.days = days;
        this.noise = noise;
    }

    private record Counted(byte[] head, int gates, TimeStyle style, boolean nights, int[] greatest) {}

    /** Permille inside at each quarter of a day shift: arrival from half past seven, dinner at noon, home by seven. */
    private static int[] dayShift() {
        int[] permille = new int[SimulatedDays.QUARTERS];
        int[] arriving = {60, 180, 420, 700, 880, 950, 970, 985, 990, 995};
        System.arraycopy(arriving, 0, permille, 30, arriving.length);
        Arrays.fill(permille, PEAK, 48, 1000);
        Arrays.fill(permille, 48, 52, 930);
        Arrays.fill(permille, 52, 68, 990);
        int[] leaving = {960, 900, 700, 450, 300, 220, 150, 100, 60, 30};
        System.arraycopy(leaving, 0, permille, 68, leaving.length);
        return permille;
    }

    @Override
    public Stream stream() {
        return Stream.HEADCOUNT;
    }

    @Override
    public void add(Premises premises) {
        premises.occupants().forEach(this::add);
    }

    private void add(Premises.Occupant occupant) {
        if (occupant.row().staffSource() != StaffSource.HEADCOUNT || occupant.gates() == 0) {
            return;
        }
        int[] greatest =
                occupant.days().stream().mapToInt(Premises.People::returned).toArray();
        enterprises.add(new Counted(
                LineWriter.ascii("{\"enterprise\":\"" + occupant.row().id() + "\",\"source\":\"gate-"),
                occupant.gates(),
                occupant.style(),
                occupant.shifts().worksByNight(),
                greatest));
        expectedLines += (long) (days.count() - days.past()) * SimulatedDays.QUARTERS * occupant.gates();
    }

    @Override
    public long expectedLines() {
        return expectedLines;
    }

    /** The counts at its start. */
    @Override
    public void write(int day, int quarter, LineWriter out) throws IOException {
        if (days.isOfPast(day)) {
            return;
        }
        int quarters = day * SimulatedDays.QUARTERS + quarter;
        long at = days.startSecond(day) + (long) quarter * SimulatedDays.QUARTER_SECONDS;
        out.reach(at);
        for (int i = 0; i < enterprises.size(); i++) {
            Counted it = enterprises.get(i);
            int inside = inside(it, day, quarter, noise.bits((long) i << 20 | quarters));
            for (int gate = 0; gate < it.gates; gate++) {
                // Half of them came through the main gate, half of the others through the next, the last has the rest.
                int share = gate == it.gates - 1 ? inside : (inside + 1) / 2;
                inside -= share;
                out.begin()
                        .put(it.head)
                        .put(gate + 1)
                        .put(AT)
                        .putTime(at, it.style)
                        .put(COUNT)
                        .put(share)
                        .put(END)
                        .end();
            }
        }
    }

    private int inside(Counted it, int day, int quarter, long bits) {
        int greatest = it.greatest[day];
        if (it.nights && (quarter < 32 || quarter >= 80)) {
            // The night shift, of a day that began the evening before; never more than come in by day.
            int night = quarter < 32 ? it.greatest[Math.max(days.past(), day - 1)] : greatest;
            return Math.min(greatest, (int) ((night * 45L + 50) / 100));
        }
        int permille = it.nights ? 1000 : DAY_SHIFT[quarter];
        if (quarter != PEAK) {
            permille = permille * (1000 - (int) ((bits >>> 32) % 25)) / 1000;
        }
        return (int) (((long) greatest * permille + 500) / 1000);
    }
}
