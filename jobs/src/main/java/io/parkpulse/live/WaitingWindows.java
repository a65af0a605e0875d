package io.parkpulse.live;

import io.parkpulse.alerts.ScopePoint;
import io.parkpulse.index.Sum;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;

/** Windows that wait to be judged with all others that end when they do. */
final class WaitingWindows {
    private final MapState<Long, List<ScopePoint>> byEnd;

    WaitingWindows(MapState<Long, List<ScopePoint>> byEnd) {
        this.byEnd = byEnd;
    }

    /** One more scope's window that ends there. */
    void add(long end, ScopePoint point) throws Exception {
        List<ScopePoint> points = byEnd.get(end);
        if (points == null) {
            points = new ArrayList<>();
        }
        // The heap state backend hands out its own list and takes it back as it is: nothing is copied for each scope.
        points.add(point);
        byEnd.put(end, points);
    }

    /** The windows that end there, in the order in which they came. */
    List<ScopePoint> endingAt(long end) throws Exception {
        List<ScopePoint> points = byEnd.get(end);
        return points == null
                ? List.of()
                : points.stream()
                        .map(point -> new ScopePoint(point.scope(), Sum.ofState(point.sums())))
                        .toList();
    }

    /** Those that end there have been judged. */
    void remove(long end) throws Exception {
        byEnd.remove(end);
    }

    boolean isEmpty() throws Exception {
        return byEnd.isEmpty();
    }
}
