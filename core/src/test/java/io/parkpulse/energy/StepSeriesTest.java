package io.parkpulse.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StepSeriesTest {

    private enum Action {
        ADD,
        ADD_MUCH,
        DROP,
        COPY
    }

    private record Move(Action action, long step, long amount) {}

    @Test
    void anEmptySeriesIsZeroEverywhere() {
        StepSeries series = new StepSeries();

        assertThat(series.isEmpty()).isTrue();
        assertThat(series.get(0)).isZero();
        assertThat(series.sum(Long.MIN_VALUE, Long.MAX_VALUE)).isZero();
        assertThat(series.nextFrom(Long.MIN_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anAmountThatOutgrowsAnIntKeepsItsNeighbours() {
        StepSeries series = new StepSeries();
        series.add(5, Integer.MAX_VALUE);
        series.add(6, Integer.MIN_VALUE);
        series.add(5, 1);

        assertThat(series.get(5)).isEqualTo(1L << 31);
        assertThat(series.get(6)).isEqualTo(Integer.MIN_VALUE);
        series.add(6, -1);
        assertThat(series.get(6)).isEqualTo(-(1L << 31) - 1);
        assertThat(series.sum(5, 7)).isEqualTo(-1);
    }

    @Test
    void whatIsDroppedDoesNotComeBackWhenTheRingTurns() {
        StepSeries series = new StepSeries();
        for (long step = 0; step < 1000; step++) {
            series.add(step, step + 1);
            series.dropBefore(step - 10);
            assertThat(series.get(step)).isEqualTo(step + 1);
            assertThat(series.get(step - 11)).isZero();
        }
        series.dropBefore(5000);

        assertThat(series.isEmpty()).isTrue();
        series.add(1023, 1);
        assertThat(series.sum(0, 2000)).isEqualTo(1);
    }

    @Test
    void stepsThatHoldTheSameTakeNoRingWhereverTheStretchBeginsAndEnds() {
        StepSeries series = new StepSeries();
        series.add(100, 120_000);
        for (long step = 101; step < 400; step++) {
            series.add(step, 100_000);
            series.add(step, 200_000);
        }
        series.add(400, 1);
        series.dropBefore(200);

        assertThat(series.capacity()).isZero();
        assertThat(series.get(199)).isZero();
        assertThat(series.sum(0, 500)).isEqualTo(200 * 300_000 + 1);
        series.add(300, -300_000);
        assertThat(series.get(300)).isZero();
        assertThat(series.nextFrom(300)).isEqualTo(301);
        assertThat(series.get(400)).isEqualTo(1);
        assertThat(series.capacity()).isBetween(201, 260);
    }

    @Property
    void aStretchThatMovesOnAgreesWithAMap(@ForAll("strides") List<Move> strides) throws IOException {
        StepSeries series = new StepSeries();
        TreeMap<Long, Long> model = new TreeMap<>();
        long step = 0;
        for (Move stride : strides) {
            step += stride.step();
            series.add(step, stride.amount());
            model.merge(step, stride.amount(), Long::sum);
            if (stride.action() == Action.DROP) {
                series.dropBefore(step - 3);
                model.headMap(step - 3, false).clear();
            } else if (stride.action() == Action.COPY) {
                series = copy(series);
            }
        }
        for (long each = -10; each <= step + 10; each++) {
            assertThat(series.get(each)).isEqualTo(model.getOrDefault(each, 0L));
        }
    }

    /** Mostly a step further with the amount of the one before. */
    @Provide
    Arbitrary<List<Move>> strides() {
        Arbitrary<Action> actions = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(20, Action.ADD),
                net.jqwik.api.Tuple.of(1, Action.DROP),
                net.jqwik.api.Tuple.of(1, Action.COPY));
        Arbitrary<Long> steps = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(20, 1L),
                net.jqwik.api.Tuple.of(2, 0L),
                net.jqwik.api.Tuple.of(1, -1L),
                net.jqwik.api.Tuple.of(1, 3L));
        Arbitrary<Long> amounts = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(20, 7L),
                net.jqwik.api.Tuple.of(1, 0L),
                net.jqwik.api.Tuple.of(1, -7L),
                net.jqwik.api.Tuple.of(1, 1L << 40));
        return Combinators.combine(actions, steps, amounts)
                .as((action, step, amount) -> new Move(action, step, amount))
                .list()
                .ofMaxSize(60);
    }

    @Property
    void itAgreesWithAMap(@ForAll("moves") List<Move> moves) throws IOException {
        StepSeries series = new StepSeries();
        TreeMap<Long, Long> model = new TreeMap<>();
        for (Move move : moves) {
            switch (move.action()) {
                case ADD, ADD_MUCH -> {
                    series.add(move.step(), move.amount());
                    model.merge(move.step(), move.amount(), Long::sum);
                }
                case DROP -> {
                    series.dropBefore(move.step());
                    model.headMap(move.step(), false).clear();
                }
                case COPY -> series = copy(series);
            }
            assertThat(series.get(move.step())).isEqualTo(model.getOrDefault(move.step(), 0L));
        }
        for (long step = -520; step <= 520; step++) {
            assertThat(series.get(step)).isEqualTo(model.getOrDefault(step, 0L));
            assertThat(series.nextFrom(step)).isEqualTo(nextFrom(model, step));
            assertThat(series.sum(step, step + 100)).isEqualTo(sum(model.subMap(step, step + 100)));
        }
        assertThat(series.sum(Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(sum(model));
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        Arbitrary<Action> actions = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(8, Action.ADD),
                net.jqwik.api.Tuple.of(1, Action.ADD_MUCH),
                net.jqwik.api.Tuple.of(3, Action.DROP),
                net.jqwik.api.Tuple.of(1, Action.COPY));
        Arbitrary<Long> steps = Arbitraries.longs().between(-500, 500);
        Arbitrary<Long> amounts = Arbitraries.longs().between(-1000, 1000);
        return Combinators.combine(actions, steps, amounts)
                .as((action, step, amount) -> new Move(action, step, action == Action.ADD_MUCH ? amount << 40 : amount))
                .list()
                .ofMaxSize(80);
    }

    private static long nextFrom(TreeMap<Long, Long> model, long step) {
        return model.tailMap(step).entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private static long sum(Map<Long, Long> amounts) {
        return amounts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static StepSeries copy(StepSeries series) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        series.write(new DataOutputStream(bytes));
        return StepSeries.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
