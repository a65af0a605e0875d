package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.parkpulse.catalogue.Language;
import io.parkpulse.grafana.GrafanaBoards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What Grafana is set up with fits the boards, and keeps no secret. */
class GrafanaProvisioningTest {
    private static final Path PROVISIONING = Path.of("..", "docker", "grafana", "provisioning");
    private static final Path BOARDS = Path.of("..", "dashboards", "grafana");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");
    private static final JsonMapper JSON = new JsonMapper();

    private static JsonNode read(String file) throws IOException {
        String text = Files.readString(PROVISIONING.resolve(file));
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    @Test
    void theDataSourceIsTheOneThatBoardsAskUnlessSetOtherwise() throws IOException {
        JsonNode sources = read("datasources/parkpulse.yaml").path("datasources");

        assertThat(sources).hasSize(1);
        assertThat(sources.get(0).path("type").asText()).isEqualTo("influxdb");
        for (String board : GrafanaBoards.files(GrafanaCommand.builtIn()).values()) {
            for (JsonNode variable : JSON.readTree(board).at("/templating/list")) {
                if (variable.path("type").asText().equals("datasource")) {
                    assertThat(variable.path("query").asText()).isEqualTo("influxdb");
                    assertThat(variable.at("/current/value"))
                            .isEqualTo(sources.get(0).path("uid"));
                }
            }
        }
    }

    @Test
    void theTokenComesFromTheEnvironmentAlone() throws IOException {
        JsonNode source = read("datasources/parkpulse.yaml").path("datasources").get(0);

        assertThat(VARIABLE.matcher(source.toString()).results().map(MatchResult::group))
                .containsExactlyInAnyOrder("$INFLUXDB_URL", "$INFLUXDB_BUCKET", "$INFLUXDB_TOKEN");
        Set<String> secrets = new HashSet<>();
        source.path("secureJsonData").forEach(secret -> secrets.add(secret.asText()));
        assertThat(secrets).containsExactly("Token $INFLUXDB_TOKEN");
        assertThat(source.path("editable").asBoolean(true)).isFalse();
    }

    @Test
    void everyLanguageHasItsFolderOfBoardsThatNobodyCanChange() throws IOException {
        JsonNode providers = read("dashboards/parkpulse.yaml").path("providers");

        List<String> directories = Arrays.stream(Language.values())
                .map(language -> "/var/lib/grafana/dashboards/" + language.code())
                .toList();
        assertThat(providers.findValuesAsText("path")).containsExactlyInAnyOrderElementsOf(directories);
        assertThat(providers.findValuesAsText("folder")).doesNotHaveDuplicates();
        assertThat(providers.findValuesAsText("folderUid")).doesNotHaveDuplicates();
        assertThat(providers).allSatisfy(provider -> {
            assertThat(provider.path("allowUiUpdates").asBoolean(true)).isFalse();
            assertThat(provider.path("type").asText()).isEqualTo("file");
        });
        assertThat(directories.stream()
                        .map(directory -> BOARDS.resolve(directory.substring(directory.length() - 2)))
                        .collect(Collectors.toList()))
                .allMatch(Files::isDirectory);
    }
}
