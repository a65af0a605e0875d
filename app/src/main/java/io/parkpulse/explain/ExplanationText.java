package io.parkpulse.explain;

import io.parkpulse.baseline.BaselineSet;
import io.parkpulse.breakdown.ExactDecimal;
import io.parkpulse.breakdown.Member;
import io.parkpulse.breakdown.Place;
import io.parkpulse.catalogue.MethodParameters;
import io.parkpulse.explain.Explanation.Change;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Methods;
import io.parkpulse.index.Printing;
import io.parkpulse.index.Sum;
import io.parkpulse.message.Message;
import io.parkpulse.model.Ids;
import io.parkpulse.model.Method;
import io.parkpulse.model.Park;
import io.parkpulse.output.ReplayFiles;
import io.parkpulse.text.Columns;
import io.parkpulse.text.TextTable;
import io.parkpulse.text.TextTable.Align;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An {@link Explanation} for people to read. */
final class ExplanationText {
    private static final int WIDEST_NAME = 28;
    private static final int FURTHER_DECIMALS = 2;

    private final Explanation explanation;
    private final Measure measure;
    private final Population now;
    private final int top;
    private final ExplainTexts texts;
    private final Page page;

    private ExplanationText(Explanation explanation, int top, ExplainTexts texts) {
        this.explanation = explanation;
        this.measure = explanation.measure();
        this.now = explanation.now();
        this.top = top;
        this.texts = texts;
        this.page = new Page(texts);
    }

    /**
     * The lines to print.
     *
     * @param park that the scope lies in; null for none
     * @param baselines those that enterprises of the scope have because they have none of their own
     * @param top how many enterprises to list of each kind
     */
    static List<String> lines(
            Explanation explanation, Park park, List<BaselineSet> baselines, int top, ExplainTexts texts) {
        ExplanationText text = new ExplanationText(explanation, top, texts);
        text.figure(park);
        text.definition(baselines);
        text.gates();
        text.enterprises();
        text.verdict();
        text.change();
        return text.page.lines();
    }

    private void figure(Park park) {
        Figure figure = now.written(measure);
        page.line(texts.heading(now.line(), park));
        page.line(measure.id() + "  " + texts.label(measure) + "  "
                + (figure == null ? Printing.UNKNOWN : figure.printed()));
        if (figure == null) {
            page.paragraph(texts.of("explain.unknown"));
        } else if (measure.isRate()) {
            page.paragraph(texts.of(
                    "explain.rate",
                    "n",
                    figure.n(),
                    "d",
                    figure.d(),
                    "parts",
                    texts.parts(measure),
                    "value",
                    figure.value()));
        } else if (measure == Measure.RESUMPTION_INDEX) {
            Method method = now.method();
            page.paragraph("100 × (" + method.weightWork().toPlainString() + " × " + ofIndex(Measure.POWER_WORK_RATE)
                    + " + " + method.weightOutput().toPlainString() + " × " + ofIndex(Measure.POWER_OUTPUT_RATE)
                    + ") = " + figure.value());
        }
    }

    private String ofIndex(Measure rate) {
        return now.n(rate) + " / " + now.d(rate);
    }

    private void definition(List<BaselineSet> baselines) {
        Method method = now.method();
        page.heading(texts.of("explain.how"));
        page.paragraph(new Definition(texts, method).of(measure));
        if (!baselines.isEmpty()) {
            page.paragraph(texts.of(Definition.of(baselines)));
        }
        Map<String, Method> others = new TreeMap<>(Ids.BY_CODE_POINT);
        Map<String, Integer> counts = new HashMap<>();
        for (Member member : now.members()) {
            counts.merge(member.method().id(), 1, Integer::sum);
            if (!member.method().id().equals(method.id())) {
                others.put(member.method().id(), member.method());
            }
        }
        page.heading(texts.of("explain.method", "id", method.id()));
        method(method);
        if (!others.isEmpty()) {
            page.paragraph(texts.of("explain.several_methods", "id", method.id()));
        }
        others.forEach((id, other) -> {
            page.heading(texts.of("explain.method_of", "id", id, "n", Message.count(counts.get(id))));
            method(other);
        });
    }

