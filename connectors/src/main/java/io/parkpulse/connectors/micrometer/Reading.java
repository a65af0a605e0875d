package io.parkpulse.connectors.micrometer;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;

/** One number of a metric of Flink; it becomes one meter. */
final class Reading {
    private static final double[] QUANTILES = {0.5, 0.75, 0.95, 0.98, 0.99, 0.999};

    private final MetricSource source;
    private final Meter.Id id;
    private final DoubleSupplier value;
    private double last;

    private Reading(MetricSource source, String suffix, Tags tags, Meter.Type type, DoubleSupplier value) {
        this.source = source;
        this.id = new Meter.Id(source.name() + suffix, tags, null, null, type);
        this.value = value;
    }

    /** The numbers of a metric; none if it is no number. */
    static List<Reading> of(MetricSource source, Clock clock) {
        if (source.metric() instanceof Counter counter) {
            return List.of(counter(source, "", counter::getCount));
        } else if (source.metric() instanceof org.apache.flink.metrics.Meter meter) {
            return List.of(gauge(source, "", meter::getRate), counter(source, ".count", meter::getCount));
        } else if (source.metric() instanceof Histogram histogram) {
            return histogram(source, histogram, clock);
        } else if (source.metric() instanceof Gauge<?> gauge && mayBeNumber(gauge)) {
            return List.of(gauge(source, "", () -> number(gauge.getValue())));
        }
        return List.of();
    }

    private static List<Reading> histogram(MetricSource source, Histogram histogram, Clock clock) {
        Moment moment = new Moment(histogram, clock);
        List<Reading> readings = new ArrayList<>();
        for (double quantile : QUANTILES) {
            Tags tags = source.tags().and("quantile", Double.toString(quantile));
            readings.add(new Reading(
                    source,
                    "",
                    tags,
                    Meter.Type.GAUGE,
                    () -> moment.statistics().getQuantile(quantile)));
        }
        readings.add(gauge(source, ".min", () -> moment.statistics().getMin()));
        readings.add(gauge(source, ".max", () -> moment.statistics().getMax()));
        readings.add(gauge(source, ".mean", () -> moment.statistics().getMean()));
        readings.add(gauge(source, ".stddev", () -> moment.statistics().getStdDev()));
        readings.add(counter(source, ".count", histogram::getCount));
        return readings;
    }

    private static Reading gauge(MetricSource source, String suffix, DoubleSupplier value) {
        return new Reading(source, suffix, source.tags(), Meter.Type.GAUGE, value);
    }

    private static Reading counter(MetricSource source, String suffix, DoubleSupplier value) {
        return new Reading(source, suffix, source.tags(), Meter.Type.COUNTER, value);
    }

    private static boolean mayBeNumber(Gauge<?> gauge) {
        Object value;
        try {
            value = gauge.getValue();
        } catch (RuntimeException e) {
            return true; // Not yet, perhaps: some gauges are registered before what they look at is there.
        }
        return value == null || value instanceof Number || value instanceof Boolean;
    }

    private static double number(Object value) {
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    MetricSource source() {
        return source;
    }

    /** The meter it becomes. */
    Meter.Id id() {
        return id;
    }

    /** @throws RuntimeException if the registry does not take it */
    Meter register(MeterRegistry registry) {
        if (id.getType() == Meter.Type.COUNTER) {
            return FunctionCounter.builder(id.getName(), this, Reading::count)
                    .tags(id.getTags())
                    .register(registry);
        }
        return io.micrometer.core.instrument.Gauge.builder(id.getName(), this, Reading::value)
                .tags(id.getTags())
                .strongReference(true)
                .register(registry);
    }

    /** One metric that fails must not take the whole scrape with it. */
    private double value() {
        try {
            return value.getAsDouble();
        } catch (RuntimeException e) {
            return Double.NaN;
        }
    }

    private synchronized double count() {
        double count = value();
        if (!Double.isNaN(count)) {
            last = Math.max(0, count);
        }
        return last;
    }

    /** Statistics are a sorted copy of all values: taken once for all that are read of them at a time. */
    private static final class Moment {
        private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

        private final Histogram histogram;
        private final Clock clock;
        private HistogramStatistics statistics;
        private long takenAt;

        Moment(Histogram histogram, Clock clock) {
            this.histogram = histogram;
            this.clock = clock;
        }

        synchronized HistogramStatistics statistics() {
            long now = clock.monotonicTime();
            if (statistics == null || now - takenAt >= NANOS) {
                statistics = histogram.getStatistics();
                takenAt = now;
            }
            return statistics;
        }
    }
}
