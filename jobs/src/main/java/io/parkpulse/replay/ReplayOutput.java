package io.parkpulse.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.parkpulse.connectors.lines.LineSurvey;
import io.parkpulse.enterprise.Agenda;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Park;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Turns what the job spooled into the files of a replay: sorted, and the same bytes whatever order it came in. */
final class ReplayOutput {
    static final String INDICES = "indices.jsonl";
    static final String DAILY = "daily.jsonl";
    static final String ENTERPRISES = "enterprises.jsonl";
    static final String DEAD_LETTERS = "dead-letters.jsonl";
    static final String RUN = "run.json";

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private final Roster roster;
    private final Agenda agenda;
    private final LineSurvey survey;
    private final Path spoolDir;
    private final Path out;
    private final AppliedTimes appliedTimes;
    /** For each zone the dates that are measured. */
    private final List<Map<Long, Agenda.Day>> chosenDays = new ArrayList<>();

    private final Map<String, Integer> zoneOfPark = new HashMap<>();

    /**
     * @param survey of the recording as it is, not of a sorted copy
     * @param spoolDir what the job wrote
     * @param out an existing directory
     */
    ReplayOutput(Roster roster, Agenda agenda, LineSurvey survey, Path spoolDir, Path out) {
        this.roster = roster;
        this.agenda = agenda;
        this.survey = survey;
        this.spoolDir = spoolDir;
        this.out = out;
        this.appliedTimes = new AppliedTimes(agenda.stepMillis());
    }

    /**
     * Writes all files.
     *
     * @throws UnaccountedException if not every line read was applied, a duplicate or a dead letter
     */
    RunTotals write() throws IOException {
        RunTotals totals = new RunTotals(agenda);
        Spool.open(spoolDir.resolve(ReplayJob.ACCOUNTS), new SpoolFormats.Accounts())
                .read(0, account -> {
                    totals.add(account);
                    appliedTimes.add(account);
                });
        chooseDays();
        DeadLetterFile deadLetters =
                new DeadLetterFile(spoolDir.resolve(ReplayJob.DEAD_LETTERS), survey.files(), out.resolve(DEAD_LETTERS));
        deadLetters.write(totals);
        for (Stream stream : Stream.values()) {
            totals.read(stream, survey.lines(stream.ordinal()));
        }
        totals.check();
        writeEnterprises();
        Spool<ScopeChange> changes =
                Spool.open(spoolDir.resolve(ReplayJob.SCOPE_CHANGES), new SpoolFormats.ScopeChanges());
        writeDaily(changes);
        writeIndices(changes);
        try (OutputStream run = Files.newOutputStream(out.resolve(RUN))) {
            totals.write(run);
        }
        return totals;
    }

    private void chooseDays() {
        for (ZoneId zone : roster.zones()) {
            Map<Long, Agenda.Day> days = new TreeMap<>();
            for (Agenda.Day day : agenda.days(zone)) {
                if (appliedTimes.chooses(day)) {
                    days.put(day.epochDay(), day);
                }
            }
            chosenDays.add(days);
        }
        for (Park park : roster.registry().parks()) {
            zoneOfPark.put(park.id(), roster.zones().indexOf(park.zone()));
        }
    }

    private void writeEnterprises() throws IOException {
        Spool<EnterpriseDay> spool =
                Spool.open(spoolDir.resolve(ReplayJob.ENTERPRISE_DAYS), new SpoolFormats.EnterpriseDays());
        try (OutputStream file = open(ENTERPRISES);
                JsonGenerator json = lines(file)) {
            for (long bucket : spool.buckets().keySet()) {
                List<EnterpriseDay> days = new ArrayList<>();
                spool.read(bucket, day -> {
                    if (chosenDays.get(zoneOfPark.get(day.park())).containsKey(day.epochDay())) {
                        days.add(day);
                    }
                });
                days.sort(Comparator.comparingInt(EnterpriseDay::enterprise));
                for (EnterpriseDay day : days) {
                    writeEnterprise(day, json);
                }
            }
        }
    }

