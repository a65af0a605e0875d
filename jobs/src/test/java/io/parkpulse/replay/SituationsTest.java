package io.parkpulse.replay;

import io.parkpulse.connectors.cluster.OwnFlink;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

class SituationsTest extends Situations {
    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(OwnFlink.closed())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @Override
    protected void replay(Path recording, Path out, Duration every) throws Exception {
        TestReplay.run(recording, out, every, 2);
    }
}
