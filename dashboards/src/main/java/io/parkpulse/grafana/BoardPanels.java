package io.parkpulse.grafana;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.MethodParameters;
import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.grafana.Panel.Size;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Measure.Kind;
import io.parkpulse.roster.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What boards have in common: figures of scopes, as they stand, over time, and beside each other. */
final class BoardPanels {
    /** The figures that are looked at first, in that order. */
    static final List<Measure> LEADING = List.of(
            Measure.ENTERPRISE_RESUMPTION,
            Measure.RESUMPTION_INDEX,
            Measure.POWER_WORK_RATE,
            Measure.POWER_OUTPUT_RATE,
            Measure.STAFF_RETURN,
            Measure.CAPACITY_UTILISATION);

    /** Steps of the job; a trend in shorter intervals would have holes. */
    private static final String STEP = "5m";
    /** The column that says whether enough is known of a row to rank it. */
    private static final String RANKED = "ranked";

    private static final String REVISION = OutputSchema.REVISION.name();

    private final BoardTexts texts;
    private final Catalogue catalogue;
    private final ReferenceValues standards;
    private final RegistryNames names;
    private final AlertPanels alerts;

    BoardPanels(BoardTexts texts, ReferenceValues standards) {
        this.texts = texts;
        this.catalogue = texts.catalogue();
        this.standards = standards;
        this.names = new RegistryNames(texts, standards.registry());
        this.alerts = new AlertPanels(texts, names);
    }

    BoardTexts texts() {
        return texts;
    }

    ReferenceValues standards() {
        return standards;
    }

    RegistryNames names() {
        return names;
    }

    AlertPanels alerts() {
        return alerts;
    }

    /** Which scopes a query is about. */
    enum Scopes {
        /** The chosen scope above parks. */
        CENTRE(Variable.CENTRE.regex(), null),
        /** The chosen scope of the chosen park. */
        SCOPE(Variable.SCOPE.regex(), null),
        /** The chosen park as a whole. */
        PARK("park:" + Variable.PARK.regex(), null),
        /** Every park as a whole. */
        PARKS("park:[^\\/]+", OutputSchema.PARK),
        /** Every region as a whole. */
        REGIONS("region:[^:]+", OutputSchema.SCOPE);

        private final String expression;
        private final String group;

        Scopes(String expression, String group) {
            this.expression = expression;
            this.group = group;
        }

        /** Restricts a query to them, one group for each. */
        Query of(Query query) {
            Query restricted = query.where(OutputSchema.RUN, Variable.RUN).whereLike(OutputSchema.SCOPE, expression);
            return group == null ? restricted : restricted.groupBy(group);
        }
    }

    private static String value(Measure measure) {
        return OutputSchema.value(measure).name();
    }

    private static Query live(Query query) {
        return query.where(OutputSchema.KIND, OutputSchema.LIVE);
    }

    private static Query daily(Query query) {
        return query.where(OutputSchema.KIND, OutputSchema.DAILY);
    }

    /** A figure of a scope as it stands, with its n and d. */
    Panel figure(Measure measure, Scopes scopes, Size size) {
        List<Column> columns = withParts(measure);
        return Panel.figures(texts.head(measure), size, live(scopes.of(newest(columns))), columns);
    }

    private List<Column> withParts(Measure measure) {
        List<Column> columns = new ArrayList<>();
        columns.add(column(measure));
        if (measure.kind() == Kind.RATE) {
            columns.add(new Column(OutputSchema.numerator(measure).name(), texts.of("column.n"), Unit.COUNT));
            columns.add(new Column(OutputSchema.denominator(measure).name(), texts.of("column.d"), Unit.COUNT));
        }
        return columns;
    }

    /** How long before a figure is shown beside the present one. */
    enum Before {
        /** The same time of the day before. */
        DAY("24h"),
        /** The same time a week before: the same day of the week. */
        WEEK("7d");

        private final String duration;

