package io.parkpulse.connectors.influxdb;

import com.influxdb.client.domain.WritePrecision;
import io.parkpulse.connectors.http.Backoff;
import io.parkpulse.connectors.http.HttpSettings;
import io.parkpulse.connectors.http.HttpSinkBuilder;
import io.parkpulse.connectors.http.Secret;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * Builds an {@link InfluxSink}. Address, organisation, bucket and encoder must be given; there are no defaults for them.
 *
 * <p>By default a request may take 30 s: InfluxDB gives itself 10 s ({@code storage-write-timeout}), and this should be
 * clearly longer. It is sent again after 200 ms at first and 10 s at most. While the store is away a writer sends at most
 * {@code maxRequestsInFlight} requests per half of that.
 *
 * @param <T> the element of the stream
 */
public final class InfluxSinkBuilder<T> extends HttpSinkBuilder<InfluxSinkBuilder<T>> {
    private static final int MOST_BYTES = 256 << 20;

    private String organisation;
    private String bucket;
    private InfluxPointEncoder<T> encoder;
    private Secret token = Secret.none();
    private WritePrecision precision = WritePrecision.MS;
    private int maxBatchLines = 5_000;
    private int maxBatchBytes = 2 << 20;
    private Duration linger = Duration.ofSeconds(1);
    private int maxRequestsInFlight = 4;
    private long maxBufferedBytes = 64L << 20;
    private Duration fullBufferPause = Duration.ofSeconds(1);
    private boolean gzip = true;
    private RejectedLines rejectedLines = new LoggedRejections();
    private KeySelector<T, ?> streamKey;

    InfluxSinkBuilder() {
        super(
                "InfluxDB",
                "http://influxdb:8086",
                "; a token is given by token(Secret)",
                Duration.ofSeconds(30),
                new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10)));
    }

    /** The name or id of the organisation. Required; a store that knows none takes any. */
    public InfluxSinkBuilder<T> organisation(String name) {
        this.organisation = requireText("organisation", name);
        return this;
    }

    /** The name or id of the bucket, which must exist. Required; a store that knows none takes any. */
    public InfluxSinkBuilder<T> bucket(String name) {
        this.bucket = requireText("bucket", name);
        return this;
    }

    /** Makes points of elements. Required. */
    public InfluxSinkBuilder<T> encoder(InfluxPointEncoder<T> pointEncoder) {
        this.encoder = Objects.requireNonNull(pointEncoder, "encoder");
        return this;
    }

    /** Where the token lies that may write to the bucket. By default there is none. */
    public InfluxSinkBuilder<T> token(Secret secret) {
        this.token = Objects.requireNonNull(secret, "token");
        return this;
    }

    /** The unit of the points' timestamps. By default milliseconds. State that has another one is refused. */
    public InfluxSinkBuilder<T> precision(WritePrecision unit) {
        this.precision = Objects.requireNonNull(unit, "precision");
        return this;
    }

    /** Most lines of a request, at least 1. By default 5,000, what InfluxDB recommends. */
    public InfluxSinkBuilder<T> maxBatchLines(int lines) {
        this.maxBatchLines = (int) requireRange("maxBatchLines", lines, 1, Integer.MAX_VALUE);
        return this;
    }

    /**
     * Most bytes of a request before it is compressed, from 1 to 256 MiB. By default 2 MiB. A longer line makes a
     * request of its own.
     */
    public InfluxSinkBuilder<T> maxBatchBytes(int bytes) {
        this.maxBatchBytes = (int) requireRange("maxBatchBytes", bytes, 1, MOST_BYTES);
        return this;
    }

    /** How long a line waits for others at most, from 0. By default a second. */
    public InfluxSinkBuilder<T> linger(Duration atMost) {
        this.linger = requireDuration("linger", atMost, Duration.ZERO);
        return this;
    }

    /**
     * Most requests at a time of one writer, from 1 to 64. By default 4. Lines of one series and timestamp are always in
     * order; with 1 all lines are.
     */
    public InfluxSinkBuilder<T> maxRequestsInFlight(int requests) {
        this.maxRequestsInFlight = (int) requireRange("maxRequestsInFlight", requests, 1, 64);
        return this;
    }

    /**
     * How many bytes of lines a writer holds that are not yet written before it exerts back-pressure, at least 1; twice as
     * many is the most, and never fewer than an element makes. By default 64 MiB. It is the outage a job rides out at full
     * speed: bytes of lines per second and writer, times seconds. A line takes about 85 bytes more on the heap; while a
     * checkpoint is taken the lines are there three times.
     */
    public InfluxSinkBuilder<T> maxBufferedBytes(long bytes) {
        this.maxBufferedBytes = requireRange("maxBufferedBytes", bytes, 1, Long.MAX_VALUE / 4);
        return this;
    }

    /**
     * How long an element is held up when the buffer is full, if no room is made, before it is let in so that checkpoint
     * barriers behind it come through; at least a millisecond. By default a second.
     */
    public InfluxSinkBuilder<T> fullBufferPause(Duration pause) {
        this.fullBufferPause = requireDuration("fullBufferPause", pause, Duration.ofMillis(1));
        return this;
    }

    /** Whether requests are compressed. By default they are. */
    public InfluxSinkBuilder<T> gzip(boolean compressed) {
        this.gzip = compressed;
        return this;
    }

    /**
     * Where lines go that the store will never take. By default to the log, as warnings, cut off at 500 characters: the
     * first and then the 2nd, 4th, 8th and so on of each writer; the metric {@code linesRejected} counts all.
     */
    public InfluxSinkBuilder<T> rejectedTo(RejectedLines rejected) {
        this.rejectedLines = Objects.requireNonNull(rejected, "rejectedTo");
        return this;
    }

    /**
     * Takes the stream as it is distributed. For a stream of which all elements that are versions of a point come from one
     * task to one writer without this: keyed by something that its points' tags follow from, and with the parallelism of the
     * sink; or for a sink with parallelism 1. By default the sink distributes it by series.
     *
     * @param key by which the stream is keyed; with parallelism 1 any. An element that comes to a task without its key fails
     *     the job
     */
    public InfluxSinkBuilder<T> alreadyKeyed(KeySelector<T, ?> key) {
        this.streamKey = Objects.requireNonNull(key, "alreadyKeyed");
        return this;
    }

    /**
     * The sink.
     *
     * @throws IllegalStateException if something required was not given
     */
    public InfluxSink<T> build() {
        HttpSettings http = http(token);
        requireGiven("organisation", organisation);
        requireGiven("bucket", bucket);
        requireGiven("encoder", encoder);
        SinkSettings settings = new SinkSettings(
                http,
                organisation,
                bucket,
                precision,
                maxBatchLines,
                maxBatchBytes,
                linger,
                maxRequestsInFlight,
                maxBufferedBytes,
                fullBufferPause,
                gzip);
        return new InfluxSink<>(settings, encoder, rejectedLines, streamKey);
    }

    private static String requireText(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be empty");
        }
        return value;
    }
}
