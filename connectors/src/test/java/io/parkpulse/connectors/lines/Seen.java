package io.parkpulse.connectors.lines;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A line as a consumer sees it, or ought to. */
record Seen(int file, long number, long fileOffset, boolean oversize, long fullLength, String text) {

    static Seen of(Line line) {
        return new Seen(
                line.file,
                line.number,
                line.fileOffset,
                line.oversize,
                line.fullLength,
                new String(line.buffer, line.offset, line.length, ISO_8859_1));
    }

    /** The event time of a valid record, or NONE. */
    long time() {
        byte[] bytes = text.getBytes(ISO_8859_1);
        TestClock clock = new TestClock();
        return !oversize && clock.isRecord(file, bytes, 0, bytes.length)
                ? clock.peek(file, bytes, 0, bytes.length)
                : LineClock.NONE;
    }

    /** What the lines of files are, found the simple way. */
    static List<Seen> expected(List<Path> files, int maxLineBytes) {
        List<Seen> lines = new ArrayList<>();
        for (int file = 0; file < files.size(); file++) {
            String rest = content(files.get(file));
            long number = 1;
            int offset = 0;
            while (offset < rest.length()) {
                int lineFeed = rest.indexOf('\n', offset);
                String text = rest.substring(offset, lineFeed < 0 ? rest.length() : lineFeed);
                boolean oversize = text.length() > maxLineBytes;
                if (!text.matches("[ \t\r]*")) {
                    String head = oversize ? text.substring(0, Math.min(200, text.length())) : text;
                    lines.add(new Seen(file, number, offset, oversize, text.length(), head));
                }
                offset += text.length() + 1;
                number++;
            }
        }
        return lines;
    }

    private static String content(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, ISO_8859_1) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
