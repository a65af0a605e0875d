package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.Wants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts of the job itself, judged by Prometheus. */
@Wants(Program.PROMTOOL)
class PrometheusRulesIT {
    @TempDir
    Path dir;

    @BeforeEach
    void bringTogether() throws IOException {
        for (String file : new String[] {"prometheus.yml", "rules.yml"}) {
            Files.copy(DockerFiles.DIRECTORY.resolve("prometheus").resolve(file), dir.resolve(file));
        }
        Files.copy(Path.of("src/test/resources/prometheus/rules-test.yml"), dir.resolve("rules-test.yml"));
    }

    @Test
    void theConfigurationIsSound() throws Exception {
        promtool("check", "config", "prometheus.yml");
    }

    @Test
    void whatIsWrongIsFoundAndWhatIsNotIsLeftAlone() throws Exception {
        promtool("test", "rules", "rules-test.yml");
    }

    private void promtool(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = Program.PROMTOOL.path();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process promtool = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(said).isZero();
    }
}
