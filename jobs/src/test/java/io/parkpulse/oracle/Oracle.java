package io.parkpulse.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parkpulse.model.Meter;
import io.parkpulse.model.Stream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a replay of a recording has to write, worked out as plainly as possible: everything is in memory, every figure
 * of every window is summed anew from the list of all energies and people. Shares nothing with the job but the records
 * of the meters.
 */
public final class Oracle {
    private static final long WINDOW = Duration.ofHours(24).toMillis();
    private static final ZoneId ABOVE_PARKS = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Known known;
    private final List<Entry> entries;
    private final List<Metering> meters = new ArrayList<>();
    private final Map<String, Facts> facts = new TreeMap<>();

    /** By scope. */
    private final Map<String, Known.Method> methods = new HashMap<>();

    /** {@code at} of every applied record, distinct. */
    private final SortedSet<Long> applied = new TreeSet<>();

    private Oracle(Known known, List<Entry> entries) {
        this.known = known;
        this.entries = entries;
        Decoder decoder = new Decoder(known);
        entries.forEach(decoder::decode);
        Identities.settle(entries);
        for (Meter meter : known.meters()) {
            meters.add(new Metering(meter, entries));
        }
        List<Entry> standing = entries.stream().filter(Entry::applied).toList();
        standing.forEach(entry -> applied.add(entry.body.at()));
        for (Known.Enterprise row : known.enterprises()) {
            facts.computeIfAbsent(row.id(), id -> new Facts(id, meters, standing));
        }
    }

    /** Replays a recording and writes the five files. */
    public static Oracle replay(Path recording, Path out, Duration every) throws IOException {
        Oracle oracle = read(recording);
        Files.createDirectories(out);
        write(out.resolve("run.json"), List.of(oracle.run()));
        write(out.resolve("dead-letters.jsonl"), oracle.deadLetters());
        oracle.writeDays(out);
        write(out.resolve("indices.jsonl"), oracle.indices(every.toMillis()));
        return oracle;
    }

