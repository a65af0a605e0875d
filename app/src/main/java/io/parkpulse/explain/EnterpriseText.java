package io.parkpulse.explain;

import io.parkpulse.breakdown.Member;
import io.parkpulse.breakdown.Reason;
import io.parkpulse.index.DayColumn;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Printing;
import io.parkpulse.message.Message;
import io.parkpulse.text.Columns;
import io.parkpulse.text.TextTable;
import io.parkpulse.text.TextTable.Align;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Why one enterprise counts as it does in each figure, for people to read. */
final class EnterpriseText {
    private static final int WIDTH = 110;

    private final ExplainTexts texts;

    private EnterpriseText(ExplainTexts texts) {
        this.texts = texts;
    }

    /**
     * The lines to print.
     *
     * @param now the enterprise on the day
     * @param before the enterprise on the day that it is compared with; null for none
     */
    static List<String> lines(Member now, Member before, ExplainTexts texts) {
        EnterpriseText text = new EnterpriseText(texts);
        List<String> lines = new ArrayList<>();
        lines.add(text.heading(
                "explain.enterprise",
                Columns.oneLine(now.line().enterprise() + "  "
                        + texts.name(now.row().names(), now.row().name())),
                now));
        lines.addAll(text.table(now));
        if (before != null) {
            lines.add("");
            lines.add(text.heading("explain.enterprise_against", "", before));
            lines.addAll(text.table(before));
        }
        return lines;
    }

    private String heading(String key, String enterprise, Member member) {
        return texts.of(
                key,
                "enterprise",
                enterprise,
                "park",
                member.line().park(),
                "day",
                member.line().day(),
                "method",
                member.method().id());
    }

    private List<String> table(Member member) {
        TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT)
                .row(
                        texts.of("explain.column.measure"),
                        "",
                        texts.of("explain.column.counts"),
                        "n / d",
                        texts.of("explain.column.why"),
                        "");
        for (Measure measure : Measure.ofDay()) {
            Reason reason = texts.reasons().of(member, measure);
            table.row(
                    measure.id(),
                    texts.label(measure),
                    texts.of(place(member, measure)),
                    parts(member, measure),
                    reason.kind(),
                    reason.detail());
        }
        List<String> lines =
                new ArrayList<>(Columns.wrap(texts.of("explain.observed", "columns", observed(member)), WIDTH));
        lines.addAll(table.lines());
        return lines;
    }

    private static String place(Member member, Measure measure) {
        return switch (member.place(measure)) {
            case IN_N -> measure.isRate() ? "explain.place.both" : "explain.place.in";
            case IN_D_ALONE -> measure.isRate() ? "explain.place.d" : "explain.place.d_of_w";
            case LEFT_OUT -> "explain.place.out";
        };
    }

    /** The columns of its line. */
    private Message observed(Member member) {
        return Message.joined(
                "comma",
                Arrays.stream(DayColumn.values())
                        .map(column -> Message.asIs(column.id() + " " + value(member, column)))
                        .toList());
    }

    private String value(Member member, DayColumn column) {
        return switch (column.kind()) {
            case NUMBER -> Message.count(member.line().of(column));
            case FLAG -> texts.of(member.line().of(column) != 0 ? "explain.yes" : "explain.no");
            case OPTIONAL ->
                member.line().hasUtilisation() ? Message.count(member.line().of(column)) : Printing.UNKNOWN;
        };
    }

    private static String parts(Member member, Measure measure) {
        if (measure == Measure.RESUMPTION_INDEX) {
            return "";
        }
        String n = Message.count(member.of(measure.numerator()));
        return measure.isRate() ? n + " / " + Message.count(member.of(measure.denominator())) : n;
    }
}
