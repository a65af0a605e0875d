package io.parkpulse.connectors.lines;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one pass over files of lines finds: how many lines there are, in which time their records lie, and in which
 * blocks and in which order to read them so that event time advances in all files together.
 *
 * <p>A line is what lies before a line feed, or behind the last one if that is not empty; a carriage return belongs to
 * the line. A line of nothing but spaces, tabs and carriage returns is blank: it is never emitted and only advances
 * the line number. A line longer than {@link SurveyOptions#maxLineBytes()} is oversize: it has no event time, and of
 * its bytes only the first are read. A file that does not exist, or is empty, has no lines.
 *
 * <p>The files must not change between the survey and the end of reading.
 */
public final class LineSurvey implements Serializable {
    private static final long serialVersionUID = 1;

    /** A region is the unit of work of a thread; it depends on nothing but options, as the blocks depend on it. */
    private static final long BLOCKS_PER_REGION = 32;

    private final String[] files;
    private final long[] bytes;
    private final long[] lines;
    private final long[] activeSteps;
    private final boolean sorted;
    private final int blockBytes;
    private final int maxLineBytes;
    private final long step;

    /** All blocks in the order of reading. */
    private final Block[] blocks;
    /** Per block the least event time of it and all later ones, MAX_VALUE if none has a valid record. */
    private final long[] earliest;

    /** Blocks of each file in the order of the file. */
    LineSurvey(
            String[] files,
            long[] bytes,
            long[] lines,
            Set<Long> activeSteps,
            boolean sorted,
            int blockBytes,
            int maxLineBytes,
            long step,
            List<List<Block>> blocksPerFile) {
        this.files = files;
        this.bytes = bytes;
        this.lines = lines;
        this.activeSteps = activeSteps.stream().mapToLong(s -> s).sorted().toArray();
        this.sorted = sorted;
        this.blockBytes = blockBytes;
        this.maxLineBytes = maxLineBytes;
        this.step = step;
        this.blocks = merge(blocksPerFile);
        this.earliest = new long[blocks.length];
        long least = Long.MAX_VALUE;
        for (int i = blocks.length - 1; i >= 0; i--) {
            least = Math.min(least, blocks[i].min());
            earliest[i] = least;
        }
    }

    /**
     * Surveys files with {@link SurveyOptions#defaults()}.
     *
     * @throws IOException if a file that exists cannot be read
     */
    public static LineSurvey of(List<Path> files, LineClock clock) throws IOException {
        return of(files, clock, SurveyOptions.defaults());
    }

    /**
     * Surveys files in one pass over each. Memory does not depend on the sizes of files and lines, but for about a
     * hundred bytes per block.
     *
     * @throws IOException if a file that exists cannot be read, or the thread is interrupted
     */
    public static LineSurvey of(List<Path> files, LineClock clock, SurveyOptions options) throws IOException {
        List<Part> parts = new ArrayList<>();
        long[] bytes = new long[files.size()];
        long regionBytes = BLOCKS_PER_REGION * options.blockBytes();
        for (int file = 0; file < bytes.length; file++) {
            bytes[file] = Files.notExists(files.get(file)) ? 0 : Files.size(files.get(file));
            for (long from = 0; from < bytes[file]; from += regionBytes) {
                parts.add(new Part(file, from, Math.min(from + regionBytes, bytes[file])));
            }
        }

        Surveyor surveyor = new Surveyor(files, bytes, parts, clock, options);
        surveyor.run();

        long[] lines = new long[bytes.length];
        long[] before = new long[bytes.length];
        List<List<Block>> blocks = new ArrayList<>();
        files.forEach(file -> blocks.add(new ArrayList<>()));
        for (int part = 0; part < parts.size(); part++) {
            int file = parts.get(part).file();
            for (Block block : surveyor.regions[part].blocks()) {
                blocks.get(file).add(block.after(before[file]));
                lines[file] += block.lines();
            }
            before[file] += surveyor.regions[part].lines();
        }
        return new LineSurvey(
                files.stream().map(Path::toString).toArray(String[]::new),
                bytes,
                lines,
                surveyor.activeSteps,
                false,
                options.blockBytes(),
                options.maxLineBytes(),
                options.step(),
                blocks);
    }

    /** The files that are read, by index; of a sorted survey those that {@link LineSorter} wrote. */
    public List<Path> files() {
        return Arrays.stream(files).map(Path::of).toList();
    }

    /** How many lines of a file are not blank. */
    public long lines(int file) {
        return lines[file];
    }

    /** Size of a file in bytes; of a sorted survey that of the original file. */
    public long bytes(int file) {
        return bytes[file];
    }

    /** Least event time of all valid records in milliseconds since the epoch; empty if there is none. */
    public OptionalLong first() {
        return Arrays.stream(blocks)
                .filter(b -> b.max() != Long.MIN_VALUE)
                .mapToLong(Block::min)
                .min();
    }

    /** Greatest event time of all valid records in milliseconds since the epoch; empty if there is none. */
    public OptionalLong last() {
        return Arrays.stream(blocks)
                .filter(b -> b.max() != Long.MIN_VALUE)
                .mapToLong(Block::max)
                .max();
    }

    /**
     * The steps of {@link SurveyOptions#step()}, by default hours, in which a valid record lies, ascending: its event
     * time divided by the step, rounded down.
     */
    public long[] activeSteps() {
        return activeSteps.clone();
    }

    /** Whether the files are those {@link LineSorter} wrote. */
    public boolean sorted() {
        return sorted;
    }

    /**
     * An upper estimate of how many lines a consumer must hold that keeps every line until the watermark passes it,
     * when one reader reads: the lines of all blocks begun that have a record not yet passed. With n readers up to 2 n
     * blocks more are under way. If this is too much, see {@link LineSorter}.
     */
    public long peakBufferedLines() {
        PriorityQueue<Block> held = new PriorityQueue<>(Comparator.comparingLong(Block::max));
        long lines = 0;
        long peak = 0;
        for (int i = 0; i < blocks.length; i++) {
            held.add(blocks[i]);
            lines += blocks[i].lines();
            peak = Math.max(peak, lines);
            // Where no record follows there is no watermark before the end of input.
            long passed = i + 1 < blocks.length && earliest[i + 1] != Long.MAX_VALUE ? earliest[i + 1] : Long.MIN_VALUE;
            while (!held.isEmpty() && held.peek().max() < passed) {
                lines -= held.remove().lines();
            }
        }
        return peak;
    }

    int blocks() {
        return blocks.length;
    }

    /** A block by its place in the order of reading. */
    Block block(int index) {
        return blocks[index];
    }

    /** Least event time of a block and all later ones in the order of reading, MAX_VALUE if they have no record. */
    long earliest(int index) {
        return earliest[index];
    }

    String file(int file) {
        return files[file];
    }

    int fileCount() {
        return files.length;
    }

    int blockBytes() {
        return blockBytes;
    }

    int maxLineBytes() {
        return maxLineBytes;
    }

    long step() {
        return step;
    }

    /** Equal for surveys whose blocks are the same in the same order, wherever the files lie. */
    long fingerprint() {
        long hash = sorted ? 1 : 0;
        for (Block b : blocks) {
            for (long value :
                    new long[] {b.file(), b.offset(), b.length(), b.firstLine(), b.lines(), b.min(), b.max()}) {
                hash = (hash ^ value) * 0x9E3779B97F4A7C15L;
                hash ^= hash >>> 32;
            }
        }
        return hash;
    }

    /**
     * The order of reading: always the next block of the file in which the least event time is still to come, the
     * first of several such files. Blocks behind a file's last valid record come last.
     */
    private static Block[] merge(List<List<Block>> blocksPerFile) {
        record Next(int file, int block, long least) {}
        List<long[]> leastFrom = new ArrayList<>();
        PriorityQueue<Next> files =
                new PriorityQueue<>(Comparator.comparingLong(Next::least).thenComparingInt(Next::file));
        int count = 0;
        for (int file = 0; file < blocksPerFile.size(); file++) {
            List<Block> own = blocksPerFile.get(file);
            long[] least = new long[own.size() + 1];
            least[own.size()] = Long.MAX_VALUE;
            for (int k = own.size() - 1; k >= 0; k--) {
                least[k] = Math.min(least[k + 1], own.get(k).min());
            }
            leastFrom.add(least);
            count += own.size();
            if (!own.isEmpty()) {
                files.add(new Next(file, 0, least[0]));
            }
        }
        Block[] order = new Block[count];
        for (int i = 0; i < count; i++) {
            Next next = files.remove();
            List<Block> own = blocksPerFile.get(next.file());
            order[i] = own.get(next.block());
            int following = next.block() + 1;
            if (following < own.size()) {
                files.add(new Next(next.file(), following, leastFrom.get(next.file())[following]));
            }
        }
        return order;
    }

    /** Bytes [from, to) of a file. */
    private record Part(int file, long from, long to) {}

    /** Several threads going over the parts. */
    private static final class Surveyor {
        private final List<Path> files;
        private final long[] bytes;
        private final List<Part> parts;
        private final LineClock clock;
        private final SurveyOptions options;
        private final AtomicInteger next = new AtomicInteger();
        private final RegionScan.Region[] regions;
        private final Set<Long> activeSteps = new TreeSet<>();
        private long done;

        Surveyor(List<Path> files, long[] bytes, List<Part> parts, LineClock clock, SurveyOptions options) {
            this.files = files;
            this.bytes = bytes;
            this.parts = parts;
            this.clock = clock;
            this.options = options;
            this.regions = new RegionScan.Region[parts.size()];
        }

        void run() throws IOException {
            int threads = Math.max(1, Math.min(options.threads(), parts.size()));
            ExecutorService pool = Executors.newFixedThreadPool(threads, work -> {
                Thread thread = new Thread(work, "line-survey");
                thread.setDaemon(true);
                return thread;
            });
            try {
                List<Future<Void>> workers = new ArrayList<>();
                Callable<Void> work = this::work;
                for (int i = 0; i < threads; i++) {
                    workers.add(pool.submit(work));
                }
                for (Future<Void> worker : workers) {
                    worker.get();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while surveying");
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            } finally {
                pool.shutdownNow();
            }
        }

        private Void work() throws IOException {
            RegionScan scan = new RegionScan(clock, options);
            for (int i = next.getAndIncrement(); i < parts.size(); i = next.getAndIncrement()) {
                Part part = parts.get(i);
                Path file = files.get(part.file());
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    regions[i] = scan.scan(part.file(), channel, bytes[part.file()], part.from(), part.to());
                } catch (IOException e) {
                    throw new IOException("Cannot survey " + file + ": " + e.getMessage(), e);
                }
                progress(part.to() - part.from());
            }
            synchronized (this) {
                activeSteps.addAll(scan.bounds().activeSteps());
            }
            return null;
        }

        private synchronized void progress(long more) {
            done += more;
            options.progress().accept(done);
        }

        private static IOException rethrown(Throwable cause) {
            if (cause instanceof RuntimeException e) {
                throw e;
            }
            if (cause instanceof Error e) {
                throw e;
            }
            return cause instanceof IOException e ? e : new IOException(cause);
        }
    }
}
