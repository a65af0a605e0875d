package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTest {
    /** A process whose work goes on while it ends, and fails as its directories are gone. */
    static final class FailsWhileItEnds {
        private FailsWhileItEnds() {}

        public static void main(String[] args) {
            PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
            Failure.report(new IOException("before"), CliTexts.ENGLISH, out);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Failure.report(new IOException("while"), CliTexts.ENGLISH, out)));
        }
    }

    @Test
    void workThatFailsBecauseTheProcessWasAskedToEndIsNoFailure() throws Exception {
        try (Child child = Child.start(FailsWhileItEnds.class, "64m", List.of())) {
            assertThat(child.exitCode()).isZero();
            assertThat(child.said()).isEqualToIgnoringNewLines("failed: before");
        }
    }
}
