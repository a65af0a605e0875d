package io.parkpulse.bench;

import com.sun.management.ThreadMXBean;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.GroupBook;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.enterprise.ResultCollector;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.Roster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What a live group of enterprises takes, of which each has a meter that is read every quarter of an hour: bytes in a
 * checkpoint and on the heap, and processor time, on its third day. Nothing but the group's book runs: no Flink, no Kafka.
 */
final class GroupStateBench {
    private static final int METERS = Roster.GROUP_SIZE;
    private static final long MINUTE = 60_000;
    private static final long STEP = 5 * MINUTE;
    private static final long QUARTER = 15 * MINUTE;
    private static final int QUARTERS_OF_DAY = 96;
    /** 2020-03-16T00:00:00+08:00. */
    private static final long START = 1_584_288_000_000L;

    private static final int WARM_QUARTERS = 2 * QUARTERS_OF_DAY + QUARTERS_OF_DAY / 2;
    private static final int MEASURED_QUARTERS = QUARTERS_OF_DAY / 2;
    private static final int LATE = 300;
    private static final int LATE_AT_ONCE = 1_000;

    private static final int METERS_OF_REGISTRY = 100_000;

    private static final Roster ROSTER = ManyMeters.roster(METERS);

    /** How many records of other meters there are in a round of the partition. */
    private static final int ROUND = 12_500;

    /** In which order a round's readings come. */
    enum Offsets {
        /** The same each time. */
        STABLE,
        /** Another each time. */
        BY_CHANCE
    }

    private final Offsets offsets;
    private final boolean inTheField;
    private final Random random = new Random(1);
    private final int[] subjects = new int[METERS];
    private final long[] registers = new long[METERS];
    private final double[] loads = new double[METERS];
    private final long[] phases = new long[METERS];
    private final boolean[] jitters = new boolean[METERS];
    private final List<Observation> missed = new ArrayList<>();
    private GroupBook book;
    private byte[] bytes;

    /** @param inTheField whether some meters have a phase of their own or jitter, and some readings are missing */
    GroupStateBench(Offsets offsets, boolean inTheField) {
        this.offsets = offsets;
        this.inTheField = inTheField;
        for (int i = 0; i < METERS; i++) {
            byte[] id = ManyMeters.meterId(i).getBytes(StandardCharsets.UTF_8);
            subjects[i] = ROSTER.index(Subject.METER).find(id, 0, id.length);
            // Two decimals of a kWh, as what is added to it.
            registers[i] = random.nextInt(10_000_000) * 10L;
            loads[i] = Math.exp(random.nextGaussian() + Math.log(8_000));
            phases[i] = inTheField && random.nextInt(10) == 0 ? random.nextInt(900) * 1000L : 0;
            jitters[i] = inTheField && random.nextInt(20) == 0;
        }
    }

    static void run(PrintStream print) throws IOException, InterruptedException {
        print.printf(
                Locale.ROOT,
                "%-32s %10s %8s %9s %9s %8s %8s %8s %8s%n",
                "A group of " + METERS + ", each meter",
                "checkpoint",
                "heap",
                "reading",
                "allocated",
                "write",
                "read",
                "late",
                "at once");
        // Once for the compiler.
        measure(Offsets.STABLE, true, new PrintStream(OutputStream.nullOutputStream()));
        for (Offsets offsets : Offsets.values()) {
            measure(offsets, false, print);
            measure(offsets, true, print);
        }
        measureRegistry(print);
    }

    private static void measureRegistry(PrintStream print) throws InterruptedException {
        Thread thread = new Thread(() -> {
            long before = usedHeap();
            Roster roster = ManyMeters.roster(METERS_OF_REGISTRY);
            long heap = usedHeap() - before;
            print.printf(
                    Locale.ROOT,
                    "The registry of %,d enterprises, each with a meter: %,d B of heap each%n",
                    METERS_OF_REGISTRY,
                    heap / roster.count(Subject.METER));
        });
        thread.start();
        thread.join();
    }

