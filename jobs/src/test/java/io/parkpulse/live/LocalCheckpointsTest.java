package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCheckpointsTest {
    @TempDir
    private Path directory;

    private LocalCheckpoints checkpoints(LocalCheckpoints.Backend backend) {
        return new LocalCheckpoints(directory.resolve("made"), Duration.ofSeconds(30), backend);
    }

    private Path checkpoint(String name, long written) throws IOException {
        Path checkpoint = Files.createDirectories(directory.resolve("made").resolve(name));
        Path metadata = Files.createFile(checkpoint.resolve("_metadata"));
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(written));
        return checkpoint;
    }

    @Test
    void aJobBeginsAnewWhereThereIsNoCheckpoint() throws IOException {
        Configuration flink = checkpoints(LocalCheckpoints.Backend.HEAP).flink(directory);

        assertThat(flink.get(StateRecoveryOptions.SAVEPOINT_PATH)).isNull();
        assertThat(flink.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("hashmap");
        assertThat(directory.resolve("made")).isDirectory();
    }

    @Test
    void aJobGoesOnFromTheNewestCheckpointThatIsComplete() throws IOException {
        checkpoint("a/chk-9", 1_000);
        Path newest = checkpoint("b/chk-3", 3_000);
        checkpoint("a/chk-10", 2_000);
        Files.createDirectories(directory.resolve("made/b/chk-4"));

        Configuration flink = checkpoints(LocalCheckpoints.Backend.ROCKSDB).flink(directory);

        assertThat(flink.get(StateRecoveryOptions.SAVEPOINT_PATH))
                .isEqualTo(newest.toUri().toString());
        assertThat(flink.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    }
}
