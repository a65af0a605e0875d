package io.parkpulse.connectors.influxdb;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of rejected lines enough to find the cause, and not so much that it fills the log. */
final class LoggedRejections implements RejectedLines {
    private static final long serialVersionUID = 1;

    private static final Logger LOG = LoggerFactory.getLogger(LoggedRejections.class);
    private static final int MOST_CHARACTERS = 500;

    private long count;

    @Override
    public void reject(RejectedLine rejected) {
        count++;
        if (Long.bitCount(count) == 1) {
            LOG.warn(
                    "Rejected for good with status {} (this is number {}): {}; {}",
                    rejected.status(),
                    count,
                    cut(rejected.line().toString()),
                    cut(rejected.reason()));
        }
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
