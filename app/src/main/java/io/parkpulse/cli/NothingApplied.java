package io.parkpulse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.message.Message;
import io.parkpulse.output.ReplayFiles;
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
     * @param texts in what language
     * @param out how whoever runs it calls that place; null if it is gone when they read this
     * @return none if a record was applied
     */
    static List<String> objections(CliTexts texts, Path files, Path out) throws IOException {
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
            lines.add(texts.of("nothing.none"));
            return lines;
        }
        lines.add(texts.of("nothing.all", "n", Message.count(read)));
        lines.addAll(DeadLetterExamples.first(files.resolve(ReplayFiles.DEAD_LETTERS)));
        lines.add(
                out == null
                        ? texts.of("nothing.by_replay", "file", ReplayFiles.DEAD_LETTERS)
                        : texts.of("nothing.in", "file", out.resolve(ReplayFiles.DEAD_LETTERS)));
        lines.add(texts.of("nothing.page"));
        return lines;
    }
}
