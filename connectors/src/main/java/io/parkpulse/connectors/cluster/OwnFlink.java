package io.parkpulse.connectors.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/**
 * The configuration that every Flink cluster in this process begins with. Flink opens two ports whether somebody uses them or
 * not, for its page and for its store of files. Both are on the loopback address, the page can be looked at and does nothing
 * (see {@link PageGuard}), and only this process brings jobs.
 */
public final class OwnFlink {
    private static final String LOOPBACK = "127.0.0.1";

    private OwnFlink() {}

    /**
     * For a cluster of one task manager that writes as little as may be, all of it into one place. Its page has any port that is
     * free.
     *
     * @param parent the directory in which a new one is made for it, which only this user may enter; it is not deleted
     * @param parallelism of its jobs
     * @throws IOException if it cannot be made
     */
    public static Configuration in(Path parent, int parallelism) throws IOException {
        String own = Files.createTempDirectory(parent, "flink-").toString();
        Configuration configuration = closed();
        configuration.set(CoreOptions.TMP_DIRS, own);
        configuration.set(ClusterOptions.PROCESS_WORKING_DIR_BASE, own);
        configuration.set(WebOptions.TMP_DIR, own);
        configuration.set(WebOptions.UPLOAD_DIR, own);
        // Several may run here at once.
        configuration.set(RestOptions.BIND_PORT, "0");
        // A job is not to lie in files, however large it is: it goes from one part of this process to another.
        configuration.set(BlobServerOptions.OFFLOAD_MINSIZE, Integer.MAX_VALUE);
        // A local cluster wants least and most to be equal.
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, networkMemory(parallelism));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, networkMemory(parallelism));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
        return configuration;
    }

    /**
     * 64 MiB, or 128 KiB for each pair of an instance that sends and one that receives if that is more: Flink wants buffers for
     * all pairs before any of them starts.
     */
    private static MemorySize networkMemory(int parallelism) {
        return MemorySize.ofMebiBytes(Math.max(64, parallelism * parallelism / 8));
    }

    /** What closes a cluster to everybody else, and nothing more. */
    public static Configuration closed() {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        // The store of files, too.
        configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(PageGuard.GUARDED, true);
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
        configuration.set(WebOptions.CANCEL_ENABLE, false);
        configuration.set(WebOptions.RESCALE_ENABLE, false);
        configuration.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "http://" + LOOPBACK);
        return configuration;
    }
}
