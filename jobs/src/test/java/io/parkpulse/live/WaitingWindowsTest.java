package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.alerts.ScopePoint;
import io.parkpulse.index.Sum;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.junit.jupiter.api.Test;

class WaitingWindowsTest {
    private static final int SCOPES = 1_000;

    private final Counting state = new Counting();
    private final WaitingWindows windows = new WaitingWindows(state);

    @Test
    void noWindowIsCopiedForTheScopesThatCome() throws Exception {
        for (int scope = 0; scope < SCOPES; scope++) {
            windows.add(300_000, new ScopePoint(scope, new long[Sum.COUNT]));
        }

        assertThat(windows.endingAt(300_000)).extracting(ScopePoint::scope).hasSize(SCOPES);
        assertThat(state.copied)
                .as("windows that were put as a part of another list")
                .isZero();
    }

    @Test
    void windowsOfAnEarlierReleaseHaveAllSums() throws Exception {
        windows.add(300_000, new ScopePoint(7, new long[] {3, 2}));

        assertThat(windows.endingAt(300_000))
                .singleElement()
                .satisfies(point -> assertThat(point.sums()).hasSize(Sum.COUNT).startsWith(3, 2, 0));
        assertThat(windows.endingAt(600_000)).isEmpty();
    }

    /** State on the heap, as the heap state backend keeps it, that counts what comes in a list other than the one it has. */
    private static final class Counting implements MapState<Long, List<ScopePoint>> {
        private final Map<Long, List<ScopePoint>> lists = new HashMap<>();
        private long copied;

        @Override
        public List<ScopePoint> get(Long end) {
            return lists.get(end);
        }

        @Override
        public void put(Long end, List<ScopePoint> points) {
            List<ScopePoint> before = lists.put(end, points);
            if (before != null && before != points) {
                copied += before.size();
            }
        }

        @Override
        public void putAll(Map<Long, List<ScopePoint>> all) {
            all.forEach(this::put);
        }

        @Override
        public void remove(Long end) {
            lists.remove(end);
        }

        @Override
        public boolean contains(Long end) {
            return lists.containsKey(end);
        }

        @Override
        public Iterable<Map.Entry<Long, List<ScopePoint>>> entries() {
            return lists.entrySet();
        }

        @Override
        public Iterable<Long> keys() {
            return lists.keySet();
        }

        @Override
        public Iterable<List<ScopePoint>> values() {
            return lists.values();
        }

        @Override
        public Iterator<Map.Entry<Long, List<ScopePoint>>> iterator() {
            return lists.entrySet().iterator();
        }

        @Override
        public boolean isEmpty() {
            return lists.isEmpty();
        }

        @Override
        public void clear() {
            lists.clear();
        }
    }
}
