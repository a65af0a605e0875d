package io.parkpulse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.simulator.Scenarios;
import io.parkpulse.simulator.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final int PARKS = 90;

    @TempDir
    private static Path temp;

    private static TreeMap<String, FigureFile.Figures> ordinary;
    private static TreeMap<String, FigureFile.Figures> optimised;

    @BeforeAll
    static void runBothLoops() throws IOException {
        Path recording = Files.createDirectory(temp.resolve("recording"));
        new Simulation(Scenarios.named("province", 1, OptionalInt.of(2), OptionalInt.of(900)), 1, false)
                .writeTo(recording, (lines, expected) -> {});
        ordinary = run(Loop.ORDINARY, recording);
        optimised = run(Loop.OPTIMISED, recording);
    }

    private static TreeMap<String, FigureFile.Figures> run(String loop, Path recording) throws IOException {
        Path out = temp.resolve(loop);
        Loop.run(loop, recording, Duration.ofHours(1), out, null);
        return FigureFile.read(out);
    }

    private static Comparison compare(TreeMap<String, FigureFile.Figures> other) {
        Comparison comparison = new Comparison();
        comparison.compare("P0", ordinary, "P1", other, true);
        return comparison;
    }

    @Test
    void bothLoopsComputeTheSame() {
        Comparison comparison = compare(optimised);

        assertThat(comparison.differences()).isEmpty();
        // Two days and 48 ends, three figures each.
        assertThat(comparison.count()).isEqualTo(PARKS * 3L * (2 + 48));
        assertThat(ordinary.values())
                .filteredOn(figures -> !figures.work().equals(FigureFile.NONE))
                .hasSizeGreaterThan(PARKS * 24);
    }

    @Test
    void aWrongFigureIsNoticed() {
        TreeMap<String, FigureFile.Figures> wrong = new TreeMap<>(optimised);
        String key = FigureFile.dailyKey("2020-02-10", "hangzhou-01");
        FigureFile.Figures right = wrong.get(key);
        wrong.put(key, new FigureFile.Figures(right.work(), right.output() + "0", right.energyWh()));

        assertThat(compare(wrong).differences())
                .containsExactly(key + " power_output_rate: P0 " + right.output() + ", P1 " + right.output() + "0");
    }

    @Test
    void aMissingFigureIsNoticedOnEitherSide() {
        TreeMap<String, FigureFile.Figures> missing = new TreeMap<>(optimised);
        missing.remove(ordinary.firstKey());
        missing.put("daily 2020-02-11 hangzhou-01", optimised.firstEntry().getValue());

        assertThat(compare(missing).differences())
                .containsExactly(
                        ordinary.firstKey() + ": P1 does not have it",
                        "daily 2020-02-11 hangzhou-01: P0 does not have it");
    }

    @Test
    void ofAReplayTheParksAreRead() throws IOException {
        Path result = Files.createDirectory(temp.resolve("replay"));
        Files.write(
                result.resolve("enterprises.jsonl"),
                List.of(
                        "{\"day\":\"2020-02-10\",\"park\":\"P\",\"energy_wh\":7}",
                        "{\"day\":\"2020-02-10\",\"park\":\"P\",\"energy_wh\":8}"));
        Files.write(
                result.resolve("daily.jsonl"),
                List.of(
                        "{\"scope\":\"all\",\"day\":\"2020-02-10\"}",
                        "{\"scope\":\"park:P\",\"day\":\"2020-02-10\",\"power_work_rate\":{\"n\":1,\"d\":2},"
                                + "\"power_output_rate\":{\"n\":7,\"d\":10}}",
                        "{\"scope\":\"park:P/grid:a\",\"day\":\"2020-02-10\"}"));
        Files.write(
                result.resolve("indices.jsonl"),
                List.of("{\"scope\":\"park:P\",\"end\":\"2020-02-10T00:05:00Z\",\"power_work_rate\":null,"
                        + "\"power_output_rate\":null}"));

        TreeMap<String, FigureFile.Figures> expected = new TreeMap<>();
        expected.put("daily 2020-02-10 P", new FigureFile.Figures("1/2", "7/10", "15"));
        expected.put("trailing 2020-02-10T00:05:00Z P", new FigureFile.Figures("null", "null", "null"));
        assertThat(Comparison.readReplay(result)).isEqualTo(expected);
    }
}
