package io.parkpulse.enterprise;

import static io.parkpulse.Registries.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.index.DayColumn;
import io.parkpulse.ingest.RecordReader;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Register;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Meters whose rows hold for a time: tenants change, devices are exchanged, transformers rewired. */
class MeterRowsTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long STEP = 5 * MINUTE;
    private static final long QUARTER = 15 * MINUTE;
    /** 2020-03-16T00:00:00+08:00. */
    private static final long START = 1_584_288_000_000L;

    private static final long DAY = 18_337;
    private static final long ALWAYS = Long.MIN_VALUE;
    private static final long FOR_EVER = Long.MAX_VALUE;

    // By hand

    @Test
    void anotherDeviceBeginsAfresh() {
        Outcome outcome = replay(
                registry(meter(
                        "M",
                        row1("E1", register("1", "A"), ALWAYS, at(2)),
                        row1("E1", register("1", "B"), at(2), FOR_EVER))),
                reading("M", at(0), 1000),
                reading("M", at(1), 1100),
                // The closing reading of A; B opens with 7.
                reading("M", at(2), 1300),
                reading("M", at(2) + QUARTER, 7),
                reading("M", at(3), 57),
                reading("M", at(4), 157));

        assertThat(outcome.energy("E1")).isEqualTo(300 + 150);
        // 2 hours of A, 1:45 of B.
        assertThat(outcome.covered("E1")).isEqualTo(3 * HOUR + 3 * QUARTER);
        assertThat(outcome.applied).isEqualTo(6);
        assertThat(outcome.dead).isEmpty();
    }

    @Test
    void aTransformerThatIsRewiredReadsTheClosingReadingByBothFactors() {
        Outcome outcome = replay(
                registry(meter(
                        "M",
                        row1("E1", register("1", "A"), ALWAYS, at(2)),
                        row1("E1", register("10", "A"), at(2), FOR_EVER))),
                reading("M", at(1), 100),
                reading("M", at(2), 103),
                reading("M", at(2), 103),
                reading("M", at(3), 105));

        assertThat(outcome.energy("E1")).isEqualTo(3 + 20);
        assertThat(outcome.covered("E1")).isEqualTo(2 * HOUR);
        assertThat(outcome.applied).isEqualTo(3);
        assertThat(outcome.duplicates).isEqualTo(1);
    }

    /** By 1000 Wh a unit the first is the greater, by 10,000 the second. */
    @Test
    void aReadingThatStandsInEitherSegmentIsApplied() {
        Outcome outcome = replay(
                registry(meter(
                        "M",
                        row1("E1", register("1000", "A"), ALWAYS, at(2)),
                        row1("E1", register("10000", "A"), at(2), FOR_EVER))),
                reading("M", at(1), 1),
                line("M", at(2), "5000,\"unit\":\"Wh\""),
                line("M", at(2), "4"),
                reading("M", at(3), 6));

        assertThat(outcome.energy("E1")).isEqualTo(4000 + 20_000);
        assertThat(outcome.applied).isEqualTo(4);
        assertThat(outcome.duplicates).isZero();
    }

    @Test
    void anIntervalIsCutWhereTheTenantChanges() {
        Outcome outcome = replay(
                registry(meter(
                        "M",
                        row1("E1", register("1", ""), ALWAYS, at(1) + 20 * MINUTE),
                        row1("E2", register("1", ""), at(1) + 20 * MINUTE, FOR_EVER))),
                reading("M", at(1), 0),
                reading("M", at(2), 100));

        assertThat(outcome.energy("E1")).isEqualTo(33);
        assertThat(outcome.energy("E2")).isEqualTo(67);
        // Over the hours for which its row holds: 1:20 and what is left of the day.
        assertThat(outcome.covered("E1")).isEqualTo(20 * MINUTE);
        assertThat(outcome.metered("E1")).isTrue();
        assertThat(outcome.unassignedWh).isZero();
    }

    @Test
    void aVacantTimeIsNobodysAndDoesNotEndTheSegment() {
        Outcome outcome = replay(
                registry(meter(
                        "M",
                        row1("E1", register("1", ""), ALWAYS, at(1)),
                        row1("E2", register("1", ""), at(2), FOR_EVER))),
                reading("M", at(0), 0),
                reading("M", at(1), 10),
                // Nobody's.
                reading("M", at(1) + 30 * MINUTE, 40),
                reading("M", at(2), 70),
                reading("M", at(3), 100));

        assertThat(outcome.energy("E1")).isEqualTo(10);
        assertThat(outcome.energy("E2")).isEqualTo(30);
        assertThat(outcome.unassignedWh).isEqualTo(60);
        assertThat(outcome.dead).containsExactly("3 OUTSIDE_VALIDITY");
        assertThat(outcome.applied).isEqualTo(4);
    }

    @Test
    void aSubMeterIsTakenFromTheLandlordAndGivenToTheTenant() {
        Registry registry = registry(
                meter("MAIN", row1("E1", register("1", ""), ALWAYS, FOR_EVER)),
                meter(
                        "SUB",
                        row1("E2", register("1", ""), ALWAYS, FOR_EVER),
                        new Meter.Row("E1", 5000, Flow.SUBTRACT, register("1", ""), ALWAYS, FOR_EVER)));

        Outcome outcome = replay(
                registry,
                reading("MAIN", at(0), 0),
                reading("MAIN", at(1), 100),
                reading("SUB", at(0), 0),
                reading("SUB", at(1), 61));

        assertThat(outcome.energy("E1")).isEqualTo(70);
        assertThat(outcome.energy("E2")).isEqualTo(61);
        assertThat(outcome.unassignedWh).isZero();
    }

    @Test
    void anEnterpriseThatGivesMoreThanItTakesHasNoEnergy() {
        Outcome outcome = replay(
                registry(
                        meter("MAIN", row1("E1", register("1", ""), ALWAYS, FOR_EVER)),
                        meter(
                                "EXPORT",
                                new Meter.Row("E1", 10_000, Flow.SUBTRACT, register("1", ""), ALWAYS, FOR_EVER))),
                reading("MAIN", at(0), 0),
                reading("MAIN", at(1), 100),
                reading("EXPORT", at(0), 0),
                reading("EXPORT", at(1), 101));

        assertThat(outcome.energy("E1")).isZero();
        assertThat(outcome.covered("E1")).isEqualTo(HOUR);
    }

    @Test
    void anEnergyOfMoreThan48HoursIsUnallocatedWholeAndOnce() {
        Outcome outcome = replay(
                registry(meter(
                        "M",
                        new Meter.Row("E1", 3000, Flow.ADD, register("1", ""), ALWAYS, FOR_EVER),
                        new Meter.Row("E3", 3000, Flow.ADD, register("1", ""), ALWAYS, FOR_EVER))),
                reading("M", at(0), 0),
                reading("M", at(48) + 1, 100),
                reading("M", at(49), 110));

        assertThat(outcome.unallocatedWh).isEqualTo(100);
        assertThat(outcome.unassignedWh).isEqualTo(4);
    }

    @Test
    void anIntervalReadingAcrossTheBoundIsAppliedAndCountsNothing() {
        Register before = new Register(MeterKind.INTERVAL, false, BigDecimal.ONE, 0, null, QUARTER, "A");
        Register after = new Register(MeterKind.INTERVAL, false, BigDecimal.ONE, 0, null, QUARTER, "B");

        Outcome outcome = replay(
                registry(meter("M", row1("E1", before, ALWAYS, at(1)), row1("E1", after, at(1), FOR_EVER))),
                line("M", at(1), "10"),
                line("M", at(1) + QUARTER - 1, "20"),
                line("M", at(1) + 2 * QUARTER, "40"));

        assertThat(outcome.energy("E1")).isEqualTo(50);
        assertThat(outcome.applied).isEqualTo(3);
    }

    @Test
    void anIntervalReadingThatBeginsWhereNoSegmentIsIsCut() {
        Register interval = new Register(MeterKind.INTERVAL, false, BigDecimal.ONE, 0, null, QUARTER, "A");

        Outcome outcome = replay(
                registry(meter("M", row1("E1", interval, at(1), FOR_EVER))),
                line("M", at(1) + QUARTER, "30,\"period\":\"PT45M\""));

        assertThat(outcome.energy("E1")).isEqualTo(10);
        assertThat(outcome.unassignedWh).isEqualTo(20);
        // One hour of the day is not due to the row, but nobody else's either.
        assertThat(outcome.covered("E1")).isEqualTo(QUARTER);
    }

    @Test
    void anOverlapIsADeadLetter() {
        Register interval = new Register(MeterKind.INTERVAL, false, BigDecimal.ONE, 0, null, HOUR, "");

        Outcome outcome = replay(
                registry(meter("M", row1("E1", interval, ALWAYS, FOR_EVER))),
                line("M", at(2), "60"),
                line("M", at(2), "15,\"period\":\"PT15M\""),
                line("M", at(3), "70"));

        assertThat(outcome.energy("E1")).isEqualTo(85);
        assertThat(outcome.dead).containsExactly("1 OVERLAP");
    }

    @Test
    void whatIsHeldWhenItsSegmentEndsStaysSo() {
        Outcome outcome = replay(
                registry(meter(
                        "M",
                        row1("E1", register("1", "A"), ALWAYS, at(2)),
                        row1("E1", register("1", "B"), at(2), FOR_EVER))),
                reading("M", at(0), 1000),
                reading("M", at(1), 10),
                reading("M", at(2), 20),
                reading("M", at(3), 1500),
                reading("M", at(4), 1530));

        assertThat(outcome.energy("E1")).isEqualTo(30);
        assertThat(outcome.applied).isEqualTo(5);
        assertThat(outcome.dead).isEmpty();
    }

    @Test
    void aMeterThatComesAndGoesIsDueWhileItIsThere() {
        Registry registry = registry(
                meter("M", row1("E1", register("1", ""), ALWAYS, FOR_EVER)),
                meter("N", row1("E1", register("1", ""), at(6), at(12))));
        List<String> lines = new ArrayList<>();
        for (long hour = 0; hour <= 24; hour++) {
            lines.add(reading("M", at(hour), hour));
        }

        Outcome outcome = replay(registry, lines.toArray(String[]::new));

        // 24 of 30 hours that are due.
        assertThat(outcome.covered("E1")).isEqualTo(24 * HOUR * 24 / 30);
    }

    // However it comes

    /** Rows, readings and lateness at random: a live day ends up as that of a recording. */
    @Property(tries = 300)
    void aLiveDayEndsUpAsThatOfARecording(@ForAll long seed, @ForAll boolean broken) {
        Random random = new Random(seed);
        Registry registry = anyRegistry(random);
        List<String> lines = anyLines(registry, random);

        Outcome recorded = replay(registry, lines.toArray(String[]::new));
        Outcome live = live(registry, registry, 0, lines, random, broken);

        assertThat(live.days()).isEqualTo(recorded.days());
        // The reason may be another with hindsight, and of copies another may die.
        assertThat(live.deadLines(lines)).containsAll(recorded.deadLines(lines));
        assertThat(live.unallocatedWh).isEqualTo(recorded.unallocatedWh);
        assertThat(live.unassignedWh).isEqualTo(recorded.unassignedWh);
        assertThat(recorded.applied + recorded.duplicates + recorded.dead.size())
                .isEqualTo(lines.size());
    }

    /** Rows that hold from now or another time on, of the same enterprises, with the same factor. */
    @Property(tries = 300)
    void whatAReplayByTheNewRegistryGivesStandsWhenRowsHaveCome(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int hours, @ForAll boolean broken) {
        Random random = new Random(seed);
        Meter.Row old = row1("E1", register("1", "A"), ALWAYS, FOR_EVER);
        long bound = START + random.nextInt(45 * 4) * QUARTER + (random.nextBoolean() ? 0 : random.nextInt(100_000));
        Register next = new Register(
                MeterKind.CUMULATIVE,
                random.nextBoolean(),
                BigDecimal.ONE,
                0,
                random.nextBoolean() ? null : BigDecimal.TEN,
                QUARTER,
                random.nextBoolean() ? "A" : "B");
        List<Meter.Row> rows = new ArrayList<>(List.of(row1("E1", register("1", "A"), ALWAYS, bound)));
        rows.add(new Meter.Row("E1", 1 + random.nextInt(10_000), Flow.ADD, next, bound, FOR_EVER));
        Registry before = registry(new Meter("M", random.nextBoolean() ? List.of(old) : rows));
        Registry after = registry(new Meter("M", before.meters().get(0).rows().size() == 1 ? rows : List.of(old)));
        List<String> lines = anyLines(before, random).stream()
                .filter(line -> !line.contains("\"value\":-"))
                .toList();

        Outcome live = live(before, after, START + hours * HOUR, lines, random, broken);

        assertThat(live.days())
                .isEqualTo(replay(after, lines.toArray(String[]::new)).days());
    }

    private static Registry anyRegistry(Random random) {
        List<Meter> meters = new ArrayList<>();
        for (String id : List.of("C", "D", "I")) {
            List<Meter.Row> rows = new ArrayList<>();
            long from = random.nextBoolean() ? ALWAYS : START + random.nextInt(20) * QUARTER;
            Register register = null;
            while (from != FOR_EVER) {
                long begin = from == ALWAYS ? START : from;
                long to = random.nextInt(4) == 0
                        ? FOR_EVER
                        : begin
                                + (1 + random.nextInt(60)) * QUARTER
                                + (random.nextBoolean() ? 0 : random.nextInt(100_000));
                if (register == null || random.nextBoolean()) {
                    register = new Register(
                            id.equals("I") ? MeterKind.INTERVAL : MeterKind.CUMULATIVE,
                            random.nextInt(3) == 0,
                            BigDecimal.valueOf(1 + random.nextInt(2)),
                            0,
                            random.nextInt(3) == 0 ? BigDecimal.valueOf(60) : null,
                            (1 + random.nextInt(2)) * QUARTER,
                            random.nextBoolean() ? "A" : "B");
                }
                int share = random.nextInt(10_001);
                List<String> owners = new ArrayList<>(List.of("E1", "E2", "E3"));
                java.util.Collections.shuffle(owners, random);
                for (String owner : owners.subList(0, 1 + random.nextInt(3))) {
                    Flow flow = random.nextInt(4) == 0 ? Flow.SUBTRACT : Flow.ADD;
                    rows.add(new Meter.Row(owner, flow == Flow.ADD ? share / 3 : share, flow, register, from, to));
                }
                from = to == FOR_EVER || random.nextInt(3) > 0 ? to : to + random.nextInt(10) * QUARTER;
                if (from != FOR_EVER && from > START + 60 * HOUR) {
                    break;
                }
            }
            meters.add(new Meter(id, rows));
        }
        return registry(meters.toArray(Meter[]::new));
    }

    private static List<String> anyLines(Registry registry, Random random) {
        List<String> lines = new ArrayList<>();
        TreeSet<Long> bounds = new TreeSet<>();
        registry.meters()
                .forEach(meter -> meter.rows().forEach(row -> {
                    bounds.add(row.validFrom());
                    bounds.add(row.validTo());
                }));
        bounds.remove(ALWAYS);
        bounds.remove(FOR_EVER);
        for (Meter meter : registry.meters()) {
            boolean interval = meter.register().kind() == MeterKind.INTERVAL;
            TreeSet<Long> times = new TreeSet<>(bounds.headSet(START + 47 * HOUR));
            for (long at = START; at < START + 47 * HOUR; ) {
                at += random.nextInt(8) == 0 ? random.nextInt((int) (6 * HOUR)) : QUARTER;
                times.add(at);
            }
            long register = random.nextInt(5000);
            for (long at : times) {
                register += random.nextInt(2000);
                long value = switch (random.nextInt(14)) {
                    case 0 -> -random.nextInt(3000);
                    case 1 -> register = random.nextInt(400);
                    case 2 -> random.nextInt(200_000);
                    default -> interval ? random.nextInt(3000) : register;
                };
                String more = random.nextInt(9) == 0 ? ",\"unit\":\"Wh\"" : "";
                more += interval && random.nextInt(5) == 0
                        ? ",\"period\":\"PT%dM\"".formatted(1 + random.nextInt(200))
                        : "";
                for (int copies = random.nextInt(6) == 0 ? 2 : 1; copies > 0; copies--) {
                    lines.add(line(meter.id(), at, value + random.nextInt(2) * random.nextInt(2) + more));
                }
            }
        }
        // So that the days end.
        lines.add(line("I", START + 72 * HOUR, "1"));
        lines.add(line("Z", START + 72 * HOUR, "1"));
        return lines;
    }

    // What there is

    private static long at(long hour) {
        return START + hour * HOUR;
    }

    private static Register register(String factor, String serial) {
        return new Register(MeterKind.CUMULATIVE, false, new BigDecimal(factor), 0, null, QUARTER, serial);
    }

    private static Meter.Row row1(String enterprise, Register register, long from, long to) {
        return new Meter.Row(enterprise, 10_000, Flow.ADD, register, from, to);
    }

    private static Meter meter(String id, Meter.Row... rows) {
        return new Meter(id, List.of(rows));
    }

    private static Registry registry(Meter... meters) {
        Registries registries = new Registries()
                .park("P1")
                .park("P2")
                .enterprise(row("E1", "P1").energy(100, 0, 200))
                .enterprise(row("E2", "P1").energy(100, 0, 200))
                .enterprise(row("E3", "P2").energy(100, 0, 200))
                // So that there is always somebody of whom something is known at the end.
                .meter(meter(
                        "Z",
                        row1(
                                "E3",
                                new Register(MeterKind.INTERVAL, false, BigDecimal.ONE, 0, null, QUARTER, ""),
                                ALWAYS,
                                FOR_EVER)));
        Arrays.stream(meters).forEach(registries::meter);
        return registries.build();
    }

    private static String reading(String meter, long at, long value) {
        return line(meter, at, Long.toString(value));
    }

    private static String line(String meter, long at, String value) {
        return "{\"meter\":\"%s\",\"at\":%d,\"value\":%s}".formatted(meter, at, value);
    }

    private record Line(int number, long at, byte[] bytes) {
        static List<Line> of(List<String> texts) {
            List<Line> lines = new ArrayList<>();
            for (String text : texts) {
                lines.add(new Line(
                        lines.size(),
                        Long.parseLong(text.replaceAll(".*\"at\":(\\d+).*", "$1")),
                        text.getBytes(UTF_8)));
            }
            return lines;
        }
    }

    private static Outcome replay(Registry registry, String... texts) {
        Roster roster = Roster.of(registry);
        Outcome outcome = new Outcome(roster);
        List<Line> lines = new ArrayList<>(Line.of(List.of(texts)));
        // A recording's order is by time, and of lines of one time nothing is said.
        java.util.Collections.shuffle(lines, new Random(texts.length));
        List<Observation> records = new ArrayList<>();
        RecordReader reader = new RecordReader(roster);
        lines.forEach(line -> read(reader, line, outcome, records));
        long last = Math.max(
                START + 24 * HOUR,
                records.stream().mapToLong(Observation::at).max().orElseThrow());
        WindowSchedule schedule = new WindowSchedule(
                STEP,
                STEP,
                START,
                last,
                java.util.stream.LongStream.rangeClosed(START / HOUR, last / HOUR)
                        .toArray());
        for (int group = 0; group < roster.groupCount(); group++) {
            GroupBook book = new GroupBook(roster, schedule, group);
            for (Observation record : records) {
                if (record.group() == group) {
                    book.add(record);
                }
            }
            while (book.nextDue() != Long.MAX_VALUE) {
                book.advance(book.nextDue(), outcome);
            }
            book.close(outcome);
        }
        return outcome;
    }

    private static void read(RecordReader reader, Line line, Outcome outcome, List<Observation> records) {
        if (!reader.read(Stream.POWER, line.bytes(), 0, line.bytes().length)) {
            outcome.dead.add(line.number() + 1 + " " + reader.reason());
            outcome.dead.sort(null);
            return;
        }
        for (int copy = 0; copy < reader.groups(); copy++) {
            records.add(reader.observation(copy, line.number() + 1, line.bytes()));
        }
    }

    /** Records come up to 40 hours late; from an instant on by another registry. */
    private static Outcome live(
            Registry before, Registry after, long change, List<String> texts, Random random, boolean broken) {
        Roster roster = Roster.of(before);
        Roster next = Roster.read(roster.succeededBy(after).toBytes());
        Outcome outcome = new Outcome(roster);
        WindowSchedule schedule = WindowSchedule.live(STEP, START);
        List<GroupBook> books = new ArrayList<>();
        for (int group = 0; group < roster.groupCount(); group++) {
            books.add(new GroupBook(roster, schedule, group));
        }
        TreeMap<Long, List<Line>> coming = new TreeMap<>();
        for (Line line : Line.of(texts)) {
            long late = random.nextInt(3) == 0 ? random.nextInt((int) (40 * HOUR)) : 0;
            coming.computeIfAbsent(line.at() + late, key -> new ArrayList<>()).add(line);
        }
        RecordReader reader = new RecordReader(roster);
        Roster current = roster;
        for (long now = START + STEP; now <= START + 124 * HOUR; now += STEP) {
            if (change > 0 && now > change && current == roster) {
                current = next;
                reader = new RecordReader(next);
                outcome.roster = next;
                books.forEach(book -> book.updateRegistry(next, outcome));
            }
            List<Observation> records = new ArrayList<>();
            for (List<Line> lines : coming.headMap(now).values()) {
                for (Line line : lines) {
                    read(reader, line, outcome, records);
                }
            }
            coming.headMap(now).clear();
            records.forEach(record -> books.get(record.group()).add(record));
            for (int group = 0; group < books.size(); group++) {
                books.get(group).advance(now, outcome);
                if (broken && now % (7 * HOUR) == 0) {
                    books.set(group, throughBytes(books.get(group), current, schedule, group));
                }
            }
        }
        return outcome;
    }

    private static GroupBook throughBytes(GroupBook book, Roster roster, WindowSchedule schedule, int group) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            book.write(new DataOutputStream(bytes));
            return GroupBook.read(
                    roster, schedule, group, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was emitted last of each enterprise's day, and what became of readings. */
    private static final class Outcome implements ResultCollector {
        private Roster roster;
        private final Map<String, EnterpriseDay> days = new TreeMap<>();
        private final List<String> dead = new ArrayList<>();
        private long applied;
        private long duplicates;
        private long unallocatedWh;
        private long unassignedWh;

        Outcome(Roster roster) {
            this.roster = roster;
        }

        List<String> deadLines(List<String> lines) {
            return dead.stream()
                    .map(letter -> lines.get(Integer.parseInt(letter.split(" ")[0]) - 1))
                    .toList();
        }

        long energy(String enterprise) {
            return value(enterprise, DayColumn.ENERGY_WH);
        }

        long covered(String enterprise) {
            return value(enterprise, DayColumn.COVERED_MS);
        }

        boolean metered(String enterprise) {
            return value(enterprise, DayColumn.METERED) == 1;
        }

        private long value(String enterprise, DayColumn column) {
            return days.get(enterprise + " " + DAY).values()[column.ordinal()];
        }

        /** Of the first two days, each with what it came to. */
        Map<String, String> days() {
            Map<String, String> texts = new TreeMap<>();
            days.forEach((key, day) -> {
                if (day.epochDay() < DAY + 2) {
                    texts.put(key, Arrays.toString(day.values()));
                }
            });
            return texts;
        }

        @Override
        public void scopeChange(ScopeChange change) {}

        @Override
        public void enterpriseDay(EnterpriseDay day) {
            days.put(roster.enterpriseId(day.enterprise()) + " " + day.epochDay(), day);
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            dead.add(letter.number() + " " + letter.reason());
            dead.sort(null);
        }

        @Override
        public void account(RecordTally account) {
            int power = Stream.POWER.ordinal();
            applied += account.applied()[power] - account.retracted()[power];
            duplicates += account.duplicates()[power];
            unallocatedWh += account.unallocatedWh();
            unassignedWh += account.unassignedWh();
        }
    }
}
