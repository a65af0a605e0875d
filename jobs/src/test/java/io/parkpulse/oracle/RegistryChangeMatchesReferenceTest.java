package io.parkpulse.oracle;

import static io.parkpulse.Registries.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.GroupBook;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.enterprise.ResultCollector;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.ingest.RecordReader;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Register;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * The registry changes while a live system runs, and readings come late: what it says in the end is what the reference
 * works out by the new registry alone.
 */
class RegistryChangeMatchesReferenceTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long STEP = 5 * MINUTE;
    private static final long DAY = 24 * HOUR;
    /** 2020-03-16T00:00:00+08:00. */
    private static final long START = 1_584_288_000_000L;

    private static final long FIRST_DAY = 18_337;
    /** All readings are so young at the end that they may still be preceded by others. */
    private static final long LAST = START + 38 * HOUR;

    private static final long END = START + 49 * HOUR;

    private static final List<String> ENTERPRISES = List.of("E1", "E2", "E3", "E4");

    /** A line of the topic, and when it comes. */
    private record Sent(int number, String meter, long at, long comes, String line) {}

    @Property(tries = 300)
    void whatCanStillChangeIsWhatTheNewRegistrySays(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 37) int changedAfterHours, @ForAll boolean broken)
            throws IOException {
        Random random = new Random(seed);
        Registry before = registry(meters(random, null));
        Registry after = registry(meters(random, before));
        assertLiveSaysTheSame(before, after, changedAfterHours, broken, random);
    }

    /** Tenants come and go, devices are exchanged, and it is said before or afterwards. */
    @Property(tries = 300)
    void whatCanStillChangeIsWhatTheNewRegistrySaysOfRowsOverTime(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 37) int changedAfterHours, @ForAll boolean broken)
            throws IOException {
        Random random = new Random(seed);
        List<MeterPlan> plans = new ArrayList<>();
        List<MeterPlan> later = new ArrayList<>();
        for (String id : List.of("C1", "C2", "C3", "I1", "I2")) {
            MeterPlan plan = MeterPlan.any(anyMeter(id, anyShares(id, random), random), random);
            MeterPlan changed = plan.changed(random);
            plans.add(plan);
            // A park that has a meter from now on does not have its readings from before.
            later.add(parks(plan).equals(parks(changed)) ? changed : plan);
        }
        Registry before = registry(plans.stream().map(MeterPlan::meter).toList());
        Registry after = registry(later.stream().map(MeterPlan::meter).toList());
        assertLiveSaysTheSame(before, after, changedAfterHours, broken, random);
    }

    private static Set<String> parks(MeterPlan plan) {
        return parks(plan.meter());
    }

    private static Set<String> parks(Meter meter) {
        return parksOf(meter.rows().stream().map(Meter.Row::enterprise).toList());
    }

    private static Set<String> parksOf(Collection<String> enterprises) {
        Set<String> parks = new TreeSet<>();
        enterprises.forEach(enterprise -> parks.add(Set.of("E1", "E2").contains(enterprise) ? "P1" : "P2"));
        return parks;
    }

    private static void assertLiveSaysTheSame(
            Registry before, Registry after, int changedAfterHours, boolean broken, Random random) throws IOException {
        List<Sent> sent = readings(before, random);
        Live live = new Live(before, after, START + changedAfterHours * HOUR + random.nextInt(13) * STEP, broken);

        live.run(sent, random.nextBoolean());

        assertSameDays(after, live);
        // Of copies that die only now, the one that stood is told.
        assertThat(live.texts(live.told.letters)).as("dead letters").containsAll(live.texts(live.reference.dead));
        if (live.reference.nothingIsHeld) {
            assertThat(live.told.standing).as("readings that stand").isEqualTo(live.reference.applied);
        }
    }

    /** As to a neighbour in its park, though those of the other are kept elsewhere. */
    @Property(tries = 100)
    void aMeterThatMovesIntoAnotherParkTakesItsReadingsAlongWhenTheirDeadLettersAreSentAgain(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 37) int changedAfterHours) throws IOException {
        Random random = new Random(seed);
        MeterKind kind = random.nextBoolean() ? MeterKind.CUMULATIVE : MeterKind.INTERVAL;
        String kva = random.nextBoolean() ? "100" : null;
        Registry before = registry(List.of(meter("C1", kind, kva, "1", 0, share("E1", 10_000))));
        Registry near = registry(List.of(meter("C1", kind, kva, "1", 0, share("E2", 10_000))));
        Registry far = registry(List.of(meter("C1", kind, kva, "1", 0, share("E4", 10_000))));
        List<Sent> sent = readings(before, random);
        long change = START + changedAfterHours * HOUR;
        Live toNear = new Live(before, near, change, false);
        Live toFar = new Live(before, far, change, false);

        toNear.run(sent, false);
        toFar.run(sent, true);

        for (long day = FIRST_DAY; day < FIRST_DAY + 2; day++) {
            assertThat(toFar.told.day(day, "E1")).isEqualTo(toNear.told.day(day, "E1"));
            EnterpriseDay there = toFar.told.day(day, "E4");
            EnterpriseDay here = toNear.told.day(day, "E2");
            assertThat(there.energyWh()).isEqualTo(here.energyWh());
            assertThat(there.coveredMs()).isEqualTo(here.coveredMs());
            assertThat(there.metered()).isEqualTo(here.metered());
        }
        assertThat(toFar.told.standing).isEqualTo(toNear.told.standing);
    }

    private static void assertSameDays(Registry after, Live live) {
        for (String enterprise : ENTERPRISES) {
            Facts facts = new Facts(enterprise, live.reference.meterings, List.of());
            for (long day = 0; day < 2; day++) {
                EnterpriseDay told = live.told.day(FIRST_DAY + day, enterprise);
                long from = START + day * DAY;
                assertThat(told.energyWh())
                        .as("energy of %s on day %s by %s", enterprise, day, after.meters())
                        .isEqualTo(facts.energy(from, from + DAY).longValueExact());
                assertThat(told.coveredMs())
                        .as("coverage of %s on day %s by %s", enterprise, day, after.meters())
                        .isEqualTo(facts.coveredMillis(from, from + DAY));
                assertThat(told.metered()).isEqualTo(facts.metered(from, from + DAY));
            }
        }
    }

    // What there is

    private static Registry registry(List<Meter> meters) {
        Registries registries = new Registries()
                .park("P1")
                .park("P2")
                .enterprise(row("E1", "P1").energy(100_000, 0, 200_000))
                .enterprise(row("E2", "P1").energy(50_000, 0, 60_000))
                .enterprise(row("E3", "P2").energy(30_000, 0, 60_000))
                .enterprise(row("E4", "P2").energy(50_000, 0, 60_000));
        meters.forEach(registries::meter);
        return registries.build();
    }

    /** @param before the meters that these change from; null for the first ones */
    private static List<Meter> meters(Random random, Registry before) {
        List<Meter> meters = new ArrayList<>();
        for (String id : List.of("C1", "C2", "C3", "I1", "I2")) {
            Meter old = before == null
                    ? null
                    : before.meters().stream()
                            .filter(meter -> meter.id().equals(id))
                            .findFirst()
                            .orElseThrow();
            if (old == null) {
                meters.add(anyMeter(id, anyShares(id, random), random));
                continue;
            }
            switch (random.nextInt(6)) {
                case 0 -> meters.add(old);
                // Whose it is remains, in another order and by other shares.
                case 1, 2 -> meters.add(anyMeter(id, otherShares(sharesOf(old), random), random));
                case 3 -> meters.add(anyMeter(id, sharesOf(old), random));
                case 4 -> meters.add(anyMeter(id, anyShares(id, random), random));
                default -> {
                    // Gone, or read otherwise.
                    if (random.nextBoolean()) {
                        boolean interval = random.nextBoolean();
                        meters.add(meter(
                                id,
                                interval ? MeterKind.INTERVAL : MeterKind.CUMULATIVE,
                                null,
                                random.nextBoolean() ? "1" : "2",
                                0,
                                sharesOf(old).toArray(Meter.Share[]::new)));
                    }
                }
            }
        }
        return meters;
    }

    private static Meter anyMeter(String id, List<Meter.Share> shares, Random random) {
        String[] ratings = {null, "4", "40", "400"};
        return meter(
                id,
                id.startsWith("C") ? MeterKind.CUMULATIVE : MeterKind.INTERVAL,
                ratings[random.nextInt(ratings.length)],
                "1",
                random.nextBoolean() ? 0 : 100_000,
                (random.nextInt(4) == 0 ? 30 : 15) * MINUTE,
                shares.toArray(Meter.Share[]::new));
    }

    private static List<Meter.Share> anyShares(String id, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> List.of(share("E1", 3333), share("E2", 6667));
            case 1 -> List.of(share("E2", 5000), share("E3", 5000));
            case 2 -> List.of(share(random.nextBoolean() ? "E3" : "E4", 10_000));
            default -> List.of(share("E1", 10_000));
        };
    }

    private static List<Meter.Share> otherShares(List<Meter.Share> shares, Random random) {
        if (shares.size() < 2) {
            return shares;
        }
        int first = random.nextInt(10_001);
        Meter.Share a = share(shares.get(0).enterprise(), first);
        Meter.Share b = share(shares.get(1).enterprise(), 10_000 - first);
        return random.nextBoolean() ? List.of(a, b) : List.of(b, a);
    }

    private static List<Meter.Share> sharesOf(Meter meter) {
        return meter.rows().stream()
                .map(row -> share(row.enterprise(), row.basisPoints()))
                .toList();
    }

    private static Meter.Share share(String enterprise, int basisPoints) {
        return new Meter.Share(enterprise, basisPoints);
    }

    private static Meter meter(
            String id, MeterKind kind, String kva, String factor, long modulus, Meter.Share... shares) {
        return meter(id, kind, kva, factor, modulus, 15 * MINUTE, shares);
    }

    private static Meter meter(
            String id, MeterKind kind, String kva, String factor, long modulus, long every, Meter.Share... shares) {
        return new Meter(
                id,
                List.of(shares),
                kind,
                new BigDecimal(factor),
                modulus,
                kva == null ? null : new BigDecimal(kva),
                every);
    }

    /** A meter as it is from each of some instants on. */
    private record MeterPlan(String id, List<Time> times) {

        /**
         * @param from inclusive; of the first one {@link Long#MIN_VALUE}
         * @param tenants nobody where it is vacant
         * @param subtracted null if it is nobody's
         */
        private record Time(long from, List<Meter.Share> tenants, String subtracted, Register register) {}

        static MeterPlan any(Meter meter, Random random) {
            Time first = new Time(Long.MIN_VALUE, sharesOf(meter), null, meter.register());
            MeterPlan plan = new MeterPlan(meter.id(), List.of(first));
            for (int i = random.nextInt(3); i > 0; i--) {
                plan = plan.withAnother(random);
            }
            return plan;
        }

        /** One of its times is another, is not there, begins at another instant, or there is one more. */
        MeterPlan changed(Random random) {
            List<Time> changed = new ArrayList<>(times);
            int which = random.nextInt(times.size());
            Time time = times.get(which);
            switch (random.nextInt(5)) {
                case 0 -> {
                    return this;
                }
                case 1 -> {
                    if (times.size() > 1) {
                        changed.remove(which);
                        int first = 0;
                        Time now = changed.get(first);
                        changed.set(first, new Time(Long.MIN_VALUE, now.tenants, now.subtracted, now.register));
                    }
                }
                case 2 -> {
                    if (which > 0) {
                        changed.set(which, new Time(instant(random), time.tenants, time.subtracted, time.register));
                    }
                }
                case 3 -> {
                    List<Meter.Share> tenants = otherShares(time.tenants, random);
                    changed.set(which, new Time(time.from, tenants, time.subtracted, time.register));
                }
                default -> {
                    return withAnother(random);
                }
            }
            boolean vacant = changed.stream().allMatch(each -> each.tenants.isEmpty());
            return vacant ? this : new MeterPlan(id, inOrder(changed));
        }

        private MeterPlan withAnother(Random random) {
            List<Time> more = new ArrayList<>(times);
            long from = instant(random);
            Time before = times.stream()
                    .filter(time -> time.from <= from)
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
            List<Meter.Share> tenants = before.tenants;
            String subtracted = before.subtracted;
            Register register = before.register;
            switch (random.nextInt(6)) {
                case 0 -> tenants = anyShares(id, random);
                case 1 -> tenants = List.of();
                case 2 -> register = exchanged(register, random);
                case 3 -> {
                    register = exchanged(register, random);
                    tenants = anyShares(id, random);
                }
                case 4 -> subtracted = subtracted == null ? ENTERPRISES.get(random.nextInt(4)) : null;
                default -> register = otherwiseRead(register, random);
            }
            more.add(new Time(from, tenants, subtracted, register));
            return new MeterPlan(id, inOrder(more));
        }

        private static List<Time> inOrder(List<Time> times) {
            Map<Long, Time> inOrder = new TreeMap<>();
            times.forEach(time -> inOrder.put(time.from, time));
            return List.copyOf(inOrder.values());
        }

        /** At a quarter, where the readings are, or between two. */
        private static long instant(Random random) {
            long quarter = START + random.nextInt(40 * 4) * 15 * MINUTE;
            return quarter + (random.nextBoolean() ? 0 : 1 + random.nextInt((int) HOUR));
        }

        private static Register exchanged(Register old, Random random) {
            String serial = "device " + random.nextInt(3);
            return new Register(
                    old.kind(),
                    false,
                    old.whPerUnit(),
                    random.nextBoolean() ? 0 : 100_000,
                    old.ratedKva(),
                    old.everyMillis(),
                    serial);
        }

        /** The same device and factor, so that a reading between both times is one of both. */
        private static Register otherwiseRead(Register old, Random random) {
            boolean interval = old.kind() == MeterKind.INTERVAL;
            return new Register(
                    old.kind(),
                    !interval && random.nextBoolean(),
                    old.whPerUnit(),
                    0,
                    interval ? old.ratedKva() : null,
                    (random.nextBoolean() ? 30 : 15) * MINUTE,
                    old.serial());
        }

        Meter meter() {
            List<Meter.Row> rows = new ArrayList<>();
            for (int i = 0; i < times.size(); i++) {
                Time time = times.get(i);
                long to = i + 1 < times.size() ? times.get(i + 1).from : Long.MAX_VALUE;
                for (Meter.Share share : time.tenants) {
                    rows.add(new Meter.Row(
                            share.enterprise(), share.basisPoints(), Flow.ADD, time.register, time.from, to));
                }
                boolean has = time.tenants.stream()
                        .anyMatch(share -> share.enterprise().equals(time.subtracted));
                if (time.subtracted != null && !has) {
                    rows.add(new Meter.Row(time.subtracted, 4000, Flow.SUBTRACT, time.register, time.from, to));
                }
            }
            return new Meter(id, rows);
        }
    }

    /** Readings with all that can go wrong with a meter, some of which come late. */
    private static List<Sent> readings(Registry registry, Random random) {
        List<Sent> sent = new ArrayList<>();
        for (Meter meter : registry.meters()) {
            boolean interval = meter.register().kind() == MeterKind.INTERVAL;
            long register = random.nextInt(150_000);
            for (long at = START + random.nextInt(10) * HOUR; at < LAST; ) {
                at += switch (random.nextInt(12)) {
                    // Two that claim one instant; of an interval meter one that is dead by itself would not count.
                    case 0 -> random.nextInt(6) * HOUR + (interval ? 15 * MINUTE : 0);
                    case 1 -> 1 + random.nextInt(100_000);
                    default -> 15 * MINUTE;
                };
                register += random.nextInt(3000);
                long value = switch (random.nextInt(14)) {
                    case 0 -> random.nextInt(2000);
                    case 1 -> register + random.nextInt(200_000);
                    case 2 -> register = random.nextInt(10_000);
                    case 3 -> register % 100_000;
                    default -> interval ? random.nextInt(20_000) : register;
                };
                String fields = "\"meter\":\"%s\",\"at\":%d,\"value\":%d".formatted(meter.id(), at, value);
                if (interval && random.nextInt(4) == 0) {
                    fields += ",\"period\":\"PT%dM\"".formatted(1 + random.nextInt(70));
                }
                if (!interval && random.nextInt(30) == 0) {
                    fields += ",\"event\":\"RESET\"";
                }
                long late = random.nextInt(4) == 0 ? random.nextInt(6 * (int) HOUR) : 0;
                add(sent, meter.id(), at, at + late, "{" + fields + "}");
                if (random.nextInt(20) == 0) {
                    add(sent, meter.id(), at, at + random.nextInt(3 * (int) HOUR), "{" + fields + "}");
                }
                if (!interval && random.nextInt(20) == 0) {
                    String corrected = fields.replaceAll("\"value\":\\d+", "\"rev\":1,\"value\":" + register);
                    add(sent, meter.id(), at, at + random.nextInt(3 * (int) HOUR), "{" + corrected + "}");
                }
            }
        }
        return sent;
    }

    private static void add(List<Sent> sent, String meter, long at, long comes, String line) {
        sent.add(new Sent(sent.size() + 1, meter, at, comes, line));
    }

    // Live

    /** A live system between decoding and figures, by one registry and from an instant on by another. */
    private static final class Live {
        private final Roster before;
        private final Roster after;
        private final long change;
        private final boolean broken;
        private final WindowSchedule schedule = WindowSchedule.live(STEP, START);
        private final Emitted told = new Emitted();
        private final Map<Integer, Sent> lines = new LinkedHashMap<>();
        /** Numbers of the lines that the reference reads. */
        private final Set<Integer> counting = new TreeSet<>();

        private Reference reference;
        private Roster roster;
        private RecordReader reader;
        private final List<GroupBook> books = new ArrayList<>();

        Live(Registry before, Registry after, long change, boolean broken) {
            this.before = Roster.of(before);
            this.after = Roster.read(this.before.succeededBy(after).toBytes());
            this.change = change;
            this.broken = broken;
        }

        /** @param again whether what is dead is sent again after the change */
        void run(List<Sent> sent, boolean again) throws IOException {
            assertThat(before.groupCount()).isEqualTo(2);
            assertThat(after.groupCount()).isEqualTo(2);
            follow(before);
            for (int group = 0; group < 2; group++) {
                books.add(new GroupBook(before, schedule, group));
            }
            TreeMap<Long, List<Sent>> coming = new TreeMap<>();
            for (Sent line : sent) {
                coming.computeIfAbsent(line.comes(), key -> new ArrayList<>()).add(line);
            }
            for (long now = START + STEP; now <= END; now += STEP) {
                if (now > change && roster == before) {
                    change(again, coming);
                }
                for (List<Sent> together : coming.headMap(now).values()) {
                    together.forEach(this::take);
                }
                coming.headMap(now).clear();
                for (int group = 0; group < 2; group++) {
                    books.get(group).advance(now, told);
                    if (broken && now % (7 * HOUR) == 0) {
                        books.set(group, throughBytes(books.get(group), group));
                    }
                }
            }
            reference = new Reference(
                    after.registry(), counting.stream().map(lines::get).toList());
        }

        Set<String> texts(Set<Integer> numbers) {
            Set<String> texts = new TreeSet<>();
            numbers.forEach(number -> texts.add(lines.get(number).line()));
            return texts;
        }

        private void follow(Roster next) {
            roster = next;
            told.roster = next;
            reader = new RecordReader(next);
        }

        private void change(boolean again, TreeMap<Long, List<Sent>> coming) {
            follow(after);
            books.forEach(book -> book.updateRegistry(after, told));
            // What cannot be judged by the new registry is dead, unless it is sent again.
            counting.removeIf(number -> !isJudgedByItsLog(lines.get(number)));
            counting.removeAll(told.deadByThemselves);
            Assume.that(counting.stream().map(lines::get).noneMatch(this::isJudgedByHalf));
            if (again) {
                for (int number : told.letters) {
                    Sent line = lines.get(number);
                    int next = 100_000 + number;
                    coming.computeIfAbsent(change + HOUR, key -> new ArrayList<>())
                            .add(new Sent(next, line.meter(), line.at(), change + HOUR, line.line()));
                }
            }
        }

        /** Whether a reading of the old registry is judged by the new one, and need not be sent again. */
        private boolean isJudgedByItsLog(Sent line) {
            Meter old = meter(before.registry(), line.meter());
            Meter now = meter(after.registry(), line.meter());
            return now != null
                    && isThere(old, now, line.at())
                    && Segment.readAt(now, line.at()).stream().anyMatch(segment -> readsByItsLog(segment, line));
        }

        /**
         * Whether a reading lies where one segment ends and another begins by the new registry, of which only one can read it
         * by its log: of an interval nobody knows any more whether it said how long it is. The reference reads it in both.
         */
        private boolean isJudgedByHalf(Sent line) {
            return !Segment.readAt(meter(after.registry(), line.meter()), line.at()).stream()
                    .allMatch(segment -> readsByItsLog(segment, line));
        }

        private boolean readsByItsLog(Segment segment, Sent line) {
            return Segment.readAt(meter(before.registry(), line.meter()), line.at()).stream()
                    .anyMatch(old -> isReadAlike(old.register(), segment.register()));
        }

        /** Enterprises of one park are kept together. */
        private static boolean isThere(Meter old, Meter now, long instant) {
            Set<String> had = ownersAt(old, instant);
            Set<String> has = ownersAt(now, instant);
            return !has.isEmpty()
                    && (has.equals(had)
                            || parks(now).equals(parks(old)) && parksOf(had).containsAll(parksOf(has)));
        }

        private static boolean isReadAlike(Register a, Register b) {
            return a.kind() == b.kind()
                    && a.whPerUnit().equals(b.whPerUnit())
                    && (a.kind() == MeterKind.CUMULATIVE || a.everyMillis() == b.everyMillis());
        }

        private static Set<String> ownersAt(Meter meter, long instant) {
            Set<String> owners = new TreeSet<>();
            for (Meter.Row row : meter.rows()) {
                if (row.validFrom() <= instant && instant <= row.validTo()) {
                    owners.add(row.enterprise());
                }
            }
            return owners;
        }

        private static Meter meter(Registry registry, String id) {
            return registry.meters().stream()
                    .filter(meter -> meter.id().equals(id))
                    .findFirst()
                    .orElse(null);
        }

        private void take(Sent line) {
            lines.put(line.number(), line);
            byte[] bytes = line.line().getBytes(UTF_8);
            if (!reader.read(Stream.POWER, bytes, 0, bytes.length)) {
                told.letters.add(line.number());
                told.deadByThemselves.add(line.number());
                if (roster == after) {
                    counting.add(line.number());
                }
                return;
            }
            counting.add(line.number());
            for (int copy = 0; copy < reader.groups(); copy++) {
                var observation = reader.observation(copy, line.number(), bytes);
                books.get(observation.group()).add(observation);
            }
        }

        private GroupBook throughBytes(GroupBook book, int group) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            book.write(new DataOutputStream(bytes));
            return GroupBook.read(
                    roster, schedule, group, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        }
    }

    /** What was told. */
    private static final class Emitted implements ResultCollector {
        private Roster roster;
        private final Map<String, EnterpriseDay> days = new HashMap<>();
        /** Numbers of dead letters' lines. */
        private final Set<Integer> letters = new TreeSet<>();

        private final Set<Integer> deadByThemselves = new TreeSet<>();
        private long standing;

        EnterpriseDay day(long epochDay, String enterprise) {
            return days.get(enterprise + " " + epochDay);
        }

        @Override
        public void scopeChange(ScopeChange change) {}

        @Override
        public void enterpriseDay(EnterpriseDay day) {
            days.put(roster.enterpriseId(day.enterprise()) + " " + day.epochDay(), day);
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            letters.add((int) letter.number());
        }

        @Override
        public void account(RecordTally account) {
            int power = Stream.POWER.ordinal();
            assertThat(account.applied()[power]).isNotNegative();
            standing += account.applied()[power] - account.retracted()[power];
        }
    }

    /** What the reference says of lines. */
    private static final class Reference {
        private final List<Metering> meterings = new ArrayList<>();
        private final Set<Integer> dead = new TreeSet<>();
        private final long applied;
        private final boolean nothingIsHeld;

        Reference(Registry registry, List<Sent> lines) {
            List<Entry> entries = new ArrayList<>();
            lines.stream()
                    .sorted(Comparator.comparing(Sent::number))
                    .forEach(line -> entries.add(
                            new Entry(Stream.POWER, line.number(), line.line().getBytes(UTF_8))));
            entries.forEach(new Decoder(known(registry))::decode);
            Identities.settle(entries);
            for (Meter meter : registry.meters()) {
                meterings.add(new Metering(meter, entries));
            }
            entries.stream().filter(entry -> entry.dead() != null).forEach(entry -> dead.add(entry.line));
            applied = entries.stream().filter(Entry::applied).count();
            nothingIsHeld = meterings.stream()
                    .noneMatch(metering -> metering.events().contains(Metering.Event.HELD_AT_THE_END)
                            || metering.events().contains(Metering.Event.HELD_AT_THE_END_OF_A_SEGMENT));
        }

        /** What readings and energies ask of a registry. */
        private static Known known(Registry registry) {
            List<Known.Enterprise> enterprises = registry.enterprises().stream()
                    .map(row -> new Known.Enterprise(
                            row.id(),
                            row.park(),
                            Set.of(),
                            "",
                            "",
                            "",
                            "",
                            0,
                            0,
                            row.staffSource(),
                            row.evidence(),
                            0,
                            0,
                            0,
                            row.process(),
                            row.validFrom(),
                            row.validTo()))
                    .toList();
            return new Known(List.of(), enterprises, registry.meters(), Map.of());
        }
    }
}
