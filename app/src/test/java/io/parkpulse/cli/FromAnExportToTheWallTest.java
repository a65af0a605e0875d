package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.wall.WallServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The page on data, followed to the letter by somebody who has a table of the grid company and nothing else. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FromAnExportToTheWallTest {
    private static final Path PAGE = Path.of("../docs/data.md");
    private static final Pattern FILE = Pattern.compile("(?m)^`([a-z.]+)`\\n\\n```\\w+\\n((?:[^`].*\\n)+)```$");
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./parkpulse (.+)$");
    private static final Pattern OF_THE_USER = Pattern.compile("(my-park|recordings/|out/).*");
    private static final List<String> TABLES = List.of("parks.csv", "enterprises.csv", "meters.csv");

    @TempDir
    Path dir;

    private final Commands commands = new Commands();
    private String way;

    @BeforeEach
    void writeFiles() throws IOException {
        String page = Files.readString(PAGE);
        way = section(page, "From an export to the wall");
        Map<String, String> files = files(section(page, "A park from nothing"));
        files.keySet().retainAll(TABLES);
        assertThat(files).hasSameSizeAs(TABLES);
        files.putAll(files(way));
        Path park = Files.createDirectory(dir.resolve("my-park"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Charset charset = Charset.forName(file.getKey().endsWith(".csv") ? "GBK" : "UTF-8");
            Files.writeString(park.resolve(file.getKey()), file.getValue(), charset);
        }
        Files.createDirectory(dir.resolve("recordings"));
        Files.createDirectory(dir.resolve("out"));
    }

    private static String section(String page, String heading) {
        String from = page.substring(page.indexOf("## " + heading + "\n") + 1);
        return from.substring(0, from.indexOf("\n## "));
    }

    private static Map<String, String> files(String section) {
        Map<String, String> files = new LinkedHashMap<>();
        Matcher file = FILE.matcher(section);
        while (file.find()) {
            files.put(file.group(1), file.group(2));
        }
        return files;
    }

    @Test
    void everyCommandOfThePageDoesWhatItSays() throws Exception {
        List<String> run = new ArrayList<>();
        Matcher command = COMMAND.matcher(way);
        while (command.find()) {
            String[] words = Arrays.stream(command.group(1).split(" "))
                    .map(word -> OF_THE_USER.matcher(word).matches()
                            ? dir.resolve(word).toString()
                            : word)
                    .toArray(String[]::new);
            run.add(words[0]);
            if (words[0].equals("wall")) {
                lookAtTheWall(Arrays.copyOfRange(words, 1, words.length));
                continue;
            }
            assertThat(commands.run(words)).as(commands.err()).isZero();
            switch (words[0]) {
                case "import" ->
                    assertThat(commands.out())
                            .containsAnyOf(
                                    "{\"meter\":\"BN001-main\",\"at\":\"2020-03-15T16:00:00Z\",\"value\":48210.5}",
                                    "5 rows read = 5 records + 0 skipped + 0 dead letters");
                case "check" -> assertThat(commands.out()).contains("never-heard", "\"BN003\"");
                default -> assertDay();
            }
        }
        assertThat(run).containsExactly("import", "import", "check", "replay", "wall");
    }

    private void assertDay() throws IOException {
        JsonNode day = null;
        for (String line : Files.readAllLines(dir.resolve("out/my-park/daily.jsonl"))) {
            JsonNode read = new ObjectMapper().readTree(line);
            if (read.get("scope").asText().equals("park:binhu-north")) {
                day = read;
            }
        }
        assertThat(day).isNotNull();
        String work = day.at("/power_work_rate/printed").asText();
        String output = day.at("/power_output_rate/printed").asText();
        assertThat(day.get("day").asText() + " " + day.get("status").asText()).isEqualTo("2020-03-16 final");
        assertThat(List.of(work, output)).containsExactly("100%", "75.51%");
        assertThat(way).contains("`" + work + "`", "`" + output + "`", "All five readings are applied");
        JsonNode power = new ObjectMapper()
                .readTree(dir.resolve("out/my-park/run.json").toFile())
                .at("/streams/power");
        assertThat(power.get("applied").asInt()).isEqualTo(5);
    }

    private void lookAtTheWall(String... options) throws Exception {
        WallCommand command = new WallCommand();
        new CommandLine(command).parseArgs(options);
        try (WallServer wall = command.start()) {
            JsonNode facts = WallCommandTest.caughtUp(wall, "binhu-north").path("facts");
            assertThat(facts.path("park/binhu-north").path("name_zh").asText()).isEqualTo("滨湖北区");
            assertThat(facts.path("day/park:binhu-north")
                            .at("/power_output_rate/printed")
                            .asText())
                    .isEqualTo("75.51%");
        }
    }
}
