package io.parkpulse.replay;

import com.fasterxml.jackson.core.JsonFactory;
import io.parkpulse.alerts.AlertBook;
import io.parkpulse.connectors.lines.LineSurvey;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.files.OutputFile;
import io.parkpulse.index.Measure;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Park;
import io.parkpulse.model.Stream;
import io.parkpulse.output.FigureText;
import io.parkpulse.output.OutputLines;
import io.parkpulse.output.ReplayFiles;
import io.parkpulse.pipeline.AppliedTimes;
import io.parkpulse.roster.Roster;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
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
    static final JsonFactory JSON = new JsonFactory();

    private final Roster roster;
    private final WindowSchedule schedule;
    private final LineSurvey survey;
    private final Path spoolDir;
    private final Alerting alerting;
    private final Path out;
    private final AppliedTimes appliedTimes;
    /** The numbers of the scopes in the order in which they are written. */
    private final int[] inOrder;
    /** For each zone the dates that are measured. */
    private final List<Map<Long, WindowSchedule.Day>> chosenDays = new ArrayList<>();

    private final Map<String, Integer> zoneOfPark = new HashMap<>();

    /**
     * @param survey of the recording as it is, not of a sorted copy
     * @param spoolDir what the job wrote
     * @param alerting what alerts are raised by
     * @param out an existing directory
     */
    ReplayOutput(
            Roster roster, WindowSchedule schedule, LineSurvey survey, Path spoolDir, Alerting alerting, Path out) {
        this.roster = roster;
        this.schedule = schedule;
        this.survey = survey;
        this.spoolDir = spoolDir;
        this.alerting = alerting;
        this.out = out;
        this.inOrder = roster.scopesByName();
        this.appliedTimes = new AppliedTimes(schedule.stepMillis());
    }

    /**
     * Writes all files.
     *
     * @throws UnaccountedException if not every line read was applied, a duplicate or a dead letter
     */
    void write() throws IOException {
        RunTotals totals = new RunTotals(schedule);
        Spool.open(spoolDir.resolve(ReplayJob.ACCOUNTS), new SpoolFormats.Accounts())
                .read(0, account -> {
                    totals.add(account);
                    appliedTimes.add(account);
                });
        chooseDays();
        DeadLetterFile deadLetters = new DeadLetterFile(
                spoolDir.resolve(ReplayJob.DEAD_LETTERS), survey.files(), out.resolve(ReplayFiles.DEAD_LETTERS));
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
        try (OutputStream run = open(ReplayFiles.RUN)) {
            totals.write(run);
        }
    }

    private void chooseDays() {
        for (ZoneId zone : roster.zones()) {
            Map<Long, WindowSchedule.Day> days = new TreeMap<>();
            for (WindowSchedule.Day day : schedule.days(zone)) {
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
        try (OutputStream file = open(ReplayFiles.ENTERPRISES)) {
            for (long bucket : spool.buckets()) {
                List<EnterpriseDay> days = new ArrayList<>();
                spool.read(bucket, day -> {
                    if (chosenDays.get(zoneOfPark.get(day.park())).containsKey(day.epochDay())) {
                        days.add(day);
                    }
                });
                days.sort(Comparator.comparingInt(EnterpriseDay::enterprise));
                for (EnterpriseDay day : days) {
                    String line = OutputLines.enterprise(roster.enterpriseId(day.enterprise()), day) + "\n";
                    file.write(line.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private void writeDaily(Spool<ScopeChange> changes) throws IOException {
        Set<Long> dates = new TreeSet<>();
        chosenDays.forEach(days -> dates.addAll(days.keySet()));
        try (OutputStream file = open(ReplayFiles.DAILY)) {
            for (long date : dates) {
                long[][] sums = new long[roster.scopes().size()][];
                Set<Integer> provisional = new HashSet<>();
                changes.read(SpoolFormats.ScopeChanges.dayBucket(date), change -> {
                    if (chosenDays.get(change.zone()).containsKey(date)) {
                        add(change, sums);
                        if (change.kind() == ScopeChange.Kind.PROVISIONAL_DAY) {
                            change.each().forEach(each -> provisional.add(each.scope()));
                        }
                    }
                });
                for (int scope : inOrder) {
                    if (isPopulated(sums[scope])) {
                        file.write(day(scope, date, provisional.contains(scope), sums[scope])
                                .getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }

    private String day(int number, long date, boolean provisional, long[] sums) {
        Roster.Scope scope = roster.scopes().get(number);
        return OutputLines.day(scope.name(), date, provisional, 0, sums, scope.method()) + "\n";
    }

    private void writeIndices(Spool<ScopeChange> changes) throws IOException {
        try (OutputStream file = open(ReplayFiles.INDICES);
                OutputStream alertFile = open(ReplayFiles.ALERTS)) {
            AlertBook book = new AlertBook(alerting.rules(), roster, schedule.everyMillis());
            IndexLines lines = new IndexLines(file, changes, new AlertLines(alertFile, book, alerting.declarations()));
            appliedTimes.forEachEnd(schedule, lines::write);
        }
    }

    /** Writes the trailing windows end by end, carrying each scope's sums forward from change to change. */
    private final class IndexLines {
        private final OutputStream file;
        private final Spool<ScopeChange> changes;
        private final AlertLines alerts;
        private final List<Long> hours;
        private int nextHour;
        private List<ScopeChange> ofHour = List.of();
        private int nextChange;

        private final long[][] sums = new long[roster.scopes().size()][];
        private final byte[][] names = new byte[roster.scopes().size()][];
        /** The line of each scope from its method on; null where the sums have changed since it was written. */
        private final byte[][] lines = new byte[roster.scopes().size()][];

        /** The scopes whose sums have changed since the end before. */
        private final BitSet changed = new BitSet();

        private final FigureText[] figures = new FigureText[roster.scopes().size()];

        IndexLines(OutputStream file, Spool<ScopeChange> changes, AlertLines alerts) {
            this.file = file;
            this.changes = changes;
            this.alerts = alerts;
            this.hours =
                    changes.buckets().stream().filter(bucket -> bucket % 2 == 0).toList();
            for (int scope = 0; scope < names.length; scope++) {
                String name = FigureText.quoted(roster.scopes().get(scope).name());
                names[scope] = ("{\"scope\":\"" + name + "\",\"end\":\"").getBytes(StandardCharsets.UTF_8);
            }
        }

        void write(long end) {
            applyUntil(end);
            Map<ZoneId, byte[]> times = new HashMap<>();
            // Nearly all of the writing is formatting, and scopes know nothing of each other.
            IntStream.range(0, sums.length)
                    .parallel()
                    .filter(scope -> lines[scope] == null && isPopulated(sums[scope]))
                    .forEach(scope -> lines[scope] = line(scope));
            try {
                for (int scope : inOrder) {
                    if (isPopulated(sums[scope])) {
                        file.write(names[scope]);
                        file.write(
                                times.computeIfAbsent(roster.scopes().get(scope).zone(), zone -> times(end, zone)));
                        file.write(lines[scope]);
                        file.write('\n');
                    }
                }
                alerts.write(end, appliedTimes.latestUntil(end), changed, sums);
                changed.clear();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static byte[] times(long end, ZoneId zone) {
            return OutputLines.times(end, zone).getBytes(StandardCharsets.US_ASCII);
        }

        private byte[] line(int scope) {
            Roster.Scope of = roster.scopes().get(scope);
            if (figures[scope] == null) {
                figures[scope] = new FigureText(of.method());
            }
            return figures[scope].bytesOf(ScopeFigures.of(sums[scope], of.method()), Measure.ofTrailingWindow());
        }

        private void hasChanged(int scope) {
            lines[scope] = null;
            changed.set(scope);
        }

        private void applyUntil(long end) {
            while (true) {
                while (nextChange < ofHour.size() && ofHour.get(nextChange).at() <= end) {
                    ScopeChange change = ofHour.get(nextChange++);
                    add(change, sums);
                    hasChanged(change.scope());
                    for (int above : change.above()) {
                        hasChanged(above);
                    }
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
        add(change, change.scope(), sums);
        for (int above : change.above()) {
            add(change, above, sums);
        }
    }

    private static void add(ScopeChange change, int scope, long[][] sums) {
        long[] ofScope = sums[scope];
        if (ofScope == null) {
            ofScope = new long[Sum.COUNT];
            sums[scope] = ofScope;
        }
        Sum.add(change.sums(), ofScope);
    }

    private static boolean isPopulated(long[] sums) {
        return sums != null && Sum.ENTERPRISES.of(sums) > 0;
    }

    private OutputStream open(String name) throws IOException {
        return new BufferedOutputStream(OutputFile.create(out.resolve(name)), 1 << 18);
    }
}
