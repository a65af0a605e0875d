package io.parkpulse.enterprise;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.energy.Spread;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class SeriesEndsTest {
    private static final int WINDOW = 24;
    /** For so long after its end a window is open. */
    private static final int OPEN = 3;
    /** Steps that are given again at once. */
    private static final int AGAIN = 4;

    private static final long START = 5_000_000;

    /**
     * Something happens, and then the clock moves.
     *
     * @param ahead how far after the clock the step is that an amount is added to
     * @param clockSteps by how much the clock moves; in one go if nothing happens in that time
     */
    private record Move(int ahead, long amount, int clockSteps) {}

    private final SeriesEnds ends = new SeriesEnds(WINDOW);
    private final WholeSeries whole = new WholeSeries(WINDOW);
    private long clock = START;

    private void add(long step, long amount) {
        ends.add(step, amount, oldest(), clock);
        whole.add(step, amount, oldest(), clock);
    }

    private long oldest() {
        return clock - WINDOW - OPEN;
    }

    private void advance(int steps) {
        for (int left = steps; left > 0; left--) {
            if (ends.isQuiet(clock) && whole.nextFrom(clock) >= clock + left) {
                clock += left;
                ends.skipTo(clock);
                break;
            }
            clock++;
            recall(clock - 1);
            assertThat(ends.advance(clock - 1)).isEqualTo(whole.advance(clock - 1));
        }
        ends.dropBefore(oldest());
    }

    private void recall(long step) {
        if (ends.lacks(step)) {
            ends.skipTo(step);
            long leaves = step - WINDOW;
            Spread.StepConsumer again = ends.again(leaves + AGAIN);
            // What is of other steps is given, too, and not taken.
            for (long given = leaves - 2; given < leaves + AGAIN + 2; given++) {
                if (whole.get(given) != 0) {
                    again.accept(given, whole.get(given));
                }
            }
            ends.wasGivenAgain();
        }
    }

    private void requireSame() {
        assertThat(ends.trailing()).isEqualTo(whole.trailing());
        assertThat(ends.nextFrom(clock)).isEqualTo(whole.nextFrom(clock));
        for (long step = clock - OPEN; step < clock; step++) {
            assertThat(ends.rise(step)).isEqualTo(whole.rise(step));
        }
    }

    @Property
    void itAgreesWithASeriesThatKeepsAllSteps(@ForAll("moves") List<Move> moves) {
        for (Move move : moves) {
            add(clock + move.ahead(), move.amount());
            requireSame();
            advance(move.clockSteps());
            requireSame();
        }
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        return Combinators.combine(
                        Arbitraries.integers().between(-WINDOW - OPEN, 5),
                        Arbitraries.oneOf(
                                Arbitraries.just(300_000L), Arbitraries.longs().between(-40_000, 40_000)),
                        Arbitraries.frequencyOf(
                                Tuple.of(8, Arbitraries.integers().between(0, 4)),
                                Tuple.of(1, Arbitraries.integers().between(5, 80))))
                .as(Move::new)
                .list()
                .ofMaxSize(80);
    }

    @Test
    void whatEntersAfterALongSilenceIsKnownAsWellAsWhatWasLeaving() {
        add(clock, 7);
        advance(1);
        advance(WINDOW);
        add(clock + 100, 9);
        advance(99);
        requireSame();
        advance(2);
        requireSame();

        assertThat(ends.trailing()).isEqualTo(9);
    }
}
