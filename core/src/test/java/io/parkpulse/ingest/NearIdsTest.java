package io.parkpulse.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearIdsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "m-case|M-case",
                "Ｍ-full|M-full",
                " M-case\u00A0|M-case",
                "M -case|M-case",
                "8|008",
                "0007|007",
                "10.0|10",
                "M-cas|M-case",
                "M-casse|M-case",
                "M-cose|M-case",
                "-case|M-case",
                "M-xyz|",
                "M-csae|",
                "|",
                "\u00A0|",
            })
    void theIdThatIsMeantIsFound(String unknown, String meant) {
        NearIds ids = new NearIds(List.of("007", "008", "10", "M-case", "M-full"));

        assertThat(ids.find(unknown == null ? "" : unknown)).isEqualTo(meant);
    }

    @Test
    void noneIsFoundWhereOneIsAsLikelyAsAnother() {
        NearIds ids = new NearIds(List.of("M1", "M2", "M22"));

        assertThat(ids.find("M3")).isNull();
        assertThat(ids.find("M2x")).isNull();
        assertThat(ids.find("M222")).isEqualTo("M22");
        assertThat(ids.find("m2")).isEqualTo("M2");
    }

    @Test
    void whatIsFoundIsWhatALookAtEachIdFinds() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            Set<String> distinct = new HashSet<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                distinct.add(word(random));
            }
            List<String> ids = new ArrayList<>(distinct);
            NearIds near = new NearIds(ids);
            for (int i = 0; i < 20; i++) {
                String unknown = word(random);
                List<String> oneAway =
                        ids.stream().filter(id -> distance(id, unknown) == 1).toList();
                if (distinct.contains(unknown)) {
                    assertThat(near.find(unknown)).isEqualTo(unknown);
                } else if (oneAway.size() == 1) {
                    assertThat(near.find(unknown)).isIn(oneAway.get(0), null);
                } else {
                    assertThat(near.find(unknown)).isNull();
                }
            }
        }
    }

    @Test
    void manyIdsAreSearchedForOtherSpellingsOnly() {
        List<String> ids =
                IntStream.range(100_000, 300_000).mapToObj(i -> "METER-" + i).toList();
        NearIds near = new NearIds(ids);

        assertThat(near.find("meter-123456")).isEqualTo("METER-123456");
        assertThat(near.find("METER-123456x")).isNull();
    }

    @Test
    void longIdsAreNearToNone() {
        NearIds near = new NearIds(List.of("M1", "x".repeat(1_000_000)));

        assertThat(near.find("x".repeat(1_000_000))).isNull();
        assertThat(near.find("x".repeat(999_999))).isNull();
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            word.append("abc".charAt(random.nextInt(3)));
        }
        return word.toString();
    }

    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                int whole = i == 0 ? j : i;
                d[i][j] = i == 0 || j == 0
                        ? whole
                        : Math.min(
                                Math.min(d[i - 1][j], d[i][j - 1]) + 1,
                                d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
            }
        }
        return d[a.length()][b.length()];
    }
}
