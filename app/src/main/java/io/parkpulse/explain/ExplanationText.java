package io.parkpulse.explain;

import io.parkpulse.baseline.BaselineSet;
import io.parkpulse.breakdown.ExactDecimal;
import io.parkpulse.breakdown.Member;
import io.parkpulse.breakdown.Place;
import io.parkpulse.breakdown.Reasons;
import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.MethodParameters;
import io.parkpulse.explain.Explanation.Change;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Methods;
import io.parkpulse.index.Printing;
import io.parkpulse.index.Sum;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Ids;
import io.parkpulse.model.Method;
import io.parkpulse.text.Columns;
import io.parkpulse.text.TextTable;
import io.parkpulse.text.TextTable.Align;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An {@link Explanation} for people to read. */
final class ExplanationText {
    private static final int WIDTH = 110;
    private static final int WIDEST_NAME = 28;
    private static final String INDENT = "  ";
    private static final int FURTHER_DECIMALS = 2;
    private static final Reasons REASONS = Reasons.in(Language.EN);

    private final Explanation explanation;
    private final Measure measure;
    private final Population now;
    private final String parkName;
    private final int top;
    private final List<String> lines = new ArrayList<>();

    private ExplanationText(Explanation explanation, String parkName, int top) {
        this.explanation = explanation;
        this.measure = explanation.measure();
        this.now = explanation.now();
        this.parkName = parkName;
        this.top = top;
    }

    /**
     * The lines to print.
     *
     * @param parkName of the park that the scope lies in; empty for none
     * @param baselines those that enterprises of the scope have because they have none of their own
     * @param top how many enterprises to list of each kind
     */
    static List<String> lines(Explanation explanation, String parkName, List<BaselineSet> baselines, int top) {
        ExplanationText text = new ExplanationText(explanation, parkName, top);
        text.figure();
        text.definition(baselines);
        text.gates();
        text.enterprises();
        text.verdict();
        text.change();
        return text.lines;
    }

    private void heading(String heading) {
        lines.add("");
        lines.add(heading);
    }

    private void paragraph(String text) {
        Columns.wrap(Columns.oneLine(text), WIDTH - INDENT.length()).forEach(line -> lines.add(INDENT + line));
    }

    private void table(TextTable table) {
        table.lines().forEach(line -> lines.add(INDENT + line));
    }

    private void figure() {
        Figure figure = now.written(measure);
        lines.add(heading(now.line(), parkName));
        lines.add(measure.id() + "  " + Labels.of(measure) + "  "
                + (figure == null ? Printing.UNKNOWN : figure.printed()));
        if (figure == null) {
            paragraph("null: unknown; see the gates below");
        } else if (measure.isRate()) {
            paragraph("n / d = " + figure.n() + " / " + figure.d() + " (" + Labels.parts(measure) + "), "
                    + figure.value() + " percent");
        } else if (measure == Measure.RESUMPTION_INDEX) {
            Method method = now.method();
            paragraph("100 × (" + method.weightWork().toPlainString() + " × " + ofIndex(Measure.POWER_WORK_RATE) + " + "
                    + method.weightOutput().toPlainString() + " × " + ofIndex(Measure.POWER_OUTPUT_RATE) + ") = "
                    + figure.value());
        }
    }

    /** What a scope and a window are called above what is said of them. */
    static String heading(ScopeLine line, String parkName) {
        String scope = Columns.oneLine(line.scope() + (parkName.isEmpty() ? "" : "  " + parkName));
        String status = line.isOfMoment()
                ? "the 24 hours before"
                : (line.provisional() ? "provisional: the recording breaks off inside this day" : "final")
                        + (line.revision() > 0 ? ", revision " + line.revision() : "");
        return scope + ", " + line.when() + " (" + status + ")";
    }

    private String ofIndex(Measure rate) {
        return now.n(rate) + " / " + now.d(rate);
    }

