package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.clock.ClockSource;
import io.parkpulse.connectors.clock.EventClock;
import io.parkpulse.embedded.EmbeddedKafka;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.kafka.Topics;
import io.parkpulse.model.Stream;
import io.parkpulse.pipeline.IndexWorkflow;
import io.parkpulse.play.SentTime;
import io.parkpulse.play.StreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Four readers of a topic with one partition. */
class TopicSourceIT {
    private static final int READERS = 4;
    private static final Instant AT = Instant.parse("2020-03-16T00:00:00Z");
    private static final long HOUR_MILLIS = 3_600_000;

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(READERS)
            .build());

    @TempDir
    Path dir;

    private EmbeddedKafka broker;
    private KafkaSettings kafka;
    private SentTime time;
    private CloseableIterator<String> said;

    @BeforeEach
    void send() throws Exception {
        broker = EmbeddedKafka.start(dir.resolve("kafka"), 0);
        kafka = KafkaSettings.of(broker.bootstrapServers());
        Topics.create(kafka, 1);
        // Two hours after the reading, once it is told that nothing else is to be sent.
        EventClock clock = new EventClock(System.currentTimeMillis(), AT.toEpochMilli() + 2 * HOUR_MILLIS, 1);
        time = SentTime.create(clock, dir.resolve("sent"), AT.toEpochMilli());
        try (StreamWriter writer = new StreamWriter(kafka)) {
            writer.line(
                    Stream.POWER,
                    ("{\"meter\":\"M\",\"at\":\"" + AT + "\",\"value\":1,\"unit\":\"kWh\"}")
                            .getBytes(StandardCharsets.UTF_8),
                    AT.toEpochMilli());
        }
    }

    @AfterEach
    void stop() throws Exception {
        said.close();
        broker.close();
    }

    /** Says that a record was read, and that event time has gone on for an hour. */
    private static final class HourAfter extends KeyedProcessFunction<Integer, RawRecord, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(RawRecord record, Context context, Collector<String> out) {
            context.timerService().registerEventTimeTimer(record.at() + HOUR_MILLIS);
            out.collect("read");
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) {
            out.collect("an hour later");
        }
    }

    private void follow() throws Exception {
        LiveSettings settings = new LiveSettings(
                LiveSettings.STEP_MILLIS,
                AT.toEpochMilli(),
                time.clock(),
                time,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                Duration.ofSeconds(2));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(READERS);
        env.configure(IndexWorkflow.configuration().set(PipelineOptions.AUTO_GENERATE_UIDS, true));
        said = new KafkaSources(kafka, "test", settings)
                .records(env, Stream.POWER)
                .union(env.fromSource(new ClockSource<RawRecord>(), LiveJob.clockTime(settings), "clock")
                        .returns(RawRecord.class)
                        .setParallelism(1))
                .keyBy(record -> 0, Types.INT)
                .process(new HourAfter())
                .executeAndCollect();
    }

    @Test
    void timeGoesOnWithTheClockPastASilentPartitionAndReadersWithoutAny() throws Exception {
        follow();
        assertThat(said.next()).isEqualTo("read");
        time.end();
        assertThat(said.next()).isEqualTo("an hour later");
    }

    @Test
    void timeGoesOnInTheEndWhereTheBrokerStaysAway() throws Exception {
        follow();
        assertThat(said.next()).isEqualTo("read");
        broker.close();
        time.end();
        assertThat(said.next()).isEqualTo("an hour later");
    }
}
