package io.parkpulse.grafana;

import io.parkpulse.grafana.BoardPanels.Scopes;
import io.parkpulse.grafana.Panel.Size;
import io.parkpulse.index.Measure;
import java.util.List;

/** One park, for its office: how it stands as a whole and by every division of it. */
final class ParkBoard {
    private static final Size FIGURE = new Size(6, 4);
    private static final Size HALF = new Size(12, 9);

    private ParkBoard() {}

    static Grid layOut(BoardPanels parts) {
        BoardTexts texts = parts.texts();
        Grid grid = new Grid().part(texts.of("part.figures"));
        for (Measure measure : BoardPanels.LEADING) {
            grid.add(parts.figure(measure, Scopes.SCOPE, FIGURE));
        }
        grid.add(parts.figure(Measure.COVERAGE, Scopes.SCOPE, FIGURE))
                .add(parts.age(Scopes.SCOPE, FIGURE))
                .part(texts.of("part.course"))
                .add(parts.course(Scopes.SCOPE, HALF))
                .add(parts.closedDays(Scopes.SCOPE, HALF))
                .add(parts.course("people", Unit.COUNT, List.of(Measure.PRESENT), Scopes.SCOPE, HALF))
                .add(parts.course(
                        "known",
                        Unit.COUNT,
                        List.of(Measure.ENTERPRISES, Measure.METERED, Measure.MATCHED, Measure.SILENT),
                        Scopes.SCOPE,
                        HALF))
                .part(texts.of("part.groups"));
        for (String dimension : List.of("tier", "industry", "site", "priority")) {
            grid.add(parts.groups(dimension, HALF));
        }
        grid.add(parts.groups("grid", new Size(24, 10)))
                .part(texts.of("part.alerts"))
                .add(parts.alertLog(new Size(24, 9)));
        return grid;
    }
}