        Before(String duration) {
            this.duration = duration;
        }

        private String key() {
            return "before." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same as it stood before. */
    Panel figureBefore(Measure measure, Before before, Scopes scopes, Size size) {
        Panel.Head head = texts.head(measure);
        List<Column> columns = List.of(column(measure));
        return Panel.figures(
                        new Panel.Head(texts.of(before.key(), "measure", head.title()), head.description()),
                        size,
                        live(scopes.of(newest(columns))),
                        columns)
                .before(before.duration);
    }

    /** The newest row with these columns, and with one that is always there. */
    private static Query newest(List<Column> columns) {
        List<String> names = new ArrayList<>(columns.stream().map(Column::name).toList());
        names.removeAll(OutputSchema.PARK_INDEX.tags());
        names.remove(Column.TIME);
        if (!names.contains(value(Measure.ENTERPRISES))) {
            names.add(value(Measure.ENTERPRISES));
        }
        return Query.newest(OutputSchema.PARK_INDEX).select(names);
    }

    /** The same, without the values that rest on meters where these cover too little. */
    private Query newestWhereCovered(List<Column> columns) {
        List<String> byMeters = Stream.of(Measure.values())
                .filter(measure -> measure.restsOnMeters() && measure != Measure.COVERAGE)
                .map(BoardPanels::value)
                .filter(name ->
                        columns.stream().anyMatch(column -> column.name().equals(name)))
                .toList();
        String part = OutputSchema.numerator(Measure.COVERAGE).name();
        String whole = OutputSchema.denominator(Measure.COVERAGE).name();
        String gate = standards.coverageGate().toPlainString();
        List<Column> others = columns.stream()
                .filter(column ->
                        !byMeters.contains(column.name()) && !column.name().equals(RANKED))
                .toList();
        return newest(others).selectWhereReached(byMeters, part, gate, whole).selectMargin(part, gate, whole, RANKED);
    }

    /** How old the newest figures are. */
    Panel age(Scopes scopes, Size size) {
        return Panel.age(texts.head("age"), size, live(scopes.of(newest(List.of()))));
    }

    /** Figures of a scope over the time range. */
    Panel course(Scopes scopes, Size size) {
        return lines(Panel.lines(texts.head("course"), size, Unit.NUMBER), LEADING, scopes);
    }

    /** Other measures of a scope over the time range. */
    Panel course(String panel, Unit unit, List<Measure> measures, Scopes scopes, Size size) {
        return lines(Panel.lines(texts.head(panel), size, unit), measures, scopes);
    }

    private Panel lines(Panel panel, List<Measure> measures, Scopes scopes) {
        for (Measure measure : measures) {
            panel.line(
                    catalogue.label(measure),
                    live(scopes.of(Query.trend(OutputSchema.PARK_INDEX, Query.Function.LAST, value(measure)))));
        }
        return panel.leastInterval(STEP);
    }

    /** One measure of many scopes over the time range, a line for each. */
    Panel comparison(Measure measure, Scopes scopes, Size size) {
        Panel panel = Panel.lines(texts.head(measure), size, Unit.of(measure, catalogue))
                .lines(
                        live(scopes.of(Query.trend(OutputSchema.PARK_INDEX, Query.Function.LAST, value(measure)))),
                        scopes.group)
                .leastInterval(STEP)
                .bounds(standards.bounds().get(measure));
        if (scopes == Scopes.PARKS) {
            names.parkNames().forEach(panel::named);
        }
        return panel;
    }

    /** Figures of a scope on its closed days. */
    Panel closedDays(Scopes scopes, Size size) {
        Panel panel = Panel.bars(texts.head("days"), size, Unit.NUMBER);
        for (Measure measure : LEADING) {
            panel.line(
                    catalogue.label(measure),
                    daily(scopes.of(Query.days(OutputSchema.PARK_INDEX, Query.Function.LAST, value(measure)))));
        }
        return panel.range("30d");
    }

    /** Scopes beside each other, as they stand. */
    Panel ranking(String panel, Scopes scopes, Size size) {
        List<Column> columns = new ArrayList<>();
        columns.add(scopes == Scopes.PARKS ? names.parkColumn() : names.centreColumn());
        columns.add(column(Measure.ENTERPRISE_RESUMPTION).gauge());
        columns.addAll(parts(Measure.ENTERPRISE_RESUMPTION));
        for (Measure measure : LEADING.subList(1, LEADING.size())) {
            columns.add(column(measure));
        }
        columns.add(column(Measure.COVERAGE));
        columns.add(new Column(RANKED, texts.of("column.ranked"), Unit.TEXT)
                .signs(
                        texts.of("word.ranked"),
                        texts.of("word.not_ranked", "gate", MethodParameters.percent(standards.coverageGate()))));
        columns.add(column(Measure.SILENT));
        columns.add(Column.time(texts.of("column.as_of"), Unit.INSTANT));
        return Panel.table(texts.head(panel), size, live(scopes.of(newestWhereCovered(columns))), columns)
                .sortedBy(catalogue.label(Measure.ENTERPRISE_RESUMPTION), true);
    }

    /** How many enterprises of a scope lie in each band, as it stands. */
    Panel bands(Bands bands, Scopes scopes, Size size) {
        List<Column> columns = IntStream.range(0, Bands.COUNT)
                .mapToObj(band -> new Column(OutputSchema.band(bands, band).name(), Catalogue.range(band), Unit.COUNT))
                .toList();
        return Panel.figures(texts.head(bands), size, live(scopes.of(newest(columns))), columns);
    }

    /**
     * The parts of one dimension, as they stand, e.g. the {@code tier}s.
     *
     * @param whole what they are parts of: the chosen park, or the chosen scope above parks
     */
    Panel groups(Dimension dimension, Scopes whole, Size size) {
        List<Column> columns = new ArrayList<>();
        columns.add(names.groupColumn(dimension.id(), whole));
        columns.add(column(Measure.ENTERPRISE_RESUMPTION).gauge());
        columns.addAll(parts(Measure.ENTERPRISE_RESUMPTION));
        columns.add(column(Measure.RESUMPTION_INDEX));
        columns.add(column(Measure.STAFF_RETURN));
        columns.add(column(Measure.COVERAGE));
        columns.add(column(Measure.SILENT));
        Query query = live(newest(columns))
                .where(OutputSchema.RUN, Variable.RUN)
                .whereLike(OutputSchema.SCOPE, whole.expression + "\\/" + dimension.id() + ":.+")
                .groupBy(OutputSchema.SCOPE);
        Panel table = Panel.table(texts.head(dimension.id()), size, query, columns);
        return dimension == Dimension.GRID // in the order of the cells, those inside one after it
                ? table
                : table.sortedBy(catalogue.label(Measure.ENTERPRISE_RESUMPTION), false);
    }

    /** The closed days of a scope, with everything they are made of. */
    Panel ledger(Scopes scopes, Size size) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.time(texts.of("column.day"), Unit.DAY));
        columns.addAll(dayColumns());
        Query query = Query.rows(OutputSchema.PARK_INDEX).select(names(columns));
        return Panel.table(
                texts.head("ledger_" + (scopes == Scopes.CENTRE ? "centre" : "scope")),
                size,
                daily(scopes.of(query)),
                columns);
    }

