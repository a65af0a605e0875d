package io.parkpulse.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory for what is needed on the way, in that of this process, which is gone with everything in it when it is
 * closed.
 *
 * @param directory where it is
 */
public record Scratch(Path directory) implements AutoCloseable {
    /**
     * Makes one.
     *
     * @param prefix what its name begins with
     * @throws IOException that names the place, if it cannot be made
     */
    public static Scratch create(String prefix) throws IOException {
        Path home = ProcessDirectory.current().path();
        try {
            return new Scratch(Files.createTempDirectory(home, prefix));
        } catch (IOException e) {
            throw new IOException("cannot make a directory in " + home + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        FileTree.delete(directory);
    }
}
