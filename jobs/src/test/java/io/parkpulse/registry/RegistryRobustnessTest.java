package io.parkpulse.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.files.checked.Problem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class RegistryRobustnessTest {
    /** What files are broken with: delimiters, quotes, bytes that are no UTF-8, and plain text. */
    private static final byte[] BYTES = {
        '"', ',', '\n', '\r', ';', '/', '-', '0', '9', 'P', ':', '{', '[', '&', '*', 0, 9, ' ', -1, -64, (byte) 0xE5
    };

    private static Path dir;

    @BeforeContainer
    static void createDirectory() throws IOException {
        dir = Files.createTempDirectory("registry");
    }

    @AfterContainer
    static void deleteDirectory() throws IOException {
        for (String file : RegistryReader.FILES) {
            Files.deleteIfExists(dir.resolve(file));
        }
        Files.delete(dir);
    }

    @Property(tries = 500)
    void aBrokenRegistryHasProblemsAndNothingElse(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int changes)
            throws IOException, URISyntaxException {
        Random random = new Random(seed);
        Path example = Path.of(getClass().getResource("/registry/example").toURI());
        for (String file : RegistryReader.FILES) {
            byte[] bytes = Files.readAllBytes(example.resolve(file));
            for (int i = random.nextInt(changes + 1); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = BYTES[random.nextInt(BYTES.length)];
            }
            Files.write(dir.resolve(file), bytes);
        }
        try {
            assertThat(RegistryReader.read(dir).registry().methods()).containsKey("zhejiang-2020");
        } catch (RegistryException e) {
            List<Problem> problems = e.problems();
            assertThat(problems).isNotEmpty().allSatisfy(problem -> {
                assertThat(RegistryReader.FILES).contains(problem.file());
                assertThat(problem.line()).isPositive();
                assertThat(problem.toString()).contains("expected ").doesNotContain("\n", "\u0000");
            });
        }
    }
}