    private void method(Method method) {
        page.paragraph(new Definition(texts, method).parameters());
        page.paragraph(texts.of(
                "explain.source",
                "source",
                method.sourceText().isEmpty() ? texts.of("explain.no_source") : method.sourceText()));
        if (!method.sourceLink().isEmpty()) {
            page.item(Columns.oneLine(method.sourceLink()));
        }
        if (method.equals(Methods.builtIn().get(method.id()))) {
            page.paragraph(texts.of(Methods.remark(method.id())));
        }
    }

    private void gates() {
        List<String> gates = new ArrayList<>();
        switch (measure.gate()) {
            case KNOWN -> gates.add(gate("explain.gate.known", now.known(), now.of(Sum.ENTERPRISES)));
            case MATCHED -> powerGates(gates);
            case STAFF_HEARD -> {
                if (now.of(Sum.STAFF_HEARD) == 0) {
                    gates.add(texts.of("explain.gate.staff_unheard"));
                } else if (now.d(measure) == 0) {
                    gates.add(texts.of("explain.gate.nobody_registered"));
                } else {
                    gates.add(texts.of("explain.gate.staff_heard"));
                }
            }
            case NONE -> {
                if (measure.isCount()) {
                    return;
                }
                gates.add(texts.of(now.d(measure) == 0 ? "explain.gate.none_counts" : "explain.gate.above_0"));
            }
        }
        page.heading(texts.of("explain.gates"));
        gates.forEach(page::paragraph);
    }

    private void powerGates(List<String> gates) {
        long metered = now.of(Sum.METERED);
        if (metered == 0) {
            gates.add(texts.of("explain.gate.no_meter"));
            return;
        }
        gates.add(gate("explain.gate.comparable", now.of(Sum.MATCHED), metered));
        if (measure != Measure.POWER_WORK_RATE && now.d(Measure.POWER_OUTPUT_RATE) == 0) {
            gates.add(texts.of("explain.gate.no_baseline"));
        }
    }

    /** @param key of the text that says what so many of all are */
    private String gate(String key, long some, long all) {
        if (all == 0) {
            return texts.of("explain.gate.no_enterprise");
        }
        return texts.of(
                "explain.gate",
                "some",
                texts.of(key, "n", Message.count(some), "all", Message.count(all)),
                "share",
                ExactDecimal.percent(Fraction.of(some, all)),
                "needed",
                MethodParameters.percent(now.method().scopeGate()) + "%",
                "given",
                texts.of(now.isUnderGate(some, all) ? "explain.not_given" : "explain.given"));
    }

    // The enterprises

    private void enterprises() {
        List<Member> counted = new ArrayList<>();
        Map<String, List<Member>> below = new LinkedHashMap<>();
        Map<String, List<Member>> out = new LinkedHashMap<>();
        for (Member member : now.members()) {
            Place place = member.place(measure);
            if (place == Place.IN_N) {
                counted.add(member);
            } else {
                String kind = texts.reasons().of(member, measure).kind();
                (place == Place.IN_D_ALONE ? below : out)
                        .computeIfAbsent(kind, key -> new ArrayList<>())
                        .add(member);
            }
        }
        page.heading(texts.of(
                measure.isCount() ? "explain.counted" : "explain.in_n",
                "enterprises",
                texts.enterprises(counted.size())));
        if (!counted.isEmpty()) {
            counted(counted);
        }
        groups("explain.in_d_alone", below, measure.isRate());
        groups(measure.isCount() ? "explain.not_counted" : "explain.left_out", out, false);
    }

