package io.parkpulse.grafana;

import io.parkpulse.grafana.Panel.Size;
import io.parkpulse.grafana.Query.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Panels of metrics of the chosen job. */
final class MetricParts {
    /** How often the reporter pushes, unless set otherwise; a chart in shorter intervals would have holes. */
    private static final String PUSHED_EVERY = "10s";

    private final BoardTexts texts;

    MetricParts(BoardTexts texts) {
        this.texts = texts;
    }

    /** The highest of all values of a gauge, as it is now. */
    Panel now(String panel, Size size, Unit unit, JobMetric metric) {
        return Panel.metric(texts.head(panel), size, unit, highest(metric), false)
                .leastInterval(PUSHED_EVERY);
    }

    /** By how much a counter grew. */
    Panel growth(String panel, Size size, JobMetric metric) {
        Query query = ofJob(metric, Query.trend(metric.measurement(), Function.SUM, JobMetric.VALUE));
        return Panel.metric(texts.head(panel), size, Unit.COUNT, query, true).leastInterval(PUSHED_EVERY);
    }

    /** How fast a counter grows, by tags. */
    Panel rates(String panel, Size size, JobMetric metric, String... tags) {
        return Panel.metricLines(texts.head(panel), size, Unit.PER_SECOND)
                .lines(
                        ofJob(metric, Query.rate(metric.measurement(), JobMetric.VALUE))
                                .groupBy(tags),
                        tags)
                .leastInterval(PUSHED_EVERY);
    }

    /** The highest values of a gauge, by tags. */
    Panel highest(String panel, Size size, Unit unit, JobMetric metric, String... tags) {
        return Panel.metricLines(texts.head(panel), size, unit)
                .lines(highest(metric).groupBy(tags), tags)
                .leastInterval(PUSHED_EVERY);
    }

    /** Several gauges in one chart, their highest values, under the titles of columns. */
    Panel highest(String panel, Size size, Unit unit, List<JobMetric> metrics) {
        Panel lines = Panel.metricLines(texts.head(panel), size, unit);
        for (JobMetric metric : metrics) {
            lines.line(texts.of("metric." + metric.name().toLowerCase(Locale.ROOT)), highest(metric));
        }
        return lines.leastInterval(PUSHED_EVERY);
    }

    /** By how much a counter grew over the time range, by tags. */
    Panel totals(String panel, Size size, JobMetric metric, List<String> tags) {
        Query query = ofJob(metric, Query.total(metric.measurement(), Function.SUM, JobMetric.VALUE))
                .groupBy(tags.toArray(String[]::new));
        List<Column> columns = new ArrayList<>();
        tags.forEach(tag -> columns.add(new Column(tag, texts.of("column." + tag), Unit.TEXT)));
        columns.add(new Column(Query.TOTAL, texts.of("column.records"), Unit.COUNT));
        return Panel.metricTable(texts.head(panel), size, query, columns).sortedBy(texts.of("column.records"), true);
    }

    private static Query highest(JobMetric metric) {
        return ofJob(metric, Query.trend(metric.measurement(), Function.MAX, JobMetric.VALUE));
    }

    private static Query ofJob(JobMetric metric, Query query) {
        Query ofJob = metric.measurement().tags().contains(JobMetric.JOB_NAME)
                ? query.where(JobMetric.JOB_NAME, Variable.JOB)
                : query;
        return metric.isUnknownBelowZero() ? ofJob.whereField(JobMetric.VALUE, ">= 0") : ofJob;
    }
}
