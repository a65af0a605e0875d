package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.Wants;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The release, unpacked. */
@Wants({Program.BASH, Program.TAR})
@EnabledIfSystemProperty(
        named = ReleaseIT.ARCHIVE,
        matches = ".+",
        disabledReason = "there is no release: run mvn -Pdist verify")
class ReleaseIT {
    /** Says where the release lies. */
    static final String ARCHIVE = "parkpulse.release";

    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");

    @TempDir
    static Path dir;

    private static Path release;

    @BeforeAll
    static void unpack() throws Exception {
        Path archive = Path.of(System.getProperty(ARCHIVE));
        Path place = Files.createDirectory(dir.resolve("un packed"));
        assertThat(said(place, Program.TAR.path(), "xzf", archive.toString())).isEmpty();
        release = place.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
        try (Stream<Path> all = Files.list(place)) {
            assertThat(all).containsExactly(release);
        }
    }

    /** Runs a program that must do well and gives all that it prints. */
    private static String said(Path place, String... command) throws Exception {
        ProcessBuilder process =
                new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true);
        process.environment()
                .put(
                        "JAVA_HOME",
                        ProcessHandle.current().info().command().orElseThrow().replaceAll("/bin/java$", ""));
        Process running = process.start();
        String said = String.join("\n", running.inputReader().lines().toList());
        assertThat(running.waitFor()).as(said).isZero();
        return said;
    }

    private static List<Path> files(String directory, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(release.resolve(directory))) {
            return all.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    @Test
    void itSimulatesAndReplaysWithNothingButJava() throws Exception {
        assertThat(said(release, "bin/parkpulse", "--version"))
                .endsWith("ParkPulse " + release.getFileName().toString().replace("parkpulse-", ""));

        said(release, "bin/parkpulse", "simulate", "--scenario", "tiny", "--out", "my recordings/tiny");
        // As the documentation types it.
        said(release, "./parkpulse", "replay", "my recordings/tiny", "--out", "my out/tiny");

        // The tutorial's index of Tuesday.
        assertThat(release.resolve("my out/tiny/daily.jsonl")).content().contains("53.57");
    }

    @Test
    void everyLibraryInItIsListedWithItsLicence() throws IOException {
        JsonNode list =
                new ObjectMapper().readTree(release.resolve("sbom.cdx.json").toFile());
        Set<String> listed = new HashSet<>();
        for (JsonNode library : list.get("components")) {
            assertThat(library.path("licenses")).as(library.toString()).isNotEmpty();
            listed.add(
                    library.get("name").asText() + "-" + library.get("version").asText() + ".jar");
        }
        List<String> bundled = new ArrayList<>();
        for (String directory : List.of("lib/libraries", "plugins")) {
            files(directory, ".jar")
                    .forEach(jar -> bundled.add(jar.getFileName().toString()));
        }
        try (ZipFile job = new ZipFile(release.resolve("lib/parkpulse-job.jar").toFile())) {
            job.stream()
                    .filter(entry -> entry.getName().matches("lib/.+\\.jar"))
                    .forEach(entry -> bundled.add(entry.getName().substring("lib/".length())));
        }

        assertThat(bundled).hasSizeGreaterThan(150).isSubsetOf(listed);
        assertThat(listed).contains("echarts-6.1.0.jar").hasSizeLessThan(bundled.size());
    }

    @Test
    void theListOfLibrariesSaysNothingOfWhenItWasMade() throws IOException {
        assertThat(release.resolve("sbom.cdx.json")).content().doesNotContain("\"timestamp\"", "\"serialNumber\"");
    }

    @Test
    void linksOfItsDocumentsLeadSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        int links = 0;
        for (Path document : files("", ".md")) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                links++;
                if (!URI.create(link.group(1)).isAbsolute() && !Files.exists(document.resolveSibling(link.group(1)))) {
                    dead.add(release.relativize(document) + ": " + link.group(1));
                }
            }
        }

        assertThat(links).isGreaterThan(200);
        assertThat(dead).isEmpty();
    }
}
