package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {
    @TempDir
    Path temp;

    @Test
    void aFailureLeavesNothingNotEvenTheDirectoriesAbove() throws IOException {
        Path target = temp.resolve("deep/er/out");
        try (Staging staging = Staging.beside(target)) {
            Files.writeString(staging.directory("result").resolve("half"), "half");
        }

        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aResultIsMovedIntoPlaceAndTheRestGoes() throws IOException {
        Path target = temp.resolve("deep/out");
        try (Staging staging = Staging.beside(target)) {
            Path result = staging.directory("result");
            Files.writeString(result.resolve("whole"), "whole");
            Files.writeString(staging.directory("scratch").resolve("spool"), "spool");
            staging.publish(result, target);
        }

        assertThat(temp.resolve("deep")).isDirectoryContaining(file -> file.endsWith("out"));
        assertThat(temp.resolve("deep").toFile().list()).containsExactly("out");
        assertThat(target.resolve("whole")).hasContent("whole");
    }

    @Test
    void aResultThatIsReplacedIsThereUntilTheNewOneIs() throws IOException {
        Path target = Files.createDirectory(temp.resolve("out"));
        Files.writeString(target.resolve("old"), "old");
        try (Staging staging = Staging.beside(target)) {
            Path result = staging.directory("result");
            assertThat(target.resolve("old")).exists();
            staging.publish(result, target);
        }

        assertThat(target).isEmptyDirectory();
        assertThat(temp.toFile().list()).containsExactly("out");
    }

    @Test
    void nothingIsLeftThoughSomebodyIsStillWriting() throws Exception {
        CountDownLatch begun = new CountDownLatch(100);
        Thread writer;
        try (Staging staging = Staging.beside(temp.resolve("out"))) {
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
}
