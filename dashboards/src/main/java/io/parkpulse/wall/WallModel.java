package io.parkpulse.wall;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.parkpulse.alerts.WorkCalendar;
import io.parkpulse.breakdown.Member;
import io.parkpulse.breakdown.Reasons;
import io.parkpulse.exact.Bound;
import io.parkpulse.index.Measure;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.EnterpriseReader;
import io.parkpulse.model.Method;
import io.parkpulse.model.Park;
import io.parkpulse.model.RegistryColumns;
import io.parkpulse.output.EnterpriseLine;
import io.parkpulse.roster.ScopeNames;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that the page shows, made of what a {@link WallFeed} gives: what a {@link ScopeHistory} keeps of each scope, and the
 * latest two days of each enterprise. Lines are shown as they were written; what is computed here are differences, exactly.
 */
final class WallModel implements WallSink {
    private static final Logger LOG = LoggerFactory.getLogger(WallModel.class);
    private static final int RESOLVED_ALERTS_KEPT = 100;
    /** What the past of a scope takes at steps of 5 minutes, when all of it is there. */
    private static final int PAST_BYTES = 300_000;
    /** The part of the heap that the pasts of parts of parks may take. */
    private static final int PART_OF_HEAP = 4;

    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final PublishedState facts;
    private final WorkCalendar calendar;
    /** Of how many parts of parks a past is kept: of the first that come. */
    private final int mostPasts;

    private int pasts;
    private final Run run = new Run();
    private final Map<String, ParkRow> parks = new HashMap<>();
    private final Map<String, Method> methods = new HashMap<>();
    private final Map<String, ScopeHistory> scopes = new HashMap<>();
    private final EnterpriseReader reader = new EnterpriseReader();
    private final Map<String, EnterpriseFile> enterprises = new TreeMap<>();
    private final Map<String, LocalDate> latestDays = new HashMap<>();
    /** The ladders computed, by scope, until something comes that may change them. */
    private final Map<String, ObjectNode> ladders = new HashMap<>();

    private final LinkedHashMap<String, Boolean> resolvedAlerts = new LinkedHashMap<>();
    private long unreadable;
    private boolean caughtUp;
    private String hindrance;

