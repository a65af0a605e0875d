package io.parkpulse.play;

import io.parkpulse.connectors.lines.LineClock;
import io.parkpulse.ingest.RecordGlance;
import io.parkpulse.ingest.TimeText;
import io.parkpulse.model.Stream;

/** Reads when the lines of a stream came. */
final class LineGlance implements LineClock {
    private static final long serialVersionUID = 1L;

    private final Stream stream;
    /** Several threads survey at once, and a glance keeps the results of its last record. */
    private final transient ThreadLocal<RecordGlance> glances = ThreadLocal.withInitial(RecordGlance::new);

    LineGlance(Stream stream) {
        this.stream = stream;
    }

    PlayedLine line(byte[] bytes) {
        RecordGlance glance = glances.get();
        glance.read(stream, bytes, 0, bytes.length);
        long at = glance.at();
        return new PlayedLine(bytes, at, came(glance, at));
    }

    private static long came(RecordGlance glance, long at) {
        long received = glance.received();
        return received == TimeText.NONE ? at : received;
    }

    @Override
    public long peek(int file, byte[] buffer, int offset, int length) {
        RecordGlance glance = glances.get();
        glance.read(stream, buffer, offset, length);
        long came = came(glance, glance.at());
        return came == TimeText.NONE ? NONE : came;
    }

    @Override
    public boolean isRecord(int file, byte[] buffer, int offset, int length) {
        return peek(file, buffer, offset, length) != NONE;
    }
}
