package io.parkpulse.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {
    private static final OwnOutput OWN = new OwnOutput("a test", List.of("old"), Set.of("old", "deep/old"));

    @TempDir
    Path temp;

    private static Staging staging(Path target, boolean replaces) throws IOException {
        return Staging.of(new Staging.Target("--out", target, replaces, OWN), "write");
    }

    @Test
    void aFailureLeavesNothingNotEvenTheDirectoriesAbove() throws IOException {
        Path target = temp.resolve("deep/er/out");
        try (Staging staging = staging(target, false)) {
            Files.writeString(staging.directory("result").resolve("half"), "half");
        }

        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aResultIsMovedIntoPlaceAndTheRestGoes() throws IOException {
        Path target = temp.resolve("deep/out");
        try (Staging staging = staging(target, false)) {
            Path result = staging.directory("result");
            Files.writeString(result.resolve("whole"), "whole");
            Files.writeString(staging.directory("scratch").resolve("spool"), "spool");
            staging.publish(result);
        }

        assertThat(temp.resolve("deep")).isDirectoryContaining(file -> file.endsWith("out"));
        assertThat(temp.resolve("deep").toFile().list()).containsExactly("out");
        assertThat(target.resolve("whole")).hasContent("whole");
    }

    @Test
    void aResultThatIsReplacedIsThereUntilTheNewOneIs() throws IOException {
        Path target = Files.createDirectory(temp.resolve("out"));
        Files.writeString(target.resolve("old"), "old");
        try (Staging staging = staging(target, true)) {
            Path result = staging.directory("result");
            assertThat(target.resolve("old")).exists();
            staging.publish(result);
        }

        assertThat(target).isEmptyDirectory();
        assertThat(temp.toFile().list()).containsExactly("out");
    }

    @Test
    void nothingIsLeftThoughSomebodyIsStillWriting() throws Exception {
        CountDownLatch begun = new CountDownLatch(100);
        Thread writer;
        try (Staging staging = staging(temp.resolve("out"), false)) {
            Path scratch = staging.directory("scratch");
            writer = new Thread(() -> {
                try {
                    // As a job does that has not heard yet that all is over; until it cannot any more.
                    for (int i = 0; ; i++) {
                        Files.createFile(scratch.resolve("spool-" + i));
                        begun.countDown();
                    }
                } catch (IOException e) {
                    // There is no such directory any more.
                }
            });
            writer.start();
            begun.await();
        }
        writer.join();

        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aPlaceIsTakenUntilItIsLeft() throws IOException {
        Path target = temp.resolve("out");
        try (Staging first = staging(target, false)) {
            first.directory("result");
            assertThatThrownBy(() -> staging(target, false))
                    .isInstanceOf(UnusableFileException.class)
                    .hasMessageContaining("--out " + target)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("write");
        }
        staging(target, false).close();
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void whatComesIntoBeingMeanwhileStaysAndTheResultIsBesideIt() throws IOException {
        for (boolean replaces : new boolean[] {false, true}) {
            Path target = Files.createDirectory(temp.resolve("of" + replaces)).resolve("out");
            try (Staging staging = staging(target, replaces)) {
                Path result = staging.directory("result");
                Files.writeString(result.resolve("whole"), "whole");
                Files.writeString(Files.createDirectory(target).resolve("precious"), "mine");
                Files.createDirectory(target.resolveSibling("out-2"));

                assertThatThrownBy(() -> staging.publish(result)).hasMessageContaining("out-3");
            }
            assertThat(target.resolve("precious")).hasContent("mine");
            assertThat(target.resolveSibling("out-3").resolve("whole")).hasContent("whole");
            assertThat(target.getParent().toFile().list()).containsExactlyInAnyOrder("out", "out-2", "out-3");
        }
    }

    @Test
    void whatWasPutIntoAnEarlierResultMeanwhileStays() throws IOException {
        Path target = Files.createDirectory(temp.resolve("out"));
        Files.writeString(target.resolve("old"), "old");
        try (Staging staging = staging(target, true)) {
            Path result = staging.directory("result");
            Files.writeString(target.resolve("precious"), "mine");

            assertThatThrownBy(() -> staging.publish(result)).hasMessageContaining("out-2");
        }
        assertThat(target.resolve("old")).hasContent("old");
        assertThat(target.resolve("precious")).hasContent("mine");
    }

    @Test
    void anEmptyFolderOfSomebodyElseIsNotTakenForOurs() throws IOException {
        Path target = temp.resolve("out");
        try (Staging staging = staging(target, false)) {
            Path result = staging.directory("result");
            Files.createDirectory(target);

            assertThatThrownBy(() -> staging.publish(result)).hasMessageContaining("out-2");
        }
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void nothingElseThanAnEarlierResultIsReplaced() throws IOException {
        Path target = Files.createDirectories(temp.resolve("out"));
        Files.createDirectory(target.resolve("deep"));
        assertThatThrownBy(() -> staging(target, false)).hasMessageContaining("--force");
        assertThatThrownBy(() -> staging(target, true)).hasMessageContaining("has no old");
        for (String name : List.of("a", "b", "c", "d", "e")) {
            Files.writeString(target.resolve("deep").resolve(name), "mine");
        }
        assertThatThrownBy(() -> staging(target, true))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("deep/a, deep/b, deep/c and 2 more");

        Path file = Files.writeString(temp.resolve("file"), "mine");
        assertThatThrownBy(() -> staging(file, true)).hasMessageContaining("is no directory");
    }

    @Test
    void whatADeadProgramLeftIsCleared() throws IOException {
        Path left = Files.createDirectories(temp.resolve(".out.partial/work/result"))
                .getParent()
                .getParent();
        Files.createFile(left.resolve("lock"));
        try (Staging staging = staging(temp.resolve("out"), false)) {
            Staging.clearIfDead(left);
            assertThat(staging.directory("result")).isEmptyDirectory();
        }
        assertThat(temp).isEmptyDirectory();

        Files.createDirectories(left.resolve("work/result"));
        Files.createFile(left.resolve("lock"));
        Staging.clearIfDead(left);
        assertThat(temp).isEmptyDirectory();

        Path other = Files.createDirectories(temp.resolve("somebody's.partial/work"));
        Staging.clearIfDead(other.getParent());
        assertThat(other).exists();
    }
}
