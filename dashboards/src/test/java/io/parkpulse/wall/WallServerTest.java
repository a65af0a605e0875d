package io.parkpulse.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WallServerTest {
    private static final Instant NOON = Instant.parse("2020-03-16T04:00:00Z");
    private static final String TOKEN = "correct horse battery";
    private static final WallSettings SETTINGS = WallSettings.defaults()
            .withPort(0)
            .withClock(Clock.fixed(NOON, ZoneOffset.UTC))
            .withRun("test");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScriptedFeed feed = new ScriptedFeed();
    private WallServer wall;

    private void start(WallSettings settings) throws IOException {
        wall = WallServer.start(settings, feed);
    }

    @AfterEach
    void close() {
        if (wall != null) {
            wall.close();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(wall.url().resolve(path));
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void thePageComesWithAPolicyThatAllowsNothingFromElsewhere() throws Exception {
        start(SETTINGS);

        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                        .doesNotContain("unsafe", "http"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.body()).contains("<main").doesNotContain("http:", "https:", "<script>", "<style", " style=");
    }

    @Test
    void filesAreCompressedAndNotSentAgainWhenTheyAreKnown() throws Exception {
        start(SETTINGS);

        HttpResponse<InputStream> script = client.send(
                request("/main.js").header("Accept-Encoding", "gzip").build(), BodyHandlers.ofInputStream());
        assertThat(script.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(new String(new GZIPInputStream(script.body()).readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(get("/main.js").body());

        String tag = script.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/main.js", "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void everyFileThatThePageNamesIsThere() throws Exception {
        start(SETTINGS);
        String page = get("/").body();
        for (String part : page.split("(href|src)=\"")) {
            String name = part.substring(0, part.indexOf('"'));
            if (name.matches("[a-z.]+\\.(js|css|svg)")) {
                assertThat(get("/" + name).statusCode()).as(name).isEqualTo(200);
            }
        }
    }

    @Test
    void aWallOpenToOtherMachinesNeedsAToken() throws Exception {
        InetAddress anywhere = InetAddress.getByName("0.0.0.0");

        assertThatThrownBy(() -> SETTINGS.at(anywhere, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("address 0.0.0.0 can be reached from other machines: expected a token");
        assertThatThrownBy(() -> SETTINGS.at(anywhere, "short"))
                .hasMessage("token: expected at least 12 characters")
                .hasMessageNotContaining("short");
        assertThat(SETTINGS.at(anywhere, TOKEN).toString()).doesNotContain(TOKEN);
    }

    @Test
    void withATokenNothingIsSentToWhoDoesNotKnowIt() throws Exception {
        start(SETTINGS.at(InetAddress.getByName("0.0.0.0"), TOKEN));

        assertThat(get("/").body()).contains("type=\"password\"");
        for (String path : new String[] {"/api/state", "/api/stream", "/api/trend", "/api/enterprises", "/main.js"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(get("/api/state", "Authorization", "Bearer " + TOKEN + "x").statusCode())
                .isEqualTo(401);
        assertThat(get("/api/state", "Authorization", "Bearer " + TOKEN).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoEntersTheTokenGetsACookieThatDoesNotContainIt() throws Exception {
        start(SETTINGS.at(InetAddress.getByName("0.0.0.0"), TOKEN));

        assertThat(login("wrong").headers().firstValue("Set-Cookie")).isEmpty();
        String cookie = login(TOKEN.replace(' ', '+'))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();

        assertThat(cookie).contains("HttpOnly", "SameSite=Lax").doesNotContain("horse");
        assertThat(get("/api/state", "Cookie", cookie.substring(0, cookie.indexOf(';')))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/api/state", "Cookie", Access.COOKIE + "=0").statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> login(String token) throws IOException, InterruptedException {
        return client.send(
                request("/login")
                        .POST(HttpRequest.BodyPublishers.ofString("token=" + token))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void whoEntersAWrongTokenSeesThatAndKeepsWhereHeWantedToGo() throws Exception {
        start(SETTINGS.at(InetAddress.getByName("0.0.0.0"), TOKEN));

        assertThat(login("wrong").headers().firstValue("Location")).contains("/?wrong=");
        HttpResponse<String> again = client.send(
                request("/login?lang=ko")
                        .POST(HttpRequest.BodyPublishers.ofString("token=wrong"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(again.headers().firstValue("Location")).contains("/?wrong=&lang=ko");
        HttpResponse<String> right = client.send(
                request("/login?lang=ko")
                        .POST(HttpRequest.BodyPublishers.ofString("token=" + TOKEN.replace(' ', '+')))
                        .build(),
                BodyHandlers.ofString());
        assertThat(right.statusCode()).isEqualTo(303);
        assertThat(right.headers().firstValue("Location")).contains("/?lang=ko");
        assertThat(get("/login.js").statusCode()).isEqualTo(200);

        assertThat(get("/api/state").body()).isEqualTo("expected the token\n");
        assertThat(get("/api/state", "Authorization", "Bearer wrong").body()).isEqualTo("the token is wrong\n");
    }

    @Test
    void afterAFewWrongTokensNoneIsLookedAtForAWhileNotEvenTheRightOne() throws Exception {
        start(SETTINGS.at(InetAddress.getByName("0.0.0.0"), TOKEN));
        String cookie = login(TOKEN.replace(' ', '+'))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        HttpResponse<String> answer = login("wrong");
        for (int i = 0; i < 100; i++) {
            answer = login("wrong");
        }

        assertThat(answer.headers().firstValue("Location").orElseThrow()).matches("/\\?wait=\\d+");
        HttpResponse<String> right = login(TOKEN.replace(' ', '+'));
        assertThat(right.headers().firstValue("Set-Cookie")).isEmpty();
        HttpResponse<String> bearer = get("/api/state", "Authorization", "Bearer " + TOKEN);
        assertThat(bearer.statusCode()).isEqualTo(429);
        assertThat(bearer.headers().firstValue("Retry-After").orElseThrow()).matches("\\d+");
        assertThat(get("/api/state", "Cookie", cookie.substring(0, cookie.indexOf(';')))
                        .statusCode())
                .as("who has entered it goes on")
                .isEqualTo(200);
    }

    @Test
    void aTokenOfAnyLettersIsTakenInEveryWay() throws Exception {
        String token = "园区大屏的口令，十二个字以上é";
        start(SETTINGS.at(InetAddress.getByName("0.0.0.0"), token));

        assertThat(login(URLEncoder.encode(token, StandardCharsets.UTF_8))
                        .headers()
                        .firstValue("Set-Cookie"))
                .isNotEmpty();
        assertThat(raw("GET /api/state HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET /api/state HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                        + "x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    /** What comes of bytes on a connection. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(wall.url().getHost(), wall.url().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void othersAreServedWhileHundredsHoldConnectionsAndNeverFinishARequest() throws Exception {
        start(SETTINGS);
        feed.window("all", NOON, Lines.tenEnterprises(6)).caughtUp();
        try (Stream stream = new Stream(null)) {
            List<Socket> held = new ArrayList<>();
            try {
                for (int i = 0; i < 300; i++) {
                    Socket socket = new Socket(wall.url().getHost(), wall.url().getPort());
                    held.add(socket);
                    socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
                }
                for (int i = 0; i < 20; i++) {
                    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                            .startsWith("HTTP/1.1 200");
                    assertThat(get("/api/state").statusCode()).isEqualTo(200);
                    held.get(i).close();
                    held.set(i, new Socket(wall.url().getHost(), wall.url().getPort()));
                }
                feed.window("all", NOON, Lines.tenEnterprises(7));
                assertThat(stream.about("now/all", "news").has("now/all")).isTrue();
            } finally {
                for (Socket socket : held) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void requestsThatComeAtOnceAreAnsweredInTheirOrder() throws Exception {
        start(SETTINGS);
        String next = " HTTP/1.1\r\nHost: localhost\r\n";

        String answers = raw("GET /api/texts?lang=xx" + next + "\r\nGET /icon.svg" + next + "\r\nGET /nowhere" + next
                + "Connection: close\r\n\r\n");

        assertThat(answers.split("HTTP/1.1 ")).hasSize(4);
        assertThat(answers).containsSubsequence("400", "lang: expected", "200", "<svg", "404", "there is nothing here");
    }

    @Test
    void whatIsNoRequestOrTooLongIsRefused() throws Exception {
        start(SETTINGS);
        String host = "Host: localhost\r\nConnection: close\r\n";

        assertThat(raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(raw("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n" + host + "\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(raw("GET / HTTP/1.1\r\n" + host + "X: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(raw("POST /login HTTP/1.1\r\n" + host + "Content-Length: 5000\r\n\r\n" + "x".repeat(5_000)))
                .startsWith("HTTP/1.1 413");
        assertThat(raw("GET / HTTP/1.1\r\n" + host + "Host: example.org\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("HEAD / HTTP/1.1\r\n" + host + "\r\n"))
                .startsWith("HTTP/1.1 405")
                .endsWith("\r\n\r\n");
    }

    @Test
    void aProxyThatSpeaksAnOlderVersionIsSentAStreamItUnderstands() throws Exception {
        start(SETTINGS);
        try (Socket socket = new Socket(wall.url().getHost(), wall.url().getPort())) {
            socket.getOutputStream()
                    .write("GET /api/stream?room= HTTP/1.0\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            StringBuilder head = new StringBuilder();
            for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
                head.append(line).append('\n');
            }
            assertThat(head.toString()).contains(" 200 ").doesNotContainIgnoringCase("transfer-encoding");
            assertThat(lines.readLine()).isEqualTo("retry: 1000");
        }
    }

    @Test
    void aNameThatSomebodyMadePointHereIsRefused() throws Exception {
        start(SETTINGS);
        try (Socket socket = new Socket(wall.url().getHost(), wall.url().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /api/state HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void aPortThatIsTakenGivesWayToAFreeOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(SETTINGS.withPort(taken.getLocalPort()));

            assertThat(wall.url().getPort()).isNotEqualTo(taken.getLocalPort());
            assertThat(get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatIsAskedWronglyIsRefusedWithAReason() throws Exception {
        start(SETTINGS);

        assertThat(get("/api/texts?lang=fr").body()).isEqualTo("lang: expected zh, en, ja or ko\n");
        assertThat(get("/api/trend?scope=all&measure=x").body()).startsWith("measure: expected a name");
        assertThat(get("/api/trend?scope=all&measure=coverage").statusCode()).isEqualTo(404);
        assertThat(get("/api/contributions?scope=park:P&measure=present").statusCode())
                .isEqualTo(400);
        assertThat(get("/api/enterprise?id=nobody").statusCode()).isEqualTo(404);
        assertThat(get("/api/enterprise?id=E1&lang=fr").body()).isEqualTo("lang: expected zh, en, ja or ko\n");
        assertThat(get("/api/ladder?scope=park:nowhere").statusCode()).isEqualTo(404);
        assertThat(get("/../WallServer.class").statusCode()).isEqualTo(404);
        assertThat(get("/%2e%2e/texts").statusCode()).isEqualTo(404);
    }

    /** Server-sent events, as they come. */
    private final class Stream implements AutoCloseable {
        private final InputStream body;
        private final BufferedReader lines;
        private String id;

        Stream(String lastId) throws IOException, InterruptedException {
            HttpRequest.Builder request = request("/api/stream?room=");
            if (lastId != null) {
                request.header("Last-Event-ID", lastId);
            }
            body = client.send(request.build(), BodyHandlers.ofInputStream()).body();
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        /** The data of the next event of a kind. */
        JsonNode next(String kind) throws IOException {
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ") && event.equals(kind)) {
                    return WallModel.JSON.readTree(line.substring(6));
                }
            }
            throw new AssertionError("the stream ended");
        }

        /** News until one is about a key. */
        JsonNode about(String key, String kind) throws IOException {
            while (true) {
                JsonNode news = next(kind);
                if (news.has(key)) {
                    return news;
                }
            }
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    @Test
    void whoComesBackGetsWhatHeMissedAndNothingTwice() throws Exception {
        start(SETTINGS);
        feed.window("all", NOON, Lines.tenEnterprises(6)).park("P1", "园区", "a", "");
        String seen;
        try (Stream stream = new Stream(null)) {
            stream.next("whole");
            feed.park("P2", "园区", "a", "");
            stream.about("park/P2", "news");
            seen = stream.id;
        }

        feed.window("all", NOON.plusSeconds(300), Lines.tenEnterprises(7)).caughtUp();
        try (Stream stream = new Stream(seen)) {
            JsonNode news = stream.about("now/all", "news");

            assertThat(news.path("now/all")
                            .path("line")
                            .path("staff_return")
                            .path("n")
                            .asInt())
                    .isEqualTo(35);
            assertThat(news.has("park/P1")).isFalse();
        }
    }

    @Test
    void theTimeInTheParksIsSentAgainAndAgain() throws Exception {
        start(SETTINGS);
        try (Stream stream = new Stream(null)) {
            assertThat(stream.next("clock").asLong()).isEqualTo(NOON.toEpochMilli());
            assertThat(stream.next("clock").asLong()).isEqualTo(NOON.toEpochMilli());
        }
    }

    @Test
    void aFeedThatFailsIsStartedAnewAndThePageSaysWhy() throws Exception {
        start(SETTINGS);
        try (Stream stream = new Stream(null)) {
            stream.next("whole");
            feed.fail("the disk is full").window("all", NOON, Lines.tenEnterprises(6));

            assertThat(stream.about("status", "news")
                            .path("status")
                            .path("hindrance")
                            .asText())
                    .isEqualTo("the disk is full");
            assertThat(stream.about("now/all", "news").has("now/all")).isTrue();
        }
    }

    @Test
    void closingSendsViewersHome() throws Exception {
        start(SETTINGS);
        try (Stream stream = new Stream(null)) {
            stream.next("whole");
            wall.close();
            assertThatThrownBy(() -> {
                        while (true) {
                            stream.next("news");
                        }
                    })
                    .isInstanceOfAny(AssertionError.class, IOException.class);
        }
    }

    @Test
    void theAddressIsOneThatABrowserTakes() throws Exception {
        start(SETTINGS.at(InetAddress.getByName("0.0.0.0"), TOKEN));
        assertThat(wall.url())
                .isEqualTo(URI.create("http://127.0.0.1:" + wall.url().getPort() + "/"));
    }
}
