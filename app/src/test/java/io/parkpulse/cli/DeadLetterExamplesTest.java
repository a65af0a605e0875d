package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.cli.DeadLetterExamples.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterExamplesTest {
    @TempDir
    Path dir;

    @Test
    void thereIsOneOfEachOfTheKindsThatComeFirst() throws IOException {
        List<String> letters = new ArrayList<>();
        for (int i = 1; i <= 5000; i++) {
            letters.add(letter("power", i, "malformed", "value: missing"));
        }
        letters.add(letter("power", 5001, "bad-time", "at \"x\": no offset"));
        letters.add(letter("power", 5002, "bad-time", "at \"y\": no offset"));
        letters.add(letter("power", 5003, "glitch", ""));
        letters.add(letter("power", 5004, "future", "late"));

        assertThat(examples(
                        letters,
                        new Kind("power", "malformed"),
                        new Kind("power", "glitch"),
                        new Kind("power", "bad-time"),
                        new Kind("power", "future")))
                .containsExactly(
                        "  power.jsonl:1: malformed, value: missing",
                        "  power.jsonl:5003: glitch",
                        "  power.jsonl:5001: bad-time, at \"x\": no offset");
    }

    @Test
    void whereThereAreFewKindsThereAreOthersThatSaySomethingElse() throws IOException {
        List<String> letters = List.of(
                letter("power", 1, "bad-time", "at 1584317700: seconds"),
                letter("power", 2, "bad-time", "at 1584318600: seconds"),
                letter("power", 3, "bad-time", "at \"2020-03-16T09:00:00\": no offset"),
                letter("power", 4, "bad-time", "at \"2020-03-16T10:00:00\": no offset"));

        assertThat(examples(letters, new Kind("power", "bad-time")))
                .containsExactly(
                        "  power.jsonl:1: bad-time, at 1584317700: seconds",
                        "  power.jsonl:3: bad-time, at \"2020-03-16T09:00:00\": no offset");
    }

    @Test
    void aTerminalIsNotToObeyWhatStandsInALetter() throws IOException {
        String letter =
                letter("power", 1, "malformed", "not JSON: \\u001b[31m").replace("{}", "x".repeat(100_000) + "\\u001b");

        assertThat(examples(List.of(letter), new Kind("power", "malformed")))
                .containsExactly("  power.jsonl:1: malformed, not JSON: \\u001b[31m");
    }

    private List<String> examples(List<String> letters, Kind... kinds) throws IOException {
        Path file = Files.write(dir.resolve("dead-letters.jsonl"), letters);
        return DeadLetterExamples.of(file, List.of(kinds));
    }

    private static String letter(String stream, int line, String reason, String detail) {
        return "{\"stream\":\"" + stream + "\",\"source\":\"" + stream + ".jsonl:" + line + "\",\"reason\":\"" + reason
                + "\",\"detail\":\"" + detail.replace("\"", "\\\"") + "\",\"raw\":\"{}\"}";
    }
}
