package io.parkpulse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.check.Finding;
import io.parkpulse.explain.Figure;
import io.parkpulse.explain.ScopeLine;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Printing;
import io.parkpulse.message.Message;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.output.ReplayFiles;
import io.parkpulse.roster.ScopeNames;
import io.parkpulse.text.Columns;
import io.parkpulse.text.TextTable;
import io.parkpulse.text.TextTable.Align;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a replay wrote, in a table that fits a terminal. Read back from the files, so that there is one truth. */
final class ReplaySummary {
    /** Up to so many parks are all shown. */
    private static final int MANY_PARKS = 40;

    private static final int SHOWN_OF_MANY = 20;
    private static final int WIDEST = 159;
    private static final int WIDEST_PARK = 24;
    private static final int MOST_FINDINGS = 3;
    private static final String ALL = "all";

    /** With n and d beside them, in this order. */
    private static final List<Measure> BEFORE_INDEX =
            List.of(Measure.ENTERPRISE_RESUMPTION, Measure.POWER_WORK_RATE, Measure.POWER_OUTPUT_RATE);

    private static final List<Measure> AFTER_INDEX = List.of(Measure.STAFF_RETURN, Measure.CAPACITY_UTILISATION);

    private final CliTexts texts;
    private final Path files;
    private final Path out;
    private final List<Park> parks;
    private final Map<String, Latest> latest = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private List<String> objections = List.of();

    /** The last days of a scope. */
    private static final class Latest {
        ScopeLine last;
        ScopeLine provisional;

        List<ScopeLine> lines() {
            List<ScopeLine> lines = new ArrayList<>();
            if (last != null) {
                lines.add(last);
            }
            if (provisional != null) {
                lines.add(provisional);
            }
            return lines;
        }
    }

    private ReplaySummary(CliTexts texts, Path files, Path out, Registry registry) {
        this.texts = texts;
        this.files = files;
        this.out = out;
        this.parks = registry.parks();
    }

    /** What to print on standard output. */
    List<String> lines() {
        return lines;
    }

    /** What to print after it, on standard error: that no record could be applied; else none. */
    List<String> objections() {
        return objections;
    }

    /**
     * Reads it.
     *
     * @param texts in what language to say it
     * @param files where the files are
     * @param out how whoever runs it calls that place
     * @param registry the one of the replay
     * @param recording how whoever runs it calls the recording
     * @param findings what is likely a misunderstanding in it, the weightiest first
     */
    static ReplaySummary of(
            CliTexts texts, Path files, Path out, Registry registry, Path recording, List<Finding> findings)
            throws IOException {
        ReplaySummary summary = new ReplaySummary(texts, files, out, registry);
        summary.readDays();
        summary.days();
        summary.streams();
        summary.objections = NothingApplied.objections(texts, files, out);
        summary.deadLetters();
        summary.findings(recording, findings);
        AlertHistory.read(texts, files, registry).ifPresent(history -> summary.lines.addAll(history.summary()));
        summary.next();
        return summary;
    }

    /**
     * The lines to print of a live run.
     *
     * @param texts in what language to say it
     * @param files where {@code daily.jsonl}, {@code alerts.jsonl} and {@code run.json} are, in the order in which they
     *     were emitted
     * @param out where files are written; null for none
     * @param where results are besides
     */
    static List<String> ofLive(CliTexts texts, Path files, Path out, Registry registry, List<String> where)
            throws IOException {
        ReplaySummary summary = new ReplaySummary(texts, files, out, registry);
        summary.readDays();
        summary.days();
        summary.streams();
        AlertHistory.read(texts, files, registry).ifPresent(history -> summary.lines.addAll(history.summary()));
        summary.lines.add("");
        if (out != null) {
            summary.lines.add(texts.of("summary.files_live", "out", out, "files", String.join(", ", ReplayFiles.TOLD)));
        }
        summary.lines.addAll(where);
        return summary.lines;
    }

    private void readDays() throws IOException {
        latest.put(ALL, new Latest());
        parks.forEach(park -> latest.put(ScopeNames.ofPark(park.id()), new Latest()));
        ScopeLine.read(files.resolve(ReplayFiles.DAILY), (scope, day) -> latest.containsKey(scope), line -> {
            Latest ofScope = latest.get(line.scope());
            if (line.provisional()) {
                ofScope.provisional = line;
            } else if (ofScope.last == null || !line.day().isBefore(ofScope.last.day())) {
                ofScope.last = line; // what was emitted again comes later
            }
        });
    }

