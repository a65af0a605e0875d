package io.parkpulse.files.checked;

import io.parkpulse.files.Reason;
import io.parkpulse.files.RegularFile;
import io.parkpulse.files.UnusableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.StringJoiner;

/** Reads a file as UTF-8 and says which lines are not. */
public final class TextFile {
    private static final char BOM = '\uFEFF';
    private static final int LINES_NAMED = 5;

    /** A byte b that is not UTF-8 stands in the text as this + b, which no UTF-8 decodes to. */
    private static final char UNDECODED = 0xDC00;

    private TextFile() {}

    /**
     * The text of a file, without a byte order mark. Bytes that are not UTF-8 are a problem, but do not end the text:
     * each stands in it as a lone surrogate, so that different texts stay different and the rest can still be checked.
     *
     * @return null if the file cannot be read, which is a problem then
     */
    public static String read(Path dir, String file, Problems problems) {
        byte[] bytes;
        try {
            bytes = RegularFile.read(dir.resolve(file));
        } catch (UnusableFileException e) {
            problems.add(file, 0, null, RegularFile.other(dir.resolve(file)), RegularFile.EXPECTED);
            return null;
        } catch (IOException e) {
            problems.add(file, 0, null, "cannot be read (" + Reason.of(e) + ")", "a readable file");
            return null;
        }
        CharBuffer text = decode(file, bytes, problems).flip();
        if (text.hasRemaining() && text.get(0) == BOM) {
            text.get();
        }
        return text.toString();
    }

    private static CharBuffer decode(String file, byte[] bytes, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length); // a byte never makes more than one char
        BadLines bad = new BadLines(bytes);
        CoderResult result;
        while ((result = decoder.decode(in, out, true)).isError()) {
            bad.at(in.position());
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (UNDECODED + (in.get() & 0xFF)));
            }
        }
        bad.report(file, problems);
        return out;
    }

    /** One problem for all of a file's bad lines: a file in another encoding has hardly any other. */
    private static final class BadLines {
        private final byte[] bytes;
        private final StringJoiner others = new StringJoiner(", ", "; also line ", "");
        private int line = 1;
        private int counted;
        private int first;
        private int firstPosition;
        private int last;
        private int lines;

        BadLines(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Positions come in ascending order. */
        void at(int position) {
            for (; counted < position; counted++) {
                boolean ends = bytes[counted] == '\n'
                        || bytes[counted] == '\r' && (counted + 1 == bytes.length || bytes[counted + 1] != '\n');
                line += ends ? 1 : 0;
            }
            if (first == 0) {
                first = line;
                firstPosition = position;
            }
            if (line != last) {
                last = line;
                lines++;
                if (lines > 1 && lines <= LINES_NAMED) {
                    others.add(Integer.toString(line));
                }
            }
        }

        void report(String file, Problems problems) {
            if (first > 0) {
                String more = lines > LINES_NAMED ? " and " + (lines - LINES_NAMED) + " more" : "";
                problems.add(
                        file,
                        first,
                        null,
                        String.format("byte 0x%02X", bytes[firstPosition] & 0xFF),
                        "UTF-8" + (lines > 1 ? others + more : ""));
            }
        }
    }
}
