package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.grafana.GrafanaBoards;
import io.parkpulse.pipeline.RecordMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrafanaCommandTest {
    private static final Path REPOSITORY = Path.of("..", "dashboards", "grafana");

    private final Commands commands = new Commands();

    @TempDir
    Path dir;

    /** If it fails: {@code ./parkpulse grafana --out dashboards/grafana}, and look at what has changed. */
    @Test
    void theRepositoryHoldsWhatTheCommandWrites() throws IOException {
        assertThat(commands.run("grafana", "--out", dir.toString())).isZero();

        Map<String, String> written = files(dir);
        assertThat(written).hasSize(24);
        assertThat(files(REPOSITORY)).isEqualTo(written);
    }

    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void boundsAndGatesAreThoseOfTheRegistry() throws IOException {
        Path registry = Files.createDirectory(dir.resolve("registry"));
        Files.writeString(registry.resolve("rules.yaml"), """
                lagging: {warning_below: 71, warning_clear: 72, critical_below: none, critical_clear: none}
                staff: {kind: lagging, measure: staff_return, warning_below: 33, warning_clear: 34,
                  critical_below: 11, critical_clear: 12}
                stale: {enabled: false}
                """);
        Files.writeString(registry.resolve("methods.yaml"), "zhejiang-2020:\n  scope_gate: 0.6\n");

        assertThat(commands.run(
                        "grafana",
                        "--registry",
                        registry.toString(),
                        "--out",
                        dir.resolve("out").toString()))
                .isZero();

        String board = Files.readString(dir.resolve("out/en/centre.json")).replaceAll("\\s+", "");
        assertThat(board)
                .contains("{\"color\":\"orange\",\"value\":null},{\"color\":\"blue\",\"value\":71.0}")
                .contains("{\"color\":\"dark-red\",\"value\":null},{\"color\":\"orange\",\"value\":11.0},"
                        + "{\"color\":\"blue\",\"value\":33.0}")
                .contains("fewerthan60%of")
                .doesNotContain("\"value\":80.0");
    }

    @Test
    void parksGridsAndEnterprisesAreCalledByTheirNamesInTheBoardsLanguage() throws IOException {
        Path registry = Files.createDirectory(dir.resolve("registry"));
        Files.writeString(registry.resolve("parks.csv"), """
                park_id,name_zh,name_en,region
                a.b,东园 $1,East Park,tianjin
                c,,,tianjin
                """);
        Files.writeString(registry.resolve("enterprises.csv"), """
                enterprise_id,park_id,name,name_en,tiers,grid
                e1,a.b,甲,First,top-100,north/s-1
                e2,c,,,,
                """);
        Files.writeString(registry.resolve("grids.csv"), """
                path,name_zh,name_en
                north,北区,North
                tianjin,津,
                """);
        Files.writeString(registry.resolve("meters.csv"), "meter_id,enterprise_id,kind\n");
        Path out = dir.resolve("out");

        assertThat(commands.run("grafana", "--registry", registry.toString(), "--out", out.toString()))
                .as(commands.err())
                .isZero();

        assertThat(Files.readString(out.resolve("en/centre.json")).replaceAll("\\s+", ""))
                .contains("\"a.b\":{\"text\":\"EastPark\"", "\"c\":{\"text\":\"c\"");
        assertThat(Files.readString(out.resolve("zh/park.json")))
                .contains("\"pattern\": \"/^park:a\\\\.b(\\\\/.*)$/\"")
                .contains("\"text\": \"东园 $$1$1\"");
        assertThat(Files.readString(out.resolve("zh/centre.json")).replaceAll("\\s+", ""))
                .contains("\"park:a.b/tier:top-100\":{\"text\":\"东园$1·百强\"")
                .contains("\"region:tianjin\":{\"text\":\"津\"")
                .contains("\"regex\":\"/^(.+)park:a\\\\.b$/\",\"renamePattern\":\"$1·东园$$1\"");
        assertThat(Files.readString(out.resolve("en/park.json")).replaceAll("\\s+", ""))
                .contains("\"pattern\":\"/^.+?\\\\/grid:north\\\\/s-1$/\",\"result\":{\"text\":\"North/s-1\"");
        assertThat(Files.readString(out.resolve("en/enterprises.json")).replaceAll("\\s+", ""))
                .contains("\"e1\":{\"text\":\"First·e1\"")
                .doesNotContain("\"e2\":");
    }

    @Test
    void wrongRulesAreSaidAndNothingIsWritten() throws IOException {
        Files.writeString(dir.resolve("rules.yaml"), "lagging:\n  warning_below: low\n");

        assertThat(commands.run(
                        "grafana",
                        "--registry",
                        dir.toString(),
                        "--out",
                        dir.resolve("out").toString()))
                .isEqualTo(2);

        assertThat(commands.err()).contains("rules.yaml:2: lagging.warning_below \"low\": expected ");
        assertThat(dir.resolve("out")).doesNotExist();
    }

    @Test
    void everyMetricOfRecordsIsAskedForByTheNameThatInfluxDbHas() {
        String boards =
                String.join("\n", GrafanaBoards.files(GrafanaCommand.builtIn()).values());
        for (RecordMetric metric : RecordMetric.values()) {
            String keys = metric.keys().isEmpty() ? "" : String.join("_", metric.keys()) + "_";
            assertThat(boards)
                    .as(metric.id())
                    .contains("FROM \\\"flink_taskmanager_job_task_operator_" + RecordMetric.GROUP + "_" + keys
                            + metric.id() + "\\\"");
        }
    }
}
