package io.parkpulse.connectors.http;

/** Has one request on its way at most, which is sent again until it is settled. Used by the thread of the task; gauges read it, too. */
public class Lane {
    /** Whether the request is on its way. */
    volatile boolean sending;
    /** Whether it waits to be sent again. */
    volatile boolean waiting;
    /** Whether it waits because the server asked for it. */
    boolean asked;
    /** When it was first sent, {@link System#nanoTime()}; 0 if it was not. */
    volatile long since;
    /** How often it has failed in a row. */
    int failures;
    /** How often it has been put off; a timer set for an earlier turn has nothing to do. */
    int turn;

    /** Whether a request is not settled. */
    public final boolean busy() {
        return sending || waiting;
    }
}
