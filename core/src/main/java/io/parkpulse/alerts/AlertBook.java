package io.parkpulse.alerts;

import io.parkpulse.index.Fraction;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.model.Ids;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.roster.Roster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the figures of scopes, step by step, into alerts. It has no clock: time is the ends of the steps it is given, so
 * a replay raises what the live job raised.
 *
 * <p>An alert is emitted once when it begins, when it becomes critical or ceases to be, once in each {@code update_every}
 * with the figures of that time, and when it is over. What is missing never begins and never ends one.
 *
 * <p>A rule judges a window only if it lies wholly behind the first step that the book was given: before, the figures of
 * the trailing 24 hours are low because the run is young.
 */
public final class AlertBook {
    private static final int VERSION = 1;
    private static final long WINDOW_MILLIS = 24L * 3_600_000;
    private static final long NONE = Hysteresis.NONE;
    /** How long values of days are kept: as far back as a rule may look. */
    private static final int DAYS_KEPT = 61;

    private final Roster roster;
    private final Rules rules;
    private final long stepMillis;
    private final List<Watch> watches = new ArrayList<>();
    private final WatchState[] states;
    private final Map<Integer, List<Watch>> watchesOfScope = new HashMap<>();
    private final RuleEvaluator evaluator;
    private final Declarations declarations;
    private final Scoreboard board;
    /** Watches to look at though nothing changed: time alone may bring something. */
    private final BitSet awake = new BitSet();
    /** Firing alerts of rules and scopes that there are no longer. */
    private final List<Alert> orphans = new ArrayList<>();

    private final ClosedDays days;
    private final AlertMessages messages;

    private long begin = NONE;
    private long last = NONE;
    private long heard = NONE;
    private boolean outage;

    /**
     * A rule and a scope that it watches.
     *
     * @param index its place among all
     */
    record Watch(int index, Rule rule, Policy policy, int number, Roster.Scope scope) {}

    /**
     * A book in which nothing has happened yet.
     *
     * @param rules what to watch
     * @param roster the scopes there are
     * @param stepMillis distance of the steps it will be given
     */
    public AlertBook(Rules rules, Roster roster, long stepMillis) {
        this.rules = rules;
        this.roster = roster;
        this.stepMillis = stepMillis;
        for (Rule rule : rules.rules()) {
            for (int number = 0; number < roster.scopes().size(); number++) {
                Roster.Scope scope = roster.scopes().get(number);
                Policy policy = rule.of(scope);
                if (policy != null) {
                    Watch watch = new Watch(watches.size(), rule, policy, number, scope);
                    watches.add(watch);
                    watchesOfScope
                            .computeIfAbsent(number, key -> new ArrayList<>())
                            .add(watch);
                }
            }
        }
        this.states = new WatchState[watches.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = new WatchState();
        }
        awake.set(0, states.length);
        this.declarations = new Declarations(roster);
        this.board = new Scoreboard(roster, rules);
        this.messages = new AlertMessages(roster.registry().grids());
        this.days = new ClosedDays(
                watches.stream()
                        .filter(RuleEvaluator::isDaily)
                        .map(watch -> watch.scope().zone())
                        .toList(),
                stepMillis);
        this.evaluator = new RuleEvaluator(
                rules, board, declarations, watches, states, roster.registry().meters());
    }

    /**
     * The book that was written as these bytes. What it remembers of scopes and rules that there are no longer is let go;
     * alerts of theirs that were firing are resolved with the next step.
     *
     * @param bytes of {@link #toBytes}
     * @throws IllegalArgumentException if they are of another version
     */
    public static AlertBook of(Rules rules, Roster roster, long stepMillis, byte[] bytes) {
        AlertBook book = new AlertBook(rules, roster, stepMillis);
        try {
            book.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new IllegalArgumentException("the state of the alerts is cut off", e);
        }
        return book;
    }

    /** Whether a rule needs the points of this scope. */
    public boolean watches(int scope) {
        return watchesOfScope.containsKey(scope) || board.needs(scope);
    }

    /** Whether the park's batch may not open yet at the end of this step, or not for the whole window before it. */
    static boolean isNotDue(Park park, long end) {
        return park != null
                && park.opensOn() != null
                && end - WINDOW_MILLIS
                        < park.opensOn().atStartOfDay(park.zone()).toInstant().toEpochMilli();
    }

    /** The parks that raise no lag alert at the end of this step because their batch is not due yet (分批复工), by id. */
    public static List<String> notDue(Registry registry, long end) {
        return registry.parks().stream()
                .filter(park -> isNotDue(park, end))
                .map(Park::id)
                .toList();
    }

