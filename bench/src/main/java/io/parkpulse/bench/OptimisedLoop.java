package io.parkpulse.bench;

import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Meter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * P1: the power figures of a clean recording by a loop that does nothing else. Fields are found on the bytes of a buffer,
 * meters and parks are dense numbers, the time of a line is read once for all lines that spell it alike, and the energy
 * of a step is a row of ints, so that windows move on by passes over rows.
 */
final class OptimisedLoop {
    private static final long STEP = 300_000;
    private static final long DAY = 86_400_000;
    private static final int WINDOW = (int) (DAY / STEP);
    private static final long LONGEST = 2 * DAY;
    private static final int BUFFER = 1 << 20;
    private static final int[] NO_ROW = {};
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private final CleanRegistry registry;
    private final int enterprises;
    private final int[] parkOf;
    private final long[] baseline;
    private final int[] metersOf;

    private final byte[][] meterIds;
    private final int[] slots;
    private final int[] ownerOf;
    private final long[] whPerUnit;
    private final long[] coveredUpTo;
    private final long[] lastAt;
    private final long[] lastWh;

    /** Per step since {@link #firstStep} and enterprise. */
    private final List<int[]> energy = new ArrayList<>();

    private final List<int[]> covered = new ArrayList<>();
    private long first = Long.MIN_VALUE;
    private long firstStep;
    private long last;

    private final byte[] timeText = new byte[40];
    private int timeLength;
    private long time;

