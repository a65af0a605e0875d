package io.parkpulse.live;

import io.parkpulse.alerts.Alert;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.model.DeadLetter;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Several places at once. */
public record AllSinks(List<LiveSinks> sinks) implements LiveSinks {
    public AllSinks {
        sinks = List.copyOf(sinks);
    }

    @Override
    public void indices(DataStream<IndexPoint> indices) {
        sinks.forEach(sink -> sink.indices(indices));
    }

    @Override
    public void days(DataStream<DayPoint> days) {
        sinks.forEach(sink -> sink.days(days));
    }

    @Override
    public void enterprises(DataStream<EnterprisePoint> enterprises) {
        sinks.forEach(sink -> sink.enterprises(enterprises));
    }

    @Override
    public void alerts(DataStream<Alert> alerts) {
        sinks.forEach(sink -> sink.alerts(alerts));
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> letters, LiveMapping mapping) {
        sinks.forEach(sink -> sink.deadLetters(letters, mapping));
    }

    @Override
    public void refused(DataStream<RefusedRow> refused) {
        sinks.forEach(sink -> sink.refused(refused));
    }

    @Override
    public void accounts(DataStream<RecordTally> accounts) {
        sinks.forEach(sink -> sink.accounts(accounts));
    }
}
