package io.parkpulse.alerts;

import io.parkpulse.Registries;
import io.parkpulse.index.Methods;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Parks whose figures a test sets step by step, and the alerts that come of it. */
final class Parks {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final long STEP = Duration.ofMinutes(5).toMillis();
    static final long HOUR = Duration.ofHours(1).toMillis();
    static final long DAY = Duration.ofDays(1).toMillis();

    /** Monday, 2020-03-16, midnight in China: the first step that a book is given ends five minutes later. */
    static final long BEGIN = Instant.parse("2020-03-15T16:00:00Z").toEpochMilli();

    final Roster roster;
    final Rules rules;
    final List<Alert> alerts = new ArrayList<>();
    AlertBook book;
    private final List<ScopePoint> points = new ArrayList<>();
    private long end = BEGIN;
    boolean restartAlways;

    Parks(Registry registry, String... rules) {
        this(Roster.of(registry), rules(rules));
    }

    Parks(Roster roster, Rules rules) {
        this.roster = roster;
        this.rules = rules;
        this.book = new AlertBook(rules, roster, STEP);
    }

    /** Parks of these ids and one enterprise each, of a class. */
    static Registry registry(int parkClass, String... ids) {
        List<Park> parks = new ArrayList<>();
        for (String id : ids) {
            parks.add(park(id, parkClass, null));
        }
        return registry(parks);
    }

    static Registry registry(List<Park> parks) {
        Registries registries = new Registries();
        for (Park park : parks) {
            registries.enterprise("E-" + park.id(), park.id());
        }
        registries.meter(new Meter(
                "M",
                List.of(new Meter.Share("E-" + parks.get(0).id(), 10_000)),
                MeterKind.CUMULATIVE,
                BigDecimal.valueOf(1000),
                0,
                null,
                900_000));
        Registry rows = registries.build();
        return new Registry(parks, rows.enterprises(), rows.meters(), Methods.builtIn());
    }

    static Park park(String id, int parkClass, String opensOn) {
        return new Park(
                id,
                "园区" + id,
                "Park " + id,
                "園区" + id,
                "단지" + id,
                "r",
                ZONE,
                parkClass,
                1,
                opensOn == null ? null : LocalDate.parse(opensOn),
                "binhai-2020");
    }

    /** Rules of a file; without any line the built-in ones. */
    static Rules rules(String... lines) {
        try {
            Path file = Files.createTempFile("rules", ".yaml");
            try {
                Files.write(file, List.of(lines));
                return RegistryReader.readRules(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RegistryException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** All built-in rules off but these. */
    static String[] only(String... ids) {
        List<String> lines = new ArrayList<>();
        for (Rule rule : RegistryReader.builtInRules().rules()) {
            if (!List.of(ids).contains(rule.id())) {
                lines.add(rule.id() + ": {enabled: false}");
            }
        }
        return lines.toArray(String[]::new);
    }

    static String[] and(String[] lines, String... more) {
        List<String> all = new ArrayList<>(List.of(lines));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    int scope(String name) {
        for (int number = 0; number < roster.scopes().size(); number++) {
            if (roster.scopes().get(number).name().equals(name)) {
                return number;
            }
        }
        throw new IllegalArgumentException(name);
    }

    /** Sums of a scope whose rates of enterprises, work and output are all {@code n} of 1,000, and fully covered. */
    static long[] sums(long n) {
        return sums(n, 1000);
    }

    /** The same with a coverage in per mille. */
    static long[] sums(long n, long covered) {
        long[] sums = new long[Sum.COUNT];
        sums[Sum.ENTERPRISES.ordinal()] = 1000;
        sums[Sum.METERED.ordinal()] = 1000;
        sums[Sum.MATCHED.ordinal()] = 1000;
        sums[Sum.POWER_RESUMED.ordinal()] = n;
        sums[Sum.AT_WORK.ordinal()] = n;
        sums[Sum.OUTPUT_WH.ordinal()] = n * 1000;
        sums[Sum.OUTPUT_BASELINE_WH.ordinal()] = 1_000_000;
        sums[Sum.STAFF_HEARD.ordinal()] = 1;
        sums[Sum.RETURNED.ordinal()] = n;
        sums[Sum.STAFF_REGISTERED.ordinal()] = 1000;
        sums[Sum.COVERED_MS.ordinal()] = covered;
        sums[Sum.METERED_MS.ordinal()] = 1000;
        return sums;
    }

    static long[] staffSilent(long[] sums) {
        sums[Sum.STAFF_HEARD.ordinal()] = 0;
        return sums;
    }

    static long[] resumptionUnknown(long[] sums) {
        sums[Sum.UNKNOWN.ordinal()] = 1000;
        return sums;
    }

    /** From the next step on the park has these sums. */
    Parks set(String park, long[] sums) {
        points.add(new ScopePoint(scope("park:" + park), sums));
        return this;
    }

    Parks set(int scope, long[] sums) {
        points.removeIf(point -> point.scope() == scope);
        points.add(new ScopePoint(scope, sums));
        return this;
    }

    Parks set(String park, long n) {
        return set(park, sums(n));
    }

    /** The next step. */
    List<Alert> step() {
        end += STEP;
        List<Alert> told = tell(end, end);
        alerts.addAll(told);
        return told;
    }

    /** A step that ends there. */
    List<Alert> tell(long at, long heard) {
        List<Alert> told = book.step(at, heard, points);
        points.clear();
        if (restartAlways) {
            book = AlertBook.of(rules, roster, STEP, book.toBytes());
        }
        return told;
    }

    /** Steps until one ends there, what is told then included. */
    List<Alert> until(long instant) {
        int before = alerts.size();
        while (end < instant) {
            step();
        }
        return List.copyOf(alerts.subList(before, alerts.size()));
    }

    List<Alert> forMillis(long millis) {
        return until(end + millis);
    }

    long end() {
        return end;
    }

    /** Goes on to the first step that is judged. */
    Parks ripe() {
        until(BEGIN + DAY - STEP);
        return this;
    }

    /** What was told, as {@code change rule|scope after minutes}. */
    static List<String> brief(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> alert.change() + " " + alert.rule() + "|" + alert.scope() + " " + alert.severity())
                .toList();
    }
}
