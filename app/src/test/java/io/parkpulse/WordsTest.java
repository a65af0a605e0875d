package io.parkpulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One word for one thing, in all that people read: the words that are not used, and what is said in their place. */
class WordsTest {
    private static final List<String> FILES = List.of(
            "catalogue/measures_%s", "alerts/alerts.%s", "grafana/boards_%s", "wall/page_%s", "breakdown/reasons_%s");

    private static final Map<Language, Map<String, String>> NOT_USED = Map.of(
            Language.ZH,
            Map.ofEntries(
                    Map.entry("告警", "预警"),
                    Map.entry("警告", "预警; of a severity 一般"),
                    Map.entry("警报", "预警"),
                    Map.entry("方法", "口径"),
                    Map.entry("静默", "无数据"),
                    Map.entry("签到", "打卡"),
                    Map.entry("在场", "在园"),
                    Map.entry("分中心", "地区"),
                    Map.entry("已结日", "日结"),
                    Map.entry("已结各日", "逐日（日结）"),
                    Map.entry("代理", "推算")),
            Language.EN,
            Map.ofEntries(
                    Map.entry("losed day", "final day: nothing shuts"),
                    Map.entry("obody missed", "Enterprise follow-up"),
                    Map.entry("ub-centre", "Region"),
                    Map.entry("ot yet due", "Reopening later"),
                    Map.entry("ll together", "Total"),
                    Map.entry("atched", "comparable"),
                    Map.entry("ilent", "no data: nothing is known, and nobody keeps quiet"),
                    Map.entry("at work", "open: that it has begun again, not that it makes much"),
                    Map.entry("bove scale", "Above designated size, as statistics have it"),
                    Map.entry("our above", "In statistical reporting"),
                    Map.entry("still so", "ongoing"),
                    Map.entry("held back", "on hold")),
            Language.JA,
            Map.ofEntries(
                    Map.entry("園区", "工業団地"),
                    Map.entry("分センター", "地域"),
                    Map.entry("職場復帰率", "出勤回復率"),
                    Map.entry("網羅", "取得率"),
                    Map.entry("無データ", "受信なし"),
                    Map.entry("在場", "在園"),
                    Map.entry("方式", "算定方法"),
                    Map.entry("代理", "推定"),
                    Map.entry("小微", "小規模企業"),
                    Map.entry("四上", "統計対象企業"),
                    Map.entry("装置製造", "機械・設備製造"),
                    Map.entry("未到来", "再開予定前"),
                    Map.entry("；", "a full stop or a comma: Japanese has no semicolon")),
            Language.KO,
            Map.ofEntries(
                    Map.entry("마감", "확정: a day is final, no deadline passes"),
                    Map.entry("재장", "현장"),
                    Map.entry("분센터", "지역 센터"),
                    Map.entry("4상", "통계 대상 기업"),
                    Map.entry("차례", "재개 예정"),
                    Map.entry("자료", "데이터"),
                    Map.entry("방법", "산정 방식"),
                    Map.entry("무응답", "수신 없음"),
                    Map.entry("무데이터", "수신 없음"),
                    Map.entry("문턱", "하한"),
                    Map.entry("대리", "추정")));

    @ParameterizedTest
    @EnumSource(Language.class)
    void noTextHasAWordForWhichThereIsABetterOne(Language language) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (String file : FILES) {
            texts(String.format(file, language.code()))
                    .forEach((key, text) -> NOT_USED.get(language).forEach((word, better) -> {
                        if (text.contains(word)) {
                            found.put(key + "=" + text, "not " + word + ", but " + better);
                        }
                    }));
        }
        assertThat(found).isEmpty();
    }

    private static Map<String, String> texts(String name) throws IOException {
        String file = "/io/parkpulse/" + name + ".properties";
        Properties properties = new Properties();
        try (InputStream bytes = WordsTest.class.getResourceAsStream(file)) {
            assertThat(bytes).as(file).isNotNull();
            properties.load(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        }
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> texts.put(name + " " + key, properties.getProperty(key)));
        return texts;
    }
}
