package io.parkpulse.energy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Register;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ApportionmentTest {
    private static final long MOST = 1L << 53;
    private static final long ALWAYS = Long.MIN_VALUE;
    private static final long FOR_EVER = Long.MAX_VALUE;
    private static final Register REGISTER =
            new Register(MeterKind.INTERVAL, false, BigDecimal.ONE, 0, null, 900_000, "");

    @Test
    void partsAreCumulativeFloorsInTheOrderOfTheRows() {
        // 10 Wh × 3333 / 10000 = 3.333; × 6666 = 6.666; × 10000 = 10.
        assertThat(divide(0, 10, 10, add(3333), add(3333), add(3334)))
                .containsExactly("0: 0-10 3", "1: 0-10 3", "2: 0-10 4");
        assertThat(divide(0, 10, MOST, add(10_000))).containsExactly("0: 0-10 " + MOST);
    }

    @Test
    void whatIsNobodysIsUnassigned() {
        assertThat(divide(0, 10, 10, add(3333))).containsExactly("0: 0-10 3", "unassigned 7");
        assertThat(divide(0, 10, -10, add(3333))).containsExactly("0: 0-10 -4", "unassigned -6");
    }

    @Test
    void aMeterThatOnlySubtractsLeavesNothing() {
        // −floor(10 × 0.3333) and −floor(−10 × 0.3333).
        assertThat(divide(0, 10, 10, row(Flow.SUBTRACT, 3333, ALWAYS, FOR_EVER)))
                .containsExactly("0: 0-10 -3");
        assertThat(divide(0, 10, -10, row(Flow.SUBTRACT, 3333, ALWAYS, FOR_EVER)))
                .containsExactly("0: 0-10 4");
    }

    @Test
    void anEnergyIsCutWhereRowsBeginOrEnd() {
        // Up to 3 it is floor(10 × 3 / 7) = 4, up to 5 floor(7.14).
        assertThat(divide(
                        0,
                        7,
                        10,
                        row(Flow.ADD, 10_000, ALWAYS, 3),
                        row(Flow.ADD, 10_000, 5, FOR_EVER),
                        row(Flow.SUBTRACT, 5000, 5, 9)))
                .containsExactly("0: 0-3 4", "unassigned 3", "1: 5-7 3", "2: 5-7 -1");
    }

    @Property
    void itIsWhatNumbersOfAnySizeSay(
            @ForAll("rows") List<Meter.Row> rows,
            @ForAll @LongRange(max = 30) long from,
            @ForAll @LongRange(min = 1, max = 30) long length,
            @ForAll @LongRange(min = -MOST, max = MOST) long energy) {
        assertThat(divide(from, from + length, energy, rows.toArray(Meter.Row[]::new)))
                .isEqualTo(expected(rows, from, from + length, energy));
    }

    @Provide
    Arbitrary<List<Meter.Row>> rows() {
        return Combinators.combine(
                        Arbitraries.of(Flow.class),
                        Arbitraries.integers().between(0, 2500),
                        Arbitraries.longs().between(-5, 60),
                        Arbitraries.longs().between(1, 40))
                .as((flow, share, from, length) -> row(flow, share, from < 0 ? ALWAYS : from, from + length))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static List<String> expected(List<Meter.Row> rows, long from, long to, long energy) {
        TreeSet<Long> bounds = new TreeSet<>(List.of(from, to));
        rows.forEach(row -> bounds.addAll(List.of(row.validFrom(), row.validTo())));
        List<Long> inside = new ArrayList<>(bounds.subSet(from, true, to, true));
        List<String> expected = new ArrayList<>();
        boolean adds = rows.stream().anyMatch(row -> row.flow() == Flow.ADD);
        for (int i = 1; i < inside.size(); i++) {
            long begin = inside.get(i - 1);
            long end = inside.get(i);
            long piece = floor(energy, end - from, to - from) - floor(energy, begin - from, to - from);
            long left = piece;
            int shares = 0;
            for (int row = 0; row < rows.size(); row++) {
                Meter.Row one = rows.get(row);
                if (piece == 0 || !one.validAt(begin) || one.validTo() < end) {
                    continue;
                }
                long part = -floor(piece, one.basisPoints(), 10_000);
                if (one.flow() == Flow.ADD) {
                    part = floor(piece, shares + one.basisPoints(), 10_000) - floor(piece, shares, 10_000);
                    shares += one.basisPoints();
                    left -= part;
                }
                expected.add(row + ": " + begin + "-" + end + " " + part);
            }
            if (adds && left != 0) {
                expected.add("unassigned " + left);
            }
        }
        return expected;
    }

    private static long floor(long a, long b, long d) {
        return new BigDecimal(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)))
                .divide(BigDecimal.valueOf(d), 0, RoundingMode.FLOOR)
                .longValueExact();
    }

    private static Meter.Row add(int share) {
        return row(Flow.ADD, share, ALWAYS, FOR_EVER);
    }

    private static Meter.Row row(Flow flow, int share, long from, long to) {
        return new Meter.Row("E", share, flow, REGISTER, from, to);
    }

    private static List<String> divide(long from, long to, long energy, Meter.Row... rows) {
        List<String> parts = new ArrayList<>();
        Apportionment.of(List.of(rows)).divide(from, to, energy, new Apportionment.Parts() {
            @Override
            public void part(int row, long begin, long end, long energyWh) {
                parts.add(row + ": " + begin + "-" + end + " " + energyWh);
            }

            @Override
            public void unassigned(long energyWh) {
                parts.add("unassigned " + energyWh);
            }
        });
        return parts;
    }
}
