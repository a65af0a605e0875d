package io.parkpulse.explain;

import io.parkpulse.breakdown.Member;
import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.index.Bands;
import io.parkpulse.message.Message;
import io.parkpulse.model.Ids;
import io.parkpulse.model.Park;
import io.parkpulse.text.Columns;
import io.parkpulse.text.TextTable;
import io.parkpulse.text.TextTable.Align;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** A {@link BandsExplanation} for people to read. */
final class BandsText {
    private static final int WIDEST_NAME = 28;

    private final BandsExplanation explanation;
    private final int top;
    private final ExplainTexts texts;
    private final Page page;

    private BandsText(BandsExplanation explanation, int top, ExplainTexts texts) {
        this.explanation = explanation;
        this.top = top;
        this.texts = texts;
        this.page = new Page(texts);
    }

    /**
     * The lines to print.
     *
     * @param park that the scope lies in; null for none
     * @param top how many enterprises to list of each kind
     */
    static List<String> lines(BandsExplanation explanation, Park park, int top, ExplainTexts texts) {
        BandsText text = new BandsText(explanation, top, texts);
        text.page.line(texts.heading(explanation.now().line(), park));
        text.page.line(explanation.bands().id() + "  " + texts.label(explanation.bands()) + "  "
                + numbers(explanation.now().line(), explanation.bands()));
        text.page.heading(texts.of("explain.how"));
        text.page.paragraph(texts.catalogue().definition(explanation.bands()));
        text.bands();
        text.verdict();
        text.change();
        return text.page.lines();
    }

    private static String numbers(ScopeLine line, Bands bands) {
        return line.bands().getOrDefault(bands, List.of()).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(" · "));
    }

    private void bands() {
        for (int band = Bands.COUNT - 1; band >= BandsExplanation.NONE; band--) {
            int wanted = band;
            List<Member> members = explanation.now().members().stream()
                    .filter(member -> BandsExplanation.band(explanation.bands(), member) == wanted)
                    .toList();
            if (!members.isEmpty()) {
                page.heading(texts.of("colon", "first", name(band), "then", texts.enterprises(members.size())));
                TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.LEFT);
                members.stream()
                        .sorted(Comparator.comparing(member -> member.line().enterprise(), Ids.BY_CODE_POINT))
                        .limit(top)
                        .forEach(member -> table.row(
                                member.line().enterprise(),
                                name(member),
                                BandsExplanation.isUnsaid(explanation.bands(), member)
                                        ? texts.of("explain.lowest_if_heard")
                                        : ""));
                page.table(table);
                page.more(members.size(), top, "");
            }
        }
    }

    private String name(Member member) {
        return Columns.cut(texts.name(member.row().names(), member.row().name()), WIDEST_NAME);
    }

    private String name(int band) {
        return switch (band) {
            case BandsExplanation.NONE -> texts.of("explain.no_band");
            case BandsExplanation.ABSENT -> texts.of("explain.not_in_scope");
            default -> Catalogue.range(band);
        };
    }

    private void verdict() {
        page.heading(texts.of("explain.check"));
        if (explanation.contradictions().isEmpty()) {
            page.paragraph(texts.of(
                    "explain.bands_add_up",
                    "enterprises",
                    texts.enterprises(explanation.now().members().size()),
                    "file",
                    explanation.now().line().file()));
        } else {
            page.paragraph(texts.of("explain.contradictions"));
            explanation.contradictions().forEach(contradiction -> page.item(texts.of(contradiction)));
        }
    }

    private void change() {
        if (explanation.before() == null) {
            page.nothingBefore(explanation.now().line());
            return;
        }
        ScopeLine before = explanation.before().line();
        page.heading(texts.of(
                "explain.against_bands",
                "when",
                before.when(),
                "before",
                numbers(before, explanation.bands()),
                "now",
                numbers(explanation.now().line(), explanation.bands())));
        List<BandsExplanation.Move> moves = explanation.moves();
        if (moves.isEmpty()) {
            page.paragraph(texts.of("explain.nobody_moved"));
            return;
        }
        String was = texts.of("explain.column.before");
        String is = texts.of("explain.column.now");
        TextTable sums = new TextTable(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT)
                .row(
                        texts.of("explain.column.band"),
                        was,
                        texts.of("explain.column.left"),
                        texts.of("explain.column.came"),
                        is);
        for (int band = Bands.COUNT - 1; band >= BandsExplanation.NONE; band--) {
            long then = in(explanation.before(), band);
            long now = in(explanation.now(), band);
            sums.row(
                    name(band),
                    Message.count(then),
                    Message.count(count(moves, BandsExplanation.Move::from, band)),
                    Message.count(count(moves, BandsExplanation.Move::to, band)),
                    Message.count(now));
        }
        page.table(sums);
        page.line("");
        TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT)
                .row(texts.of("explain.column.enterprise"), "", was, "", is);
        moves.stream()
                .sorted(Comparator.comparing((BandsExplanation.Move move) -> -Math.abs(move.to() - move.from()))
                        .thenComparing(move -> move.member().line().enterprise(), Ids.BY_CODE_POINT))
                .limit(top)
                .forEach(move -> table.row(
                        move.member().line().enterprise(),
                        name(move.member()),
                        name(move.from()),
                        "→",
                        name(move.to())));
        page.table(table);
        page.more(moves.size(), top, "");
    }

    private long in(Population population, int band) {
        return population.members().stream()
                .filter(member -> BandsExplanation.band(explanation.bands(), member) == band)
                .count();
    }

    private static long count(List<BandsExplanation.Move> moves, ToIntFunction<BandsExplanation.Move> end, int band) {
        return moves.stream().filter(move -> end.applyAsInt(move) == band).count();
    }
}
