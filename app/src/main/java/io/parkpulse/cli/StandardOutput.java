package io.parkpulse.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;

/** Standard output that remembers if it could not be written, which a {@link PrintWriter} does not say. */
final class StandardOutput extends OutputStream {
    private static final String NOBODY_READS = "Broken pipe";

    private final OutputStream to;
    private IOException failure;

    StandardOutput(OutputStream to) {
        this.to = to;
    }

    /**
     * What a command ends with whose output went here: half of an output must not pass for all of it.
     *
     * @param ofCommand what it ends with by itself; this also where a reader went away on purpose, as {@code head} does
     */
    int exitCode(int ofCommand, PrintWriter err) {
        if (failure == null || String.valueOf(failure.getMessage()).contains(NOBODY_READS)) {
            return ofCommand;
        }
        err.println("failed: cannot write standard output: " + failure.getMessage());
        err.flush();
        return ExitCode.FAILED;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            to.write(bytes, from, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }
}