    private void counted(List<Member> members) {
        Map<Member, Fraction> points = new HashMap<>();
        members.forEach(member -> now.points(measure, member).ifPresent(ofMember -> points.put(member, ofMember)));
        Comparator<Member> largest = measure == Measure.RESUMPTION_INDEX && !points.isEmpty()
                ? Comparator.comparing(points::get, Comparator.reverseOrder())
                : Comparator.comparingLong((Member member) -> member.numerator(measure))
                        .reversed();
        List<Member> ordered = members.stream()
                .sorted(largest.thenComparing(member -> member.line().enterprise(), Ids.BY_CODE_POINT))
                .toList();
        List<Align> columns = new ArrayList<>(List.of(Align.LEFT, Align.LEFT));
        List<String> header = new ArrayList<>(List.of(texts.of("explain.column.enterprise"), ""));
        for (Measure part : explanation.parts()) {
            columns.add(Align.RIGHT);
            header.add(texts.numerator(part));
            if (part.isRate()) {
                columns.add(Align.RIGHT);
                header.add(texts.denominator(part));
            }
        }
        if (!points.isEmpty()) {
            columns.add(Align.RIGHT);
            header.add(texts.of(
                    measure == Measure.RESUMPTION_INDEX ? "explain.column.of_index" : "explain.column.of_rate"));
        }
        columns.add(Align.LEFT);
        TextTable table = new TextTable(columns.toArray(Align[]::new)).row(header.toArray(String[]::new));
        for (Member member : ordered.subList(0, Math.min(top, ordered.size()))) {
            List<String> cells = new ArrayList<>(List.of(member.line().enterprise(), name(member)));
            for (Measure part : explanation.parts()) {
                cells.add(Message.count(member.of(part.numerator())));
                if (part.isRate()) {
                    cells.add(Message.count(member.of(part.denominator())));
                }
            }
            if (!points.isEmpty()) {
                cells.add(ExactDecimal.decimal(points.get(member), decimals() + FURTHER_DECIMALS));
            }
            cells.add(texts.reasons().of(member, measure).detail());
            table.row(cells.toArray(String[]::new));
        }
        page.table(table);
        page.more(ordered.size(), top, "");
    }

    private void groups(String heading, Map<String, List<Member>> groups, boolean withDenominator) {
        if (groups.isEmpty()) {
            return;
        }
        page.heading(texts.of(
                heading,
                "enterprises",
                texts.enterprises(groups.values().stream().mapToInt(List::size).sum())));
        groups.entrySet().stream()
                .sorted(Comparator.comparing(group -> -group.getValue().size()))
                .forEach(group -> group(group.getKey(), group.getValue(), withDenominator));
    }

    private void group(String kind, List<Member> members, boolean withDenominator) {
        page.item(texts.of("colon", "first", kind, "then", texts.enterprises(members.size())));
        List<Align> columns = new ArrayList<>(List.of(Align.LEFT, Align.LEFT));
        if (withDenominator) {
            columns.add(Align.RIGHT);
        }
        columns.add(Align.LEFT);
        TextTable table = new TextTable(columns.toArray(Align[]::new));
        List<Member> ordered = members.stream()
                .sorted(Comparator.comparingLong(
                                (Member member) -> withDenominator ? -member.of(measure.denominator()) : 0)
                        .thenComparing(member -> member.line().enterprise(), Ids.BY_CODE_POINT))
                .limit(top)
                .toList();
        for (Member member : ordered) {
            List<String> cells = new ArrayList<>(List.of(member.line().enterprise(), name(member)));
            if (withDenominator) {
                cells.add("d " + Message.count(member.of(measure.denominator())));
            }
            cells.add(texts.reasons().of(member, measure).detail());
            table.row(cells.toArray(String[]::new));
        }
        table.lines().forEach(line -> page.item(Page.INDENT + line));
        page.more(members.size(), top, Page.INDENT);
    }

    private String name(Member member) {
        return Columns.cut(texts.name(member.row().names(), member.row().name()), WIDEST_NAME);
    }

    // Whether it adds up

