package io.parkpulse.replay;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
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
 * was, and a restart cuts the files back to that. Runs with parallelism 1.
 */
final class SpoolSink<T> implements Sink<T>, SupportsWriterState<T, Map<Long, Long>> {
    private static final long serialVersionUID = 1L;

    private final String dir;
    private final SpoolFormat<T> format;

    SpoolSink(Path dir, SpoolFormat<T> format) {
        this.dir = dir.toString();
        this.format = format;
    }

    @Override
    public StatefulSinkWriter<T, Map<Long, Long>> createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of(Map.of()));
    }

    @Override
    public StatefulSinkWriter<T, Map<Long, Long>> restoreWriter(
            WriterInitContext context, Collection<Map<Long, Long>> states) throws IOException {
        Map<Long, Long> lengths = new HashMap<>();
        states.forEach(lengths::putAll);
        Path path = Path.of(dir);
        Files.createDirectories(path);
        try (var files = Files.list(path)) {
            for (Path file : files.toList()) {
                Long length = lengths.get(Long.valueOf(file.getFileName().toString()));
                if (length == null) {
                    Files.delete(file);
                } else {
                    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                        cut.setLength(length);
                    }
                }
            }
        }
        return new Writer<>(path, format, lengths);
    }

    @Override
    public SimpleVersionedSerializer<Map<Long, Long>> getWriterStateSerializer() {
        return new LengthsSerializer();
    }

    private static final class Writer<T> implements StatefulSinkWriter<T, Map<Long, Long>> {
        private static final int MOST_OPEN = 64;
        private static final int BUFFER_BYTES = 1 << 16;

        private final Path dir;
        private final SpoolFormat<T> format;
        private final Map<Long, Long> lengths;
        /** The buckets written to last; results come roughly in order, so few are needed. */
        private final LinkedHashMap<Long, DataOutputStream> open = new LinkedHashMap<>(16, 0.75f, true);

        private long lastBucket;
        private DataOutputStream lastOut;

        Writer(Path dir, SpoolFormat<T> format, Map<Long, Long> lengths) {
            this.dir = dir;
            this.format = format;
            this.lengths = new HashMap<>(lengths);
        }

        @Override
        public void write(T result, Context context) throws IOException {
            long bucket = format.bucket(result);
            if (lastOut == null || bucket != lastBucket) {
                lastOut = out(bucket);
                lastBucket = bucket;
            }
            format.write(result, lastOut);
        }

        private DataOutputStream out(long bucket) throws IOException {
            DataOutputStream known = open.get(bucket);
            if (known != null) {
                return known;
            }
            if (open.size() == MOST_OPEN) {
                close(open.keySet().iterator().next());
            }
            Path file = dir.resolve(Long.toString(bucket));
            DataOutputStream out = new DataOutputStream(
                    new BufferedOutputStream(new FileOutputStream(file.toFile(), true), BUFFER_BYTES));
            open.put(bucket, out);
            return out;
        }

        private void close(long bucket) throws IOException {
            open.remove(bucket).close();
            lengths.put(bucket, Files.size(dir.resolve(Long.toString(bucket))));
        }

        @Override
        public List<Map<Long, Long>> snapshotState(long checkpointId) throws IOException {
            for (Map.Entry<Long, DataOutputStream> entry : open.entrySet()) {
                entry.getValue().flush();
                lengths.put(
                        entry.getKey(), Files.size(dir.resolve(entry.getKey().toString())));
            }
            return List.of(Map.copyOf(lengths));
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            for (DataOutputStream out : open.values()) {
                out.flush();
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

    private static final class LengthsSerializer implements SimpleVersionedSerializer<Map<Long, Long>> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Map<Long, Long> lengths) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(lengths.size());
            for (Map.Entry<Long, Long> entry : lengths.entrySet()) {
                out.writeLong(entry.getKey());
                out.writeLong(entry.getValue());
            }
            return bytes.toByteArray();
        }

        @Override
        public Map<Long, Long> deserialize(int version, byte[] bytes) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            Map<Long, Long> lengths = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                lengths.put(in.readLong(), in.readLong());
            }
            return lengths;
        }
    }
}
