package io.parkpulse.bench;

import io.parkpulse.index.Methods;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Method;
import io.parkpulse.model.Park;
import io.parkpulse.model.Process;
import io.parkpulse.model.Register;
import io.parkpulse.model.Registry;
import io.parkpulse.model.StaffSource;
import io.parkpulse.model.Stream;
import io.parkpulse.play.StreamWriter;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** As many enterprises as are asked for, with a meter each that is read every quarter of an hour, and what the meters say. */
final class ManyMeters {
    /** Event time of the first reading: 2020-03-16T00:00:00+08:00. */
    static final long START = 1_584_288_000_000L;

    private static final int MOST_PARKS = 90;
    /** So that a park is a whole group. */
    private static final int METERS_OF_PARK = 1000;

    private static final long SECOND = 1000;
    private static final int SECONDS_OF_QUARTER = 900;

    private final int meters;
    private final StreamWriter writer;
    private final Random random = new Random(1);
    /** Hundredths of a kWh. */
    private final int[] registers;

    private long next = START;
    private long written;

    ManyMeters(int meters, StreamWriter writer) {
        this.meters = meters;
        this.writer = writer;
        this.registers = new int[meters];
    }

    /** The registry of so many. What many have in common is there once, as where files or a topic are read. */
    static Roster roster(int meters) {
        int count = Math.max(1, Math.min(MOST_PARKS, meters / METERS_OF_PARK));
        List<String> parkIds =
                IntStream.range(0, count).mapToObj(ManyMeters::park).toList();
        List<List<String>> tiers =
                IntStream.range(0, 3).mapToObj(tier -> List.of("tier" + tier)).toList();
        List<String> industries =
                IntStream.range(0, 10).mapToObj(industry -> "c" + industry).toList();
        Register register = new Register(
                MeterKind.CUMULATIVE,
                false,
                BigDecimal.valueOf(1000),
                0,
                BigDecimal.valueOf(100_000),
                SECONDS_OF_QUARTER * SECOND,
                "");
        List<Park> parks = new ArrayList<>();
        for (int park = 0; park < count; park++) {
            String region = "region" + park % 9 + "/district" + park % 30;
            parks.add(new Park(
                    parkIds.get(park),
                    "",
                    "",
                    "",
                    "",
                    region,
                    ZoneId.of("Asia/Shanghai"),
                    0,
                    0,
                    null,
                    Method.DEFAULT_ID));
        }
        List<Enterprise> enterprises = new ArrayList<>(meters);
        List<Meter> all = new ArrayList<>(meters);
        for (int i = 0; i < meters; i++) {
            String enterprise = String.format(Locale.ROOT, "E%07d", i);
            enterprises.add(new Enterprise(
                    enterprise,
                    parkIds.get((int) ((long) i * count / meters)),
                    "",
                    tiers.get(i % 3),
                    industries.get(i % 10),
                    "",
                    "",
                    "",
                    10,
                    10,
                    StaffSource.CHECKIN,
                    Evidence.POWER,
                    800_000,
                    10_000,
                    2_000_000,
                    Process.DISCRETE,
                    Long.MIN_VALUE,
                    Long.MAX_VALUE));
            all.add(new Meter(
                    meterId(i),
                    List.of(new Meter.Row(enterprise, 10_000, Flow.ADD, register, Long.MIN_VALUE, Long.MAX_VALUE))));
        }
        return Roster.of(new Registry(parks, enterprises, all, Methods.builtIn()));
    }

    private static String park(int number) {
        return String.format(Locale.ROOT, "P%02d", number);
    }

    /** Writes what is read before an instant of event time: each meter at its own second of the quarter of an hour. */
    void writeUntil(long instant) throws IOException {
        for (; next < instant; next += SECOND) {
            int ofQuarter = (int) (next / SECOND % SECONDS_OF_QUARTER);
            for (int i = ofQuarter; i < meters; i += SECONDS_OF_QUARTER) {
                registers[i] += 100 + random.nextInt(100) + i % 300;
                String line = "{\"meter\":\"" + meterId(i) + "\",\"at\":" + next + ",\"value\":"
                        + registers[i] / 100 + '.' + (char) ('0' + registers[i] / 10 % 10)
                        + (char) ('0' + registers[i] % 10) + '}';
                writer.line(Stream.POWER, line.getBytes(StandardCharsets.ISO_8859_1), next);
                written++;
            }
        }
    }

    /** The id of a meter by its number. */
    static String meterId(int number) {
        String digits = Integer.toString(10_000_000 + number);
        return "M" + digits.substring(1);
    }

    /** How many readings have been written. */
    long written() {
        return written;
    }
}