    OptimisedLoop(CleanRegistry registry) {
        this.registry = registry;
        Map<String, Integer> parkNumbers = new HashMap<>();
        registry.parks().forEach(park -> parkNumbers.put(park.id(), parkNumbers.size()));
        enterprises = registry.enterprises().size();
        parkOf = new int[enterprises];
        baseline = new long[enterprises];
        metersOf = new int[enterprises];
        Map<String, Integer> enterpriseNumbers = new HashMap<>();
        for (Enterprise row : registry.enterprises()) {
            int number = enterpriseNumbers.size();
            enterpriseNumbers.put(row.id(), number);
            parkOf[number] = parkNumbers.get(row.park());
            baseline[number] = row.baselineWh();
        }
        int meters = registry.meters().size();
        meterIds = new byte[meters][];
        slots = new int[Integer.highestOneBit(meters + 1) << 2];
        ownerOf = new int[meters];
        whPerUnit = new long[meters];
        coveredUpTo = new long[meters];
        lastAt = new long[meters];
        lastWh = new long[meters];
        Arrays.fill(lastAt, Long.MIN_VALUE);
        for (int number = 0; number < meters; number++) {
            Meter meter = registry.meters().get(number);
            byte[] id = meter.id().getBytes(StandardCharsets.UTF_8);
            meterIds[number] = id;
            int slot = hash(id, 0, id.length) & (slots.length - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = number + 1;
            ownerOf[number] = enterpriseNumbers.get(meter.rows().get(0).enterprise());
            metersOf[ownerOf[number]]++;
            whPerUnit[number] = meter.register().whPerUnit().longValueExact();
            coveredUpTo[number] =
                    Math.min(LONGEST, Math.multiplyExact(meter.register().everyMillis(), 4L));
        }
    }

    /** Takes {@code power.jsonl} of a recording. */
    void read(Path recording) throws IOException {
        try (InputStream in = Files.newInputStream(recording.resolve("power.jsonl"))) {
            byte[] buffer = new byte[BUFFER];
            int filled = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer, filled, BUFFER - filled)) {
                filled += read;
                int from = 0;
                for (int to = lineEnd(buffer, from, filled); to >= 0; to = lineEnd(buffer, from, filled)) {
                    line(buffer, from, to);
                    from = to + 1;
                }
                System.arraycopy(buffer, from, buffer, 0, filled - from);
                filled -= from;
                if (filled == BUFFER) {
                    throw new IllegalArgumentException("a line of more than " + BUFFER + " bytes");
                }
            }
            if (filled > 0) {
                line(buffer, 0, filled);
            }
        }
    }

    /** Writes the figures of what was read. */
    void write(long everyMillis, Path out) throws IOException {
        try (FigureFile file = new FigureFile(out)) {
            windows(everyMillis, file);
        }
    }

    private static int lineEnd(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int hash(byte[] b, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + b[i];
        }
        return hash ^ hash >>> 16;
    }

    private int meter(byte[] b, int from, int to) {
        for (int slot = hash(b, from, to) & (slots.length - 1);
                slots[slot] != 0;
                slot = (slot + 1) & (slots.length - 1)) {
            byte[] id = meterIds[slots[slot] - 1];
            if (Arrays.equals(id, 0, id.length, b, from, to)) {
                return slots[slot] - 1;
            }
        }
        throw new IllegalArgumentException("meter " + new String(b, from, to - from, StandardCharsets.UTF_8));
    }

    /** Takes the line of {@code power.jsonl} that these bytes are. */
    void line(byte[] b, int from, int to) {
        int meter = -1;
        long at = Long.MIN_VALUE;
        int valueFrom = -1;
        int valueTo = -1;
        int i = from;
        require(b[i] == '{' && b[to - 1] == '}', b, from, to);
        while (b[i] != '}') {
            require(b[i + 1] == '"', b, from, to);
            int name = i + 2;
            i = name;
            while (b[i] != '"') {
                i++;
            }
            int nameLength = i - name;
            require(b[i + 1] == ':', b, from, to);
            i += 2;
            if (b[i] == '"') {
                int start = ++i;
                while (b[i] != '"') {
                    require(b[i] != '\\', b, from, to);
                    i++;
                }
                if (nameLength == 5 && b[name] == 'm') {
                    meter = meter(b, start, i);
                } else {
                    require(nameLength == 2 && b[name] == 'a', b, from, to);
                    at = instant(b, start, i);
                }
                i++;
            } else {
                require(nameLength == 5 && b[name] == 'v', b, from, to);
                valueFrom = i;
                while (b[i] != ',' && b[i] != '}') {
                    i++;
                }
                valueTo = i;
            }
        }
        require(meter >= 0 && valueFrom > 0 && at != Long.MIN_VALUE, b, from, to);
        add(meter, at, wattHours(b, valueFrom, valueTo, whPerUnit[meter]), b, from, to);
    }

    private static void require(boolean holds, byte[] b, int from, int to) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "not a plain reading: " + new String(b, from, to - from, StandardCharsets.UTF_8));
        }
    }

    private static long wattHours(byte[] b, int from, int to, long whPerUnit) {
        long mantissa = 0;
        int point = to - 1;
        for (int i = from; i < to; i++) {
            if (b[i] == '.') {
                point = i;
            } else {
                require(b[i] >= '0' && b[i] <= '9', b, from, to);
                mantissa = mantissa * 10 + (b[i] - '0');
            }
        }
        require(to - from <= 18, b, from, to);
        long unit = POWERS[to - 1 - point];
        return (Math.multiplyExact(mantissa, whPerUnit) + unit / 2) / unit;
    }

    private long instant(byte[] b, int from, int to) {
        if (!Arrays.equals(timeText, 0, timeLength, b, from, to)) {
            timeLength = to - from;
            System.arraycopy(b, from, timeText, 0, timeLength);
            require(timeLength == 25 && b[from + 10] == 'T', b, from, to);
            long day = LocalDate.of(digits(b, from, 4), digits(b, from + 5, 2), digits(b, from + 8, 2))
                    .toEpochDay();
            long offsetMinutes = digits(b, from + 20, 2) * 60L + digits(b, from + 23, 2);
            long seconds = day * 86_400
                    + digits(b, from + 11, 2) * 3600L
                    + digits(b, from + 14, 2) * 60L
                    + digits(b, from + 17, 2)
                    - (b[from + 19] == '-' ? -60 : 60) * offsetMinutes;
            time = seconds * 1000;
        }
        return time;
    }

    private static int digits(byte[] b, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            require(b[i] >= '0' && b[i] <= '9', b, from, from + count);
            number = number * 10 + (b[i] - '0');
        }
        return number;
    }

    private void add(int meter, long at, long wh, byte[] b, int from, int to) {
        if (first == Long.MIN_VALUE) {
            first = at;
            last = at;
            firstStep = at / STEP;
        }
        require(at >= last && at - last <= DAY, b, from, to);
        last = at;
        long previous = lastAt[meter];
        if (previous != Long.MIN_VALUE) {
            require(wh >= lastWh[meter] && at > previous, b, from, to);
            if (at - previous <= LONGEST) {
                spread(ownerOf[meter], previous, at, wh - lastWh[meter], at - previous <= coveredUpTo[meter]);
            }
        }
        lastAt[meter] = at;
        lastWh[meter] = wh;
    }

    private void spread(int enterprise, long from, long to, long wh, boolean isCovered) {
        long length = to - from;
        long given = 0;
        int step = (int) (from / STEP - firstStep);
        long start = from;
        while (start < to) {
            long end = Math.min(to, (firstStep + step + 1) * STEP);
            long upToHere = Math.multiplyExact(wh, end - from) / length;
            while (step >= energy.size()) {
                energy.add(new int[enterprises]);
                covered.add(new int[enterprises]);
            }
            int[] row = energy.get(step);
            row[enterprise] = Math.toIntExact(row[enterprise] + upToHere - given);
            if (isCovered) {
                covered.get(step)[enterprise] += (int) (end - start);
            }
            given = upToHere;
            start = end;
            step++;
        }
    }

    /** Moves both kinds of windows over the steps. */
    private void windows(long everyMillis, FigureFile file) throws IOException {
        long[] windowWh = new long[enterprises];
        long[] windowMs = new long[enterprises];
        long[] dayWh = new long[enterprises];
        long[] dayMs = new long[enterprises];
        LocalDate date = Instant.ofEpochMilli(first).atZone(registry.zone()).toLocalDate();
        long dayFrom = midnight(date);
        long dayTo = midnight(date.plusDays(1));
        int step = 0;
        for (long end = (firstStep + 1) * STEP; end <= last; step++, end += STEP) {
            move(windowWh, dayWh, row(energy, step), row(energy, step - WINDOW));
            move(windowMs, dayMs, row(covered, step), row(covered, step - WINDOW));
            if (end % everyMillis == 0) {
                Totals totals = totals(windowWh, windowMs, DAY);
                Instant instant = Instant.ofEpochMilli(end);
                for (int park = 0; park < totals.metered.length; park++) {
                    totals.write(
                            FigureFile.trailingKey(
                                    instant, registry.parks().get(park).id()),
                            park,
                            file);
                }
            }
            if (end == dayTo) {
                Totals totals = totals(dayWh, dayMs, dayTo - dayFrom);
                for (int park = 0; park < totals.metered.length; park++) {
                    totals.write(
                            FigureFile.dailyKey(date, registry.parks().get(park).id()), park, file);
                }
                Arrays.fill(dayWh, 0);
                Arrays.fill(dayMs, 0);
                date = date.plusDays(1);
                dayFrom = dayTo;
                dayTo = midnight(date.plusDays(1));
            }
        }
    }

    private long midnight(LocalDate date) {
        return date.atStartOfDay(registry.zone()).toInstant().toEpochMilli();
    }

    private static int[] row(List<int[]> rows, int step) {
        return step >= 0 && step < rows.size() ? rows.get(step) : NO_ROW;
    }

    private static void move(long[] window, long[] day, int[] in, int[] out) {
        for (int i = 0; i < in.length; i++) {
            window[i] += in[i];
            day[i] += in[i];
        }
        for (int i = 0; i < out.length; i++) {
            window[i] -= out[i];
        }
    }

    private static final class Totals {
        final int[] enterprises;
        final long[] metered;
        final long[] matched;
        final long[] resumed;
        final long[] resumedWh;
        final long[] matchedBaselineWh;
        final long[] energyWh;

        Totals(int parks) {
            enterprises = new int[parks];
            metered = new long[parks];
            matched = new long[parks];
            resumed = new long[parks];
            resumedWh = new long[parks];
            matchedBaselineWh = new long[parks];
            energyWh = new long[parks];
        }

        void write(String key, int park, FigureFile file) throws IOException {
            if (enterprises[park] == 0) {
                return;
            }
            boolean known = metered[park] > 0 && 2 * matched[park] >= metered[park];
            file.write(
                    key,
                    new FigureFile.Figures(
                            known ? FigureFile.rate(resumed[park], metered[park]) : FigureFile.NONE,
                            known && matchedBaselineWh[park] > 0
                                    ? FigureFile.rate(resumedWh[park], matchedBaselineWh[park])
                                    : FigureFile.NONE,
                            Long.toString(energyWh[park])));
        }
    }

    private Totals totals(long[] wh, long[] ms, long length) {
        Totals totals = new Totals(registry.parks().size());
        for (int i = 0; i < enterprises; i++) {
            int park = parkOf[i];
            totals.enterprises[park]++;
            totals.energyWh[park] += wh[i];
            if (metersOf[i] == 0) {
                continue;
            }
            totals.metered[park]++;
            long own = metersOf[i] == 1 ? ms[i] : ms[i] / metersOf[i];
            if (baseline[i] > 0 && own * 5 >= length * 4) {
                totals.matched[park]++;
                totals.matchedBaselineWh[park] += baseline[i];
                if (wh[i] * 10 >= baseline[i] * 3) {
                    totals.resumed[park]++;
                    totals.resumedWh[park] += wh[i];
                }
            }
        }
        return totals;
    }
}
