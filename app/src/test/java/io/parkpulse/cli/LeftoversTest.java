package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a replay leaves in the directory for temporary files, and beside its results. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LeftoversTest {
    @TempDir
    Path dir;

    private Path recording;
    private Path temporary;

    @BeforeEach
    void simulate() throws IOException {
        recording = Files.createDirectory(dir.resolve("recording"));
        temporary = Files.createDirectory(dir.resolve("temporary"));
        new Simulation(Scenarios.named("province", 1, OptionalInt.empty(), OptionalInt.of(2000)), 1, false)
                .writeTo(recording, (lines, expected) -> {});
    }

    private Child replay(String out, Object... more) throws IOException {
        return Child.start(
                "400m",
                List.of("-Djava.io.tmpdir=" + temporary),
                Stream.concat(
                                Stream.of("replay", recording, "--out", dir.resolve(out), "--every", "PT1H"),
                                Stream.of(more))
                        .toArray());
    }

    /** All files and directories, but for the one directory that all processes of this user share. */
    private List<String> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.walk(temporary)) {
            return files.map(file -> temporary.relativize(file).toString())
                    .filter(name -> name.contains("/"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void areNoneWhereItEnds() throws Exception {
        try (Child child = replay("out")) {
            assertThat(child.exitCode()).as(child.said()).isZero();
            assertThat(child.said()).doesNotContain("WARN");
        }
        assertThat(temporaryFiles()).isEmpty();
        assertThat(temporary.toFile().list()).hasSize(1).allMatch(name -> name.startsWith("parkpulse-"));
    }

    @Test
    void areNoneWhereItIsAskedToEnd() throws Exception {
        try (Child child = replay("out")) {
            child.await("Replaying");
            assertThat(temporaryFiles()).isNotEmpty();
            child.terminate();
            assertThat(child.exitCode()).as(child.said()).isEqualTo(128 + 15);
            assertThat(child.said()).doesNotContain("Exception").doesNotContain("failed");
        }
        assertThat(temporaryFiles()).isEmpty();
        assertThat(dir.toFile().list()).containsExactlyInAnyOrder("recording", "temporary");
    }

    @Test
    void ofOneThatIsKilledGoWhenTheNextBegins() throws Exception {
        try (Child child = replay("out")) {
            child.await("Replaying");
            child.kill();
            child.exitCode();
        }
        assertThat(temporaryFiles()).isNotEmpty();
        assertThat(dir.resolve(".out.partial")).exists();
        try (Child child = replay("other")) {
            assertThat(child.exitCode()).as(child.said()).isZero();
        }
        assertThat(temporaryFiles()).isEmpty();
        assertThat(dir.toFile().list()).containsExactlyInAnyOrder("recording", "temporary", "other");
    }

    @Test
    void ofOneThatRunsStayWhenAnotherBeginsAndEnds() throws Exception {
        try (Child child = replay("out")) {
            child.await("Replaying");
            List<String> before = temporaryFiles();
            try (Child other = replay("other")) {
                assertThat(other.exitCode()).as(other.said()).isZero();
            }
            assertThat(child.exitCode()).as(child.said()).isZero();
            assertThat(before).isNotEmpty();
        }
        assertThat(temporaryFiles()).isEmpty();
    }
}
