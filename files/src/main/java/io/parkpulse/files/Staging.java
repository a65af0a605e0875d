package io.parkpulse.files;

import io.parkpulse.message.Message;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place beside a directory that a command is about to write, for which it is taken: {@code .NAME.partial}, with a
 * lock. What is written there is moved into place when it is complete; what is left is deleted, also when the program is
 * interrupted, so no half result is ever seen. Of a program that was killed the next one clears it.
 *
 * <p>Nothing is removed that an earlier run of the same command did not write.
 */
public final class Staging implements AutoCloseable {
    private static final String SUFFIX = ".partial";
    private static final String LOCK = "lock";
    private static final String WORK = "work";
    private static final String GONE = "gone";
    private static final int MOST_NAMES = 1000;

    private final Target target;
    private final LockFile lock;
    private final Path root;
    /** Directories made for the target to stand in, innermost first; they go as well if it never comes. */
    private final List<Path> made;

    private final AtExit onExit;
    private boolean cleared;

    /**
     * What a command writes.
     *
     * @param name what whoever named it calls it: {@code --out}
     * @param path where it is to be
     * @param replaces whether an earlier result may be replaced
     * @param own how such a one is known
     */
    public record Target(String name, Path path, boolean replaces, OwnOutput own) {
        /**
         * Checks that the place is free, or holds what may be replaced.
         *
         * @throws UnusableFileException if not
         */
        public void check() throws IOException {
            if (place().getParent() == null) {
                throw new UnusableFileException(Message.expected(toString(), Message.of("usage.writable")));
            }
            if (!Files.exists(place(), LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            if (!replaces) {
                throw new UnusableFileException(
                        Message.expected(toString(), Message.of("output.new", "writer", own.writer())));
            }
            Message objection = own.objection(place());
            if (objection != null) {
                throw new UnusableFileException(
                        Message.of("output.not_replaced", "target", this, "objection", objection));
            }
        }

        /** Where that is, beyond links. */
        Path place() {
            try {
                return path.toRealPath();
            } catch (IOException e) {
                return path.toAbsolutePath().normalize();
            }
        }

        @Override
        public String toString() {
            return name + " " + path;
        }
    }

    private Staging(Target target, LockFile lock, Path root, List<Path> made) {
        this.target = target;
        this.lock = lock;
        this.root = root;
        this.made = made;
        this.onExit = AtExit.run(this::clear);
    }

    /**
     * Takes a place.
     *
     * @param doing what the program does there, for whoever finds the place taken
     * @throws UnusableFileException if it is not free, or another program is writing it
     * @throws IOException that says where there is no permission or no space
     */
    public static Staging of(Target target, String doing) throws IOException {
        target.check();
        Path place = target.place();
        Path parent = place.getParent();
        List<Path> made = new ArrayList<>();
        for (Path missing = parent; Files.notExists(missing); missing = missing.getParent()) {
            made.add(missing);
        }
        Path root = parent.resolve("." + place.getFileName() + SUFFIX);
        // First of this process, as its directory is the last to go.
        ProcessDirectory home = ProcessDirectory.current();
        try {
            LockFile lock = null;
            while (lock == null) {
                Files.createDirectories(parent);
                makePrivate(root);
                lock = take(target, root, doing);
            }
            FileTree.delete(root.resolve(WORK));
            FileTree.delete(root.resolve(GONE));
            home.remember(root);
            Files.createDirectory(root.resolve(WORK));
            return new Staging(target, lock, root, made);
        } catch (AccessDeniedException e) {
            throw new SaidIOException(Message.of("output.no_permission", "path", target.path(), "parent", parent), e);
        } catch (FileSystemException e) {
            throw new SaidIOException(
                    Message.of(
                            "output.cannot_write",
                            "path",
                            target.path(),
                            "parent",
                            parent,
                            "reason",
                            e.getReason() == null ? e.toString() : e.getReason()),
                    e);
        }
    }

    private static void makePrivate(Path root) throws IOException {
        try {
            Files.createDirectory(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            // Who holds the lock in it holds it.
        }
    }

    /** Null if its last holder has just deleted it. */
    private static LockFile take(Target target, Path root, String doing) throws IOException {
        Path file = root.resolve(LOCK);
        try {
            Optional<LockFile> lock =
                    LockFile.take(file, ProcessDirectory.Self.describe() + (doing.isEmpty() ? "" : ": " + doing));
            if (lock.isEmpty()) {
                String holder = LockFile.holder(file);
                throw new UnusableFileException(Message.of(
                        "output.being_written",
                        "target",
                        target,
                        "holder",
                        holder.isEmpty() ? Message.of("output.another_process") : holder));
            }
            return lock.get();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Deletes what a program left that is dead. */
    static void clearIfDead(Path root) throws IOException {
        Path name = root.getFileName();
        if (name == null
                || !name.toString().matches("\\..*\\" + SUFFIX)
                || !Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)
                || !Files.isWritable(root)) {
            return;
        }
        Optional<LockFile> lock = LockFile.take(root.resolve(LOCK), ProcessDirectory.Self.describe());
        if (lock.isPresent()) {
            try {
                FileTree.delete(root.resolve(WORK));
                FileTree.delete(root.resolve(GONE));
            } finally {
                lock.get().close();
            }
            deleteIfEmpty(root);
        }
    }

    /** A new empty directory in here. */
    public Path directory(String name) throws IOException {
        return Files.createDirectory(root.resolve(WORK).resolve(name));
    }

    /**
     * Moves a directory in here to the target.
     *
     * @throws IOException if somebody has put something there meanwhile, which stays; the result is beside it then, and
     *     the message says where
     */
    public synchronized void publish(Path directory) throws IOException {
        Path place = target.place();
        if (target.replaces() && Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            Path old = root.resolve(WORK).resolve("replaced");
            Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
            try {
                if (target.own().objection(old) == null && moveTo(place, directory)) {
                    return;
                }
            } catch (IOException e) {
                Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
                throw e;
            }
            Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
        } else if (moveTo(place, directory)) {
            return;
        }
        Path beside = leaveBeside(place, directory);
        throw new SaidIOException(
                Message.of("output.changed_meanwhile", "path", target.path(), "beside", beside), null);
    }

    private static boolean moveTo(Path place, Path directory) throws IOException {
        try {
            Files.createDirectory(place);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        try {
            // Replaces a directory that is empty, and no other.
            Files.move(directory, place, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
            return false;
        } catch (FileSystemException e) {
            if (deleteIfEmpty(place)) {
                throw e;
            }
            return false;
        }
    }

    private Path leaveBeside(Path place, Path directory) throws IOException {
        for (int number = 2; number <= MOST_NAMES; number++) {
            String name = target.path().toAbsolutePath().normalize().getFileName() + "-" + number;
            if (moveTo(place.resolveSibling(name), directory)) {
                return target.path().resolveSibling(name);
            }
        }
        throw new SaidIOException(Message.of("output.no_name_left", "path", target.path()), null);
    }

    private static boolean deleteIfEmpty(Path directory) {
        try {
            Files.delete(directory);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        clear();
        onExit.close();
    }

    /**
     * Waits for a publication that is under way: it moves two directories, and between them there is no result. Whoever
     * comes second waits until all is gone: the program may end right behind it.
     */
    private synchronized void clear() {
        if (cleared) {
            return;
        }
        cleared = true;
        try (lock) {
            // Moved away first, so that nobody who is still writing puts anything new into it.
            Path gone = root.resolve(GONE);
            Files.move(root.resolve(WORK), gone, StandardCopyOption.ATOMIC_MOVE);
            FileTree.delete(gone);
        } catch (IOException e) {
            System.err.println("cannot delete " + root + ": " + e);
        }
        if (deleteIfEmpty(root)) {
            try {
                ProcessDirectory.current().forget(root);
            } catch (IOException e) {
                // It names what is not there any more, which does no harm.
            }
        }
        for (Path directory : made) {
            if (!deleteIfEmpty(directory)) {
                return; // the result stands in it
            }
        }
    }
}