    private void days() {
        List<Park> withDays = parks.stream()
                .filter(park ->
                        !latest.get(ScopeNames.ofPark(park.id())).lines().isEmpty())
                .toList();
        List<Park> shown = withDays.size() > MANY_PARKS ? withDays.subList(0, SHOWN_OF_MANY) : withDays;
        List<Row> rows = new ArrayList<>();
        for (Park park : shown) {
            String name = texts.language().nameOf(park.names(), "");
            latest.get(ScopeNames.ofPark(park.id()))
                    .lines()
                    .forEach(line -> rows.add(new Row(park.id() + (name.isEmpty() ? "" : " " + name), line)));
        }
        latest.get(ALL).lines().forEach(line -> rows.add(new Row(texts.of("summary.all"), line)));
        if (rows.isEmpty()) {
            lines.add(texts.of("summary.no_day"));
            return;
        }
        TextTable inline = table(rows, true);
        lines.addAll((inline.width() <= WIDEST ? inline : table(rows, false)).lines());
        if (rows.stream().anyMatch(row -> row.line().provisional())) {
            lines.add(texts.of("summary.provisional"));
        }
        if (shown.size() < withDays.size()) {
            String more = Message.count(withDays.size() - shown.size());
            lines.add(
                    out == null
                            ? texts.of("summary.more_parks", "n", more)
                            : texts.of("summary.more_parks_in", "n", more, "file", out.resolve(ReplayFiles.DAILY)));
        }
    }

    private record Row(String name, ScopeLine line) {}

    /** n and d beside each rate, or, where that grows too wide, below it. */
    private TextTable table(List<Row> rows, boolean inline) {
        Map<Measure, Unit> units = new HashMap<>();
        for (Measure measure : List.of(Measure.POWER_OUTPUT_RATE, Measure.CAPACITY_UTILISATION)) {
            long largest = rows.stream()
                    .flatMap(row -> row.line().figure(measure).stream())
                    .mapToLong(figure -> Math.max(figure.n(), figure.d()))
                    .max()
                    .orElse(0);
            units.put(measure, Unit.of(largest));
        }
        List<Align> columns = new ArrayList<>(List.of(Align.LEFT, Align.LEFT));
        List<String> header = new ArrayList<>(List.of(texts.of("summary.park"), texts.of("summary.day")));
        List<String> terms = new ArrayList<>(List.of("", ""));
        headers(BEFORE_INDEX, units, columns, header, terms);
        columns.add(Align.RIGHT);
        header.add(heading(Measure.RESUMPTION_INDEX));
        terms.add(term(Measure.RESUMPTION_INDEX));
        headers(AFTER_INDEX, units, columns, header, terms);
        columns.addAll(List.of(Align.RIGHT, Align.RIGHT));
        header.addAll(List.of(heading(Measure.COVERAGE), heading(Measure.ENTERPRISES)));
        List<List<String[]>> cells = rows.stream().map(row -> cells(row, units)).toList();
        int[] printedWidths = widths(cells, 0);
        int[] partsWidths = widths(cells, 1);
        TextTable table = new TextTable(columns.toArray(Align[]::new))
                .row(header.toArray(String[]::new))
                .row(terms.toArray(String[]::new));
        for (List<String[]> row : cells) {
            String[] first = new String[row.size()];
            String[] second = new String[row.size()];
            for (int i = 0; i < row.size(); i++) {
                String printed = row.get(i)[0];
                String parts = row.get(i)[1];
                first[i] = inline && partsWidths[i] > 0
                        ? Columns.right(printed, printedWidths[i]) + " " + Columns.right(parts, partsWidths[i])
                        : printed;
                second[i] = parts;
            }
            table.row(first);
            if (!inline) {
                table.row(second);
            }
        }
        return table;
    }

    private String heading(Measure measure) {
        return texts.of("summary.head." + measure.id());
    }

    /** Under what name it is published, for those who read another language. */
    private String term(Measure measure) {
        return texts.of("summary.term." + measure.id());
    }

