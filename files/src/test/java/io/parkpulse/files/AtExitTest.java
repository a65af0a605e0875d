package io.parkpulse.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AtExitTest {
    /** A process that ends by itself, and says each time how far it is. */
    static final class Ends {
        private Ends() {}

        public static void main(String[] args) {
            AtExit.run(() -> System.out.println("first, last: " + AtExit.hasBegun()));
            AtExit.run(() -> System.out.println("second, first: " + AtExit.hasBegun()));
            AtExit.run(() -> System.out.println("taken back")).close();
            System.out.println("running: " + AtExit.hasBegun());
        }
    }

    @Test
    void whatCameLastHasItsTurnFirstAndAllKnowThatTheProcessEnds() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ends.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .containsExactly("running: false", "second, first: true", "first, last: true");
        assertThat(process.waitFor()).isZero();
    }
}
