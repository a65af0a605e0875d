package io.parkpulse.connectors.http;

import java.time.Duration;

/**
 * What became of a request.
 *
 * @param status the HTTP status; {@link #NONE} if there was no answer; {@link #BROKEN} if the client itself failed
 * @param message what the server or the client said; empty if nothing
 * @param explained whether the body is of the kind in which a server of this sort explains an error
 * @param retryAfter how long the server asks to wait; null if it does not
 */
public record Answer(int status, String message, boolean explained, Duration retryAfter) {
    /** There was no answer. */
    public static final int NONE = 0;
    /** The client itself failed. */
    public static final int BROKEN = -1;

    private static final int MOST_IN_A_LOG = 500;

    /** An answer that asks for no wait and whose body explains nothing. */
    public Answer(int status, String message) {
        this(status, message, false, null);
    }

    /** The message in one line, cut off at 500 characters. */
    public String messageForLog() {
        String line = message.strip().replace('\n', ' ');
        return line.length() > MOST_IN_A_LOG ? line.substring(0, MOST_IN_A_LOG) + "…" : line;
    }

    /** What a server says may quote the request. */
    Answer without(String secret) {
        return secret.isEmpty() ? this : new Answer(status, message.replace(secret, "(token)"), explained, retryAfter);
    }
}
