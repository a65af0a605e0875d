package io.parkpulse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code README.md} and {@code README.zh.md} say the same. */
class ReadmesTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");

    private final String english = Files.readString(Path.of("../README.md"));
    private final String chinese = Files.readString(Path.of("../README.zh.md"));

    ReadmesTest() throws IOException {}

    private static List<String> all(String regex, String text) {
        return Pattern.compile(regex, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(match -> match.group(match.groupCount()))
                .toList();
    }

    private static String prose(String text) {
        return BLOCK.matcher(text).replaceAll("");
    }

    /** Without comments, which may be in the text's own language. */
    private static List<String> commands(String text) {
        return BLOCK.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceAll("(?m)(^|\\s+)#.*$", ""))
                .toList();
    }

    /** The figures of prose, each as a plain number; dates as 2020-03-16. */
    private static List<String> figures(String text) {
        String plain = prose(text).replaceAll("(?<=\\d),(?=\\d{3})", "");
        plain = Pattern.compile("(\\d{1,2}) (" + String.join("|", MONTHS) + ") (\\d{4})")
                .matcher(plain)
                .replaceAll(date -> day(date.group(3), MONTHS.indexOf(date.group(2)) + 1, date.group(1)));
        plain = Pattern.compile("(\\d{4}) 年 (\\d{1,2}) 月 (\\d{1,2}) 日")
                .matcher(plain)
                .replaceAll(date -> day(date.group(1), Integer.parseInt(date.group(2)), date.group(3)));
        plain = Pattern.compile("(\\d[\\d.]*) (million|万)")
                .matcher(plain)
                .replaceAll(count -> new BigDecimal(count.group(1))
                        .movePointRight(count.group(2).equals("万") ? 4 : 6)
                        .stripTrailingZeros()
                        .toPlainString());
        return all("\\d+(?:[.-]\\d+)*%?", plain).stream().sorted().toList();
    }

    private static String day(String year, int month, String day) {
        return "%s-%02d-%02d".formatted(year, month, Integer.parseInt(day));
    }

    @Test
    void eachLeadsToTheOtherAtItsTop() {
        assertThat(english.lines().limit(3)).anyMatch(line -> line.contains("[中文](README.zh.md)"));
        assertThat(chinese.lines().limit(3)).anyMatch(line -> line.contains("[English](README.md)"));
    }

    @Test
    void bothHaveTheSameLevelsOfHeadings() {
        List<String> levels = all("^(#+) ", prose(english));

        assertThat(levels).hasSizeGreaterThan(4);
        assertThat(all("^(#+) ", prose(chinese))).isEqualTo(levels);
    }

    @Test
    void bothHaveTheSameCommands() {
        assertThat(commands(english)).hasSizeGreaterThan(3);
        assertThat(commands(chinese)).isEqualTo(commands(english));
    }

    @Test
    void bothHaveTheSameFigures() {
        assertThat(figures(english)).contains("2020-03-16", "2700000", "0.2.0", "333427", "19.37%");
        assertThat(figures(chinese)).isEqualTo(figures(english));
    }

    @Test
    void bothNameTheSameCodeAndLeadToTheSamePlaces() {
        String code = "`([^`]+)`";
        String link = "]\\(((?!README)[^)]+)\\)";

        assertThat(all(code, prose(chinese))).containsExactlyInAnyOrderElementsOf(all(code, prose(english)));
        assertThat(all(link, chinese)).hasSizeGreaterThan(10).containsExactlyInAnyOrderElementsOf(all(link, english));
    }
}
