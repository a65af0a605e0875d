package io.parkpulse.live;

import io.parkpulse.alerts.Alert;
import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.connectors.http.Secret;
import io.parkpulse.connectors.influxdb.InfluxLine;
import io.parkpulse.connectors.influxdb.InfluxPointEncoder;
import io.parkpulse.connectors.influxdb.InfluxSink;
import io.parkpulse.connectors.influxdb.InfluxSinkBuilder;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.index.Bands;
import io.parkpulse.index.DayColumn;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Ratio;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.index.ScopeFigures.Rate;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.roster.ScopeNames;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * A time-series store with InfluxDB's v2 write API, as {@link OutputSchema} describes it. A figure emitted again overwrites
 * its point. What says whether a figure is known is always written, as the store keeps what a later point leaves out.
 */
public final class InfluxSinks implements LiveSinks {
    private final Target target;
    private final String run;

    /**
     * Where the store is.
     *
     * @param token where the token lies that may write to the bucket
     */
    public record Target(String url, String organisation, String bucket, Secret token) implements Serializable {}

    /** @param run value of the tag {@link OutputSchema#RUN}: what is of one run never mixes with another */
    public InfluxSinks(Target target, String run) {
        this.target = target;
        this.run = run;
    }

    @Override
    public void indices(DataStream<IndexPoint> indices) {
        sink(indices, "influxdb-indices", builder(new Indices(run)).alreadyKeyed(IndexPoint::number));
    }

    @Override
    public void days(DataStream<DayPoint> days) {
        sink(days, "influxdb-days", builder(new Days(run)).alreadyKeyed(DayPoint::number));
    }

    @Override
    public void enterprises(DataStream<EnterprisePoint> enterprises) {
        sink(enterprises, "influxdb-enterprises", builder(new Enterprises(run)));
    }

    @Override
    public void alerts(DataStream<Alert> alerts) {
        sink(alerts, "influxdb-alerts", builder(new Alerts(run)));
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> letters, LiveMapping mapping) {
        // A store of figures is no place for them.
    }

    private <T> InfluxSinkBuilder<T> builder(InfluxPointEncoder<T> encoder) {
        return InfluxSink.<T>builder()
                .url(target.url())
                .organisation(target.organisation())
                .bucket(target.bucket())
                .token(target.token())
                .linger(Duration.ofMillis(200))
                .encoder(encoder);
    }

    private static <T> void sink(DataStream<T> stream, String name, InfluxSinkBuilder<T> sink) {
        stream.sinkTo(sink.build()).name(name).uid("sink-" + name);
    }

    private record Indices(String run) implements InfluxPointEncoder<IndexPoint> {
        @Override
        public void encode(IndexPoint point, Consumer<InfluxLine> lines) {
            InfluxLine.Builder line = begin(point.scope(), point.park(), OutputSchema.LIVE, run);
            addFigures(point.figures(), Measure.ofTrailingWindow(), line);
            lines.accept(line.at(point.end()));
        }
    }

    private record Days(String run) implements InfluxPointEncoder<DayPoint> {
        @Override
        public void encode(DayPoint day, Consumer<InfluxLine> lines) {
            InfluxLine.Builder line = begin(day.scope(), day.park(), OutputSchema.DAILY, run);
            addFigures(day.figures(), Measure.ofDay(), line);
            line.field(OutputSchema.REVISION.name(), day.revision());
            lines.accept(line.at(day.from()));
        }
    }

    private static InfluxLine.Builder begin(String scope, String park, String kind, String run) {
        return InfluxLine.measurement(OutputSchema.PARK_INDEX.name())
                .tag(OutputSchema.SCOPE, scope)
                .tag(OutputSchema.PARK, park)
                .tag(OutputSchema.KIND, kind)
                .tag(OutputSchema.RUN, run);
    }

    private static void addFigures(ScopeFigures figures, List<Measure> measures, InfluxLine.Builder line) {
        for (Measure measure : measures) {
            String value = OutputSchema.value(measure).name();
            switch (measure.kind()) {
                case RATE -> {
                    Rate rate = figures.rate(measure);
                    line.field(value, rate == null ? null : Ratio.percent(rate.n(), rate.d()));
                    line.field(OutputSchema.numerator(measure).name(), rate == null ? 0 : rate.n());
                    line.field(OutputSchema.denominator(measure).name(), rate == null ? 0 : rate.d());
                }
                case INDEX -> {
                    Fraction index = figures.index();
                    line.field(value, index == null ? null : index.toDouble());
                    line.field(OutputSchema.known(measure).name(), index == null ? 0 : 1);
                }
                case COUNT -> line.field(value, figures.count(measure));
            }
        }
        for (Bands bands : Bands.values()) {
            long[] enterprises = figures.bands(bands);
            for (int band = 0; band < enterprises.length; band++) {
                line.field(OutputSchema.band(bands, band).name(), enterprises[band]);
            }
        }
    }

    private record Alerts(String run) implements InfluxPointEncoder<Alert> {
        @Override
        public void encode(Alert alert, Consumer<InfluxLine> lines) {
            lines.accept(InfluxLine.measurement(OutputSchema.PARK_ALERT.name())
                    .tag(OutputSchema.SCOPE, alert.scope())
                    .tag(OutputSchema.PARK, ScopeNames.parkOf(alert.scope()))
                    .tag(OutputSchema.RULE, alert.rule())
                    .tag(OutputSchema.RUN, run)
                    .field("firing", alert.firing() ? 1L : 0L)
                    .field("n", alert.n() == null ? 0 : alert.n())
                    .field("d", alert.d() == null ? 0 : alert.d())
                    .field("threshold", alert.threshold())
                    .field(
                            "coverage_percent",
                            alert.coverageD() == 0 ? null : Ratio.percent(alert.coverageN(), alert.coverageD()))
                    .field("coverage_n", alert.coverageN())
                    .field("coverage_d", alert.coverageD())
                    .field("severity", alert.severity().id())
                    .field("id", alert.id())
                    .at(alert.at()));
        }
    }

    private record Enterprises(String run) implements InfluxPointEncoder<EnterprisePoint> {
        @Override
        public void encode(EnterprisePoint point, Consumer<InfluxLine> lines) {
            EnterpriseDay day = point.day();
            InfluxLine.Builder line = InfluxLine.measurement(OutputSchema.ENTERPRISE_DAY.name())
                    .tag(OutputSchema.PARK, day.park())
                    .tag(OutputSchema.ENTERPRISE, point.enterprise())
                    .tag(OutputSchema.RUN, run);
            for (DayColumn column : DayColumn.values()) {
                line.field(column.id(), day.of(column));
            }
            lines.accept(line.at(point.from()));
        }
    }
}
