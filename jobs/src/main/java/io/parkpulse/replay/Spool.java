package io.parkpulse.replay;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads back what a {@link SpoolSink} wrote, bucket by bucket. */
final class Spool<T> {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SpoolFormat<T> format;
    private final NavigableMap<Long, Path> buckets;

    private Spool(SpoolFormat<T> format, NavigableMap<Long, Path> buckets) {
        this.format = format;
        this.buckets = buckets;
    }

    static <T> Spool<T> open(Path dir, SpoolFormat<T> format) throws IOException {
        NavigableMap<Long, Path> buckets = new TreeMap<>();
        if (Files.isDirectory(dir)) {
            try (var files = Files.list(dir)) {
                files.forEach(
                        file -> buckets.put(Long.valueOf(file.getFileName().toString()), file));
            }
        }
        return new Spool<>(format, buckets);
    }

    /** The buckets there are, ascending. */
    NavigableMap<Long, Path> buckets() {
        return buckets;
    }

    /** Reads a bucket in the order of writing; nothing if there is none of this number. */
    void read(long bucket, Consumer<T> consumer) {
        Path file = buckets.get(bucket);
        if (file == null) {
            return;
        }
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
            while (true) {
                T result;
                try {
                    result = format.read(in);
                } catch (EOFException e) {
                    return;
                }
                consumer.accept(result);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
