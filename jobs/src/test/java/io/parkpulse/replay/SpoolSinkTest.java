package io.parkpulse.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.index.DayColumn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolSinkTest {
    @TempDir
    Path dir;

    private static EnterpriseDay day(long epochDay, int enterprise) {
        return new EnterpriseDay(epochDay, enterprise, "P1", new long[DayColumn.COUNT]);
    }

    @Test
    void aRestartCutsTheFilesBackToWhatTheCheckpointHeld() throws Exception {
        SpoolSink<EnterpriseDay> sink = new SpoolSink<>(dir.resolve("days"), new SpoolFormats.EnterpriseDays());
        List<byte[]> checkpoint = new ArrayList<>();
        var failing = sink.createWriter(null);
        failing.write(day(1, 1), null);
        for (Map<Long, SpoolSink.Extent> state : failing.snapshotState(1)) {
            checkpoint.add(sink.getWriterStateSerializer().serialize(state));
        }
        failing.write(day(1, 2), null);
        failing.write(day(2, 3), null);
        failing.close();

        List<Map<Long, SpoolSink.Extent>> restored = new ArrayList<>();
        for (byte[] state : checkpoint) {
            restored.add(sink.getWriterStateSerializer().deserialize(1, state));
        }
        var writer = sink.restoreWriter(null, restored);
        writer.write(day(1, 4), null);
        writer.flush(true);
        writer.close();

        Spool<EnterpriseDay> spool = Spool.open(dir.resolve("days"), new SpoolFormats.EnterpriseDays());
        List<Integer> enterprises = new ArrayList<>();
        spool.buckets().forEach(bucket -> spool.read(bucket, day -> enterprises.add(day.enterprise())));
        assertThat(enterprises).containsExactly(1, 4);
        assertThat(dir.resolve("days/2")).doesNotExist();
    }
}
