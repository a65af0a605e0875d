package io.parkpulse.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.catalogue.Language;
import io.parkpulse.explain.Breakdown;
import io.parkpulse.explain.Explainer;
import io.parkpulse.explain.Figure;
import io.parkpulse.explain.Question;
import io.parkpulse.explain.ScopeLine;
import io.parkpulse.explain.UnknownNameException;
import io.parkpulse.index.Measure;
import io.parkpulse.model.Registry;
import io.parkpulse.output.EnterpriseLine;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.replay.Replay;
import io.parkpulse.replay.ReplayProgress;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Figures of recordings full of trouble, explained: enterprises that move, days that break off, all methods. A scope and a day
 * are taken apart once for all their figures. Of the lines of a recording one in some is taken, another one in each
 * recording; what is compared with it is the day before or any other day.
 */
class ExplainedFiguresTest {
    private static final int RECORDINGS = 12;
    private static final int ONE_IN = 6;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path temp;

    @Test
    void theEnterprisesAddUpToEveryFigureOfEveryScopeAndDay() throws Exception {
        Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < RECORDINGS; seed++) {
            Path in = temp.resolve("in" + seed);
            Path out = temp.resolve("out" + seed);
            RecordingFuzzer.write(seed, in);
            Oracle.replay(in, out, Duration.ofHours(24));
            Explainer explainer = new Explainer(out, RegistryReader.read(in).registry(), Map.of());
            List<ScopeLine> lines = lines(out);
            for (int i = (int) seed % ONE_IN; i < lines.size(); i += ONE_IN) {
                ScopeLine line = lines.get(i);
                LocalDate against = i % 2 == 0 ? null : other(line, lines);
                Breakdown breakdown = explainer.breakdown(
                        new Question(line.scope(), line.day(), null, against, null), ends -> Map.of());
                for (String name : Breakdown.names()) {
                    Breakdown.Emitted emitted = breakdown.explain(name, 3, Language.EN);
                    assertThat(emitted.addsUp())
                            .as("seed %d: %s", seed, emitted.lines())
                            .isTrue();
                    String text = String.join(" ", emitted.lines());
                    assertThat(text).contains(against == null ? "Against" : "Against " + against);
                    Measure.of(name).ifPresent(measure -> {
                        Figure figure = line.figure(measure).orElse(null);
                        seen.add(name + (figure == null ? " null" : " known"));
                        if (figure != null && figure.d() > 0) {
                            assertThat(text).contains("adds up to " + figure.n() + " / " + figure.d() + ":");
                        }
                        addsUpToTheDifference(breakdown, name);
                    });
                }
                seen.add(line.provisional() ? "provisional" : "final");
            }
        }
        for (Measure measure : Measure.ofDay()) {
            assertThat(seen).contains(measure.id() + " known");
        }
        assertThat(seen)
                .contains("provisional", "final", "power_work_rate null", "staff_return null", "resumption_index null");
    }

    @Test
    void theEnterprisesThatAreCountedAgainAddUpToEveryFigureOfAMoment() throws Exception {
        Path in = temp.resolve("in");
        Path out = temp.resolve("out");
        RecordingFuzzer.write(3, in);
        Oracle.replay(in, out, Duration.ofHours(2));
        Registry registry = RegistryReader.read(in).registry();
        Explainer explainer = new Explainer(out, registry, Map.of());
        List<ScopeLine> lines = new ArrayList<>();
        ScopeLine.read(out.resolve("indices.jsonl"), (scope, end) -> true, lines::add);
        SortedSet<Long> ends =
                lines.stream().map(line -> line.end().toEpochMilli()).collect(Collectors.toCollection(TreeSet::new));
        Map<Instant, List<EnterpriseLine>> counted = new HashMap<>();
        new Replay(in, registry, new Replay.Settings(300_000, 86_400_000, 2), new Unheard())
                .enterprisesAt(ends, Files.createDirectory(temp.resolve("scratch")))
                .forEach((end, enterprises) -> counted.put(Instant.ofEpochMilli(end), enterprises));

        assertThat(ends).hasSizeGreaterThan(8);
        for (int i = 0; i < lines.size(); i += ONE_IN) {
            ScopeLine line = lines.get(i);
            Breakdown breakdown =
                    explainer.breakdown(new Question(line.scope(), null, line.end(), null, null), asked -> counted);
            for (String name : Breakdown.names()) {
                Breakdown.Emitted emitted = breakdown.explain(name, 3, Language.EN);
                assertThat(emitted.addsUp()).as("%s", emitted.lines()).isTrue();
            }
        }
    }

    private static final class Unheard implements ReplayProgress {
        @Override
        public void begin(Phase phase, long size) {}

        @Override
        public void at(long position) {}

        @Override
        public void end() {}
    }

    /** What enterprises changed is in sum the change of n and d, and what they moved the figure by the whole difference. */
    private static void addsUpToTheDifference(Breakdown breakdown, String measure) {
        JsonNode json = json(breakdown, measure);
        JsonNode against = json.path("against");
        if (against.isNull()) {
            return;
        }
        against.path("change").fieldNames().forEachRemaining(sum -> {
            long changed = 0;
            for (JsonNode enterprise : against.path("enterprises")) {
                changed += enterprise.path("change").path(sum).longValue();
            }
            assertThat(changed)
                    .as("%s: %s", sum, json)
                    .isEqualTo(against.path("change").path(sum).longValue());
            assertThat(json.path("sums").path(sum).longValue()
                            - against.path("sums").path(sum).longValue())
                    .isEqualTo(changed);
        });
        if (json.path("value").isNull() || against.path("value").isNull()) {
            return;
        }
        BigDecimal moved = BigDecimal.ZERO;
        for (JsonNode enterprise : against.path("enterprises")) {
            moved = moved.add(enterprise
                    .path("moves")
                    .path("n")
                    .decimalValue()
                    .divide(enterprise.path("moves").path("d").decimalValue(), MathContext.DECIMAL128));
        }
        boolean percent = json.path("sums").size() == 2;
        assertThat(moved.doubleValue() * (percent ? 100 : 1))
                .as("%s", json)
                .isCloseTo(
                        json.path("value").doubleValue() - against.path("value").doubleValue(), within(1e-9));
    }

    private static JsonNode json(Breakdown breakdown, String measure) {
        try {
            return JSON.readTree(breakdown.json(measure).lines().get(0));
        } catch (JsonProcessingException | UnknownNameException e) {
            throw new AssertionError(e);
        }
    }

    /** The first day of the scope, or another one. */
    private static LocalDate other(ScopeLine line, List<ScopeLine> lines) {
        return lines.stream()
                .filter(other ->
                        other.scope().equals(line.scope()) && !other.day().equals(line.day()))
                .findFirst()
                .map(ScopeLine::day)
                .orElse(null);
    }

    private static List<ScopeLine> lines(Path out) throws Exception {
        List<ScopeLine> lines = new ArrayList<>();
        ScopeLine.read(out.resolve("daily.jsonl"), (scope, day) -> true, lines::add);
        return lines;
    }
}
