package io.parkpulse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.embedded.EmbeddedQuestDb.FieldType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
}
