package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.replay.ReplayProgress.Phase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplayBarTest {
    private final StringWriter err = new StringWriter();
    private long millis;
    private final ReplayBar bar = new ReplayBar(
            CliTexts.ENGLISH, false, new PrintWriter(err, true), () -> TimeUnit.MILLISECONDS.toNanos(millis));

    @Test
    void withoutATerminalAPhaseIsALineAndALongOneALineEveryFewSeconds() {
        bar.begin(Phase.SURVEY, 3 << 20);
        millis += 400;
        bar.begin(Phase.JOB, 1_000_000);
        for (int i = 1; i <= 60; i++) {
            millis += 200;
            bar.at(16_000L * i);
        }
        millis += 400;
        bar.begin(Phase.WRITE, 1);
        millis += 2_000;
        bar.end();

        assertThat(err.toString().lines())
                .containsExactly(
                        "Looking over the files: 3.0 MiB in 0 s",
                        "Replaying: 400,000 of 1,000,000 records (40%), 80,000 records/s, 8 s left",
                        "Replaying: 800,000 of 1,000,000 records (80%), 80,000 records/s, 3 s left",
                        "Replaying: 1,000,000 records in 12 s, 80,645 records/s",
                        "Writing: done in 2 s");
    }

    @Test
    void aPhaseThatFailsIsNotSaidToBeDone() {
        bar.begin(Phase.JOB, 1_000);
        bar.close();

        assertThat(err.toString()).isEmpty();
    }
}