    private void verdict() {
        page.heading(texts.of("explain.check"));
        if (!explanation.contradictions().isEmpty()) {
            page.paragraph(texts.of("explain.contradictions"));
            explanation.contradictions().forEach(contradiction -> page.item(texts.of(contradiction)));
            return;
        }
        page.paragraph(texts.of(
                now.line().isOfMoment() ? "explain.adds_up.moment" : "explain.adds_up.day",
                "sums",
                sums(),
                "enterprises",
                texts.enterprises(now.members().size()),
                "days",
                ReplayFiles.ENTERPRISES,
                "written",
                texts.of(
                        measure.isCount() || now.written(measure) != null
                                ? "explain.written_so"
                                : "explain.written_null",
                        "file",
                        now.line().file())));
    }

    private String sums() {
        if (measure.isCount()) {
            return Long.toString(now.n(measure));
        }
        return measure == Measure.RESUMPTION_INDEX
                ? texts.of(
                        "and",
                        "first",
                        "W = " + ofIndex(Measure.POWER_WORK_RATE),
                        "then",
                        "P = " + ofIndex(Measure.POWER_OUTPUT_RATE))
                : now.n(measure) + " / " + now.d(measure);
    }

    // What changed

    private void change() {
        Population before = explanation.before();
        if (before == null) {
            page.nothingBefore(now.line());
            return;
        }
        page.heading(texts.of(
                "explain.against_changed",
                "when",
                before.line().when(),
                "before",
                printed(before),
                "now",
                printed(now),
                "difference",
                delta(now.exact(measure), before.exact(measure))));
        if (now.line().provisional() || before.line().provisional()) {
            page.paragraph(texts.of(now.line().provisional() ? "explain.day_not_over" : "explain.that_day_not_over"));
        }
        List<Change> changes = explanation.changes();
        if (changes.isEmpty()) {
            page.paragraph(texts.of("explain.nobody_changed"));
            return;
        }
        page.table(sumsOf(changes));
        page.line("");
        TextTable table = new TextTable(changeColumns()).row(changeHeader());
        for (Change change : changes.subList(0, Math.min(top, changes.size()))) {
            table.row(cells(change));
        }
        page.table(table);
        page.more(changes.size(), top, "");
    }

    private String printed(Population of) {
        Figure figure = of.written(measure);
        return figure == null ? Printing.UNKNOWN : figure.printed();
    }

    private int decimals() {
        if (measure.isCount()) {
            return 0;
        }
        return measure == Measure.RESUMPTION_INDEX
                ? now.method().indexDecimals()
                : now.method().decimals();
    }

    private String delta(Fraction figure, Fraction figureBefore) {
        return figure == null || figureBefore == null
                ? texts.of("explain.difference_unknown")
                : texts.difference(measure, difference(measure, figure, figureBefore, now.method()));
    }

    /** The difference of two values without its unit, as the method prints it. */
    static String difference(Measure measure, Fraction now, Fraction before, Method method) {
        return switch (measure.kind()) {
            case RATE -> Printing.rateDelta(now, before, method);
            case INDEX -> Printing.indexDelta(now, before, method);
            case COUNT -> counted(now.minus(before));
        };
    }

    private static String counted(Fraction difference) {
        return (difference.signum() > 0 ? "+" : "") + ExactDecimal.decimal(difference, 0);
    }

    /** What one enterprise did to the figure, further decimals than those of the figure itself. */
    private String effect(Fraction effect) {
        int decimals = decimals() + FURTHER_DECIMALS;
        return texts.difference(
                measure,
                switch (measure.kind()) {
                    case RATE -> Printing.points(effect, decimals);
                    case INDEX -> Printing.indexPoints(effect, decimals);
                    case COUNT -> counted(effect);
                });
    }

    /** What became of an enterprise between two windows. */
    private enum Became {
        CHANGED("explain.became.changed"),
        NEWLY_COUNTED("explain.became.newly_counted"),
        NO_LONGER_COUNTED("explain.became.no_longer_counted");

