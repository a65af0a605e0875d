package io.parkpulse.enterprise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.model.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrivalOrderTest {

    /** Each beats all after it. */
    @Test
    void ofOneIdentityTheOneThatStandsComesFirst() {
        List<Observation> claims = List.of(
                reading(2, 0, false, 0, "z", 9),
                reading(1, 8, false, 0, "z", 9),
                reading(1, 7, true, 0, "z", 9),
                reading(1, 7, false, 60, "z", 9),
                reading(1, 7, false, 30, "a", 9),
                reading(1, 7, false, 30, "aé", 8),
                reading(1, 7, false, 30, "é", 3),
                reading(1, 7, false, 30, "é", 4),
                reading(0, 99, true, 99, "a", 1));

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

    private static Observation reading(long rev, long value, boolean reset, long period, String raw, long number) {
        return new Observation(
                0,
                Observation.Kind.POWER,
                3,
                1000,
                value,
                rev,
                period,
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
