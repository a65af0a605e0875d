package io.parkpulse.alerts;

import io.parkpulse.alerts.AlertBook.Watch;
import io.parkpulse.alerts.Hysteresis.Signal;
import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.exact.Bound;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Printing;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.index.ScopeFigures.Rate;
import io.parkpulse.model.Meter;
import io.parkpulse.model.Method;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Holds figures against rules. Knows what is, not what was before. */
final class RuleEvaluator {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Fraction FULL = Fraction.of(100, 1);

    private final Rules rules;
    private final Scoreboard board;
    private final Declarations declarations;
    private final List<Watch> watches;
    private final WatchState[] states;
    private final long quickestMeterMillis;
    /** What the classes have in common at this step, by measure, class and gate. */
    private final Map<List<Object>, Peers> peers = new HashMap<>();

    private final Map<BigDecimal, Bound> bounds = new HashMap<>();
    private long now;

    /** How long the two conditions of a rule must hold to go on and off. */
    record Delays(long firstOn, long firstOff, long secondOn, long secondOff) {}

    RuleEvaluator(
            Rules rules,
            Scoreboard board,
            Declarations declarations,
            List<Watch> watches,
            WatchState[] states,
            List<Meter> meters) {
        this.rules = rules;
        this.board = board;
        this.declarations = declarations;
        this.watches = watches;
        this.states = states;
        this.quickestMeterMillis = meters.stream()
                .flatMap(meter -> meter.rows().stream())
                .mapToLong(row -> row.register().everyMillis())
                .min()
                .orElse(0);
    }

    static boolean isDaily(Watch watch) {
        return watch.rule().kind() == Kind.STAGNANT || watch.rule().kind() == Kind.DROPPING;
    }

    static Delays delays(Watch watch) {
        Policy policy = watch.policy();
        if (isDaily(watch)) {
            return new Delays(0, 0, 0, 0);
        }
        long on = policy.millis(Parameter.FIRE_AFTER);
        long off = policy.millis(Parameter.CLEAR_AFTER);
        return switch (watch.rule().kind()) {
            case STALE -> new Delays(on, off, policy.millis(Parameter.STAFF_AFTER), off);
            case OUTAGE -> new Delays(on, off, 0, off);
            default -> new Delays(on, off, on, off);
        };
    }

    void newStep(long end) {
        now = end;
        peers.clear();
    }

    /** Takes note of what a scope has, though it is too early to judge it. */
    void listen(Watch watch) {
        ScopeFigures figures = board.figures(watch.number());
        if (watch.rule().kind() == Kind.STALE && figures != null && figures.rate(Measure.STAFF_RETURN) != null) {
            states[watch.index()].staffHeard = true;
        }
    }

    /** What a rule that judges steps finds now. */
    Evaluation step(Watch watch, long end) {
        ScopeFigures figures = board.figures(watch.number());
        if (figures == null) {
            return Evaluation.MISSING;
        }
        return switch (watch.rule().kind()) {
            case LAGGING_PEERS -> laggingPeers(watch, figures);
            case DECLARED_GAP -> declaredGap(watch, figures, end);
            case STALE -> stale(watch, figures);
            default -> lagging(watch, figures);
        };
    }

    private Evaluation lagging(Watch watch, ScopeFigures figures) {
        Policy policy = watch.policy();
        Fraction value = value(watch, figures);
        if (value == null) {
            return Evaluation.MISSING;
        }
        BigDecimal warning = policy.decimal(Parameter.WARNING_BELOW);
        BigDecimal critical = policy.decimal(Parameter.CRITICAL_BELOW);
        BigDecimal clear = policy.decimal(Parameter.WARNING_CLEAR);
        Signal grave = critical.equals(Policy.NONE)
                ? Signal.HIGH
                : Evaluation.signal(
                        value, Fraction.of(critical), Fraction.of(policy.decimal(Parameter.CRITICAL_CLEAR)));
        BigDecimal bound = grave == Signal.LOW ? critical : warning;
        Measure measure = policy.measure();
        return new Evaluation(
                Evaluation.signal(value, Fraction.of(warning), Fraction.of(clear)),
                grave,
                WatchedValue.rate(measure, figures),
                () -> WatchedValue.printed(measure, figures, watch.scope().method()),
                Fraction.of(bound),
                () -> Map.of(
                        "threshold",
                        WatchedValue.printed(measure, bound),
                        "clear",
                        WatchedValue.printed(measure, clear)));
    }

