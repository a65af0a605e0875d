package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FailureTest {
    /** A process whose work goes on while it ends, and fails as its directories are gone. */
    static final class FailsWhileItEnds {
        private FailsWhileItEnds() {}

        public static void main(String[] args) {
            PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
            Failure.report(new IOException("before"), out);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Failure.report(new IOException("while"), out)));
        }
    }

    @Test
    void workThatFailsBecauseTheProcessWasAskedToEndIsNoFailure() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FailsWhileItEnds.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .containsExactly("failed: before");
        assertThat(process.waitFor()).isZero();
    }
}
