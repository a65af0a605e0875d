package io.parkpulse.roster;

import io.parkpulse.energy.Apportionment;
import io.parkpulse.energy.MeterBook;
import io.parkpulse.energy.Metering;
import io.parkpulse.energy.Rating;
import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Ids;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Method;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Park;
import io.parkpulse.model.Register;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Subject;
import io.parkpulse.model.Turn;
import java.io.Serializable;
import java.nio.IntBuffer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The registry, numbered: enterprises, meters, scopes and groups by dense numbers, so that records and state carry ints
 * and arrays instead of texts and maps.
 *
 * <p>A group is what is kept under one key: up to {@link #GROUP_SIZE} enterprises of one park (of the park of their first
 * row, if they move). Enterprises of a park share most of its scopes, so a group sums its changes before they leave it,
 * and a large park is several keys. The numbers follow from the registry alone, unless it {@linkplain #succeededBy
 * succeeds} another: then what was there keeps its numbers.
 */
public final class Roster implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Most enterprises of one group. */
    public static final int GROUP_SIZE = 1024;

    /** The zone of the local times of scopes above parks. */
    public static final ZoneId COUNTRY_ZONE = Park.USUAL_ZONE;

    private final transient Registry registry;
    /** Whether the numbers follow from the registry alone. */
    private final transient boolean canonical;

    private final transient List<String> enterpriseIds = new ArrayList<>();
    private final transient List<Row[]> rows = new ArrayList<>();
    private final transient List<MeterEntry> meters = new ArrayList<>();
    private final transient List<Metering> meterings;
    private final transient Groups groups;
    private final transient NumberedScopes scopes;

    private final transient IdIndex enterpriseIndex;
    private final transient IdIndex meterIndex;
    /** Made once it is asked for: Flink serialises every operator several times. */
    private transient SerializedRoster serialized;
    /** What it travels as inside this process; null if it travels as bytes. */
    private transient volatile RosterName name;

    /**
     * A row of the registry with what follows from it.
     *
     * @param enterprise the row
     * @param criteria its park's method
     * @param scopes numbers of the scopes inside its park that it counts in; the {@link #chain} of each says in what else
     * @param turn when the gates of its park begin anew
     */
    public record Row(Enterprise enterprise, EnterpriseWindow.Criteria criteria, int[] scopes, Turn turn) {}

    /**
     * A time for which a meter's readings are to be understood in one way, with what follows from it.
     *
     * @param register how its readings are to be understood
     * @param terms what its book judges by
     * @param from epoch milliseconds, inclusive
     * @param to epoch milliseconds, exclusive; a reading at it is still read here
     * @param joined whether it begins where the one before it ends, and the device is the same: a reading at that instant is
     *     read in both
     */
    public record Segment(Register register, MeterBook.Terms terms, long from, long to, boolean joined) {
        /** Whether what was read in another segment can be judged in this one: readings mean the same. */
        public boolean reads(Segment other) {
            return register.kind() == other.register.kind()
                    && register.whPerUnit().equals(other.register.whPerUnit())
                    && (register.kind() == MeterKind.CUMULATIVE
                            || register.everyMillis() == other.register.everyMillis());
        }
    }

    /**
     * A meter with what follows from its rows.
     *
     * @param number of the meter
     * @param meter the rows
     * @param segments in order of time; none of a meter that is gone
     * @param owners numbers of the enterprises, in the order of the rows
     * @param energy whose its energy is
     * @param groups distinct groups of its owners; the first one counts its records
     */
    public record MeterEntry(
            int number, Meter meter, Segment[] segments, int[] owners, Apportionment energy, int[] groups) {

        /**
         * The segment that reads what a meter shows at an instant: where one ends and the next begins, the one that ends.
         *
         * @return null if the instant is in none
         */
        public Segment segmentAt(long instant) {
            for (Segment segment : segments) {
                if (instant <= segment.to) {
                    return segment.from <= instant ? segment : null;
                }
            }
            return null;
        }

        /** The segment that begins at an instant and reads it together with the one that ends there; null if none does. */
        public Segment joinedAt(long instant) {
            for (int i = 1; i < segments.length && segments[i].from <= instant; i++) {
                if (segments[i].joined && segments[i].from == instant) {
                    return segments[i];
                }
            }
            return null;
        }

        /** The segment that a reading is read in; null if there is no such segment. */
        public Segment segmentOf(Observation reading) {
            return reading.opens() ? joinedAt(reading.at()) : segmentAt(reading.at());
        }

        /**
         * Takes the next reading in order of time.
         *
         * @param book of the reading before it; null if there is none
         * @return the book that it went to: a new one where its segment is the next. What is still held then stays so
         */
        public MeterBook take(Observation reading, MeterBook book, MeterBook.Verdicts verdicts) {
            MeterBook.Terms terms = segmentOf(reading).terms;
            MeterBook taking = book;
            if (book == null || book.terms().from() != terms.from()) {
                if (book != null) {
                    book.close(verdicts);
                }
                taking = new MeterBook(terms);
            }
            taking.add(reading, verdicts);
            return taking;
        }

        /** The segment that begins at an instant; null if none does. */
        public Segment segmentFrom(long from) {
            for (Segment segment : segments) {
                if (segment.from == from) {
                    return segment;
                }
            }
            return null;
        }

        /** Whether a row holds at an instant or ends at it: a reading then is of somebody. */
        public boolean isHeldAt(long instant) {
            for (int row = 0; row < owners.length; row++) {
                if (meter.rows().get(row).holdsOrEndsAt(instant)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * What figures are computed for.
     *
     * @param name e.g. {@code park:P1/tier:above-scale}
     * @param park the park it lies in; null for a scope above parks
     * @param method what its figures are printed with
     * @param zone of its local times
     */
    public record Scope(String name, Park park, Method method, ZoneId zone) {
        /** The path of the region that it is or lies in; empty for everything, and where its park has none. */
        public String region() {
            return park == null ? ScopeNames.regionOf(name) : park.region();
        }

        /** Whether it is a part of everything or of a region. */
        public boolean isAcrossParks() {
            return park == null && ScopeNames.isAcrossParks(name);
        }
    }

    Roster(Registry registry, Numbering before) {
        this.registry = registry;
        this.canonical = before == Numbering.NONE || before.enterprises().isEmpty();
        Map<String, Park> parks = new HashMap<>();
        Map<String, Turn> turns = new HashMap<>();
        registry.parks().forEach(park -> {
            parks.put(park.id(), park);
            turns.put(park.id(), new Turn(park.turn(), park.zone()));
        });
        Map<String, EnterpriseWindow.Criteria> criteria = new HashMap<>();
        registry.methods().forEach((id, method) -> criteria.put(id, new EnterpriseWindow.Criteria(method)));
        Map<String, List<Enterprise>> rowsById = new TreeMap<>(Ids.BY_CODE_POINT);
        for (Enterprise row : registry.enterprises()) {
            rowsById.computeIfAbsent(row.id(), id -> new ArrayList<>(1)).add(row);
        }
        this.scopes = NumberedScopes.of(registry, parks, before.scopes());
        Map<String, Integer> scopeNumbers = scopes.numbers();
        Map<String, Integer> enterpriseNumbers = new HashMap<>();
        enterpriseIds.addAll(before.enterprises());
        Set<String> known = Set.copyOf(before.enterprises());
        rowsById.keySet().stream().filter(id -> !known.contains(id)).forEach(enterpriseIds::add);
        // Enterprises count in the same scopes as others, and meters for the same groups: kept once.
        Map<IntBuffer, int[]> alike = new HashMap<>();
        for (String id : enterpriseIds) {
            List<Enterprise> rowsOfOne = rowsById.getOrDefault(id, new ArrayList<>());
            enterpriseNumbers.put(id, enterpriseNumbers.size());
            rowsOfOne.sort(Comparator.comparingLong(Enterprise::validFrom));
            rows.add(rowsOfOne.stream()
                    .map(row -> {
                        Park park = parks.get(row.park());
                        int[] numbers = ScopeNames.inside(row, park).stream()
                                .mapToInt(scopeNumbers::get)
                                .toArray();
                        return new Row(row, criteria.get(park.method()), once(numbers, alike), turns.get(park.id()));
                    })
                    .toArray(Row[]::new));
        }
        this.groups = new Groups(
                registry.parks(),
                before,
                enterpriseIds.size(),
                number -> rows.get(number)[0].enterprise().park());
        Map<String, Meter> metersById = new LinkedHashMap<>();
        before.meters().forEach(id -> metersById.put(id, gone(id)));
        registry.meters().forEach(meter -> metersById.put(meter.id(), meter));
        Map<List<Meter.Segment>, Segment[]> segments = new HashMap<>();
        metersById.values().forEach(meter -> addMeter(meter, enterpriseNumbers, segments, alike));
        this.meterings = meterings(registry.meters(), enterpriseNumbers);
        this.enterpriseIndex = new IdIndex(IntStream.range(0, enterpriseIds.size())
                .mapToObj(number -> rows.get(number).length == 0 ? null : enterpriseIds.get(number))
                .toList());
        this.meterIndex = new IdIndex(metersById.values().stream()
                .map(meter -> meter.rows().isEmpty() ? null : meter.id())
                .toList());
    }

    /** Numbers a registry. */
    public static Roster of(Registry registry) {
        return new Roster(registry, Numbering.NONE);
    }

    /** Numbers a registry that this one changes to: what both have keeps its numbers. */
    public Roster succeededBy(Registry next) {
        return new Roster(next, allNumbers());
    }

    /**
     * From now on it travels to operators by name alone, which only this process can resolve, and only while somebody
     * holds the roster: for a Flink that runs in this process. As bytes a large registry has tens of MB, and Flink keeps
     * several copies of what an operator carries.
     *
     * @return this roster
     */
    public Roster keptInProcess() {
        if (name == null) {
            name = RosterName.of(this);
        }
        return this;
    }

    /** A roster that {@link #toBytes} wrote, of this release or an earlier one. */
    public static Roster read(byte[] bytes) {
        return SerializedRoster.read(bytes);
    }

    /** The registry with its numbers, in a binary form, some 20 bytes a meter where each has a name, less where it has a number. */
    public byte[] toBytes() {
        return serialized().bytes();
    }

    /** What the numbers are, unless they follow from the registry alone. */
    Numbering numbering() {
        return canonical ? Numbering.NONE : allNumbers();
    }

    private Numbering allNumbers() {
        return new Numbering(
                enterpriseIds,
                meters.stream().map(entry -> entry.meter().id()).toList(),
                scopes.all().stream().map(Scope::name).toList(),
                groups.all(),
                groups.homes(),
                groups.zoneIds());
    }

    /** A meter that the registry has no longer. */
    private static Meter gone(String id) {
        return new Meter(id, List.of());
    }

    private static int[] once(int[] numbers, Map<IntBuffer, int[]> alike) {
        return alike.computeIfAbsent(IntBuffer.wrap(numbers), IntBuffer::array);
    }

    /**
     * @param segmentsOf what is known already: most meters are alike, and a province has a third of a million
     * @param alike the same of groups
     */
    private void addMeter(
            Meter meter,
            Map<String, Integer> enterpriseNumbers,
            Map<List<Meter.Segment>, Segment[]> segmentsOf,
            Map<IntBuffer, int[]> alike) {
        int[] owners = meter.rows().stream()
                .mapToInt(row -> enterpriseNumbers.get(row.enterprise()))
                .toArray();
        int[] groupsOfMeter =
                once(Arrays.stream(owners).map(groups::of).distinct().toArray(), alike);
        Segment[] segments = segmentsOf.computeIfAbsent(meter.segments(), Roster::segments);
        meters.add(
                new MeterEntry(meters.size(), meter, segments, owners, Apportionment.of(meter.rows()), groupsOfMeter));
    }

    private static Segment[] segments(List<Meter.Segment> ofMeter) {
        List<Segment> segments = new ArrayList<>(1);
        for (Meter.Segment segment : ofMeter) {
            Register register = segment.register();
            Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
            segments.add(new Segment(
                    register,
                    new MeterBook.Terms(
                            register.kind(),
                            register.signed(),
                            register.modulusWh(),
                            Rating.of(register.ratedKva()),
                            register.everyMillis(),
                            segment.from(),
                            last == null ? Long.MIN_VALUE : last.to),
                    segment.from(),
                    segment.to(),
                    last != null && last.to == segment.from() && last.register.isOfSameDevice(register)));
        }
        return segments.toArray(Segment[]::new);
    }

    private List<Metering> meterings(List<Meter> ofRegistry, Map<String, Integer> enterpriseNumbers) {
        List<List<Meter.Row>> byOwner = new ArrayList<>(Collections.nCopies(enterpriseIds.size(), List.of()));
        for (Meter meter : ofRegistry) {
            for (Meter.Row row : meter.rows()) {
                int owner = enterpriseNumbers.get(row.enterprise());
                if (byOwner.get(owner).isEmpty()) {
                    byOwner.set(owner, new ArrayList<>(1));
                }
                byOwner.get(owner).add(row);
            }
        }
        return byOwner.stream().map(Metering::of).toList();
    }

    /** What was numbered. */
    public Registry registry() {
        return registry;
    }

    /** How many there are that a record can be about. */
    public int count(Subject subject) {
        return switch (subject) {
            case METER -> meters.size();
            case ENTERPRISE -> rows.size();
        };
    }

    /** Finds by id what a record can be about. */
    public IdIndex index(Subject subject) {
        return switch (subject) {
            case METER -> meterIndex;
            case ENTERPRISE -> enterpriseIndex;
        };
    }

    /** The id of an enterprise; numbers follow the ids' order, those that came later behind the others. */
    public String enterpriseId(int enterprise) {
        return enterpriseIds.get(enterprise);
    }

    /** The rows of an enterprise, in order of validity. Not to be changed. */
    public Row[] rows(int enterprise) {
        return rows.get(enterprise);
    }

    /** The times for which the meter rows of an enterprise hold. */
    public Metering meteringOf(int enterprise) {
        return meterings.get(enterprise);
    }

    /**
     * Whether a reading at an instant is somebody's: a row of the meter holds, together with one of its enterprise. The
     * reading that closes a row, at its very end, still is.
     */
    public boolean isOwnedAt(MeterEntry meter, long instant) {
        for (int row = 0; row < meter.owners.length; row++) {
            if (meter.meter.rows().get(row).holdsOrEndsAt(instant) && holdsOrEndsAt(meter.owners[row], instant)) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsOrEndsAt(int enterprise, long instant) {
        for (Row row : rows(enterprise)) {
            if (row.enterprise.validAt(instant) || row.enterprise.validTo() == instant) {
                return true;
            }
        }
        return false;
    }

    /** The group of an enterprise. */
    public int groupOf(int enterprise) {
        return groups.of(enterprise);
    }

    /** The place of an enterprise in its group. */
    public int placeOf(int enterprise) {
        return groups.placeOf(enterprise);
    }

    /** The zones of the parks, in the order of their ids. */
    public List<ZoneId> zones() {
        return groups.zones();
    }

    /** Number of the zone of a group's local days. */
    public int zoneOf(int group) {
        return groups.zoneOf(group);
    }

    /** How many groups there are. */
    public int groupCount() {
        return groups.count();
    }

    /** The enterprises of a group, ascending. Not to be changed. */
    public int[] group(int group) {
        return groups.members(group);
    }

    /** A meter. */
    public MeterEntry meter(int meter) {
        return meters.get(meter);
    }

    /**
     * All scopes; the number of a scope is its place here, and numbers follow the names' order, those across parks and
     * those that came later behind the others.
     */
    public List<Scope> scopes() {
        return scopes.all();
    }

    /** The numbers of all scopes in the order of their names. */
    public int[] scopesByName() {
        return scopes.byName();
    }

    /** A scope inside a park with those above parks that it is a part of; one above parks alone. */
    public ScopeChain chain(int scope) {
        return scopes.chain(scope);
    }

    private Object writeReplace() {
        return name != null ? name : serialized();
    }

    private synchronized SerializedRoster serialized() {
        if (serialized == null) {
            serialized = SerializedRoster.of(this);
        }
        return serialized;
    }
}
