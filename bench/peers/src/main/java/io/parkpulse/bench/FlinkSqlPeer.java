package io.parkpulse.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.Collector;

/**
 * Flink SQL as a stream: windows by its table-valued functions, one over the other. What SQL cannot say is a function of the
 * DataStream API between two tables, as its manual bridges them: lines become rows with their registry, and energies are cut
 * where slots end and get event time anew. One reader takes the file in order, which the file system's table would not of a
 * large one. Parallelism 1, objects reused, the heap's state backend, no checkpoints.
 */
final class FlinkSqlPeer {
    private static final String LATENESS = " - INTERVAL '1' HOUR";

    private static final TypeInformation<Row> READING = Types.ROW_NAMED(
            new String[] {
                "meter", "enterprise", "park", "baseline_wh", "meters", "every_ms", "is_interval", "at_ms", "wh"
            },
            Types.STRING,
            Types.STRING,
            Types.STRING,
            Types.LONG,
            Types.INT,
            Types.LONG,
            Types.BOOLEAN,
            Types.LONG,
            Types.LONG);

    private static final TypeInformation<Row> PIECE = Types.ROW_NAMED(
            new String[] {"enterprise", "park", "baseline_wh", "meters", "from_ms", "wh", "covered_ms"},
            Types.STRING,
            Types.STRING,
            Types.LONG,
            Types.INT,
            Types.LONG,
            Types.LONG,
            Types.LONG);

    private FlinkSqlPeer() {}

    static void run(Path recording, Question question, Path out) throws Exception {
        PeerRegistry registry = PeerRegistry.read(recording);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(
                Configuration.fromMap(java.util.Map.of("pipeline.object-reuse", "true")));
        env.setParallelism(1);
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        tables.getConfig().setLocalTimeZone(registry.zone());

        DataStream<Row> readings = env.fromSource(
                        FileSource.forRecordStreamFormat(
                                        new TextLineInputFormat(),
                                        new org.apache.flink.core.fs.Path(
                                                recording.resolve("power.jsonl").toUri()))
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        "power")
                .flatMap((String line, Collector<Row> rows) -> read(line, registry, rows))
                .returns(READING);
        tables.createTemporaryView("readings", readings, timed("at_ms"));
        DataStream<Row> intervals = tables.toDataStream(tables.sqlQuery("""
                SELECT enterprise, park, baseline_wh, meters, every_ms, at_ms,
                  CASE WHEN is_interval THEN at_ms - every_ms ELSE LAG(at_ms) OVER one_meter END AS from_ms,
                  CASE WHEN is_interval THEN wh ELSE wh - LAG(wh) OVER one_meter END AS wh
                FROM readings
                WINDOW one_meter AS (PARTITION BY meter ORDER BY event_time)
                """));
        long slot = question.slot().toMillis();
        long offset = question == Question.DAYS ? registry.offsetMs() : 0;
        DataStream<Row> pieces = intervals
                .flatMap((Row interval, Collector<Row> rows) -> cut(interval, slot, offset, rows))
                .returns(PIECE);
        tables.createTemporaryView("pieces", pieces, timed("from_ms"));

        String windows = question == Question.DAYS
                ? "TUMBLE(TABLE pieces, DESCRIPTOR(event_time), INTERVAL '24' HOUR)"
                : "HOP(TABLE pieces, DESCRIPTOR(event_time), INTERVAL '%d' MINUTE, INTERVAL '24' HOUR)"
                        .formatted(question.slot().toMinutes());
        String figures = """
                SELECT park, window_end,
                  COUNT(*) FILTER (WHERE matched) AS matched,
                  COUNT(*) FILTER (WHERE matched AND enough) AS resumed,
                  COALESCE(SUM(wh) FILTER (WHERE matched AND enough), 0) AS resumed_wh,
                  COALESCE(SUM(baseline_wh) FILTER (WHERE matched), 0) AS matched_baseline_wh
                FROM (
                  SELECT park, window_start, window_end, baseline_wh, wh,
                    baseline_wh > 0 AND covered_ms / meters * 10 >= 8 * CAST(86400000 AS BIGINT) AS matched,
                    wh * 10 >= baseline_wh * 3 AS enough
                  FROM (
                    SELECT park, enterprise, baseline_wh, meters, window_start, window_end,
                      SUM(wh) AS wh, SUM(covered_ms) AS covered_ms
                    FROM TABLE(%s)
                    GROUP BY park, enterprise, baseline_wh, meters, window_start, window_end
                  )
                )
                GROUP BY park, window_start, window_end
                """.formatted(windows);
        tables.toDataStream(tables.sqlQuery(figures)).sinkTo(new Figures(registry, question, out.toString()));
        env.execute();
    }

    /** Writes what the query answers. */
    private record Figures(PeerRegistry registry, Question question, String out) implements Sink<Row> {
        @Override
        public SinkWriter<Row> createWriter(WriterInitContext context) throws IOException {
            FigureFile file = new FigureFile(Path.of(out));
            return new SinkWriter<>() {
                @Override
                public void write(Row row, Context ofRecord) throws IOException {
                    FlinkSqlPeer.write(row, registry, question, file);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        }
    }

    private static void write(Row row, PeerRegistry registry, Question question, FigureFile file) throws IOException {
        registry.write(
                file,
                question,
                row.getFieldAs("park"),
                row.<LocalDateTime>getFieldAs("window_end")
                        .atZone(registry.zone())
                        .toInstant()
                        .toEpochMilli(),
                new PeerRegistry.Totals(
                        row.<Long>getFieldAs("matched"),
                        row.<Long>getFieldAs("resumed"),
                        row.<Long>getFieldAs("resumed_wh"),
                        row.<Long>getFieldAs("matched_baseline_wh")));
    }

    private static Schema timed(String millis) {
        return Schema.newBuilder()
                .columnByExpression("event_time", "TO_TIMESTAMP_LTZ(" + millis + ", 3)")
                .watermark("event_time", "event_time" + LATENESS)
                .build();
    }

    private static void read(String line, PeerRegistry registry, Collector<Row> rows) {
        PeerReadings.Reading reading = PeerReadings.parse(line.getBytes(StandardCharsets.UTF_8), registry);
        if (reading != null) {
            PeerRegistry.MeterRow meter = reading.meter();
            rows.collect(Row.of(
                    meter.meter(),
                    meter.enterprise(),
                    meter.park(),
                    meter.baselineWh(),
                    meter.meters(),
                    meter.everyMs(),
                    meter.interval(),
                    reading.atMs(),
                    reading.wh()));
        }
    }

    private static void cut(Row interval, long slot, long offset, Collector<Row> rows) {
        Long from = interval.getFieldAs("from_ms");
        Long energy = interval.getFieldAs("wh");
        if (from != null && energy != null) {
            String enterprise = interval.getFieldAs("enterprise");
            String park = interval.getFieldAs("park");
            Long baseline = interval.getFieldAs("baseline_wh");
            Integer meters = interval.getFieldAs("meters");
            PeerReadings.cut(
                    from,
                    interval.<Long>getFieldAs("at_ms"),
                    energy,
                    interval.<Long>getFieldAs("every_ms"),
                    slot,
                    offset,
                    (start, wh, covered) ->
                            rows.collect(Row.of(enterprise, park, baseline, meters, start, wh, covered)));
        }
    }
}
