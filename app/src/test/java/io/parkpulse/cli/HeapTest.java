package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A heap that is too small ends in a sentence, wherever it is that memory runs out first. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HeapTest {
    @TempDir
    static Path recording;

    @TempDir
    Path dir;

    @BeforeAll
    static void simulate() throws IOException {
        new Simulation(Scenarios.named("province", 1, OptionalInt.empty(), OptionalInt.of(20_000)), 1, false)
                .writeTo(recording, (lines, expected) -> {});
    }

    @ParameterizedTest
    @CsvSource({"40m, -XX:+UseParallelGC", "110m, -XX:+UseParallelGC", "110m, -XX:+UseG1GC"})
    void thatIsTooSmallSaysHowMuchThereIsAndHowMuchToGive(String heap, String collector) throws Exception {
        try (Child child = Child.start(heap, List.of(collector), "replay", recording, "--out", dir.resolve("out"))) {
            assertThat(child.exitCode()).as(child.said()).isEqualTo(1);
            List<String> lines = child.said().strip().lines().toList();
            assertThat(lines.get(lines.size() - 1))
                    .as(child.said())
                    .startsWith("failed: out of memory: the heap of " + heap.replace("m", " MB"))
                    .contains("PARKPULSE_JAVA_OPTS=-Xmx1g");
            assertThat(child.said().length()).isLessThan(5000);
        }
        assertThat(dir.toFile().list()).doesNotContain("out");
    }
}
