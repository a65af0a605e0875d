package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class StandardErrorTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream() {
        private boolean closed;

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            if (!closed) {
                super.write(bytes, from, length);
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    };
    private final StandardError err = new StandardError(said);
    private final PrintStream command = new PrintStream(err.ofCommand(), true);
    private final PrintStream others = err.ofOthers();

    @Test
    void allAreHeardInTurn() {
        command.println("Replaying: 26%");
        others.println("WARN a disk is slow");
        command.println("Replaying: 27%");

        assertThat(said).hasToString("Replaying: 26%\nWARN a disk is slow\nReplaying: 27%\n");
    }

    @Test
    void aCommandThatFailsHasTheLastWord() {
        int exitCode = err.lastWord(() -> {
            others.println("Exception in thread \"enterprises\"");
            command.println("failed: out of memory");
            others.println("Exception in thread \"Source\"");
            return 1;
        });

        assertThat(exitCode).isEqualTo(1);
        assertThat(said).hasToString("failed: out of memory\n");
    }

    @Test
    void aCommandThatHadNoMemoryToSayItTriesAgain() {
        assertThatThrownBy(() -> err.lastWord(() -> {
                    throw new OutOfMemoryError();
                }))
                .isInstanceOf(OutOfMemoryError.class);
        err.lastWord(() -> {
            command.println("failed: out of memory");
            return 1;
        });

        assertThat(said).hasToString("failed: out of memory\n");
    }

    @Test
    void theLastWordBeginsALineOfItsOwn() {
        others.print("Exception in thread \"Source\" ");
        err.leaveLastWordToCommand();
        command.println("failed: out of memory");

        assertThat(said).hasToString("Exception in thread \"Source\" \nfailed: out of memory\n");
    }

    @Test
    void aBarThatIsDrawnAnewStaysWhereItIs() {
        command.print("\rReplaying: 26%");
        err.leaveLastWordToCommand();
        command.print("\r\u001b[K");
        command.println("failed: out of memory");

        assertThat(said).hasToString("\rReplaying: 26%\r\u001b[Kfailed: out of memory\n");
    }
}
