package io.parkpulse.connectors.http;

import java.time.Duration;

/**
 * The options that sinks which talk HTTP have in common; each sink says its defaults.
 *
 * @param <B> the builder itself
 */
public abstract class HttpSinkBuilder<B extends HttpSinkBuilder<B>> {
    private static final Duration LEAST = Duration.ofMillis(1);

    private final String server;
    private final String example;
    private final String ofSecrets;
    private String url;
    private Duration requestTimeout;
    private Backoff backoff;

    /**
     * With the defaults of a sink.
     *
     * @param server what the server is, for people
     * @param example an address
     * @param ofSecrets how a secret is given, for whoever puts one into the address; empty if there is none
     */
    protected HttpSinkBuilder(
            String server, String example, String ofSecrets, Duration requestTimeout, Backoff backoff) {
        this.server = server;
        this.example = example;
        this.ofSecrets = ofSecrets;
        this.requestTimeout = requestTimeout;
        this.backoff = backoff;
    }

    /**
     * The server's address, such as {@code http://influxdb:8086}, with the path it is under if there is one. Required; without
     * user, password or query.
     */
    public final B url(String address) {
        this.url = ServerAddress.checked("url", address, example, ofSecrets);
        return self();
    }

    /** How long a request may take in all, at least a millisecond. */
    public final B requestTimeout(Duration timeout) {
        this.requestTimeout = requireDuration("requestTimeout", timeout, LEAST);
        return self();
    }

    /**
     * The distance of a request from its next try, after the first failure and at most; it doubles in between, and each
     * time a random part of up to its half is taken off.
     *
     * @throws IllegalArgumentException if the first is less than a millisecond or the second less than the first
     */
    public final B backoff(Duration least, Duration most) {
        this.backoff = new Backoff(
                requireDuration("least backoff", least, LEAST), requireDuration("most backoff", most, least));
        return self();
    }

    /** @throws IllegalStateException if there is no address */
    protected final HttpSettings http(Secret secret) {
        requireGiven("url", url);
        return new HttpSettings(server, url, secret, requestTimeout, backoff);
    }

    protected final void requireGiven(String name, Object value) {
        if (value == null) {
            throw new IllegalStateException("An " + server + " sink needs " + name + "(...)");
        }
    }

    /** Returns the value if it is within both bounds. */
    protected static long requireRange(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    /** Returns the value if it is within the bound and a day. */
    protected static Duration requireDuration(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " must be from " + least + " to a day, not " + value);
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private B self() {
        return (B) this;
    }
}
