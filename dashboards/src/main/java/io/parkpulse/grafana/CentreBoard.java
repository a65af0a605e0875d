package io.parkpulse.grafana;

import io.parkpulse.grafana.BoardPanels.Before;
import io.parkpulse.grafana.BoardPanels.Scopes;
import io.parkpulse.grafana.Panel.Size;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Measure;
import io.parkpulse.roster.Dimension;
import java.util.Arrays;
import java.util.List;

/** All parks, or those of a region, for whoever steers them: how it stands, since when, and where. */
final class CentreBoard {
    private static final Size FIGURE = new Size(6, 4);

    private CentreBoard() {}

    static Grid layOut(BoardPanels parts) {
        BoardTexts texts = parts.texts();
        Grid grid = new Grid().part(texts.of("part.figures"));
        for (Measure measure : BoardPanels.LEADING) {
            grid.add(parts.figure(measure, Scopes.CENTRE, FIGURE));
        }
        grid.add(parts.figure(Measure.TARGET_RATE, Scopes.CENTRE, FIGURE))
                .add(parts.figure(Measure.UTILISATION_MEAN, Scopes.CENTRE, FIGURE))
                .add(parts.figure(Measure.COVERAGE, Scopes.CENTRE, FIGURE))
                .add(parts.figure(Measure.PRESENT, Scopes.CENTRE, FIGURE));
        for (Bands bands : Bands.values()) {
            grid.add(parts.bands(bands, Scopes.CENTRE, new Size(12, 4)));
        }
        grid.part(texts.of("part.before")).add(parts.age(Scopes.CENTRE, FIGURE));
        for (Before before : Before.values()) {
            for (Measure measure :
                    List.of(Measure.ENTERPRISE_RESUMPTION, Measure.RESUMPTION_INDEX, Measure.STAFF_RETURN)) {
                grid.add(parts.figureBefore(measure, before, Scopes.CENTRE, FIGURE));
            }
        }
        grid.part(texts.of("part.course"))
                .add(parts.course(Scopes.CENTRE, new Size(12, 9)))
                .add(parts.closedDays(Scopes.CENTRE, new Size(12, 9)))
                .part(texts.of("part.where"))
                .add(parts.ranking("ranking", Scopes.PARKS, new Size(24, 12)))
                .add(parts.ranking("regions", Scopes.REGIONS, new Size(24, 8)))
                .add(parts.alerts().firing(new Size(24, 8)))
                .add(parts.alerts().alertStates(false, new Size(24, 9)))
                .part(texts.of("part.groups"));
        Arrays.stream(Dimension.values())
                .filter(Dimension::acrossParks)
                .forEach(dimension -> grid.add(parts.groups(dimension, Scopes.CENTRE, new Size(12, 9))));
        return grid;
    }
}
