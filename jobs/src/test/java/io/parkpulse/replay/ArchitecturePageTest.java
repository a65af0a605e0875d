package io.parkpulse.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.connectors.lines.LineSource;
import io.parkpulse.connectors.lines.LineSurvey;
import io.parkpulse.connectors.lines.SurveyOptions;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.live.WholeLiveJob;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures of {@code docs/architecture.md} are those of the jobs as they are submitted. With
 * {@code -Dparkpulse.draw=true} they are drawn anew.
 */
class ArchitecturePageTest {
    private static final Path PAGE = Path.of("../docs/architecture.md");

    private final Roster roster =
            Roster.of(new Registries().park("P1").enterprise("E1", "P1").build());

    @TempDir
    Path dir;

    private StreamExecutionEnvironment replay() throws Exception {
        List<Path> files = new ArrayList<>();
        for (Stream stream : Stream.values()) {
            files.add(Files.createFile(dir.resolve(stream.fileName())));
        }
        LineSurvey survey = LineSurvey.of(files, new RecordingClock(roster), SurveyOptions.defaults());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(2);
        ReplayJob.define(
                env,
                roster,
                new WindowSchedule(300_000, 3_600_000, Long.MAX_VALUE, Long.MIN_VALUE, new long[0]),
                LineSource.of(survey),
                dir);
        return env;
    }

    private StreamExecutionEnvironment live() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(2);
        WholeLiveJob.define(env, roster);
        return env;
    }

    /** The page's block must be this; it is written there first where that is asked for. */
    private static void assertDrawn(String job, String drawing) throws IOException {
        String page = Files.readString(PAGE);
        Matcher block = Pattern.compile("(?s)<!-- " + job + " -->\n```mermaid\n(.*?)```\n")
                .matcher(page);
        assertThat(block.find()).as("a block for " + job).isTrue();
        if (Boolean.getBoolean("parkpulse.draw")) {
            Files.writeString(PAGE, page.substring(0, block.start(1)) + drawing + page.substring(block.end(1)));
            return;
        }
        assertThat(block.group(1))
                .as("the picture of the %s job; draw it anew with -Dparkpulse.draw=true", job)
                .isEqualTo(drawing);
    }

    /** The modules, each with those of ours that its pom names, tests' apart. */
    private static String modules() throws IOException {
        StringBuilder drawing = new StringBuilder("flowchart TD\n");
        try (DirectoryStream<Path> poms = Files.newDirectoryStream(Path.of(".."), "*")) {
            StreamSupport.stream(poms.spliterator(), false)
                    .map(module -> module.resolve("pom.xml"))
                    .filter(Files::exists)
                    .sorted()
                    .forEach(pom -> drawing.append(uses(pom)));
        }
        return drawing.toString();
    }

    private static String uses(Path pom) {
        String module = pom.getParent().getFileName().toString();
        try {
            return Pattern.compile("(?s)<dependency>(.*?)</dependency>")
                    .matcher(Files.readString(pom))
                    .results()
                    .map(match -> match.group(1))
                    .filter(text -> text.contains("<groupId>io.parkpulse</groupId>"))
                    .filter(text -> !text.contains("<scope>test</scope>"))
                    .map(text -> text.replaceAll("(?s).*<artifactId>(.*?)</artifactId>.*", "$1"))
                    .map(used -> "    " + module + " --> " + used + "\n")
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theModulesAreDrawnAsTheirPomsName() throws Exception {
        assertDrawn("modules", modules());
    }

    @Test
    void theReplayIsDrawnAsItIsWired() throws Exception {
        assertDrawn("replay", JobDrawing.of(replay().getStreamGraph()));
    }

    @Test
    void theLiveJobIsDrawnAsItIsWired() throws Exception {
        assertDrawn("live", JobDrawing.of(live().getStreamGraph()));
    }
}
