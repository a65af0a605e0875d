package io.parkpulse.play;

import io.parkpulse.files.RegularFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** The lines in the order of the file. */
final class LinesInFileOrder implements PlayedLines {
    private static final int BUFFER = 256 << 10;

    private final Path file;
    private final LineGlance glance;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long lineNumber;

    LinesInFileOrder(Path file, LineGlance glance) throws IOException {
        this.file = file;
        this.glance = glance;
        this.in = RegularFile.open(file);
    }

    @Override
    public PlayedLine next() throws IOException {
        byte[] bytes;
        do {
            bytes = readLine();
        } while (bytes != null && isBlank(bytes));
        return bytes == null ? null : glance.line(bytes);
    }

    private byte[] readLine() throws IOException {
        ByteArrayOutputStream begun = null;
        lineNumber++;
        while (true) {
            if (from == to) {
                from = 0;
                to = in.read(buffer);
                if (to <= 0) {
                    to = 0;
                    return begun == null ? null : begun.toByteArray();
                }
            }
            int start = from;
            while (from < to && buffer[from] != '\n') {
                from++;
            }
            boolean ends = from < to;
            if (ends && begun == null) {
                byte[] whole = Arrays.copyOfRange(buffer, start, from);
                from++;
                return whole;
            }
            if (begun == null) {
                begun = new ByteArrayOutputStream();
            }
            begun.write(buffer, start, from - start);
            if (ends) {
                from++;
                return begun.toByteArray();
            }
            if (begun.size() > LONGEST) {
                throw new IOException(file + ":" + lineNumber + ": expected a line of at most 64 MiB");
            }
        }
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
