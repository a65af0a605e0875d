package io.parkpulse.people;

import io.parkpulse.energy.StepSeries;
import io.parkpulse.model.Turn;
import io.parkpulse.model.VarInt;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongUnaryOperator;

/**
 * What the gates of one enterprise counted that count who passes: by step, and over all gates, who came in less who went
 * out. So it takes as much room for a thousand gates as for one.
 */
final class Passages {
    private final long stepMillis;
    private final StepSeries byStep;
    private final List<Inside> inside;

    /**
     * A turn that lies inside a step and not at its begin.
     *
     * @param fromTurn of the steps in which the turn lies, what came from it on
     */
    private record Inside(Turn turn, StepSeries fromTurn) {}

    Passages(long stepMillis, Turns turns) {
        this(stepMillis, turns, new StepSeries(), Map.of());
    }

    /** @param fromTurn by time of day, in the order of the turns: those of two zones may be at the same time of day */
    private Passages(long stepMillis, Turns turns, StepSeries byStep, Map<Long, Queue<StepSeries>> fromTurn) {
        this.stepMillis = stepMillis;
        this.byStep = byStep;
        // Local days begin at a step, so the time of day says whether a turn lies inside one.
        this.inside = turns.rows().stream()
                .map(Turns.Since::turn)
                .distinct()
                .filter(turn -> millisOfDay(turn) % stepMillis != 0)
                .map(turn -> new Inside(turn, next(fromTurn.get(millisOfDay(turn)))))
                .toList();
    }

    private static StepSeries next(Queue<StepSeries> read) {
        return read == null || read.isEmpty() ? new StepSeries() : read.remove();
    }

    private static long millisOfDay(Turn turn) {
        return turn.time().toSecondOfDay() * 1000L;
    }

    /** Adds who came in less who went out. */
    void add(long at, long persons) {
        long step = Math.floorDiv(at, stepMillis);
        byStep.add(step, persons);
        for (Inside one : inside) {
            if (one.turn.before(at + 1) >= step * stepMillis) {
                one.fromTurn.add(step, persons);
            }
        }
    }

    /** Who is inside at the end of a step, by what passed since the latest turn before it; at least 0. */
    long headcount(long end, Turn turn) {
        long latest = turn.before(end);
        long step = Math.floorDiv(latest, stepMillis);
        return Math.max(0, ofStepOf(latest, turn) + byStep.sum(step + 1, end / stepMillis));
    }

    /** What came in the step of a turn, from the turn on. */
    private long ofStepOf(long instant, Turn turn) {
        long step = Math.floorDiv(instant, stepMillis);
        if (step * stepMillis == instant) {
            return byStep.get(step);
        }
        for (Inside one : inside) {
            if (one.turn.equals(turn)) {
                return one.fromTurn.get(step);
            }
        }
        throw new IllegalStateException(turn + " is none of this enterprise");
    }

    /**
     * The greatest headcount at any step's end in (from, to], of what passed from {@code from} on.
     *
     * @param others who is inside besides, at a step's end; asked for each, in order of time
     */
    long greatest(long from, long to, Turn turn, LongUnaryOperator others) {
        long most = 0;
        long since = 0;
        long next = turn.from(from);
        for (long end = from + stepMillis; end <= to; end += stepMillis) {
            if (next < end) {
                since = ofStepOf(next, turn);
                next = turn.from(next + 1);
            } else {
                since += byStep.get(end / stepMillis - 1);
            }
            most = Math.max(most, Math.max(0, since) + others.applyAsLong(end));
        }
        return most;
    }

    /** Where the first step from an instant on begins in which anything counts; {@link Long#MAX_VALUE} if in none. */
    long nextFrom(long instant) {
        long next = byStep.nextFrom(instant / stepMillis);
        for (Inside one : inside) {
            next = Math.min(next, one.fromTurn.nextFrom(instant / stepMillis));
        }
        return next == Long.MAX_VALUE ? next : next * stepMillis;
    }

    /** Forgets the steps before an instant. */
    void forgetBefore(long instant) {
        byStep.dropBefore(instant / stepMillis);
        inside.forEach(one -> one.fromTurn.dropBefore(instant / stepMillis));
    }

    void write(DataOutput out) throws IOException {
        byStep.write(out);
        VarInt.write(inside.size(), out);
        for (Inside one : inside) {
            VarInt.write(millisOfDay(one.turn), out);
            one.fromTurn.write(out);
        }
    }

    /** Reads what was written. */
    static Passages read(long stepMillis, Turns turns, DataInput in) throws IOException {
        StepSeries byStep = StepSeries.read(in);
        Map<Long, Queue<StepSeries>> fromTurn = new HashMap<>();
        for (long left = VarInt.read(in); left > 0; left--) {
            fromTurn.computeIfAbsent(VarInt.read(in), time -> new ArrayDeque<>())
                    .add(StepSeries.read(in));
        }
        return new Passages(stepMillis, turns, byStep, fromTurn);
    }
}