    /** Takes a declaration; to be given before the first step that ends after it. */
    public void declared(Declaration declaration) {
        declarations.add(declaration);
        for (Watch watch : watches) {
            if (watch.rule().kind() == Kind.DECLARED_GAP) {
                awake.set(watch.index());
            }
        }
    }

    /**
     * Takes the end of a step. A scope that is not among the points has the figures it had.
     *
     * @param end of the step, epoch milliseconds, after the ends of all steps before
     * @param heardAt time of the latest record before that end
     * @param points of scopes whose sums differ from the step before, at most one of each; others are ignored
     * @return what is to be emitted, sorted by id
     */
    public List<Alert> step(long end, long heardAt, List<ScopePoint> points) {
        if (last != NONE && end <= last) {
            throw new IllegalArgumentException(
                    Instant.ofEpochMilli(end) + " is not after " + Instant.ofEpochMilli(last));
        }
        List<Alert> alerts = new ArrayList<>();
        heard = Math.max(heard, heardAt);
        if (begin == NONE) {
            begin = end - stepMillis;
        }
        for (ClosedDays.Day day : days.closeBefore(end, last)) {
            close(day, end, alerts);
        }
        BitSet due = apply(points);
        last = end;
        withdraw(alerts);
        judgeOutage(alerts);
        judgeSteps(due, alerts);
        for (ClosedDays.Day day : days.closeAt(end)) {
            close(day, end, alerts);
        }
        alerts.sort(Comparator.comparing(Alert::id, Ids.BY_CODE_POINT));
        return alerts;
    }

    private BitSet apply(List<ScopePoint> points) {
        BitSet due = (BitSet) awake.clone();
        Set<Integer> classes = new HashSet<>();
        for (ScopePoint point : points) {
            board.put(point);
            watchesOfScope.getOrDefault(point.scope(), List.of()).forEach(watch -> due.set(watch.index()));
            classes.add(board.classOf(point.scope()));
        }
        for (Watch watch : watches) {
            if (watch.rule().kind() == Kind.LAGGING_PEERS && classes.contains(board.classOf(watch.number()))) {
                due.set(watch.index());
            }
        }
        return due;
    }

    private boolean isRipe(long end) {
        return end - WINDOW_MILLIS >= begin;
    }

    private boolean isJudged(Watch watch, long from, long to) {
        return watch.policy().onDays() == JudgedDays.ALL
                || rules.calendar().isWorkTime(from, to, watch.scope().zone());
    }

    private void judgeOutage(List<Alert> alerts) {
        outage = false;
        for (Watch watch : watches) {
            if (watch.rule().kind() == Kind.OUTAGE && isRipe(last)) {
                take(watch, evaluator.outage(watch, last, heard), last, alerts);
                outage = states[watch.index()].active != null;
            }
        }
    }

    private void judgeSteps(BitSet due, List<Alert> alerts) {
        evaluator.newStep(last);
        for (int index = due.nextSetBit(0); index >= 0; index = due.nextSetBit(index + 1)) {
            Watch watch = watches.get(index);
            Kind kind = watch.rule().kind();
            if (kind == Kind.OUTAGE || kind == Kind.STAGNANT || kind == Kind.DROPPING) {
                awake.clear(index);
                continue;
            }
            if (!isRipe(last)) {
                evaluator.listen(watch);
                continue;
            }
            if (kind.isLag() && isNotDue(watch.scope().park(), last)) {
                withdraw(watch, alerts);
                continue;
            }
            boolean waits = outage || !isJudged(watch, last - WINDOW_MILLIS, last);
            Evaluation evaluation = waits ? Evaluation.MISSING : evaluator.step(watch, last);
            WatchState state = states[index];
            take(watch, evaluation, last, alerts);
            awake.set(
                    index,
                    waits
                            || state.active != null
                            || state.first.isUnderWay()
                            || state.second.isUnderWay()
                            || kind == Kind.DECLARED_GAP && !declarations.isEmpty());
        }
    }