    /** The newest closed day of every park. */
    Panel newestDays(Size size) {
        List<Column> columns = new ArrayList<>();
        columns.add(names.parkColumn());
        columns.add(Column.time(texts.of("column.day"), Unit.DAY));
        columns.addAll(dayColumns());
        return Panel.table(texts.head("newest_days"), size, daily(Scopes.PARKS.of(newest(columns))), columns)
                .sortedBy(catalogue.label(Measure.ENTERPRISE_RESUMPTION), true);
    }

    /** Closed days of parks that late records have changed. */
    Panel revisedDays(Size size) {
        List<Column> columns = new ArrayList<>();
        columns.add(names.parkColumn());
        columns.add(Column.time(texts.of("column.day"), Unit.DAY));
        columns.add(revision());
        LEADING.forEach(measure -> columns.add(column(measure)));
        Query query = Query.rows(OutputSchema.PARK_INDEX).select(names(columns)).whereField(REVISION, "> 0");
        return Panel.table(texts.head("revised_days"), size, daily(Scopes.PARKS.of(query)), columns)
                .sortedBy(texts.of("column.day"), true);
    }

    /** Which closed day of a scope is the newest. */
    Panel newestDay(Scopes scopes, Size size) {
        return Panel.day(texts.head("newest_day"), size, daily(scopes.of(newest(List.of()))));
    }

