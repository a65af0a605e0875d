package io.parkpulse.bench.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class StoreTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void tellsWhatIsMissingAndWhatIsOutdated() throws Exception {
        try (Store store = new Store()) {
            assertThat(write(store, 0, 1, 2)).isEqualTo(204);
            // Version 10,000 is the next one of point 0.
            assertThat(write(store, Version.POINTS)).isEqualTo(204);

            assertThat(store.lines()).isEqualTo(4);
            assertThat(store.missing(3)).isZero();
            assertThat(store.missing(4)).isEqualTo(1);
            assertThat(store.missing(Version.POINTS + 1)).isEqualTo(Version.POINTS - 3);
            assertThat(store.outdated(Version.POINTS + 1)).isZero();

            assertThat(write(store, 0)).isEqualTo(204);
            assertThat(store.outdated(Version.POINTS + 1)).isEqualTo(1);
        }
    }

    @Test
    void countsRequestsThatItDoesNotServe() throws Exception {
        try (Store store = new Store()) {
            store.become(Store.State.UNAVAILABLE);

            assertThat(write(store, 0)).isEqualTo(503);
            assertThat(store.requests()).isEqualTo(1);
            assertThat(store.lines()).isZero();
        }
    }

    private int write(Store store, long... versions) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(body)) {
            for (long version : versions) {
                zipped.write((Version.line(version) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return http.send(
                        HttpRequest.newBuilder(URI.create(store.url() + "/api/v2/write"))
                                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
