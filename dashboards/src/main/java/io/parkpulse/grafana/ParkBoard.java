package io.parkpulse.grafana;

import io.parkpulse.grafana.BoardPanels.Scopes;
import io.parkpulse.grafana.Panel.Size;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Measure;
import io.parkpulse.roster.Dimension;
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
        grid.add(parts.figure(Measure.TARGET_RATE, Scopes.SCOPE, FIGURE))
                .add(parts.figure(Measure.UTILISATION_MEAN, Scopes.SCOPE, FIGURE))
                .add(parts.figure(Measure.COVERAGE, Scopes.SCOPE, FIGURE))
                .add(parts.age(Scopes.SCOPE, FIGURE));
        for (Bands bands : Bands.values()) {
            grid.add(parts.bands(bands, Scopes.SCOPE, new Size(12, 4)));
        }
        grid.part(texts.of("part.course"))
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
        for (Dimension dimension : List.of(Dimension.TIER, Dimension.INDUSTRY, Dimension.SITE, Dimension.PRIORITY)) {
            grid.add(parts.groups(dimension, Scopes.PARK, HALF));
        }
        grid.add(parts.groups(Dimension.GRID, Scopes.PARK, new Size(24, 10)))
                .part(texts.of("part.alerts"))
                .add(parts.alerts().alertStates(true, new Size(24, 7)))
                .add(parts.alerts().alertLog(new Size(24, 9)));
        return grid;
    }
}
