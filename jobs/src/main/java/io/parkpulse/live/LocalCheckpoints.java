package io.parkpulse.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;

/**
 * The checkpoints of a job that runs in one process, from which it goes on when it is started again. On a cluster Flink's
 * configuration says all of this.
 *
 * @param directory where they are; it is made if need be
 * @param every time between two
 * @param backend what the state is in between
 */
public record LocalCheckpoints(Path directory, Duration every, Backend backend) {
    /** By its name: where there is no RocksDB the class cannot be loaded. */
    private static final String SMALL_INCREMENTS = "io.parkpulse.pipeline.SmallIncrements";

    /** The file by which a checkpoint is complete. */
    private static final String METADATA = "_metadata";

    /** A checkpoint lies two directories below, that of its job and its own. */
    private static final int DEPTH = 3;

    /** What a state is in. */
    public enum Backend {
        /** Objects in memory. Each checkpoint is a full one. */
        HEAP("hashmap", "org.apache.flink.runtime.state.hashmap.HashMapStateBackend", Map.of()),
        /** Files of RocksDB. A checkpoint is what has changed. */
        ROCKSDB(
                "rocksdb",
                "org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend",
                Map.of(
                        "state.backend.rocksdb.options-factory",
                        SMALL_INCREMENTS,
                        "state.backend.rocksdb.memory.fixed-per-slot",
                        "64mb"));

        private final String name;
        private final String type;
        private final Map<String, String> settings;

        Backend(String name, String type, Map<String, String> settings) {
            this.name = name;
            this.type = type;
            this.settings = settings;
        }

        private void requireThere() {
            try {
                Class.forName(type, false, LocalCheckpoints.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(
                        "checkpoints.backend: this distribution has no \"" + name
                                + "\": build one with mvn -pl app -am package -DskipTests -Procksdb, or say heap",
                        e);
            }
        }
    }

    /**
     * What Flink is told: to take them, and to go on from the newest there is.
     *
     * @param scratch an empty directory, for what the state is in between
     * @throws IOException if the directory cannot be read or made
     * @throws IllegalStateException if the backend is not there; says what to do
     */
    public Configuration flink(Path scratch) throws IOException {
        backend.requireThere();
        Configuration flink = new Configuration();
        flink.set(StateBackendOptions.STATE_BACKEND, backend.name);
        backend.settings.forEach(flink::setString);
        // Below the directory of a task RocksDB would have paths too long for it, and warn of each.
        flink.setString("state.backend.rocksdb.localdir", scratch.toString());
        flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, every);
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                Files.createDirectories(directory).toUri().toString());
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        newest().ifPresent(checkpoint -> {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
            // What it shares with later ones may go once those do without.
            flink.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        });
        return flink;
    }

    /** The newest that is complete. */
    Optional<Path> newest() throws IOException {
        if (!Files.exists(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(directory, DEPTH)) {
            return files.filter(file -> file.endsWith(METADATA))
                    .max(Comparator.comparing(LocalCheckpoints::written))
                    .map(Path::getParent);
        }
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            // Another job has taken it away meanwhile.
            return FileTime.fromMillis(0);
        }
    }
}
