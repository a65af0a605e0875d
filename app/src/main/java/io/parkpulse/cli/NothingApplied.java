package io.parkpulse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.output.ReplayFiles;
import io.parkpulse.text.Columns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is said of a replay in which no record at all could be applied: why not, by the first of them. */
final class NothingApplied {
    private NothingApplied() {}

    /**
     * The lines to print.
     *
     * @param files what the replay wrote
     * @param out how whoever runs it calls that place; null if it is gone when they read this
     * @return none if a record was applied
     */
    static List<String> objections(Path files, Path out) throws IOException {
        JsonNode run =
                new ObjectMapper().readTree(files.resolve(ReplayFiles.RUN).toFile());
        long read = 0;
        for (JsonNode stream : run.path("streams")) {
            if (stream.path("applied").asLong() > 0) {
                return List.of();
            }
            read += stream.path("read").asLong();
        }
        List<String> lines = new ArrayList<>();
        if (read == 0) {
            lines.add("nothing was applied: the recording has no record");
            return lines;
        }
        lines.add("nothing was applied: none of the " + Columns.count(read) + " records could be. The first of them:");
        lines.addAll(DeadLetterExamples.first(files.resolve(ReplayFiles.DEAD_LETTERS)));
        lines.add(
                out == null
                        ? "replay writes all of them to " + ReplayFiles.DEAD_LETTERS
                        : "all of them, with the reason of each: " + out.resolve(ReplayFiles.DEAD_LETTERS));
        lines.add(DeadLetterExamples.PAGE);
        return lines;
    }
}
