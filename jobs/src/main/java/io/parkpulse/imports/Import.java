package io.parkpulse.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.parkpulse.files.OutputFile;
import io.parkpulse.mapping.IdBook;
import io.parkpulse.mapping.MappedInput;
import io.parkpulse.mapping.Mapping;
import io.parkpulse.mapping.RowMapper;
import io.parkpulse.mapping.RowSink;
import io.parkpulse.mapping.RowTexts;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import io.parkpulse.output.DeadLetterLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Files as the streams of a recording, by a mapping. */
public final class Import {
    /** The file beside the streams with the rows that are no records. */
    public static final String DEAD_LETTERS = "dead-letters.jsonl";

    private static final int BUFFER = 1 << 16;

    private final List<ImportFiles.Source> sources;
    private final IdBook book;
    private final Function<String, String> environment;

    /**
     * What became of a file's rows; those of a wide table count once for each of its times.
     *
     * @param read the sum of the others
     */
    public record Counts(String file, Stream stream, long records, long skipped, Map<DeadReason, Long> dead) {
        public long read() {
            return records + skipped + allDead();
        }

        public long allDead() {
            return dead.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * A row before and after.
     *
     * @param source its file and line
     * @param before what stands there
     * @param after its records, and why it is none
     */
    public record Shown(String source, String before, List<String> after) {}

    /**
     * @param sources of {@link ImportFiles}
     * @param environment the values of environment variables
     */
    public Import(List<ImportFiles.Source> sources, IdBook book, Function<String, String> environment) {
        this.sources = List.copyOf(sources);
        this.book = book;
        this.environment = environment;
    }

    /** The size of all files, in bytes. */
    public long bytes() throws IOException {
        long sum = 0;
        for (ImportFiles.Source source : sources) {
            for (ImportFiles.Found file : source.files()) {
                sum += Files.size(file.path());
            }
        }
        return sum;
    }

    /**
     * Writes the streams that the mapping has, and {@link #DEAD_LETTERS}.
     *
     * @param progress hears how many bytes of all were read
     * @return the counts of each file, in the mapping's order
     */
    public List<Counts> writeTo(Path directory, LongConsumer progress) throws IOException {
        List<Counts> counts = new ArrayList<>();
        try (Outputs outputs = new Outputs(directory)) {
            for (ImportFiles.Source source : sources) {
                outputs.open(source.input().mapping().stream());
            }
            long before = 0;
            for (ImportFiles.Source source : sources) {
                MappedInput input = source.input();
                RowMapper mapper = mapper(input);
                RowReader reader = RowReader.of(input.format(), input.mapping());
                for (ImportFiles.Found file : source.files()) {
                    long base = before;
                    FileSink sink = new FileSink(file.name(), input.mapping(), mapper, outputs);
                    reader.read(file.text(bytes -> progress.accept(base + bytes)), sink);
                    counts.add(sink.counts());
                    before += Files.size(file.path());
                }
            }
        }
        return counts;
    }

    /** The first rows of each input, and what becomes of them. Writes nothing. */
    public List<Shown> show(int rows) throws IOException {
        List<Shown> shown = new ArrayList<>();
        for (ImportFiles.Source source : sources) {
            MappedInput input = source.input();
            RowMapper mapper = mapper(input);
            RowReader reader = RowReader.of(input.format(), input.mapping());
            int end = shown.size() + rows;
            for (ImportFiles.Found file : source.files()) {
                if (shown.size() < end) {
                    reader.read(file.text(bytes -> {}), new ShowSink(file.name(), mapper, shown, end));
                }
            }
        }
        return shown;
    }

    private RowMapper mapper(MappedInput input) {
        String variable = input.mapping().keyVariable();
        return new RowMapper(input.mapping(), book, variable == null ? null : environment.apply(variable));
    }

    /** The files that are written. */
    private static final class Outputs implements AutoCloseable {
        private final Path directory;
        private final Map<Stream, OutputStream> streams = new EnumMap<>(Stream.class);
        private final OutputStream letters;
        private final JsonGenerator json;

        Outputs(Path directory) throws IOException {
            this.directory = directory;
            this.letters = new BufferedOutputStream(OutputFile.create(directory.resolve(DEAD_LETTERS)), BUFFER);
            this.json = new JsonFactory().createGenerator(letters);
            json.setRootValueSeparator(null);
        }

        void open(Stream stream) throws IOException {
            if (!streams.containsKey(stream)) {
                streams.put(
                        stream,
                        new BufferedOutputStream(OutputFile.create(directory.resolve(stream.fileName())), BUFFER));
            }
        }

        OutputStream of(Stream stream) {
            return streams.get(stream);
        }

        void dead(Stream stream, String source, DeadReason reason, String detail, String raw) throws IOException {
            DeadLetterLine.write(
                    stream.id(), source, reason.id(), detail, line -> line.writeStringField("raw", raw), json);
            json.writeRaw('\n');
        }

        @Override
        public void close() throws IOException {
            try (letters;
                    json) {
                for (OutputStream stream : streams.values()) {
                    stream.close();
                }
            }
        }
    }

    /** Writes what becomes of the rows of one file, and counts it. */
    private static final class FileSink implements RowHandler, RowSink {
        private final String file;
        private final Stream stream;
        private final boolean hidesRows;
        private final RowMapper mapper;
        private final Outputs outputs;
        private final OutputStream out;
        private final Map<DeadReason, Long> dead = new EnumMap<>(DeadReason.class);
        private long records;
        private long skipped;
        private long line;
        private Supplier<String> raw;

        FileSink(String file, Mapping mapping, RowMapper mapper, Outputs outputs) {
            this.file = file;
            this.stream = mapping.stream();
            this.hidesRows = mapping.keyVariable() != null;
            this.mapper = mapper;
            this.outputs = outputs;
            this.out = outputs.of(stream);
        }

        Counts counts() {
            return new Counts(file, stream, records, skipped, dead);
        }

        @Override
        public boolean row(RowTexts texts, long ofLine, Supplier<String> ofRaw) throws IOException {
            line = ofLine;
            raw = ofRaw;
            mapper.map(texts, this);
            return true;
        }

        @Override
        public boolean broken(long ofLine, String detail, String text) throws IOException {
            line = ofLine;
            // A parser's message may quote the row.
            letter(DeadReason.MALFORMED, hidesRows ? detail.split(": ")[0] : detail, text);
            return true;
        }

        @Override
        public void record(byte[] bytes, int length) throws IOException {
            records++;
            out.write(bytes, 0, length);
            out.write('\n');
        }

        @Override
        public void skipped(int rows) {
            skipped += rows;
        }

        @Override
        public void dead(DeadReason reason, String detail, String time, String cell) throws IOException {
            if (time == null) {
                letter(reason, detail, raw.get());
            } else {
                letter(reason, time + ": " + detail, cell == null ? "" : cell);
            }
        }

        private void letter(DeadReason reason, String detail, String text) throws IOException {
            dead.merge(reason, 1L, Long::sum);
            // A person whose id is hashed must not be named by a row that is kept.
            outputs.dead(stream, file + ":" + line, reason, detail, hidesRows ? "" : text);
        }
    }

    /** Keeps what becomes of the first rows. */
    private static final class ShowSink implements RowHandler, RowSink {
        private final String file;
        private final RowMapper mapper;
        private final List<Shown> shown;
        private final int end;
        private List<String> after = List.of();

        ShowSink(String file, RowMapper mapper, List<Shown> shown, int end) {
            this.file = file;
            this.mapper = mapper;
            this.shown = shown;
            this.end = end;
        }

        @Override
        public boolean row(RowTexts texts, long line, Supplier<String> raw) throws IOException {
            after = new ArrayList<>();
            mapper.map(texts, this);
            shown.add(new Shown(file + ":" + line, raw.get(), after));
            return shown.size() < end;
        }

        @Override
        public boolean broken(long line, String detail, String raw) {
            shown.add(new Shown(file + ":" + line, raw, List.of(DeadReason.MALFORMED.id() + ", " + detail)));
            return shown.size() < end;
        }

        @Override
        public void record(byte[] line, int length) {
            after.add(new String(line, 0, length, StandardCharsets.UTF_8));
        }

        @Override
        public void skipped(int rows) {
            after.add("skipped by where");
        }

        @Override
        public void dead(DeadReason reason, String detail, String time, String cell) {
            after.add("dead letter: " + reason.id() + ", " + (time == null ? "" : time + ": ") + detail);
        }
    }
}
