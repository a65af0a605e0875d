package io.parkpulse.connectors.alertmanager;

import io.parkpulse.connectors.http.Backoff;
import io.parkpulse.connectors.http.HttpSettings;
import io.parkpulse.connectors.http.HttpSinkBuilder;
import io.parkpulse.connectors.http.Secret;
import java.time.Duration;
import java.util.Objects;

/**
 * Builds an {@link AlertmanagerSink}. Address, with {@code --web.route-prefix} if it has one, and encoder must be given.
 *
 * <p>By default a request may take 10 s, and is sent again after 500 ms at first and 30 s at most.
 *
 * @param <T> the element of the stream
 */
public final class AlertmanagerSinkBuilder<T> extends HttpSinkBuilder<AlertmanagerSinkBuilder<T>> {
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final int MOST_NOTICES = 10_000;

    private NoticeEncoder<T> encoder;
    private Duration resendEvery = Duration.ofMinutes(1);
    private Duration validFor = Duration.ofMinutes(15);
    private Duration keepResolved = Duration.ofMinutes(15);
    private int maxBatchNotices = 500;

    AlertmanagerSinkBuilder() {
        super(
                "Alertmanager",
                "http://alertmanager:9093",
                "",
                Duration.ofSeconds(10),
                new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)));
    }

    /** Makes notices of elements. Required. */
    public AlertmanagerSinkBuilder<T> encoder(NoticeEncoder<T> noticeEncoder) {
        this.encoder = Objects.requireNonNull(noticeEncoder, "encoder");
        return this;
    }

    /** How often what stands is posted again. By default each minute, as Prometheus does. */
    public AlertmanagerSinkBuilder<T> resendEvery(Duration distance) {
        this.resendEvery = requireDuration("resendEvery", distance, LEAST);
        return this;
    }

    /**
     * How long Alertmanager takes an alert for firing after it was last posted; longer than {@link #resendEvery} and than
     * a restart of the job. By default 15 minutes.
     */
    public AlertmanagerSinkBuilder<T> validFor(Duration duration) {
        this.validFor = requireDuration("validFor", duration, LEAST);
        return this;
    }

    /**
     * How long what is over is posted again, so that an Alertmanager that was restarted learns of it. By default 15
     * minutes, as in Prometheus.
     */
    public AlertmanagerSinkBuilder<T> keepResolved(Duration duration) {
        this.keepResolved = requireDuration("keepResolved", duration, LEAST);
        return this;
    }

    /** Most notices of a request, from 1 to 10,000. By default 500. */
    public AlertmanagerSinkBuilder<T> maxBatchNotices(int notices) {
        this.maxBatchNotices = (int) requireRange("maxBatchNotices", notices, 1, MOST_NOTICES);
        return this;
    }

    /**
     * The sink.
     *
     * @throws IllegalStateException if something required was not given, or alerts would lapse between two postings
     */
    public AlertmanagerSink<T> build() {
        HttpSettings http = http(Secret.none());
        requireGiven("encoder", encoder);
        if (validFor.compareTo(resendEvery.multipliedBy(2)) < 0) {
            throw new IllegalStateException(
                    "validFor must be at least twice resendEvery " + resendEvery + ", not " + validFor);
        }
        return new AlertmanagerSink<>(
                new SinkSettings(http, resendEvery, validFor, keepResolved, maxBatchNotices), encoder);
    }
}
