package io.parkpulse.connectors.alertmanager;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;

/**
 * Builds an {@link AlertmanagerSink}. Address and encoder must be given.
 *
 * @param <T> the element of the stream
 */
public final class AlertmanagerSinkBuilder<T> {
    private static final int MOST_NOTICES = 10_000;

    private String url;
    private NoticeEncoder<T> encoder;
    private Duration resendEvery = Duration.ofMinutes(1);
    private Duration validFor = Duration.ofMinutes(15);
    private Duration keepResolved = Duration.ofMinutes(15);
    private Duration requestTimeout = Duration.ofSeconds(10);
    private Duration leastBackoff = Duration.ofMillis(500);
    private Duration mostBackoff = Duration.ofSeconds(30);
    private int maxBatchNotices = 500;

    AlertmanagerSinkBuilder() {}

    /** Its address, such as {@code http://alertmanager:9093}, with {@code --web.route-prefix} if it has one. Required. */
    public AlertmanagerSinkBuilder<T> url(String address) {
        URI uri;
        try {
            uri = new URI(Objects.requireNonNull(address, "url"));
        } catch (URISyntaxException e) {
            // Its message would quote what may be a password.
            throw new IllegalArgumentException(
                    "url must be an address such as http://alertmanager:9093: " + e.getReason());
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("url must have neither user and password nor a query");
        }
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "url must be an address such as http://alertmanager:9093, not \"" + address + "\"");
        }
        this.url = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        return this;
    }

    /** Makes notices of elements. Required. */
    public AlertmanagerSinkBuilder<T> encoder(NoticeEncoder<T> noticeEncoder) {
        this.encoder = Objects.requireNonNull(noticeEncoder, "encoder");
        return this;
    }

    /** How often what stands is posted again. By default each minute, as Prometheus does. */
    public AlertmanagerSinkBuilder<T> resendEvery(Duration distance) {
        this.resendEvery = requirePositive("resendEvery", distance);
        return this;
    }

    /**
     * How long Alertmanager takes an alert for firing after it was last posted; longer than {@link #resendEvery} and than
     * a restart of the job. By default 15 minutes.
     */
    public AlertmanagerSinkBuilder<T> validFor(Duration duration) {
        this.validFor = requirePositive("validFor", duration);
        return this;
    }

    /**
     * How long what is over is posted again, so that an Alertmanager that was restarted learns of it. By default 15
     * minutes, as in Prometheus.
     */
    public AlertmanagerSinkBuilder<T> keepResolved(Duration duration) {
        this.keepResolved = requirePositive("keepResolved", duration);
        return this;
    }

    /** How long a request may take. By default 10 s. */
    public AlertmanagerSinkBuilder<T> requestTimeout(Duration timeout) {
        this.requestTimeout = requirePositive("requestTimeout", timeout);
        return this;
    }

    /** The distance of a request from its next try, after the first failure and at most. By default 500 ms and 30 s. */
    public AlertmanagerSinkBuilder<T> backoff(Duration least, Duration most) {
        this.leastBackoff = requirePositive("least backoff", least);
        this.mostBackoff = requirePositive("most backoff", most);
        if (most.compareTo(least) < 0) {
            throw new IllegalArgumentException("most backoff must be at least " + least + ", not " + most);
        }
        return this;
    }

    /** Most notices of a request, from 1 to 10,000. By default 500. */
    public AlertmanagerSinkBuilder<T> maxBatchNotices(int notices) {
        if (notices < 1 || notices > MOST_NOTICES) {
            throw new IllegalArgumentException(
                    "maxBatchNotices must be from 1 to " + MOST_NOTICES + ", not " + notices);
        }
        this.maxBatchNotices = notices;
        return this;
    }

    /**
     * The sink.
     *
     * @throws IllegalStateException if something required was not given, or alerts would lapse between two postings
     */
    public AlertmanagerSink<T> build() {
        if (url == null || encoder == null) {
            throw new IllegalStateException(
                    "An Alertmanager sink needs " + (url == null ? "url" : "encoder") + "(...)");
        }
        if (validFor.compareTo(resendEvery.multipliedBy(2)) < 0) {
            throw new IllegalStateException(
                    "validFor must be at least twice resendEvery " + resendEvery + ", not " + validFor);
        }
        SinkSettings settings = new SinkSettings(
                url, resendEvery, validFor, keepResolved, requestTimeout, leastBackoff, mostBackoff, maxBatchNotices);
        return new AlertmanagerSink<>(settings, encoder);
    }

    private static Duration requirePositive(String name, Duration value) {
        if (value.toMillis() < 1 || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " must be from a millisecond to a day, not " + value);
        }
        return value;
    }
}
