package io.parkpulse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.alerts.AlertBook;
import io.parkpulse.message.Message;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.output.ReplayFiles;
import io.parkpulse.roster.Roster;
import io.parkpulse.roster.ScopeNames;
import io.parkpulse.text.Columns;
import io.parkpulse.text.TextTable;
import io.parkpulse.text.TextTable.Align;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The alerts that a replay raised, as tables. Read back from its files, so that there is one truth. */
final class AlertHistory {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final Duration FLAP = Duration.ofHours(24);
    private static final int SHOWN = 10;
    private static final int WIDEST = 156;

    private final CliTexts texts;
    private final Registry registry;
    private final Map<String, ZoneId> zones = new HashMap<>();
    private final Map<String, Life> lives = new LinkedHashMap<>();
    private Instant first;
    private Instant last;

    /** An alert from its first message to its last. */
    private static final class Life {
        final JsonNode begin;
        JsonNode latest;
        String gravest;

        Life(JsonNode begin) {
            this.begin = begin;
            this.latest = begin;
            this.gravest = begin.path("severity").asText();
        }

        void add(JsonNode message) {
            latest = message;
            if (message.path("severity").asText().equals("critical")) {
                gravest = "critical";
            }
        }

        boolean over() {
            return latest.path("state").asText().equals("resolved");
        }

        String rule() {
            return begin.path("rule").asText();
        }

        String scope() {
            return begin.path("scope").asText();
        }

        Instant fired() {
            return Instant.parse(begin.path("at").asText());
        }

        Duration toFire() {
            return Duration.between(Instant.parse(begin.path("since").asText()), fired());
        }

        Instant end() {
            return Instant.parse(latest.path("at").asText());
        }
    }

    private AlertHistory(CliTexts texts, Registry registry) {
        this.texts = texts;
        this.registry = registry;
        for (Park park : registry.parks()) {
            zones.put(ScopeNames.ofPark(park.id()), park.zone());
        }
    }

    /**
     * The alerts of a replay; empty if it wrote none of these files.
     *
     * @param texts in what language to say it
     * @param files what it wrote
     * @param registry the one of the replay
     */
    static Optional<AlertHistory> read(CliTexts texts, Path files, Registry registry) throws IOException {
        Path alerts = files.resolve(ReplayFiles.ALERTS);
        if (!Files.exists(alerts)) {
            return Optional.empty();
        }
        AlertHistory history = new AlertHistory(texts, registry);
        ObjectMapper json = new ObjectMapper();
        try (var lines = Files.lines(alerts, StandardCharsets.UTF_8)) {
            for (String line : (Iterable<String>) lines::iterator) {
                JsonNode message = json.readTree(line);
                Life life = history.lives.get(message.path("id").asText());
                if (life == null) {
                    history.lives.put(message.path("id").asText(), new Life(message));
                } else {
                    life.add(message);
                }
            }
        }
        JsonNode run = json.readTree(files.resolve(ReplayFiles.RUN).toFile());
        if (run.path("first").isTextual()) {
            history.first = Instant.parse(run.path("first").asText());
            history.last = Instant.parse(run.path("last").asText());
        }
        return Optional.of(history);
    }

    /** What stands at the end, in a few lines; nothing if there is nothing to say. */
    List<String> summary() {
        List<String> lines = new ArrayList<>();
        List<Life> standing =
                lives.values().stream().filter(life -> !life.over()).toList();
        long over = lives.size() - standing.size();
        if (!lives.isEmpty()) {
            lines.add("");
            lines.add(texts.of("alerts.count", "firing", standing.size(), "resolved", over));
            standing.stream().limit(SHOWN).forEach(life -> lines.add("  " + sentence(life)));
            if (standing.size() > SHOWN) {
                lines.add("  " + texts.of("alerts.more", "n", standing.size() - SHOWN, "file", ReplayFiles.ALERTS));
            }
        }
        notDue().ifPresent(lines::add);
        return lines;
    }

    private String sentence(Life life) {
        return Columns.cut(
                texts.catalogue().word("severity", life.latest.path("severity").asText()) + "  " + life.rule() + "  "
                        + life.latest.path("text").path(texts.language().code()).asText(),
                WIDEST);
    }