    /** A figure of a scope on its newest closed day, with its n and d. */
    Panel dayFigure(Measure measure, Scopes scopes, Size size) {
        List<Column> columns = withParts(measure);
        return Panel.figures(texts.head(measure), size, daily(scopes.of(newest(columns))), columns);
    }

    /** Several figures of a scope on its newest closed day. */
    Panel dayFigures(String panel, List<Measure> measures, Scopes scopes, Size size) {
        List<Column> columns = measures.stream().map(this::column).toList();
        return Panel.figures(texts.head(panel), size, daily(scopes.of(newest(columns))), columns);
    }

    /** What is known of every park. */
    Panel dataOfParks(Size size) {
        List<Column> columns = new ArrayList<>();
        columns.add(names.parkColumn());
        columns.add(column(Measure.COVERAGE).gauge());
        for (Measure measure : List.of(Measure.ENTERPRISES, Measure.METERED, Measure.MATCHED, Measure.SILENT)) {
            columns.add(column(measure));
        }
        columns.add(Column.time(texts.of("column.as_of"), Unit.INSTANT));
        return Panel.table(texts.head("data_of_parks"), size, live(Scopes.PARKS.of(newest(columns))), columns)
                .sortedBy(catalogue.label(Measure.COVERAGE), false);
    }

    /** How many days of a scope are closed, and how often they changed. */
    Panel dayTotal(String panel, Query.Function function, String field, Size size) {
        return Panel.figures(
                texts.head(panel),
                size,
                daily(Scopes.SCOPE.of(Query.total(OutputSchema.PARK_INDEX, function, field))),
                List.of(new Column(Query.TOTAL, texts.of("panel." + panel + ".title"), Unit.COUNT)));
    }

    private List<Column> dayColumns() {
        List<Column> columns = new ArrayList<>();
        columns.add(revision());
        for (Measure measure : Measure.ofDay()) {
            columns.add(column(measure));
            columns.addAll(parts(measure));
        }
        return columns;
    }

    private Column revision() {
        return new Column(REVISION, texts.of("column.revision"), Unit.COUNT);
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream()
                .map(Column::name)
                .filter(name -> !name.equals(Column.TIME)
                        && !OutputSchema.PARK_INDEX.tags().contains(name))
                .toList();
    }

    /** The value of a measure. */
    Column column(Measure measure) {
        return new Column(value(measure), catalogue.label(measure), Unit.of(measure, catalogue))
                .bounds(standards.bounds().get(measure));
    }

    /** n and d of a rate; nothing for what is no rate. */
    private List<Column> parts(Measure measure) {
        if (measure.kind() != Kind.RATE) {
            return List.of();
        }
        String label = catalogue.label(measure);
        return List.of(
                new Column(
                        OutputSchema.numerator(measure).name(), texts.of("column.n_of", "measure", label), Unit.COUNT),
                new Column(
                        OutputSchema.denominator(measure).name(),
                        texts.of("column.d_of", "measure", label),
                        Unit.COUNT));
    }
}
