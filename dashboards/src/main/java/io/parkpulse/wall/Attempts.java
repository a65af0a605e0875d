package io.parkpulse.wall;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wrong tokens, by where they came from. After five a source has to wait before its next token is looked at: a second, and
 * with each wrong one twice as long, up to a minute. Tokens that come meanwhile are not looked at, right or wrong. A right
 * one, and a quarter of an hour without any, makes good; no more than 4,096 sources are remembered, the latest.
 *
 * <p>All whom a proxy stands before are one source.
 */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final int FREE = 5;
    private static final int MOST_SOURCES = 4_096;
    private static final long LONGEST_WAIT = Duration.ofMinutes(1).toNanos();
    private static final long FORGOTTEN_AFTER = Duration.ofMinutes(15).toNanos();

    private final LongSupplier nanos;
    private final Map<Source, Failures> sources = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Failures> eldest) {
            return size() > MOST_SOURCES;
        }
    };

    private static final class Failures {
        private int wrong;
        private long unread;
        private long last;
        private long wait;
    }

    /** @param nanos a clock that only goes on, such as {@link System#nanoTime} */
    Attempts(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** For how long no token of a source is looked at; zero if one may be now. */
    synchronized Duration await(Source source) {
        Failures failures = sources.get(source);
        if (failures == null) {
            return Duration.ZERO;
        }
        long since = nanos.getAsLong() - failures.last;
        if (since >= FORGOTTEN_AFTER) {
            sources.remove(source);
            return Duration.ZERO;
        }
        if (since >= failures.wait) {
            return Duration.ZERO;
        }
        failures.unread++;
        return Duration.ofNanos(failures.wait - since);
    }

    /** A token was wrong. */
    synchronized void failed(Source source) {
        Failures failures = sources.remove(source); // to the end: the latest
        if (failures == null) {
            failures = new Failures();
        }
        sources.put(source, failures);
        failures.wrong++;
        failures.last = nanos.getAsLong();
        failures.wait = failures.wrong < FREE
                ? 0
                : Math.min(LONGEST_WAIT, Duration.ofSeconds(1).toNanos() << Math.min(failures.wrong - FREE, 10));
        LOG.warn(
                "a wrong token from {}, {} in a row, {} more not looked at; the next is looked at after {} s",
                source,
                failures.wrong,
                failures.unread,
                Duration.ofNanos(failures.wait).toSeconds());
    }

    /** A token was right. */
    synchronized void succeeded(Source source) {
        sources.remove(source);
    }
}
