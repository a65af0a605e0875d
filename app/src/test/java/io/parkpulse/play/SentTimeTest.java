package io.parkpulse.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.clock.EventClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentTimeTest {
    private static final long BEGIN = 1_584_000_000_000L;
    private static final long HOUR = 3_600_000;

    @TempDir
    Path dir;

    /** It stands an hour after the beginning, for all that a test takes. */
    private final EventClock clock = new EventClock(System.currentTimeMillis(), BEGIN + HOUR, 1e-6);

    private final List<String> done = new ArrayList<>();
    private SentTime time;
    private Pacer pacer;

    @BeforeEach
    void create() throws Exception {
        time = SentTime.create(clock, dir.resolve("sent"), BEGIN);
        pacer = time.publishing(
                due -> done.add("await " + (due - BEGIN)), () -> done.add("flush " + (time.now() - BEGIN)));
    }

    @Test
    void nothingHasPassedBeforeSomethingIsSent() {
        assertThat(time.now()).isEqualTo(BEGIN);
    }

    @Test
    void aLineThatIsDueAndNotSentHoldsTheTime() throws Exception {
        pacer.await(BEGIN + 1000);
        // The player does not get to its line, though its time is long past.
        assertThat(clock.now()).isGreaterThanOrEqualTo(BEGIN + HOUR);
        assertThat(time.now()).isEqualTo(BEGIN + 1000);
    }

    @Test
    void whatWasHandedOverHasArrivedBeforeTheTimeGoesOn() throws Exception {
        pacer.await(BEGIN + 1000);
        pacer.await(BEGIN + 2 * HOUR);
        assertThat(done).containsExactly("flush 0", "await 1000", "flush 1000", "await " + 2 * HOUR);
    }

    @Test
    void beforeALineThatIsNotDueItIsTheClocks() throws Exception {
        pacer.await(BEGIN + 2 * HOUR);
        assertThat(time.now()).isBetween(BEGIN + HOUR, clock.now());
    }

    @Test
    void whenAllIsSentItIsTheClocks() throws Exception {
        pacer.await(BEGIN + 1000);
        time.end();
        assertThat(time.now()).isBetween(BEGIN + HOUR, clock.now());
    }

    @Test
    void linesWithoutATimeMoveNothing() throws Exception {
        pacer.await(Long.MIN_VALUE);
        assertThat(time.now()).isEqualTo(BEGIN);
        assertThat(done).containsExactly("await " + (Long.MIN_VALUE - BEGIN));
    }
}
