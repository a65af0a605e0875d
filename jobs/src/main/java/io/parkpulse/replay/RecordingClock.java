package io.parkpulse.replay;

import io.parkpulse.connectors.lines.LineClock;
import io.parkpulse.ingest.RecordReader;
import io.parkpulse.ingest.TimeText;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;

/** Tells the time of a recording's lines; files are numbered like the streams. */
final class RecordingClock implements LineClock {
    private static final long serialVersionUID = 1L;

    private static final Stream[] STREAMS = Stream.values();

    /** Several threads survey at once, and a reader keeps the results of its last record. */
    private final transient ThreadLocal<RecordReader> readers;

    RecordingClock(Roster roster) {
        this.readers = ThreadLocal.withInitial(() -> new RecordReader(roster));
    }

    @Override
    public long peek(int file, byte[] buffer, int offset, int length) {
        long time = readers.get().peekTime(STREAMS[file], buffer, offset, length);
        return time == TimeText.NONE ? NONE : time;
    }

    @Override
    public boolean isRecord(int file, byte[] buffer, int offset, int length) {
        return readers.get().read(STREAMS[file], buffer, offset, length);
    }
}
