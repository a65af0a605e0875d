package io.parkpulse.connectors.influxdb;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.exceptions.InfluxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** Sends lines, one request at a time per thread, and reports what became of them. Nothing is sent again here. */
final class InfluxRequests implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final SinkSettings settings;
    private final String secret;
    private final InfluxDBClient client;
    private final WriteApiBlocking api;

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
                .followRedirects(false)
                .addInterceptor(InfluxRequests::requireNoContent);
        InfluxDBClientOptions.Builder options = InfluxDBClientOptions.builder()
                .url(settings.url())
                .org(settings.organisation())
                .bucket(settings.bucket())
                .okHttpClient(http);
        if (!secret.isEmpty()) {
            options.authenticateToken(secret.toCharArray());
        }
        this.client = InfluxDBClientFactory.create(options.build());
        if (settings.gzip()) {
            client.enableGzip();
        }
        this.api = client.getWriteApiBlocking();
    }

    Answer write(List<InfluxLine> lines, int bytes) {
        try {
            api.writeRecord(settings.bucket(), settings.organisation(), settings.precision(), text(lines, bytes));
            return Answer.written(204);
        } catch (InfluxException e) {
            if (e.status() != Answer.NONE) {
                return answer(e);
            }
            Throwable cause = e.getCause();
            if (cause instanceof UnexpectedAnswer unexpected) {
                return new Answer(unexpected.status, "", false, null);
            }
            return cause instanceof IOException ? Answer.none(withoutSecret(cause)) : Answer.broken(withoutSecret(e));
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

    private static String text(List<InfluxLine> lines, int bytes) {
        byte[] body = new byte[bytes];
        int end = 0;
        for (InfluxLine line : lines) {
            System.arraycopy(line.bytes(), 0, body, end, line.length());
            end += line.length();
            body[end++] = '\n';
        }
        return new String(body, 0, end, StandardCharsets.UTF_8);
    }

    private static Response requireNoContent(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        // Any web server may say 200 to anything; a store that has written says 204.
        if (response.isSuccessful() && response.code() != 204) {
            response.close();
            throw new UnexpectedAnswer(response.code());
        }
        return response;
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class UnexpectedAnswer extends IOException {
        private static final long serialVersionUID = 1;

        private final int status;

        UnexpectedAnswer(int status) {
            super("answered " + status);
            this.status = status;
        }
    }
}