    private void headers(
            List<Measure> measures,
            Map<Measure, Unit> units,
            List<Align> columns,
            List<String> header,
            List<String> terms) {
        for (Measure measure : measures) {
            columns.add(Align.RIGHT);
            header.add(heading(measure));
            terms.add(Stream.of(
                            term(measure),
                            units.getOrDefault(measure, Unit.NONE).toString())
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(", ")));
        }
    }

    /** Each cell as what is printed, and n/d. */
    private static List<String[]> cells(Row row, Map<Measure, Unit> units) {
        ScopeLine line = row.line();
        List<String[]> cells = new ArrayList<>();
        cells.add(new String[] {Columns.cut(row.name(), WIDEST_PARK), ""});
        cells.add(new String[] {line.day() + (line.provisional() ? "*" : ""), ""});
        BEFORE_INDEX.forEach(measure -> cells.add(rate(line, measure, units.get(measure))));
        cells.add(new String[] {printed(line, Measure.RESUMPTION_INDEX), ""});
        AFTER_INDEX.forEach(measure -> cells.add(rate(line, measure, units.get(measure))));
        cells.add(new String[] {printed(line, Measure.COVERAGE), ""});
        cells.add(new String[] {
            line.figure(Measure.ENTERPRISES)
                    .map(figure -> Message.count(figure.n()))
                    .orElse(Printing.UNKNOWN),
            ""
        });
        return cells;
    }

    private static String printed(ScopeLine line, Measure measure) {
        return line.figure(measure).map(Figure::printed).orElse(Printing.UNKNOWN);
    }

    private static String[] rate(ScopeLine line, Measure measure, Unit unit) {
        Unit shown = unit == null ? Unit.NONE : unit;
        return new String[] {
            printed(line, measure),
            line.figure(measure)
                    .map(figure -> shown.print(figure.n()) + "/" + shown.print(figure.d()))
                    .orElse("")
        };
    }

    private static int[] widths(List<List<String[]>> cells, int part) {
        int[] widths = new int[cells.get(0).size()];
        for (List<String[]> row : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Columns.width(row.get(i)[part]));
            }
        }
        return widths;
    }

    /** The unit in which energies of a table are shown: six digits at most, as far as there are units. */
    private enum Unit {
        /** Of what is counted. */
        NONE("", 0),
        WH("Wh", 0),
        KWH("kWh", 3),
        MWH("MWh", 6),
        GWH("GWh", 9);

        private final String symbol;
        private final int digits;

        Unit(String symbol, int digits) {
            this.symbol = symbol;
            this.digits = digits;
        }

        static Unit of(long largestWh) {
            return Arrays.stream(values())
                    .filter(unit -> unit != NONE)
                    .filter(unit -> BigDecimal.valueOf(largestWh, unit.digits).compareTo(new BigDecimal(1_000_000)) < 0)
                    .findFirst()
                    .orElse(GWH);
        }

        String print(long wh) {
            return Message.count(BigDecimal.valueOf(wh, digits)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact());
        }

        @Override
        public String toString() {
            return symbol;
        }
    }

    private void streams() throws IOException {
        JsonNode run =
                new ObjectMapper().readTree(files.resolve(ReplayFiles.RUN).toFile());
        List<String> notes = new ArrayList<>();
        TextTable table = new TextTable(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT)
                .row(
                        texts.of("summary.stream"),
                        texts.of("summary.read"),
                        texts.of("summary.applied"),
                        texts.of("summary.duplicate"),
                        texts.of("summary.dead"));
        run.path("streams").properties().forEach(stream -> {
            JsonNode fates = stream.getValue();
            long sum = 0;
            List<String> reasons = new ArrayList<>();
            for (Map.Entry<String, JsonNode> reason : fates.path("dead").properties()) {
                sum += reason.getValue().asLong();
                reasons.add(
                        reason.getKey() + " " + Message.count(reason.getValue().asLong()));
            }
            table.row(
                    stream.getKey(),
                    count(fates, "read"),
                    count(fates, "applied"),
                    count(fates, "duplicate"),
                    Message.count(sum),
                    String.join(", ", reasons));
            // Of a replay it is always 0.
            long undecided = fates.path("read").asLong()
                    - fates.path("applied").asLong()
                    - fates.path("duplicate").asLong()
                    - sum;
            if (undecided > 0) {
                notes.add(texts.of("summary.undecided", "stream", stream.getKey(), "n", Message.count(undecided)));
            } else if (undecided < 0) {
                notes.add(texts.of("summary.both", "stream", stream.getKey(), "n", Message.count(-undecided)));
            }
        });
        lines.add("");
        lines.addAll(table.lines());
        lines.addAll(notes);
    }

    /** Some of them; where nothing was applied the objections have them. */
    private void deadLetters() throws IOException {
        List<String> first =
                objections.isEmpty() ? DeadLetterExamples.first(files.resolve(ReplayFiles.DEAD_LETTERS)) : List.of();
        if (!first.isEmpty()) {
            lines.add("");
            lines.add(texts.of("summary.first_dead", "file", out.resolve(ReplayFiles.DEAD_LETTERS)));
            lines.addAll(first);
            lines.add(texts.of("nothing.page"));
        }
    }

    private void findings(Path recording, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(texts.of("findings.head"));
        lines.addAll(FindingTexts.brief(texts, findings, MOST_FINDINGS));
        int more = findings.size() - MOST_FINDINGS;
        lines.add("  "
                + texts.of(
                        more > 0 ? "findings.more" : "findings.do",
                        "n",
                        more,
                        "command",
                        ShellWords.join("./parkpulse", "check", recording.toString())));
    }

    private static String count(JsonNode fates, String name) {
        return Message.count(fates.path(name).asLong());
    }

    private void next() {
        lines.add("");
        lines.add(texts.of("summary.files", "out", out, "files", String.join(", ", ReplayFiles.ALL)));
        parks.stream()
                .flatMap(park -> latest.get(ScopeNames.ofPark(park.id())).lines().stream())
                .findFirst()
                .ifPresent(line -> lines.add(texts.of(
                        "summary.next",
                        "command",
                        ShellWords.join(
                                "./parkpulse",
                                "explain",
                                out.toString(),
                                "--scope",
                                line.scope(),
                                "--day",
                                line.day().toString(),
                                "--measure",
                                known(line).id()))));
    }

    /** A figure to explain next: the first that is known. */
    private static Measure known(ScopeLine line) {
        return List.of(Measure.POWER_OUTPUT_RATE, Measure.ENTERPRISE_RESUMPTION, Measure.STAFF_RETURN).stream()
                .filter(measure -> line.figure(measure).isPresent())
                .findFirst()
                .orElse(Measure.POWER_WORK_RATE);
    }
}
