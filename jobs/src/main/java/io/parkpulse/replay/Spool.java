package io.parkpulse.replay;

import io.parkpulse.files.OutputFile;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads back what a {@link SpoolSink} wrote, bucket by bucket. The sink has left how many results are in each; a file
 * with fewer or more is an error.
 */
final class Spool<T> {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SpoolFormat<T> format;
    private final Path dir;
    private final TreeMap<Long, Long> counts;

    private Spool(SpoolFormat<T> format, Path dir, TreeMap<Long, Long> counts) {
        this.format = format;
        this.dir = dir;
        this.counts = counts;
    }

    /** @throws IOException if the sink has not come to its end */
    static <T> Spool<T> open(Path dir, SpoolFormat<T> format) throws IOException {
        TreeMap<Long, Long> counts = new TreeMap<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(countsOf(dir))))) {
            for (int left = in.readInt(); left > 0; left--) {
                counts.put(in.readLong(), in.readLong());
            }
        } catch (NoSuchFileException | EOFException e) {
            throw new IOException(dir + " was not written to its end", e);
        }
        return new Spool<>(format, dir, counts);
    }

    /** Leaves, for whoever reads it, how many results are in each bucket. */
    static void writeCounts(Path dir, Map<Long, Long> counts) throws IOException {
        try (DataOutputStream out = new DataOutputStream(OutputFile.create(countsOf(dir)))) {
            out.writeInt(counts.size());
            for (Map.Entry<Long, Long> entry : counts.entrySet()) {
                out.writeLong(entry.getKey());
                out.writeLong(entry.getValue());
            }
        }
    }

    private static Path countsOf(Path dir) {
        return dir.resolveSibling(dir.getFileName() + ".counts");
    }

    /** The buckets there are, ascending. */
    NavigableSet<Long> buckets() {
        return counts.navigableKeySet();
    }

    /** How many results are in a bucket. */
    long count(long bucket) {
        return counts.getOrDefault(bucket, 0L);
    }

    Path file(long bucket) {
        return dir.resolve(Long.toString(bucket));
    }

    /** That a bucket does not hold what was written to it. */
    IOException damaged(long bucket, Throwable cause) {
        return new IOException(
                file(bucket) + " does not hold the " + count(bucket) + " results that were written to it", cause);
    }

    /**
     * Reads a bucket in the order of writing; nothing if there is none of this number.
     *
     * @throws UncheckedIOException if it does not hold as many results as were written to it
     */
    void read(long bucket, Consumer<T> consumer) {
        long count = count(bucket);
        if (count == 0) {
            return;
        }
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file(bucket)), BUFFER_BYTES))) {
            for (long left = count; left > 0; left--) {
                T result;
                try {
                    result = format.read(in);
                } catch (EOFException e) {
                    throw damaged(bucket, e);
                }
                consumer.accept(result);
            }
            if (in.read() >= 0) {
                throw damaged(bucket, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
