package io.parkpulse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.embedded.EmbeddedQuestDb.FieldType;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedQuestDbIT {
    private static final String TABLE = "park_index";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path dir;

    private void write(EmbeddedQuestDb questDb, String lines) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(questDb.url() + "/api/v2/write?org=o&bucket=b&precision=ms"))
                        .header("Authorization", "Token " + questDb.token())
                        .POST(HttpRequest.BodyPublishers.ofString(lines))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        questDb.awaitWritten(TABLE);
    }

    private String read(EmbeddedQuestDb questDb, String sql) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(
                                        questDb.url() + "/exp?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8)))
                                .header("Authorization", "Token " + questDb.token())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body()
                .replace("\r", "");
    }

    private static void makeTable(EmbeddedQuestDb questDb) {
        questDb.createTable(
                TABLE, List.of("scope", "run"), Map.of("index", FieldType.FLOAT, "matched_n", FieldType.INTEGER));
    }

    @Test
    void aPointThatIsWrittenAgainReplacesTheFirst() throws Exception {
        try (EmbeddedQuestDb questDb = EmbeddedQuestDb.start(dir, 0)) {
            makeTable(questDb);
            makeTable(questDb);
            write(questDb, "park_index,scope=park:滨海,run=live index=83.5,matched_n=2i 1584316800000\n");
            write(questDb, "park_index,scope=park:滨海,run=live index=84.5,matched_n=3i 1584316800000\n");
            assertThat(read(questDb, "SELECT scope, run, index, matched_n FROM park_index"))
                    .isEqualTo("\"scope\",\"run\",\"index\",\"matched_n\"\n\"park:滨海\",\"live\",84.5,3\n");
        }
    }

    @Test
    void nobodyWithoutItsTokenWritesOrAsks() throws Exception {
        try (EmbeddedQuestDb questDb = EmbeddedQuestDb.start(dir, 0)) {
            makeTable(questDb);
            String query = "?query=" + URLEncoder.encode("DROP TABLE park_index", StandardCharsets.UTF_8);
            String own = "Basic "
                    + Base64.getEncoder()
                            .encodeToString((questDb.user() + ":" + questDb.token()).getBytes(StandardCharsets.UTF_8));
            String port = ":" + questDb.port();
            List<String> foreign = List.of(
                    "Host: localhost" + port,
                    "Host: localhost" + port + "\r\nAuthorization: Token "
                            + questDb.token().replace('a', 'b') + "x",
                    "Host: localhost" + port + "\r\nAuthorization: Basic " + questDb.token(),
                    // A browser that knows the password, when another site makes it ask.
                    "Host: evil.example" + port + "\r\nAuthorization: " + own,
                    "Host: localhost" + port + "\r\nOrigin: http://evil.example\r\nAuthorization: " + own,
                    "Host: localhost" + port + "\r\nOrigin: null\r\nAuthorization: " + own,
                    "Host: localhost" + port + "\r\nSec-Fetch-Site: cross-site\r\nAuthorization: " + own,
                    "Host: localhost" + port + "\r\nSec-Fetch-Site: same-site\r\nAuthorization: " + own);
            for (String headers : foreign) {
                for (String request : List.of(
                        "GET /exec" + query,
                        "GET /exp" + query,
                        "POST /imp?name=mine",
                        "GET /chk?j=park_index",
                        "PUT /settings?version=0",
                        "POST /write",
                        "POST /api/v2/write?org=o&bucket=b")) {
                    assertThat(status(questDb, request, headers))
                            .as(request + "\n" + headers)
                            .isIn(401, 403);
                }
            }

            assertThat(status(
                            questDb,
                            "GET /exec?query=SELECT+1",
                            "Host: localhost" + port + "\r\nAuthorization: " + own))
                    .isEqualTo(200);
            assertThat(read(questDb, "SELECT count() n FROM park_index")).isEqualTo("\"n\"\n0\n");
        }
    }

    private static int status(EmbeddedQuestDb questDb, String request, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), questDb.port())) {
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\n" + headers + "\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            String answer = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
            return Integer.parseInt(answer.split(" ")[1]);
        }
    }

    @Test
    void pointsOutliveARestart() throws Exception {
        try (EmbeddedQuestDb questDb = EmbeddedQuestDb.start(dir, 0)) {
            makeTable(questDb);
            write(questDb, "park_index,scope=all,run=live index=1.5,matched_n=2i 1584316800000\n");
        }
        try (EmbeddedQuestDb questDb = EmbeddedQuestDb.start(dir, 0)) {
            assertThat(read(questDb, "SELECT index FROM park_index")).isEqualTo("\"index\"\n1.5\n");
        }
    }

    @Test
    void listensOnThePortAskedForAndOnAnotherWhereItIsTaken() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            try (EmbeddedQuestDb questDb = EmbeddedQuestDb.start(dir.resolve("1"), port)) {
                assertThat(questDb.port()).isNotEqualTo(port);
                assertThat(read(questDb, "SELECT 1 one")).isEqualTo("\"one\"\n1\n");
            }
        }
        try (EmbeddedQuestDb questDb = EmbeddedQuestDb.start(dir.resolve("2"), port)) {
            assertThat(questDb.port()).isEqualTo(port);
            assertThat(read(questDb, "SELECT 1 one")).isEqualTo("\"one\"\n1\n");
        }
    }

    @Test
    void saysNothingOfItsOwnOnTheTerminal() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream terminal = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(terminal);
        System.setErr(terminal);
        try {
            EmbeddedQuestDb.start(dir, 0).close();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