    private void definition(List<BaselineSet> baselines) {
        Method method = now.method();
        heading("How it is computed");
        paragraph(Definition.of(measure, method));
        if (!baselines.isEmpty()) {
            paragraph(Definition.of(baselines));
        }
        Map<String, Method> others = new TreeMap<>(Ids.BY_CODE_POINT);
        Map<String, Integer> counts = new HashMap<>();
        for (Member member : now.members()) {
            counts.merge(member.method().id(), 1, Integer::sum);
            if (!member.method().id().equals(method.id())) {
                others.put(member.method().id(), member.method());
            }
        }
        heading("Method " + method.id());
        method(method);
        if (!others.isEmpty()) {
            paragraph("The parks of this scope have several methods. Each enterprise's n and d are by its own park's;"
                    + " weights, scope gate and printing are by " + method.id() + ".");
        }
        others.forEach((id, other) -> {
            heading("Method " + id + ", of the parks of " + Columns.count(counts.get(id)) + " of the enterprises");
            method(other);
        });
    }

    private void method(Method method) {
        paragraph(Definition.parameters(method));
        paragraph("source: " + (method.sourceText().isEmpty() ? "none given" : method.sourceText()));
        if (!method.sourceLink().isEmpty()) {
            lines.add(INDENT + Columns.oneLine(method.sourceLink()));
        }
        if (method.equals(Methods.builtIn().get(method.id()))) {
            paragraph(Methods.remark(method.id()));
        }
    }

    private void gates() {
        List<String> gates = new ArrayList<>();
        switch (measure.gate()) {
            case KNOWN ->
                gates.add(gate(
                        "it is known of " + Columns.count(now.known()) + " of "
                                + Columns.count(now.of(Sum.ENTERPRISES))
                                + " enterprises whether they are at work",
                        now.known(),
                        now.of(Sum.ENTERPRISES)));
            case MATCHED -> powerGates(gates);
            case STAFF_HEARD -> {
                if (now.of(Sum.STAFF_HEARD) == 0) {
                    gates.add("no staff source of the scope said anything: null, which is not the same as"
                            + " nobody having returned");
                } else if (now.d(measure) == 0) {
                    gates.add("nobody is registered: d = 0 gives null");
                } else {
                    gates.add("at least one staff source said something: given");
                }
            }
            case NONE -> {
                if (measure.isCount()) {
                    return;
                }
                gates.add(now.d(measure) == 0 ? "no enterprise counts: d = 0 gives null" : "d is above 0: given");
            }
        }
        heading("Gates");
        gates.forEach(this::paragraph);
    }

    private void powerGates(List<String> gates) {
        long metered = now.of(Sum.METERED);
        if (metered == 0) {
            gates.add("no enterprise of the scope has a meter: d = 0 gives null");
            return;
        }
        gates.add(gate(
                "matched are " + Columns.count(now.of(Sum.MATCHED)) + " of " + Columns.count(metered)
                        + " metered enterprises",
                now.of(Sum.MATCHED),
                metered));
        if (measure != Measure.POWER_WORK_RATE && now.d(Measure.POWER_OUTPUT_RATE) == 0) {
            gates.add("no baseline to divide by: d = 0 gives null");
        }
    }

