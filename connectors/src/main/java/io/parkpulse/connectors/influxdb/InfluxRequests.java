package io.parkpulse.connectors.influxdb;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import io.parkpulse.connectors.http.Answer;
import java.io.IOException;
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

/** Lines as requests of the client of InfluxDB, which several threads may send at a time. */
final class InfluxRequests implements AutoCloseable {
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
    private final InfluxDBClient client;
    private final Writes writes;

    InfluxRequests(SinkSettings settings, OkHttpClient http, String token) {
        this.settings = settings;
        InfluxDBClientOptions.Builder options = InfluxDBClientOptions.builder()
                .url(settings.http().url())
                .org(settings.organisation())
                .bucket(settings.bucket())
                .okHttpClient(http.newBuilder());
        if (!token.isEmpty()) {
            options.authenticateToken(token.toCharArray());
        }
        this.client = InfluxDBClientFactory.create(options.build());
        this.writes = client.getService(Writes.class);
    }

    /** @throws IOException if there is no answer */
    Answer write(List<KeyedLine> lines, int bytes) throws IOException {
        Response<Void> response = writes.write(
                        settings.organisation(),
                        settings.bucket(),
                        settings.precision(),
                        settings.gzip() ? "gzip" : null,
                        body(lines, bytes))
                .execute();
        // Any web server may say 200 to anything, with a page in place of an explanation.
        return response.isSuccessful() ? new Answer(response.code(), "") : answer(new InfluxException(response));
    }

    private static Answer answer(InfluxException e) {
        Map<String, Object> body = e.errorBody() == null ? Map.of() : e.errorBody();
        Object message = body.getOrDefault("message", body.get("error"));
        return new Answer(
                e.status(),
                message == null ? "" : message.toString(),
                body.containsKey("code") || body.containsKey("error"),
                ResponseClassifier.retryAfter(e.headers().get("Retry-After"), Instant.now()));
    }

    private RequestBody body(List<KeyedLine> lines, int bytes) {
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
                    for (KeyedLine each : lines) {
                        text.write(each.line().bytes()).writeByte('\n');
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
