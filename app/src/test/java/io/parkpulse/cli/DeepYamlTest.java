package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A YAML file that goes down further than a thread can is wrong in a line, as any other. */
class DeepYamlTest {
    private static final int LEVELS = 20_000;

    @TempDir
    Path dir;

    private final Commands commands = new Commands();

    private static List<String> deepTexts() {
        StringBuilder blocks = new StringBuilder();
        for (int i = 0; i < LEVELS / 20; i++) {
            blocks.append(" ".repeat(i)).append("a:\n");
        }
        return List.of("[".repeat(LEVELS), "{a: ".repeat(LEVELS), "- ".repeat(LEVELS), blocks.toString());
    }

    private void refused(String file, String... command) {
        assertThat(commands.run(command)).as(commands.err()).isEqualTo(2);
        assertThat(commands.err().lines().findFirst().orElseThrow())
                .startsWith(file)
                .contains("nested deeper than 50 levels");
        assertThat(commands.err().length()).isLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules.yaml", "methods.yaml"})
    void ofARegistry(String file) throws IOException {
        Path in = dir.resolve("in");
        Commands.copy(Commands.EXAMPLE.resolve("in"), in);
        for (String text : deepTexts()) {
            Files.writeString(in.resolve(file), "# one\n" + text);
            String line = file + ":" + (text.contains("\n") ? 52 : 2);
            refused(line, "replay", in.toString(), "--out", dir.resolve("out").toString());
        }
    }

    @Test
    void ofAConfiguration() throws IOException {
        for (String text : deepTexts()) {
            Path config = Files.writeString(dir.resolve("run.yaml"), text);
            refused("run.yaml:" + (text.contains("\n") ? 51 : 1), "run", "--config", config.toString());
        }
    }
}
