package io.parkpulse.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.parkpulse.files.OutputFile;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.Stream;
import io.parkpulse.output.DeadLetterLine;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Writes {@code dead-letters.jsonl}: in order of stream and line, each with its original bytes, however many. */
final class DeadLetterFile {
    private static final int CHUNK = 1 << 16;
    /** What is left of a long beside a line's number in its stretch: eight terabytes. */
    private static final int PLACE_BITS = 63 - SpoolFormats.DeadLetters.STRETCH_BITS;

    private final Path spoolDir;
    private final List<Path> recording;
    private final Path file;
    /** For one letter after the other. */
    private final char[] chunk = new char[CHUNK];

    /**
     * @param recording the files the lines came from, by stream
     * @param file what is written
     */
    DeadLetterFile(Path spoolDir, List<Path> recording, Path file) {
        this.spoolDir = spoolDir;
        this.recording = recording;
        this.file = file;
    }

    void write(RunTotals totals) throws IOException {
        Spool<DeadLetter> spool = Spool.open(spoolDir, new SpoolFormats.DeadLetters());
        try (OutputStream out = new BufferedOutputStream(OutputFile.create(file), CHUNK);
                JsonGenerator json = ReplayOutput.JSON.createGenerator(out)) {
            json.setRootValueSeparator(null);
            for (long bucket : spool.buckets()) {
                writeInOrder(spool, bucket, totals, json);
            }
        }
    }

    /** Holds no letters, only where they lie. */
    private void writeInOrder(Spool<DeadLetter> spool, long bucket, RunTotals totals, JsonGenerator json)
            throws IOException {
        try (LetterReader letters = new LetterReader(spool.file(bucket))) {
            long[] places = new long[1024];
            int count = 0;
            for (long place = 0; place < letters.size(); place = letters.place()) {
                DeadLetter letter;
                try {
                    letter = letters.at(place);
                } catch (EOFException e) {
                    throw spool.damaged(bucket, e);
                }
                if (count == places.length) {
                    places = Arrays.copyOf(places, 2 * count);
                }
                long inStretch = letter.number() & ((1 << SpoolFormats.DeadLetters.STRETCH_BITS) - 1);
                places[count++] = inStretch << PLACE_BITS | place;
            }
            if (count != spool.count(bucket)) {
                throw spool.damaged(bucket, null);
            }
            Arrays.sort(places, 0, count);
            for (int i = 0; i < count; i++) {
                DeadLetter letter = letters.at(places[i] & ((1L << PLACE_BITS) - 1));
                totals.addDead(letter.stream(), letter.reason());
                write(letter, json);
            }
        }
    }

    private void write(DeadLetter letter, JsonGenerator json) throws IOException {
        Stream stream = letter.stream();
        DeadLetterLine.write(
                stream.id(),
                stream.fileName() + ":" + letter.number(),
                letter.reason().id(),
                letter.detail(),
                line -> writeRaw(letter, line),
                json);
        json.writeRaw('\n');
    }

    private void writeRaw(DeadLetter letter, JsonGenerator json) throws IOException {
        if (isUtf8(letter)) {
            json.writeFieldName("raw");
            writeText(letter, json);
        } else {
            json.writeFieldName("raw_base64");
            try (InputStream bytes = bytes(letter)) {
                json.writeBinary(bytes, -1);
            }
        }
    }

    private InputStream bytes(DeadLetter letter) throws IOException {
        if (letter.fileLength() == 0) {
            return new ByteArrayInputStream(letter.raw());
        }
        FileChannel channel = FileChannel.open(recording.get(letter.stream().ordinal()));
        channel.position(letter.fileOffset());
        return new Bounded(Channels.newInputStream(channel), letter.fileLength());
    }

    private Reader text(DeadLetter letter) throws IOException {
        return new InputStreamReader(
                bytes(letter),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private boolean isUtf8(DeadLetter letter) throws IOException {
        try (Reader text = text(letter)) {
            while (text.read(chunk) >= 0) {
                // Only whether it can be read.
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** A piece at a time: a line may be longer than memory. */
    private void writeText(DeadLetter letter, JsonGenerator json) throws IOException {
        // Begins the value without a text of its own.
        json.writeRawValue("\"");
        try (Reader text = text(letter)) {
            int kept = 0;
            int read;
            while ((read = text.read(chunk, kept, CHUNK - kept)) >= 0) {
                int size = kept + read;
                // The two halves of a character beyond the basic plane stay together.
                kept = Character.isHighSurrogate(chunk[size - 1]) ? 1 : 0;
                json.writeRaw(
                        new String(JsonStringEncoder.getInstance().quoteAsString(new String(chunk, 0, size - kept))));
                if (kept == 1) {
                    chunk[0] = chunk[size - 1];
                }
            }
        }
        json.writeRaw("\"");
    }

    /** Reads a spool's letters in any order; fastest one after the other. */
    private static final class LetterReader implements Closeable {
        /** Small, as it is read anew wherever letters do not lie in order. */
        private static final int BUFFER_BYTES = 1 << 12;

        private final SpoolFormats.DeadLetters format = new SpoolFormats.DeadLetters();
        private final FileChannel channel;
        private Counting counting;

        LetterReader(Path spool) throws IOException {
            channel = FileChannel.open(spool);
            counting = new Counting(channel, 0);
        }

        long size() throws IOException {
            return channel.size();
        }

        /** Where the letter after the one read last lies. */
        long place() {
            return counting.place;
        }

        DeadLetter at(long place) throws IOException {
            if (place != counting.place) {
                counting = new Counting(channel.position(place), place);
            }
            return format.read(new DataInputStream(counting));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }

        private static final class Counting extends FilterInputStream {
            private long place;

            Counting(FileChannel channel, long place) {
                super(new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES));
                this.place = place;
            }

            @Override
            public int read() throws IOException {
                int read = super.read();
                place += read < 0 ? 0 : 1;
                return read;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                place += Math.max(0, read);
                return read;
            }
        }
    }

    /** The first bytes of a stream. */
    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long left;

        Bounded(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(bytes, offset, (int) Math.min(length, left));
            if (read > 0) {
                left -= read;
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