    private Evaluation laggingPeers(Watch watch, ScopeFigures figures) {
        Policy policy = watch.policy();
        Fraction value = value(watch, figures);
        int parkClass = board.classOf(watch.number());
        if (value == null || parkClass == 0) {
            return Evaluation.MISSING;
        }
        Peers common = peers.computeIfAbsent(
                List.of(policy.measure(), parkClass, policy.decimal(Parameter.COVERAGE_GATE)),
                key -> peers(watch, parkClass));
        if (common.count() < policy.count(Parameter.LEAST_PEERS)) {
            return Evaluation.MISSING;
        }
        Fraction gap = common.mad().times(policy.decimal(Parameter.DEVIATIONS));
        Fraction least = Fraction.of(policy.decimal(Parameter.LEAST_GAP));
        Fraction bound = common.median().minus(gap.compareTo(least) >= 0 ? gap : least);
        Method method = watch.scope().method();
        Measure measure = policy.measure();
        return new Evaluation(
                Evaluation.signal(value, bound, bound.plus(Fraction.of(policy.decimal(Parameter.CLEAR_MARGIN)))),
                Signal.HIGH,
                WatchedValue.rate(measure, figures),
                () -> WatchedValue.printed(measure, figures, method),
                bound,
                () -> Map.of(
                        "threshold", WatchedValue.printed(measure, bound, method),
                        "median", WatchedValue.printed(measure, common.median(), method),
                        "mad", WatchedValue.printed(measure, common.mad(), method),
                        "peers", Integer.toString(common.count())));
    }

    private Peers peers(Watch watch, int parkClass) {
        List<Fraction> values = new ArrayList<>();
        for (int park : board.parksOf(parkClass)) {
            Fraction value =
                    AlertBook.isNotDue(board.parkOf(park), now) ? null : value(watch.policy(), board.figures(park));
            if (value != null) {
                values.add(value);
            }
        }
        return values.isEmpty() ? new Peers(null, null, 0) : Peers.of(values);
    }

    private Evaluation stale(Watch watch, ScopeFigures figures) {
        Policy policy = watch.policy();
        WatchState state = states[watch.index()];
        BigDecimal gate = policy.decimal(Parameter.COVERAGE_BELOW);
        Rate coverage = figures.rate(Measure.COVERAGE);
        boolean low = coverage != null
                && bounds.computeIfAbsent(gate, share -> Bound.of(share, 1)).compare(coverage.n(), coverage.d()) < 0;
        boolean heard = figures.rate(Measure.STAFF_RETURN) != null;
        state.staffHeard |= heard;
        boolean quiet = state.staffHeard && !heard;
        Measure measure = Measure.COVERAGE;
        return new Evaluation(
                low ? Signal.LOW : Signal.HIGH,
                quiet ? Signal.LOW : Signal.HIGH,
                coverage,
                () -> WatchedValue.printed(measure, figures, watch.scope().method()),
                Fraction.of(gate).times(HUNDRED),
                () -> Map.of(
                        "stream",
                        low || !quiet ? "@stream.power" : "@stream.staff",
                        "threshold",
                        WatchedValue.printed(measure, gate.multiply(HUNDRED))));
    }

