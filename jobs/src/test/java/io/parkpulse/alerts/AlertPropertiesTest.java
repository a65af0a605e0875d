package io.parkpulse.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.catalogue.Language;
import io.parkpulse.index.Methods;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for any series. */
class AlertPropertiesTest {
    private static final String[] PARKS = {"A", "B", "C", "D", "E", "F"};

    /** Wanders over ten days in steps of all kinds: figures near the bounds, gaps of data, parks that fall silent. */
    private static List<Alert> wander(long seed, boolean restarts) {
        Parks parks = new Parks(Parks.registry(2, PARKS));
        parks.restartAlways = restarts;
        Random random = new Random(seed);
        for (int hour = 0; hour < 240; hour++) {
            for (String park : PARKS) {
                int dice = random.nextInt(12);
                if (dice < 4) {
                    parks.set(park, Parks.sums(random.nextInt(1001)));
                } else if (dice == 4) {
                    parks.set(park, Parks.sums(599 + random.nextInt(3)));
                } else if (dice == 5) {
                    parks.set(park, Parks.sums(random.nextInt(1001), 700 + random.nextInt(200)));
                } else if (dice == 6) {
                    parks.set(park, Parks.resumptionUnknown(Parks.sums(random.nextInt(1001))));
                } else if (dice == 7 && random.nextInt(5) == 0) {
                    parks.book.declared(new Declaration(true, park, parks.end(), java.math.BigDecimal.valueOf(90)));
                }
            }
            if (random.nextInt(40) == 0) {
                for (String park : PARKS) {
                    parks.set(park, Parks.sums(500, 100));
                }
            }
            parks.forMillis(Parks.HOUR * (1 + random.nextInt(3)));
        }
        return parks.alerts;
    }

    @Property(tries = 40)
    void firingAndResolvedAlternateForEachKey(@ForAll long seed) {
        Map<String, String> firing = new HashMap<>();
        for (Alert alert : wander(seed, false)) {
            String key = alert.rule() + "|" + alert.scope();
            switch (alert.change()) {
                case FIRED ->
                    assertThat(firing.put(key, alert.id())).as("%s", alert).isNull();
                case RESOLVED -> assertThat(firing.remove(key)).isEqualTo(alert.id());
                default -> assertThat(firing.get(key)).isEqualTo(alert.id());
            }
            assertThat(alert.since()).isLessThanOrEqualTo(alert.at());
        }
    }

    @Property(tries = 10)
    void aRestartAtEveryStepChangesNothing(@ForAll long seed) {
        assertThat(wander(seed, true)).isEqualTo(wander(seed, false));
    }

    @Test
    void aWanderMeetsEveryRule() {
        TreeSet<String> rules = new TreeSet<>();
        for (long seed = 0; seed < 5; seed++) {
            wander(seed, false).forEach(alert -> rules.add(alert.rule()));
        }

        assertThat(rules)
                .containsExactlyInAnyOrderElementsOf(RegistryReader.builtInRules().rules().stream()
                        .map(Rule::id)
                        .toList());
    }

    @Test
    void pointsThatDoNotChangeMayBeLeftOut() {
        List<Alert> sparse = new ArrayList<>();
        List<Alert> dense = new ArrayList<>();
        for (boolean all : new boolean[] {false, true}) {
            Parks parks = new Parks(Parks.registry(2, PARKS));
            Random random = new Random(5);
            long[] values = new long[PARKS.length];
            for (int step = 0; step < 1500; step++) {
                for (int i = 0; i < PARKS.length; i++) {
                    boolean changes = step == 0 || random.nextInt(30) == 0;
                    values[i] = changes ? random.nextInt(1001) : values[i];
                    if (changes || all) {
                        parks.set(PARKS[i], values[i]);
                    }
                }
                parks.step();
            }
            (all ? dense : sparse).addAll(parks.alerts);
        }

        assertThat(sparse).isNotEmpty().isEqualTo(dense);
    }

    @Test
    void tenThousandScopesAreWatched() {
        Registries registries = new Registries();
        List<Park> parks = new ArrayList<>();
        for (int park = 0; park < 1000; park++) {
            String id = String.format("P%04d", park);
            parks.add(Parks.park(id, 1 + park % 4, null));
            registries.enterprise(
                    Registries.row("E" + id, id).tiers("t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9"));
        }
        Registry rows = registries.build();
        Roster roster = Roster.of(new Registry(parks, rows.enterprises(), List.of(), Methods.builtIn()));
        Parks all = new Parks(roster, Parks.rules("lagging: {scopes: ['park:**']}"));
        Random random = new Random(1);
        int watched = 0;
        for (int scope = 0; scope < roster.scopes().size(); scope++) {
            if (all.book.watches(scope)) {
                all.set(scope, Parks.sums(300 + random.nextInt(701)));
                watched++;
            }
        }
        assertThat(watched).isGreaterThanOrEqualTo(10_000);
        for (int step = 0; step < 2 * 288; step++) {
            for (int change = 0; change < 500; change++) {
                int scope = random.nextInt(roster.scopes().size());
                all.set(scope, Parks.sums(300 + random.nextInt(701)));
            }
            all.step();
        }

        assertThat(all.alerts.stream().map(Alert::scope).distinct().count()).isGreaterThan(1000);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void eachLanguageHasTheSameTextsWithTheSameWords(Language language) {
        Map<String, TreeSet<String>> want = places(Language.ZH);

        assertThat(places(language)).isEqualTo(want);
        for (Kind kind : Kind.values()) {
            assertThat(want).containsKeys(kind.id() + ".firing", kind.id() + ".resolved");
        }
        // All others are in the catalogue.
        assertThat(want).containsKey("measure.parks_without_data");
    }

    private static Map<String, TreeSet<String>> places(Language language) {
        Map<String, TreeSet<String>> places = new HashMap<>();
        AlertTexts.load(language).forEach((key, text) -> {
            TreeSet<String> found = new TreeSet<>();
            Pattern.compile("\\{\\w+}").matcher(text).results().forEach(place -> found.add(place.group()));
            places.put(key, found);
        });
        return places;
    }
}
