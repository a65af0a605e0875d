package io.parkpulse.bench.outage;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.DequeRequestBuffer;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.SimpleBatchCreator;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * What a sink for InfluxDB on Flink's {@link AsyncSinkBase} would be, with the limits of the one in {@code connectors}: as
 * small as it can be made, to be compared with it.
 */
final class AsyncBaseSink extends AsyncSinkBase<Long, AsyncBaseSink.Entry> {
    private static final long serialVersionUID = 1L;

    private final String url;
    private final Limits limits;
    private final boolean backsOff;

    /** A line on its way. */
    record Entry(String line) implements Serializable {}

    /** @param backsOff whether a request that failed keeps its place in flight for a while before it is handed back */
    AsyncBaseSink(String url, Limits limits, boolean backsOff) {
        super(
                (version, context) -> new Entry(Version.line(version)),
                limits.batchLines(),
                limits.requestsInFlight(),
                (int) (limits.bufferedBytes() / Version.BYTES),
                limits.batchBytes(),
                limits.lingerMillis(),
                limits.batchBytes());
        this.url = url;
        this.limits = limits;
        this.backsOff = backsOff;
    }

    @Override
    public StatefulSinkWriter<Long, BufferedRequestState<Entry>> createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<Long, BufferedRequestState<Entry>> restoreWriter(
            WriterInitContext context, Collection<BufferedRequestState<Entry>> state) {
        AsyncSinkWriterConfiguration configuration = AsyncSinkWriterConfiguration.builder()
                .setMaxBatchSize(getMaxBatchSize())
                .setMaxBatchSizeInBytes(getMaxBatchSizeInBytes())
                .setMaxInFlightRequests(getMaxInFlightRequests())
                .setMaxBufferedRequests(getMaxBufferedRequests())
                .setMaxTimeInBufferMS(getMaxTimeInBufferMS())
                .setMaxRecordSizeInBytes(getMaxRecordSizeInBytes())
                .build();
        return new Writer(context, configuration, state);
    }

    @Override
    public SimpleVersionedSerializer<BufferedRequestState<Entry>> getWriterStateSerializer() {
        return new Serializer();
    }

    private final class Writer extends AsyncSinkWriter<Long, Entry> {
        private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(limits.requestsInFlight() + 1);
        private final InfluxDBClient client;
        private final WriteApiBlocking api;
        private volatile int failures;

        Writer(
                WriterInitContext context,
                AsyncSinkWriterConfiguration configuration,
                Collection<BufferedRequestState<Entry>> state) {
            super(
                    getElementConverter(),
                    context,
                    configuration,
                    state,
                    new SimpleBatchCreator<>(getMaxBatchSizeInBytes()),
                    new DequeRequestBuffer<>());
            Duration timeout = Duration.ofMillis(limits.timeoutMillis());
            client = InfluxDBClientFactory.create(InfluxDBClientOptions.builder()
                    .url(url)
                    .org("o")
                    .bucket("b")
                    .okHttpClient(new OkHttpClient.Builder()
                            .callTimeout(timeout)
                            .readTimeout(timeout)
                            .retryOnConnectionFailure(false))
                    .build());
            client.enableGzip();
            api = client.getWriteApiBlocking();
        }

        @Override
        protected void submitRequestEntries(List<Entry> entries, ResultHandler<Entry> result) {
            pool.execute(() -> {
                try {
                    api.writeRecord(
                            "b",
                            "o",
                            WritePrecision.MS,
                            entries.stream().map(Entry::line).collect(Collectors.joining("\n")));
                    failures = 0;
                    result.complete();
                } catch (InfluxException e) {
                    if (backsOff) {
                        long millis = Math.min(limits.leastBackoffMillis() << failures, limits.mostBackoffMillis());
                        failures = Math.min(failures + 1, 10);
                        pool.schedule(() -> result.retryForEntries(entries), millis, TimeUnit.MILLISECONDS);
                    } else {
                        result.retryForEntries(entries);
                    }
                }
            });
        }

        @Override
        protected long getSizeInBytes(Entry entry) {
            return entry.line().length() + 1L;
        }

        @Override
        public void close() {
            pool.shutdownNow();
            client.close();
            super.close();
        }
    }

    private static final class Serializer extends AsyncSinkWriterStateSerializer<Entry> {
        @Override
        protected void serializeRequestToStream(Entry entry, DataOutputStream out) throws IOException {
            out.writeUTF(entry.line());
        }

        @Override
        protected Entry deserializeRequestFromStream(long bytes, DataInputStream in) throws IOException {
            return new Entry(in.readUTF());
        }

        @Override
        public int getVersion() {
            return 1;
        }
    }
}
