package io.parkpulse.connectors.http;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * What a writer is given of the task that it works in.
 *
 * @param info name, number and parallelism
 * @param mailbox brings work of other threads to the thread of the task
 * @param time of this machine
 * @param metrics of the operator
 */
public record SinkTask(
        TaskInfo info, MailboxExecutor mailbox, ProcessingTimeService time, SinkWriterMetricGroup metrics) {
    /** The task of one of Flink's own writers. */
    public static SinkTask of(WriterInitContext context) {
        return new SinkTask(
                context.getTaskInfo(),
                context.getMailboxExecutor(),
                context.getProcessingTimeService(),
                context.metricGroup());
    }
}
