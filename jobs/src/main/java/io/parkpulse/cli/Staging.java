package io.parkpulse.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;

/**
 * A temporary directory beside a result that is not there yet. The result is moved into place when it is complete; what
 * is left is deleted, also when the program is interrupted, so no half result is ever seen.
 */
final class Staging implements AutoCloseable {
    private final Path root;
    private final Thread onInterrupt;

    private Staging(Path root) {
        this.root = root;
        this.onInterrupt = new Thread(this::delete);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    static Staging beside(Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        return new Staging(Files.createTempDirectory(parent, "." + target.getFileName() + ".partial-"));
    }

    /** A new empty directory in here. */
    Path directory(String name) throws IOException {
        return Files.createDirectory(root.resolve(name));
    }

    /** Moves a directory in here to the target, replacing what is there. */
    synchronized void publish(Path directory, Path target) throws IOException {
        Path old = root.resolve("replaced");
        if (Files.exists(target)) {
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(directory, target.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException e) {
            // The program is ending already, and the hook deletes.
        }
    }

    /** Whoever comes second waits until all is gone: the program may end right behind it. */
    private synchronized void delete() {
        // Moved away first, so that nobody who is still writing puts anything new into it.
        Path gone = root.resolveSibling(root.getFileName() + "-gone");
        try {
            Files.move(root, gone, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            System.err.println("cannot delete " + root + ": " + e.getMessage());
            return;
        }
        try (var files = Files.walk(gone)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("cannot delete " + gone + ": " + e.getMessage());
        }
    }
}
