package io.parkpulse.connectors.influxdb;

import java.util.function.Consumer;
import org.apache.flink.api.java.functions.KeySelector;

/** The key by which elements go to writers: the series of the first point of an element. */
final class SeriesOf<T> implements KeySelector<T, Integer> {
    private static final long serialVersionUID = 1;

    /** Of elements without points. */
    private static final int NO_POINT = 0;

    private final InfluxPointEncoder<T> encoder;
    private transient Consumer<InfluxLine> points;
    private transient InfluxLine first;

    SeriesOf(InfluxPointEncoder<T> encoder) {
        this.encoder = encoder;
    }

    @Override
    public Integer getKey(T element) {
        if (points == null) {
            points = point -> first = first == null ? point : first;
        }
        first = null;
        encoder.encode(element, points);
        return first == null ? NO_POINT : first.series();
    }
}
