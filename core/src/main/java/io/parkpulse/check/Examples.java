package io.parkpulse.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Counts cases and keeps a few of them: the first one of each sort, and further ones where there are few sorts. */
final class Examples {
    private static final int MOST_SORTS = 5;
    private static final int FEWEST = 3;

    private final Map<Object, Example> bySort = new LinkedHashMap<>();
    private final List<Example> others = new ArrayList<>();
    private long count;

    /**
     * A case.
     *
     * @param sort cases of one sort are alike
     * @param example is only asked if it is kept
     */
    void add(Object sort, Supplier<Example> example) {
        count++;
        if (bySort.size() < MOST_SORTS && !bySort.containsKey(sort)) {
            bySort.put(sort, example.get());
        } else if (others.size() < FEWEST) {
            others.add(example.get());
        }
    }

    /** A case like all others. */
    void add(Supplier<Example> example) {
        add("", example);
    }

    long count() {
        return count;
    }

    List<Example> list() {
        List<Example> all = new ArrayList<>(bySort.values());
        others.stream().limit(Math.max(0, FEWEST - all.size())).forEach(all::add);
        return all;
    }
}
