package io.parkpulse.replay;

import io.parkpulse.alerts.Alert;
import io.parkpulse.alerts.AlertBook;
import io.parkpulse.alerts.AlertLine;
import io.parkpulse.alerts.Declaration;
import io.parkpulse.alerts.ScopePoint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Raises the alerts of a replay while its figures are written, end by end. */
final class AlertLines {
    private final OutputStream file;
    private final AlertBook book;
    private final List<Declaration> declarations;
    private int nextDeclaration;

    AlertLines(OutputStream file, AlertBook book, List<Declaration> declarations) {
        this.file = file;
        this.book = book;
        this.declarations = declarations;
    }

    /**
     * Takes the next end.
     *
     * @param heard time of the latest record before it
     * @param changed numbers of the scopes whose sums differ from the end before
     * @param sums of all scopes; null for one that never had any
     */
    void write(long end, long heard, BitSet changed, long[][] sums) throws IOException {
        for (;
                nextDeclaration < declarations.size()
                        && declarations.get(nextDeclaration).at() <= end;
                nextDeclaration++) {
            book.declared(declarations.get(nextDeclaration));
        }
        List<ScopePoint> points = new ArrayList<>();
        for (int scope = changed.nextSetBit(0); scope >= 0; scope = changed.nextSetBit(scope + 1)) {
            if (book.watches(scope)) {
                points.add(new ScopePoint(scope, sums[scope]));
            }
        }
        for (Alert alert : book.step(end, heard, points)) {
            file.write((AlertLine.of(alert) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
