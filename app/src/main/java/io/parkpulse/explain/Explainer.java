package io.parkpulse.explain;

import io.parkpulse.baseline.BaselineSet;
import io.parkpulse.index.Measure;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Ids;
import io.parkpulse.model.Method;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.output.EnterpriseLine;
import io.parkpulse.output.ReplayFiles;
import io.parkpulse.roster.ScopeNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Explains how the daily figures of a replay come about, from its files alone. */
public final class Explainer {
    private final Path out;
    private final Map<String, Park> parks = new HashMap<>();
    private final Map<String, List<Enterprise>> rows = new HashMap<>();
    private final Map<String, Method> methods;
    private final Map<String, BaselineSet> baselines;

    /**
     * @param out what a replay wrote
     * @param registry the one it was computed with
     * @param baselines those that enterprises had because they had none of their own, by park
     */
    public Explainer(Path out, Registry registry, Map<String, BaselineSet> baselines) {
        this.out = out;
        this.baselines = Map.copyOf(baselines);
        this.methods = registry.methods();
        registry.parks().forEach(park -> parks.put(park.id(), park));
        registry.enterprises()
                .forEach(row ->
                        rows.computeIfAbsent(row.id(), id -> new ArrayList<>(1)).add(row));
    }

    /**
     * The explanation of a figure.
     *
     * @param lines to print
     * @param addsUp whether the enterprises add up to what is written
     */
    public record Emitted(List<String> lines, boolean addsUp) {
        public Emitted {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Explains a figure.
     *
     * @param scope e.g. {@code park:P1/tier:above-scale}
     * @param day null for the last one of the scope
     * @param measure its name in files
     * @param top how many enterprises to list of each kind
     * @throws UnknownNameException if nothing is written of the scope, the day or the measure
     * @throws IOException if a file cannot be read, or the files do not belong together
     */
    public Emitted explain(String scope, LocalDate day, String measure, int top)
            throws IOException, UnknownNameException {
        Measure chosen = measure(measure);
        Explanation explanation = explain(find(scope, day), chosen);
        return new Emitted(
                ExplanationText.lines(explanation, parkName(scope), baselines(explanation), top),
                explanation.contradictions().isEmpty());
    }

    private List<BaselineSet> baselines(Explanation explanation) {
        return explanation.now().members().stream()
                .map(member -> baselines.get(member.line().park()))
                .filter(Objects::nonNull)
                .distinct()
                .sorted(Comparator.comparing(BaselineSet::id, Ids.BY_CODE_POINT))
                .toList();
    }

    /**
     * The figures of a scope and a day.
     *
     * @param day null for the last one of the scope
     * @throws UnknownNameException if nothing is written of the scope or the day
     */
    public DailyLine figures(String scope, LocalDate day) throws IOException, UnknownNameException {
        return find(scope, day).line();
    }

    /** The name of the park that a scope lies in, as far as the registry gives one; else empty. */
    public String parkName(String scope) {
        return parks.values().stream()
                .filter(park -> scope.equals(ScopeNames.ofPark(park.id()))
                        || scope.startsWith(ScopeNames.ofPark(park.id()) + "/"))
                .max(Comparator.comparingInt(park -> park.id().length()))
                .map(Park::anyName)
                .orElse("");
    }

    private static Measure measure(String name) throws UnknownNameException {
        List<String> names = Measure.ofDay().stream().map(Measure::id).toList();
        if (Measure.of(name).isPresent() && !names.contains(name)) {
            throw new UnknownNameException("--measure " + name + ": a measure of the trailing windows of "
                    + ReplayFiles.INDICES + "; a day has " + String.join(", ", names));
        }
        return Measure.of(name)
                .orElseThrow(() -> new UnknownNameException("--measure " + name + ": expected one of "
                        + String.join(", ", names) + "; nearest: " + String.join(", ", Nearest.to(name, names))));
    }

    /** The figures of a scope and a day, and of the day before; null if nothing is written of that. */
    private record Found(DailyLine line, DailyLine before) {}

    private Found find(String scope, LocalDate day) throws IOException, UnknownNameException {
        DailyLine[] lastTwo = new DailyLine[2];
        DailyLine.read(
                out.resolve(ReplayFiles.DAILY),
                (ofScope, ofDay) -> ofScope.equals(scope) && (day == null || !ofDay.isAfter(day)),
                line -> {
                    // A day that was corrected may be written again; its last line counts.
                    if (lastTwo[1] != null && !lastTwo[1].day().equals(line.day())) {
                        lastTwo[0] = lastTwo[1];
                    }
                    lastTwo[1] = line;
                });
        DailyLine last = lastTwo[1];
        if (last == null || day != null && !last.day().equals(day)) {
            throw unknown(scope, day);
        }
        boolean isDayBefore =
                lastTwo[0] != null && lastTwo[0].day().equals(last.day().minusDays(1));
        return new Found(last, isDayBefore ? lastTwo[0] : null);
    }

    private UnknownNameException unknown(String scope, LocalDate day) throws IOException {
        Set<String> scopes = new HashSet<>();
        TreeSet<LocalDate> days = new TreeSet<>();
        DailyLine.read(
                out.resolve(ReplayFiles.DAILY),
                (ofScope, ofDay) -> {
                    scopes.add(ofScope);
                    if (ofScope.equals(scope)) {
                        days.add(ofDay);
                    }
                    return false;
                },
                line -> {});
        if (scopes.isEmpty()) {
            return new UnknownNameException(out.resolve(ReplayFiles.DAILY) + " has no day: the recording has none");
        }
        if (days.isEmpty()) {
            return new UnknownNameException("--scope " + scope + ": expected a scope of "
                    + out.resolve(ReplayFiles.DAILY) + "; nearest: " + String.join(", ", Nearest.to(scope, scopes)));
        }
        String nearest = days.stream()
                .sorted(Comparator.comparingLong((LocalDate other) -> Math.abs(other.toEpochDay() - day.toEpochDay()))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(2)
                .map(LocalDate::toString)
                .collect(Collectors.joining(", "));
        return new UnknownNameException("--day " + day + ": expected a day of " + scope + ", from " + days.first()
                + " to " + days.last() + "; nearest: " + nearest);
    }

    private Explanation explain(Found found, Measure measure) throws IOException {
        DailyLine line = found.line();
        DailyLine before = found.before();
        List<Member> members = new ArrayList<>();
        List<Member> membersBefore = new ArrayList<>();
        Predicate<LocalDate> wanted = day -> day.equals(line.day()) || before != null && day.equals(before.day());
        EnterpriseDays.read(out.resolve(ReplayFiles.ENTERPRISES), wanted, enterprise -> {
            Member member = member(enterprise);
            if (ScopeNames.of(member.row(), parks.get(enterprise.park())).contains(line.scope())) {
                (enterprise.day().equals(line.day()) ? members : membersBefore).add(member);
            }
        });
        return Explanation.of(
                measure,
                new Population(line, method(line), members),
                before == null ? null : new Population(before, method(before), membersBefore));
    }

    private Method method(DailyLine line) throws IOException {
        Method method = methods.get(line.method());
        if (method == null) {
            throw new IOException("method " + line.method() + " of " + line.scope() + " in " + ReplayFiles.DAILY
                    + " is not in " + ReplayFiles.REGISTRY + "/methods.yaml");
        }
        return method;
    }

    private Member member(EnterpriseLine line) throws IOException {
        Park park = parks.get(line.park());
        if (park == null) {
            throw apart(line);
        }
        ZoneId zone = park.zone();
        long from = start(line.day(), zone).toEpochMilli();
        long dayEnd = start(line.day().plusDays(1), zone).toEpochMilli();
        long lastInstant = from + line.windowMs() - 1;
        for (Enterprise row : rows.getOrDefault(line.enterprise(), List.of())) {
            if (row.validAt(lastInstant) && row.park().equals(line.park())) {
                return new Member(line, row, methods.get(park.method()), dayEnd - from);
            }
        }
        throw apart(line);
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static IOException apart(EnterpriseLine line) {
        return new IOException(ReplayFiles.ENTERPRISES + " and " + ReplayFiles.REGISTRY
                + "/ do not belong together: enterprise " + line.enterprise() + " in park " + line.park() + " on "
                + line.day());
    }
}
