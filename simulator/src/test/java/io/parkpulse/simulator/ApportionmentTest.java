package io.parkpulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ApportionmentTest {

    @Property
    void thePartsAddUpAndKeepTheirBounds(
            @ForAll @Size(min = 1, max = 50) List<@IntRange(min = 1, max = 100_000) Integer> weights,
            @ForAll @IntRange(min = 0, max = 1000) int permille) {
        int n = weights.size();
        long[] weight = weights.stream().mapToLong(Integer::longValue).toArray();
        long[] least = new long[n];
        long[] greatest = new long[n];
        for (int i = 0; i < n; i++) {
            least[i] = weight[i] / 3;
            greatest[i] = weight[i] * 2 + i;
        }
        long low = Arrays.stream(least).sum();
        long total = low + (Arrays.stream(greatest).sum() - low) * permille / 1000;

        long[] parts = Apportionment.divide(total, weight, least, greatest);

        assertThat(Arrays.stream(parts).sum()).isEqualTo(total);
        for (int i = 0; i < n; i++) {
            assertThat(parts[i]).isBetween(least[i], greatest[i]);
        }
    }

    @Example
    void whatCannotBeDividedIsRefused() {
        long[] one = {1};
        assertThatThrownBy(() -> Apportionment.divide(5, one, one, new long[] {4}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Apportionment.divide(0, one, one, one)).isInstanceOf(IllegalArgumentException.class);
    }
}
