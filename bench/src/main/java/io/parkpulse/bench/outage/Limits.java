package io.parkpulse.bench.outage;

import java.io.Serializable;

/** What all sinks that are compared are held to. */
record Limits(
        int batchLines,
        int batchBytes,
        int requestsInFlight,
        long bufferedBytes,
        long lingerMillis,
        long timeoutMillis,
        long leastBackoffMillis,
        long mostBackoffMillis)
        implements Serializable {
    /** The defaults of the sink in {@code connectors}, but for a smaller buffer, so that an outage of a minute fills it. */
    static final Limits STANDARD = new Limits(5_000, 2 << 20, 4, 16L << 20, 200, 10_000, 200, 10_000);
}
