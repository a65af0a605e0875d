package io.parkpulse.connectors.influxdb;

import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/** The metrics of a writer, in the group {@code influxdb} of its operator; see {@link InfluxSink}. */
final class SinkMetrics {
    private final Counter pointsWritten;
    private final Counter pointsDropped;
    private final Counter linesRejected;
    private final Counter requestsRetried;
    private final Counter send;
    private final Counter sendBytes;
    private final Counter sendErrors;

    /** Written by the thread of the task, read by that of a reporter. */
    private volatile long lastRequestMillis;

    SinkMetrics(
            SinkWriterMetricGroup operator,
            LongSupplier bufferedLines,
            LongSupplier bufferedBytes,
            LongSupplier requestsInFlight,
            LongSupplier outageSeconds) {
        MetricGroup group = operator.addGroup("influxdb");
        pointsWritten = group.counter("pointsWritten");
        pointsDropped = group.counter("pointsDropped");
        linesRejected = group.counter("linesRejected");
        requestsRetried = group.counter("requestsRetried");
        gauge(group, "bufferedLines", bufferedLines);
        gauge(group, "bufferedBytes", bufferedBytes);
        gauge(group, "requestsInFlight", requestsInFlight);
        gauge(group, "outageSeconds", outageSeconds);
        send = operator.getNumRecordsSendCounter();
        sendBytes = operator.getNumBytesSendCounter();
        sendErrors = operator.getNumRecordsSendErrorsCounter();
        operator.setCurrentSendTimeGauge(() -> lastRequestMillis);
    }

    private static void gauge(MetricGroup group, String name, LongSupplier value) {
        group.gauge(name, (Gauge<Long>) value::getAsLong);
    }

    void written(int points, int bytes, long requestMillis) {
        pointsWritten.inc(points);
        send.inc(points);
        sendBytes.inc(bytes);
        lastRequestMillis = requestMillis;
    }

    void dropped(int points) {
        pointsDropped.inc(points);
        sendErrors.inc(points);
    }

    void rejected() {
        linesRejected.inc();
        sendErrors.inc();
    }

    void retried() {
        requestsRetried.inc();
    }
}
