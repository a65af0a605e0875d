package io.parkpulse.alerts;

import io.parkpulse.alerts.AlertBook.Watch;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Printing;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.index.ScopeFigures.Rate;
import io.parkpulse.model.Names;
import io.parkpulse.roster.Roster;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** Makes alerts: what is told of a rule and a scope at an instant, in numbers and in words. Decides nothing. */
final class AlertMessages {
    private final Map<String, Names> grids;

    /** @param grids names of the registry by path of a grid or region */
    AlertMessages(Map<String, Names> grids) {
        this.grids = grids;
    }

    /**
     * An alert with the figures of this time.
     *
     * @param since when what the rule looks for began, epoch milliseconds
     * @param at end of the step that it tells of, epoch milliseconds
     * @param figures of the scope; null if there are none yet
     */
    Alert of(
            Watch watch,
            Alert.Change change,
            Severity severity,
            long since,
            long at,
            Evaluation evaluation,
            ScopeFigures figures) {
        Rule rule = watch.rule();
        Roster.Scope scope = watch.scope();
        Rate coverage = figures == null ? null : figures.rate(Measure.COVERAGE);
        Rate rate = evaluation.rate();
        String printed = evaluation.printed().get();
        String printedCoverage =
                coverage == null ? Printing.UNKNOWN : Printing.rate(coverage.n(), coverage.d(), scope.method());
        String measure = rule.kind() == Kind.OUTAGE
                ? "parks_without_data"
                : watch.policy().measure().id();
        Map<String, String> words = new HashMap<>(evaluation.words().get());
        words.put("measure", "@measure." + measure);
        words.put("printed", printed);
        words.putIfAbsent("parts", parts(measure, rate));
        putTimes(words, since, at, scope.zone());
        words.put("coverage", printedCoverage);
        words.put("method", scope.method().id());
        words.put("rule", rule.id());
        return new Alert(
                Alert.idOf(rule.id(), scope.name(), since),
                rule.id(),
                scope.name(),
                scope.region(),
                change,
                severity,
                since,
                at,
                measure,
                rate == null ? null : rate.n(),
                rate == null ? null : rate.d(),
                printed,
                evaluation.threshold() == null ? 0 : evaluation.threshold().toDouble(),
                coverage == null ? 0 : coverage.n(),
                coverage == null ? 0 : coverage.d(),
                printedCoverage,
                scope.method().id(),
                AlertTexts.of(sentence(rule.kind(), change, evaluation), change, scope, grids, words));
    }

    private static String sentence(Kind kind, Alert.Change change, Evaluation evaluation) {
        if (change == Alert.Change.RESOLVED) {
            return kind.id() + ".resolved";
        }
        boolean holds = evaluation.first() == Hysteresis.Signal.LOW || evaluation.second() == Hysteresis.Signal.LOW;
        return holds ? kind.id() + ".firing" : "recovering";
    }

    /**
     * That an alert is over because its rule does not apply to its scope any more: with the figures that were told last.
     *
     * @param scope null for one that is no longer in the registry
     * @param at when that is found, epoch milliseconds
     */
    Alert withdrawn(Alert active, Roster.Scope scope, long at) {
        Map<String, String> words = new HashMap<>();
        words.put("scope", active.scope());
        words.put("rule", active.rule());
        words.put("printed", active.printed());
        words.put("parts", parts(active.measure(), active.n() == null ? null : new Rate(active.n(), active.d())));
        putTimes(words, active.since(), at, scope == null ? Roster.COUNTRY_ZONE : scope.zone());
        words.put("coverage", active.coverage());
        words.put("method", active.method());
        return new Alert(
                active.id(),
                active.rule(),
                active.scope(),
                scope == null ? "" : scope.region(),
                Alert.Change.RESOLVED,
                active.severity(),
                active.since(),
                at,
                active.measure(),
                active.n(),
                active.d(),
                active.printed(),
                active.threshold(),
                active.coverageN(),
                active.coverageD(),
                active.coverage(),
                active.method(),
                AlertTexts.of("withdrawn", Alert.Change.RESOLVED, scope, grids, words));
    }

    private static String parts(String measure, Rate rate) {
        return rate == null ? "@no_parts" : WatchedValue.parts(measure, rate);
    }

    private static void putTimes(Map<String, String> words, long since, long at, ZoneId zone) {
        words.put("since", AlertTexts.local(since, zone, at));
        words.put("at", AlertTexts.local(at, zone));
    }
}