    private Evaluation declaredGap(Watch watch, ScopeFigures figures, long end) {
        Policy policy = watch.policy();
        Method method = watch.scope().method();
        Fraction value = value(watch, figures);
        Fraction declared = !board.isPark(watch.number())
                ? null
                : declarations.of(
                        watch.scope().park().id(),
                        end,
                        policy.millis(Parameter.VALID_FOR),
                        figures.count(Measure.ENTERPRISES),
                        method.scopeGate());
        if (value == null || declared == null) {
            return Evaluation.MISSING;
        }
        Fraction points = Fraction.of(policy.decimal(Parameter.POINTS));
        Fraction gap = declared.minus(value);
        Fraction distance = new Fraction(gap.n().abs(), gap.d());
        Measure measure = policy.measure();
        return new Evaluation(
                apart(distance, points, policy.decimal(Parameter.CLEAR_MARGIN)),
                Signal.HIGH,
                WatchedValue.rate(measure, figures),
                () -> WatchedValue.printed(measure, figures, method),
                gap.n().signum() >= 0 ? declared.minus(points) : declared.plus(points),
                () -> Map.of(
                        "declared", WatchedValue.printed(measure, declared, method),
                        "points", "@" + Catalogue.differenceKey(measure),
                        "n", policy.decimal(Parameter.POINTS).toPlainString()));
    }

    /** Whether a distance is too large (more than the points), small enough again, or between. */
    private static Signal apart(Fraction distance, Fraction points, BigDecimal margin) {
        if (distance.compareTo(points) > 0) {
            return Signal.LOW;
        }
        return distance.compareTo(points.minus(Fraction.of(margin))) <= 0 ? Signal.HIGH : Signal.BETWEEN;
    }

    /** Whether most parks lack data at once, or nothing comes in. */
    Evaluation outage(Watch watch, long end, long heard) {
        Policy policy = watch.policy();
        int lacking = board.withoutData();
        int metered = board.metered();
        BigDecimal share = policy.decimal(Parameter.SHARE);
        boolean most = lacking >= policy.count(Parameter.LEAST_PARKS)
                && Bound.of(share, 1).compare(lacking, metered) >= 0;
        // Of meters something comes in day and night, but not more often than they are read.
        long quiet = Math.max(policy.millis(Parameter.INPUT_AFTER), 2 * quickestMeterMillis);
        boolean silent = metered > 0 && end - heard >= quiet;
        Method method = watch.scope().method();
        return new Evaluation(
                most ? Signal.LOW : Signal.HIGH,
                silent ? Signal.LOW : Signal.HIGH,
                metered == 0 ? null : new Rate(lacking, metered),
                () -> metered == 0 ? Printing.UNKNOWN : Printing.rate(lacking, metered, method),
                Fraction.of(share).times(HUNDRED),
                () -> Map.of("heard", AlertTexts.local(heard, watch.scope().zone(), end)));
    }

    /** The measure's value in percent; null if it is unknown or too little is known of the scope. */
    Fraction value(Watch watch) {
        return value(watch, board.figures(watch.number()));
    }

    private Fraction value(Watch watch, ScopeFigures figures) {
        return value(watch.policy(), figures);
    }

    private Fraction value(Policy policy, ScopeFigures figures) {
        if (figures == null) {
            return null;
        }
        Rate coverage = figures.rate(Measure.COVERAGE);
        BigDecimal gate = policy.decimal(Parameter.COVERAGE_GATE);
        boolean covered = coverage == null
                || bounds.computeIfAbsent(gate, share -> Bound.of(share, 1)).compare(coverage.n(), coverage.d()) >= 0;
        return covered ? WatchedValue.of(policy.measure(), figures) : null;
    }

    /** What a rule that judges closed days finds on this day. */
    Evaluation day(Watch watch, long day) {
        WatchState state = states[watch.index()];
        Fraction value = state.days.get(day);
        ScopeFigures figures = board.figures(watch.number());
        if (value == null || figures == null) {
            return Evaluation.MISSING;
        }
        return watch.rule().kind() == Kind.STAGNANT
                ? stagnant(watch, day, value, figures)
                : dropping(watch, day, value, figures);
    }

