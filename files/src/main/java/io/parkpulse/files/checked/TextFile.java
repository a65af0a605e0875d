package io.parkpulse.files.checked;

import io.parkpulse.files.NotText;
import io.parkpulse.files.Reason;
import io.parkpulse.files.RegularFile;
import io.parkpulse.files.UnusableFileException;
import io.parkpulse.message.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringJoiner;

/** Reads a file as UTF-8, or as what else it surely is, and says which lines are neither. */
public final class TextFile {
    private static final char BOM = '\uFEFF';
    private static final int LINES_NAMED = 5;

    /** A byte b that is not UTF-8 stands in the text as this + b, which no UTF-8 decodes to. */
    private static final char UNDECODED = 0xDC00;

    private TextFile() {}

    /**
     * The text of a file in UTF-8, or in UTF-16 if a byte order mark says so, without the mark. Bytes that are not UTF-8
     * are a problem, but do not end the text: each stands in it as a lone surrogate, so that different texts stay
     * different and the rest can still be checked.
     *
     * @return null if the file cannot be read, or is no text, which is a problem then
     */
    public static String read(Path dir, String file, Problems problems) {
        byte[] bytes = bytes(dir, file, problems);
        return bytes == null ? null : text(file, bytes, false, problems);
    }

    /** The same of a table, as spreadsheets save it: also in GB18030, of which GBK and GB2312 are parts. */
    public static String readTable(Path dir, String file, Problems problems) {
        byte[] bytes = bytes(dir, file, problems);
        return bytes == null ? null : text(file, bytes, true, problems);
    }

    private static byte[] bytes(Path dir, String file, Problems problems) {
        try {
            return RegularFile.read(dir.resolve(file));
        } catch (UnusableFileException e) {
            problems.add(file, 0, RegularFile.other(dir.resolve(file)), RegularFile.EXPECTED);
        } catch (IOException e) {
            problems.add(
                    file,
                    0,
                    Message.of("registry.cannot_be_read", "reason", Reason.of(e)),
                    Message.of("registry.readable_file"));
        }
        return null;
    }

    private static String text(String file, byte[] bytes, boolean table, Problems problems) {
        NotText other = table ? NotText.ofTable(bytes, null) : NotText.ofText(bytes, null);
        if (other != null) {
            problems.add(file, 0, other.is(), other.expected());
            return null;
        }
        if (hasUtf16Mark(bytes)) {
            Optional<String> utf16 = whole(bytes, StandardCharsets.UTF_16);
            if (utf16.isPresent()) {
                problems.warn(Message.of("registry.file", "file", file, "text", Message.of("registry.utf16")));
                return utf16.get();
            }
        }
        BadLines bad = new BadLines(bytes);
        String utf8 = utf8(bytes, bad);
        if (table && bad.areMost()) {
            Optional<String> chinese = whole(bytes, Charset.forName("GB18030"));
            if (chinese.isPresent()) {
                problems.warn(Message.of("registry.file", "file", file, "text", Message.of("registry.gb18030")));
                return chinese.get();
            }
        }
        bad.report(file, problems);
        return utf8;
    }

    private static boolean hasUtf16Mark(byte[] bytes) {
        return bytes.length >= 2
                && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF
                        || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE);
    }

    /** The text of these bytes if they are nothing else but text in an encoding. */
    private static Optional<String> whole(byte[] bytes, Charset encoding) {
        try {
            return Optional.of(encoding.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String utf8(byte[] bytes, BadLines bad) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length); // a byte never makes more than one char
        CoderResult result;
        while ((result = decoder.decode(in, out, true)).isError()) {
            bad.at(in.position());
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (UNDECODED + (in.get() & 0xFF)));
            }
        }
        out.flip();
        if (out.hasRemaining() && out.get(0) == BOM) {
            out.get();
        }
        return out.toString();
    }

    /** One problem for all of a file's bad lines: a file in another encoding has hardly any other. */
    private static final class BadLines {
        private final byte[] bytes;
        private final StringJoiner others = new StringJoiner(", ");
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
                line += endsLine(counted) ? 1 : 0;
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

        private boolean endsLine(int position) {
            return bytes[position] == '\n'
                    || bytes[position] == '\r' && (position + 1 == bytes.length || bytes[position + 1] != '\n');
        }

        /**
         * Whether of the lines that are not ASCII more than four in five are bad. Text in another encoding is UTF-8 by
         * chance in few lines; UTF-8 that was damaged is bad in few.
         */
        boolean areMost() {
            int notAscii = 0;
            boolean ascii = true;
            for (int i = 0; i < bytes.length && lines > 0; i++) {
                ascii &= bytes[i] >= 0;
                if (i + 1 == bytes.length || endsLine(i)) {
                    notAscii += ascii ? 0 : 1;
                    ascii = true;
                }
            }
            return lines * 5L > notAscii * 4L;
        }

        private Message expected() {
            if (lines <= LINES_NAMED) {
                return lines == 1 ? Message.of("registry.utf8") : Message.of("registry.utf8_lines", "lines", others);
            }
            return Message.of("registry.utf8_more_lines", "lines", others, "n", lines - LINES_NAMED);
        }

        void report(String file, Problems problems) {
            if (first > 0) {
                problems.add(
                        file,
                        first,
                        Message.of("registry.byte", "byte", String.format("0x%02X", bytes[firstPosition] & 0xFF)),
                        expected());
            }
        }
    }
}
