package io.parkpulse.imports;

import io.parkpulse.mapping.IdBook;
import io.parkpulse.mapping.MappedInput;
import io.parkpulse.mapping.Mapping;
import io.parkpulse.mapping.RowFormat;
import io.parkpulse.mapping.RowMapper;
import io.parkpulse.mapping.RowSink;
import io.parkpulse.mapping.RowTexts;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import io.parkpulse.schemas.MalformedValueException;
import io.parkpulse.schemas.SchemaRegistry;
import io.parkpulse.schemas.ValueText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes records of the values of one topic, by each input that a mapping has for it. A value may hold several rows. Not
 * thread-safe; values of one partition must come in its order.
 */
public final class ValueMapper {
    private static final byte[] NOTHING = {};

    private final List<InputRows> inputs = new ArrayList<>();

    /** Why a record was not taken, for a dead letter. */
    public record Refusal(DeadReason reason, String detail) {}

    /** What takes the outcome of each row. */
    public interface Sink {
        /**
         * A row is a record.
         *
         * @param line one JSON object in UTF-8
         * @param at its time, epoch milliseconds
         * @return null if it is taken
         */
        Refusal record(Stream stream, byte[] line, long at);

        /**
         * A row is no record, or one that was not taken.
         *
         * @param row its number in the value, from 1
         * @param raw what was sent; empty where that would name a person whose id is hashed
         */
        void dead(Stream stream, int row, DeadReason reason, String detail, byte[] raw);

        /** So many rows are not what the mapping asks for. */
        void skipped(int rows);
    }

    /**
     * @param inputs of one topic
     * @param book the ids and zones of the registry
     * @param environment the values of environment variables
     * @param schemas where schemas are that values name; null where no input needs it
     */
    public ValueMapper(
            List<MappedInput> inputs, IdBook book, Function<String, String> environment, SchemaRegistry schemas) {
        for (MappedInput input : inputs) {
            this.inputs.add(new InputRows(input, book, environment, schemas));
        }
    }

    /** Another registry holds from the next value on. */
    public void use(IdBook book) {
        inputs.forEach(input -> input.mapper.use(book));
    }

    /**
     * Maps a value.
     *
     * @throws IOException if a schema cannot be had, through no fault of the value
     */
    public void map(byte[] value, Sink sink) throws IOException {
        // What is no value of the format is none for each input: it is one dead letter.
        Set<String> said = new HashSet<>();
        for (InputRows input : inputs) {
            input.map(value, sink, said);
        }
    }

    /** The rows of one input. */
    private static final class InputRows implements RowHandler, RowSink {
        private final RowFormat format;
        private final Mapping mapping;
        private final RowReader reader;
        private final RowMapper mapper;
        private final ValueText text;
        private final List<Dead> dead = new ArrayList<>();
        private Sink sink;
        private Set<String> said;
        private int rows;
        private Supplier<String> raw;

        /** Kept until it is known whether there is more than one row. */
        private record Dead(int row, DeadReason reason, String detail, byte[] raw) {}

        InputRows(MappedInput input, IdBook book, Function<String, String> environment, SchemaRegistry schemas) {
            format = input.format();
            mapping = input.mapping();
            reader = RowReader.of(format, mapping);
            String variable = mapping.keyVariable();
            mapper = new RowMapper(mapping, book, variable == null ? null : environment.apply(variable));
            text = format.kind().hasSchema() ? ValueText.of(format, schemas) : null;
        }

        void map(byte[] value, Sink into, Set<String> saidOfValue) throws IOException {
            sink = into;
            said = saidOfValue;
            rows = 0;
            dead.clear();
            if (text == null ? isBlank(value) : value.length == 0) {
                broken(1, "no value", "");
            } else {
                read(value);
            }
            for (Dead each : dead) {
                boolean whole = rows == 1 && mapping.keyVariable() == null && mapping.width() == 1;
                sink.dead(mapping.stream(), each.row, each.reason, each.detail, whole ? value : each.raw);
            }
        }

        private void read(byte[] value) throws IOException {
            TextSource source;
            try {
                source = text == null ? TextSource.of(value, format.encoding()) : TextSource.of(text.json(value));
            } catch (MalformedValueException e) {
                broken(1, e.getMessage(), "");
                return;
            }
            reader.read(source, this);
            if (rows == 0 && format.kind() == RowFormat.Kind.CSV && format.header()) {
                // Or what is sent without a header would be taken for one, and nobody would know.
                broken(1, "no row under the header; expected one, or header: false in the mapping", "");
            } else if (rows == 0 && format.kind() == RowFormat.Kind.XML) {
                broken(1, "no " + format.records() + " in it", "");
            }
        }

        private static boolean isBlank(byte[] value) {
            for (byte b : value) {
                if (b < 0 || b > ' ') {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean row(RowTexts texts, long line, Supplier<String> ofRaw) throws IOException {
            rows++;
            raw = ofRaw;
            mapper.map(texts, this);
            return true;
        }

        @Override
        public boolean broken(long line, String detail, String ofRaw) {
            rows++;
            // A parser's message may quote the row.
            String told = mapping.keyVariable() != null ? detail.split(": ")[0] : detail;
            if (said.add(rows + ": " + told)) {
                letter(DeadReason.MALFORMED, told, ofRaw);
            }
            return true;
        }

        @Override
        public void record(byte[] line, int length) {
            byte[] record = Arrays.copyOf(line, length);
            Refusal refusal = sink.record(mapping.stream(), record, mapper.at());
            if (refusal != null) {
                boolean asMapped = mapping.keyVariable() != null || mapping.width() > 1;
                dead.add(new Dead(rows, refusal.reason(), refusal.detail(), asMapped ? record : utf8(raw.get())));
            }
        }

        @Override
        public void skipped(int number) {
            sink.skipped(number);
        }

        @Override
        public void dead(DeadReason reason, String detail, String time, String cell) {
            if (time == null) {
                letter(reason, detail, raw.get());
            } else {
                letter(reason, time + ": " + detail, cell == null ? "" : cell);
            }
        }

        private void letter(DeadReason reason, String detail, String ofRaw) {
            // A person whose id is hashed must not be named by a row that is kept.
            dead.add(new Dead(rows, reason, detail, mapping.keyVariable() != null ? NOTHING : utf8(ofRaw)));
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