    private Evaluation stagnant(Watch watch, long day, Fraction value, ScopeFigures figures) {
        Policy policy = watch.policy();
        Method method = watch.scope().method();
        Measure measure = policy.measure();
        int days = policy.count(Parameter.DAYS);
        Fraction then = states[watch.index()].days.get(day - days);
        int parkClass = board.classOf(watch.number());
        List<Fraction> peersThen = new ArrayList<>();
        List<Fraction> peersNow = new ArrayList<>();
        for (Watch other : watches) {
            if (other.rule() == watch.rule() && parkClass > 0 && board.classOf(other.number()) == parkClass) {
                Fraction before = states[other.index()].days.get(day - days);
                Fraction after = states[other.index()].days.get(day);
                if (before != null && after != null) {
                    peersThen.add(before);
                    peersNow.add(after);
                }
            }
        }
        if (then == null || peersNow.size() < policy.count(Parameter.LEAST_PEERS)) {
            return Evaluation.MISSING;
        }
        Fraction medianThen = Peers.median(peersThen);
        Fraction medianNow = Peers.median(peersNow);
        boolean full = measure != Measure.RESUMPTION_INDEX && value.compareTo(FULL) >= 0;
        Fraction risen = then.plus(Fraction.of(policy.decimal(Parameter.CLEAR_MARGIN)));
        Signal signal = Signal.BETWEEN;
        if (full || value.compareTo(then) > 0 && value.compareTo(risen) >= 0) {
            signal = Signal.HIGH;
        } else if (value.compareTo(then) <= 0 && medianNow.compareTo(medianThen) > 0) {
            signal = Signal.LOW;
        }
        return new Evaluation(
                signal,
                Signal.HIGH,
                WatchedValue.rate(measure, figures),
                () -> WatchedValue.printed(measure, figures, method),
                then,
                () -> Map.of(
                        "days", Integer.toString(days),
                        "then", WatchedValue.printed(measure, then, method),
                        "median_then", WatchedValue.printed(measure, medianThen, method),
                        "median", WatchedValue.printed(measure, medianNow, method)));
    }

    private Evaluation dropping(Watch watch, long day, Fraction value, ScopeFigures figures) {
        Policy policy = watch.policy();
        WatchState state = states[watch.index()];
        boolean firing = state.active != null;
        if (!firing) {
            Long before = comparable(state, day, policy.compare());
            state.reference = before == null ? null : state.days.get(before);
            state.referenceDay = before == null ? 0 : before;
        }
        if (state.reference == null
                || firing && policy.compare() != ComparableDay.DAY_BEFORE && !sameKind(day, state.referenceDay)) {
            return Evaluation.MISSING;
        }
        Fraction points = Fraction.of(policy.decimal(Parameter.POINTS));
        Signal signal = apart(state.reference.minus(value), points, policy.decimal(Parameter.CLEAR_MARGIN));
        if (firing && day - state.firedDay >= policy.count(Parameter.KEEP_DAYS)) {
            signal = Signal.HIGH;
        }
        if (!firing && signal == Signal.LOW) {
            state.firedDay = day;
        }
        Fraction reference = state.reference;
        LocalDate referenceDay = LocalDate.ofEpochDay(state.referenceDay);
        Measure measure = policy.measure();
        Method method = watch.scope().method();
        return new Evaluation(
                signal,
                Signal.HIGH,
                WatchedValue.rate(measure, figures),
                () -> WatchedValue.printed(measure, figures, method),
                reference.minus(points),
                () -> Map.of(
                        "reference", WatchedValue.printed(measure, reference, method),
                        "reference_day", referenceDay.toString(),
                        "compared", "@compared." + policy.compare().id(),
                        "points", "@" + Catalogue.differenceKey(measure),
                        "n", policy.decimal(Parameter.POINTS).toPlainString()));
    }

    private Long comparable(WatchState state, long day, ComparableDay compare) {
        OptionalInt back =
                compare.daysBack(days -> state.days.containsKey(day - days), days -> sameKind(day, day - days));
        return back.isEmpty() ? null : Long.valueOf(day - back.getAsInt());
    }

    private boolean sameKind(long day, long other) {
        return rules.calendar().areAlike(LocalDate.ofEpochDay(day), LocalDate.ofEpochDay(other));
    }
}
