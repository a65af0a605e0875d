package io.parkpulse.enterprise;

import io.parkpulse.model.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Records that wait until time has passed them, by the stride they lie in: whoever takes one does not touch the others. */
final class Arrivals {
    private final long strideMillis;
    private final TreeMap<Long, List<Observation>> strides = new TreeMap<>();
    private int size;
    private long earliest = Long.MAX_VALUE;

    /** The stride last added to; records come about in order. */
    private long lastStride = Long.MIN_VALUE;

    private List<Observation> ofLastStride;

    Arrivals(long strideMillis) {
        this.strideMillis = strideMillis;
    }

    int size() {
        return size;
    }

    /** The time of the earliest record; {@link Long#MAX_VALUE} if none waits. */
    long earliest() {
        return earliest;
    }

    void add(Observation record) {
        long stride = Math.floorDiv(record.at(), strideMillis);
        if (stride != lastStride || ofLastStride == null) {
            lastStride = stride;
            ofLastStride = strides.computeIfAbsent(stride, key -> new ArrayList<>());
        }
        ofLastStride.add(record);
        size++;
        earliest = Math.min(earliest, record.at());
    }

    /** Takes away the records that are so, in no order. */
    List<Observation> takeAll(Predicate<Observation> wanted) {
        List<Observation> taken = new ArrayList<>();
        List<Observation> left = new ArrayList<>(size);
        forEach(record -> (wanted.test(record) ? taken : left).add(record));
        if (!taken.isEmpty()) {
            strides.clear();
            ofLastStride = null;
            size = 0;
            earliest = Long.MAX_VALUE;
            left.forEach(this::add);
        }
        return taken;
    }

    /** Takes away the records before an instant. */
    List<Observation> takeBefore(long instant) {
        List<Observation> taken = new ArrayList<>();
        ofLastStride = null;
        earliest = Long.MAX_VALUE;
        while (!strides.isEmpty()) {
            Map.Entry<Long, List<Observation>> first = strides.firstEntry();
            if (first.getKey() >= Math.floorDiv(instant, strideMillis)) {
                takeBefore(instant, first.getValue(), taken);
                if (!first.getValue().isEmpty()) {
                    break;
                }
            } else {
                taken.addAll(first.getValue());
            }
            strides.pollFirstEntry();
        }
        size -= taken.size();
        return taken;
    }

    /** Takes from the stride that the instant lies in, or a later one. */
    private void takeBefore(long instant, List<Observation> records, List<Observation> taken) {
        records.removeIf(record -> {
            if (record.at() < instant) {
                taken.add(record);
                return true;
            }
            earliest = Math.min(earliest, record.at());
            return false;
        });
    }

    void forEach(Consumer<Observation> consumer) {
        strides.values().forEach(records -> records.forEach(consumer));
    }
}
