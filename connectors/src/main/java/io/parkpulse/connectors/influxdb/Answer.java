package io.parkpulse.connectors.influxdb;

import java.time.Duration;

/**
 * What became of a request.
 *
 * @param status the HTTP status; {@link #NONE} if there was no answer; {@link #BROKEN} if the client itself failed
 * @param message what the store or the client said, without the secret; empty if nothing
 * @param ofAStore whether the body is of the kind in which a store explains an error
 * @param retryAfter how long the store asks to wait; null if it does not
 */
record Answer(int status, String message, boolean ofAStore, Duration retryAfter) {
    static final int NONE = 0;
    static final int BROKEN = -1;

    static Answer none(String message) {
        return new Answer(NONE, message, false, null);
    }

    static Answer broken(String message) {
        return new Answer(BROKEN, message, false, null);
    }
}
