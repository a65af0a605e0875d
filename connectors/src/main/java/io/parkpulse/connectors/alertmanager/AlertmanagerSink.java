package io.parkpulse.connectors.alertmanager;

import io.parkpulse.connectors.http.SinkTask;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Posts alerts to Alertmanager, which groups, routes, silences and repeats them.
 *
 * <pre>{@code
 * alerts.sinkTo(AlertmanagerSink.<Alarm>builder()
 *         .url("http://alertmanager:9093")
 *         .encoder(alarm -> new Notice(alarm.id(), alarm.labels(), alarm.texts(), "", alarm.since(), alarm.until()))
 *         .build())
 *     .uid("alertmanager")
 *     .setParallelism(1);
 * }</pre>
 *
 * <p>Alertmanager forgets an alert that is not posted again, and everything when it restarts. So what fires is posted
 * at once and again every {@link AlertmanagerSinkBuilder#resendEvery}, also while nothing new comes in, and what is over
 * for {@link AlertmanagerSinkBuilder#keepResolved} more. Other annotations of what fires go with the next of these
 * postings. Posting the same twice is posting it once.
 *
 * <p><b>No alert is lost while Alertmanager is away</b>: all that stands is state, and is posted until it is taken, with
 * growing distance. The job runs on meanwhile and checkpoints complete. An alert that began and ended while it was away
 * is posted as over; Alertmanager notifies nobody of that.
 *
 * <p><b>While the job is away</b> Alertmanager counts an alert as firing for {@link AlertmanagerSinkBuilder#validFor}
 * since it was last posted, whatever its own {@code resolve_timeout} is.
 *
 * <p><b>Nobody is notified twice</b> when the job goes on from a checkpoint: Alertmanager knows what is posted again, and what
 * stood at the checkpoint is posted {@link AlertmanagerSinkBuilder#resendEvery} later, so that what was over since then
 * is not taken to fire again. That holds if the job catches up within that time.
 *
 * <p>A notice that is refused (400) is found by halving and logged; it counts in {@code noticesRejected}. Anything else,
 * no answer included, is posted again: a wrong address shows in the log and in {@code outageSeconds} but does not stop the
 * job, whose figures do not depend on it.
 *
 * <p>The sink has one writer, as only one must know what stands: another parallelism than 1 fails at the start.
 *
 * <p><b>Metrics</b>, in the group {@code alertmanager} of the operator: counters {@code noticesPosted},
 * {@code noticesRejected}, {@code requestsRetried}; gauges {@code noticesStanding} (kept to be posted again),
 * {@code outageSeconds} (how long nothing was taken while something waited).
 *
 * @param <T> the element
 */
public final class AlertmanagerSink<T> implements Sink<T>, SupportsWriterState<T, StandingNotices> {
    private static final long serialVersionUID = 1;

    private final SinkSettings settings;
    private final NoticeEncoder<T> encoder;

    AlertmanagerSink(SinkSettings settings, NoticeEncoder<T> encoder) {
        this.settings = settings;
        this.encoder = encoder;
    }

    /** A builder, where every option and its default is explained. */
    public static <T> AlertmanagerSinkBuilder<T> builder() {
        return new AlertmanagerSinkBuilder<>();
    }

    /** For Flink. */
    @Override
    public StatefulSinkWriter<T, StandingNotices> createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    /** For Flink. */
    @Override
    public StatefulSinkWriter<T, StandingNotices> restoreWriter(
            WriterInitContext context, Collection<StandingNotices> state) throws IOException {
        int writers = context.getTaskInfo().getNumberOfParallelSubtasks();
        if (writers != 1) {
            throw new IllegalStateException("The Alertmanager sink has a parallelism of " + writers
                    + ": expected 1, as one writer must know all that stands (setParallelism(1) on the sink)");
        }
        return new AlertmanagerWriter<>(settings, encoder, SinkTask.of(context), state);
    }

    /** For Flink. */
    @Override
    public SimpleVersionedSerializer<StandingNotices> getWriterStateSerializer() {
        return new StandingNoticesSerializer();
    }
}
