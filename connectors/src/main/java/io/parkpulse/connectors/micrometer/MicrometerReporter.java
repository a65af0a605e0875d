package io.parkpulse.connectors.micrometer;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.util.NamedThreadFactory;
import io.micrometer.influx.InfluxMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A registry for each place that is reported to, and a bridge to each. */
final class MicrometerReporter implements MetricReporter {
    private static final Logger LOG = LoggerFactory.getLogger(MicrometerReporter.class);

    private final List<MeterBridge> bridges = new ArrayList<>();
    private ReporterSettings settings;
    private ScrapeEndpoint endpoint;

    /** @throws IllegalArgumentException if the configuration is not as it should be, or no port is free */
    @Override
    public void open(MetricConfig config) {
        settings = ReporterSettings.of(config);
        if (!settings.ports().isEmpty()) {
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            endpoint = ScrapeEndpoint.open(settings.host(), settings.ports(), registry);
            bridges.add(new MeterBridge(registry));
            LOG.info("Prometheus can scrape metrics at {}", endpoint.uri());
        }
        if (settings.influx() != null) {
            bridges.add(new MeterBridge(InfluxMeterRegistry.builder(settings.influx())
                    .clock(Clock.SYSTEM)
                    .threadFactory(new NamedThreadFactory("metrics-to-influx"))
                    .build()));
            LOG.info(
                    "Metrics go to InfluxDB at {}, bucket {}, every {} s",
                    settings.influx().uri(),
                    settings.influx().bucket(),
                    settings.influx().step().toSeconds());
        }
    }

    /** Where the endpoint is, null if there is none. */
    InetSocketAddress address() {
        return endpoint == null ? null : endpoint.address();
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        MetricSource source = MetricSource.of(metric, name, group, settings.droppedTags());
        bridges.forEach(bridge -> bridge.add(source));
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        MetricSource source = MetricSource.of(metric, name, group, settings.droppedTags());
        bridges.forEach(bridge -> bridge.remove(source));
    }

    @Override
    public void close() {
        if (endpoint != null) {
            endpoint.close();
        }
        bridges.forEach(MeterBridge::close);
    }
}
