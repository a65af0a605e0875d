package io.parkpulse.connectors.micrometer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What Prometheus does. */
final class Scrape {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Scrape() {}

    static String of(int port) throws IOException, InterruptedException {
        return get(port, "/metrics", "text/plain").body();
    }

    static HttpResponse<String> get(int port, String path, String accept) throws IOException, InterruptedException {
        return send(request(port, path).header("Accept", accept).build());
    }

    static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