    private String gate(String known, long some, long all) {
        if (all == 0) {
            return "there is no enterprise";
        }
        String needed = MethodParameters.percent(now.method().scopeGate()) + "%";
        String share = ExactDecimal.percent(Fraction.of(some, all));
        return known + ", " + share + ", and at least " + needed + " are needed: "
                + (now.isUnderGate(some, all) ? "null" : "given");
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
                String kind = REASONS.of(member, measure).kind();
                (place == Place.IN_D_ALONE ? below : out)
                        .computeIfAbsent(kind, key -> new ArrayList<>())
                        .add(member);
            }
        }
        heading(
                measure.isCount()
                        ? "Counted: " + enterprises(counted.size())
                        : "In n: " + enterprises(counted.size()) + ", largest first");
        if (!counted.isEmpty()) {
            counted(counted);
        }
        groups("In d alone", below, measure.isRate());
        groups(measure.isCount() ? "Not counted" : "Left out of both", out, false);
    }

    private static String enterprises(int count) {
        return Columns.count(count) + (count == 1 ? " enterprise" : " enterprises");
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
        List<String> header = new ArrayList<>(List.of("enterprise", ""));
        for (Measure part : explanation.parts()) {
            columns.add(Align.RIGHT);
            header.add(Labels.numerator(part));
            if (part.isRate()) {
                columns.add(Align.RIGHT);
                header.add(Labels.denominator(part));
            }
        }
        if (!points.isEmpty()) {
            columns.add(Align.RIGHT);
            header.add(measure == Measure.RESUMPTION_INDEX ? "of the index" : "of the rate, pp");
        }
        columns.add(Align.LEFT);
        TextTable table = new TextTable(columns.toArray(Align[]::new)).row(header.toArray(String[]::new));
        for (Member member : ordered.subList(0, Math.min(top, ordered.size()))) {
            List<String> cells = new ArrayList<>(List.of(member.line().enterprise(), name(member)));
            for (Measure part : explanation.parts()) {
                cells.add(Columns.count(member.of(part.numerator())));
                if (part.isRate()) {
                    cells.add(Columns.count(member.of(part.denominator())));
                }
            }
            if (!points.isEmpty()) {
                cells.add(ExactDecimal.decimal(points.get(member), decimals() + FURTHER_DECIMALS));
            }
            cells.add(REASONS.of(member, measure).detail());
            table.row(cells.toArray(String[]::new));
        }
        table(table);
        andMore(ordered.size(), "");
    }

    private void andMore(int all, String indent) {
        if (all > top) {
            lines.add(INDENT + indent + "and " + Columns.count(all - top) + " more (--top lists more)");
        }
    }

    private void groups(String heading, Map<String, List<Member>> groups, boolean withDenominator) {
        if (groups.isEmpty()) {
            return;
        }
        heading(heading + ": "
                + enterprises(groups.values().stream().mapToInt(List::size).sum()));
        groups.entrySet().stream()
                .sorted(Comparator.comparing(group -> -group.getValue().size()))
                .forEach(group -> group(group.getKey(), group.getValue(), withDenominator));
    }

    private void group(String kind, List<Member> members, boolean withDenominator) {
        lines.add(INDENT + kind + ": " + enterprises(members.size()));
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
                cells.add("d " + Columns.count(member.of(measure.denominator())));
            }
            cells.add(REASONS.of(member, measure).detail());
            table.row(cells.toArray(String[]::new));
        }
        table.lines().forEach(line -> lines.add(INDENT + INDENT + line));
        andMore(members.size(), INDENT);
    }

    private static String name(Member member) {
        Enterprise row = member.row();
        return Columns.cut(Language.EN.nameOf(row.names(), row.name()), WIDEST_NAME);
    }

    // Whether it adds up

    private void verdict() {
        heading("Check");
        if (!explanation.contradictions().isEmpty()) {
            paragraph("IT DOES NOT ADD UP: the files contradict each other.");
            explanation.contradictions().forEach(contradiction -> lines.add(INDENT + contradiction));
            return;
        }
        paragraph("It adds up to " + sums() + ": so do the "
                + enterprises(now.members().size()) + " of the scope"
                + (now.line().isOfMoment() ? ", counted again from the recording" : " in enterprises.jsonl")
                + (measure.isCount() || now.written(measure) != null
                        ? ", and so says " + now.line().file() + "."
                        : ", for which " + now.line().file() + " gives null, as it should."));
    }

    private String sums() {
        if (measure.isCount()) {
            return Long.toString(now.n(measure));
        }
        return measure == Measure.RESUMPTION_INDEX
                ? "W = " + ofIndex(Measure.POWER_WORK_RATE) + " and P = " + ofIndex(Measure.POWER_OUTPUT_RATE)
                : now.n(measure) + " / " + now.d(measure);
    }

    // What changed

    private void change() {
        Population before = explanation.before();
        if (before == null) {
            lines.addAll(nothingBefore(now.line()));
            return;
        }
        Fraction figure = now.exact(measure);
        Fraction figureBefore = before.exact(measure);
        heading("Against " + before.line().when() + ": " + printed(before) + " → " + printed(now) + ", "
                + delta(figure, figureBefore));
        if (now.line().provisional() || before.line().provisional()) {
            paragraph((now.line().provisional() ? "The day is not over: " : "That day was not over: ")
                    + "baselines and capacities are scaled to its part so far, people are not.");
        }
        List<Change> changes = explanation.changes();
        if (changes.isEmpty()) {
            paragraph("No enterprise changed its n or d, none came in or went out.");
            return;
        }
        lines.addAll(sumsOf(changes));
        lines.add("");
        TextTable table = new TextTable(changeColumns()).row(changeHeader());
        for (Change change : changes.subList(0, Math.min(top, changes.size()))) {
            table.row(cells(change));
        }
        table(table);
        andMore(changes.size(), "");
    }

    /** What is said where nothing is written of the window that another one is usually compared with. */
    static List<String> nothingBefore(ScopeLine line) {
        return line.isOfMoment()
                ? List.of(
                        "",
                        "Against 24 hours before",
                        INDENT + "Nothing is written of " + line.end().minus(Duration.ofDays(1)) + ".")
                : List.of(
                        "",
                        "Against the day before",
                        INDENT + "Nothing is written of " + line.day().minusDays(1) + ".");
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
        if (figure == null || figureBefore == null) {
            return "the difference is unknown";
        }
        if (measure.isCount()) {
            return counted(figure.minus(figureBefore));
        }
        return measure == Measure.RESUMPTION_INDEX
                ? Printing.indexDelta(figure, figureBefore, now.method()) + " points"
                : Printing.delta(figure, figureBefore, now.method());
    }

    private static String counted(Fraction difference) {
        return (difference.signum() > 0 ? "+" : "") + ExactDecimal.decimal(difference, 0);
    }

    /** What one enterprise did to the figure, further decimals than those of the figure itself. */
    private String effect(Fraction effect) {
        if (measure.isCount()) {
            return counted(effect);
        }
        int decimals = decimals() + FURTHER_DECIMALS;
        return measure == Measure.RESUMPTION_INDEX
                ? Printing.indexPoints(effect, decimals) + " points"
                : Printing.points(effect, decimals) + "pp";
    }

    /** By how much those that came in, those that went out and those that changed moved n and d: in sum the whole. */
    private List<String> sumsOf(List<Change> changes) {
        List<Align> columns = new ArrayList<>(List.of(Align.LEFT, Align.RIGHT));
        List<String> header = new ArrayList<>(List.of("in sum", "enterprises"));
        for (Measure part : explanation.parts()) {
            String prefix = explanation.parts().size() == 1 ? "" : Labels.symbol(part) + " ";
            columns.add(Align.RIGHT);
            header.add(prefix + Labels.numerator(part));
            if (part.isRate()) {
                columns.add(Align.RIGHT);
                header.add(prefix + Labels.denominator(part));
            }
        }
        TextTable table = new TextTable(columns.toArray(Align[]::new)).row(header.toArray(String[]::new));
        Map<String, List<Change>> kinds = new LinkedHashMap<>();
        for (String kind : List.of("changed", "came in", "went out")) {
            kinds.put(
                    kind,
                    changes.stream().filter(change -> kind(change).equals(kind)).toList());
        }
        kinds.values().removeIf(List::isEmpty);
        if (kinds.size() > 1) {
            kinds.put("together", changes);
        }
        kinds.forEach((kind, some) -> {
            List<String> cells = new ArrayList<>(List.of(kind, Columns.count(some.size())));
            for (Sum sum : explanation.sums()) {
                long difference = some.stream()
                        .mapToLong(change -> change.difference(sum))
                        .sum();
                cells.add((difference > 0 ? "+" : "") + Columns.count(difference));
            }
            table.row(cells.toArray(String[]::new));
        });
        return table.lines().stream().map(line -> INDENT + line).toList();
    }

    private static String kind(Change change) {
        return change.before() == null ? "came in" : change.now() == null ? "went out" : "changed";
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
        List<String> header = new ArrayList<>(List.of("enterprise", ""));
        for (Measure part : explanation.parts()) {
            String prefix = explanation.parts().size() == 1 ? "" : Labels.symbol(part) + " ";
            header.addAll(List.of(prefix + "before", "", prefix + "now"));
        }
        header.addAll(List.of("moves it by", ""));
        return header.toArray(String[]::new);
    }

    private String[] cells(Change change) {
        List<String> cells = new ArrayList<>(List.of(change.either().line().enterprise(), name(change.either())));
        for (Measure part : explanation.parts()) {
            cells.addAll(List.of(parts(part, change.before()), "→", parts(part, change.now())));
        }
        cells.add(change.effect() == null ? Printing.UNKNOWN : effect(change.effect()));
        cells.add(kind(change).equals("changed") ? "" : kind(change));
        return cells.toArray(String[]::new);
    }

    private static String parts(Measure part, Member member) {
        if (member == null) {
            return Printing.UNKNOWN;
        }
        String n = Columns.count(member.of(part.numerator()));
        return part.isRate() ? n + " / " + Columns.count(member.of(part.denominator())) : n;
    }
}
