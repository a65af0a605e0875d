package io.parkpulse.imports;

import io.parkpulse.files.RegularFile;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file, or a value, as characters, which can be read more than once. */
abstract class TextSource {
    private static final int BUFFER = 1 << 16;
    private static final char BOM = '\uFEFF';
    private static final int LONGEST_DECLARATION = 200;
    private static final Pattern DECLARATION =
            Pattern.compile("<\\?xml[^>]*\\sencoding=[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

    private static final Charset ELSE = Charset.forName("GB18030");
    private static final LongConsumer NOBODY = bytes -> {};

    private final String name;

    private TextSource(String name) {
        this.name = name;
    }

    /**
     * How the characters of a file are encoded.
     *
     * @param charset of it
     * @param isElse whether nothing says so, and it is only not UTF-8
     */
    record Encoding(Charset charset, boolean isElse) {
        /**
         * Finds it out.
         *
         * @param named name of its charset; null to go by its byte order mark, else by what XML declares, else UTF-8 if all
         *     of it is, else GB18030
         */
        static Encoding of(Path file, String named) throws IOException {
            Charset charset = named == null ? charsetOf(file) : Charset.forName(named);
            return charset == null ? new Encoding(ELSE, true) : new Encoding(charset, false);
        }
    }

    /**
     * A file.
     *
     * @param name for messages
     * @param progress hears how many bytes {@link #openForRows} has read
     */
    static TextSource of(Path file, Charset charset, String name, LongConsumer progress) {
        return new TextSource(name) {
            @Override
            BufferedReader open() throws IOException {
                return reader(RegularFile.open(file), charset, NOBODY);
            }

            @Override
            BufferedReader openForRows() throws IOException {
                return reader(RegularFile.open(file), charset, progress);
            }
        };
    }

    /**
     * The value of a record of a topic.
     *
     * @param encoding name of its charset; null to find it out as of a file
     */
    static TextSource of(byte[] value, String encoding) {
        Charset charset = encoding == null ? declared(value, value.length) : Charset.forName(encoding);
        if (charset != null) {
            return of(new String(value, charset));
        }
        try {
            return of(strictUtf8().decode(ByteBuffer.wrap(value)).toString());
        } catch (CharacterCodingException e) {
            return of(new String(value, ELSE));
        }
    }

    /** A text as a value, with or without a byte order mark. */
    static TextSource of(String text) {
        String plain = text.isEmpty() || text.charAt(0) != BOM ? text : text.substring(1);
        return new TextSource("the value") {
            @Override
            BufferedReader open() {
                return new BufferedReader(new StringReader(plain), Math.max(1, Math.min(plain.length(), BUFFER)));
            }

            @Override
            BufferedReader openForRows() {
                return open();
            }
        };
    }

    /** What it is called in messages. */
    final String name() {
        return name;
    }

    /** Opens it, without a byte order mark. Bytes that are none of the charset stand in it as U+FFFD. */
    abstract BufferedReader open() throws IOException;

    /** The same to read its rows, so that others can see how far that is. */
    abstract BufferedReader openForRows() throws IOException;

    private static BufferedReader reader(InputStream bytes, Charset charset, LongConsumer bytesRead)
            throws IOException {
        InputStream in = new Counted(bytes, bytesRead);
        try {
            CharsetDecoder decoder = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, decoder), BUFFER);
            reader.mark(1);
            if (reader.read() != BOM) {
                reader.reset();
            }
            return reader;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Null if it is GB18030 for want of anything better. */
    private static Charset charsetOf(Path file) throws IOException {
        try (InputStream in = RegularFile.open(file)) {
            byte[] bytes = new byte[BUFFER];
            int length = in.readNBytes(bytes, 0, bytes.length);
            Charset declared = declared(bytes, length);
            return declared != null ? declared : isUtf8(in, bytes, length) ? StandardCharsets.UTF_8 : null;
        }
    }

    /** What a byte order mark or XML says; null if nothing does. */
    private static Charset declared(byte[] bytes, int length) {
        int first = length > 0 ? bytes[0] & 0xFF : 0;
        int second = length > 1 ? bytes[1] & 0xFF : 0;
        if (first == 0xEF && second == 0xBB && length > 2 && (bytes[2] & 0xFF) == 0xBF) {
            return StandardCharsets.UTF_8;
        }
        if (first == 0xFE && second == 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        if (first == 0xFF && second == 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        if (first != '<') {
            return null;
        }
        Matcher declared = DECLARATION.matcher(
                new String(bytes, 0, Math.min(length, LONGEST_DECLARATION), StandardCharsets.ISO_8859_1));
        return declared.lookingAt() && Charset.isSupported(declared.group(1))
                ? Charset.forName(declared.group(1))
                : null;
    }

    private static CharsetDecoder strictUtf8() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static boolean isUtf8(InputStream rest, byte[] begin, int beginLength) throws IOException {
        CharsetDecoder decoder = strictUtf8();
        ByteBuffer bytes = ByteBuffer.wrap(begin);
        CharBuffer chars = CharBuffer.allocate(begin.length);
        int filled = beginLength;
        while (true) {
            boolean ends = filled < begin.length;
            bytes.position(0).limit(filled);
            CoderResult result = decoder.decode(bytes, chars, ends);
            if (result.isError()) {
                return false;
            }
            if (ends) {
                return true;
            }
            chars.clear();
            bytes.compact();
            int kept = bytes.position();
            int read = rest.readNBytes(begin, kept, begin.length - kept);
            filled = kept + read;
            bytes.clear();
        }
    }

    /** Tells how many bytes were read. */
    private static final class Counted extends FilterInputStream {
        private final LongConsumer listener;
        private long count;

        Counted(InputStream in, LongConsumer listener) {
            super(in);
            this.listener = listener;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            count += Math.max(0, read);
            listener.accept(count);
            return read;
        }
    }
}
