package io.parkpulse.simulator;

import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The meters of a recording, a few numbers each, and their readings quarter-hour by quarter-hour, of the days on which
 * they are read.
 *
 * <p>Registers start somewhere between 1,000 and 800,000 units and none rolls over but for {@link RegisterFaults}.
 */
final class PowerLines implements StreamLines {

    private static final byte[] VALUE = LineWriter.ascii(",\"value\":");
    private static final byte[] NOTHING = {};
    private static final byte[] END = LineWriter.ascii("}");

    private final SimulatedDays calendar;
    private final int days;
    private final Noise noise;
    private final RegisterFaults faults;

    private int count;
    private byte[][] heads = new byte[1024][];
    private byte[][] tails = new byte[1024][];
    private TimeStyle[] styles = new TimeStyle[1024];
    private byte[] everyQuarters = new byte[1024];
    private boolean[] cumulative = new boolean[1024];
    private long[] registers = new long[1024];
    private final int[][] dayTicks;
    private final LoadCurve[][] curves;
    private final BitSet[] unread;

    PowerLines(SimulatedDays days, Noise noise, RegisterFaults faults) {
        this.calendar = days;
        this.days = days.count();
        this.noise = noise;
        this.faults = faults;
        this.dayTicks = new int[this.days][1024];
        this.curves = new LoadCurve[this.days][1024];
        this.unread = new BitSet[this.days];
        Arrays.setAll(unread, day -> new BitSet());
    }

    @Override
    public Stream stream() {
        return Stream.POWER;
    }

    @Override
    public void add(Premises premises) {
        premises.loads().forEach(this::add);
    }

    private void add(Premises.Load load) {
        if (count == registers.length) {
            grow();
        }
        long whPerTick = load.whPerTick();
        heads[count] = LineWriter.ascii("{\"meter\":\"" + load.meter().id() + "\",\"at\":");
        tails[count] = load.unit().isEmpty() ? END : LineWriter.ascii(",\"unit\":\"" + load.unit() + "\"}");
        styles[count] = load.style();
        everyQuarters[count] = (byte) (load.meter().register().everyMillis() / (SimulatedDays.QUARTER_SECONDS * 1000L));
        cumulative[count] = load.meter().register().kind() == MeterKind.CUMULATIVE;
        registers[count] = noise.of("register").between(100_000, 80_000_000, count);
        for (int day = 0; day < days; day++) {
            Premises.Energy energy = load.days().get(day);
            if (energy.wh() % whPerTick != 0) {
                throw new IllegalStateException(
                        load.meter().id() + ": " + energy.wh() + " Wh are no multiple of " + whPerTick);
            }
            dayTicks[day][count] = Math.toIntExact(energy.wh() / whPerTick);
            curves[day][count] = energy.curve();
            unread[day].set(count, !energy.read());
        }
        if (cumulative[count]) {
            registers[count] = faults.start(count, load, registers[count]);
        }
        count++;
    }

    @Override
    public long expectedLines() {
        long lines = 0;
        int opened = calendar.past() == 0 ? 1 : 2;
        for (int meter = 0; meter < count; meter++) {
            long ofDay = SimulatedDays.QUARTERS / everyQuarters[meter];
            lines += days * ofDay + (cumulative[meter] ? opened : 0);
            for (BitSet meters : unread) {
                lines -= meters.get(meter) ? ofDay : 0;
            }
        }
        return lines;
    }

    @Override
    public void write(int day, int quarter, LineWriter out) throws IOException {
        if (quarter == 0 && day == 0) {
            writeAt(day, 0, out);
        } else if (quarter == 0 && day == calendar.past()) {
            for (int meter = 0; meter < count; meter++) {
                registers[meter] += (long) dayTicks[day - 1][meter] * calendar.gap();
            }
            writeAt(day, 0, out);
        }
        writeAt(day, quarter + 1, out);
    }

    /** The readings at the end of a quarter; every register opens with one at the end of none. */
    private void writeAt(int day, int quarter, LineWriter out) throws IOException {
        int quarters = day * SimulatedDays.QUARTERS + quarter;
        long at = calendar.startSecond(day) + (long) quarter * SimulatedDays.QUARTER_SECONDS;
        out.reach(at);
        int[] ticks = dayTicks[day];
        LoadCurve[] shapes = curves[day];
        for (int meter = 0; meter < count; meter++) {
            int every = everyQuarters[meter];
            if (quarter % every != 0 || quarter == 0 && !cumulative[meter]) {
                continue;
            }
            long drawn = shapes[meter].drawn(ticks[meter], quarter, unevenness(meter, quarters));
            long value = registers[meter] + drawn;
            if (quarter == SimulatedDays.QUARTERS) {
                registers[meter] = value;
            }
            // What a register opens with is still of the day before.
            if (quarter > 0 && unread[day].get(meter)) {
                continue;
            }
            if (!cumulative[meter]) {
                long before = shapes[meter].drawn(ticks[meter], quarter - every, unevenness(meter, quarters - every));
                write(meter, at, drawn - before, NOTHING, out);
            } else if (faults.has(meter)) {
                long since = drawn
                        - shapes[meter].drawn(
                                ticks[meter], Math.max(0, quarter - every), unevenness(meter, quarters - every));
                for (RegisterFaults.Reading reading : faults.readings(meter, day, quarter, at, value, since)) {
                    write(meter, reading.epochSecond(), reading.ticks(), reading.more(), out);
                }
            } else {
                write(meter, at, value, NOTHING, out);
            }
        }
    }

    private void write(int meter, long at, long ticks, byte[] more, LineWriter out) throws IOException {
        out.begin()
                .put(heads[meter])
                .putTime(at, styles[meter])
                .put(VALUE)
                .putHundredths(ticks)
                .put(more)
                .put(tails[meter])
                .end();
    }

    private long unevenness(int meter, int quarters) {
        return noise.bits((long) meter << 20 | quarters);
    }

    private void grow() {
        int capacity = 2 * count;
        heads = Arrays.copyOf(heads, capacity);
        tails = Arrays.copyOf(tails, capacity);
        styles = Arrays.copyOf(styles, capacity);
        everyQuarters = Arrays.copyOf(everyQuarters, capacity);
        cumulative = Arrays.copyOf(cumulative, capacity);
        registers = Arrays.copyOf(registers, capacity);
        for (int day = 0; day < days; day++) {
            dayTicks[day] = Arrays.copyOf(dayTicks[day], capacity);
            curves[day] = Arrays.copyOf(curves[day], capacity);
        }
    }
}
