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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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
            List<String> helped = new ArrayList<>(List.of("parkpulse.usage.header"));
            Main.commandLine(Language.EN)
                    .getSubcommands()
                    .keySet()
                    .forEach(command -> helped.add("parkpulse." + command + ".usage.header"));
            helped.addAll(described(Main.commandLine(Language.EN), own.keySet()));
            assertThat(own.keySet()).containsAll(helped);
            assertThat(helped)
                    .containsAll(own.keySet().stream()
                            .filter(key -> key.startsWith("parkpulse."))
                            .toList());
        }
    }

    /**
     * The keys of the descriptions of a command, of all below it, and of their options and parameters.
     *
     * @param own those that there are: an option that means the same everywhere has one for all commands
     */
    private static List<String> described(CommandLine line, Set<String> own) {
        CommandSpec command = line.getCommandSpec();
        String prefix = command.qualifiedName(".") + ".";
        List<String> keys = new ArrayList<>(List.of(prefix + "usage.description"));
        for (OptionSpec option : command.options()) {
            String name = option.longestName().substring(2);
            if (!option.usageHelp() && !option.versionHelp()) {
                keys.add(own.contains(name) ? name : prefix + name);
            }
        }
        command.positionalParameters().forEach(each -> keys.add(prefix + each.paramLabel() + "[0]"));
        line.getSubcommands().values().stream()
                .filter(below -> !below.getCommandName().equals("help"))
                .forEach(below -> keys.addAll(described(below, own)));
        return keys;
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
                .contains("再生と同じように記録を読み", "--lang=LANGUAGE", "指摘の配列を JSON で")
                .doesNotContain("Read a recording", "Print an array");

        out.getBuffer().setLength(0);
        assertThat(run(Language.JA, "check", "--help", "--lang", "en")).isZero();
        assertThat(out.toString()).startsWith("Usage: parkpulse check").doesNotContain("誤解");
    }

    @Test
    void aLanguageThatThereIsNotIsWrongUsage() {
        assertThat(run(Language.EN, "methods", "--lang", "fr")).isEqualTo(2);
        assertThat(err.toString()).contains("--lang \"fr\": expected one of zh, en, ja, ko");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explain OUT --top few --lang zh      | --top \"few\"：应为：整数",
                "explain OUT --top 0 --lang=ja        | --top 0：正しくは、0 より大きい数",
                "replay --lang ko                     | 필수 인수가 없습니다: 'DIR'",
                "replay DIR --every --lang zh         | '--every=DURATION' 缺少取值",
                "alerts test --lang zh                | 缺少必需的选项：'--replay=DIR'",
                "explain OUT --tpo 3 --lang ja        | 不明なオプション：'--tpo'",
                "methods a b --lang ko                | 필요 없는 인수: 'b'",
                "methods nothing --lang zh            | ID nothing：应为：下列之一：zhejiang-2020",
                "simulate --lang zh                   | 应为：--out DIR 与 --kafka BROKERS 二者之一",
                "explain nowhere --lang ko            | OUT nowhere: replay가 쓴 디렉터리",
            })
    void wrongUsageIsSaidInTheLanguage(String arguments, String said) {
        assertThat(run(Language.EN, arguments.split(" +"))).isEqualTo(2);
        assertThat(err.toString()).contains(said);
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
