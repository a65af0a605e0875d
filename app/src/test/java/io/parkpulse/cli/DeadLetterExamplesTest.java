package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
    void theFirstAreShown() throws IOException {
        List<String> letters = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            letters.add(letter(i, "value: missing", "{}"));
        }

        assertThat(first(letters))
                .containsExactly(
                        "  power.jsonl:1: malformed, value: missing: {}",
                        "  power.jsonl:2: malformed, value: missing: {}",
                        "  power.jsonl:3: malformed, value: missing: {}");
    }

    @Test
    void aTerminalIsNotToObeyWhatStandsInALetterWhichMayBeLongerThanMemory() throws IOException {
        String letter = letter(1, "not JSON: \\u001b[31m", "\\u001b[31m" + "x".repeat(100_000) + "\\u001b");

        assertThat(first(List.of(letter)))
                .containsExactly("  power.jsonl:1: malformed, not JSON: \\u001b[31m:  [31m" + "x".repeat(95) + "…");
    }

    private List<String> first(List<String> letters) throws IOException {
        return DeadLetterExamples.first(Files.write(dir.resolve("dead-letters.jsonl"), letters));
    }

    private static String letter(int line, String detail, String raw) {
        return "{\"stream\":\"power\",\"source\":\"power.jsonl:" + line + "\",\"reason\":\"malformed\",\"detail\":\""
                + detail.replace("\"", "\\\"") + "\",\"raw\":\"" + raw + "\"}";
    }
}
