package io.parkpulse.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Kafka Streams by its DSL: hopping windows of each enterprise that are emitted when they close, added up by park. It runs in
 * its {@code TopologyTestDriver}, which spares it the broker, the network, changelogs and threads; stores are in memory.
 */
final class KafkaStreamsPeer {
    private static final Duration WINDOW = Duration.ofDays(1);
    private static final Duration GRACE = Duration.ofHours(1);
    private static final Serde<long[]> LONGS = Serdes.serdeFrom(
            (topic, longs) -> {
                if (longs == null) {
                    return null;
                }
                ByteBuffer bytes = ByteBuffer.allocate(longs.length * Long.BYTES);
                bytes.asLongBuffer().put(longs);
                return bytes.array();
            },
            (topic, bytes) -> {
                if (bytes == null) {
                    return null;
                }
                long[] longs = new long[bytes.length / Long.BYTES];
                ByteBuffer.wrap(bytes).asLongBuffer().get(longs);
                return longs;
            });

    private KafkaStreamsPeer() {}

    static void run(Path recording, Question question, Path out) throws IOException {
        PeerRegistry registry = PeerRegistry.read(recording);
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "peer");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        settings.put(
                StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG,
                Files.createTempDirectory("peer").toString());
        Map<String, long[]> figures = new HashMap<>();
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(registry, question), settings, Instant.EPOCH);
                BufferedReader lines = Files.newBufferedReader(recording.resolve("power.jsonl"))) {
            TestInputTopic<String, byte[]> power =
                    driver.createInputTopic("power", new StringSerializer(), new ByteArraySerializer());
            TestOutputTopic<String, long[]> parks =
                    driver.createOutputTopic("parks", Serdes.String().deserializer(), LONGS.deserializer());
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                power.pipeInput(null, line.getBytes(StandardCharsets.UTF_8), 0L);
                if (++number % 1000 == 0) {
                    // Closed windows are emitted once a second of the driver's clock.
                    driver.advanceWallClockTime(Duration.ofSeconds(1));
                    take(parks, figures);
                }
            }
            // As a later record would, one of nobody closes the last windows.
            driver.advanceWallClockTime(Duration.ofSeconds(1));
            power.pipeInput(null, new byte[0], 0L);
            take(parks, figures);
        }
        try (FigureFile file = new FigureFile(out)) {
            for (Map.Entry<String, long[]> entry : figures.entrySet()) {
                int at = entry.getKey().indexOf('@');
                long[] sums = entry.getValue();
                registry.write(
                        file,
                        question,
                        entry.getKey().substring(at + 1),
                        Long.parseLong(entry.getKey().substring(0, at)),
                        new PeerRegistry.Totals(sums[0], sums[1], sums[2], sums[3]));
            }
        }
    }

    private static void take(TestOutputTopic<String, long[]> parks, Map<String, long[]> figures) {
        for (KeyValue<String, long[]> park : parks.readKeyValuesToList()) {
            figures.put(park.key, park.value);
        }
    }

    private static Topology topology(PeerRegistry registry, Question question) {
        // Windows begin at multiples of their length; days of a zone do if event time is the zone's.
        long offset = question == Question.DAYS ? registry.offsetMs() : 0;
        Map<String, PeerRegistry.MeterRow> enterprises = new HashMap<>();
        registry.meters().values().forEach(row -> enterprises.put(row.enterprise(), row));
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("power", Consumed.with(Serdes.String(), Serdes.ByteArray()))
                .process(new Energies(registry, question.slot().toMillis(), offset))
                .groupByKey(Grouped.with(Serdes.String(), LONGS))
                .windowedBy(TimeWindows.ofSizeAndGrace(WINDOW, GRACE).advanceBy(question.slot()))
                .emitStrategy(EmitStrategy.onWindowClose())
                .aggregate(
                        () -> new long[2],
                        (enterprise, piece, sums) -> plus(sums, piece),
                        Materialized.<String, long[], WindowStore<Bytes, byte[]>>with(Serdes.String(), LONGS)
                                .withRetention(WINDOW.plus(GRACE).plus(WINDOW))
                                .withLoggingDisabled())
                .toStream()
                .map((window, sums) -> {
                    PeerRegistry.MeterRow row = enterprises.get(window.key());
                    PeerRegistry.Totals totals =
                            PeerRegistry.Totals.of(sums[0], sums[1], row.meters(), row.baselineWh());
                    return KeyValue.pair(
                            window.window().end() - offset + "@" + row.park(),
                            new long[] {totals.matched(), totals.resumed(), totals.resumedWh(), totals.baselineWh()});
                })
                .groupByKey(Grouped.with(Serdes.String(), LONGS))
                .aggregate(
                        () -> new long[4],
                        (park, enterprise, sums) -> plus(sums, enterprise),
                        Materialized.<String, long[], KeyValueStore<Bytes, byte[]>>with(Serdes.String(), LONGS)
                                .withLoggingDisabled())
                .toStream()
                .to("parks", Produced.with(Serdes.String(), LONGS));
        return builder.build();
    }

    private static long[] plus(long[] sums, long[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
        return sums;
    }

    /** Makes readings energies of enterprises, cut where slots end, by the reading of the meter before. */
    private record Energies(PeerRegistry registry, long slotMs, long offsetMs)
            implements ProcessorSupplier<String, byte[], String, long[]> {
        private static final String LAST = "last";

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(LAST), Serdes.String(), LONGS)
                    .withLoggingDisabled());
        }

        @Override
        public Processor<String, byte[], String, long[]> get() {
            return new Processor<>() {
                private ProcessorContext<String, long[]> context;
                private KeyValueStore<String, long[]> last;
                private long latest;

                @Override
                public void init(ProcessorContext<String, long[]> context) {
                    this.context = context;
                    this.last = context.getStateStore(LAST);
                }

                @Override
                public void process(Record<String, byte[]> line) {
                    PeerReadings.Reading reading = PeerReadings.parse(line.value(), registry);
                    if (reading != null) {
                        energy(reading);
                    } else if (line.value().length == 0) {
                        registry.meters().values().stream()
                                .findFirst()
                                .ifPresent(row -> forward(row.enterprise(), latest + GRACE.toMillis(), 0, 0));
                    }
                }

                private void energy(PeerReadings.Reading reading) {
                    PeerRegistry.MeterRow meter = reading.meter();
                    latest = Math.max(latest, reading.atMs());
                    long[] before = meter.interval()
                            ? new long[] {reading.atMs() - meter.everyMs(), 0}
                            : last.get(meter.meter());
                    if (before != null) {
                        PeerReadings.cut(
                                before[0],
                                reading.atMs(),
                                reading.wh() - before[1],
                                meter.everyMs(),
                                slotMs,
                                offsetMs,
                                (start, wh, covered) -> forward(meter.enterprise(), start, wh, covered));
                    }
                    last.put(meter.meter(), new long[] {reading.atMs(), reading.wh()});
                }

                private void forward(String enterprise, long at, long wh, long covered) {
                    context.forward(new Record<>(enterprise, new long[] {wh, covered}, at + offsetMs));
                }
            };
        }
    }
}
