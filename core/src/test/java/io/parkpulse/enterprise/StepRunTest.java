package io.parkpulse.enterprise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class StepRunTest {
    private static final long STEP_MILLIS = 300_000;
    /** How many steps come between others, or go, at once. */
    private static final int COUNT = 3;
    /** So many moves there are at most. */
    private static final int MOVES = 60;

    private static final long LATEST = 42 + MOVES * COUNT;

    private enum Action {
        ADD,
        ADD_SAME,
        ADD_MUCH,
        DROP,
        OPEN,
        CLOSE,
        TRIM,
        CLEAR
    }

    private record Move(Action action, long step, long amount) {}

    @Test
    void stepsThatAllHoldTheSameStayExactWhenOneOfThemChanges() {
        StepRun run = new StepRun();
        for (long step = 100; step < 150; step++) {
            run.add(step, STEP_MILLIS);
        }
        run.add(120, -STEP_MILLIS);
        run.dropBefore(110);

        assertThat(run.get(109)).isZero();
        assertThat(run.get(110)).isEqualTo(STEP_MILLIS);
        assertThat(run.get(120)).isZero();
        assertThat(run.get(149)).isEqualTo(STEP_MILLIS);
        assertThat(run.get(150)).isZero();
    }

    @Test
    void whereAllButTheLastHoldTheSameTheLastGrowsUntilItIsWholeAndTheNextBegins() {
        StepRun run = new StepRun();
        for (long step = 0; step < 20; step++) {
            run.add(step, STEP_MILLIS - 7_000);
            run.add(step, 7_000);
        }
        run.add(20, 9_000);
        run.dropBefore(12);

        assertThat(run.get(11)).isZero();
        assertThat(run.get(12)).isEqualTo(STEP_MILLIS);
        assertThat(run.get(19)).isEqualTo(STEP_MILLIS);
        assertThat(run.get(20)).isEqualTo(9_000);
        assertThat(run.get(21)).isZero();
    }

    @Test
    void stepsThatComeBetweenHoldNothingUntilSomethingIsAdded() {
        StepRun run = new StepRun();
        for (long step = -2; step < 3; step++) {
            run.add(step, STEP_MILLIS);
        }
        run.open(0, 2);
        run.add(-1, 5);

        assertThat(run.get(-4)).isEqualTo(STEP_MILLIS);
        assertThat(run.get(-3)).isEqualTo(STEP_MILLIS);
        assertThat(run.get(-2)).isZero();
        assertThat(run.get(-1)).isEqualTo(5);
        assertThat(run.get(0)).isEqualTo(STEP_MILLIS);
        assertThat(run.get(2)).isEqualTo(STEP_MILLIS);
    }

    @Test
    void aStretchThatNoMemoryHoldsIsRefused() {
        StepRun run = new StepRun();
        run.add(0, 1);

        assertThatThrownBy(() -> run.add(1L << 40, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> run.add(1 << 29, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Property
    void itAgreesWithAMap(@ForAll("moves") List<Move> moves) {
        StepRun run = new StepRun();
        TreeMap<Long, Long> model = new TreeMap<>();
        for (Move move : moves) {
            switch (move.action()) {
                case ADD, ADD_SAME, ADD_MUCH -> {
                    run.add(move.step(), move.amount());
                    model.merge(move.step(), move.amount(), Long::sum);
                }
                case DROP -> {
                    run.dropBefore(move.step());
                    model.headMap(move.step(), false).clear();
                }
                case OPEN -> {
                    run.open((int) move.step(), COUNT);
                    model = renumbered(model, step -> step < move.step() ? step - COUNT : step);
                }
                case CLOSE -> {
                    run.close((int) move.step(), COUNT);
                    model.subMap(move.step(), move.step() + COUNT).clear();
                    model = renumbered(model, step -> step > move.step() ? step - COUNT : step);
                }
                case TRIM -> run.trim();
                case CLEAR -> {
                    run.clear();
                    model.clear();
                }
            }
            assertThat(run.get(move.step())).isEqualTo(model.getOrDefault(move.step(), 0L));
        }
        for (long step = -LATEST; step <= LATEST; step++) {
            assertThat(run.get(step)).isEqualTo(model.getOrDefault(step, 0L));
            assertThat(run.nextFrom(step)).isEqualTo(nextFrom(model, step));
        }
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        Arbitrary<Action> actions = Arbitraries.frequency(
                Tuple.of(8, Action.ADD),
                Tuple.of(8, Action.ADD_SAME),
                Tuple.of(1, Action.ADD_MUCH),
                Tuple.of(3, Action.DROP),
                Tuple.of(2, Action.OPEN),
                Tuple.of(2, Action.CLOSE),
                Tuple.of(1, Action.TRIM),
                Tuple.of(1, Action.CLEAR));
        Arbitrary<Long> steps = Arbitraries.longs().between(-40, 40);
        Arbitrary<Long> amounts = Arbitraries.longs().between(-50_000, 50_000);
        return Combinators.combine(actions, steps, amounts)
                .as((action, step, amount) -> new Move(
                        action,
                        step,
                        switch (action) {
                            case ADD_MUCH -> amount << 40;
                            case ADD_SAME -> STEP_MILLIS;
                            default -> amount;
                        }))
                .list()
                .ofMaxSize(MOVES);
    }

    private static TreeMap<Long, Long> renumbered(TreeMap<Long, Long> model, LongUnaryOperator number) {
        TreeMap<Long, Long> renumbered = new TreeMap<>();
        model.forEach((step, amount) -> renumbered.put(number.applyAsLong(step), amount));
        return renumbered;
    }

    private static long nextFrom(TreeMap<Long, Long> model, long step) {
        return model.tailMap(step).entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
