package io.parkpulse.connectors.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.NamingConvention;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
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
    private boolean warnedOfShadow;
    private boolean warnedOfRefusal;

    /** A meter as the registry writes it; two ids can be written the same. */
    private record Series(String name, List<Tag> tags) {}

    /** The readings of one series, the newest last; its meter is null if the registry refused it. */
    private static final class Rivals {
        private final Deque<Reading> queue = new ArrayDeque<>();
        private Meter meter;
    }

    MeterBridge(MeterRegistry registry) {
        this.registry = registry;
        registry.config().onMeterRegistrationFailed((id, reason) -> {
            throw new IllegalArgumentException(reason);
        });
        state("reported", () -> rivals().filter(rivals -> rivals.meter != null).count());
        state("refused", () -> rivals().filter(rivals -> rivals.meter == null).count());
        state(
                "shadowed",
                () -> rivals().mapToLong(rivals -> rivals.queue.size() - 1L).sum());
        state("skipped", () -> readings.values().stream().filter(List::isEmpty).count());
    }

    private Stream<Rivals> rivals() {
        return series.values().stream();
    }

    private void state(String state, LongSupplier number) {
        Gauge.builder(METERS, () -> read(number)).tag("state", state).register(registry);
    }

    private synchronized long read(LongSupplier number) {
        return number.getAsLong();
    }

    synchronized void add(MetricSource source) {
        if (readings.containsKey(source)) {
            return;
        }
        List<Reading> found = Reading.of(source, registry.config().clock());
        readings.put(source, found);
        if (found.isEmpty()) {
            LOG.debug("{} is no number and is not reported", source.name());
        }
        for (Reading reading : found) {
            Rivals rivals = series.computeIfAbsent(series(reading), absent -> new Rivals());
            if (!rivals.queue.isEmpty()) {
                sayShadowed(rivals.queue.getLast(), reading);
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
        for (Reading reading : found) {
            Series of = series(reading);
            Rivals rivals = series.get(of);
            boolean newest = rivals.queue.getLast() == reading;
            rivals.queue.remove(reading);
            if (newest) {
                publish(rivals);
            }
            if (rivals.queue.isEmpty()) {
                series.remove(of);
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

    /** The newest reading becomes the meter, in place of the one that was. */
    private void publish(Rivals rivals) {
        if (rivals.meter != null) {
            registry.remove(rivals.meter);
            rivals.meter = null;
        }
        Reading newest = rivals.queue.peekLast();
        if (newest == null) {
            return;
        }
        try {
            written(newest); // Registered, it would fail each time that all meters are written.
            rivals.meter = newest.register(registry);
        } catch (RuntimeException e) {
            sayRefused(newest, e);
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
