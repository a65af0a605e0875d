package io.parkpulse.live;

import io.parkpulse.alerts.Alert;
import io.parkpulse.alerts.Severity;
import java.time.Instant;

/** Messages of alerts that all began at the same time. */
final class SomeAlerts {
    static final long SINCE = Instant.parse("2020-03-16T04:00:00Z").toEpochMilli();

    private SomeAlerts() {}

    /** A message that is emitted two hours after the alert began. */
    static Alert alert(String scope, String region, Alert.Change change) {
        return alert(scope, region, change, SINCE + 7_200_000);
    }

    static Alert alert(String scope, String region, Alert.Change change, long at) {
        return new Alert(
                "lagging|" + scope + "|2020-03-16T04:00:00Z",
                "lagging",
                scope,
                region,
                change,
                Severity.CRITICAL,
                SINCE,
                at,
                "staff_return",
                206L,
                236L,
                "87.2%",
                90,
                9,
                10,
                "90.0%",
                "binhai-2020",
                new Alert.Text("中", "en", "日", "한"));
    }
}
