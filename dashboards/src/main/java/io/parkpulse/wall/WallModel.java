package io.parkpulse.wall;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parkpulse.alerts.WorkCalendar;
import io.parkpulse.model.Method;
import io.parkpulse.output.EnterpriseLine;
import io.parkpulse.roster.ScopeNames;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that the page shows, made of what a {@link WallFeed} gives: what a {@link ScopeHistory} keeps of each scope, and the
 * latest two days of each enterprise. Lines are shown as they were written; what is computed here are differences, exactly.
 */
final class WallModel implements WallSink {
    private static final Logger LOG = LoggerFactory.getLogger(WallModel.class);
    private static final int RESOLVED_ALERTS_KEPT = 100;

    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final PublishedState facts;
    private final WorkCalendar calendar;
    private final Run run = new Run();
    private final KnownRegistry registry = new KnownRegistry();
    private final EnterpriseFiles enterprises = new EnterpriseFiles(registry);
    private final ScopeHistories histories;
    private final WallAnswers answers;

    private final LinkedHashMap<String, Boolean> resolvedAlerts = new LinkedHashMap<>();
    private long unreadable;
    private boolean caughtUp;
    private String hindrance;

    WallModel(PublishedState facts, WorkCalendar calendar) {
        this(facts, calendar, ScopeHistories.roomForPasts());
    }

    /** @param mostPasts of how many parts of parks more than the present is kept */
    WallModel(PublishedState facts, WorkCalendar calendar, int mostPasts) {
        this.facts = facts;
        this.calendar = calendar;
        this.histories = new ScopeHistories(mostPasts);
        this.answers = new WallAnswers(registry, histories, enterprises, calendar);
        publishStatus();
    }

    /** Asks while nothing comes in. What is answered is not changed afterwards. */
    synchronized ObjectNode ask(Function<WallAnswers, ObjectNode> question) {
        return question.apply(answers);
    }

    @Override
    public synchronized void put(WallTopic topic, String key, String value) {
        try {
            JsonNode line = value == null ? null : JSON.readTree(value);
            if (line != null && !line.isObject()) {
                throw new IllegalArgumentException("expected a JSON object");
            }
            if (topic != WallTopic.INDICES && topic != WallTopic.ALERTS) {
                answers.forgetLadders();
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
        histories.all().forEach(this::publishChanges);
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
            ScopeHistory history = histories.known(scope);
            if (history != null) {
                history.remove(Instant.parse(key.substring(scope.length() + 1)).toEpochMilli());
            }
            return;
        }
        required(line, "local");
        required(line, "method");
        Figures figures = Figures.of(line);
        long end = Instant.parse(required(line, "end")).toEpochMilli();
        ScopeHistory history = histories.of(required(line, "scope"));
        run.window(end);
        if (history.put(end, figures, text)) {
            publishNow(history);
        }
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
        Method method = registry.method(history.latest().method());
        ZoneId zone = registry.zoneOf(history.scope().park());
        for (Comparison comparison : Comparison.values()) {
            since.set(comparison.id(), comparison.of(history, run, zone, calendar, method));
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
            ScopeHistory history = histories.known(scope);
            if (history != null) {
                history.remove(LocalDate.parse(key.substring(scope.length() + 1)));
                publishDay(history);
            }
            return;
        }
        Figures figures = Figures.of(line);
        ScopeHistory history = histories.of(required(line, "scope"));
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
            registry.removePark(id);
            facts.remove(PublishedState.CITY, "park/" + id);
            return;
        }
        boolean isNew = registry.put(id, ParkRow.of(row));
        facts.put(PublishedState.CITY, "park/" + id, row::toString);
        ScopeHistory history = histories.known(ScopeNames.ofPark(id));
        if (history != null && isNew) {
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
            registry.removeMethod(id);
            facts.remove(PublishedState.CITY, "method/" + id);
            return;
        }
        Method method = MethodRow.of(id, row);
        facts.put(PublishedState.CITY, "method/" + id, () -> MethodRow.published(row, method));
        if (registry.put(id, method)) {
            for (ScopeHistory history : histories.all()) {
                if (history.latestLine() != null && history.latest().method().equals(id)) {
                    publishChanges(history);
                }
            }
        }
    }

    private void putEnterpriseRow(String id, String validFrom, JsonNode row) {
        if (row == null) {
            enterprises.removeRow(id, validFrom);
            return;
        }
        String park = required(row, "park_id");
        enterprises.put(id, validFrom, park, row);
        facts.put(park, "enterprises/" + park, () -> "{}");
    }

    private void putEnterprise(String key, JsonNode line) {
        int bar = key.indexOf('|'); // a day has none, an id may
        if (bar < 0) {
            throw new IllegalArgumentException("expected a key with |");
        }
        LocalDate date = LocalDate.parse(key.substring(0, bar));
        String id = key.substring(bar + 1);
        if (line == null) {
            enterprises.remove(id, date);
            return;
        }
        EnterpriseLine day = enterpriseDay(line);
        enterprises.put(id, day);
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
}
