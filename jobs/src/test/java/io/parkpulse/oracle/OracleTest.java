package io.parkpulse.oracle;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OracleTest {
    private static final Path EXAMPLE = Path.of("src/test/resources/example");

    @TempDir
    Path temp;

    @Test
    void writesTheWorkedExampleLineByLine() throws Exception {
        Oracle.replay(EXAMPLE.resolve("in"), temp, Duration.ofHours(1));
        OutputComparison.assertSame(EXAMPLE.resolve("want"), temp);
    }
}
