package io.parkpulse.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory of this process for what it needs on its way, readable by its user alone: {@code
 * parkpulse-USER/PID-START} in the directory for temporary files, START in epoch milliseconds. It goes when the process
 * ends; what processes left that were killed goes when the next one makes its own.
 *
 * <p>A process is dead if nobody holds the lock beside its directory, which also holds where processes do not see each
 * other, as in containers.
 */
public final class ProcessDirectory {
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final String LOCK = ".lock";
    private static final String ELSEWHERE = ".elsewhere";
    private static final Pattern OURS = Pattern.compile("(\\d+-\\d+)(\\.lock|\\.elsewhere)?");
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private static final AtomicReference<ProcessDirectory> CURRENT = new AtomicReference<>();

    private final Path path;
    private final Path elsewhere;
    private final List<Path> others = new ArrayList<>();

    private ProcessDirectory(Path path) {
        this.path = path;
        this.elsewhere = path.resolveSibling(path.getFileName() + ELSEWHERE);
    }

    /**
     * The directory of this process, made when it is first asked for.
     *
     * @throws IOException that names the place, if none can be made there
     */
    public static ProcessDirectory current() throws IOException {
        synchronized (CURRENT) {
            ProcessDirectory current = CURRENT.get();
            if (current == null) {
                current = in(base());
                CURRENT.set(current);
            }
            return current;
        }
    }

    /**
     * Has all of this process, libraries too, put their temporary files into its directory, as far as they have not
     * looked yet where to put them: to be called first. Where no directory can be made all stays as it is; who needs
     * one knows then.
     */
    public static void forAllTemporaryFiles() {
        try {
            System.setProperty(TEMPORARY, current().path.toString());
        } catch (IOException e) {
            // Not every command needs one.
        }
    }

    private static Path base() {
        String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "_");
        return Path.of(System.getProperty(TEMPORARY)).toAbsolutePath().resolve("parkpulse-" + user);
    }

    /** A directory of this process in one that all processes of its user share; what dead ones left there goes. */
    static ProcessDirectory in(Path base) throws IOException {
        String name = Self.PID + "-" + Self.START;
        try {
            makePrivate(base);
            clearDead(base, name);
            LockFile lock = takeOwn(base.resolve(name + LOCK));
            Path path = base.resolve(name);
            FileTree.delete(path);
            makePrivate(path);
            ProcessDirectory directory = new ProcessDirectory(path);
            AtExit.run(() -> directory.end(lock));
            return directory;
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "no permission to make a directory for temporary files, " + e.getFile()
                            + "; set TMPDIR to a directory that may be written to",
                    e);
        } catch (IOException e) {
            throw new IOException("cannot make a directory for temporary files in " + base + ": " + e.getMessage(), e);
        }
    }

    /** Who clears what dead processes left may hold it for a moment. */
    private static LockFile takeOwn(Path file) throws IOException {
        Optional<LockFile> lock = LockFile.take(file, Self.describe());
        while (lock.isEmpty()) {
            Thread.onSpinWait();
            lock = LockFile.take(file, Self.describe());
        }
        return lock.get();
    }

    private static void makePrivate(Path directory) throws IOException {
        try {
            Files.createDirectories(directory.getParent());
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
        } catch (FileAlreadyExistsException e) {
            // Anybody can make it first in a directory that all share.
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(ownerOfNew(directory))) {
                throw new IOException(directory + " is not a directory of this user; set TMPDIR to another place");
            }
            Files.setPosixFilePermissions(directory, PRIVATE);
        }
    }

    /** Whose files are that this process makes. */
    private static Object ownerOfNew(Path beside) throws IOException {
        Path probe = Files.createTempFile(beside.getParent(), "parkpulse", null);
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    private static void clearDead(Path base, String own) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> entries = Files.list(base)) {
            for (Path entry : entries.toList()) {
                Matcher ours = OURS.matcher(entry.getFileName().toString());
                if (ours.matches() && !ours.group(1).equals(own)) {
                    names.add(ours.group(1));
                }
            }
        }
        for (String name : names) {
            try {
                Optional<LockFile> lock = LockFile.take(base.resolve(name + LOCK), Self.describe());
                if (lock.isPresent()) {
                    try {
                        Path list = base.resolve(name + ELSEWHERE);
                        if (Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
                            for (String line : Files.readAllLines(list)) {
                                Staging.clearIfDead(Path.of(line));
                            }
                            Files.delete(list);
                        }
                        FileTree.delete(base.resolve(name));
                    } finally {
                        lock.get().close();
                    }
                }
            } catch (IOException e) {
                // Tried again by the next process; this one can do without.
            }
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** What this process has made elsewhere, for whoever comes after it if it is killed. */
    void remember(Path other) throws IOException {
        synchronized (others) {
            others.add(other);
            writeOthers();
        }
    }

    /** What was made elsewhere is gone. */
    void forget(Path other) throws IOException {
        synchronized (others) {
            others.remove(other);
            writeOthers();
        }
    }

    private void writeOthers() throws IOException {
        if (others.isEmpty()) {
            Files.deleteIfExists(elsewhere);
            return;
        }
        List<String> lines = others.stream()
                .map(Path::toString)
                .filter(line -> line.indexOf('\n') < 0 && line.indexOf('\r') < 0)
                .toList();
        Files.write(
                elsewhere,
                lines,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    private void end(LockFile lock) {
        try (lock) {
            FileTree.delete(path);
            Files.deleteIfExists(elsewhere);
        } catch (IOException e) {
            // The next process clears it.
        }
    }

    /** This process. */
    static final class Self {
        static final long PID = ProcessHandle.current().pid();
        static final long START = ProcessHandle.current()
                .info()
                .startInstant()
                .orElseGet(Instant::now)
                .toEpochMilli();

        private Self() {}

        static String describe() {
            return "process " + PID + ", since " + Instant.ofEpochMilli(START);
        }
    }
}
