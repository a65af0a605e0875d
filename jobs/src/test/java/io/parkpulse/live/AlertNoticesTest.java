package io.parkpulse.live;

import static io.parkpulse.live.SomeAlerts.SINCE;
import static io.parkpulse.live.SomeAlerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.alerts.Alert;
import io.parkpulse.connectors.alertmanager.Notice;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertNoticesTest {
    private final AlertNotices notices = new AlertNotices("live", "http://wall:8080/");

    @Test
    void aNoticeIsRoutedByRuleSeverityScopeParkAndRegion() {
        Notice notice = notices.encode(alert("park:P1/tier:above-scale", "jiangsu/wuxi", Alert.Change.FIRED));

        assertThat(notice.identity()).isEqualTo("lagging|park:P1/tier:above-scale|2020-03-16T04:00:00Z");
        assertThat(notice.labels())
                .isEqualTo(Map.of(
                        "alertname", "lagging",
                        "severity", "critical",
                        "scope", "park:P1/tier:above-scale",
                        "park", "P1",
                        "region", "jiangsu/wuxi",
                        "run", "live"));
        assertThat(notice.annotations())
                .containsEntry("text_zh", "中")
                .containsEntry("text_ko", "한")
                .containsEntry("figure", "staff_return 87.2% 206/236")
                .containsEntry("since", "2020-03-16T04:00:00Z");
        assertThat(notice.generatorUrl()).isEqualTo("http://wall:8080/#/park/P1/tier%3Aabove-scale");
        assertThat(notice.startsAt()).isEqualTo(SINCE + 7_200_000);
        assertThat(notice.endsAt()).isEqualTo(Notice.FIRING);
    }

    @Test
    void aResolvedAlertHasItsEndAndAScopeAboveParksNoPark() {
        Notice notice = notices.encode(alert("region:jiangsu", "jiangsu", Alert.Change.RESOLVED));

        assertThat(notice.endsAt()).isEqualTo(SINCE + 7_200_000);
        assertThat(notice.labels()).doesNotContainKey("park").containsEntry("region", "jiangsu");
        assertThat(notices.encode(alert("all", "", Alert.Change.FIRED)).labels())
                .doesNotContainKeys("park", "region");
    }

    @Test
    void aScopeAcrossParksIsShownOnThePageOfItsPlace() {
        assertThat(notices.encode(alert("all/tier:a/b", "", Alert.Change.FIRED)).generatorUrl())
                .isEqualTo("http://wall:8080/#/all/tier%3Aa/b");
        assertThat(notices.encode(alert("region:jiangsu/wuxi/class:2", "jiangsu/wuxi", Alert.Change.FIRED))
                        .generatorUrl())
                .isEqualTo("http://wall:8080/#/region/jiangsu/wuxi/class%3A2");
        assertThat(notices.encode(alert("region:jiangsu", "jiangsu", Alert.Change.FIRED))
                        .generatorUrl())
                .isEqualTo("http://wall:8080/#/region/jiangsu");
    }
}
