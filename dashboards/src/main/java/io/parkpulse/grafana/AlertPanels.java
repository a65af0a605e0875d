package io.parkpulse.grafana;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.grafana.Panel.Size;
import io.parkpulse.index.Measure;
import java.util.ArrayList;
import java.util.List;

/** What boards show of alerts: which fire, when which did, and what was told. */
final class AlertPanels {
    /** A firing alert is sent again after a day at the latest. */
    private static final String ALERTS_STAND = "7d";

    private final BoardTexts texts;
    private final Catalogue catalogue;
    private final RegistryNames names;

    AlertPanels(BoardTexts texts, RegistryNames names) {
        this.texts = texts;
        this.catalogue = texts.catalogue();
        this.names = names;
    }

    /** The alerts that fire now. */
    Panel firing(Size size) {
        Query query = Query.standing(OutputSchema.PARK_ALERT, "firing")
                .select("severity", "n", "d", "threshold", "coverage_percent", "id")
                .where(OutputSchema.RUN, Variable.RUN)
                .whereRow("firing", "= 1")
                .groupBy(OutputSchema.SCOPE, OutputSchema.RULE)
                .lookingBack(ALERTS_STAND);
        List<Column> columns = new ArrayList<>();
        columns.add(names.scopeColumn());
        columns.add(new Column(OutputSchema.RULE, texts.of("column.rule"), Unit.TEXT));
        columns.add(severity());
        columns.addAll(alertColumns());
        columns.add(Column.time(texts.of("column.sent"), Unit.INSTANT));
        return Panel.table(texts.head("firing"), size, query, columns).sortedBy(texts.of("column.sent"), true);
    }

    /** When which alerts fired, a row for each rule and scope. */
    Panel alertStates(boolean ofPark, Size size) {
        Query query = Query.trend(OutputSchema.PARK_ALERT, Query.Function.LAST, "firing")
                .where(OutputSchema.RUN, Variable.RUN);
        if (ofPark) {
            query.where(OutputSchema.PARK, Variable.PARK);
        }
        Panel panel = Panel.states(
                        texts.head("alert_states"),
                        size,
                        query.groupBy(OutputSchema.RULE, OutputSchema.SCOPE),
                        List.of(OutputSchema.RULE, OutputSchema.SCOPE))
                .words(firingOrOver())
                .range(ALERTS_STAND);
        names.nameLastTag(panel);
        return panel;
    }

    private Column firingOrOver() {
        return new Column("firing", texts.of("column.firing"), Unit.TEXT)
                .word("1", texts.of("word.firing"), Panel.WARNING)
                .word("0", catalogue.word("severity", "resolved"), Panel.GOOD);
    }

    /** Messages about the alerts of the chosen park, the newest first. */
    Panel alertLog(Size size) {
        Query query = Query.rows(OutputSchema.PARK_ALERT)
                .select(OutputSchema.SCOPE, OutputSchema.RULE)
                .select("firing", "severity", "n", "d", "threshold", "coverage_percent", "id")
                .where(OutputSchema.RUN, Variable.RUN)
                .where(OutputSchema.PARK, Variable.PARK);
        List<Column> columns = new ArrayList<>();
        columns.add(Column.time(texts.of("column.sent"), Unit.INSTANT));
        columns.add(names.scopeColumn());
        columns.add(new Column(OutputSchema.RULE, texts.of("column.rule"), Unit.TEXT));
        columns.add(firingOrOver());
        columns.add(severity());
        columns.addAll(alertColumns());
        return Panel.table(texts.head("alert_log"), size, query, columns).sortedBy(texts.of("column.sent"), true);
    }

    private Column severity() {
        return new Column("severity", texts.of("column.severity"), Unit.TEXT)
                .word("critical", catalogue.word("severity", "critical"), Panel.CRITICAL)
                .word("warning", catalogue.word("severity", "warning"), Panel.WARNING);
    }

    private List<Column> alertColumns() {
        return List.of(
                new Column("n", texts.of("column.n"), Unit.COUNT),
                new Column("d", texts.of("column.d"), Unit.COUNT),
                new Column("threshold", texts.of("column.threshold"), Unit.NUMBER),
                new Column("coverage_percent", catalogue.label(Measure.COVERAGE), Unit.PERCENT),
                new Column("id", texts.of("column.id"), Unit.TEXT));
    }
}
