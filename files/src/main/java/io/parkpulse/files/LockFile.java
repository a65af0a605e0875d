package io.parkpulse.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file that at most one process holds at a time. The system lets go of it when its holder ends, however it ends; so
 * what nobody holds was left by a process that is dead. It says who holds it.
 */
public final class LockFile implements Closeable {
    /** To close a file that this process has locked, by whichever channel, would unlock it: it is never opened twice. */
    private static final Map<Path, String> HELD = new HashMap<>();

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes a lock, making its file if it is not there.
     *
     * @param holder what the file is to say about this process
     * @return empty if somebody holds it, in this process or in another one
     * @throws NoSuchFileException if there is no such directory
     * @throws IOException if the file cannot be made or locked
     */
    public static Optional<LockFile> take(Path file, String holder) throws IOException {
        Path place = file.toAbsolutePath().normalize();
        synchronized (HELD) {
            while (!HELD.containsKey(place)) {
                createIfMissing(place);
                Object there = key(place);
                FileChannel channel = open(place);
                if (channel == null) {
                    continue;
                }
                boolean taken = false;
                try {
                    FileLock lock = channel.tryLock();
                    if (lock == null) {
                        return Optional.empty();
                    }
                    // Otherwise its last holder has deleted it meanwhile, and there may be a new one.
                    if (there != null && there.equals(key(place))) {
                        channel.truncate(0);
                        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
                        HELD.put(place, holder);
                        taken = true;
                        return Optional.of(new LockFile(place, channel));
                    }
                } finally {
                    if (!taken) {
                        channel.close();
                    }
                }
            }
            return Optional.empty();
        }
    }

    /** What the holder of a lock says about itself; empty if that cannot be read. */
    public static String holder(Path file) {
        Path place = file.toAbsolutePath().normalize();
        synchronized (HELD) {
            String own = HELD.get(place);
            if (own != null) {
                return own;
            }
            try {
                return Files.readString(place);
            } catch (IOException e) {
                return "";
            }
        }
    }

    private static void createIfMissing(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // by whoever holds it, or held it
        }
    }

    /** What distinguishes a file from another of the same name; null if there is none. */
    private static Object key(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Deletes the file and lets go of it. */
    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            if (!channel.isOpen()) {
                return;
            }
            try {
                Files.deleteIfExists(file);
            } finally {
                channel.close();
                HELD.remove(file);
            }
        }
    }
}
