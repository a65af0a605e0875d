package io.parkpulse.connectors.lines;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/**
 * Sorts surveyed files by event time, so that a consumer that waits for the watermark has to hold few lines; see
 * {@link LineSurvey#peakBufferedLines()}. The sorted files are in a format of their own, in which every line carries
 * its original number and offset: but for the order {@link LineSource} emits the same lines as from the original files.
 */
public final class LineSorter {
    /** The event time of the line that follows stands before each frame in a run. */
    private static final int TIME = Long.BYTES;

    private static final int LEAST_BUFFER = 64 << 10;
    private static final int LARGEST_BUFFER = 1 << 20;
    private static final int LARGEST_ARENA = 1 << 30;
    private static final int MOST_RUNS = 256;

    private final LineSurvey survey;
    private final LineClock clock;
    private final Path scratch;
    private final LongConsumer progress;

    /** How many sorted runs are merged at once, and how much of each is held. */
    private final int fanIn;

    private final int runBuffer;

    /** Lines of a run: a time and a frame each; where each starts, with its time. */
    private final byte[] arena;

    private final int mostEntries;
    private long[] times = new long[1024];
    private int[] places = new int[1024];
    private int used;
    private int entries;

    private final BlockBounds bounds;
    private int runNumber;
    private long done;

    private LineSorter(LineSurvey survey, LineClock clock, Path scratch, long memoryBytes, LongConsumer progress) {
        this.survey = survey;
        this.clock = clock;
        this.scratch = scratch;
        this.progress = progress;
        this.bounds = new BlockBounds(clock, survey.step());

        int mostEntry = TIME + Frame.MOST_HEADER + Math.max(survey.maxLineBytes(), BlockCursor.HEAD);
        int least = Math.max(LEAST_BUFFER, mostEntry);
        this.fanIn = (int) Math.max(2, Math.min(MOST_RUNS, memoryBytes / least));
        this.runBuffer = (int) Math.max(least, Math.min(LARGEST_BUFFER, memoryBytes / fanIn));

        long largest = 0;
        for (int file = 0; file < survey.fileCount(); file++) {
            largest = Math.max(largest, survey.bytes(file) + survey.lines(file) * (TIME + Frame.MOST_HEADER));
        }
        // A quarter for what is kept per line besides its bytes, twenty bytes while sorting.
        long room = Math.min(LARGEST_ARENA, Math.min(memoryBytes / 4 * 3, largest));
        this.arena = new byte[(int) Math.max(room, mostEntry)];
        this.mostEntries = (int) Math.max(1, Math.min(Integer.MAX_VALUE / 4, memoryBytes / 4 / 20));
    }

    /**
     * Sorts each file by event time and, where that is equal, line number; lines without an event time come first. What
     * {@link LineClock#peek} answers counts, of lines that are no valid records too.
     *
     * @param survey of the files; if it is sorted it is what is returned
     * @param clock the one of the survey
     * @param scratch directory for the sorted files, named by their index, and for twice their size while sorting;
     *     created if it does not exist; existing files of the same names are replaced. The caller removes the sorted
     *     files, which are about 20 bytes per line larger than the original ones
     * @param memoryBytes about how much memory to use; at least a few times the longest line is used in any case
     * @param progress receives the number of bytes of the original files read so far, growing
     * @return a survey of the sorted files, with lines, sizes and times as in the given one
     * @throws IOException if a file cannot be read or written
     */
    public static LineSurvey sort(
            LineSurvey survey, LineClock clock, Path scratch, long memoryBytes, LongConsumer progress)
            throws IOException {
        if (survey.sorted()) {
            return survey;
        }
        Files.createDirectories(scratch);
        return new LineSorter(survey, clock, scratch, memoryBytes, progress).sort();
    }

    private LineSurvey sort() throws IOException {
        int count = survey.fileCount();
        List<List<Block>> inOrderOfFile = new ArrayList<>();
        for (int file = 0; file < count; file++) {
            inOrderOfFile.add(new ArrayList<>());
        }
        List<LineSplit> splits = new ArrayList<>();
        for (int i = 0; i < survey.blocks(); i++) {
            LineSplit split = LineSplit.of(survey, i);
            splits.add(split);
        }
        String[] files = new String[count];
        long[] bytes = new long[count];
        long[] lines = new long[count];
        for (int file = 0; file < count; file++) {
            int index = file;
            Path target = scratch.resolve("sorted-" + file + ".lines");
            List<LineSplit> own =
                    splits.stream().filter(s -> s.block().file() == index).toList();
            sortFile(own, target, inOrderOfFile.get(file));
            files[file] = target.toString();
            bytes[file] = survey.bytes(file);
            lines[file] = survey.lines(file);
        }
        return new LineSurvey(
                files,
                bytes,
                lines,
                bounds.activeSteps(),
                true,
                survey.blockBytes(),
                survey.maxLineBytes(),
                survey.step(),
                inOrderOfFile);
    }