    /** In a thread of its own: nothing on a stack keeps the group before. */
    private static void measure(Offsets offsets, boolean inTheField, PrintStream print) throws InterruptedException {
        Thread thread = new Thread(() -> {
            try {
                new GroupStateBench(offsets, inTheField).measure(print);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.start();
        thread.join();
    }

    private void measure(PrintStream print) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        book = new GroupBook(ROSTER, WindowSchedule.live(STEP, START), 0);
        Counting results = new Counting();
        long cpu = 0;
        long allocated = 0;
        long readings = 0;
        for (int quarter = 0; quarter < WARM_QUARTERS + MEASURED_QUARTERS; quarter++) {
            List<Observation> round = round(quarter);
            long self = Thread.currentThread().getId();
            long cpuBefore = threads.getCurrentThreadCpuTime();
            long allocatedBefore = threads.getThreadAllocatedBytes(self);
            round.forEach(book::add);
            while (book.nextDue() <= START + (quarter + 1) * QUARTER) {
                book.advance(book.nextDue(), results);
            }
            if (quarter >= WARM_QUARTERS) {
                cpu += threads.getCurrentThreadCpuTime() - cpuBefore;
                allocated += threads.getThreadAllocatedBytes(self) - allocatedBefore;
                readings += round.size();
            }
        }
        bytes = write(book);
        long heap = usedHeap();
        book = null;
        heap -= usedHeap();
        book = read();
        List<Observation> given = last(LATE);
        List<Observation> atOnce = last(LATE_AT_ONCE);
        missed.clear();
        long writing = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 10; i++) {
            bytes = write(book);
        }
        writing = (threads.getCurrentThreadCpuTime() - writing) / 10;
        long reading = 0;
        long atOnceCpu = 0;
        for (int i = 0; i < 4; i++) {
            long start = threads.getCurrentThreadCpuTime();
            GroupBook copy = read();
            long read = threads.getCurrentThreadCpuTime();
            reading = read - start;
            if (!atOnce.isEmpty()) {
                atOnce.forEach(copy::add);
                copy.takeLate(results);
            }
            atOnceCpu = threads.getCurrentThreadCpuTime() - read;
        }
        long lateCpu = threads.getCurrentThreadCpuTime();
        for (Observation observation : given) {
            book.add(observation);
            book.takeLate(results);
        }
        lateCpu = threads.getCurrentThreadCpuTime() - lateCpu;
        print.printf(
                Locale.ROOT,
                "%-32s %,8d B %,6d B %,6d ns %,7d B %,5d ns %,5d ns %,5d us %,5d us%n",
                offsets.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + (inTheField ? ", as in the field" : ", on schedule"),
                bytes.length / METERS,
                heap / METERS,
                cpu / readings,
                allocated / readings,
                writing / METERS,
                reading / METERS,
                given.isEmpty() ? 0 : lateCpu / 1000 / given.size(),
                atOnce.isEmpty() ? 0 : atOnceCpu / 1000 / atOnce.size());
        // The next one is measured without what is left of this.
        book = null;
        bytes = null;
    }

    private static byte[] write(GroupBook book) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
        book.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private GroupBook read() throws IOException {
        return GroupBook.read(
                ROSTER, WindowSchedule.live(STEP, START), 0, new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    /** The last readings that were missing. */
    private List<Observation> last(int most) {
        return List.copyOf(missed.subList(missed.size() - Math.min(missed.size(), most), missed.size()));
    }

    /** The readings of a quarter of an hour. */
    private List<Observation> round(int quarter) {
        List<Observation> round = new ArrayList<>(METERS);
        int ofDay = quarter % QUARTERS_OF_DAY;
        double curve = 0.4 + Math.max(0, Math.sin((ofDay - 28) * Math.PI / 48));
        for (int i = 0; i < METERS; i++) {
            // Two decimals of a kWh.
            registers[i] += Math.max(0, Math.round(loads[i] * curve * (1 + 0.06 * random.nextGaussian()) / 10)) * 10;
            long at = START + quarter * QUARTER + phases[i] + (jitters[i] ? random.nextInt(40) * 1000L : 0);
            long received = at + Math.round(4000 * Math.exp(random.nextGaussian()));
            long offset =
                    (long) quarter * ROUND + (offsets == Offsets.STABLE ? i * (ROUND / METERS) : random.nextInt(ROUND));
            String raw = "{\"meter\":\"" + ManyMeters.meterId(i) + "\",\"at\":\"" + Instant.ofEpochMilli(at)
                    + "\",\"value\":" + BigDecimal.valueOf(registers[i] / 10, 2) + "}";
            Observation reading = new Observation(
                    0,
                    Observation.Kind.POWER,
                    subjects[i],
                    at,
                    received,
                    registers[i],
                    Observation.NOTHING_MORE,
                    0,
                    0,
                    Observation.PRIMARY,
                    "",
                    offset,
                    raw.getBytes(StandardCharsets.UTF_8));
            if (inTheField && random.nextInt(100) == 0) {
                missed.add(reading);
            } else {
                round.add(reading);
            }
        }
        return round;
    }

    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private static final class Counting implements ResultCollector {
        private long changes;

        @Override
        public void scopeChange(ScopeChange change) {
            changes++;
        }

        @Override
        public void enterpriseDay(EnterpriseDay day) {
            changes++;
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            changes++;
        }

        @Override
        public void account(RecordTally account) {
            changes++;
        }
    }
}
