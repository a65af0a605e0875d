package io.parkpulse.explain;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Printing;
import io.parkpulse.text.TextTable;
import io.parkpulse.text.TextTable.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All figures of a scope and a day for people to read. */
public final class FigureList {
    /** Of what enterprises the bands tell, in their order. */
    private static final String LIMITS = "enterprises with "
            + IntStream.range(0, Bands.COUNT).mapToObj(Catalogue::range).collect(Collectors.joining(" · "));

    private FigureList() {}

    /** The lines to print. */
    public static List<String> lines(DailyLine line, String parkName) {
        List<String> lines = new ArrayList<>();
        lines.add(line.scope() + (parkName.isEmpty() ? "" : "  " + parkName) + ", " + line.day() + " ("
                + (line.provisional() ? "provisional" : "final") + "), method " + line.method());
        TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.LEFT)
                .row("measure", "", "", "n / d", "");
        for (Measure measure : Measure.ofDay()) {
            Figure figure = line.figure(measure).orElse(null);
            table.row(
                    measure.id(),
                    Labels.of(measure),
                    figure == null ? Printing.UNKNOWN : figure.printed(),
                    figure == null || !measure.isRate() ? "" : figure.n() + " / " + figure.d(),
                    Labels.parts(measure));
        }
        for (Bands bands : Bands.values()) {
            List<Long> enterprises = line.bands().get(bands);
            if (enterprises != null) {
                String counts = enterprises.stream().map(String::valueOf).collect(Collectors.joining(" · "));
                table.row(bands.id(), Labels.of(bands), counts, "", LIMITS);
            }
        }
        lines.addAll(table.lines());
        return lines;
    }
}
