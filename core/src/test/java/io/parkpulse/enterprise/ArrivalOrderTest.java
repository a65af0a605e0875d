package io.parkpulse.enterprise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ArrivalOrderTest {

    /** Each beats all after it. */
    @Test
    void ofOneIdentityTheOneThatStandsComesFirst() {
        List<Observation> claims = List.of(
                reading(2, 0, 0, false, "z", 9),
                reading(1, 60, 7, false, "z", 9),
                reading(1, 50, 8, false, "z", 9),
                reading(1, 50, -8, false, "z", 9),
                reading(1, Observation.NOT_SAID, 8, false, "z", 9),
                reading(1, Observation.NOT_SAID, 7, true, "z", 9),
                reading(1, Observation.NOT_SAID, 7, false, "a", 9),
                reading(1, Observation.NOT_SAID, 7, false, "aé", 8),
                reading(1, Observation.NOT_SAID, 7, false, "é", 3),
                reading(1, Observation.NOT_SAID, 7, false, "é", 4),
                reading(0, 99, 99, true, "a", 1));

        List<Observation> shuffled = new ArrayList<>(claims);
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(shuffled, new Random(seed));
            shuffled.sort(ArrivalOrder.INSTANCE);
            assertThat(shuffled).isEqualTo(claims);
        }
        for (Observation claim : claims) {
            assertThat(ArrivalOrder.sameIdentity(claims.get(0), claim)).isTrue();
        }
    }

    @Test
    void atOneInstantOutComesBeforeIn() {
        Observation in = person("a", Observation.IN);
        Observation out = person("b", 0);

        assertThat(ArrivalOrder.INSTANCE.compare(out, in)).isNegative();
        assertThat(ArrivalOrder.INSTANCE.compare(in, out)).isPositive();
    }

    @Test
    void aPersonADirectionAndAModeAreAnIdentity() {
        Observation in = person("a", Observation.IN);

        assertThat(ArrivalOrder.sameIdentity(in, person("a", Observation.IN))).isTrue();
        assertThat(ArrivalOrder.sameIdentity(in, person("b", Observation.IN))).isFalse();
        assertThat(ArrivalOrder.sameIdentity(in, person("a", 0))).isFalse();
        assertThat(ArrivalOrder.sameIdentity(in, person("a", Observation.IN | Observation.ONLINE)))
                .isFalse();
    }

    @Test
    void ofReadingsOfOneInstantTheShorterPeriodComesFirstAndIsAnother() {
        Observation quarter = reading(0, 0, 1, false, "a", 1).readAs(1, Observation.NOTHING_MORE, 15, false);
        Observation hour = reading(9, 0, 1, false, "a", 1).readAs(1, Observation.NOTHING_MORE, 60, false);

        assertThat(ArrivalOrder.INSTANCE.compare(quarter, hour)).isNegative();
        assertThat(ArrivalOrder.sameIdentity(quarter, hour)).isFalse();
    }

    @Test
    void thatAnotherSegmentRefusesAReadingIsNoPartOfItsIdentity() {
        Observation plain = reading(0, Observation.NOT_SAID, 1, false, "a", 2);
        Observation refused = new Observation(
                0,
                Observation.Kind.POWER,
                plain.subject(),
                plain.at(),
                2,
                0,
                plain.period(),
                plain.flags() | Observation.refusedElsewhere(DeadReason.IMPLAUSIBLE),
                plain.name(),
                1,
                plain.raw());

        assertThat(ArrivalOrder.sameIdentity(plain, refused)).isTrue();
        assertThat(ArrivalOrder.INSTANCE.compare(refused, plain)).isNegative();
    }

    @Test
    void aReadingOfTheSegmentThatEndsComesBeforeOneOfTheNextAndIsAnother() {
        Observation ending = reading(0, 0, 1, false, "a", 1).readAs(1, Observation.NOTHING_MORE, 60, false);
        Observation opening = reading(9, 0, 1, false, "a", 1).readAs(1, Observation.NOTHING_MORE, 15, true);

        assertThat(ArrivalOrder.INSTANCE.compare(ending, opening)).isNegative();
        assertThat(ArrivalOrder.sameIdentity(ending, opening)).isFalse();
    }

    @Property(tries = 300)
    void aListIsSortedAsByTheOrderItself(@ForAll @Size(max = 40) List<@From("any") Observation> records) {
        List<Observation> byOrder = new ArrayList<>(records);
        byOrder.sort(ArrivalOrder.INSTANCE);

        List<Observation> sorted = new ArrayList<>(records);
        ArrivalOrder.INSTANCE.sort(sorted);

        assertThat(sorted).usingElementComparator((a, b) -> a == b ? 0 : 1).isEqualTo(byOrder);
    }

    @Provide
    Arbitrary<Observation> any() {
        List<Observation.Kind> kinds =
                List.of(Observation.Kind.POWER, Observation.Kind.HEADCOUNT, Observation.Kind.CHECKIN);
        return Combinators.combine(
                        Arbitraries.of(kinds),
                        Arbitraries.of(0, 1, 2, Integer.MAX_VALUE),
                        Arbitraries.longs().between(0, 2),
                        Arbitraries.longs().between(0, 2),
                        Arbitraries.of(0, Observation.RESET, Observation.IN))
                .as((kind, subject, at, value, flags) -> new Observation(
                        0, kind, subject, at, value, 0, 0, Observation.PRIMARY | flags, "", 1, new byte[0]));
    }

    private static Observation reading(long rev, long received, long value, boolean reset, String raw, long number) {
        return new Observation(
                0,
                Observation.Kind.POWER,
                3,
                1000,
                received,
                value,
                Observation.NOTHING_MORE,
                rev,
                0,
                Observation.PRIMARY | (reset ? Observation.RESET : 0),
                "",
                number,
                raw.getBytes(UTF_8));
    }

    private static Observation person(String name, int flags) {
        return new Observation(
                0, Observation.Kind.CHECKIN, 3, 1000, 0, 0, 0, Observation.PRIMARY | flags, name, 1, new byte[0]);
    }
}
