package io.parkpulse.connectors.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.NamingConvention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink's metrics as meters of one registry.
 *
 * <p>Micrometer gives the meter that exists to whoever registers its like, so a second metric of the same meter would
 * never be seen. Here they queue for it, and the newest has it.
 */
final class MeterBridge {
    /** Gauge: how many meters are in which state. */
    static final String METERS = "flink.reporter.meters";

    private static final Logger LOG = LoggerFactory.getLogger(MeterBridge.class);

    private final MeterRegistry registry;
    private final Map<MetricSource, List<Reading>> readings = new HashMap<>();
    private final Map<Series, Rivals> series = new HashMap<>();
    private int shadowed;
    private int refused;
    private int skipped;
    private boolean warnedOfShadow;
    private boolean warnedOfRefusal;

    /** A meter as the registry writes it; two ids can be written the same. */
    private record Series(String name, List<Tag> tags) {}

    /** The readings of one series, the newest last; its meter is null if the registry refused it. */
    private static final class Rivals {
        private final List<Reading> queue = new ArrayList<>();
        private Meter meter;
    }

    MeterBridge(MeterRegistry registry) {
        this.registry = registry;
        registry.config().onMeterRegistrationFailed((id, reason) -> {
            throw new IllegalArgumentException(reason);
        });
        state("reported", MeterBridge::reported);
        state("shadowed", bridge -> bridge.shadowed);
        state("refused", bridge -> bridge.refused);
        state("skipped", bridge -> bridge.skipped);
    }

    private void state(String state, ToDoubleFunction<MeterBridge> number) {
        Gauge.builder(METERS, this, bridge -> bridge.read(number))
                .tag("state", state)
                .strongReference(true)
                .register(registry);
    }

    private synchronized double read(ToDoubleFunction<MeterBridge> number) {
        return number.applyAsDouble(this);
    }

    private int reported() {
        return series.size() - refused;
    }

    synchronized void add(MetricSource source) {
        if (readings.containsKey(source)) {
            return;
        }
        List<Reading> found = Reading.of(source, registry.config().clock());
        readings.put(source, found);
        if (found.isEmpty()) {
            skipped++;
            LOG.debug("{} is no number and is not reported", source.name());
        }
        for (Reading reading : found) {
            Rivals rivals = series.computeIfAbsent(series(reading), absent -> new Rivals());
            if (!rivals.queue.isEmpty()) {
                shadowed++;
                sayShadowed(rivals.queue.get(rivals.queue.size() - 1), reading);
                withdraw(rivals);
            }
            rivals.queue.add(reading);
            publish(rivals);
        }
    }

    synchronized void remove(MetricSource source) {
        List<Reading> found = readings.remove(source);
        if (found == null) {
            return;
        }
        if (found.isEmpty()) {
            skipped--;
        }
        for (Reading reading : found) {
            Series of = series(reading);
            Rivals rivals = series.get(of);
            if (rivals.queue.size() > 1) {
                shadowed--;
            }
            boolean newest = rivals.queue.indexOf(reading) == rivals.queue.size() - 1;
            rivals.queue.remove(reading);
            if (newest) {
                withdraw(rivals);
                if (rivals.queue.isEmpty()) {
                    series.remove(of);
                } else {
                    publish(rivals);
                }
            }
        }
    }

    /** Pushes what is left, where the registry pushes. */
    void close() {
        registry.close();
    }

    private Series series(Reading reading) {
        try {
            return written(reading);
        } catch (RuntimeException e) {
            return new Series(reading.id().getName(), reading.id().getTags());
        }
    }

    /** @throws RuntimeException if the registry cannot write it, as a tag is called what must not be */
    private Series written(Reading reading) {
        NamingConvention convention = registry.config().namingConvention();
        return new Series(
                reading.id().getConventionName(convention), reading.id().getConventionTags(convention));
    }

    private void publish(Rivals rivals) {
        Reading reading = rivals.queue.get(rivals.queue.size() - 1);
        try {
            written(reading); // Registered, it would fail each time that all meters are written.
            rivals.meter = reading.register(registry);
        } catch (RuntimeException e) {
            rivals.meter = null;
            refused++;
            sayRefused(reading, e);
        }
    }

    private void withdraw(Rivals rivals) {
        if (rivals.meter == null) {
            refused--;
        } else {
            registry.remove(rivals.meter);
            rivals.meter = null;
        }
    }

    private void sayShadowed(Reading older, Reading newer) {
        if (warnedOfShadow) {
            LOG.debug("Two metrics are the meter {}; the newer is reported", newer.id());
            return;
        }
        warnedOfShadow = true;
        TreeSet<String> difference = new TreeSet<>(older.source().dropped().keySet());
        difference.addAll(newer.source().dropped().keySet());
        difference.removeIf(key -> Objects.equals(
                older.source().dropped().get(key), newer.source().dropped().get(key)));
        LOG.warn(
                "Two metrics are the meter {} with the tags {}: {}. The newer is reported until it is removed, and so"
                        + " it is with others that meet like this ({}, state shadowed, says how many; the log level DEBUG"
                        + " says which).",
                newer.id().getName(),
                newer.id().getTags(),
                difference.isEmpty()
                        ? "they are called " + older.id().getName() + " and "
                                + newer.id().getName()
                                + ", or differ in what scope.variables.excludes leaves out"
                        : "they differ in " + difference + ", which tags.keep would make tags",
                METERS);
    }

    private void sayRefused(Reading reading, RuntimeException e) {
        if (warnedOfRefusal) {
            LOG.debug("The meter {} is not reported: {}", reading.id(), e.getMessage());
            return;
        }
        warnedOfRefusal = true;
        LOG.warn(
                "The meter {} with the tags {} is not reported: {} ({}, state refused, says how many there are; the log"
                        + " level DEBUG says which)",
                reading.id().getName(),
                reading.id().getTags(),
                e.getMessage(),
                METERS);
    }
}
