package io.parkpulse.grafana;

import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.grafana.BoardPanels.Scopes;
import io.parkpulse.grafana.Panel.Size;
import io.parkpulse.index.DayColumn;
import io.parkpulse.index.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every enterprise of a park, so that nobody is missed (不落一企): who is not at work, and of whom nothing is known. */
final class EnterprisesBoard {
    private static final String AT_WORK = DayColumn.AT_WORK.id();
    private static final String METERED = DayColumn.METERED.id();
    private static final String MATCHED = DayColumn.MATCHED.id();
    private static final String RESUMED = DayColumn.POWER_RESUMED.id();
    private static final String COVERED = DayColumn.COVERED_MS.id();
    private static final String WINDOW = DayColumn.WINDOW_MS.id();
    private static final String ENERGY = DayColumn.ENERGY_WH.id();
    private static final String BASELINE = DayColumn.BASELINE_WH.id();
    private static final String RETURNED = DayColumn.RETURNED.id();
    private static final String REGISTERED = DayColumn.STAFF_REGISTERED.id();
    private static final String ONLINE = DayColumn.ONLINE.id();
    private static final String COVERAGE = "coverage";

    private final BoardPanels parts;
    private final BoardTexts texts;

    private EnterprisesBoard(BoardPanels parts) {
        this.parts = parts;
        this.texts = parts.texts();
    }

    static Grid layOut(BoardPanels parts) {
        return new EnterprisesBoard(parts).grid();
    }

    private Grid grid() {
        return new Grid()
                .part(texts.of("part.completeness"))
                .add(parts.newestDay(Scopes.PARK, new Size(4, 4)))
                .add(parts.dayFigures(
                        "known_of_day",
                        List.of(Measure.ENTERPRISES, Measure.METERED, Measure.MATCHED, Measure.SILENT),
                        Scopes.PARK,
                        new Size(12, 4)))
                .add(parts.dayFigure(Measure.ENTERPRISE_RESUMPTION, Scopes.PARK, new Size(8, 4)))
                .add(completeness(new Size(24, 8)))
                .part(texts.of("part.nobody_missed"))
                .add(list("idle", standing().whereRow(AT_WORK, "= 0"), all(), new Size(24, 10)))
                .add(list("mute", standing().whereRow(METERED, "= 1").whereRow(COVERED, "= 0"), few(), new Size(12, 9)))
                .add(list(
                        "scanty",
                        standing()
                                .selectPercentage(COVERED, WINDOW, COVERAGE)
                                .whereRow(METERED, "= 1")
                                .whereRow(COVERED, "> 0")
                                .whereRowBelow(
                                        COVERED,
                                        parts.standards().coverageGate().toPlainString(),
                                        WINDOW),
                        scanty(),
                        new Size(12, 9)))
                .part(texts.of("part.enterprises"))
                .add(list("enterprises", standing().whereRow(WINDOW, "> 0"), all(), new Size(24, 12)))
                .part(texts.of("part.enterprise"))
                .add(list(
                        "enterprise",
                        standing()
                                .where(OutputSchema.ENTERPRISE, Variable.ENTERPRISE)
                                .whereRow(WINDOW, "> 0"),
                        all(),
                        new Size(24, 4)))
                .add(course("energy", Unit.WATT_HOURS, ENERGY, BASELINE))
                .add(course("staff", Unit.COUNT, RETURNED, ONLINE, REGISTERED));
    }

    /** Who of all was known on each day, added up from the rows of enterprises. */
    private Panel completeness(Size size) {
        return Panel.bars(texts.head("completeness"), size, Unit.COUNT)
                .line(texts.catalogue().label(Measure.ENTERPRISES), days(Query.Function.COUNT, AT_WORK))
                .line(texts.of("column.at_work"), days(Query.Function.SUM, AT_WORK))
                .line(texts.catalogue().label(Measure.METERED), days(Query.Function.SUM, METERED))
                .line(texts.catalogue().label(Measure.MATCHED), days(Query.Function.SUM, MATCHED));
    }

    private static Query days(Query.Function function, String field) {
        return ofPark(Query.days(OutputSchema.ENTERPRISE_DAY, function, field));
    }

    private static Query ofPark(Query query) {
        return query.where(OutputSchema.RUN, Variable.RUN).where(OutputSchema.PARK, Variable.PARK);
    }

    private static Query standing() {
        return ofPark(Query.standing(OutputSchema.ENTERPRISE_DAY, AT_WORK)).groupBy(OutputSchema.ENTERPRISE);
    }

    private Panel list(String panel, Query query, List<Column> columns, Size size) {
        for (Column column : columns) {
            String name = column.name();
            if (OutputSchema.ENTERPRISE_DAY.field(name).isPresent()) {
                query.select(name);
            }
        }
        return Panel.table(texts.head(panel), size, query, columns).sortedBy(texts.of("column.enterprise"), false);
    }

    private List<Column> few() {
        List<Column> columns = new ArrayList<>();
        columns.add(parts.names()
                .enterpriseColumn()
                .link(
                        texts.of("link.enterprise"),
                        Board.ENTERPRISES.address(
                                texts.language(), Map.of(Variable.ENTERPRISE, "${__value.raw:percentencode}"))));
        columns.add(Column.time(texts.of("column.day"), Unit.DAY));
        columns.add(yesOrNo(AT_WORK));
        columns.add(new Column(RETURNED, texts.of("column.returned"), Unit.COUNT));
        return columns;
    }

    private List<Column> scanty() {
        List<Column> columns = few();
        columns.add(2, new Column(COVERAGE, texts.catalogue().label(Measure.COVERAGE), Unit.PERCENT));
        return columns;
    }

    private List<Column> all() {
        List<Column> columns = few();
        columns.add(new Column(REGISTERED, texts.of("column.registered"), Unit.COUNT));
        columns.add(new Column(ONLINE, texts.of("column.online"), Unit.COUNT));
        columns.add(yesOrNo(METERED));
        columns.add(yesOrNo(MATCHED));
        columns.add(yesOrNo(RESUMED));
        columns.add(new Column(ENERGY, texts.of("column.energy"), Unit.WATT_HOURS));
        columns.add(new Column(BASELINE, texts.of("column.baseline"), Unit.WATT_HOURS));
        columns.add(new Column(COVERED, texts.of("column.covered"), Unit.MILLISECONDS));
        columns.add(new Column("used_wh", texts.of("column.used"), Unit.WATT_HOURS));
        columns.add(new Column("capacity_wh", texts.of("column.capacity"), Unit.WATT_HOURS));
        return columns;
    }

    private Column yesOrNo(String field) {
        return new Column(field, texts.of("column." + field), Unit.TEXT)
                .word("1", texts.of("word.yes"), null)
                .word("0", texts.of("word.no"), null);
    }

    private Panel course(String panel, Unit unit, String... fields) {
        Panel bars = Panel.bars(texts.head(panel), new Size(12, 9), unit);
        for (String field : fields) {
            String word = field.replace("_wh", "").replace("staff_", "");
            bars.line(
                    texts.of("column." + word),
                    days(Query.Function.SUM, field).where(OutputSchema.ENTERPRISE, Variable.ENTERPRISE));
        }
        return bars.range("30d");
    }
}
