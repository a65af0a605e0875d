package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
    private final StringWriter err = new StringWriter();

    @Test
    void anOutputThatCouldNotBeWrittenWholeIsAFailure() {
        assertThat(printTo("No space left on device")).isEqualTo(ExitCode.FAILED);
        assertThat(err).hasToString("failed: cannot write standard output: No space left on device\n");
    }

    @Test
    void aReaderThatHasReadEnoughIsNone() {
        assertThat(printTo("Broken pipe")).isEqualTo(ExitCode.NOTHING_APPLIED);
        assertThat(err.toString()).isEmpty();
    }

    private int printTo(String failure) {
        StandardOutput out = new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(failure);
            }
        });
        PrintWriter print = new PrintWriter(out, true);
        print.println("a table");
        return out.exitCode(ExitCode.NOTHING_APPLIED, new PrintWriter(err, true));
    }
}
