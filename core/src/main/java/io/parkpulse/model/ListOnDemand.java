package io.parkpulse.model;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * An immutable list whose elements are made each time they are asked for: of a third of a million meters, that takes less
 * memory than having them.
 */
public final class ListOnDemand<T> extends AbstractList<T> implements RandomAccess {
    private final int size;
    private final IntFunction<T> element;

    /** @param element makes equal elements of the same place, whenever it is asked */
    public ListOnDemand(int size, IntFunction<T> element) {
        this.size = size;
        this.element = element;
    }

    @Override
    public T get(int place) {
        return element.apply(Objects.checkIndex(place, size));
    }

    @Override
    public int size() {
        return size;
    }
}
