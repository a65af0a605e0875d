package io.parkpulse.connectors.http;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import okhttp3.OkHttpClient;

/**
 * What {@link HttpSinkBuilder} gathers, where it is explained.
 *
 * @param server what the server is, for people and names of threads
 * @param secret where the token lies
 */
public record HttpSettings(String server, String url, Secret secret, Duration requestTimeout, Backoff backoff)
        implements Serializable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** @throws IOException if the token is not where it should be */
    String readSecret() throws IOException {
        try {
            return secret.read();
        } catch (IOException e) {
            throw new IOException("The " + server + " sink has no token for " + url + ": " + e.getMessage(), e);
        }
    }

    OkHttpClient client() {
        return new OkHttpClient.Builder()
                .connectTimeout(requestTimeout.compareTo(CONNECT) < 0 ? requestTimeout : CONNECT)
                .readTimeout(requestTimeout)
                .writeTimeout(requestTimeout)
                .callTimeout(requestTimeout)
                // Of requests sent again and of their order only the writer knows.
                .retryOnConnectionFailure(false)
                // It would follow with a GET, whose answer says nothing of what was sent.
                .followRedirects(false)
                .build();
    }
}
