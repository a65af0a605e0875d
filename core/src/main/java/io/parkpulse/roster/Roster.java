package io.parkpulse.roster;

import io.parkpulse.energy.Metering;
import io.parkpulse.model.ListOnDemand;
import io.parkpulse.model.Meter;
import io.parkpulse.model.Method;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Subject;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private final transient EnterpriseTable enterprises;
    private final transient MeterTable meters;
    private final transient List<Metering> meterings;
    private final transient Groups groups;
    private final transient NumberedScopes scopes;

    /** Made once it is asked for: Flink serialises every operator several times. */
    private transient SerializedRoster serialized;
    /** What it travels as inside this process; null if it travels as bytes. */
    private transient volatile RosterName name;

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
        this.canonical = before == Numbering.NONE || before.enterprises().isEmpty();
        Map<String, Park> parks = new HashMap<>();
        registry.parks().forEach(park -> parks.put(park.id(), park));
        this.scopes = NumberedScopes.of(registry, parks, before.scopes());
        this.enterprises = new EnterpriseTable(registry, parks, before, scopes.numbers());
        this.groups = new Groups(
                registry.parks(),
                before,
                enterprises.count(),
                number -> enterprises.rows(number).get(0).park());
        this.meters = new MeterTable(registry, before, enterprises, groups);
        this.meterings = meterings();
        this.registry = new Registry(
                registry.parks(), enterprises.ofRegistry(), meters.ofRegistry(), registry.methods(), registry.grids());
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
                new ListOnDemand<>(enterprises.count(), enterprises::id),
                new ListOnDemand<>(meters.count(), meters::id),
                scopes.all().stream().map(Scope::name).toList(),
                groups.all(),
                groups.homes(),
                groups.zoneIds());
    }

    private List<Metering> meterings() {
        List<List<Meter.Row>> byOwner = new ArrayList<>(Collections.nCopies(enterprises.count(), List.of()));
        for (int number = 0; number < meters.count(); number++) {
            MeterEntry meter = meters.get(number);
            for (int row = 0; row < meter.rowCount(); row++) {
                int owner = meter.owner(row);
                if (byOwner.get(owner).isEmpty()) {
                    byOwner.set(owner, new ArrayList<>(1));
                }
                byOwner.get(owner).add(meter.row(row));
            }
        }
        return byOwner.stream().map(Metering::of).toList();
    }

    /** What was numbered; its enterprises and meters are made when they are asked for. */
    public Registry registry() {
        return registry;
    }

    /** How many there are that a record can be about. */
    public int count(Subject subject) {
        return switch (subject) {
            case METER -> meters.count();
            case ENTERPRISE -> enterprises.count();
        };
    }

    /** Finds by id what a record can be about. */
    public IdIndex index(Subject subject) {
        return switch (subject) {
            case METER -> meters.ids();
            case ENTERPRISE -> enterprises.ids();
        };
    }

    /** The id of an enterprise; numbers follow the ids' order, those that came later behind the others. */
    public String enterpriseId(int enterprise) {
        return enterprises.id(enterprise);
    }

    /** The rows of an enterprise. */
    public EnterpriseRows rows(int enterprise) {
        return enterprises.rows(enterprise);
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
        for (int row = 0; row < meter.rowCount(); row++) {
            if (meter.isHeldAt(instant, row) && holdsOrEndsAt(meter.owner(row), instant)) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsOrEndsAt(int enterprise, long instant) {
        for (EnterpriseRow row : rows(enterprise)) {
            if (row.validAt(instant) || row.validTo() == instant) {
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