        private final String key;

        Became(String key) {
            this.key = key;
        }

        static Became of(Change change) {
            return change.before() == null ? NEWLY_COUNTED : change.now() == null ? NO_LONGER_COUNTED : CHANGED;
        }

        String in(ExplainTexts texts) {
            return texts.of(key);
        }
    }

    /** By how much those that are newly counted, no longer counted and changed moved n and d: in sum the whole. */
    private TextTable sumsOf(List<Change> changes) {
        List<Align> columns = new ArrayList<>(List.of(Align.LEFT, Align.RIGHT));
        List<String> header =
                new ArrayList<>(List.of(texts.of("explain.column.in_sum"), texts.of("explain.column.enterprises")));
        for (Measure part : explanation.parts()) {
            String prefix = prefix(part);
            columns.add(Align.RIGHT);
            header.add(prefix + texts.numerator(part));
            if (part.isRate()) {
                columns.add(Align.RIGHT);
                header.add(prefix + texts.denominator(part));
            }
        }
        TextTable table = new TextTable(columns.toArray(Align[]::new)).row(header.toArray(String[]::new));
        Map<String, List<Change>> kinds = new LinkedHashMap<>();
        for (Became became : Became.values()) {
            kinds.put(
                    became.in(texts),
                    changes.stream()
                            .filter(change -> Became.of(change) == became)
                            .toList());
        }
        kinds.values().removeIf(List::isEmpty);
        if (kinds.size() > 1) {
            kinds.put(texts.of("explain.together"), changes);
        }
        kinds.forEach((kind, some) -> {
            List<String> cells = new ArrayList<>(List.of(kind, Message.count(some.size())));
            for (Sum sum : explanation.sums()) {
                long difference = some.stream()
                        .mapToLong(change -> change.difference(sum))
                        .sum();
                cells.add((difference > 0 ? "+" : "") + Message.count(difference));
            }
            table.row(cells.toArray(String[]::new));
        });
        return table;
    }

    /** What tells two rates apart in a header. */
    private String prefix(Measure part) {
        return explanation.parts().size() == 1 ? "" : ExplainTexts.symbol(part) + " ";
    }

    private Align[] changeColumns() {
        List<Align> columns = new ArrayList<>(List.of(Align.LEFT, Align.LEFT));
        for (int i = 0; i < explanation.parts().size(); i++) {
            columns.addAll(List.of(Align.RIGHT, Align.LEFT, Align.RIGHT));
        }
        columns.addAll(List.of(Align.RIGHT, Align.LEFT));
        return columns.toArray(Align[]::new);
    }

    private String[] changeHeader() {
        List<String> header = new ArrayList<>(List.of(texts.of("explain.column.enterprise"), ""));
        for (Measure part : explanation.parts()) {
            header.addAll(List.of(
                    prefix(part) + texts.of("explain.column.before"),
                    "",
                    prefix(part) + texts.of("explain.column.now")));
        }
        header.addAll(List.of(texts.of("explain.column.moves"), ""));
        return header.toArray(String[]::new);
    }

    private String[] cells(Change change) {
        List<String> cells = new ArrayList<>(List.of(change.either().line().enterprise(), name(change.either())));
        for (Measure part : explanation.parts()) {
            cells.addAll(List.of(parts(part, change.before()), "→", parts(part, change.now())));
        }
        cells.add(change.effect() == null ? Printing.UNKNOWN : effect(change.effect()));
        Became became = Became.of(change);
        cells.add(became == Became.CHANGED ? "" : became.in(texts));
        return cells.toArray(String[]::new);
    }

    private static String parts(Measure part, Member member) {
        if (member == null) {
            return Printing.UNKNOWN;
        }
        String n = Message.count(member.of(part.numerator()));
        return part.isRate() ? n + " / " + Message.count(member.of(part.denominator())) : n;
    }
}
