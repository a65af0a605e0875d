package io.parkpulse.roster;

import io.parkpulse.energy.MeterBook;
import io.parkpulse.energy.Rating;
import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Ids;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Method;
import io.parkpulse.model.Park;
import io.parkpulse.model.Register;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Subject;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    public static final ZoneId COUNTRY_ZONE = ZoneId.of("Asia/Shanghai");

    /** Of a meter that is gone, which nothing follows from. */
    private static final Register GONE = new Register(MeterKind.INTERVAL, false, BigDecimal.ONE, 0, null, 900_000, "");

    private final transient Registry registry;
    /** Whether the numbers follow from the registry alone. */
    private final transient boolean canonical;

    private final transient List<String> enterpriseIds = new ArrayList<>();
    private final transient List<Row[]> rows = new ArrayList<>();
    private final transient List<MeterEntry> meters = new ArrayList<>();
    private final transient int[] metersOfEnterprise;
    private final transient List<int[]> groups = new ArrayList<>();
    private final transient int[] groupOfEnterprise;
    private final transient int[] placeOfEnterprise;
    private final transient List<ZoneId> zones;
    private final transient List<Integer> zoneOfGroup = new ArrayList<>();
    /** The park of each group. */
    private final transient List<String> homes = new ArrayList<>();

    private final transient List<Scope> scopes;
    /** By scope; of one above parks, itself alone. */
    private final transient List<ScopeChain> chains = new ArrayList<>();

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
     */
    public record Row(Enterprise enterprise, EnterpriseWindow.Criteria criteria, int[] scopes) {}

    /**
     * A meter with what follows from its rows.
     *
     * @param number of the meter
     * @param meter the rows
     * @param register how its readings are to be understood
     * @param terms what its book judges by
     * @param owners numbers of the enterprises, in the order of the rows
     * @param shares basis points of each row
     * @param before basis points of the rows before each row
     * @param groups distinct groups of its owners; the first one counts its records
     */
    public record MeterEntry(
            int number,
            Meter meter,
            Register register,
            MeterBook.Terms terms,
            int[] owners,
            int[] shares,
            int[] before,
            int[] groups) {

        /**
         * Whether what was read by another entry of this meter can be judged by this one: it is of the same enterprises,
         * and its readings mean the same.
         */
        public boolean reads(MeterEntry other) {
            return terms.kind() == other.terms.kind()
                    && register.whPerUnit().equals(other.register.whPerUnit())
                    && (terms.kind() == MeterKind.CUMULATIVE || terms.everyMillis() == other.terms.everyMillis())
                    && Arrays.equals(
                            Arrays.stream(owners).sorted().toArray(),
                            Arrays.stream(other.owners).sorted().toArray());
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

    /**
     * A scope inside a park.
     *
     * @param above names of the scopes above parks that it is a part of
     */
    private record InPark(Park park, Set<String> above) {}

    Roster(Registry registry, Numbering before) {
        this.registry = registry;
        this.canonical = before == Numbering.NONE || before.enterprises().isEmpty();
        Map<String, Park> parks = new HashMap<>();
        registry.parks().forEach(park -> parks.put(park.id(), park));
        Map<String, EnterpriseWindow.Criteria> criteria = new HashMap<>();
        registry.methods().forEach((id, method) -> criteria.put(id, new EnterpriseWindow.Criteria(method)));
        Map<String, List<Enterprise>> rowsById = new TreeMap<>(Ids.BY_CODE_POINT);
        for (Enterprise row : registry.enterprises()) {
            rowsById.computeIfAbsent(row.id(), id -> new ArrayList<>(1)).add(row);
        }
        Map<String, InPark> inParks = inParks(registry, parks);
        this.scopes = scopes(registry, inParks, before.scopes());
        Map<String, Integer> scopeNumbers = new HashMap<>();
        for (Scope scope : scopes) {
            scopeNumbers.put(scope.name(), scopeNumbers.size());
        }
        for (Scope scope : scopes) {
            InPark inPark = inParks.get(scope.name());
            Set<String> above = inPark == null ? Set.of() : inPark.above();
            chains.add(new ScopeChain(
                    chains.size(), above.stream().mapToInt(scopeNumbers::get).toArray()));
        }
        Map<String, Integer> enterpriseNumbers = new HashMap<>();
        enterpriseIds.addAll(before.enterprises());
        Set<String> known = Set.copyOf(before.enterprises());
        rowsById.keySet().stream().filter(id -> !known.contains(id)).forEach(enterpriseIds::add);
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
                        return new Row(row, criteria.get(park.method()), numbers);
                    })
                    .toArray(Row[]::new));
        }
        this.groupOfEnterprise = new int[enterpriseIds.size()];
        this.placeOfEnterprise = new int[enterpriseIds.size()];
        this.zones = Stream.concat(
                        registry.parks().stream().map(Park::zone),
                        before.zones().stream().map(ZoneId::of))
                .distinct()
                .sorted(Comparator.comparing(ZoneId::getId))
                .toList();
        addGroups(before, parks);
        this.metersOfEnterprise = new int[enterpriseIds.size()];
        Map<String, Meter> metersById = new LinkedHashMap<>();
        before.meters().forEach(id -> metersById.put(id, gone(id)));
        registry.meters().forEach(meter -> metersById.put(meter.id(), meter));
        metersById.values().forEach(meter -> addMeter(meter, enterpriseNumbers));
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

    /** A roster that {@link #toBytes} wrote. */
    public static Roster read(byte[] bytes) {
        return SerializedRoster.read(bytes);
    }

    /** The registry with its numbers, in a binary form. */
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
                scopes.stream().map(Scope::name).toList(),
                groups,
                homes,
                zoneOfGroup.stream().map(zone -> zones.get(zone).getId()).toList());
    }

    /** A meter that the registry has no longer. */
    private static Meter gone(String id) {
        return new Meter(id, List.of());
    }

    /** Those there were, with what is new in the last one of its park while there is room, and further ones. */
    private void addGroups(Numbering before, Map<String, Park> parks) {
        for (int group = 0; group < before.groups().size(); group++) {
            String zone = before.zones().get(group);
            addGroup(before.groups().get(group), before.homes().get(group), zones.indexOf(ZoneId.of(zone)));
        }
        Map<String, List<Integer>> byHome = new TreeMap<>(Ids.BY_CODE_POINT);
        for (int number = before.enterprises().size(); number < enterpriseIds.size(); number++) {
            byHome.computeIfAbsent(rows.get(number)[0].enterprise().park(), park -> new ArrayList<>())
                    .add(number);
        }
        byHome.forEach((park, numbers) -> {
            int last = lastGroup(park, zones.indexOf(parks.get(park).zone()));
            int room = last < 0 ? 0 : Math.max(0, GROUP_SIZE - groups.get(last).length);
            List<Integer> fitting = numbers.subList(0, Math.min(room, numbers.size()));
            if (!fitting.isEmpty()) {
                groups.set(
                        last,
                        IntStream.concat(
                                        Arrays.stream(groups.get(last)),
                                        fitting.stream().mapToInt(Integer::intValue))
                                .toArray());
                place(last);
            }
            addGroups(numbers.subList(fitting.size(), numbers.size()), parks.get(park));
        });
    }

    /** The last group of a park, by the days of a zone; -1 for none. */
    private int lastGroup(String park, int zone) {
        for (int group = homes.size() - 1; group >= 0; group--) {
            if (homes.get(group).equals(park) && zoneOfGroup.get(group) == zone) {
                return group;
            }
        }
        return -1;
    }

    private void addGroups(List<Integer> enterprisesOfPark, Park park) {
        int count = (enterprisesOfPark.size() + GROUP_SIZE - 1) / GROUP_SIZE;
        for (int part = 0; part < count; part++) {
            int from = (int) ((long) enterprisesOfPark.size() * part / count);
            int to = (int) ((long) enterprisesOfPark.size() * (part + 1) / count);
            int[] group = enterprisesOfPark.subList(from, to).stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            addGroup(group, park.id(), zones.indexOf(park.zone()));
        }
    }

    private void addGroup(int[] group, String home, int zone) {
        groups.add(group);
        homes.add(home);
        zoneOfGroup.add(zone);
        place(groups.size() - 1);
    }

    private void place(int number) {
        int[] group = groups.get(number);
        for (int place = 0; place < group.length; place++) {
            groupOfEnterprise[group[place]] = number;
            placeOfEnterprise[group[place]] = place;
        }
    }

    private void addMeter(Meter meter, Map<String, Integer> enterpriseNumbers) {
        int[] owners = meter.rows().stream()
                .mapToInt(row -> enterpriseNumbers.get(row.enterprise()))
                .toArray();
        int[] shares = meter.rows().stream().mapToInt(Meter.Row::basisPoints).toArray();
        int[] before = new int[owners.length];
        for (int i = 1; i < owners.length; i++) {
            before[i] = before[i - 1] + shares[i - 1];
        }
        for (int owner : owners) {
            metersOfEnterprise[owner]++;
        }
        Register register = meter.rows().isEmpty() ? GONE : meter.register();
        MeterBook.Terms terms = new MeterBook.Terms(
                register.kind(), register.modulusWh(), Rating.of(register.ratedKva()), register.everyMillis());
        int[] groupsOfMeter = Arrays.stream(owners)
                .map(owner -> groupOfEnterprise[owner])
                .distinct()
                .toArray();
        meters.add(new MeterEntry(meters.size(), meter, register, terms, owners, shares, before, groupsOfMeter));
    }

    /** The scopes inside parks that have an enterprise at any time, by their names. */
    private static Map<String, InPark> inParks(Registry registry, Map<String, Park> parks) {
        Map<String, InPark> inParks = new HashMap<>();
        for (Enterprise row : registry.enterprises()) {
            Park park = parks.get(row.park());
            for (String inside : ScopeNames.inside(row, park)) {
                inParks.computeIfAbsent(inside, name -> new InPark(park, ScopeNames.above(name, row, park)));
            }
        }
        return inParks;
    }

    /** @param before names of scopes that have numbers already; one that is gone is nobody's */
    private static List<Scope> scopes(Registry registry, Map<String, InPark> inParks, List<String> before) {
        Map<String, Set<String>> methodsAbove = new HashMap<>();
        for (Park park : registry.parks()) {
            for (String name : ScopeNames.above(park)) {
                methodsAbove.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(park.method());
            }
        }
        Map<String, Scope> scopes = new HashMap<>();
        inParks.forEach((name, inPark) -> {
            Park park = inPark.park();
            scopes.put(name, new Scope(name, park, registry.methods().get(park.method()), park.zone()));
            inPark.above().stream()
                    .filter(ScopeNames::isAcrossParks)
                    .forEach(across -> methodsAbove
                            .computeIfAbsent(across, key -> new LinkedHashSet<>())
                            .add(park.method()));
        });
        methodsAbove.forEach((name, methods) -> {
            String method = methods.size() == 1 ? methods.iterator().next() : Method.DEFAULT_ID;
            scopes.put(name, new Scope(name, null, registry.methods().get(method), COUNTRY_ZONE));
        });
        Method usual = registry.methods().get(Method.DEFAULT_ID);
        List<Scope> numbered = new ArrayList<>();
        for (String name : before) {
            Scope present = scopes.remove(name);
            numbered.add(present == null ? new Scope(name, null, usual, COUNTRY_ZONE) : present);
        }
        scopes.values().stream()
                // Those across parks behind the others, which had these numbers in states before there were any.
                .sorted(Comparator.comparing(Scope::isAcrossParks).thenComparing(Scope::name, Ids.BY_CODE_POINT))
                .forEach(numbered::add);
        return List.copyOf(numbered);
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

    /** How many meters an enterprise has a share in. */
    public int metersOf(int enterprise) {
        return metersOfEnterprise[enterprise];
    }

    /** The group of an enterprise. */
    public int groupOf(int enterprise) {
        return groupOfEnterprise[enterprise];
    }

    /** The place of an enterprise in its group. */
    public int placeOf(int enterprise) {
        return placeOfEnterprise[enterprise];
    }

    /** The zones of the parks, in the order of their ids. */
    public List<ZoneId> zones() {
        return zones;
    }

    /** Number of the zone of a group's local days. */
    public int zoneOf(int group) {
        return zoneOfGroup.get(group);
    }

    /** How many groups there are. */
    public int groupCount() {
        return groups.size();
    }

    /** The enterprises of a group, ascending. Not to be changed. */
    public int[] group(int group) {
        return groups.get(group);
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
        return scopes;
    }

    /** The numbers of all scopes in the order of their names. */
    public int[] scopesByName() {
        return IntStream.range(0, scopes.size())
                .boxed()
                .sorted(Comparator.comparing(scope -> scopes.get(scope).name(), Ids.BY_CODE_POINT))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** A scope inside a park with those above parks that it is a part of; one above parks alone. */
    public ScopeChain chain(int scope) {
        return chains.get(scope);
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
