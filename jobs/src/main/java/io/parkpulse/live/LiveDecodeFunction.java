package io.parkpulse.live;

import io.parkpulse.imports.ValueMapper;
import io.parkpulse.mapping.IdBook;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Stream;
import io.parkpulse.pipeline.IndexWorkflow;
import io.parkpulse.pipeline.RecordDecoder;
import io.parkpulse.pipeline.RecordMetrics;
import io.parkpulse.pipeline.RosterFollower;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/** Decodes and validates the records of live streams. */
final class LiveDecodeFunction extends RosterFollower<RawRecord, Observation> {
    private static final long serialVersionUID = 1L;

    /** The longest record, bytes. */
    private static final int LONGEST = 1_000_000;

    private static final Stream[] STREAMS = Stream.values();

    private final LiveMapping mapping;
    /** The roster that sources have; null where they map nothing, and as soon as its ids are in {@link #idsInSources}. */
    private Roster inSources;

    private transient RecordMetrics metrics;
    private transient Map<Integer, Topic> topics;
    /** By the roster that holds; null before the first record. */
    private transient RecordDecoder decoder;
    /** Null where sources map nothing. */
    private transient IdBook idsInSources;
    /** Whether a mapping finds in it what it finds in the one that sources have. */
    private transient boolean asInSources;

    /** @param mapping of the topics that have values to be mapped */
    LiveDecodeFunction(Roster roster, LiveMapping mapping) {
        super(roster);
        this.mapping = mapping;
        this.inSources = mapping.topics().isEmpty() ? null : roster;
    }

    /** What maps the values of a topic, and counts the rows that it leaves out. */
    private record Topic(ValueMapper mapper, Counter skipped) {}

    @Override
    public void open(OpenContext context) {
        metrics = RecordMetrics.of(getRuntimeContext().getMetricGroup());
        topics = new HashMap<>();
        if (inSources != null) {
            idsInSources = IdBook.of(inSources.registry());
            inSources = null;
        }
    }

    @Override
    protected void rosterChanged(Roster next) {
        use(next);
        if (!topics.isEmpty()) {
            IdBook book = IdBook.of(next.registry());
            topics.values().forEach(topic -> topic.mapper().use(book));
        }
    }

    @Override
    public void processElement(RawRecord record, ReadOnlyContext context, Collector<Observation> out) throws Exception {
        if (decoder == null) {
            use(roster());
        }
        if (record.topic() != MappedTopic.NONE) {
            Topic topic = topics.get(record.topic());
            if (topic == null) {
                topic = topic(record.topic(), roster());
                topics.put(record.topic(), topic);
            }
            if (!decodeMapped(record, topic, out)) {
                topic.mapper().map(record.value(), new Rows(record, topic, context, out));
            }
            return;
        }
        Stream stream = STREAMS[record.stream()];
        byte[] value = record.value();
        long number = Position.of(record.partition(), record.offset());
        DeadLetter letter = value.length > LONGEST
                ? decoder.dead(tooLong(stream, number, value))
                : decoder.decode(stream, number, value, record.received(), out);
        if (letter != null) {
            context.output(IndexWorkflow.DEAD_LETTERS, letter);
        }
    }

    private void use(Roster next) {
        decoder = new RecordDecoder(next, metrics);
        asInSources = idsInSources != null && idsInSources.equals(IdBook.of(next.registry()));
    }

    /** Decodes what the source has made of a value; false, and nothing is done, if it is to be mapped here. */
    private boolean decodeMapped(RawRecord record, Topic topic, Collector<Observation> out) {
        if (record.mapped() == null || !asInSources) {
            return false;
        }
        long number = Position.ofMapped(record.topic(), record.partition(), record.offset());
        List<Observation> decoded = new ArrayList<>();
        Collector<Observation> kept = new ListCollector<>(decoded);
        // Of a record that is refused a letter has the row, which only the value has.
        int skipped = MappedRows.read(
                record.mapped(),
                (stream, line) -> decoder.decodeUncounted(stream, number, line, record.received(), kept) == null);
        if (skipped < 0) {
            return false;
        }
        decoded.forEach(out::collect);
        topic.skipped().inc(skipped);
        return true;
    }

    private Topic topic(int number, Roster current) throws IOException {
        MappedTopic topic = mapping.topics().stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow();
        return new Topic(
                topic.mapper(IdBook.of(current.registry())),
                RecordMetrics.skippedRows(getRuntimeContext().getMetricGroup(), topic.name()));
    }

    /** Makes observations and dead letters of the rows of a value. */
    private final class Rows implements ValueMapper.Sink {
        private final RawRecord value;
        private final long number;
        private final Topic topic;
        private final ReadOnlyContext context;
        private final Collector<Observation> out;

        Rows(RawRecord value, Topic topic, ReadOnlyContext context, Collector<Observation> out) {
            this.value = value;
            this.number = Position.ofMapped(value.topic(), value.partition(), value.offset());
            this.topic = topic;
            this.context = context;
            this.out = out;
        }

        @Override
        public ValueMapper.Refusal record(Stream stream, byte[] line, long at) {
            DeadLetter letter = decoder.decodeUncounted(stream, number, line, value.received(), out);
            return letter == null ? null : new ValueMapper.Refusal(letter.reason(), letter.detail());
        }

        @Override
        public void dead(Stream stream, int row, DeadReason reason, String detail, byte[] raw) {
            context.output(
                    IndexWorkflow.DEAD_LETTERS,
                    decoder.dead(new DeadLetter(stream, number, row, reason, detail, raw, false, 0, 0)));
        }

        @Override
        public void skipped(int rows) {
            topic.skipped().inc(rows);
        }
    }

    private static DeadLetter tooLong(Stream stream, long number, byte[] value) {
        String detail = "a record of " + value.length + " bytes";
        return new DeadLetter(stream, number, DeadReason.MALFORMED, detail, value);
    }
}
