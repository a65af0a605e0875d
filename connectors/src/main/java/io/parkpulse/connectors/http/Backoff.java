package io.parkpulse.connectors.http;

import java.io.Serializable;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a request is sent again: twice as long with each failure, up to a limit, and of that a random
 * part between half and the whole, so that writers do not all come back at once.
 */
public record Backoff(Duration least, Duration most) implements Serializable {
    /** A server that asks for more patience than this does not get it: its clock may be wrong. */
    static final Duration MOST_ASKED_FOR = Duration.ofMinutes(5);

    private static final int MOST_DOUBLINGS = 30;

    /**
     * @param failures how often the request has failed in a row, from 1
     * @param retryAfter what the server asks for; null if it does not
     */
    Duration delay(int failures, Duration retryAfter, RandomGenerator random) {
        int doublings = Math.min(Math.max(failures - 1, 0), MOST_DOUBLINGS);
        long limit = most.toMillis();
        long whole = least.toMillis() > limit >> doublings ? limit : least.toMillis() << doublings;
        Duration own = Duration.ofMillis(whole - (whole > 1 ? random.nextLong(whole / 2 + 1) : 0));
        if (retryAfter == null || retryAfter.compareTo(own) <= 0) {
            return own;
        }
        return retryAfter.compareTo(MOST_ASKED_FOR) > 0 ? MOST_ASKED_FOR : retryAfter;
    }
}
