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
    Path dir;

    @Test
    void nothingIsLeftThoughSomebodyIsStillWriting() throws Exception {
        CountDownLatch begun = new CountDownLatch(100);
        Thread writer;
        try (Staging staging = Staging.beside(dir.resolve("out"))) {
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

        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void aPublishedResultReplacesTheOneThatWasThere() throws Exception {
        Path out = Files.createDirectory(dir.resolve("out"));
        Files.writeString(out.resolve("old"), "old");
        try (Staging staging = Staging.beside(out)) {
            Path result = staging.directory("result");
            Files.writeString(result.resolve("new"), "new");
            staging.publish(result, out);
        }

        assertThat(dir.toFile().list()).containsExactly("out");
        assertThat(out.toFile().list()).containsExactly("new");
    }
}
