package io.parkpulse.wall;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Windows of a scope, by their end. Of each lies here what it differs by from the one before: in a step few figures change, and
 * those by little, so that a window takes seventy to ninety bytes, its printed figures included.
 *
 * <p>Every hour is a block by itself, that is read from its begin.
 */
final class WindowLog {
    private static final long BLOCK_MILLIS = 3_600_000;

    private final TreeMap<Long, byte[]> blocks = new TreeMap<>();
    private long lastEnd = Long.MIN_VALUE;
    private Figures last;

    /** Takes a window in place of one with the same end. */
    void put(long end, Figures figures) {
        long block = Math.floorDiv(end, BLOCK_MILLIS);
        if (end > lastEnd) {
            boolean begins = !blocks.containsKey(block);
            byte[] more =
                    packed(end - (begins ? block * BLOCK_MILLIS : lastEnd), figures, begins ? Figures.NONE : last);
            blocks.merge(block, more, WindowLog::joined);
        } else {
            TreeMap<Long, Figures> windows = unpacked(block);
            windows.put(end, figures);
            pack(block, windows);
        }
        if (end >= lastEnd) {
            lastEnd = end;
            last = figures;
        }
    }

    /** Forgets a window, unless it is the last one. */
    void remove(long end) {
        long block = Math.floorDiv(end, BLOCK_MILLIS);
        if (end != lastEnd && blocks.containsKey(block)) {
            TreeMap<Long, Figures> windows = unpacked(block);
            windows.remove(end);
            pack(block, windows);
        }
    }

    /** Forgets the hours that end before an instant. */
    void forgetBefore(long instant) {
        blocks.headMap(Math.floorDiv(instant, BLOCK_MILLIS), false).clear();
    }

    void clear() {
        blocks.clear();
        lastEnd = Long.MIN_VALUE;
        last = null;
    }

    boolean isEmpty() {
        return last == null;
    }

    /** End of the last window. */
    long lastEnd() {
        return lastEnd;
    }

    /** The last window; null if there is none. */
    Figures last() {
        return last;
    }

    /** The window with an end; null if it is not here. */
    Figures at(long end) {
        return end == lastEnd
                ? last
                : unpacked(Math.floorDiv(end, BLOCK_MILLIS)).get(end);
    }

    /** The windows that end at an instant or later, in order. */
    TreeMap<Long, Figures> from(long instant) {
        TreeMap<Long, Figures> windows = new TreeMap<>();
        for (long block :
                blocks.tailMap(Math.floorDiv(instant, BLOCK_MILLIS), true).keySet()) {
            windows.putAll(unpacked(block));
        }
        windows.headMap(instant, false).clear();
        return windows;
    }

    private void pack(long block, TreeMap<Long, Figures> windows) {
        byte[] bytes = new byte[0];
        long endBefore = block * BLOCK_MILLIS;
        Figures before = Figures.NONE;
        for (Map.Entry<Long, Figures> window : windows.entrySet()) {
            bytes = joined(bytes, packed(window.getKey() - endBefore, window.getValue(), before));
            endBefore = window.getKey();
            before = window.getValue();
        }
        if (windows.isEmpty()) {
            blocks.remove(block);
        } else {
            blocks.put(block, bytes);
        }
    }

    private static byte[] packed(long afterMillis, Figures figures, Figures before) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt((int) afterMillis);
            figures.write(before, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private TreeMap<Long, Figures> unpacked(long block) {
        TreeMap<Long, Figures> windows = new TreeMap<>();
        byte[] bytes = blocks.get(block);
        if (bytes == null) {
            return windows;
        }
        long end = block * BLOCK_MILLIS;
        Figures figures = Figures.NONE;
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            while (in.available() > 0) {
                end += in.readInt();
                figures = Figures.read(figures, in);
                windows.put(end, figures);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return windows;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
