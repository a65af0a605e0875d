package io.parkpulse.imports;

import io.parkpulse.files.RegularFile;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file as characters, which can be read more than once. */
final class TextSource {
    private static final int BUFFER = 1 << 16;
    private static final char BOM = '\uFEFF';
    private static final int LONGEST_DECLARATION = 200;
    private static final Pattern DECLARATION =
            Pattern.compile("<\\?xml[^>]*\\sencoding=[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

    private final Path file;
    private final Charset charset;

    private TextSource(Path file, Charset charset) {
        this.file = file;
        this.charset = charset;
    }

    /**
     * A file.
     *
     * @param encoding name of its charset; null to find it out: by its byte order mark, else by what XML declares, else
     *     UTF-8 if all of it is, else GB18030
     */
    static TextSource of(Path file, String encoding) throws IOException {
        return new TextSource(file, encoding == null ? charsetOf(file) : Charset.forName(encoding));
    }

    /** Opens it, without a byte order mark. Bytes that are none of the charset stand in it as U+FFFD. */
    BufferedReader open(LongConsumer bytesRead) throws IOException {
        InputStream in = new Counted(RegularFile.open(file), bytesRead);
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

    private static Charset charsetOf(Path file) throws IOException {
        try (InputStream in = RegularFile.open(file)) {
            byte[] bytes = new byte[BUFFER];
            int length = in.readNBytes(bytes, 0, bytes.length);
            int first = length > 0 ? bytes[0] & 0xFF : 0;
            int second = length > 1 ? bytes[1] & 0xFF : 0;
            if (first == 0xFE && second == 0xFF) {
                return StandardCharsets.UTF_16BE;
            }
            if (first == 0xFF && second == 0xFE) {
                return StandardCharsets.UTF_16LE;
            }
            Matcher declared = DECLARATION.matcher(
                    new String(bytes, 0, Math.min(length, LONGEST_DECLARATION), StandardCharsets.ISO_8859_1));
            if (declared.lookingAt() && Charset.isSupported(declared.group(1))) {
                return Charset.forName(declared.group(1));
            }
            return isUtf8(in, bytes, length) ? StandardCharsets.UTF_8 : Charset.forName("GB18030");
        }
    }

    private static boolean isUtf8(InputStream rest, byte[] begin, int beginLength) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
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
