package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.wall.WallServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class WallCommandTest {
    private final Commands commands = new Commands();

    @Test
    void whatAReplayWroteIsShownAsOfItsEnd(@TempDir Path dir) throws Exception {
        Path out = Commands.replayed(dir.resolve("example"));
        WallCommand command = new WallCommand();
        new CommandLine(command).parseArgs("--in", out.toString(), "--port", "0");
        try (WallServer wall = command.start()) {
            JsonNode state = caughtUp(wall, "P1");

            assertThat(state.path("head").path("run").asText()).isEqualTo("example");
            assertThat(Instant.ofEpochMilli(state.path("head").path("now").asLong()))
                    .isEqualTo(Instant.parse(state.path("facts")
                            .path("now/all")
                            .path("line")
                            .path("end")
                            .asText()));
            assertThat(state.path("facts").path("park/P1").path("name_zh").asText())
                    .isEqualTo("园区1");
            assertThat(state.path("facts")
                            .path("method/wuhan-2020")
                            .path("threshold")
                            .asText())
                    .isEqualTo("0.30");
            assertThat(state.path("facts").path("status").path("unreadable").asInt())
                    .isZero();
        }
    }

    /** What the wall shows once it has read everything. */
    static JsonNode caughtUp(WallServer wall, String room) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(wall.url().resolve("/api/state?room=" + room))
                .build();
        while (true) {
            JsonNode state = new ObjectMapper()
                    .readTree(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body());
            if (state.path("facts").path("status").path("caught_up").asBoolean()) {
                return state;
            }
        }
    }

    @Test
    void itTakesEitherKafkaOrFiles() {
        assertThat(commands.run("wall")).isEqualTo(2);
        assertThat(commands.err()).contains("expected either --kafka BROKERS or --in OUT");
        assertThat(commands.run("wall", "--kafka", "localhost:9092", "--in", "out"))
                .isEqualTo(2);
    }

    @Test
    void aDirectoryThatNoReplayWroteIsRefused(@TempDir Path dir) {
        assertThat(commands.run("wall", "--in", dir.toString())).isEqualTo(2);
        assertThat(commands.err()).contains("expected a directory that replay wrote; it has no indices.jsonl");
    }

    @Test
    void aCalendarThatCannotBeReadIsRefused(@TempDir Path dir) throws Exception {
        assertThat(commands.run("wall", "--kafka", "localhost:9092", "--holidays", "nowhere"))
                .isEqualTo(2);
        assertThat(commands.err()).contains("--holidays nowhere: expected a file with a calendar");

        Path file = Files.writeString(dir.resolve("china.yaml"), "calendar: {rest_days: [soon]}\n");
        assertThat(commands.run("wall", "--kafka", "localhost:9092", "--holidays", file.toString()))
                .isEqualTo(2);
        assertThat(commands.err()).contains("china.yaml:1: calendar.rest_days", "\"soon\"");
    }

    @Test
    void anAddressForOtherMachinesNeedsAToken(@TempDir Path dir) throws Exception {
        Path out = Commands.replayed(dir.resolve("example"));
        assertThat(commands.run("wall", "--in", out.toString(), "--bind", "0.0.0.0"))
                .isEqualTo(2);
        assertThat(commands.err())
                .contains(
                        "expected a token by --token-file or in PARKPULSE_WALL_TOKEN, as other machines can reach it");

        Path file = Files.writeString(dir.resolve("token"), "short\n");
        assertThat(commands.run("wall", "--in", out.toString(), "--bind", "0.0.0.0", "--token-file", file.toString()))
                .isEqualTo(2);
        assertThat(commands.err())
                .contains("token: expected at least 12 characters")
                .doesNotContain("short");
    }
}
