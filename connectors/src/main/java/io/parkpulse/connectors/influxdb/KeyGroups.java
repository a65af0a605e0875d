package io.parkpulse.connectors.influxdb;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** To which of Flink's key groups an element belongs, by the key by which it came to this task. */
final class KeyGroups<T> {
    /** Of no key group. */
    static final int NONE = -1;

    private final KeySelector<T, ?> key;
    private final KeyGroupRange here;
    private final int all;

    /**
     * Those of a task.
     *
     * @param key by which the stream is distributed; null if it is by {@link SeriesOf}
     */
    KeyGroups(KeySelector<T, ?> key, TaskInfo task) {
        this.key = key;
        this.all = task.getMaxNumberOfParallelSubtasks();
        this.here = KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                all, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
    }

    /**
     * The key group of an element; {@link #NONE} if the stream is distributed by series.
     *
     * @throws IllegalStateException if the element is of another task
     */
    int of(T element) throws Exception {
        return key == null ? NONE : ofKey(key.getKey(element));
    }

    /** The key group of an element of a stream that is distributed by the series of this, its first line. */
    int of(InfluxLine first) {
        return ofKey(first.series());
    }

    private int ofKey(Object its) {
        int group = KeyGroupRangeAssignment.assignToKeyGroup(its, all);
        if (!here.contains(group)) {
            throw new IllegalStateException(
                    "An element with the key \"" + its + "\" came to a task that has other keys: the stream"
                            + " is not distributed by it. Give alreadyKeyed the key of the stream's own keyBy, or leave it away");
        }
        return group;
    }
}
