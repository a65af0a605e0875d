package io.parkpulse.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
    /** While the program is interrupted, others may still write here. */
    private static final int TRIES = 50;

    private static final long BETWEEN_TRIES_MILLIS = 100;

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

    /** Waits for a publication that is under way: it moves two directories, and between them there is no result. */
    private synchronized void clear() {
        for (int i = 1; Files.exists(root); i++) {
            try {
                delete(root);
            } catch (IOException | UncheckedIOException e) {
                if (i == TRIES) {
                    System.err.println("cannot delete " + root + ": " + e);
                    return;
                }
                pause();
            }
        }
        for (Path directory : made) {
            try {
                Files.deleteIfExists(directory);
            } catch (IOException e) {
                return; // the result stands in it
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path path) throws IOException {
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