    private void writeEnterprise(EnterpriseDay day, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("day", date(day.epochDay()));
        json.writeStringField("park", day.park());
        json.writeStringField("enterprise", roster.enterpriseId(day.enterprise()));
        json.writeNumberField("window_ms", day.windowMs());
        json.writeBooleanField("metered", day.metered());
        json.writeNumberField("covered_ms", day.coveredMs());
        json.writeNumberField("energy_wh", day.energyWh());
        json.writeNumberField("baseline_wh", day.baselineWh());
        json.writeBooleanField("matched", day.matched());
        json.writeBooleanField("power_resumed", day.powerResumed());
        json.writeNumberField("returned", day.returned());
        json.writeNumberField("staff_registered", day.staffRegistered());
        json.writeNumberField("online", day.online());
        json.writeBooleanField("at_work", day.atWork());
        if (day.hasUtilisation()) {
            json.writeNumberField("used_wh", day.usedWh());
            json.writeNumberField("capacity_wh", day.capacityWh());
        } else {
            json.writeNullField("used_wh");
            json.writeNullField("capacity_wh");
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void writeDaily(Spool<ScopeChange> changes) throws IOException {
        Set<Long> dates = new TreeSet<>();
        chosenDays.forEach(days -> dates.addAll(days.keySet()));
        try (OutputStream file = open(DAILY);
                JsonGenerator json = lines(file)) {
            for (long date : dates) {
                long[][] sums = new long[roster.scopes().size()][];
                Set<Integer> provisional = new HashSet<>();
                changes.read(SpoolFormats.ScopeChanges.dayBucket(date), change -> {
                    if (chosenDays.get(change.zone()).containsKey(date)) {
                        add(change, sums);
                        if (change.kind() == ScopeChange.Kind.PROVISIONAL_DAY) {
                            provisional.add(change.scope());
                        }
                    }
                });
                for (int scope = 0; scope < sums.length; scope++) {
                    if (isPopulated(sums[scope])) {
                        writeDay(scope, date, provisional.contains(scope), sums[scope], json);
                    }
                }
            }
        }
    }

    private void writeDay(int number, long date, boolean provisional, long[] sums, JsonGenerator json)
            throws IOException {
        Roster.Scope scope = roster.scopes().get(number);
        json.writeStartObject();
        json.writeStringField("scope", scope.name());
        json.writeStringField("day", date(date));
        json.writeStringField("status", provisional ? "provisional" : "final");
        json.writeNumberField("revision", 0);
        FigureJson.write(ScopeFigures.of(sums, scope.method()), scope.method(), false, json);
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void writeIndices(Spool<ScopeChange> changes) throws IOException {
        try (OutputStream file = open(INDICES)) {
            IndexLines lines = new IndexLines(file, changes);
            appliedTimes.forEachEnd(agenda, lines::write);
        }
    }

    /** Writes the trailing windows end by end, carrying each scope's sums forward from change to change. */
    private final class IndexLines {
        private final OutputStream file;
        private final Spool<ScopeChange> changes;
        private final List<Long> hours;
        private int nextHour;
        private List<ScopeChange> ofHour = List.of();
        private int nextChange;

        private final long[][] sums = new long[roster.scopes().size()][];
        private final byte[][] names = new byte[roster.scopes().size()][];
        /** The line of each scope from its method on; null where the sums have changed since it was written. */
        private final byte[][] figures = new byte[roster.scopes().size()][];

        IndexLines(OutputStream file, Spool<ScopeChange> changes) {
            this.file = file;
            this.changes = changes;
            this.hours = changes.buckets().keySet().stream()
                    .filter(bucket -> bucket % 2 == 0)
                    .toList();
            for (int scope = 0; scope < names.length; scope++) {
                char[] name = JsonStringEncoder.getInstance()
                        .quoteAsString(roster.scopes().get(scope).name());
                names[scope] = ("{\"scope\":\"" + new String(name) + "\",\"end\":\"").getBytes(StandardCharsets.UTF_8);
            }
        }

        void write(long end) {
            applyUntil(end);
            Map<ZoneId, byte[]> times = new HashMap<>();
            // Nearly all of the writing is formatting, and scopes know nothing of each other.
            IntStream.range(0, sums.length)
                    .parallel()
                    .filter(scope -> figures[scope] == null && isPopulated(sums[scope]))
                    .forEach(scope -> figures[scope] = figures(scope));
            try {
                for (int scope = 0; scope < sums.length; scope++) {
                    if (isPopulated(sums[scope])) {
                        file.write(names[scope]);
                        file.write(
                                times.computeIfAbsent(roster.scopes().get(scope).zone(), zone -> times(end, zone)));
                        file.write(figures[scope]);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static byte[] times(long end, ZoneId zone) {
            Instant instant = Instant.ofEpochMilli(end);
            return (instant + "\",\"local\":\"" + LOCAL.format(instant.atZone(zone)) + "\",\"window\":\"PT24H\",")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        private byte[] figures(int scope) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
            try (JsonGenerator json = FigureJson.JSON.createGenerator(bytes)) {
                json.writeStartObject();
                FigureJson.write(
                        ScopeFigures.of(sums[scope], roster.scopes().get(scope).method()),
                        roster.scopes().get(scope).method(),
                        true,
                        json);
                json.writeEndObject();
                json.writeRaw('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            // Without the brace: the line has begun already.
            return Arrays.copyOfRange(bytes.toByteArray(), 1, bytes.size());
        }

        private void applyUntil(long end) {
            while (true) {
                while (nextChange < ofHour.size() && ofHour.get(nextChange).at() <= end) {
                    ScopeChange change = ofHour.get(nextChange++);
                    add(change, sums);
                    figures[change.scope()] = null;
                }
                if (nextChange < ofHour.size()
                        || nextHour == hours.size()
                        || hours.get(nextHour) / 2 * SpoolFormats.ScopeChanges.HOUR_MILLIS > end) {
                    return;
                }
                List<ScopeChange> next = new ArrayList<>();
                changes.read(hours.get(nextHour++), next::add);
                next.sort(Comparator.comparingLong(ScopeChange::at));
                ofHour = next;
                nextChange = 0;
            }
        }
    }

    private static void add(ScopeChange change, long[][] sums) {
        long[] ofScope = sums[change.scope()];
        if (ofScope == null) {
            ofScope = new long[Sum.COUNT];
            sums[change.scope()] = ofScope;
        }
        for (int i = 0; i < ofScope.length; i++) {
            ofScope[i] += change.sums()[i];
        }
    }

    private static boolean isPopulated(long[] sums) {
        return sums != null && Sum.ENTERPRISES.of(sums) > 0;
    }

    private static String date(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }

    private OutputStream open(String name) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(out.resolve(name)), 1 << 18);
    }

    private static JsonGenerator lines(OutputStream file) throws IOException {
        JsonGenerator json = FigureJson.JSON.createGenerator(file);
        json.setRootValueSeparator(null);
        return json;
    }
}
