package io.parkpulse.connectors;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** Programs of this machine that tests run. */
public final class Programs {
    private Programs() {}

    /**
     * A program on the {@code PATH}.
     *
     * @param debianPackage what brings it
     * @param names what it is called; the first that is there counts
     * @return its path
     * @throws TestAbortedException if there is none on this machine; with {@code CI=true} that is a failure instead
     */
    public static String find(String debianPackage, String... names) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            for (String name : names) {
                if (Files.isExecutable(Path.of(directory, name))) {
                    return directory + "/" + name;
                }
            }
        }
        String missing = "there is no " + names[0] + " on the PATH: apt-get install " + debianPackage;
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(missing);
        }
        throw new TestAbortedException("Skipped: " + missing);
    }
}
