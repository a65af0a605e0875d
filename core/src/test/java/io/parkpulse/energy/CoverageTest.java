package io.parkpulse.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final int LONGEST = 200;

    @Test
    void onlyWhatIsNewIsReported() {
        Coverage coverage = new Coverage();

        assertThat(gains(coverage, 10, 20)).containsExactly("10-20");
        assertThat(gains(coverage, 30, 40)).containsExactly("30-40");
        assertThat(gains(coverage, 15, 35)).containsExactly("20-30");
        assertThat(gains(coverage, 10, 40)).isEmpty();
        assertThat(gains(coverage, 40, 41)).containsExactly("40-41");
        assertThat(gains(coverage, 5, 50)).containsExactly("5-10", "41-50");
    }

    /** Ends never go back, as readings come in order of time; starts may lie anywhere before. */
    @Property
    void gainsAreTheUnionWhateverOverlaps(
            @ForAll @Size(max = 60) List<@IntRange(max = 30) Integer> advances,
            @ForAll @Size(value = 60) List<@IntRange(min = 1, max = LONGEST) Integer> lengths,
            @ForAll @IntRange(max = 60) int writtenAfter)
            throws IOException {
        Coverage coverage = new Coverage();
        BitSet covered = new BitSet();
        int end = LONGEST;
        for (int i = 0; i < advances.size(); i++) {
            end += advances.get(i);
            int from = end - lengths.get(i);
            BitSet expected = new BitSet();
            expected.set(from, end);
            expected.andNot(covered);
            BitSet reported = new BitSet();

            coverage.add(from, end, end - LONGEST, (gainFrom, gainTo) -> {
                assertThat(gainFrom).isLessThan(gainTo);
                assertThat(reported.get((int) gainFrom, (int) gainTo).isEmpty()).isTrue();
                reported.set((int) gainFrom, (int) gainTo);
            });

            assertThat(reported).isEqualTo(expected);
            covered.set(from, end);
            if (i == writtenAfter) {
                coverage = copy(coverage);
            }
        }
    }

    private static List<String> gains(Coverage coverage, long from, long to) {
        List<String> gains = new ArrayList<>();
        coverage.add(from, to, 0, (gainFrom, gainTo) -> gains.add(gainFrom + "-" + gainTo));
        return gains;
    }

    private static Coverage copy(Coverage coverage) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        coverage.write(new DataOutputStream(bytes));
        return Coverage.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
