package io.parkpulse.live;

import io.parkpulse.alerts.Alert;
import io.parkpulse.connectors.alertmanager.Notice;
import io.parkpulse.connectors.alertmanager.NoticeEncoder;
import io.parkpulse.roster.ScopeNames;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Alerts as Alertmanager gets them.
 *
 * <p>Labels: {@code alertname} (the rule), {@code severity}, {@code scope}, {@code park}, {@code region} (the park's path)
 * and {@code run}. Annotations: the sentence in each language ({@code text_zh} …), {@code since}, {@code figure}, {@code
 * threshold}, {@code coverage}, {@code method}.
 */
public final class AlertNotices implements NoticeEncoder<Alert> {
    private static final long serialVersionUID = 1L;
    private final String run;
    private final String wall;

    /**
     * @param run name of the run
     * @param wall address of the wall page, on which an alert links to its scope; empty for none
     */
    public AlertNotices(String run, String wall) {
        this.run = run;
        this.wall = wall;
    }

    @Override
    public Notice encode(Alert alert) {
        String scope = alert.scope();
        Map<String, String> labels = new HashMap<>();
        labels.put("alertname", alert.rule());
        labels.put("severity", alert.severity().id());
        labels.put("scope", scope);
        labels.put("park", ScopeNames.parkOf(scope));
        labels.put("region", alert.region());
        labels.put("run", run);
        Map<String, String> annotations = new HashMap<>();
        annotations.put("text_zh", alert.text().zh());
        annotations.put("text_en", alert.text().en());
        annotations.put("text_ja", alert.text().ja());
        annotations.put("text_ko", alert.text().ko());
        annotations.put("since", Instant.ofEpochMilli(alert.since()).toString());
        annotations.put(
                "figure",
                alert.measure() + " " + alert.printed() + (alert.n() == null ? "" : " " + alert.n() + "/" + alert.d()));
        annotations.put("threshold", Double.toString(alert.threshold()));
        annotations.put("coverage", alert.coverage());
        annotations.put("method", alert.method());
        String link = wall.isEmpty() ? "" : WallAddress.of(wall, scope);
        return new Notice(
                alert.id(), labels, annotations, link, alert.at(), alert.firing() ? Notice.FIRING : alert.at());
    }
}
