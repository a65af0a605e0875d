package io.parkpulse.grafana;

import io.parkpulse.grafana.BoardPanels.Scopes;
import io.parkpulse.grafana.Panel.Size;
import io.parkpulse.index.Measure;
import java.util.List;

/** What figures rest on, for whoever keeps meters, gates and senders: what is missing, what came late, what is dead. */
final class QualityBoard {
    private static final Size FIGURE = new Size(6, 4);
    private static final Size HALF = new Size(12, 9);

    private QualityBoard() {}

    static Grid layOut(BoardPanels parts) {
        BoardTexts texts = parts.texts();
        MetricParts metrics = new MetricParts(texts);
        return new Grid()
                .part(texts.of("part.coverage"))
                .add(parts.figure(Measure.COVERAGE, Scopes.CENTRE, FIGURE))
                .add(parts.figure(Measure.METERED, Scopes.CENTRE, FIGURE))
                .add(parts.figure(Measure.MATCHED, Scopes.CENTRE, FIGURE))
                .add(parts.figure(Measure.SILENT, Scopes.CENTRE, FIGURE).badFrom(1))
                .add(parts.comparison(Measure.COVERAGE, Scopes.PARKS, HALF))
                .add(parts.comparison(Measure.SILENT, Scopes.PARKS, HALF))
                .add(parts.dataOfParks(new Size(24, 10)))
                .part(texts.of("part.records"))
                .add(metrics.rates("records", HALF, JobMetric.RECORDS, "stream", "fate"))
                .add(metrics.rates("dead_letters", HALF, JobMetric.DEAD_LETTERS, "stream", "reason"))
                .add(metrics.totals("fates", HALF, JobMetric.RECORDS, List.of("stream", "fate")))
                .add(metrics.totals("reasons", HALF, JobMetric.DEAD_LETTERS, List.of("stream", "reason")))
                .add(metrics.totals("retracted", HALF, JobMetric.RETRACTED, List.of("stream")))
                .add(metrics.totals("lost", HALF, JobMetric.LOST, List.of("topic")))
                .add(metrics.totals("cut", HALF, JobMetric.CUT, List.of("topic")))
                .add(metrics.totals("refused", HALF, JobMetric.REFUSED, List.of("topic")))
                .add(metrics.totals("skipped", HALF, JobMetric.SKIPPED, List.of("topic")))
                .part(texts.of("part.lateness"))
                .add(metrics.highest(
                        "lateness", new Size(24, 9), Unit.MILLISECONDS, JobMetric.LATENESS, "stream", "quantile"));
    }
}
