package io.parkpulse.connectors.micrometer;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Reports a Flink process's metrics through Micrometer: to Prometheus, which scrapes them from an endpoint in the
 * process, to InfluxDB, to which they are pushed, or to both. Works from a directory of its own under Flink's {@code
 * plugins/} as well as from the class path.
 *
 * <p>All keys begin with {@code metrics.reporter.<name>.}; besides Flink's own ({@code filter.includes}, {@code
 * scope.variables.excludes} and the like) there are
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code factory.class}</td><td>none</td><td>{@code
 *     io.parkpulse.connectors.micrometer.MicrometerReporterFactory}</td></tr>
 * <tr><td>{@code prometheus.port}</td><td>none: no endpoint</td><td>a port, or several of which the first free one is
 *     taken, so that processes on one host do not clash: {@code 9249}, {@code 9250-9260}, {@code 9249,9300-9310}; 0 is
 *     any free one. The log says which it is. {@code GET /metrics} answers in the text or the OpenMetrics
 *     format</td></tr>
 * <tr><td>{@code prometheus.host}</td><td>{@code 127.0.0.1}</td><td>the address the endpoint listens on; {@code
 *     0.0.0.0} for all, and then anyone who reaches it can read it</td></tr>
 * <tr><td>{@code influx.uri}</td><td>none: no push</td><td>where InfluxDB is, {@code http://host:8086}; version 2 of its
 *     write API</td></tr>
 * <tr><td>{@code influx.org}</td><td>required with {@code influx.uri}</td><td>organisation</td></tr>
 * <tr><td>{@code influx.bucket}</td><td>required with {@code influx.uri}</td><td>bucket</td></tr>
 * <tr><td>{@code influx.token.env}</td><td>this or the next is required with {@code influx.uri}</td><td>the name of the
 *     environment variable that holds the token</td></tr>
 * <tr><td>{@code influx.token.file}</td><td></td><td>the file that holds the token; blanks around it do not count. It
 *     is read once, at the start</td></tr>
 * <tr><td>{@code interval}</td><td>{@code 10 s}</td><td>between two pushes to InfluxDB, from 1 s</td></tr>
 * <tr><td>{@code tags.keep}</td><td>empty</td><td>variables that become tags though by default they
 *     do not; with commas or semicolons between</td></tr>
 * </table>
 *
 * <p>A token in the configuration itself is refused, as are unknown keys that begin like those above. A reporter that
 * cannot start for such a reason is left out by Flink, which logs why; the process runs without it.
 *
 * <p><b>Names.</b> {@code flink.}, the logical scope, the metric's name: {@code
 * flink.taskmanager.job.task.operator.numRecordsIn}, written as the registry writes names, in Prometheus {@code
 * flink_taskmanager_job_task_operator_numRecordsIn_total}.
 *
 * <p><b>Tags.</b> The variables of the scope, among them the metric groups with a key and a value, without the angle
 * brackets. Left out by default, as each restart or each process makes new values of them: {@code host}, {@code tm_id},
 * {@code job_id}, {@code task_id}, {@code operator_id}, {@code task_attempt_id}, {@code task_attempt_num}. Flink's
 * {@code scope.variables.excludes} leaves out others.
 *
 * <p><b>Kinds.</b>
 *
 * <ul>
 *   <li>A counter is a counter. To InfluxDB Micrometer writes how much it grew since the last push. One that fell below
 *       0 is 0, as Prometheus knows no negative counters.
 *   <li>A gauge of numbers is a gauge, one of booleans is 1 or 0. One whose value is something else when it is
 *       registered is left out, and counted. One that has no value yet, or fails, is NaN, which InfluxDB does not get.
 *   <li>A meter is a gauge, events per second, and a counter {@code NAME.count}.
 *   <li>A histogram is gauges: {@code NAME} with the tag {@code quantile} (0.5, 0.75, 0.95, 0.98, 0.99, 0.999), {@code
 *       NAME.min}, {@code .max}, {@code .mean}, {@code .stddev}, and a counter {@code NAME.count}. All of them are of
 *       one moment, not older than a second.
 * </ul>
 *
 * <p><b>Two metrics, one meter.</b> Metrics that differ only in variables left out, or in characters that the registry
 * replaces, are the same meter. Then the newest is reported, and the one before it again when the newest is gone. The
 * log names the variables that would distinguish them. Meters disappear with their metrics.
 *
 * <p>The gauge {@code flink.reporter.meters}, by {@code state}, says how much there is: {@code reported}, {@code
 * shadowed} by a newer one, {@code refused} by the registry, as a name with another kind of meter is; and {@code
 * skipped}, metrics that are no numbers.
 */
public final class MicrometerReporterFactory implements MetricReporterFactory {
    /** For Flink. */
    public MicrometerReporterFactory() {}

    /** For Flink. */
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return new MicrometerReporter();
    }
}