    private void sortFile(List<LineSplit> splits, Path target, List<Block> blocks) throws IOException {
        List<Path> runs = new ArrayList<>();
        try {
            BlockCursor cursor = new BlockCursor(survey);
            Line line = new Line();
            for (LineSplit split : splits) {
                cursor.open(split);
                while (cursor.next(line)) {
                    if (arena.length - used < TIME + Frame.size(line) || entries == mostEntries) {
                        spill(runs);
                    }
                    add(line);
                }
                done += split.block().length();
                progress.accept(done);
            }
            if (runs.isEmpty()) {
                int file = splits.isEmpty() ? 0 : splits.get(0).block().file();
                try (SortedFile sorted = new SortedFile(file, target, blocks)) {
                    for (int entry : order()) {
                        sorted.append(arena, places[entry]);
                    }
                }
                clear();
            } else {
                spill(runs);
                mergeAll(splits.get(0).block().file(), runs, target, blocks);
            }
        } finally {
            for (Path run : runs) {
                Files.deleteIfExists(run);
            }
        }
    }

    private void add(Line line) {
        if (entries == times.length) {
            int room = (int) Math.min(mostEntries, 2L * entries);
            times = Arrays.copyOf(times, room);
            places = Arrays.copyOf(places, room);
        }
        long time = line.oversize ? LineClock.NONE : clock.peek(line.file, line.buffer, line.offset, line.length);
        times[entries] = time;
        places[entries] = used;
        entries++;
        Bytes.putLong(arena, used, time);
        Frame.write(arena, used + TIME, line);
        used += TIME + Frame.size(line);
    }

    private void clear() {
        used = 0;
        entries = 0;
    }

    private Path newRun(List<Path> runs) {
        Path run = scratch.resolve("run-" + runNumber++ + ".lines");
        runs.add(run);
        return run;
    }

    private void spill(List<Path> runs) throws IOException {
        try (RunWriter writer = new RunWriter(newRun(runs))) {
            for (int entry : order()) {
                writer.append(arena, places[entry]);
            }
        }
        clear();
    }

    /** Merges runs, given in the order of their line numbers, into a sorted file. */
    private void mergeAll(int file, List<Path> runs, Path target, List<Block> blocks) throws IOException {
        List<Path> level = new ArrayList<>(runs);
        while (level.size() > fanIn) {
            List<Path> nextLevel = new ArrayList<>();
            for (int from = 0; from < level.size(); from += fanIn) {
                List<Path> group = level.subList(from, Math.min(from + fanIn, level.size()));
                Path merged = newRun(runs);
                try (RunWriter writer = new RunWriter(merged)) {
                    merge(group, writer);
                }
                for (Path run : group) {
                    Files.delete(run);
                }
                nextLevel.add(merged);
            }
            level = nextLevel;
        }
        try (SortedFile sorted = new SortedFile(file, target, blocks)) {
            merge(level, sorted);
        }
    }

    private void merge(List<Path> runs, Target target) throws IOException {
        List<RunReader> readers = new ArrayList<>();
        try {
            // Of equal times the earlier run has the lower line numbers.
            PriorityQueue<RunReader> queue = new PriorityQueue<>(
                    Comparator.comparingLong((RunReader run) -> run.time).thenComparingInt(run -> run.order));
            for (Path run : runs) {
                RunReader reader = new RunReader(run, readers.size(), runBuffer);
                readers.add(reader);
                if (reader.next()) {
                    queue.add(reader);
                }
            }
            while (!queue.isEmpty()) {
                RunReader least = queue.remove();
                RunReader following = queue.peek();
                boolean more;
                do {
                    target.append(least.buffer, least.entry);
                    more = least.next();
                } while (more && (following == null || least.time < following.time));
                if (more) {
                    queue.add(least);
                }
            }
        } finally {
            for (RunReader reader : readers) {
                reader.close();
            }
        }
    }

    /** The entries in the order of time, those of equal time as they were added. */
    private int[] order() {
        int[] order = new int[entries];
        for (int i = 0; i < entries; i++) {
            order[i] = i;
        }
        sort(order, order.clone(), 0, entries);
        return order;
    }

