package io.parkpulse.replay;

import io.parkpulse.files.OutputFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes results to files of a local directory, one file per bucket, exactly once: a checkpoint holds how long each file
 * was, and a restart cuts the files back to that. At the end it leaves how many results are in each, for {@link Spool}.
 * Runs with parallelism 1.
 */
final class SpoolSink<T> implements Sink<T>, SupportsWriterState<T, Map<Long, SpoolSink.Extent>> {
    private static final long serialVersionUID = 1L;

    private final String dir;
    private final SpoolFormat<T> format;

    /** How much is in a file. */
    record Extent(long bytes, long results) {}

    SpoolSink(Path dir, SpoolFormat<T> format) {
        this.dir = dir.toString();
        this.format = format;
    }

    @Override
    public StatefulSinkWriter<T, Map<Long, Extent>> createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of(Map.of()));
    }

    @Override
    public StatefulSinkWriter<T, Map<Long, Extent>> restoreWriter(
            WriterInitContext context, Collection<Map<Long, Extent>> states) throws IOException {
        Map<Long, Extent> extents = new HashMap<>();
        states.forEach(extents::putAll);
        Path path = Path.of(dir);
        Files.createDirectories(path);
        try (var files = Files.list(path)) {
            for (Path file : files.toList()) {
                Extent extent = extents.get(Long.valueOf(file.getFileName().toString()));
                if (extent == null) {
                    Files.delete(file);
                } else {
                    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                        cut.setLength(extent.bytes());
                    }
                }
            }
        }
        return new Writer<>(path, format, extents);
    }

    @Override
    public SimpleVersionedSerializer<Map<Long, Extent>> getWriterStateSerializer() {
        return new ExtentsSerializer();
    }

    private static final class Writer<T> implements StatefulSinkWriter<T, Map<Long, Extent>> {
        private static final int MOST_OPEN = 64;
        private static final int BUFFER_BYTES = 1 << 16;

        private final Path dir;
        private final SpoolFormat<T> format;
        private final Map<Long, Long> counts = new HashMap<>();
        /** The buckets written to last; results come roughly in order, so few are needed. */
        private final LinkedHashMap<Long, DataOutputStream> open = new LinkedHashMap<>(16, 0.75f, true);

        private long lastBucket;
        private long lastCount;
        private DataOutputStream lastOut;

        Writer(Path dir, SpoolFormat<T> format, Map<Long, Extent> extents) {
            this.dir = dir;
            this.format = format;
            extents.forEach((bucket, extent) -> counts.put(bucket, extent.results()));
        }

        @Override
        public void write(T result, Context context) throws IOException {
            long bucket = format.bucket(result);
            if (lastOut == null || bucket != lastBucket) {
                keepCount();
                lastOut = out(bucket);
                lastBucket = bucket;
                lastCount = counts.getOrDefault(bucket, 0L);
            }
            format.write(result, lastOut);
            lastCount++;
        }

        private void keepCount() {
            if (lastOut != null) {
                counts.put(lastBucket, lastCount);
            }
        }

        private DataOutputStream out(long bucket) throws IOException {
            DataOutputStream known = open.get(bucket);
            if (known != null) {
                return known;
            }
            if (open.size() == MOST_OPEN) {
                close(open.keySet().iterator().next());
            }
            DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(OutputFile.append(file(bucket)), BUFFER_BYTES));
            open.put(bucket, out);
            return out;
        }

        private Path file(long bucket) {
            return dir.resolve(Long.toString(bucket));
        }

        private void close(long bucket) throws IOException {
            open.remove(bucket).close();
        }

        @Override
        public List<Map<Long, Extent>> snapshotState(long checkpointId) throws IOException {
            flush(false);
            Map<Long, Extent> extents = new HashMap<>();
            for (Map.Entry<Long, Long> entry : counts.entrySet()) {
                extents.put(entry.getKey(), new Extent(Files.size(file(entry.getKey())), entry.getValue()));
            }
            return List.of(extents);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            for (DataOutputStream out : open.values()) {
                out.flush();
            }
            keepCount();
            if (endOfInput) {
                Spool.writeCounts(dir, counts);
            }
        }

        @Override
        public void close() throws IOException {
            for (DataOutputStream out : open.values()) {
                out.close();
            }
            open.clear();
        }
    }

    private static final class ExtentsSerializer implements SimpleVersionedSerializer<Map<Long, Extent>> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Map<Long, Extent> extents) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(extents.size());
            for (Map.Entry<Long, Extent> entry : extents.entrySet()) {
                out.writeLong(entry.getKey());
                out.writeLong(entry.getValue().bytes());
                out.writeLong(entry.getValue().results());
            }
            return bytes.toByteArray();
        }

        @Override
        public Map<Long, Extent> deserialize(int version, byte[] bytes) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            Map<Long, Extent> extents = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                extents.put(in.readLong(), new Extent(in.readLong(), in.readLong()));
            }
            return extents;
        }
    }
}