    private Optional<String> notDue() {
        List<String> parks = last == null ? List.of() : AlertBook.notDue(registry, last.toEpochMilli());
        if (parks.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(texts.of(
                "alerts.not_due",
                "n",
                parks.size(),
                "all",
                registry.parks().size(),
                "ids",
                String.join(", ", parks.stream().limit(SHOWN).toList()) + (parks.size() > SHOWN ? ", …" : "")));
    }

    /**
     * What the rules would have sent, in full.
     *
     * @param rules ids of all rules that are on
     */
    List<String> report(Collection<String> rules) {
        List<String> lines = new ArrayList<>();
        if (first == null) {
            lines.add(texts.of("alerts.nothing"));
            return lines;
        }
        lines.addAll(perRule(rules));
        lines.add("");
        lines.addAll(perDay());
        if (!lives.isEmpty()) {
            lines.add("");
            lines.addAll(evidence());
        }
        notDue().ifPresent(line -> {
            lines.add("");
            lines.add(line);
        });
        return lines;
    }

    private List<String> perRule(Collection<String> rules) {
        TextTable table = new TextTable(
                        Align.LEFT,
                        Align.RIGHT,
                        Align.RIGHT,
                        Align.RIGHT,
                        Align.RIGHT,
                        Align.RIGHT,
                        Align.RIGHT,
                        Align.RIGHT,
                        Align.RIGHT)
                .row(columns(
                        "rule", "alerts", "per_day", "scopes", "critical", "resolved", "flaps", "to_fire", "firing"));
        for (String rule : rules) {
            List<Life> own = lives.values().stream()
                    .filter(life -> life.rule().equals(rule))
                    .toList();
            table.row(
                    rule,
                    Integer.toString(own.size()),
                    tenths(
                            own.size() * 86_400_000L,
                            Math.max(1, Duration.between(first, last).toMillis())),
                    Long.toString(own.stream().map(Life::scope).distinct().count()),
                    Long.toString(own.stream()
                            .filter(life -> life.gravest.equals("critical"))
                            .count()),
                    Long.toString(own.stream().filter(Life::over).count()),
                    Long.toString(flaps(own)),
                    median(own.stream().map(Life::toFire).sorted().toList()),
                    median(own.stream()
                            .map(life -> Duration.between(life.fired(), life.over() ? life.end() : last))
                            .sorted()
                            .toList()));
        }
        return table.lines();
    }

    private String[] columns(String... names) {
        return Arrays.stream(names)
                .map(name -> texts.of("alerts.column." + name))
                .toArray(String[]::new);
    }

    private static String tenths(long n, long d) {
        long tenths = (n * 10 + d / 2) / d;
        return tenths / 10 + "." + tenths % 10;
    }

    /** Alerts that fire less than a day after one of the same rule and scope was over. */
    private static long flaps(List<Life> lives) {
        Map<String, Instant> over = new HashMap<>();
        long flaps = 0;
        for (Life life : lives) {
            Instant before = over.get(life.scope());
            flaps += before != null && Duration.between(before, life.fired()).compareTo(FLAP) < 0 ? 1 : 0;
            if (life.over()) {
                over.put(life.scope(), life.end());
            }
        }
        return flaps;
    }

    private String median(List<Duration> sorted) {
        return sorted.isEmpty() ? "—" : text(sorted.get((sorted.size() - 1) / 2));
    }

    private String text(Duration duration) {
        long minutes = duration.toMinutes();
        if (minutes < 60) {
            return texts.of("alerts.minutes", "m", minutes);
        }
        return minutes % 60 == 0
                ? texts.of("alerts.hours", "h", minutes / 60)
                : texts.of("alerts.hours_minutes", "h", minutes / 60, "m", minutes % 60);
    }

    private List<String> perDay() {
        Map<LocalDate, Integer> fired = new TreeMap<>();
        LocalDate end = last.atZone(Roster.COUNTRY_ZONE).toLocalDate();
        LocalDate begin = first.atZone(Roster.COUNTRY_ZONE).toLocalDate();
        for (LocalDate day = begin; !day.isAfter(end) && fired.size() < 400; day = day.plusDays(1)) {
            fired.put(day, 0);
        }
        lives.values()
                .forEach(life -> fired.merge(life.fired().atZone(zone(life)).toLocalDate(), 1, Integer::sum));
        TextTable table =
                new TextTable(Align.LEFT, Align.RIGHT).row(texts.of("summary.day"), texts.of("alerts.column.alerts"));
        fired.forEach((day, count) -> table.row(day.toString(), Integer.toString(count)));
        return table.lines();
    }

    private ZoneId zone(Life life) {
        String scope = life.scope();
        int slash = scope.indexOf('/');
        String park = scope.startsWith("park:") && slash > 0 ? scope.substring(0, slash) : scope;
        return zones.getOrDefault(park, Roster.COUNTRY_ZONE);
    }

    private List<String> evidence() {
        TextTable table = new TextTable(
                        Align.LEFT,
                        Align.LEFT,
                        Align.LEFT,
                        Align.LEFT,
                        Align.LEFT,
                        Align.RIGHT,
                        Align.LEFT,
                        Align.RIGHT)
                .row(
                        texts.of("alerts.column.fired"),
                        texts.of("alerts.column.over"),
                        texts.of("alerts.column.rule"),
                        texts.of("alerts.column.scope"),
                        texts.of("alerts.column.severity"),
                        texts.of("alerts.column.figure"),
                        "n/d",
                        texts.of("alerts.column.bound"));
        for (Life life : lives.values()) {
            JsonNode begin = life.begin;
            boolean rate = begin.path("n").isNumber();
            table.row(
                    LOCAL.format(life.fired().atZone(zone(life))),
                    life.over() ? LOCAL.format(life.end().atZone(zone(life))) : "—",
                    life.rule(),
                    Columns.cut(life.scope(), 40),
                    texts.catalogue().word("severity", life.gravest),
                    begin.path("printed").asText(),
                    rate
                            ? Message.count(begin.path("n").asLong()) + "/"
                                    + Message.count(begin.path("d").asLong())
                            : "",
                    String.format(Locale.ROOT, "%.2f", begin.path("threshold").asDouble()));
        }
        return table.lines();
    }
}
