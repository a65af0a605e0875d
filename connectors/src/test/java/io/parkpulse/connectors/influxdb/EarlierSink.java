package io.parkpulse.connectors.influxdb;

import com.influxdb.client.domain.WritePrecision;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Leaves a line in the state as releases up to 0.2 did: as what Flink keeps for a writer. */
record EarlierSink(String line) implements Sink<String>, SupportsWriterState<String, BufferedLines> {
    @Override
    public StatefulSinkWriter<String, BufferedLines> createWriter(WriterInitContext context) {
        return new StatefulSinkWriter<>() {
            @Override
            public void write(String element, Context its) {}

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public List<BufferedLines> snapshotState(long checkpointId) {
                return List.of(new BufferedLines(
                        WritePrecision.MS, List.of(InfluxLine.of(line.getBytes(StandardCharsets.UTF_8)))));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public StatefulSinkWriter<String, BufferedLines> restoreWriter(
            WriterInitContext context, Collection<BufferedLines> state) {
        return createWriter(context);
    }

    @Override
    public SimpleVersionedSerializer<BufferedLines> getWriterStateSerializer() {
        return new BufferedLinesSerializer();
    }
}
