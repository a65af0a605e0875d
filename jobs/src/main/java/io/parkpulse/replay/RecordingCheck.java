package io.parkpulse.replay;

import io.parkpulse.check.Check;
import io.parkpulse.check.Finding;
import io.parkpulse.connectors.lines.FileLines;
import io.parkpulse.connectors.lines.Line;
import io.parkpulse.files.RegularFile;
import io.parkpulse.model.Stream;
import io.parkpulse.registry.RegistryLines;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/** Goes over a recording and finds what is likely a misunderstanding. */
public final class RecordingCheck {
    /** Of a recording of which only the beginning is looked at: lines of each stream. */
    private static final long BEGINNING = 400_000;

    private static final int LINES_BETWEEN_PROGRESS = 1 << 14;

    /**
     * What was found.
     *
     * @param records how many were looked at
     * @param appliesAny whether a replay would apply a record at all
     * @param findings the weightiest first
     */
    public record Result(long records, boolean appliesAny, List<Finding> findings) {
        public Result {
            findings = List.copyOf(findings);
        }
    }

    private RecordingCheck() {}

    /**
     * Looks at all of it.
     *
     * @param registry the directory of the registry, mostly the same
     * @param roster of that registry
     * @param progress hears how many bytes were read so far
     */
    public static Result of(Path recording, Path registry, Roster roster, LongConsumer progress) throws IOException {
        return read(recording, registry, roster, Long.MAX_VALUE, progress);
    }

    /** Looks at the beginning of each stream, which is all of a small recording. */
    static Result ofBeginning(Path recording, Roster roster) throws IOException {
        return read(recording, recording, roster, BEGINNING, bytes -> {});
    }

    private static Result read(Path recording, Path registry, Roster roster, long most, LongConsumer progress)
            throws IOException {
        Check check = new Check(roster);
        boolean whole = true;
        long before = 0;
        for (Stream stream : Stream.values()) {
            Path file = recording.resolve(stream.fileName());
            if (!RegularFile.exists(file)) {
                continue;
            }
            try (FileLines lines = new FileLines(file, stream.ordinal())) {
                Line line = new Line();
                long read = 0;
                for (; read < most && lines.next(line); read++) {
                    if (line.oversize) {
                        check.tooLong(stream, line.fullLength, line.number);
                    } else {
                        check.read(stream, line.buffer, line.offset, line.length, line.number);
                    }
                    if (read % LINES_BETWEEN_PROGRESS == 0) {
                        progress.accept(before + lines.bytesRead());
                    }
                }
                whole &= read < most || !lines.next(line);
                before += lines.bytesRead();
            }
        }
        return new Result(
                check.records(), check.appliesAny(), RegistryLines.in(registry).located(check.findings(whole)));
    }
}
