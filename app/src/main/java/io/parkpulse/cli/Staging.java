package io.parkpulse.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A temporary directory beside a result that is not there yet. The result is moved into place when it is complete; what
 * is left is deleted, also when the program is interrupted, so no half result is ever seen.
 */
final class Staging implements AutoCloseable {
    private final Path root;
    /** Directories made for the target to stand in, innermost first; they go as well if it never comes. */
    private final List<Path> made;

    private final Thread onInterrupt;

    private Staging(Path root, List<Path> made) {
        this.root = root;
        this.made = made;
        this.onInterrupt = new Thread(this::clear);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    static Staging beside(Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        List<Path> made = new ArrayList<>();
        for (Path missing = parent; Files.notExists(missing); missing = missing.getParent()) {
            made.add(missing);
        }
        Files.createDirectories(parent);
        return new Staging(Files.createTempDirectory(parent, "." + target.getFileName() + ".partial-"), made);
    }

    /** A new empty directory in here. */
    Path directory(String name) throws IOException {
        return Files.createDirectory(root.resolve(name));
    }

    /** Moves a directory in here to the target, replacing what is there. */
    synchronized void publish(Path directory, Path target) throws IOException {
        Path place = target.toAbsolutePath();
        Path old = root.resolve("replaced");
        boolean replaces = Files.exists(place);
        if (replaces) {
            Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(directory, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (replaces) {
                Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException e) {
            // The program is ending already, and the hook deletes.
        }
    }

    /**
     * Waits for a publication that is under way: it moves two directories, and between them there is no result. Whoever
     * comes second waits until all is gone: the program may end right behind it.
     */
    private synchronized void clear() {
        // Moved away first, so that nobody who is still writing puts anything new into it.
        Path gone = root.resolveSibling(root.getFileName() + "-gone");
        try {
            Files.move(root, gone, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            System.err.println("cannot delete " + root + ": " + e);
            return;
        }
        try (var files = Files.walk(gone)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("cannot delete " + gone + ": " + e);
        }
        for (Path directory : made) {
            try {
                Files.deleteIfExists(directory);
            } catch (IOException e) {
                return; // the result stands in it
            }
        }
    }
}
