package io.parkpulse.bench;

import io.parkpulse.alerts.Alert;
import io.parkpulse.live.DayPoint;
import io.parkpulse.live.EnterprisePoint;
import io.parkpulse.live.LiveMapping;
import io.parkpulse.live.LiveSinks;
import io.parkpulse.model.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Sinks of a benchmark that looks at trailing windows alone: all else is computed and dropped. */
abstract class WindowsAlone implements LiveSinks {
    @Override
    public final void days(DataStream<DayPoint> days) {
        drop(days, "days");
    }

    @Override
    public final void enterprises(DataStream<EnterprisePoint> enterprises) {
        drop(enterprises, "enterprises-dropped");
    }

    @Override
    public final void alerts(DataStream<Alert> alerts) {
        drop(alerts, "alerts-dropped");
    }

    @Override
    public final void deadLetters(DataStream<DeadLetter> letters, LiveMapping mapping) {
        drop(letters, "dead-letters-dropped");
    }

    /** Ends a stream. */
    static <T> void drop(DataStream<T> stream, String name) {
        stream.sinkTo(new DiscardingSink<>()).name(name).uid(name);
    }
}
