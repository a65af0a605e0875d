package io.parkpulse.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard error of this process, on which a command speaks and others beside it: logs, and Java where a thread ends by an
 * error. Where a command fails it has the last word; where memory runs out, many threads end at that moment.
 */
final class StandardError {
    private final OutputStream to;
    private boolean lineIsOpen;
    private boolean lastWord;

    StandardError(OutputStream to) {
        this.to = to;
    }

    /** What the command says. */
    OutputStream ofCommand() {
        return new Voice(false);
    }

    /** What all others say; nothing any more when the command has the last word. */
    PrintStream ofOthers() {
        return new PrintStream(new Voice(true), true, StandardCharsets.UTF_8);
    }

    /** Has the command say how it failed, and nobody speak after it; if it cannot say it, it may try again. */
    <X extends Exception> int lastWord(Report<X> report) throws X {
        leaveLastWordToCommand();
        int exitCode = report.exitCode();
        close();
        return exitCode;
    }

    /** Says how a command failed. */
    @FunctionalInterface
    interface Report<X extends Exception> {
        /** What it ends with. */
        int exitCode() throws X;
    }

    /** Ends a line that somebody else has begun. From now on only the command is heard. */
    synchronized void leaveLastWordToCommand() {
        if (lastWord) {
            return;
        }
        lastWord = true;
        if (lineIsOpen) {
            try {
                to.write('\n');
            } catch (IOException e) {
                // Then the command cannot speak either.
            }
        }
    }

    /** Says nothing any more, whoever speaks: also Java itself, which has ways of its own to get here. */
    synchronized void close() {
        try {
            // For this one Java has what is written go nowhere, so no file gets it that is opened later.
            to.close();
        } catch (IOException e) {
            // Nothing is heard this way, too.
        }
    }

    private synchronized void write(boolean other, byte[] bytes, int from, int length) throws IOException {
        if (other && lastWord) {
            return;
        }
        to.write(bytes, from, length);
        lineIsOpen = length == 0 ? lineIsOpen : other && bytes[from + length - 1] != '\n';
    }

    private final class Voice extends OutputStream {
        private final boolean other;

        Voice(boolean other) {
            this.other = other;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            StandardError.this.write(other, bytes, from, length);
        }
    }
}
