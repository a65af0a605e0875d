package io.parkpulse.imports;

import java.io.IOException;
import java.io.Reader;

/** Characters on their way to a parser, of which those of the row it is in are kept. */
final class KeptText extends Reader {
    private final Reader in;
    private final StringBuilder kept = new StringBuilder();
    private long keptFrom;

    KeptText(Reader in) {
        this.in = in;
    }

    @Override
    public int read(char[] chars, int offset, int length) throws IOException {
        int read = in.read(chars, offset, length);
        if (read > 0) {
            kept.append(chars, offset, read);
        }
        return read;
    }

    /** What stands before this is not needed any more. */
    void from(long position) {
        // Moved seldom, as moving costs as much as is kept.
        if (position - keptFrom > 1 << 14) {
            kept.delete(0, (int) Math.min(position - keptFrom, kept.length()));
            keptFrom = position;
        }
    }

    String text(long from, long to) {
        int begin = (int) Math.max(0, from - keptFrom);
        int end = (int) Math.min(kept.length(), to - keptFrom);
        return begin >= end ? "" : kept.substring(begin, end);
    }

    /** The beginning of what is kept. */
    String line() {
        String text = kept.substring(0, Math.min(kept.length(), 200));
        return text.lines().findFirst().orElse("");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
