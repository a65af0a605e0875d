package io.parkpulse.roster;

import static io.parkpulse.Registries.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.Registries;
import io.parkpulse.energy.MeterBook;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Method;
import io.parkpulse.model.Names;
import io.parkpulse.model.Park;
import io.parkpulse.model.Process;
import io.parkpulse.model.Register;
import io.parkpulse.model.Registry;
import io.parkpulse.model.StaffSource;
import io.parkpulse.model.Subject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosterTest {

    @Test
    void anEnterpriseCountsInAllItsScopes() {
        Roster roster = Roster.of(new Registries()
                .park("P1", "tianjin/dongli/airport", "Asia/Shanghai", Method.DEFAULT_ID)
                .enterprise(row("E1", "P1")
                        .tiers("above-scale", "top-100")
                        .inside("steel", "own-site", "a/b/c", "epidemic"))
                .enterprise("E2", "P1")
                .build());

        assertThat(scopesOf(roster, "E1").stream().filter(scope -> !ScopeNames.isAcrossParks(scope)))
                .containsExactlyInAnyOrder(
                        "all",
                        "region:tianjin",
                        "region:tianjin/dongli",
                        "region:tianjin/dongli/airport",
                        "park:P1",
                        "park:P1/tier:above-scale",
                        "park:P1/tier:top-100",
                        "park:P1/industry:steel",
                        "park:P1/site:own-site",
                        "park:P1/grid:a",
                        "park:P1/grid:a/b",
                        "park:P1/grid:a/b/c",
                        "park:P1/priority:epidemic");
        assertThat(scopesOf(roster, "E2"))
                .containsExactlyInAnyOrder(
                        "all", "region:tianjin", "region:tianjin/dongli", "region:tianjin/dongli/airport", "park:P1");
    }

    @Test
    void whatMetersAndEnterprisesHaveInCommonIsKeptOnce() {
        Roster roster = Roster.of(new Registries()
                .park("P1")
                .enterprise("E1", "P1")
                .enterprise("E2", "P1")
                .meter("M1", "E1", null)
                .meter("M2", "E2", null)
                .build());

        MeterEntry first = roster.meter(0);
        MeterEntry second = roster.meter(1);
        assertThat(second.segments()).isSameAs(first.segments());
        assertThat(second.groups()).isSameAs(first.groups());
        assertThat(second.energy()).isSameAs(first.energy());
        assertThat(roster.rows(1).get(0).scopes())
                .isSameAs(roster.rows(0).get(0).scopes());
    }

    @Test
    void whatIsKeptOnceIsGivenBackAsTheRegistryHadIt() {
        Registry registry = registryWithEverything();

        Roster roster = Roster.of(registry);

        assertThat(roster.registry()).isEqualTo(registry);
        assertThat(roster.succeededBy(registry).registry()).isEqualTo(registry);
        assertThatThrownBy(() -> roster.registry().meters().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void partsOfAParkArePartsOfEverythingAndOfItsRegionsToo() {
        Roster roster = Roster.of(new Registries()
                .park("P1", "tianjin/dongli", 2, 3)
                .park("P2", "tianjin", 0, 0)
                .enterprise(row("E1", "P1").tiers("top-100").inside("steel", "own-site", "a/b", "epidemic"))
                .enterprise("E2", "P2")
                .build());

        List<String> parts = List.of(
                "/tier:top-100", "/industry:steel", "/site:own-site", "/priority:epidemic", "/class:2", "/batch:3");
        assertThat(scopesOf(roster, "E1").stream().filter(ScopeNames::isAcrossParks))
                .containsExactlyInAnyOrderElementsOf(Stream.of("all", "region:tianjin", "region:tianjin/dongli")
                        .flatMap(place -> parts.stream().map(place::concat))
                        .toList());
        assertThat(scopesOf(roster, "E2")).noneMatch(ScopeNames::isAcrossParks);
    }

    @Test
    void aScopeAcrossParksHasTheMethodOfTheParksThatHaveARowInItAtWhateverTime() {
        Roster roster = Roster.of(new Registries()
                .park("P1", "tianjin", "Asia/Tokyo", "binhai-2020")
                .park("P2", "tianjin", "Asia/Tokyo", "wuhan-2020")
                .park("P3", "tianjin", "Asia/Tokyo", "sichuan-2020")
                .enterprise(row("E1", "P1").tiers("t", "u"))
                .enterprise(row("E2", "P2").tiers("u").valid(0, 1))
                .enterprise(row("E2", "P2").valid(1, Long.MAX_VALUE))
                .build());

        assertThat(scope(roster, "all/tier:t").method().id()).isEqualTo("binhai-2020");
        assertThat(scope(roster, "region:tianjin/tier:t").method().id()).isEqualTo("binhai-2020");
        assertThat(scope(roster, "all/tier:u").method().id()).isEqualTo(Method.DEFAULT_ID);
        assertThat(scope(roster, "all/tier:t").zone()).isEqualTo(Roster.COUNTRY_ZONE);
        assertThat(scope(roster, "all/tier:t").park()).isNull();
        assertThat(scope(roster, "region:tianjin/tier:t").region()).isEqualTo("tianjin");
    }

    private static Roster.Scope scope(Roster roster, String name) {
        return roster.scopes().stream()
                .filter(scope -> scope.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** States of releases that had no scopes across parks hold the numbers of the others. */
    @Test
    void scopesAcrossParksAreNumberedBehindTheOthers() {
        Roster roster = Roster.of(new Registries()
                .park("P1", "tianjin", "Asia/Shanghai", Method.DEFAULT_ID)
                .enterprise(row("E1", "P1").tiers("t"))
                .build());

        assertThat(roster.scopes().stream().map(Roster.Scope::name))
                .containsExactly(
                        "all", "park:P1", "park:P1/tier:t", "region:tianjin", "all/tier:t", "region:tianjin/tier:t");
        assertThat(roster.scopesByName()).containsExactly(0, 4, 1, 2, 3, 5);
    }

    @Property(tries = 60)
    void theEnterprisesOfAllScopesAreThoseThatTheirNamesSay(@ForAll Random random) {
        Registries registries = new Registries();
        for (int park = 0; park < 4; park++) {
            registries.park("P" + park, List.of("", "a", "a/b", "c").get(random.nextInt(4)), park, random.nextInt(4));
        }
        for (int i = 0; i < 30; i++) {
            String[] tiers = random.nextBoolean() ? new String[] {"t", "u"} : new String[0];
            registries.enterprise(row("E" + i, "P" + random.nextInt(4))
                    .tiers(tiers)
                    .inside(random.nextBoolean() ? "i" + random.nextInt(3) : "", "", "g/h", ""));
        }
        Registry registry = registries.build();
        Roster roster = Roster.of(registry);
        Map<String, Park> parks = new java.util.HashMap<>();
        registry.parks().forEach(park -> parks.put(park.id(), park));

        for (int enterprise = 0; enterprise < roster.count(Subject.ENTERPRISE); enterprise++) {
            EnterpriseRow row = roster.rows(enterprise).get(0);
            assertThat(names(roster, row))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(ScopeNames.of(
                            row.enterprise(), parks.get(row.enterprise().park())));
        }
    }

    @Test
    void aPrefixOfAPathIsWholeLevels() {
        Roster roster = Roster.of(new Registries()
                .park("P1", "tian/jin", "Asia/Shanghai", Method.DEFAULT_ID)
                .park("P2", "tianjin", "Asia/Shanghai", Method.DEFAULT_ID)
                .enterprise("E1", "P1")
                .enterprise("E2", "P2")
                .build());

        assertThat(scopesOf(roster, "E1"))
                .contains("region:tian", "region:tian/jin")
                .doesNotContain("region:tianjin");
        assertThat(scopesOf(roster, "E2")).contains("region:tianjin").doesNotContain("region:tian");
    }

    @Test
    void scopesAreNumberedInTheOrderOfTheirNames() {
        Roster roster = Roster.of(new Registries()
                .park("P\ud840\udc00")
                .park("P\uffee")
                .enterprise("E1", "P\ud840\udc00")
                .enterprise("E2", "P\uffee")
                .build());

        assertThat(roster.scopes().stream().map(Roster.Scope::name))
                .containsExactly("all", "park:P\uffee", "park:P\ud840\udc00");
    }

    @Test
    void aScopeAboveParksIsMixedWhenItsParksHaveMoreThanOneMethod() {
        Roster roster = Roster.of(new Registries()
                .park("P1", "tianjin/dongli", "Asia/Tokyo", "binhai-2020")
                .park("P2", "tianjin/nankai", "Asia/Tokyo", "wuhan-2020")
                .park("P3", "tianjin/nankai", "Asia/Tokyo", "wuhan-2020")
                .enterprise(row("E1", "P1").tiers("t"))
                .enterprise("E2", "P2")
                .enterprise("E3", "P3")
                .build());

        Map<String, String> methods = new java.util.TreeMap<>();
        Map<String, ZoneId> zones = new java.util.TreeMap<>();
        roster.scopes().forEach(scope -> {
            methods.put(scope.name(), scope.method().id());
            zones.put(scope.name(), scope.zone());
        });
        assertThat(methods)
                .containsEntry("all", Method.DEFAULT_ID)
                .containsEntry("region:tianjin", Method.DEFAULT_ID)
                .containsEntry("region:tianjin/dongli", "binhai-2020")
                .containsEntry("region:tianjin/nankai", "wuhan-2020")
                .containsEntry("park:P1", "binhai-2020")
                .containsEntry("park:P1/tier:t", "binhai-2020")
                .containsEntry("park:P2", "wuhan-2020");
        assertThat(zones)
                .containsEntry("all", ZoneId.of("Asia/Shanghai"))
                .containsEntry("region:tianjin/dongli", ZoneId.of("Asia/Shanghai"))
                .containsEntry("park:P1/tier:t", ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void aRowCountsInTheScopesOfItsOwnPark() {
        Roster roster = Roster.of(new Registries()
                .park("P1", "a", "Asia/Shanghai", Method.DEFAULT_ID)
                .park("P2", "b", "Asia/Shanghai", "wuhan-2020")
                .enterprise(row("E1", "P2").valid(100, Long.MAX_VALUE))
                .enterprise(row("E1", "P1").valid(Long.MIN_VALUE, 100))
                .build());

        EnterpriseRows rows = roster.rows(0);
        assertThat(rows).extracting(row -> row.enterprise().park()).containsExactly("P1", "P2");
        assertThat(names(roster, rows.get(0))).containsExactlyInAnyOrder("all", "region:a", "park:P1");
        assertThat(names(roster, rows.get(1))).containsExactlyInAnyOrder("all", "region:b", "park:P2");
        assertThat(roster.groupCount()).isEqualTo(1);
    }

    @Test
    void zonesAreThoseOfTheParks() {
        Roster roster = Roster.of(new Registries()
                .park("P1", "", "Asia/Tokyo", Method.DEFAULT_ID)
                .park("P2", "", "America/New_York", Method.DEFAULT_ID)
                .park("P3", "", "Asia/Tokyo", Method.DEFAULT_ID)
                .enterprise("E1", "P1")
                .enterprise("E2", "P2")
                .enterprise("E3", "P3")
                .build());

        assertThat(roster.zones()).containsExactly(ZoneId.of("America/New_York"), ZoneId.of("Asia/Tokyo"));
        for (int enterprise = 0; enterprise < 3; enterprise++) {
            assertThat(roster.zones().get(roster.zoneOf(roster.groupOf(enterprise))))
                    .isEqualTo(enterprise == 1 ? ZoneId.of("America/New_York") : ZoneId.of("Asia/Tokyo"));
        }
    }

    @Test
    void aMeterKnowsItsOwnersAndTheirGroups() {
        Roster roster = Roster.of(new Registries()
                .park("P1")
                .park("P2")
                .enterprise("E1", "P1")
                .enterprise("E2", "P2")
                .enterprise("E3", "P1")
                .meter(new Meter(
                        "M1",
                        List.of(new Meter.Share("E3", 2500), new Meter.Share("E2", 7000), new Meter.Share("E1", 500)),
                        MeterKind.INTERVAL,
                        BigDecimal.TEN,
                        77,
                        BigDecimal.ONE,
                        60_000))
                .meter("M2", "E1", null)
                .build());

        MeterEntry meter = roster.meter(roster.index(Subject.METER).find("M1".getBytes(UTF_8), 0, 2));
        assertThat(meter.owners()).containsExactly(2, 1, 0);
        assertThat(meter.groups()).containsExactly(roster.groupOf(2), roster.groupOf(1));
        MeterBook.Terms terms = meter.segmentAt(0).terms();
        assertThat(terms.kind()).isEqualTo(MeterKind.INTERVAL);
        assertThat(terms.modulusWh()).isEqualTo(77);
        assertThat(terms.everyMillis()).isEqualTo(60_000);
        assertThat(IntStream.range(0, 3)
                        .mapToLong(enterprise -> roster.meteringOf(enterprise).dueMillis(0, 10)))
                .containsExactly(20L, 10L, 10L);
    }

    @Test
    void aReadingIsReadInTheSegmentThatEndsAndInTheNextIfTheDeviceIsTheSame() {
        Register one = new Register(MeterKind.CUMULATIVE, false, BigDecimal.ONE, 0, null, 900_000, "A");
        Register other = new Register(MeterKind.CUMULATIVE, false, BigDecimal.ONE, 0, null, 900_000, "B");
        Register rewired = new Register(MeterKind.CUMULATIVE, false, BigDecimal.TEN, 0, null, 900_000, "B");
        Roster roster = Roster.of(new Registries()
                .park("P1")
                .enterprise("E1", "P1")
                .meter(new Meter(
                        "M1",
                        List.of(
                                meterRow(rewired, 20, 30),
                                meterRow(one, Long.MIN_VALUE, 10),
                                meterRow(other, 10, 20),
                                meterRow(other, 40, 50))))
                .build());

        MeterEntry meter = roster.meter(0);

        assertThat(meter.segments()).hasSize(4);
        assertThat(meter.segmentAt(5).register()).isEqualTo(one);
        assertThat(meter.segmentAt(10).register()).isEqualTo(one);
        assertThat(meter.joinedAt(10)).isNull();
        assertThat(meter.segmentAt(20).register()).isEqualTo(other);
        assertThat(meter.joinedAt(20).register()).isEqualTo(rewired);
        assertThat(meter.joinedAt(20).terms().before()).isEqualTo(20);
        assertThat(meter.segmentAt(35)).isNull();
        assertThat(meter.segmentAt(40).terms().before()).isEqualTo(30);
        assertThat(meter.joinedAt(40)).isNull();
        assertThat(meter.segmentAt(51)).isNull();
    }

    private static Meter.Row meterRow(Register register, long from, long to) {
        return new Meter.Row("E1", 10_000, Flow.ADD, register, from, to);
    }

    @Test
    void aTimeInWhichNoRowHoldsEndsNoSegment() {
        Register register = new Register(MeterKind.CUMULATIVE, false, BigDecimal.ONE, 0, null, 900_000, "A");
        Roster roster = Roster.of(new Registries()
                .park("P1")
                .enterprise("E1", "P1")
                .meter(new Meter("M1", List.of(meterRow(register, Long.MIN_VALUE, 10), meterRow(register, 20, 30))))
                .build());

        assertThat(roster.meter(0).segments()).hasSize(1);
        assertThat(roster.meter(0).isHeldAt(10)).isTrue();
        assertThat(roster.meter(0).isHeldAt(15)).isFalse();
    }

    @Property(tries = 60)
    void groupsPartitionTheEnterprises(@ForAll @Size(min = 1, max = 4) List<@IntRange(max = 2500) Integer> sizes) {
        Registries registries = new Registries();
        List<Integer> parkOf = new ArrayList<>();
        for (int park = 0; park < sizes.size(); park++) {
            registries.park("P" + park);
            for (int i = 0; i < sizes.get(park); i++) {
                parkOf.add(park);
            }
        }
        for (int i = 0; i < parkOf.size(); i++) {
            registries.enterprise(String.format("E%05d", i * 7919L % 100_000), "P" + parkOf.get(i));
        }
        Roster roster = Roster.of(registries.build());

        int seen = 0;
        for (int group = 0; group < roster.groupCount(); group++) {
            int[] enterprises = roster.group(group);
            assertThat(enterprises.length).isBetween(1, Roster.GROUP_SIZE);
            assertThat(enterprises).isSorted().doesNotHaveDuplicates();
            String park = roster.rows(enterprises[0]).get(0).enterprise().park();
            for (int place = 0; place < enterprises.length; place++) {
                assertThat(roster.groupOf(enterprises[place])).isEqualTo(group);
                assertThat(roster.placeOf(enterprises[place])).isEqualTo(place);
                assertThat(roster.rows(enterprises[place]).get(0).enterprise().park())
                        .isEqualTo(park);
            }
            seen += enterprises.length;
        }
        assertThat(seen).isEqualTo(roster.count(Subject.ENTERPRISE)).isEqualTo(parkOf.size());
    }

    @Test
    void numbersAndRegistrySurviveATravelToAnotherProcess() {
        Registry registry = registryWithEverything();
        Roster roster = Roster.of(registry);

        Roster copy = Roster.of(RegistryCodec.decode(RegistryCodec.encode(registry, Numbering.NONE))
                .registry());

        assertThat(copy.registry()).isEqualTo(registry);
        assertThat(copy.scopes()).isEqualTo(roster.scopes());
        assertThat(copy.count(Subject.ENTERPRISE)).isEqualTo(roster.count(Subject.ENTERPRISE));
        for (int enterprise = 0; enterprise < roster.count(Subject.ENTERPRISE); enterprise++) {
            assertThat(copy.enterpriseId(enterprise)).isEqualTo(roster.enterpriseId(enterprise));
            assertThat(copy.groupOf(enterprise)).isEqualTo(roster.groupOf(enterprise));
            assertThat(copy.placeOf(enterprise)).isEqualTo(roster.placeOf(enterprise));
            assertThat(copy.meteringOf(enterprise)).isEqualTo(roster.meteringOf(enterprise));
            assertThat(copy.rows(enterprise)).hasSameSizeAs(roster.rows(enterprise));
            for (int i = 0; i < roster.rows(enterprise).size(); i++) {
                assertThat(copy.rows(enterprise).get(i).scopes())
                        .isEqualTo(roster.rows(enterprise).get(i).scopes());
            }
        }
        assertThat(copy.count(Subject.METER)).isEqualTo(roster.count(Subject.METER));
        for (int meter = 0; meter < roster.count(Subject.METER); meter++) {
            assertThat(copy.meter(meter).meter()).isEqualTo(roster.meter(meter).meter());
            assertThat(copy.meter(meter).groups()).isEqualTo(roster.meter(meter).groups());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry-in-rows.bin", "registry-in-columns.bin"})
    void whatAReleaseWroteIsRead(String written) throws IOException {
        try (InputStream in = RosterTest.class.getResourceAsStream("/roster/" + written)) {
            assertThat(RegistryCodec.decode(in.readAllBytes()).registry()).isEqualTo(registryWithEverything());
        }
    }

    /** The first of them wrote the same, not deflated, and names only where there were any. */
    @Test
    void whatTheFirstReleasesWroteIsRead() throws IOException {
        try (InputStream in = RosterTest.class.getResourceAsStream("/roster/registry-in-rows.bin")) {
            byte[] rows = RegistryInRows.inflated(in.readAllBytes());
            assertThat(RegistryCodec.decode(rows).registry()).isEqualTo(registryWithEverything());
            int named = new String(rows, StandardCharsets.ISO_8859_1)
                    .indexOf(new String("湖光".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            // Before it: its mark, its length, which row it is of, and how many there are.
            byte[] withoutNames = Arrays.copyOf(rows, named - 4 * Integer.BYTES);
            assertThat(RegistryCodec.decode(withoutNames).registry().grids()).isEmpty();
        }
    }

    @Test
    void withinAProcessARosterArrivesAsTheOneThatIsInUse() throws IOException, ClassNotFoundException {
        Roster inUse =
                Roster.of(new Registries().park("P1").enterprise("in use", "P1").build());
        Roster equal =
                Roster.of(new Registries().park("P1").enterprise("in use", "P1").build());
        Roster other =
                Roster.of(new Registries().park("P1").enterprise("other", "P1").build());

        assertThat(travel(inUse)).isSameAs(inUse);
        assertThat(travel(equal)).isSameAs(inUse);
        assertThat(travel(other)).isSameAs(other);
        assertThat(travel(Roster.of(new Registries().build())).count(Subject.ENTERPRISE))
                .isZero();
    }

    @Test
    void aRosterKeptInProcessTravelsAsTheVeryOneAndInFewBytes() throws IOException, ClassNotFoundException {
        Roster kept = Roster.of(registryWithEverything()).keptInProcess();
        Roster equal = Roster.of(registryWithEverything()).keptInProcess();

        assertThat(travel(kept)).isSameAs(kept);
        assertThat(travel(equal)).isSameAs(equal).isNotSameAs(kept);
        assertThat(bytes(kept)).hasSizeLessThan(200);
    }

    @Test
    void anIdIsFoundByItsBytesAndNoOther() {
        List<String> ids = IntStream.range(0, 3000).mapToObj(i -> "企业-" + i).toList();
        IdIndex index = new IdIndex(ids);

        for (int number = 0; number < ids.size(); number++) {
            byte[] within = ("x" + ids.get(number) + "y").getBytes(UTF_8);
            assertThat(index.find(within, 1, within.length - 2)).isEqualTo(number);
            assertThat(index.find(within, 0, within.length)).isEqualTo(IdIndex.NONE);
        }
        assertThat(index.find(new byte[0], 0, 0)).isEqualTo(IdIndex.NONE);
        assertThat(new IdIndex(List.of()).find(new byte[] {1}, 0, 1)).isEqualTo(IdIndex.NONE);
    }

    @Test
    void whatWasNumberedKeepsItsNumbersWhenTheRegistryChanges() throws Exception {
        Roster before = Roster.of(new Registries()
                .park("P1")
                .enterprise(row("E1", "P1").tiers("a"))
                .enterprise(row("E3", "P1"))
                .meter("M1", "E1", null)
                .meter("M3", "E3", null)
                .build());

        Roster after = before.succeededBy(new Registries()
                .park("P0")
                .park("P1")
                .enterprise(row("E0", "P0"))
                .enterprise(row("E1", "P1").tiers("b"))
                .enterprise(row("E2", "P1"))
                .meter("M0", "E0", null)
                .meter("M1", "E1", null)
                .build());

        assertThat(after.enterpriseId(0)).isEqualTo("E1");
        assertThat(after.enterpriseId(1)).isEqualTo("E3");
        assertThat(after.rows(1)).isEmpty();
        assertThat(find(after.index(Subject.ENTERPRISE), "E3")).isEqualTo(IdIndex.NONE);
        assertThat(after.enterpriseId(find(after.index(Subject.ENTERPRISE), "E2")))
                .isEqualTo("E2");
        assertThat(find(after.index(Subject.METER), "M1")).isZero();
        assertThat(find(after.index(Subject.METER), "M3")).isEqualTo(IdIndex.NONE);
        assertThat(after.index(Subject.METER).find("M3".getBytes(UTF_8), 0, 2, 1))
                .as("a guess")
                .isEqualTo(IdIndex.NONE);
        assertThat(after.meter(1).id()).isEqualTo("M3");
        assertThat(after.meter(1).owners()).isEmpty();
        for (int scope = 0; scope < before.scopes().size(); scope++) {
            assertThat(after.scopes().get(scope).name())
                    .isEqualTo(before.scopes().get(scope).name());
        }
        assertThat(after.scopes()).extracting(Roster.Scope::name).contains("park:P1/tier:b", "park:P0");
        assertThat(after.groupCount()).isEqualTo(2);
        assertThat(after.group(0)).containsExactly(0, 1, find(after.index(Subject.ENTERPRISE), "E2"));
        assertThat(after.group(1)).containsExactly(find(after.index(Subject.ENTERPRISE), "E0"));

        Roster read = Roster.read(after.toBytes());
        assertThat(read.enterpriseId(1)).isEqualTo("E3");
        assertThat(read.registry()).isEqualTo(after.registry());
        assertThat(read.scopes()).isEqualTo(after.scopes());
        assertThat(read.group(0)).isEqualTo(after.group(0));
    }

    private static int find(IdIndex index, String id) {
        byte[] bytes = id.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return index.find(bytes, 0, bytes.length);
    }

    private static Registry registryWithEverything() {
        Registry small = new Registries()
                .park("P1", "天津/东丽", "Asia/Tokyo", "binhai-2020")
                .enterprise(row("E1", "P1")
                        .tiers("b", "a")
                        .inside("steel", "own-site", "g/h", "tag")
                        .staff(StaffSource.HEADCOUNT, 7, 9)
                        .evidence(Evidence.ANY)
                        .energy(1, 2, 3)
                        .process(Process.OFFICE)
                        .valid(-5, 1L << 50))
                .enterprise("E\ud840\udc00", "P1")
                .meter(new Meter(
                        "M1",
                        List.of(new Meter.Share("E1", 1), new Meter.Share("E\ud840\udc00", 9999)),
                        MeterKind.INTERVAL,
                        new BigDecimal("0.10"),
                        5,
                        new BigDecimal("1e3"),
                        60_000))
                .meter("M2", "E1", null)
                .build();
        List<Park> parks = new ArrayList<>(small.parks());
        parks.add(new Park(
                "P2",
                "名",
                "name",
                "名前",
                "이름",
                "",
                ZoneId.of("+05:30"),
                4,
                3,
                LocalDate.of(2020, 2, 10),
                Method.DEFAULT_ID));
        List<Enterprise> enterprises = new ArrayList<>(small.enterprises());
        enterprises.set(1, enterprises.get(1).named(new Names("湖光", "Huguang", "", "")));
        return new Registry(
                parks,
                enterprises,
                small.meters(),
                small.methods(),
                Map.of("g/h", new Names("一街", "Street 1", "", "")));
    }

    private static Roster travel(Roster roster) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(roster)))) {
            return (Roster) in.readObject();
        }
    }

    private static byte[] bytes(Roster roster) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(roster);
        }
        return bytes.toByteArray();
    }

    private static List<String> scopesOf(Roster roster, String enterprise) {
        byte[] id = enterprise.getBytes(UTF_8);
        return names(
                roster,
                roster.rows(roster.index(Subject.ENTERPRISE).find(id, 0, id.length))
                        .get(0));
    }

    private static List<String> names(Roster roster, EnterpriseRow row) {
        return Arrays.stream(row.scopes())
                .mapToObj(roster::chain)
                .flatMapToInt(ScopeChain::scopes)
                .mapToObj(scope -> roster.scopes().get(scope).name())
                .toList();
    }
}
