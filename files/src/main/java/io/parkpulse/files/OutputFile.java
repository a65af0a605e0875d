package io.parkpulse.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writing a file. Whatever goes wrong, as where a disk is full, the message says which file it was. */
public final class OutputFile extends FilterOutputStream {
    private final Path file;

    private OutputFile(Path file, OutputStream out) {
        super(out);
        this.file = file;
    }

    /** Opens a file, emptying the one that is there. Writes at once, without a buffer. */
    public static OutputStream create(Path file) throws IOException {
        return open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    /** Opens a file to write on at its end, making it if it is not there. */
    public static OutputStream append(Path file) throws IOException {
        return open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static OutputStream open(Path file, OpenOption... options) throws IOException {
        try {
            return new OutputFile(file, Files.newOutputStream(file, options));
        } catch (IOException e) {
            throw named(file, e);
        }
    }

    private static IOException named(Path file, IOException failure) {
        String why = failure instanceof AccessDeniedException
                ? "no permission"
                : failure instanceof FileSystemException of && of.getReason() != null
                        ? of.getReason()
                        : failure.getMessage();
        return new IOException("cannot write " + file + ": " + why, failure);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw named(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } catch (IOException e) {
            throw named(file, e);
        }
    }
}