    WallModel(PublishedState facts, WorkCalendar calendar) {
        this(facts, calendar, (int)
                Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / PART_OF_HEAP / PAST_BYTES));
    }

    /** @param mostPasts of how many parts of parks more than the present is kept */
    WallModel(PublishedState facts, WorkCalendar calendar, int mostPasts) {
        this.facts = facts;
        this.calendar = calendar;
        this.mostPasts = mostPasts;
        publishStatus();
    }

    @Override
    public synchronized void put(WallTopic topic, String key, String value) {
        try {
            JsonNode line = value == null ? null : JSON.readTree(value);
            if (line != null && !line.isObject()) {
                throw new IllegalArgumentException("expected a JSON object");
            }
            if (topic != WallTopic.INDICES && topic != WallTopic.ALERTS) {
                ladders.clear();
            }
            switch (topic) {
                case INDICES -> putWindow(key, line, value);
                case DAILY -> putDay(key, line, value);
                case ENTERPRISES -> putEnterprise(key, line);
                case ALERTS -> putAlert(key, line, value);
                case REGISTRY -> putRow(key, line);
            }
        } catch (JsonProcessingException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
            unreadable++;
            if (unreadable == 1 || unreadable % 1000 == 0) {
                String reason = e instanceof JsonProcessingException bad ? bad.getOriginalMessage() : e.getMessage();
                LOG.warn(
                        "{} messages could not be read, this one of {} with key {}: {}",
                        unreadable,
                        topic.topic(),
                        key,
                        reason);
            }
            publishStatus();
        }
    }

    @Override
    public synchronized void caughtUp() {
        caughtUp = true;
        scopes.values().forEach(this::publishChanges);
        publishStatus();
    }

    @Override
    public synchronized void hindered(String why) {
        if (hindrance == null ? why != null : !hindrance.equals(why)) {
            hindrance = why;
            publishStatus();
        }
    }

    private void publishStatus() {
        ObjectNode status = JSON.createObjectNode();
        status.put("caught_up", caughtUp).put("unreadable", unreadable).put("hindrance", hindrance);
        facts.put(PublishedState.CITY, "status", status::toString);
    }

    // Windows and days.

    private void putWindow(String key, JsonNode line, String text) {
        if (line == null) {
            String scope = beforeBar(key);
            ScopeHistory history = scopes.get(scope);
            if (history != null) {
                history.remove(Instant.parse(key.substring(scope.length() + 1)).toEpochMilli());
            }
            return;
        }
        required(line, "local");
        required(line, "method");
        Figures figures = Figures.of(line);
        long end = Instant.parse(required(line, "end")).toEpochMilli();
        ScopeHistory history = scope(required(line, "scope"));
        run.window(end);
        if (history.put(end, figures, text)) {
            publishNow(history);
        }
    }

    private ScopeHistory scope(String name) {
        ScopeHistory history = scopes.get(name);
        if (history == null) {
            Scope scope = Scope.of(name);
            history = new ScopeHistory(scope, !scope.isPartOfPark() || hasRoomForPast());
            scopes.put(name, history);
        }
        return history;
    }

    private boolean hasRoomForPast() {
        if (pasts == mostPasts) {
            LOG.warn(
                    "the heap has no room for the past of more than {} parts of parks; of others only the present is shown",
                    mostPasts);
        }
        return pasts++ < mostPasts;
    }

    private void publishNow(ScopeHistory history) {
        if (history.latestLine() == null) {
            return;
        }
        Scope scope = history.scope();
        String line = history.latestLine();
        // Until all has been read every line would be compared with what is only half there.
        ObjectNode since = caughtUp && history.keepsPast() ? since(history) : null;
        facts.put(
                scope.room(),
                "now/" + scope.name(),
                () -> "{\"line\":" + line + (since == null ? "" : ",\"since\":" + since) + "}");
    }

    /** What changed, by what the present is compared with. */
    private ObjectNode since(ScopeHistory history) {
        ObjectNode since = JSON.createObjectNode();
        Method method = methods.get(history.latest().method());
        for (Comparison comparison : Comparison.values()) {
            since.set(comparison.id(), comparison.of(history, run, zone(history.scope()), calendar, method));
        }
        return since;
    }

    /** Publishes a scope anew of which other changes are known than before. */
    private void publishChanges(ScopeHistory history) {
        if (history.keepsPast()) {
            publishNow(history);
        }
    }

    private void putDay(String key, JsonNode line, String text) {
        if (line == null) {
            String scope = beforeBar(key);
            ScopeHistory history = scopes.get(scope);
            if (history != null) {
                history.remove(LocalDate.parse(key.substring(scope.length() + 1)));
                publishDay(history);
            }
            return;
        }
        Figures figures = Figures.of(line);
        ScopeHistory history = scope(required(line, "scope"));
        LocalDate day = LocalDate.parse(required(line, "day"));
        run.day(day);
        history.put(day, line, figures, text);
        publishDay(history);
        if (caughtUp) {
            publishChanges(history);
        }
    }

    private void publishDay(ScopeHistory history) {
        Scope scope = history.scope();
        if (history.days().isEmpty()) {
            facts.remove(scope.room(), "day/" + scope.name());
        } else {
            String line = history.days().lastEntry().getValue().raw();
            facts.put(scope.room(), "day/" + scope.name(), () -> line);
        }
    }

    private static String beforeBar(String key) {
        int bar = key.lastIndexOf('|');
        if (bar < 0) {
            throw new IllegalArgumentException("expected a key with |");
        }
        return key.substring(0, bar);
    }

    private static String required(JsonNode line, String name) {
        JsonNode value = line.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + ": expected a text");
        }
        return value.textValue();
    }

    // Alerts.

    private void putAlert(String key, JsonNode line, String text) {
        boolean firing = line != null && line.path("state").asText().equals("firing");
        resolvedAlerts.remove(key);
        if (line == null) {
            facts.remove(PublishedState.CITY, "alert/" + key);
            return;
        }
        facts.put(PublishedState.CITY, "alert/" + key, () -> text);
        if (!firing) {
            resolvedAlerts.put(key, true);
            if (resolvedAlerts.size() > RESOLVED_ALERTS_KEPT) {
                String oldest = resolvedAlerts.keySet().iterator().next();
                resolvedAlerts.remove(oldest);
                facts.remove(PublishedState.CITY, "alert/" + oldest);
            }
        }
    }

    // The registry.

    private void putRow(String key, JsonNode row) {
        String[] parts = key.split("/");
        if (parts.length < 2) {
            throw new IllegalArgumentException("expected a key such as park/ID");
        }
        String id = unescaped(parts[1]);
        switch (parts[0]) {
            case "park" -> putPark(id, row);
            case "method" -> putMethod(id, row);
            case "enterprise" -> putEnterpriseRow(id, parts.length < 3 ? "" : unescaped(parts[2]), row);
            case "grid" -> putGrid(id, row);
            case "meter" -> {
                // what meters there are shows in the lines
            }
            default ->
                throw new IllegalArgumentException("expected a key of a park, enterprise, meter, method or grid");
        }
    }

    /** In a key's parts a slash is written %2F and a percent sign %25. */
    private static String unescaped(String part) {
        return part.replace("%2F", "/").replace("%25", "%");
    }

    private void putPark(String id, JsonNode row) {
        if (row == null) {
            parks.remove(id);
            facts.remove(PublishedState.CITY, "park/" + id);
            return;
        }
        ParkRow known = parks.put(id, ParkRow.of(row));
        facts.put(PublishedState.CITY, "park/" + id, row::toString);
        ScopeHistory history = scopes.get(ScopeNames.ofPark(id));
        if (history != null && !parks.get(id).equals(known)) {
            publishNow(history); // the zone says what the same time yesterday was
        }
    }

    private void putGrid(String path, JsonNode row) {
        if (row == null) {
            facts.remove(PublishedState.CITY, "grid/" + path);
        } else {
            facts.put(PublishedState.CITY, "grid/" + path, row::toString);
        }
    }

    private void putMethod(String id, JsonNode row) {
        if (row == null) {
            methods.remove(id);
            facts.remove(PublishedState.CITY, "method/" + id);
            return;
        }
        Method method = MethodRow.of(id, row);
        facts.put(PublishedState.CITY, "method/" + id, () -> MethodRow.published(row, method));
        if (!method.equals(methods.put(id, method))) {
            for (ScopeHistory history : scopes.values()) {
                if (history.latestLine() != null && history.latest().method().equals(id)) {
                    publishChanges(history);
                }
            }
        }
    }

    private void putEnterpriseRow(String id, String validFrom, JsonNode row) {
        if (row == null) {
            EnterpriseFile file = enterprises.get(id);
            if (file != null) {
                file.removeRow(validFrom);
            }
            return;
        }
        String park = required(row, "park_id");
        enterprises
                .computeIfAbsent(id, it -> new EnterpriseFile())
                .put(
                        validFrom,
                        new EnterpriseFile.Row(
                                park,
                                name(row),
                                row.path("tiers").asText("").intern(),
                                row.path("industry").asText("").intern(),
                                row.path("site_kind").asText("").intern(),
                                row.path("grid").asText("").intern(),
                                row.path("priority").asText("").intern(),
                                row.path("evidence").asText("").intern(),
                                row.path("valid_to").asText(""),
                                facts(id, row, park)));
        facts.put(park, "enterprises/" + park, () -> "{}");
    }

    private Enterprise facts(String id, JsonNode row, String park) {
        ParkRow of = parks.get(park);
        try {
            return EnterpriseCells.read(reader, id, row, of == null ? Park.USUAL_ZONE : of.zone());
        } catch (IllegalArgumentException e) {
            LOG.debug("the row of enterprise {} is not explained: {}", id, e.getMessage());
            return null;
        }
    }

    /** As the page gets it: the name alone, or with those by language. */
    private static JsonNode name(JsonNode row) {
        String name = row.path("name").asText("");
        ObjectNode byLanguage = JSON.createObjectNode();
        for (String column : RegistryColumns.NAMES) {
            String own = row.path(column).asText("");
            if (!own.isBlank()) {
                byLanguage.put(column, own);
            }
        }
        return byLanguage.isEmpty() ? TextNode.valueOf(name) : byLanguage.put("name", name);
    }

    private void putEnterprise(String key, JsonNode line) {
        int bar = key.indexOf('|'); // a day has none, an id may
        if (bar < 0) {
            throw new IllegalArgumentException("expected a key with |");
        }
        LocalDate date = LocalDate.parse(key.substring(0, bar));
        String id = key.substring(bar + 1);
        if (line == null) {
            EnterpriseFile file = enterprises.get(id);
            if (file != null) {
                file.remove(date);
            }
            return;
        }
        EnterpriseLine day = enterpriseDay(line);
        enterprises.computeIfAbsent(id, it -> new EnterpriseFile()).put(day);
        latestDays.merge(day.park(), date, (one, other) -> one.isAfter(other) ? one : other);
        facts.put(day.park(), "enterprises/" + day.park(), () -> "{}");
    }

    private static EnterpriseLine enterpriseDay(JsonNode line) {
        try (JsonParser json = line.traverse()) {
            json.nextToken();
            return EnterpriseLine.read(json, day -> true);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    // What is asked for.

    private ZoneId zone(Scope scope) {
        ParkRow park = parks.get(scope.park());
        return park == null ? Park.USUAL_ZONE : park.zone();
    }

    /** The last 24 hours and the closed days of a measure of a scope; null for a scope that there is not. */
    synchronized ObjectNode trend(String name, Measure measure) {
        ScopeHistory history = scopes.get(name);
        if (history == null) {
            return null;
        }
        ObjectNode trend = JSON.createObjectNode();
        trend.put("scope", name)
                .put("measure", measure.id())
                .put("zone", zone(history.scope()).getId());
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
        Method method = methods.get(figures.method());
        if (method != null && figures.isThin(method)) {
            point.add(figures.rates().get(Measure.COVERAGE).printed());
        }
    }

    /** The enterprises of a park on its latest day, those of the registry included of which that day says nothing. */
    synchronized ObjectNode enterprises(String park) {
        LocalDate latest = latestDays.get(park);
        ObjectNode answer = JSON.createObjectNode();
        answer.put("park", park).put("day", latest == null ? null : latest.toString());
        Method method = parks.containsKey(park) ? methods.get(parks.get(park).method()) : null;
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
        ArrayNode cells = JSON.createArrayNode();
        cells.add(id);
        cells.add(row == null ? TextNode.valueOf("") : row.name());
        cells.add(row == null ? "" : row.tiers());
        cells.add(row == null ? "" : row.industry());
        cells.add(row == null ? "" : row.site());
        cells.add(row == null ? "" : row.grid());
        cells.add(row == null ? "" : row.priority());
        cells.add(state(row, day, method));
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
            Member member = day.hasUtilisation() ? member(file, day) : null;
            cells.add(member != null && member.isCapped());
        }
        return cells;
    }

    private static String text(LocalDate date) {
        return date == null ? null : date.toString();
    }

    /**
     * {@code at_work}, {@code silent}, {@code unknown} (too little of the day covered to say), {@code idle}, or {@code
     * no_line} (the day says nothing of it).
     */
    private static String state(EnterpriseFile.Row row, EnterpriseLine day, Method method) {
        if (day == null) {
            return "no_line";
        }
        if (day.atWork()) {
            return "at_work";
        }
        if (day.metered() && day.coveredMs() == 0) {
            return "silent";
        }
        boolean byEnergy = row == null || !row.evidence().equals("PRESENCE");
        return byEnergy && method != null && isThin(day, method) ? "unknown" : "idle";
    }

    /** Whether its meters cover less of the day than the method's gate asks for. */
    private static boolean isThin(EnterpriseLine day, Method method) {
        return day.metered() && Bound.of(method.coverageGate(), 1).compare(day.coveredMs(), day.windowMs()) < 0;
    }

    /**
     * What an enterprise counted with on a day, with the row and the method by which it was computed; null where one of them is
     * not known, or where they do not come to what the line says.
     */
    private Member member(EnterpriseFile file, EnterpriseLine day) {
        ParkRow park = day == null ? null : parks.get(day.park());
        Method method = park == null ? null : methods.get(park.method());
        if (method == null) {
            return null;
        }
        long from = startOf(day.day(), park);
        Enterprise facts = file.factsAt(day.park(), from + day.windowMs() - 1);
        if (facts == null) {
            return null;
        }
        Member member = new Member(day, facts, method, startOf(day.day().plusDays(1), park) - from);
        return member.isConsistent() ? member : null;
    }

    private static long startOf(LocalDate date, ParkRow park) {
        return date.atStartOfDay(park.zone()).toInstant().toEpochMilli();
    }

    /** Why an enterprise counts on its latest day as it does; null for one of which no day is known. */
    synchronized ObjectNode enterprise(String id, Reasons reasons) {
        EnterpriseFile file = enterprises.get(id);
        if (file == null || file.latestDay() == null) {
            return null;
        }
        EnterpriseLine day = file.on(file.latestDay());
        ParkRow park = parks.get(day.park());
        ObjectNode answer = JSON.createObjectNode();
        EnterpriseFile.Row row = file.rowIn(day.park());
        answer.put("id", id).set("name", row == null ? TextNode.valueOf("") : row.name());
        answer.put("park", day.park()).put("day", day.day().toString());
        answer.put("method", park == null ? null : park.method());
        answer.put("state", state(row, day, park == null ? null : methods.get(park.method())));
        EnterpriseExplanation.observed(day, answer);
        Member member = member(file, day);
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
    synchronized ObjectNode ladder(String name) {
        return ladders.computeIfAbsent(name, this::moves);
    }

    private ObjectNode moves(String name) {
        ScopeHistory history = scopes.get(name);
        if (history == null) {
            return null;
        }
        ObjectNode answer = JSON.createObjectNode().put("scope", name);
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
        for (EnterpriseFile file : enterprises.values()) {
            Member today = memberOf(scope, file, latest);
            Member dayBefore = memberOf(scope, file, before);
            missing[0] -= today == null ? 0 : 1;
            missing[1] -= dayBefore == null ? 0 : 1;
            moves.add(today == null ? null : today.sums(), dayBefore == null ? null : dayBefore.sums());
        }
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
        return park.isEmpty() ? history.days().lastKey() : latestDays.get(park);
    }

    /** An enterprise on a day if it counts in a scope; null if not, or if that is not known. */
    private Member memberOf(Scope scope, EnterpriseFile file, LocalDate date) {
        EnterpriseLine day = file.on(date);
        ParkRow park = day == null ? null : parks.get(day.park());
        EnterpriseFile.Row row = park == null ? null : file.rowIn(day.park());
        return row != null && scope.holds(row, park) ? member(file, day) : null;
    }

    /**
     * Who made how much of a change of a scope's latest day against the day before; null for a scope without days, or of a
     * park without any of enterprises.
     */
    synchronized ObjectNode contributions(String name, Measure measure, int top) {
        ScopeHistory history = scopes.get(name);
        LocalDate latest = history == null ? null : latestDay(history);
        if (latest == null) {
            return null;
        }
        Scope scope = history.scope();
        ScopeHistory.Day now = history.days().get(latest);
        ScopeHistory.Day then = history.days().get(latest.minusDays(1));
        Method method = now == null ? null : methods.get(now.figures().method());
        List<Contributions.Member> members = new ArrayList<>();
        enterprises.forEach((id, file) -> {
            Contributions.Counted today = counted(file, latest, scope, method);
            Contributions.Counted before = counted(file, latest.minusDays(1), scope, method);
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

    /**
     * An enterprise on a day, if it counted in a scope: by the method of its own park.
     *
     * @param usual the scope's method, where its park's is not known
     */
    private Contributions.Counted counted(EnterpriseFile file, LocalDate date, Scope scope, Method usual) {
        EnterpriseLine day = file.on(date);
        if (day == null || usual == null) {
            return null;
        }
        ParkRow park = parks.get(day.park());
        Method method = park == null ? usual : methods.getOrDefault(park.method(), usual);
        EnterpriseFile.Row row = file.rowIn(day.park());
        boolean counts = scope.name().equals(ScopeNames.ofPark(day.park()))
                || park != null && row != null && scope.holds(row, park);
        return counts ? new Contributions.Counted(day, method.output(), isThin(day, method)) : null;
    }
}
