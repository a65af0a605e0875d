package io.parkpulse.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.explain.DailyLine;
import io.parkpulse.explain.Explainer;
import io.parkpulse.explain.Figure;
import io.parkpulse.index.Measure;
import io.parkpulse.registry.RegistryReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every figure of recordings full of trouble, explained: enterprises that move, days that break off, all methods. */
class ExplainedFiguresTest {
    private static final int RECORDINGS = 12;

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
            for (DailyLine line : lines(out)) {
                for (Measure measure : Measure.ofDay()) {
                    Explainer.Emitted emitted = explainer.explain(line.scope(), line.day(), measure.id(), 3);
                    assertThat(emitted.addsUp())
                            .as("seed %d: %s", seed, emitted.lines())
                            .isTrue();
                    seen.add(measure.id() + (line.figure(measure).isPresent() ? " known" : " null"));
                    Figure figure = line.figure(measure).orElse(null);
                    if (figure != null && figure.d() > 0) {
                        String text = String.join(" ", emitted.lines());
                        assertThat(text).contains("adds up to " + figure.n() + " / " + figure.d() + ":");
                    }
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

    private static List<DailyLine> lines(Path out) throws Exception {
        List<DailyLine> lines = new ArrayList<>();
        DailyLine.read(out.resolve("daily.jsonl"), (scope, day) -> true, lines::add);
        return lines;
    }
}
