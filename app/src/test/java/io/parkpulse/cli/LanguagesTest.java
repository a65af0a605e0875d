package io.parkpulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.Texts;
import io.parkpulse.check.Example;
import io.parkpulse.check.Finding;
import io.parkpulse.check.FindingKind;
import io.parkpulse.check.Severity;
import io.parkpulse.message.Message;
import io.parkpulse.registry.RegistryReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class LanguagesTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");
    private static final List<Finding> FINDINGS = List.of(new Finding(
            FindingKind.EVERY_DIFFERS,
            Severity.ERROR,
            12,
            1_040,
            Message.of("what.meters"),
            List.of(new Example("meters.csv", 7, "M1", Message.asIs("an hour between readings"))),
            Message.asIs("Readings come each hour."),
            Message.asIs("Say PT1H in every.")));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Language usual, String... args) {
        return Main.commandLine(usual)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private static Map<String, String> texts(Language language) {
        return Texts.of(CliTexts.class, "cli", language).all();
    }

    private static TreeSet<String> places(String text) {
        return PLACE.matcher(text).results().map(place -> place.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguageSaysWhatEnglishSaysAndSummariesBesides(Language language) {
        Map<String, String> english = texts(Language.EN);
        Map<String, String> own = texts(language);

        assertThat(own).containsKeys(english.keySet().toArray(String[]::new));
        english.forEach((key, text) -> assertThat(places(own.get(key))).as(key).isEqualTo(places(text)));
        if (language != Language.EN) {
            assertThat(own.keySet())
                    .containsAll(Arrays.stream(FindingKind.values())
                            .map(kind -> "kind." + kind.id())
                            .toList());
            CommandLine main = Main.commandLine(Language.EN);
            assertThat(own.keySet())
                    .contains("parkpulse.usage.header")
                    .containsAll(main.getSubcommands().keySet().stream()
                            .filter(command -> !command.equals("help"))
                            .map(command -> "parkpulse." + command + ".usage.header")
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theSummaryOfAReplayIsInTheLanguageThatIsAskedFor(Language language) throws Exception {
        CliTexts texts = CliTexts.in(language);
        Path example = Commands.EXAMPLE;
        List<String> lines = new ArrayList<>(ReplaySummary.of(
                        texts,
                        example.resolve("want"),
                        Path.of("OUT"),
                        RegistryReader.read(example.resolve("in")).registry(),
                        Path.of("REC"),
                        FINDINGS)
                .lines());
        lines.add("");
        lines.addAll(FindingTexts.whole(texts, FINDINGS));

        Path golden = Path.of("src/test/resources/lang", "summary_" + language.code() + ".txt");
        if (Boolean.getBoolean("parkpulse.write")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, String.join("\n", lines) + "\n");
        }
        assertThat(String.join("\n", lines) + "\n").isEqualTo(Files.readString(golden));
    }

    @Test
    void aRegistryThatIsNotThereIsMissedInTheLanguage(@TempDir Path dir) {
        assertThat(run(Language.EN, "check", dir.toString(), "--lang", "zh")).isEqualTo(2);
        assertThat(err.toString().lines()).contains("parks.csv: 不存在: 应为：" + dir + " 中有此名称的文件");
    }

    @Test
    void programsReadFindingsInEnglishWhateverTheLanguage() {
        String example = Commands.EXAMPLE.resolve("in").toString();
        assertThat(run(Language.EN, "check", example, "--json")).isZero();
        String english = out.toString();
        out.getBuffer().setLength(0);

        assertThat(run(Language.JA, "check", example, "--json")).isZero();
        assertThat(out).hasToString(english);
        assertThat(english).contains("\"says\":");
    }

    @Test
    void progressIsTold() {
        long[] seconds = {0};
        try (ProgressDisplay progress = new ProgressDisplay(
                CliTexts.in(Language.KO), false, new PrintWriter(err, true), () -> seconds[0] * 1_000_000_000)) {
            progress.begin(new ProgressDisplay.Phase("재생", "건", 1), 1_000);
            progress.at(1);
            seconds[0] = 100;
            progress.at(501);
            seconds[0] = 200;
            progress.end();
        }

        assertThat(err.toString().lines())
                .containsExactly("재생: 501 / 1,000 건 (50%), 5 건/s, 1분 40초 남음", "재생: 1,000 건, 3분 20초, 5 건/s");
    }

    @Test
    void helpBeginsWithASummaryInTheLanguage() {
        assertThat(run(Language.EN, "--lang", "zh", "--help")).isZero();
        assertThat(out.toString()).startsWith("工业园区复工复产实时监测。\n").contains("replay", "对录制数据计算各日的全部数字。");

        out.getBuffer().setLength(0);
        assertThat(run(Language.JA, "check", "--help")).isZero();
        assertThat(out.toString())
                .startsWith("記録の中の誤解と思われる点を示します。\n")
                .contains("Read a recording as a replay would", "--lang=LANGUAGE");

        out.getBuffer().setLength(0);
        assertThat(run(Language.JA, "check", "--help", "--lang", "en")).isZero();
        assertThat(out.toString()).startsWith("Usage: parkpulse check").doesNotContain("誤解");
    }

    @Test
    void aLanguageThatThereIsNotIsWrongUsage() {
        assertThat(run(Language.EN, "methods", "--lang", "fr")).isEqualTo(2);
        assertThat(err.toString()).contains("'--lang'", "'fr' is none of zh, en, ja, ko");
    }

    @ParameterizedTest
    @CsvSource({
        "zh_CN.UTF-8, '', en_US.UTF-8, ZH",
        "'', ja_JP.UTF-8@x, ko_KR, JA",
        "'', '', ko_KR.UTF-8, KO",
        "C.UTF-8, '', ko_KR.UTF-8, EN",
        "'', '', de_DE.UTF-8, EN",
        "'', '', '', EN",
    })
    void theLanguageOfTheLocaleIsUsedWhereNoneIsAskedFor(String all, String messages, String lang, Language language) {
        assertThat(CliTexts.ofLocale(Map.of("LC_ALL", all, "LC_MESSAGES", messages, "LANG", lang)))
                .isEqualTo(language);
    }
}
