package io.parkpulse.explain;

import io.parkpulse.baseline.BaselineSet;
import io.parkpulse.breakdown.Member;
import io.parkpulse.catalogue.Language;
import io.parkpulse.message.Message;
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
import java.time.Duration;
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
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Explains how the figures of a replay come about, from its files. */
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
     * Takes a scope and a window apart.
     *
     * @param moments where the enterprises of trailing windows are had from; not asked for days
     * @throws UnknownNameException if nothing is written of the scope, the day or the moment
     * @throws IOException if a file cannot be read, or the files do not belong together
     */
    public Breakdown breakdown(Question question, Moments moments)
            throws IOException, InterruptedException, UnknownNameException {
        Compared lines = figures(question);
        ScopeLine now = lines.now();
        ScopeLine before = lines.before();
        List<Member> members = new ArrayList<>();
        List<Member> membersBefore = new ArrayList<>();
        if (question.isOfMoment()) {
            SortedSet<Instant> ends = new TreeSet<>();
            Stream.of(now, before).filter(Objects::nonNull).map(ScopeLine::end).forEach(ends::add);
            Map<Instant, List<EnterpriseLine>> found = moments.at(ends);
            addAll(found.get(now.end()), now, members);
            if (before != null) {
                addAll(found.get(before.end()), before, membersBefore);
            }
        } else {
            Predicate<LocalDate> wanted = day -> day.equals(now.day()) || before != null && day.equals(before.day());
            EnterpriseDays.read(out.resolve(ReplayFiles.ENTERPRISES), wanted, enterprise -> {
                boolean isNow = enterprise.day().equals(now.day());
                add(enterprise, isNow ? now : before, isNow ? members : membersBefore);
                if (isNow && before != null && before.day().equals(now.day())) {
                    add(enterprise, before, membersBefore);
                }
            });
        }
        Population population = new Population(now, method(now), members);
        return new Breakdown(
                population,
                before == null ? null : new Population(before, method(before), membersBefore),
                park(question.scope()),
                baselines(population));
    }

    private void addAll(List<EnterpriseLine> lines, ScopeLine of, List<Member> members) throws IOException {
        for (EnterpriseLine line : lines == null ? List.<EnterpriseLine>of() : lines) {
            add(line, of, members);
        }
    }

    private void add(EnterpriseLine enterprise, ScopeLine of, List<Member> members) throws IOException {
        Member member = member(enterprise, of.end());
        if (ScopeNames.of(member.row(), parks.get(enterprise.park())).contains(of.scope())) {
            members.add(member);
        }
    }

    private List<BaselineSet> baselines(Population population) {
        return population.members().stream()
                .map(member -> baselines.get(member.line().park()))
                .filter(Objects::nonNull)
                .distinct()
                .sorted(Comparator.comparing(BaselineSet::id, Ids.BY_CODE_POINT))
                .toList();
    }

    /**
     * The figures of a scope and a window, and those that they are compared with.
     *
     * @param before null if nothing is written of the day before, or of 24 hours before
     * @param method the scope's
     */
    public record Compared(ScopeLine now, ScopeLine before, Method method) {}

    /**
     * The figures of a scope and a window.
     *
     * @throws UnknownNameException if nothing is written of the scope, the day or the moment
     */
    public Compared figures(Question question) throws IOException, UnknownNameException {
        return question.isOfMoment() ? moments(question) : days(question);
    }

    /**
     * Why an enterprise counts on a day as it does, in each figure.
     *
     * @param enterprise its id
     * @param day null for its last one
     * @param against another day; null for none
     * @param language in which to say it
     * @return the lines to print
     * @throws UnknownNameException if nothing is written of the enterprise on that day
     */
    public List<String> enterprise(String enterprise, LocalDate day, LocalDate against, Language language)
            throws IOException, UnknownNameException {
        Map<LocalDate, EnterpriseLine> days = new TreeMap<>();
        Set<String> ids = new HashSet<>();
        EnterpriseDays.read(out.resolve(ReplayFiles.ENTERPRISES), date -> true, line -> {
            ids.add(line.enterprise());
            if (line.enterprise().equals(enterprise)) {
                days.put(line.day(), line);
            }
        });
        if (days.isEmpty()) {
            throw new UnknownNameException(
                    "--enterprise \"" + enterprise + "\"",
                    Nearest.to(
                            enterprise,
                            ids,
                            Message.of("explain.enterprise_of", "file", out.resolve(ReplayFiles.ENTERPRISES))));
        }
        LocalDate last = List.copyOf(days.keySet()).get(days.size() - 1);
        EnterpriseLine now = onDay(days, day == null ? last : day, "--day");
        EnterpriseLine before = against == null ? null : onDay(days, against, "--against");
        return EnterpriseText.lines(
                member(now, null), before == null ? null : member(before, null), ExplainTexts.in(language));
    }

    private static EnterpriseLine onDay(Map<LocalDate, EnterpriseLine> days, LocalDate day, String option)
            throws UnknownNameException {
        EnterpriseLine line = days.get(day);
        if (line == null) {
            throw new UnknownNameException(
                    option + " " + day,
                    Message.of(
                            "explain.day_counted",
                            "days",
                            days.keySet().stream().map(LocalDate::toString).collect(Collectors.joining(", "))));
        }
        return line;
    }

    /** The park that a scope lies in; null for none. */
    public Park park(String scope) {
        return parks.values().stream()
                .filter(park -> scope.equals(ScopeNames.ofPark(park.id()))
                        || scope.startsWith(ScopeNames.ofPark(park.id()) + "/"))
                .max(Comparator.comparingInt(park -> park.id().length()))
                .orElse(null);
    }

    private Compared days(Question question) throws IOException, UnknownNameException {
        LocalDate day = question.day();
        LocalDate against = question.against();
        ScopeLine[] found = new ScopeLine[2];
        ScopeLine[] compared = new ScopeLine[1];
        ScopeLine.read(out.resolve(ReplayFiles.DAILY), (scope, ofDay) -> scope.equals(question.scope()), line -> {
            // A day that was corrected may be written again; its last line counts.
            if (line.day().equals(against)) {
                compared[0] = line;
            }
            if (day != null && line.day().isAfter(day)) {
                return;
            }
            if (found[1] != null && !found[1].day().equals(line.day())) {
                found[0] = found[1];
            }
            found[1] = line;
        });
        ScopeLine now = found[1];
        if (now == null || day != null && !now.day().equals(day)) {
            throw unknown(question.scope(), day, "--day");
        }
        if (against != null && compared[0] == null) {
            throw unknown(question.scope(), against, "--against");
        }
        boolean isDayBefore =
                found[0] != null && found[0].day().equals(now.day().minusDays(1));
        return new Compared(now, against != null ? compared[0] : isDayBefore ? found[0] : null, method(now));
    }

    private Compared moments(Question question) throws IOException, UnknownNameException {
        Map<Instant, ScopeLine> found = new HashMap<>();
        String at = question.at().toString();
        Instant compared =
                question.againstAt() == null ? question.at().minus(Duration.ofDays(1)) : question.againstAt();
        String against = compared.toString();
        ScopeLine.read(
                out.resolve(ReplayFiles.INDICES),
                (scope, end) -> scope.equals(question.scope()) && (end.equals(at) || end.equals(against)),
                line -> found.put(line.end(), line));
        ScopeLine now = found.get(question.at());
        if (now == null) {
            throw unknown(question.scope(), question.at(), "--at");
        }
        ScopeLine before = found.get(compared);
        if (question.againstAt() != null && before == null) {
            throw unknown(question.scope(), question.againstAt(), "--against");
        }
        return new Compared(now, before, method(now));
    }

    private UnknownNameException unknown(String scope, Instant at, String option) throws IOException {
        Set<String> scopes = new HashSet<>();
        TreeSet<Instant> ends = new TreeSet<>();
        ScopeLine.read(
                out.resolve(ReplayFiles.INDICES),
                (ofScope, end) -> {
                    scopes.add(ofScope);
                    if (ofScope.equals(scope)) {
                        ends.add(Instant.parse(end));
                    }
                    return false;
                },
                line -> {});
        if (ends.isEmpty()) {
            return scopes.isEmpty()
                    ? new UnknownNameException(
                            Message.of("explain.no_window", "file", out.resolve(ReplayFiles.INDICES)))
                    : unknownScope(scope, ReplayFiles.INDICES, scopes);
        }
        List<String> nearest = Stream.of(ends.floor(at), ends.ceiling(at))
                .filter(Objects::nonNull)
                .map(Instant::toString)
                .toList();
        return new UnknownNameException(
                option + " " + at,
                Nearest.among(
                        Message.of("explain.window_of", "scope", scope, "first", ends.first(), "last", ends.last()),
                        nearest));
    }

    private UnknownNameException unknownScope(String scope, String file, Set<String> scopes) {
        return new UnknownNameException(
                "--scope " + scope,
                Nearest.to(scope, scopes, Message.of("explain.scope_of", "file", out.resolve(file))));
    }

    private UnknownNameException unknown(String scope, LocalDate day, String option) throws IOException {
        Set<String> scopes = new HashSet<>();
        TreeSet<LocalDate> days = new TreeSet<>();
        ScopeLine.read(
                out.resolve(ReplayFiles.DAILY),
                (ofScope, ofDay) -> {
                    scopes.add(ofScope);
                    if (ofScope.equals(scope)) {
                        days.add(LocalDate.parse(ofDay));
                    }
                    return false;
                },
                line -> {});
        if (scopes.isEmpty()) {
            return new UnknownNameException(Message.of("explain.no_day", "file", out.resolve(ReplayFiles.DAILY)));
        }
        if (days.isEmpty()) {
            return unknownScope(scope, ReplayFiles.DAILY, scopes);
        }
        List<String> nearest = days.stream()
                .sorted(Comparator.comparingLong((LocalDate other) -> Math.abs(other.toEpochDay() - day.toEpochDay()))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(2)
                .map(LocalDate::toString)
                .toList();
        return new UnknownNameException(
                option + " " + day,
                Nearest.among(
                        Message.of("explain.day_of", "scope", scope, "first", days.first(), "last", days.last()),
                        nearest));
    }

    private Method method(ScopeLine line) throws IOException {
        Method method = methods.get(line.method());
        if (method == null) {
            throw new IOException("method " + line.method() + " of " + line.scope() + " in " + line.file()
                    + " is not in " + ReplayFiles.REGISTRY + "/methods.yaml");
        }
        return method;
    }

    /** @param end of a trailing window; null for a day */
    private Member member(EnterpriseLine line, Instant end) throws IOException {
        Park park = parks.get(line.park());
        if (park == null) {
            throw apart(line);
        }
        ZoneId zone = park.zone();
        long lengthMs = line.windowMs();
        long to;
        if (end == null) {
            long from = start(line.day(), zone).toEpochMilli();
            lengthMs = start(line.day().plusDays(1), zone).toEpochMilli() - from;
            to = from + line.windowMs();
        } else {
            to = end.toEpochMilli();
        }
        for (Enterprise row : rows.getOrDefault(line.enterprise(), List.of())) {
            if (row.validAt(to - 1) && row.park().equals(line.park())) {
                return new Member(line, row, methods.get(park.method()), lengthMs);
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