    /** Judges every record of a recording, without measuring any window. */
    static Oracle read(Path recording) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Stream stream : Stream.values()) {
            entries.addAll(records(stream, recording.resolve(stream.fileName())));
        }
        return new Oracle(RegistryFiles.read(recording), entries);
    }

    List<Entry> entries() {
        return entries;
    }

    List<Metering> meters() {
        return meters;
    }

    /** Where an enterprise is, at whatever time. */
    List<Known.Park> parksOf(String enterprise) {
        return known.parks().stream()
                .filter(park -> known.enterprises().stream()
                        .anyMatch(
                                row -> row.id().equals(enterprise) && row.park().equals(park.id())))
                .toList();
    }

    // ---- lines ----

    /** Lines end at LF; one of spaces, tabs or CR alone is no record. */
    private static List<Entry> records(Stream stream, Path file) throws IOException {
        List<Entry> records = new ArrayList<>();
        if (!Files.exists(file)) {
            return records;
        }
        byte[] bytes = Files.readAllBytes(file);
        int line = 0;
        int start = 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            line++;
            byte[] ofLine = Arrays.copyOfRange(bytes, start, end);
            if (!blank(ofLine)) {
                records.add(new Entry(stream, line, ofLine));
            }
            start = end + 1;
        }
        return records;
    }

    private static boolean blank(byte[] line) {
        for (byte each : line) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }

    // ---- run.json and dead-letters.jsonl ----

    JsonNode run() {
        ObjectNode run = JsonNodeFactory.instance.objectNode();
        ObjectNode streams = run.putObject("streams");
        for (Stream stream : Stream.values()) {
            List<Entry> ofStream =
                    entries.stream().filter(entry -> entry.stream == stream).toList();
            ObjectNode counts = streams.putObject(stream.id());
            counts.put("read", ofStream.size());
            counts.put("applied", ofStream.stream().filter(Entry::applied).count());
            counts.put("duplicate", ofStream.stream().filter(Entry::duplicate).count());
            ObjectNode dead = counts.putObject("dead");
            for (Reason reason : Reason.values()) {
                long count = ofStream.stream()
                        .filter(entry -> entry.dead() == reason)
                        .count();
                if (count > 0) {
                    dead.put(reason.text, count);
                }
            }
        }
        BigInteger unallocated = BigInteger.ZERO;
        BigInteger unassigned = BigInteger.ZERO;
        for (Metering metering : meters) {
            for (Metering.Energy energy : metering.energies()) {
                if (energy.allocated()) {
                    unassigned = unassigned.add(new Allocation(metering.meter(), energy).unassigned());
                } else {
                    unallocated = unallocated.add(energy.wh());
                }
            }
        }
        run.put("unallocated_wh", unallocated);
        run.put("unassigned_wh", unassigned);
        run.put("first", applied.isEmpty() ? null : instant(applied.first()));
        run.put("last", applied.isEmpty() ? null : instant(applied.last()));
        return run;
    }

    private List<JsonNode> deadLetters() {
        List<JsonNode> lines = new ArrayList<>();
        for (Entry entry : entries) { // by stream and line number already
            if (entry.dead() != null) {
                ObjectNode line = JsonNodeFactory.instance.objectNode();
                line.put("stream", entry.stream.id());
                line.put("source", entry.stream.fileName() + ":" + entry.line);
                line.put("reason", entry.dead().text);
                line.put("detail", entry.detail());
                String raw = Decoder.utf8(entry.bytes);
                if (raw != null) {
                    line.put("raw", raw);
                } else {
                    line.put("raw_base64", Base64.getEncoder().encodeToString(entry.bytes));
                }
                lines.add(line);
            }
        }
        return lines;
    }

    // ---- indices.jsonl ----

    private List<JsonNode> indices(long every) {
        List<JsonNode> lines = new ArrayList<>();
        for (long end : ends(every)) {
            List<EnterpriseFigures> figures = new ArrayList<>();
            for (Known.Park park : known.parks()) {
                figures.addAll(figures(park, new EnterpriseFigures.Window(end - WINDOW, end, WINDOW)));
            }
            byScope(figures).forEach((scope, population) -> {
                ObjectNode line = JsonNodeFactory.instance.objectNode();
                line.put("scope", scope);
                line.put("end", instant(end));
                line.put("local", LOCAL.format(Instant.ofEpochMilli(end).atZone(zoneOf(scope, population))));
                line.put("window", "PT24H");
                new ScopeFigures(methods.computeIfAbsent(scope, this::methodOf), population).write(line, true);
                lines.add(line);
            });
        }
        return lines;
    }

    /**
     * The multiples of {@code every} after the first and not after the last applied record that have one in
     * [end − 24 h, end].
     */
    private SortedSet<Long> ends(long every) {
        SortedSet<Long> ends = new TreeSet<>();
        for (long at : applied) {
            for (long end = Math.floorDiv(at + every - 1, every) * every; end <= at + WINDOW; end += every) {
                if (applied.first() < end && end <= applied.last()) {
                    ends.add(end);
                }
            }
        }
        return ends;
    }

    // ---- daily.jsonl and enterprises.jsonl ----

    private void writeDays(Path out) throws IOException {
        Map<ZoneId, SortedMap<LocalDate, EnterpriseFigures.Window>> days = new HashMap<>();
        SortedSet<LocalDate> dates = new TreeSet<>();
        for (Known.Park park : known.parks()) {
            dates.addAll(days.computeIfAbsent(park.zone(), this::days).keySet());
        }
        List<JsonNode> daily = new ArrayList<>();
        List<JsonNode> enterprises = new ArrayList<>();
        for (LocalDate date : dates) {
            List<EnterpriseFigures> figures = new ArrayList<>();
            for (Known.Park park : known.parks()) {
                EnterpriseFigures.Window window = days.get(park.zone()).get(date);
                if (window != null) {
                    figures.addAll(figures(park, window));
                }
            }
            byScope(figures).forEach((scope, population) -> {
                boolean provisional =
                        population.stream().anyMatch(each -> each.window().breaksOff());
                ObjectNode line = JsonNodeFactory.instance.objectNode();
                line.put("scope", scope);
                line.put("day", date.toString());
                line.put("status", provisional ? "provisional" : "final");
                line.put("revision", 0);
                new ScopeFigures(methods.computeIfAbsent(scope, this::methodOf), population).write(line, false);
                daily.add(line);
            });
            figures.sort(Comparator.comparing(each -> each.row().id()));
            figures.forEach(each -> enterprises.add(enterprise(date, each)));
        }
        write(out.resolve("daily.jsonl"), daily);
        write(out.resolve("enterprises.jsonl"), enterprises);
    }

    /**
     * The local days of a zone with an applied record in [00:00, next 00:00] whose end lies after the first and not
     * after the last applied record; and the one that breaks off, up to the last step end, unless that is empty.
     */
    private SortedMap<LocalDate, EnterpriseFigures.Window> days(ZoneId zone) {
        SortedMap<LocalDate, EnterpriseFigures.Window> days = new TreeMap<>();
        for (long at : applied) {
            LocalDate itsOwn = Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
            for (LocalDate date : List.of(itsOwn.minusDays(1), itsOwn)) {
                long start = start(date, zone);
                long end = start(date.plusDays(1), zone);
                boolean recordInside = start <= at && at <= end;
                if (!recordInside || end <= applied.first()) {
                    continue;
                }
                long lastStep = applied.last() - Math.floorMod(applied.last(), Facts.STEP);
                if (end <= applied.last()) {
                    days.put(date, new EnterpriseFigures.Window(start, end, end - start));
                } else if (start < lastStep) {
                    days.put(date, new EnterpriseFigures.Window(start, lastStep, end - start));
                }
            }
        }
        return days;
    }

    private static long start(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private static JsonNode enterprise(LocalDate date, EnterpriseFigures figures) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("day", date.toString());
        line.put("park", figures.park().id());
        line.put("enterprise", figures.row().id());
        line.put("window_ms", figures.window().millis());
        line.put("metered", figures.metered());
        line.put("covered_ms", figures.coveredMillis());
        line.put("energy_wh", figures.energy());
        line.put("baseline_wh", figures.baseline());
        line.put("matched", figures.matched());
        line.put("power_resumed", figures.powerResumed());
        line.put("returned", figures.returned());
        line.put("staff_registered", figures.row().staffRegistered());
        line.put("online", figures.online());
        line.put("at_work", figures.atWork());
        line.put("used_wh", figures.used());
        line.put("capacity_wh", figures.capacity());
        return line;
    }

    // ---- scopes ----

    /** Of the rows of a park that are valid at the instant before the window's end. */
    private List<EnterpriseFigures> figures(Known.Park park, EnterpriseFigures.Window window) {
        List<EnterpriseFigures> figures = new ArrayList<>();
        for (Known.Enterprise row : known.enterprises()) {
            if (row.park().equals(park.id()) && row.validAt(window.to() - 1)) {
                figures.add(EnterpriseFigures.of(
                        row, park, known.methods().get(park.method()), facts.get(row.id()), window));
            }
        }
        return figures;
    }

    private static SortedMap<String, List<EnterpriseFigures>> byScope(List<EnterpriseFigures> figures) {
        SortedMap<String, List<EnterpriseFigures>> scopes = new TreeMap<>();
        for (EnterpriseFigures each : figures) {
            for (String scope : scopesOf(each)) {
                scopes.computeIfAbsent(scope, name -> new ArrayList<>()).add(each);
            }
        }
        return scopes;
    }

    private static Set<String> scopesOf(EnterpriseFigures figures) {
        return scopesOf(figures.row(), figures.park());
    }

    private static Set<String> scopesOf(Known.Enterprise row, Known.Park park) {
        List<String> parts = new ArrayList<>();
        row.tiers().forEach(tier -> parts.add("/tier:" + tier));
        addUnlessBlank(parts, "/industry:", row.industry());
        addUnlessBlank(parts, "/site:", row.siteKind());
        addUnlessBlank(parts, "/priority:", row.priority());
        List<String> acrossParks = new ArrayList<>(parts);
        addUnlessBlank(acrossParks, "/class:", park.parkClass());
        addUnlessBlank(acrossParks, "/batch:", park.batch());
        prefixes(row.grid()).forEach(prefix -> parts.add("/grid:" + prefix));

        Set<String> scopes = new LinkedHashSet<>();
        List<String> abovePark = new ArrayList<>(List.of("all"));
        prefixes(park.region()).forEach(prefix -> abovePark.add("region:" + prefix));
        for (String above : abovePark) {
            scopes.add(above);
            acrossParks.forEach(part -> scopes.add(above + part));
        }
        scopes.add("park:" + park.id());
        parts.forEach(part -> scopes.add("park:" + park.id() + part));
        return scopes;
    }

    private static void addUnlessBlank(List<String> parts, String name, String value) {
        if (!value.isEmpty()) {
            parts.add(name + value);
        }
    }

    /** {@code a/b/c} gives {@code a}, {@code a/b}, {@code a/b/c}; an empty path nothing. */
    private static List<String> prefixes(String path) {
        List<String> prefixes = new ArrayList<>();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '/') {
                prefixes.add(path.substring(0, i));
            }
        }
        if (!path.isEmpty()) {
            prefixes.add(path);
        }
        return prefixes;
    }

    private static boolean abovePark(String scope) {
        return !scope.startsWith("park:");
    }

    private static ZoneId zoneOf(String scope, List<EnterpriseFigures> population) {
        return abovePark(scope) ? ABOVE_PARKS : population.get(0).park().zone();
    }

    /**
     * That of the scope's parks, the default if they have several: of {@code all}, a region and a park those of
     * {@code parks.csv}, of a part of them those with a row of an enterprise in it, at whatever time.
     */
    private Known.Method methodOf(String scope) {
        Set<String> ids = new TreeSet<>();
        for (Known.Park park : known.parks()) {
            boolean whole = scope.equals("all")
                    || prefixes(park.region()).stream().anyMatch(prefix -> scope.equals("region:" + prefix))
                    || scope.equals("park:" + park.id());
            boolean part = known.enterprises().stream()
                    .filter(row -> row.park().equals(park.id()))
                    .anyMatch(row -> scopesOf(row, park).contains(scope));
            if (whole || part) {
                ids.add(park.method());
            }
        }
        return known.methods().get(ids.size() == 1 ? ids.iterator().next() : Known.DEFAULT_METHOD);
    }

    // ---- text ----

    private static String instant(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static void write(Path file, List<JsonNode> lines) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (JsonNode line : lines) {
                out.write(JSON.writeValueAsBytes(line));
                out.write('\n');
            }
        }
    }
}