    /** Lets a rule's memory of a scope take what it finds now. */
    private void take(Watch watch, Evaluation evaluation, long end, List<Alert> alerts) {
        WatchState state = states[watch.index()];
        RuleEvaluator.Delays delays = RuleEvaluator.delays(watch);
        boolean firstTurned = state.first.take(end, evaluation.first(), delays.firstOn(), delays.firstOff());
        long since = firstTurned ? state.first.since() : Long.MAX_VALUE;
        boolean secondTurned = state.second.take(end, evaluation.second(), delays.secondOn(), delays.secondOff());
        if (secondTurned) {
            since = Math.min(since, state.second.since());
        }
        if (firstTurned) {
            state.first.breakOff();
        }
        if (secondTurned) {
            state.second.breakOff();
        }
        boolean isLevel = watch.rule().kind() == Kind.LAGGING;
        boolean on = state.first.isOn() || !isLevel && state.second.isOn();
        Severity severity = isLevel
                ? state.second.isOn() ? Severity.CRITICAL : Severity.WARNING
                : watch.policy().severity();
        Alert active = state.active;
        if (active == null) {
            if (on) {
                emit(watch, Alert.Change.FIRED, severity, since, end, evaluation, alerts);
            }
        } else if (!on) {
            emit(watch, Alert.Change.RESOLVED, active.severity(), active.since(), end, evaluation, alerts);
            state.clear();
        } else if (severity != active.severity()) {
            boolean graver = severity == Severity.CRITICAL;
            emit(
                    watch,
                    graver ? Alert.Change.ESCALATED : Alert.Change.EASED,
                    severity,
                    active.since(),
                    end,
                    evaluation,
                    alerts);
        } else if (evaluation != Evaluation.MISSING
                && evaluation.first() != Hysteresis.Signal.MISSING
                && end - active.at() >= watch.policy().millis(Parameter.UPDATE_EVERY)) {
            emit(watch, Alert.Change.UPDATED, severity, active.since(), end, evaluation, alerts);
        }
    }

    private void emit(
            Watch watch,
            Alert.Change change,
            Severity severity,
            long since,
            long at,
            Evaluation evaluation,
            List<Alert> alerts) {
        ScopeFigures figures = board.figures(watch.number());
        Alert alert = messages.of(watch, change, severity, since, at, evaluation, figures);
        states[watch.index()].active = alert;
        alerts.add(alert);
    }

    /** Ends an alert whose rule does not apply to its scope any more. */
    private void withdraw(Watch watch, List<Alert> alerts) {
        WatchState state = states[watch.index()];
        if (state.active != null) {
            alerts.add(messages.withdrawn(state.active, watch.scope(), last));
        }
        state.clear();
        awake.set(watch.index());
    }

    private void withdraw(List<Alert> alerts) {
        for (Alert orphan : orphans) {
            Roster.Scope scope = roster.scopes().stream()
                    .filter(each -> each.name().equals(orphan.scope()))
                    .findFirst()
                    .orElse(null);
            alerts.add(messages.withdrawn(orphan, scope, last));
        }
        orphans.clear();
    }

    private void close(ClosedDays.Day day, long end, List<Alert> alerts) {
        if (day.to() - WINDOW_MILLIS < begin) {
            return;
        }
        List<Watch> ofZone = new ArrayList<>();
        for (Watch watch : watches) {
            if (RuleEvaluator.isDaily(watch) && watch.scope().zone().equals(day.zone())) {
                ofZone.add(watch);
                WatchState state = states[watch.index()];
                Fraction value = outage || isNotDue(watch.scope().park(), day.to()) ? null : evaluator.value(watch);
                if (value == null) {
                    state.days.remove(day.number());
                } else {
                    state.days.put(day.number(), value);
                }
                state.days.headMap(day.number() - DAYS_KEPT).clear();
            }
        }
        for (Watch watch : ofZone) {
            if (isNotDue(watch.scope().park(), day.to())) {
                withdraw(watch, alerts);
            } else {
                boolean waits = outage || !isJudged(watch, day.from(), day.to());
                take(watch, waits ? Evaluation.MISSING : evaluator.day(watch, day.number()), end, alerts);
            }
        }
    }

    /** The book in a versioned binary form, from which {@link #of} makes it again. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(begin);
            out.writeLong(last);
            out.writeLong(heard);
            days.write(out);
            board.write(out);
            declarations.write(out);
            List<Watch> kept = watches.stream()
                    .filter(watch -> !states[watch.index()].isFresh())
                    .toList();
            out.writeInt(kept.size() + orphans.size());
            for (Watch watch : kept) {
                out.writeUTF(watch.rule().id());
                out.writeUTF(watch.scope().name());
                states[watch.index()].write(out);
            }
            for (Alert orphan : orphans) {
                out.writeUTF(orphan.rule());
                out.writeUTF(orphan.scope());
                WatchState state = new WatchState();
                state.active = orphan;
                state.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private void read(DataInputStream in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "the state of the alerts has version " + version + "; this program reads " + VERSION);
        }
        begin = in.readLong();
        last = in.readLong();
        heard = in.readLong();
        days.read(in);
        board.read(in);
        declarations.read(in);
        Map<String, Watch> byKey = new HashMap<>();
        watches.forEach(
                watch -> byKey.put(watch.rule().id() + "|" + watch.scope().name(), watch));
        for (int left = in.readInt(); left > 0; left--) {
            String key = in.readUTF() + "|" + in.readUTF();
            WatchState state = WatchState.read(in);
            Watch watch = byKey.get(key);
            if (watch != null) {
                states[watch.index()] = state;
            } else if (state.active != null) {
                orphans.add(state.active);
            }
        }
    }
}
