package io.parkpulse.wall;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.parkpulse.alerts.WorkCalendar;
import io.parkpulse.breakdown.Member;
import io.parkpulse.breakdown.Reasons;
import io.parkpulse.index.Measure;
import io.parkpulse.model.Method;
import io.parkpulse.output.EnterpriseLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers what a viewer asks for besides what is published to all: a trend, the enterprises of a park and why one of them
 * counts as it does, who moved on the ladder, and who made a change. To be asked through {@link WallModel#ask}.
 */
final class WallAnswers {
    private final KnownRegistry registry;
    private final ScopeHistories histories;
    private final EnterpriseFiles enterprises;
    private final WorkCalendar calendar;
    /** The ladders computed, by scope, until something comes that may change them. */
    private final Map<String, ObjectNode> ladders = new HashMap<>();

    WallAnswers(KnownRegistry registry, ScopeHistories histories, EnterpriseFiles enterprises, WorkCalendar calendar) {
        this.registry = registry;
        this.histories = histories;
        this.enterprises = enterprises;
        this.calendar = calendar;
    }

    /** Computes ladders anew: something came that may change them. */
    void forgetLadders() {
        ladders.clear();
    }

    /** The last 24 hours and the closed days of a measure of a scope; null for a scope that there is not. */
    ObjectNode trend(String name, Measure measure) {
        ScopeHistory history = histories.known(name);
        if (history == null) {
            return null;
        }
        ObjectNode trend = WallModel.JSON.createObjectNode();
        trend.put("scope", name)
                .put("measure", measure.id())
                .put("zone", registry.zoneOf(history.scope().park()).getId());
        ArrayNode points = trend.putArray("points");
        history.windows().forEach((end, figures) -> point(points.addArray().add(end), figures, measure));
        ArrayNode days = trend.putArray("days");
        history.days()
                .forEach((date, day) -> point(
                        days.addArray().add(date.toString()).add(day.status()).add(day.revision()),
                        day.figures(),
                        measure));
        return trend;
    }

    /** Adds value and what is printed, null where they are not known, and the coverage where it is under the gate. */
    private void point(ArrayNode point, Figures figures, Measure measure) {
        switch (measure.kind()) {
            case RATE -> {
                Figures.Rate rate = figures.rates().get(measure);
                point.add(rate == null ? null : (Double) rate.percent()).add(rate == null ? null : rate.printed());
            }
            case INDEX -> {
                Figures.Index index = figures.index();
                point.add(index == null ? null : (Double) index.value()).add(index == null ? null : index.printed());
            }
            case COUNT -> {
                Long count = figures.counts().get(measure);
                point.add(count).add(count == null ? null : count.toString());
            }
        }
        Method method = registry.method(figures.method());
        if (method != null && figures.isThin(method)) {
            point.add(figures.rates().get(Measure.COVERAGE).printed());
        }
    }

    /** The enterprises of a park on its latest day, those of the registry included of which that day says nothing. */
    ObjectNode enterprises(String park) {
        LocalDate latest = enterprises.latestDay(park);
        ObjectNode answer = WallModel.JSON.createObjectNode();
        answer.put("park", park).put("day", latest == null ? null : latest.toString());
        Method method = registry.methodOf(park);
        ArrayNode list = answer.putArray("enterprises");
        enterprises.forEach((id, file) -> {
            EnterpriseLine day = latest == null ? null : file.on(latest);
            boolean counted = day != null && day.park().equals(park);
            EnterpriseFile.Row here = file.rowIn(park);
            boolean expected = day == null && file.latestRow() != null && file.latestRow() == here;
            if (counted || expected) {
                list.add(row(id, file, here, counted ? day : null, method));
            }
        });
        return answer;
    }

    private ArrayNode row(String id, EnterpriseFile file, EnterpriseFile.Row row, EnterpriseLine day, Method method) {
        ArrayNode cells = WallModel.JSON.createArrayNode();
        cells.add(id);
        cells.add(row == null ? TextNode.valueOf("") : row.name());
        cells.add(row == null ? "" : row.tiers());
        cells.add(row == null ? "" : row.industry());
        cells.add(row == null ? "" : row.site());
        cells.add(row == null ? "" : row.grid());
        cells.add(row == null ? "" : row.priority());
        cells.add(EnterpriseState.of(row, day, method).id());
        cells.add(text(file.heard()));
        cells.add(text(file.atWork()));
        if (day != null) {
            cells.add(day.metered() ? (Long) day.coveredMs() : null);
            cells.add(day.windowMs());
            cells.add(day.metered() ? (Long) day.energyWh() : null);
            cells.add(day.metered() ? (Long) day.baselineWh() : null);
            cells.add(day.returned());
            cells.add(day.staffRegistered());
            cells.add(day.online());
            Member member = day.hasUtilisation() ? enterprises.member(file, day) : null;
            cells.add(member != null && member.isCapped());
        }
        return cells;
    }

    private static String text(LocalDate date) {
        return date == null ? null : date.toString();
    }

    /** Why an enterprise counts on its latest day as it does; null for one of which no day is known. */
    ObjectNode enterprise(String id, Reasons reasons) {
        EnterpriseFile file = enterprises.of(id);
        if (file == null || file.latestDay() == null) {
            return null;
        }
        EnterpriseLine day = file.on(file.latestDay());
        ParkRow park = registry.park(day.park());
        ObjectNode answer = WallModel.JSON.createObjectNode();
        EnterpriseFile.Row row = file.rowIn(day.park());
        answer.put("id", id).set("name", row == null ? TextNode.valueOf("") : row.name());
        answer.put("park", day.park()).put("day", day.day().toString());
        answer.put("method", park == null ? null : park.method());
        answer.put(
                "state",
                EnterpriseState.of(row, day, registry.methodOf(day.park())).id());
        EnterpriseExplanation.observed(day, answer);
        Member member = enterprises.member(file, day);
        if (member == null) {
            return answer.put("why", "other_registry");
        }
        answer.put("provisional", day.windowMs() < member.dayMs());
        answer.put("capped", member.isCapped());
        EnterpriseExplanation.counts(member, reasons, answer);
        return answer;
    }

    /**
     * How many enterprises moved on which rung of the ladder, on a scope's latest day against the day before; null for a scope
     * that there is not.
     */
    ObjectNode ladder(String name) {
        return ladders.computeIfAbsent(name, this::moves);
    }

    private ObjectNode moves(String name) {
        ScopeHistory history = histories.known(name);
        if (history == null) {
            return null;
        }
        ObjectNode answer = WallModel.JSON.createObjectNode().put("scope", name);
        LocalDate latest = latestDay(history);
        if (latest == null) {
            return answer.put("why", "no_line_now");
        }
        LocalDate before = latest.minusDays(1);
        answer.put("day", latest.toString());
        ScopeHistory.Day now = history.days().get(latest);
        ScopeHistory.Day then = history.days().get(before);
        if (now == null || then == null) {
            return answer.put("why", now == null ? "no_line_now" : "no_line_then");
        }
        Scope scope = history.scope();
        LadderMoves moves = new LadderMoves();
        long[] missing = {
            now.figures().counts().getOrDefault(Measure.ENTERPRISES, 0L),
            then.figures().counts().getOrDefault(Measure.ENTERPRISES, 0L)
        };
        enterprises.forEach((id, file) -> {
            Member today = enterprises.memberOf(scope, file, latest);
            Member dayBefore = enterprises.memberOf(scope, file, before);
            missing[0] -= today == null ? 0 : 1;
            missing[1] -= dayBefore == null ? 0 : 1;
            moves.add(today == null ? null : today.sums(), dayBefore == null ? null : dayBefore.sums());
        });
        if (missing[0] != 0 || missing[1] != 0) {
            return answer.put("why", "incomplete");
        }
        moves.into(answer);
        return answer;
    }

    private LocalDate latestDay(ScopeHistory history) {
        if (history.days().isEmpty()) {
            return null;
        }
        String park = history.scope().park();
        return park.isEmpty() ? history.days().lastKey() : enterprises.latestDay(park);
    }

    /**
     * Who made how much of a change of a scope's latest day against the day before; null for a scope without days, or of a
     * park without any of enterprises.
     */
    ObjectNode contributions(String name, Measure measure, int top) {
        ScopeHistory history = histories.known(name);
        LocalDate latest = history == null ? null : latestDay(history);
        if (latest == null) {
            return null;
        }
        Scope scope = history.scope();
        ScopeHistory.Day now = history.days().get(latest);
        ScopeHistory.Day then = history.days().get(latest.minusDays(1));
        Method method = now == null ? null : registry.method(now.figures().method());
        List<Contributions.Member> members = new ArrayList<>();
        enterprises.forEach((id, file) -> {
            Contributions.Counted today = enterprises.counted(file, latest, scope, method);
            Contributions.Counted before = enterprises.counted(file, latest.minusDays(1), scope, method);
            if (today != null || before != null) {
                EnterpriseFile.Row row =
                        file.rowIn((today == null ? before : today).day().park());
                members.add(
                        new Contributions.Member(id, row == null ? TextNode.valueOf("") : row.name(), today, before));
            }
        });
        return Contributions.of(
                measure,
                latest,
                now == null ? null : now.figures(),
                then == null ? null : then.figures(),
                method,
                members,
                top,
                calendar.areAlike(latest, latest.minusDays(1)));
    }
}
