package io.parkpulse.connectors.influxdb;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a secret lies. It is read on the task manager when a writer starts, so that neither the job graph nor a
 * checkpoint holds it; a restart of the job reads it anew. There is none of a literal text, which would travel with the
 * job.
 */
public sealed interface Secret extends Serializable {
    /** No secret: for a store that asks for none. */
    static Secret none() {
        return new None();
    }

    /** The value of an environment variable of the task manager. */
    static Secret fromEnvironment(String name) {
        return new Environment(name);
    }

    /** The content of a file on the task manager's host, in UTF-8; white space around it does not count. */
    static Secret fromFile(Path path) {
        return new File(path.toString());
    }

    /**
     * The secret; empty if there is none.
     *
     * @throws IOException if it is not where it should be, cannot be read, is empty, or cannot be part of an HTTP header
     */
    String read() throws IOException;

    /** Where it lies, for messages; never the secret. */
    @Override
    String toString();

    /** For a store that asks for none. */
    record None() implements Secret {
        @Override
        public String read() {
            return "";
        }

        @Override
        public String toString() {
            return "no token";
        }
    }

    /** An environment variable, by its name. */
    record Environment(String name) implements Secret {
        @Override
        public String read() throws IOException {
            String value = System.getenv(name);
            if (value == null) {
                throw new IOException(this + " is not set on this task manager");
            }
            return usable(value, this);
        }

        @Override
        public String toString() {
            return "environment variable " + name;
        }
    }

    /** A file, by its path. */
    record File(String path) implements Secret {
        @Override
        public String read() throws IOException {
            byte[] content;
            try {
                content = Files.readAllBytes(Path.of(path));
            } catch (IOException e) {
                throw new IOException(this + " cannot be read on this task manager: " + e, e);
            }
            return usable(new String(content, StandardCharsets.UTF_8), this);
        }

        @Override
        public String toString() {
            return "file " + path;
        }
    }

    private static String usable(String value, Secret from) throws IOException {
        String secret = value.strip();
        if (secret.isEmpty()) {
            throw new IOException(from + " is empty");
        }
        if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IOException(from + " holds white space or characters beyond ASCII, so it is no token");
        }
        return secret;
    }
}
