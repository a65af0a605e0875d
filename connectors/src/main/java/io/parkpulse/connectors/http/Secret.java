package io.parkpulse.connectors.http;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a secret lies. It is read on the task manager when a writer starts, so that neither the job graph nor a
 * checkpoint holds it; a restart of the job reads it anew. There is none of a literal text, which would travel with the
 * job.
 *
 * @param name of the environment variable, or path of the file
 */
public record Secret(Place place, String name) implements Serializable {
    /** What holds a secret; texts for messages. */
    public enum Place {
        /** There is none. */
        NONE("no token"),
        /** An environment variable of the task manager. */
        ENVIRONMENT("environment variable "),
        /** A file on the task manager's host. */
        FILE("file ");

        private final String text;

        Place(String text) {
            this.text = text;
        }
    }

    /** No secret: for a server that asks for none. */
    public static Secret none() {
        return new Secret(Place.NONE, "");
    }

    /** The value of an environment variable of the task manager. */
    public static Secret fromEnvironment(String name) {
        return new Secret(Place.ENVIRONMENT, name);
    }

    /** The content of a file on the task manager's host, in UTF-8; white space around it does not count. */
    public static Secret fromFile(Path path) {
        return new Secret(Place.FILE, path.toString());
    }

    /**
     * The secret; empty if there is none.
     *
     * @throws IOException if it is not where it should be, cannot be read, is empty, or cannot be part of an HTTP header
     */
    public String read() throws IOException {
        if (place == Place.NONE) {
            return "";
        }
        String secret = (place == Place.FILE ? content() : variable()).strip();
        if (secret.isEmpty()) {
            throw new IOException(this + " is empty");
        }
        if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IOException(this + " holds white space or characters beyond ASCII, so it is no token");
        }
        return secret;
    }

    private String variable() throws IOException {
        String value = System.getenv(name);
        if (value == null) {
            throw new IOException(this + " is not set on this task manager");
        }
        return value;
    }

    private String content() throws IOException {
        try {
            return Files.readString(Path.of(name));
        } catch (IOException e) {
            throw new IOException(this + " cannot be read on this task manager: " + e, e);
        }
    }

    /** Where it lies, for messages; never the secret. */
    @Override
    public String toString() {
        return place.text + name;
    }
}
