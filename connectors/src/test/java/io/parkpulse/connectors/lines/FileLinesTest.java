package io.parkpulse.connectors.lines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLinesTest {
    private static final int LONGEST = 20;

    @TempDir
    Path dir;

    @Test
    void linesHaveTheirNumbersAndBlankOnesCountButDoNotCome() throws IOException {
        assertThat(read("a\n\n \t\r\nb\r\nc")).containsExactly("1 0 a", "4 7 b\r", "5 10 c");
        assertThat(read("a\n")).containsExactly("1 0 a");
        assertThat(read("")).isEmpty();
        assertThat(read("\n\n")).isEmpty();
    }

    @Test
    void aLineThatIsTooLongComesWithoutItsBytes() throws IOException {
        String longest = "x".repeat(LONGEST);
        String much = "y".repeat(1 << 20);

        assertThat(read(longest + "\n" + longest + "y\n" + much + "\nb\n" + " ".repeat(1 << 20) + "\nc\n" + much))
                .containsExactly(
                        "1 0 " + longest,
                        "2 21 of 21",
                        "3 43 of 1048576",
                        "4 1048620 b",
                        "6 2097199 c",
                        "7 2097201 of 1048576");
    }

    @Test
    void manyLinesAreThoseOfTheFile() throws IOException {
        Random random = new Random(1);
        List<String> lines = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        long offset = 0;
        for (int i = 1; i <= 100_000; i++) {
            String line = "x".repeat(random.nextInt(LONGEST + 1));
            lines.add(line);
            if (!line.isEmpty()) {
                expected.add(i + " " + offset + " " + line);
            }
            offset += line.length() + 1;
        }

        assertThat(read(String.join("\n", lines))).isEqualTo(expected);
    }

    private List<String> read(String text) throws IOException {
        Path file = Files.writeString(dir.resolve("lines"), text);
        List<String> lines = new ArrayList<>();
        try (FileLines in = new FileLines(file, 2, LONGEST)) {
            Line line = new Line();
            while (in.next(line)) {
                assertThat(line.file).isEqualTo(2);
                lines.add(line.number + " " + line.fileOffset + " "
                        + (line.oversize
                                ? "of " + line.fullLength
                                : new String(line.buffer, line.offset, line.length, UTF_8)));
            }
            assertThat(in.bytesRead()).isEqualTo(Files.size(file));
        }
        return lines;
    }
}
