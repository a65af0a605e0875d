package io.parkpulse.grafana;

import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.grafana.BoardPanels.Scopes;
import io.parkpulse.grafana.Panel.Size;
import io.parkpulse.index.Measure;

/** The daily ledger (台账), for whoever reports: each closed day with what it is made of, and which have changed since. */
final class LedgerBoard {
    private LedgerBoard() {}

    static Grid layOut(BoardPanels parts) {
        BoardTexts texts = parts.texts();
        return new Grid()
                .part(texts.of("part.ledger"))
                .add(parts.newestDay(Scopes.SCOPE, new Size(8, 4)))
                .add(parts.dayTotal(
                        "closed_days",
                        Query.Function.COUNT,
                        OutputSchema.value(Measure.ENTERPRISES).name(),
                        new Size(8, 4)))
                .add(parts.dayTotal("revisions", Query.Function.SUM, OutputSchema.REVISION.name(), new Size(8, 4))
                        .badFrom(1))
                .add(parts.ledger(Scopes.SCOPE, new Size(24, 12)))
                .add(parts.closedDays(Scopes.SCOPE, new Size(24, 9)))
                .part(texts.of("part.parks"))
                .add(parts.newestDays(new Size(24, 11)))
                .add(parts.revisedDays(new Size(24, 8)))
                .part(texts.of("part.centre"))
                .add(parts.ledger(Scopes.CENTRE, new Size(24, 12)));
    }
}
