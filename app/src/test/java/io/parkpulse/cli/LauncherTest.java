package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.Wants;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code parkpulse}, the script, with a Java that only says how it was called. */
@Wants(Program.BASH)
class LauncherTest {
    private static final Path LAUNCHER = Path.of("../parkpulse");

    @TempDir
    Path dir;

    private Path programs;
    private Path javaHome;
    private Path release;
    private String err;

    @BeforeEach
    void unpackRelease() throws IOException {
        programs = Files.createDirectory(dir.resolve("programs"));
        for (String program :
                List.of("bash", "dirname", "find", "mkdir", "mktemp", "mv", "readlink", "rm", "sed", "touch")) {
            script(programs.resolve(program), "#!/bin/sh\nexec " + find(program) + " \"$@\"\n");
        }
        javaHome = javaThatSays("openjdk version \"17.0.15\" 2025-04-15");
        release = dir.resolve("un packed/parkpulse 1");
        script(release.resolve("bin/parkpulse"), Files.readString(LAUNCHER));
        Files.createSymbolicLink(release.resolve("parkpulse"), Path.of("bin/parkpulse"));
        Files.createDirectories(release.resolve("lib/libraries"));
        Files.createFile(release.resolve("lib/parkpulse.jar"));
    }

    private static Path find(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A Java's directory. This Java prints its arguments, and keeps classes as empty files. */
    private Path javaThatSays(String version) throws IOException {
        Path home = dir.resolve("some java");
        script(home.resolve("bin/java"), """
                #!/bin/sh
                [ "$1" != -version ] || { echo 'Picked up JAVA_TOOL_OPTIONS: -Dx="17"' >&2; echo '%s' >&2; exit; }
                for argument in "$@"; do
                  case $argument in -XX:ArchiveClassesAtExit=*) touch "${argument#*=}" ;; esac
                  echo "$argument"
                done
                """.formatted(version));
        return home;
    }

    /** Runs it and gives what it prints, a line for each argument of Java. */
    private List<String> run(int exitCode, Path javaHome, Path launcher, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path said = dir.resolve("said");
        ProcessBuilder process =
                new ProcessBuilder(command).directory(dir.toFile()).redirectError(said.toFile());
        process.environment().clear();
        process.environment().put("PATH", programs.toString());
        if (javaHome != null) {
            process.environment().put("JAVA_HOME", javaHome.toString());
        }
        Process running = process.start();
        List<String> out = running.inputReader(StandardCharsets.UTF_8).lines().toList();
        int ended = running.waitFor();
        err = Files.readString(said);
        assertThat(ended).as(err).isEqualTo(exitCode);
        return out;
    }

    private void assertRunsRelease(Path launcher) throws Exception {
        // From a script: where the locale is POSIX, this Java passes no Chinese.
        Path call = dir.resolve("call");
        script(call, "#!/bin/sh\nexec '" + launcher + "' replay 'my parks' --out '' '复工 *'\n");

        List<String> arguments = run(0, javaHome, call);

        assertThat(arguments)
                .containsSequence("-cp", release + "/lib/parkpulse.jar:" + release + "/lib/libraries/*")
                .endsWith("io.parkpulse.cli.Main", "replay", "my parks", "--out", "", "复工 *");
    }

    @Test
    void aReleaseInAPathWithBlanksRunsWithTheArgumentsAsTheyAre() throws Exception {
        assertRunsRelease(release.resolve("bin/parkpulse"));
    }

    @Test
    void aLinkRunsTheReleaseThatItLeadsTo() throws Exception {
        Path link = dir.resolve("a link");
        Files.createSymbolicLink(link, dir.relativize(release.resolve("parkpulse")));

        assertRunsRelease(link);
    }

    @Test
    void aReleaseNeedsNothingBuilt() throws Exception {
        run(0, javaHome, release.resolve("bin/parkpulse"), "--version");

        assertThat(err).isEqualToIgnoringNewLines("Preparing for quick starts ...");
    }

    @Test
    void onlyASmallRecordingIsReplayedWithoutTheCompilerThatOptimises() throws Exception {
        Path launcher = release.resolve("bin/parkpulse");
        Path recording = Files.createDirectories(dir.resolve("my parks"));
        Files.createFile(recording.resolve("parks.csv"));
        Path power = Files.createFile(recording.resolve("power.jsonl"));
        String quick = "-XX:TieredStopAtLevel=1";
        String late = "-XX:Tier4InvocationThreshold=50000";

        assertThat(run(0, javaHome, launcher, "replay", "--out", "result", "my parks"))
                .contains(quick);
        assertThat(run(0, javaHome, launcher, "check", "my parks")).doesNotContain(quick);
        try (RandomAccessFile large = new RandomAccessFile(power.toFile(), "rw")) {
            large.setLength((128L << 20) + 1);
        }
        assertThat(run(0, javaHome, launcher, "replay", "--out", "result", "my parks"))
                .doesNotContain(quick)
                .contains(late);
        assertThat(run(0, javaHome, launcher, "check", "my parks")).doesNotContain(late);
        assertThat(run(0, javaHome, launcher, "run", "--registry", "my parks")).contains(late);
    }

    @Test
    void aLauncherThatWasCopiedOutOfTheReleaseSaysWhatItMisses() throws Exception {
        Path copy = dir.resolve("bin/parkpulse");
        script(copy, Files.readString(LAUNCHER));

        run(2, javaHome, copy);

        assertThat(err).contains("There is no " + dir + "/lib/parkpulse.jar.", "link to bin/parkpulse");
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        Path nowhere = dir.resolve("no where");

        run(2, nowhere, release.resolve("bin/parkpulse"));

        assertThat(err)
                .isEqualToIgnoringNewLines("JAVA_HOME is " + nowhere
                        + ", which has no bin/java. Set it to a Java 17 or later, or unset it.");
    }

    @Test
    void aMachineWithoutJavaIsShownWhatToInstall() throws Exception {
        run(2, null, release.resolve("bin/parkpulse"));

        assertThat(err)
                .isEqualToIgnoringNewLines("There is no java. Install a Java 17 or later, or set JAVA_HOME to one.");
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_392, 8", "9, 9", "11.0.2, 11", "16.0.1, 16"})
    void aJavaThatIsTooOldIsRefusedByItsRelease(String version, String said) throws Exception {
        run(2, javaThatSays("java version \"" + version + "\""), release.resolve("bin/parkpulse"));

        assertThat(err)
                .isEqualToIgnoringNewLines(javaHome + "/bin/java is Java " + said
                        + ". ParkPulse needs Java 17 or later: set JAVA_HOME to one.");
    }

    @ParameterizedTest
    @CsvSource({"17", "21-ea", "25.0.1"})
    void aJavaThatIsNewEnoughRuns(String version) throws Exception {
        run(0, javaThatSays("openjdk version \"" + version + "\" 2025-10-21"), release.resolve("bin/parkpulse"));
    }

    @Test
    void aJavaThatDoesNotRunIsQuoted() throws Exception {
        run(2, javaThatSays("Error: no memory"), release.resolve("bin/parkpulse"));

        assertThat(err).contains(javaHome + "/bin/java does not run.", "Error: no memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lib/parkpulse.jar", "lib/libraries/core.jar"})
    void classesAreKeptOnceForEachUnpackingAndEachBuildOfAnyJar(String built) throws Exception {
        Path launcher = release.resolve("bin/parkpulse");
        Path jar = release.resolve(built);
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "of one build");
        run(0, javaHome, launcher);
        run(0, javaHome, launcher);
        assertThat(err).isEmpty();

        Files.writeString(jar, "of another build");
        // As in every release, whenever it was built.
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2020-03-16T00:00:00Z")));
        run(0, javaHome, launcher);
        assertThat(err).contains("Preparing for quick starts ...");
    }

    /** A checkout that was not built yet. */
    private Path checkout() throws IOException {
        Path checkout = dir.resolve("check out");
        script(checkout.resolve("parkpulse"), Files.readString(LAUNCHER));
        Files.createDirectories(checkout.resolve("app/src/main"));
        Files.createFile(checkout.resolve("pom.xml"));
        Files.createFile(checkout.resolve("app/pom.xml"));
        return checkout;
    }

    @Test
    void aCheckoutIsBuiltAndRunsWhatWasBuilt() throws Exception {
        Path checkout = checkout();
        script(programs.resolve("mvn"), "#!/bin/sh\ntouch app/target/parkpulse.jar\n");

        List<String> arguments = run(0, javaHome, checkout.resolve("parkpulse"), "--version");

        assertThat(err).contains("Building ParkPulse");
        assertThat(arguments)
                .containsSequence("-cp", checkout + "/app/target/parkpulse.jar:" + checkout + "/app/target/lib/*");
        run(0, javaHome, checkout.resolve("parkpulse"), "--version");
        assertThat(err).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"flink-statebackend-rocksdb-2.2.1.jar, true", "flink-runtime-2.2.1.jar, false"})
    void aCheckoutWithRocksDbBuiltInKeepsItWhenItIsBuiltAgain(String library, boolean kept) throws Exception {
        Path checkout = checkout();
        Files.createDirectories(checkout.resolve("app/target/lib"));
        Files.createFile(checkout.resolve("app/target/lib").resolve(library));
        script(programs.resolve("mvn"), "#!/bin/sh\necho \"$@\" >called\ntouch app/target/parkpulse.jar\n");

        run(0, javaHome, checkout.resolve("parkpulse"), "--version");

        assertThat(Files.readString(checkout.resolve("called")).contains("-Procksdb"))
                .isEqualTo(kept);
    }
}
