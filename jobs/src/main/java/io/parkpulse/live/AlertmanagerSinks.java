package io.parkpulse.live;

import io.parkpulse.alerts.Alert;
import io.parkpulse.connectors.alertmanager.AlertmanagerSink;
import io.parkpulse.model.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Alertmanager, which notifies people: of alerts only. */
public final class AlertmanagerSinks implements LiveSinks {
    private final String url;
    private final AlertNotices notices;

    /** @param url Alertmanager's address, such as {@code http://alertmanager:9093} */
    public AlertmanagerSinks(String url, AlertNotices notices) {
        this.url = url;
        this.notices = notices;
    }

    @Override
    public void indices(DataStream<IndexPoint> indices) {}

    @Override
    public void days(DataStream<DayPoint> days) {}

    @Override
    public void enterprises(DataStream<EnterprisePoint> enterprises) {}

    @Override
    public void alerts(DataStream<Alert> alerts) {
        alerts.sinkTo(AlertmanagerSink.<Alert>builder()
                        .url(url)
                        .encoder(notices)
                        .build())
                .name("alertmanager")
                .uid("sink-alertmanager")
                .setParallelism(1);
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> letters, LiveMapping mapping) {}
}
