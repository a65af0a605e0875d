package io.parkpulse.live;

import io.parkpulse.index.Sum;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the figures of one scope are computed from, and what of it its state has not yet. */
final class ScopeFigures {
    /** Behind the sums of a day: how often it was emitted. */
    private static final int TIMES_EMITTED = Sum.COUNT;
    /** Behind the sums of a day: 1 if they have changed since. */
    private static final int CHANGED = Sum.COUNT + 1;

    /** Of windows that are still emitted and of later ones, by their end. */
    private final NavigableMap<Long, long[]> changes = new TreeMap<>();
    /** By date: sums, {@link #TIMES_EMITTED}, {@link #CHANGED}. */
    private final NavigableMap<Long, long[]> days = new TreeMap<>();

    private final Set<Long> changedWindows = new TreeSet<>();
    private final Set<Long> changedDays = new TreeSet<>();

    private long[] settled;
    private long lastSettled;
    private Long lastEmitted;
    private Long changedFrom;
    private boolean changed;

    /**
     * @param settled sums of the window that ends at {@code lastSettled}
     * @param lastSettled end of the last window that is emitted no more
     * @param lastEmitted end of the last window that was emitted at all; null for none
     * @param changedFrom the first end whose window has changed since it was emitted; null for none
     */
    ScopeFigures(long[] settled, long lastSettled, Long lastEmitted, Long changedFrom) {
        this.settled = settled;
        this.lastSettled = lastSettled;
        this.lastEmitted = lastEmitted;
        this.changedFrom = changedFrom;
    }

    /** A scope that has nothing up to there. */
    static ScopeFigures from(long lastSettled) {
        ScopeFigures begun = new ScopeFigures(new long[Sum.COUNT], lastSettled, null, null);
        begun.changed = true;
        return begun;
    }

    /** The state has a change of a window. */
    void readWindow(long end, long[] sums) {
        changes.put(end, Sum.ofState(sums).clone());
    }

    /** The state has a day: behind its sums, however many there are, how often it was emitted and whether it has changed. */
    void readDay(long epochDay, long[] kept) {
        int sums = kept.length - (CHANGED + 1 - Sum.COUNT);
        long[] day = Arrays.copyOf(Sum.ofState(Arrays.copyOf(kept, sums)), CHANGED + 1);
        System.arraycopy(kept, sums, day, TIMES_EMITTED, kept.length - sums);
        days.put(epochDay, day);
    }

    /** The windows that end there and later change by as much. */
    void add(long end, long[] amounts) {
        Sum.add(amounts, changes.computeIfAbsent(end, none -> new long[Sum.COUNT]));
        changedWindows.add(end);
        if (changedFrom == null || end < changedFrom) {
            changedFrom = end;
        }
        changed = true;
    }

    /** A day changes by as much. */
    void addToDay(long epochDay, long[] amounts) {
        long[] day = days.computeIfAbsent(epochDay, none -> new long[CHANGED + 1]);
        Sum.add(amounts, day);
        day[CHANGED] = 1;
        changedDays.add(epochDay);
    }

    /** The window that ends there is emitted no more. */
    void settle(long end, long[] sums) {
        settled = sums.clone();
        lastSettled = end;
        if (changes.remove(end) != null) {
            changedWindows.add(end);
        }
        changed = true;
    }

    /** All windows up to there have been emitted as they are. */
    void emitted(long end) {
        lastEmitted = end;
        changedFrom = changes.higherKey(end);
        changed = true;
    }

    /** A day was emitted as it is. */
    void emittedDay(long epochDay) {
        days.get(epochDay)[TIMES_EMITTED]++;
        takenDay(epochDay);
    }

    /** A day has been looked at as it is. */
    void takenDay(long epochDay) {
        days.get(epochDay)[CHANGED] = 0;
        changedDays.add(epochDay);
    }

    /** A day can change no more. */
    void forgetDay(long epochDay) {
        days.remove(epochDay);
        changedDays.add(epochDay);
    }

    long[] settled() {
        return settled;
    }

    long lastSettled() {
        return lastSettled;
    }

    /** End of the last window that was emitted at all; null for none. */
    Long lastEmitted() {
        return lastEmitted;
    }

    /** The first end whose window has changed since it was emitted; null for none. */
    Long changedFrom() {
        return changedFrom;
    }

    /** By how much the window that ends there differs from the one before; null for not at all. */
    long[] change(long end) {
        return changes.get(end);
    }

    /** The dates that there is something of, ascending, as they are now. */
    List<Long> dates() {
        return List.copyOf(days.keySet());
    }

    boolean dayHasChanged(long epochDay) {
        return days.get(epochDay)[CHANGED] != 0;
    }

    long timesEmitted(long epochDay) {
        return days.get(epochDay)[TIMES_EMITTED];
    }

    long[] sumsOfDay(long epochDay) {
        return Arrays.copyOf(days.get(epochDay), Sum.COUNT);
    }

    /** Whether its state has not all of it. */
    boolean hasChanged() {
        return changed || !changedWindows.isEmpty() || !changedDays.isEmpty();
    }

    /** Writes to the state of its scope what that has not yet. */
    void persist(FigureState state) throws Exception {
        if (changed) {
            state.settled(settled.clone(), lastSettled);
            state.emitted(lastEmitted, changedFrom);
            changed = false;
        }
        for (long end : changedWindows) {
            state.window(end, copy(changes.get(end)));
        }
        changedWindows.clear();
        for (long epochDay : changedDays) {
            state.day(epochDay, copy(days.get(epochDay)));
        }
        changedDays.clear();
    }

    /** The state is written while this goes on, so it gets what nobody changes. */
    private static long[] copy(long[] sums) {
        return sums == null ? null : sums.clone();
    }
}
