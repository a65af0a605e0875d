package io.parkpulse.connectors.influxdb;

/** What an answer means for the lines of the request. */
enum Verdict {
    /** All are written. */
    WRITTEN,
    /** All but some are written, and these will never be. */
    PARTLY_DROPPED,
    /** None is written, because of at least one of them: halves are to be tried, a single line is rejected. */
    HALVE,
    /** They are too many, or too large, for one request: halves are to be tried, a single line is rejected. */
    TOO_LARGE,
    /** To be sent again later. */
    RETRY,
    /** Only a person can help. */
    FATAL
}
