package io.parkpulse.files;

import io.parkpulse.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reading what somebody else has written: regular files only, or links to such. A pipe has no size and can be read but
 * once, a device may have no end.
 */
public final class RegularFile {
    /** What to say that was expected. */
    public static final Message EXPECTED = Message.of("registry.regular_file");

    private RegularFile() {}

    /**
     * Whether there is such a file.
     *
     * @throws UnusableFileException if there is something else of that name
     */
    public static boolean exists(Path file) throws UnusableFileException {
        Message is = other(file);
        if (is != null) {
            throw new UnusableFileException(Message.joined(
                    "semicolon",
                    Message.joined("colon", Message.asIs(file.toString()), is),
                    Message.of("registry.expected", "expected", EXPECTED)));
        }
        return Files.exists(file);
    }

    /**
     * Opens a file.
     *
     * @throws UnusableFileException if there is something else of that name
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static InputStream open(Path file) throws IOException {
        exists(file);
        return Files.newInputStream(file);
    }

    /**
     * Reads a file whole.
     *
     * @throws UnusableFileException if there is something else of that name
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static byte[] read(Path file) throws IOException {
        exists(file);
        return Files.readAllBytes(file);
    }

    /** What stands there in place of a regular file; null if there is one, or nothing. */
    public static Message other(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                return null;
            }
            if (attributes.isDirectory()) {
                return Message.of("registry.is.directory");
            }
            Object mode = Files.getAttribute(file, "unix:mode");
            return mode instanceof Integer bits && (bits & 0170000) == 0010000
                    ? Message.of("registry.is.pipe")
                    : Message.of("registry.is.device");
        } catch (NoSuchFileException e) {
            return Files.isSymbolicLink(file) ? Message.of("registry.is.link_to_nothing") : null;
        } catch (FileSystemLoopException e) {
            return Message.of("registry.is.link_to_itself");
        } catch (IOException | UnsupportedOperationException e) {
            // Whoever reads it gets the error.
            return null;
        }
    }
}
