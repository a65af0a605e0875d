package io.parkpulse.explain;

import io.parkpulse.breakdown.Member;
import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.index.Bands;
import io.parkpulse.model.Ids;
import io.parkpulse.text.Columns;
import io.parkpulse.text.TextTable;
import io.parkpulse.text.TextTable.Align;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** A {@link BandsExplanation} for people to read. */
final class BandsText {
    private static final int WIDTH = 108;
    private static final int WIDEST_NAME = 28;
    private static final String INDENT = "  ";
    private static final Catalogue ENGLISH = Catalogue.in(Language.EN);

    private final BandsExplanation explanation;
    private final int top;
    private final List<String> lines = new ArrayList<>();

    private BandsText(BandsExplanation explanation, int top) {
        this.explanation = explanation;
        this.top = top;
    }

    /**
     * The lines to print.
     *
     * @param parkName of the park that the scope lies in; empty for none
     * @param top how many enterprises to list of each kind
     */
    static List<String> lines(BandsExplanation explanation, String parkName, int top) {
        BandsText text = new BandsText(explanation, top);
        text.lines.add(ExplanationText.heading(explanation.now().line(), parkName));
        text.lines.add(explanation.bands().id() + "  " + Labels.of(explanation.bands()) + "  "
                + numbers(explanation.now().line(), explanation.bands()));
        text.heading("How it is computed");
        text.paragraph(ENGLISH.definition(explanation.bands()));
        text.bands();
        text.verdict();
        text.change();
        return text.lines;
    }

    private static String numbers(ScopeLine line, Bands bands) {
        return line.bands().getOrDefault(bands, List.of()).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(" · "));
    }

    private void heading(String heading) {
        lines.add("");
        lines.add(heading);
    }

    private void paragraph(String text) {
        Columns.wrap(Columns.oneLine(text), WIDTH).forEach(line -> lines.add(INDENT + line));
    }

    private void bands() {
        for (int band = Bands.COUNT - 1; band >= BandsExplanation.NONE; band--) {
            int wanted = band;
            List<Member> members = explanation.now().members().stream()
                    .filter(member -> BandsExplanation.band(explanation.bands(), member) == wanted)
                    .toList();
            if (!members.isEmpty()) {
                heading(name(band) + ": " + enterprises(members.size()));
                List<Align> columns = List.of(Align.LEFT, Align.LEFT, Align.LEFT);
                TextTable table = new TextTable(columns.toArray(Align[]::new));
                members.stream()
                        .sorted(Comparator.comparing(member -> member.line().enterprise(), Ids.BY_CODE_POINT))
                        .limit(top)
                        .forEach(member -> table.row(
                                member.line().enterprise(),
                                Columns.cut(member.row().name(), WIDEST_NAME),
                                BandsExplanation.isUnsaid(explanation.bands(), member)
                                        ? "nobody returned: in the lowest band if its staff source was heard"
                                        : ""));
                table(table, members.size());
            }
        }
    }

    private void table(TextTable table, int all) {
        table.lines().forEach(line -> lines.add(INDENT + line));
        if (all > top) {
            lines.add(INDENT + "and " + Columns.count(all - top) + " more (--top lists more)");
        }
    }

    private static String name(int band) {
        return switch (band) {
            case BandsExplanation.NONE -> "in none, or not known";
            case BandsExplanation.ABSENT -> "not in the scope";
            default -> Catalogue.range(band);
        };
    }

    private static String enterprises(int count) {
        return Columns.count(count) + (count == 1 ? " enterprise" : " enterprises");
    }

    private void verdict() {
        heading("Check");
        if (explanation.contradictions().isEmpty()) {
            paragraph("The " + enterprises(explanation.now().members().size())
                    + " of the scope add up to it, and so says "
                    + explanation.now().line().file() + ".");
        } else {
            paragraph("IT DOES NOT ADD UP: the files contradict each other.");
            explanation.contradictions().forEach(contradiction -> lines.add(INDENT + contradiction));
        }
    }

    private void change() {
        if (explanation.before() == null) {
            lines.addAll(ExplanationText.nothingBefore(explanation.now().line()));
            return;
        }
        ScopeLine before = explanation.before().line();
        heading("Against " + before.when() + ": " + numbers(before, explanation.bands()) + " → "
                + numbers(explanation.now().line(), explanation.bands()));
        List<BandsExplanation.Move> moves = explanation.moves();
        if (moves.isEmpty()) {
            paragraph("No enterprise changed its band, none came in or went out.");
            return;
        }
        TextTable sums = new TextTable(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT)
                .row("band", "before", "left it", "came to it", "now");
        for (int band = Bands.COUNT - 1; band >= BandsExplanation.NONE; band--) {
            long then = in(explanation.before(), band);
            long now = in(explanation.now(), band);
            sums.row(
                    name(band),
                    Columns.count(then),
                    Columns.count(count(moves, BandsExplanation.Move::from, band)),
                    Columns.count(count(moves, BandsExplanation.Move::to, band)),
                    Columns.count(now));
        }
        sums.lines().forEach(line -> lines.add(INDENT + line));
        lines.add("");
        TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT)
                .row("enterprise", "", "before", "", "now");
        moves.stream()
                .sorted(Comparator.comparing((BandsExplanation.Move move) -> -Math.abs(move.to() - move.from()))
                        .thenComparing(move -> move.member().line().enterprise(), Ids.BY_CODE_POINT))
                .limit(top)
                .forEach(move -> table.row(
                        move.member().line().enterprise(),
                        Columns.cut(move.member().row().name(), WIDEST_NAME),
                        name(move.from()),
                        "→",
                        name(move.to())));
        table(table, moves.size());
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
