package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VersionTest {
    private final Commands commands = new Commands();

    /** The version of the build; each module names it for its parent. */
    private static String built() throws IOException {
        Matcher version = Pattern.compile("<version>(.*)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    @Test
    void theCommandLineHasTheVersionOfTheBuild() throws IOException {
        assertThat(commands.run("--version")).isZero();

        assertThat(commands.out()).isEqualToIgnoringNewLines("ParkPulse " + built());
    }

    @Test
    void theChangesHaveAHeadingForTheVersionWithItsDay() throws IOException {
        assertThat(Files.readString(Path.of("../CHANGELOG.md")))
                .containsPattern("(?m)^## \\[?" + Pattern.quote(built()) + "\\]? - \\d{4}-\\d{2}-\\d{2}$");
    }

    @Test
    void theReadmeNamesTheArchiveThatTheBuildMakes() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<finalName>parkpulse-${project.version}</finalName>");
        assertThat(Files.readString(Path.of("../README.md"))).contains("`app/target/parkpulse-" + built() + ".tar.gz`");
    }
}