    /** A merge sort, which is stable; nearly linear where the lines are nearly sorted. */
    private void sort(int[] target, int[] source, int from, int to) {
        if (to - from < 12) {
            for (int i = from + 1; i < to; i++) {
                int entry = target[i];
                int at = i;
                for (; at > from && times[target[at - 1]] > times[entry]; at--) {
                    target[at] = target[at - 1];
                }
                target[at] = entry;
            }
            return;
        }
        int middle = (from + to) >>> 1;
        sort(source, target, from, middle);
        sort(source, target, middle, to);
        if (times[source[middle - 1]] <= times[source[middle]]) {
            System.arraycopy(source, from, target, from, to - from);
            return;
        }
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft = right == to || left < middle && times[source[left]] <= times[source[right]];
            target[i] = takeLeft ? source[left++] : source[right++];
        }
    }

    /** Takes entries: a time and a frame. */
    private interface Target {
        void append(byte[] buffer, int entry) throws IOException;
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    /** Writes a run. */
    private static final class RunWriter implements Target, AutoCloseable {
        private final FileChannel channel;
        private byte[] buffer = new byte[LARGEST_BUFFER];
        private int size;

        RunWriter(Path file) throws IOException {
            channel = create(file);
        }

        @Override
        public void append(byte[] source, int entry) throws IOException {
            int length = TIME + Frame.size(Bytes.getInt(source, entry + TIME));
            if (buffer.length - size < length) {
                flush();
                if (buffer.length < length) {
                    buffer = new byte[length];
                }
            }
            System.arraycopy(source, entry, buffer, size, length);
            size += length;
        }

        @Override
        public void close() throws IOException {
            try (channel) {
                flush();
            }
        }

        private void flush() throws IOException {
            Bytes.write(channel, buffer, 0, size);
            size = 0;
        }
    }

    /** Reads a run. */
    private static final class RunReader implements AutoCloseable {
        private final FileChannel channel;
        private final long fileSize;
        private final int order;
        private final byte[] buffer;
        /** Where in the file the buffer ends. */
        private long read;

        private int limit;
        private int next;

        /** Where in the buffer the current entry starts. */
        private int entry;

        private long time;

        RunReader(Path file, int order, int bufferBytes) throws IOException {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            fileSize = channel.size();
            this.order = order;
            buffer = new byte[(int) Math.min(bufferBytes, fileSize)];
        }

        /** Goes to the next entry, if there is one. */
        boolean next() throws IOException {
            if (!whole()) {
                if (next == limit && read == fileSize) {
                    return false;
                }
                System.arraycopy(buffer, next, buffer, 0, limit - next);
                limit -= next;
                next = 0;
                int more = (int) Math.min(buffer.length - limit, fileSize - read);
                Bytes.read(channel, read, buffer, limit, more);
                read += more;
                limit += more;
            }
            entry = next;
            time = Bytes.getLong(buffer, entry);
            next += TIME + Frame.size(Bytes.getInt(buffer, entry + TIME));
            return true;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }

        private boolean whole() {
            int rest = limit - next;
            return rest >= TIME + Integer.BYTES && rest >= TIME + Frame.size(Bytes.getInt(buffer, next + TIME));
        }
    }

    /** Writes a sorted file, block by block. */
    private final class SortedFile implements Target, AutoCloseable {
        private final int file;
        private final FileChannel channel;
        private final List<Block> blocks;
        private byte[] block = new byte[survey.blockBytes()];
        private int size;
        private long offset;

        SortedFile(int file, Path path, List<Block> blocks) throws IOException {
            this.file = file;
            this.channel = create(path);
            this.blocks = blocks;
        }

        @Override
        public void append(byte[] source, int entry) throws IOException {
            int lengthField = Bytes.getInt(source, entry + TIME);
            int length = Frame.size(lengthField);
            if (size > 0 && block.length - size < length) {
                flush();
            }
            if (block.length < length) {
                block = new byte[length];
            }
            System.arraycopy(source, entry + TIME, block, size, length);
            bounds.add(Bytes.getLong(source, entry), size + Frame.start(), lengthField);
            size += length;
        }

        @Override
        public void close() throws IOException {
            try (channel) {
                flush();
            }
        }

        private void flush() throws IOException {
            if (size > 0) {
                Bytes.write(channel, block, 0, size);
                blocks.add(bounds.close(file, block, 0, offset, size, 0));
                offset += size;
                size = 0;
            }
        }
    }
}
