package io.parkpulse.enterprise;

import static io.parkpulse.Registries.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.index.Sum;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.model.StaffSource;
import io.parkpulse.model.Subject;
import io.parkpulse.roster.Roster;
import io.parkpulse.roster.ScopeNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * A place is the sum of its parts, by whatever tells its enterprises apart, and of those that are in none; one in several
 * tiers counts in each.
 */
class ScopesAddUpTest {
    private static final long HOUR = 3_600_000;
    private static final long STEP = 300_000;
    /** 2020-03-16T00:00:00+08:00. */
    private static final long START = 1_584_288_000_000L;

    private static final List<String> PLACES = List.of("all", "region:a", "region:a/b", "region:c", "park:P1");

    private final Map<String, long[]> days = new HashMap<>();
    private final List<EnterpriseDay> enterpriseDays = new ArrayList<>();

    @Property(tries = 40)
    void partsOfEachPlaceAddUpToIt(@ForAll long seed) {
        Random random = new Random(seed);
        Registries registries = new Registries();
        List<String> regions = List.of("a", "a/b", "c", "a/b");
        for (int park = 0; park < regions.size(); park++) {
            registries.park("P" + park, regions.get(park), random.nextInt(4), random.nextInt(4));
        }
        for (int i = 0; i < 16; i++) {
            String industry = random.nextInt(3) == 0 ? "" : "i" + random.nextInt(3);
            String site = random.nextInt(3) == 0 ? "" : "s" + random.nextInt(2);
            String[] tiers = random.ints(0, 3)
                    .limit(random.nextInt(4))
                    .sorted()
                    .distinct()
                    .mapToObj(tier -> "t" + tier)
                    .toArray(String[]::new);
            registries.enterprise(row("E" + i, "P" + random.nextInt(regions.size()))
                    .inside(industry, site, "g/" + random.nextInt(2), random.nextBoolean() ? "first" : "")
                    .tiers(tiers)
                    .staff(StaffSource.CHECKIN, 1 + random.nextInt(9), 5));
        }
        Registry registry = registries.build();
        run(Roster.of(registry), random);

        Map<String, Park> parks = new HashMap<>();
        registry.parks().forEach(park -> parks.put(park.id(), park));
        Function<EnterpriseDay, Enterprise> row =
                day -> registry.enterprises().get(day.enterprise()); // numbered in the order of their ids
        for (String place : PLACES) {
            assertAddsUp(place, "industry", parks, day -> one(row.apply(day).industry()));
            assertAddsUp(place, "site", parks, day -> one(row.apply(day).siteKind()));
            assertAddsUp(place, "priority", parks, day -> one(row.apply(day).priority()));
            assertAddsUp(place, "tier", parks, day -> row.apply(day).tiers().size());
            if (!place.startsWith("park:")) {
                assertAddsUp(place, "class", parks, day -> parks.get(day.park()).parkClass() == 0 ? 0 : 1);
                assertAddsUp(place, "batch", parks, day -> parks.get(day.park()).batch() == 0 ? 0 : 1);
            }
        }
    }

    private static int one(String part) {
        return part.isEmpty() ? 0 : 1;
    }

    /** @param parts in how many parts of the place an enterprise lies */
    private void assertAddsUp(
            String place, String dimension, Map<String, Park> parks, ToIntFunction<EnterpriseDay> parts) {
        long[] sums = new long[Sum.COUNT];
        days.forEach((scope, ofScope) -> {
            if (scope.startsWith(place + "/" + dimension + ":")) {
                Sum.add(ofScope, sums);
            }
        });
        List<EnterpriseDay> members = enterpriseDays.stream()
                .filter(day -> place.equals("all")
                        || place.equals(ScopeNames.ofPark(day.park()))
                        || (ScopeNames.ofRegion(parks.get(day.park()).region()) + "/").startsWith(place + "/"))
                .toList();
        long[] whole = days.getOrDefault(place, new long[Sum.COUNT]);
        assertThat(Sum.ENTERPRISES.of(whole)).as(place).isEqualTo(members.size());
        assertThat(Sum.ENTERPRISES.of(sums))
                .as("%s by %s", place, dimension)
                .isEqualTo(members.stream().mapToInt(parts).sum());
        assertThat(Sum.RETURNED.of(sums))
                .isEqualTo(members.stream()
                        .mapToLong(day -> parts.applyAsInt(day) * day.returned())
                        .sum());
        if (members.stream().allMatch(day -> parts.applyAsInt(day) == 1)) {
            assertThat(sums).isEqualTo(whole);
        }
    }

    /** One day, on which people check in here and there. */
    private void run(Roster roster, Random random) {
        days.clear();
        enterpriseDays.clear();
        ResultCollector results = new ResultCollector() {
            @Override
            public void scopeChange(ScopeChange change) {
                if (change.kind() == ScopeChange.Kind.DAY) {
                    change.each()
                            .forEach(each -> Sum.add(
                                    each.sums(),
                                    days.computeIfAbsent(
                                            roster.scopes().get(each.scope()).name(), name -> new long[Sum.COUNT])));
                }
            }

            @Override
            public void enterpriseDay(EnterpriseDay day) {
                enterpriseDays.add(day);
            }

            @Override
            public void deadLetter(DeadLetter letter) {}

            @Override
            public void account(RecordTally account) {}
        };
        for (int group = 0; group < roster.groupCount(); group++) {
            GroupBook book = new GroupBook(roster, WindowSchedule.live(STEP, START), group);
            for (int i = 0; i < 30; i++) {
                int enterprise = random.nextInt(roster.count(Subject.ENTERPRISE));
                if (roster.groupOf(enterprise) == group) {
                    book.add(checkin(group, enterprise, START + random.nextInt(24) * HOUR, "p" + random.nextInt(5), i));
                }
            }
            while (book.nextDue() <= START + 25 * HOUR) {
                book.advance(book.nextDue(), results);
            }
        }
    }

    private static Observation checkin(int group, int enterprise, long at, String person, long number) {
        return new Observation(
                group,
                Observation.Kind.CHECKIN,
                enterprise,
                at,
                0,
                0,
                0,
                Observation.IN | Observation.PRIMARY,
                person,
                number,
                person.getBytes(StandardCharsets.UTF_8));
    }
}
