package io.parkpulse.explain;

import io.parkpulse.breakdown.Member;
import io.parkpulse.breakdown.Reason;
import io.parkpulse.breakdown.Reasons;
import io.parkpulse.catalogue.Language;
import io.parkpulse.index.DayColumn;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Printing;
import io.parkpulse.text.Columns;
import io.parkpulse.text.TextTable;
import io.parkpulse.text.TextTable.Align;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Why one enterprise counts as it does in each figure, for people to read. */
final class EnterpriseText {
    private static final Reasons REASONS = Reasons.in(Language.EN);
    private static final int WIDTH = 110;

    private EnterpriseText() {}

    /**
     * The lines to print.
     *
     * @param now the enterprise on the day
     * @param before the enterprise on the day that it is compared with; null for none
     */
    static List<String> lines(Member now, Member before) {
        List<String> lines = new ArrayList<>();
        lines.add(Columns.oneLine(now.line().enterprise() + "  " + now.row().name()) + ", in park "
                + now.line().park() + ", " + now.line().day() + ", method "
                + now.method().id());
        lines.addAll(table(now));
        if (before != null) {
            lines.add("");
            lines.add("Against " + before.line().day() + ", in park "
                    + before.line().park() + ", method " + before.method().id());
            lines.addAll(table(before));
        }
        return lines;
    }

    private static List<String> table(Member member) {
        TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT)
                .row("measure", "", "counts", "n / d", "why", "");
        for (Measure measure : Measure.ofDay()) {
            Reason reason = REASONS.of(member, measure);
            table.row(
                    measure.id(),
                    Labels.of(measure),
                    switch (member.place(measure)) {
                        case IN_N -> measure.isRate() ? "in n and d" : "in it";
                        case IN_D_ALONE -> measure.isRate() ? "in d alone" : "in d of W alone";
                        case LEFT_OUT -> "left out";
                    },
                    parts(member, measure),
                    reason.kind(),
                    reason.detail());
        }
        List<String> lines = new ArrayList<>(Columns.wrap("Observed: " + observed(member), WIDTH));
        lines.addAll(table.lines());
        return lines;
    }

    /** The columns of its line. */
    private static String observed(Member member) {
        return Arrays.stream(DayColumn.values())
                .map(column -> column.id() + " "
                        + switch (column.kind()) {
                            case NUMBER -> Columns.count(member.line().of(column));
                            case FLAG -> member.line().of(column) != 0 ? "yes" : "no";
                            case OPTIONAL ->
                                member.line().hasUtilisation()
                                        ? Columns.count(member.line().of(column))
                                        : Printing.UNKNOWN;
                        })
                .collect(Collectors.joining(", "));
    }

    private static String parts(Member member, Measure measure) {
        if (measure == Measure.RESUMPTION_INDEX) {
            return "";
        }
        String n = Columns.count(member.of(measure.numerator()));
        return measure.isRate() ? n + " / " + Columns.count(member.of(measure.denominator())) : n;
    }
}
