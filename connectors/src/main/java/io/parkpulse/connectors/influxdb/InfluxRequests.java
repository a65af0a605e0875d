package io.parkpulse.connectors.influxdb;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.http.Body;
import retrofit2.http.Header;
import retrofit2.http.Headers;
import retrofit2.http.POST;
import retrofit2.http.Query;

/** Sends lines, one request at a time per thread, and reports what became of them. Nothing is sent again here. */
final class InfluxRequests implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final MediaType TEXT = MediaType.get("text/plain; charset=utf-8");

    /** The request of the client's {@code WriteService}, which takes a text only, for lines that are bytes already. */
    interface Writes {
        @POST("api/v2/write")
        @Headers("Accept: application/json")
        Call<Void> write(
                @Query("org") String organisation,
                @Query("bucket") String bucket,
                @Query("precision") WritePrecision precision,
                @Header("Content-Encoding") String encoding,
                @Body RequestBody lines);
    }

    private final SinkSettings settings;
    private final String secret;
    private final InfluxDBClient client;
    private final Writes writes;

    /** @throws IOException if the token is not where it should be */
    InfluxRequests(SinkSettings settings) throws IOException {
        this.settings = settings;
        try {
            this.secret = settings.token().read();
        } catch (IOException e) {
            throw new IOException("The InfluxDB sink has no token for " + settings.url() + ": " + e.getMessage(), e);
        }
        Duration timeout = settings.requestTimeout();
        OkHttpClient.Builder http = new OkHttpClient.Builder()
                .connectTimeout(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .callTimeout(timeout)
                // Of requests sent again and of their order only the writer knows.
                .retryOnConnectionFailure(false)
                // It would follow with a GET, whose answer says nothing of lines.
                .followRedirects(false);
        InfluxDBClientOptions.Builder options = InfluxDBClientOptions.builder()
                .url(settings.url())
                .org(settings.organisation())
                .bucket(settings.bucket())
                .okHttpClient(http);
        if (!secret.isEmpty()) {
            options.authenticateToken(secret.toCharArray());
        }
        this.client = InfluxDBClientFactory.create(options.build());
        this.writes = client.getService(Writes.class);
    }

    Answer write(List<InfluxLine> lines, int bytes) {
        try {
            Response<Void> response = writes.write(
                            settings.organisation(),
                            settings.bucket(),
                            settings.precision(),
                            settings.gzip() ? "gzip" : null,
                            body(lines, bytes))
                    .execute();
            // Any web server may say 200 to anything, with a page in place of an explanation.
            return response.isSuccessful()
                    ? new Answer(response.code(), "", false, null)
                    : answer(new InfluxException(response));
        } catch (IOException e) {
            return Answer.none(withoutSecret(e));
        } catch (RuntimeException | Error e) {
            // Whatever it is, the writer must come to know of it: else it would wait for this request for ever.
            return Answer.broken(withoutSecret(e));
        }
    }

    private Answer answer(InfluxException e) {
        Map<String, Object> body = e.errorBody() == null ? Map.of() : e.errorBody();
        Object message = body.getOrDefault("message", body.get("error"));
        return new Answer(
                e.status(),
                withoutSecret(message == null ? "" : message.toString()),
                body.containsKey("code") || body.containsKey("error"),
                ResponseClassifier.retryAfter(e.headers().get("Retry-After"), Instant.now()));
    }

    private String withoutSecret(Throwable failure) {
        return withoutSecret(failure.toString());
    }

    /** What a server says may quote the request. */
    private String withoutSecret(String text) {
        return secret.isEmpty() ? text : text.replace(secret, "(token)");
    }

    private RequestBody body(List<InfluxLine> lines, int bytes) {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return TEXT;
            }

            @Override
            public long contentLength() {
                return settings.gzip() ? -1 : bytes;
            }

            @Override
            public void writeTo(BufferedSink body) throws IOException {
                try (BufferedSink text = settings.gzip() ? Okio.buffer(fastGzip(body)) : body) {
                    for (InfluxLine line : lines) {
                        text.write(line.bytes()).writeByte('\n');
                    }
                }
            }
        };
    }

    private static GzipSink fastGzip(BufferedSink body) {
        GzipSink gzip = new GzipSink(body);
        gzip.deflater().setLevel(Deflater.BEST_SPEED);
        return gzip;
    }

    @Override
    public void close() {
        client.close();
    }
}
