package io.parkpulse.live;

import io.parkpulse.alerts.Alert;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.model.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Where the results of a live system go. What is emitted again comes again, with the same identity, and what was emitted last
 * holds: a sink with several writers gives all that has one identity to one of them. Streams that are said to be keyed are
 * so already, with the parallelism of the job; any other is not.
 */
public interface LiveSinks {
    /** The trailing windows of scopes, keyed by scope. */
    void indices(DataStream<IndexPoint> indices);

    /** The local days of scopes, keyed by scope. */
    void days(DataStream<DayPoint> days);

    /** The local days of enterprises. */
    void enterprises(DataStream<EnterprisePoint> enterprises);

    /** Alerts, for people. */
    void alerts(DataStream<Alert> alerts);

    /**
     * The records that could not be applied.
     *
     * @param mapping names the topics that some of them came from
     */
    void deadLetters(DataStream<DeadLetter> letters, LiveMapping mapping);

    /** The rows of the registry and declarations that were not applied. */
    default void refused(DataStream<RefusedRow> refused) {}

    /** What became of the others. */
    default void accounts(DataStream<RecordTally> accounts) {}
}
