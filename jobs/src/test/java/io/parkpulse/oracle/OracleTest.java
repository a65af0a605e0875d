package io.parkpulse.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OracleTest {
    private static final Path EXAMPLES = Path.of("src/test/resources");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"example", "example-2"})
    void writesTheWorkedExamplesLineByLine(String example) throws Exception {
        Path recording = EXAMPLES.resolve(example);
        Oracle.replay(recording.resolve("in"), temp, Duration.ofHours(1));
        OutputComparison.assertSame(recording.resolve("want"), temp);
    }

    @Test
    void givesEveryRecordExactlyOneEnd() throws Exception {
        for (long seed = 0; seed < 50; seed++) {
            RecordingFuzzer.write(seed, temp.resolve("in" + seed));
            Path out = temp.resolve("out" + seed);
            Oracle.replay(temp.resolve("in" + seed), out, Duration.ofHours(3));
            JsonNode streams = JSON.readTree(out.resolve("run.json").toFile()).get("streams");
            for (JsonNode stream : streams) {
                long sum =
                        stream.get("applied").asLong() + stream.get("duplicate").asLong();
                for (JsonNode dead : stream.get("dead")) {
                    sum += dead.asLong();
                }
                assertThat(sum).as("seed %d", seed).isEqualTo(stream.get("read").asLong());
            }
        }
    }

    @Test
    void findsEveryCaseOfTheContractAmongFuzzedRecordings() throws Exception {
        Map<String, Integer> seeds = new TreeMap<>();
        for (long seed = 0; seed < 300; seed++) {
            Path in = temp.resolve("in" + seed);
            Path out = temp.resolve("out" + seed);
            RecordingFuzzer.write(seed, in);
            Oracle oracle = Oracle.replay(in, out, Duration.ofHours(6));
            casesOf(oracle, out).forEach(found -> seeds.merge(found, 1, Integer::sum));
        }
        List<String> wanted = new ArrayList<>();
        for (Reason reason : Reason.values()) {
            wanted.add("dead " + reason.text);
        }
        for (Metering.Event event : Metering.Event.values()) {
            wanted.add("meter " + event);
        }
        for (String measure : List.of(
                "enterprise_resumption",
                "power_work_rate",
                "power_output_rate",
                "resumption_index",
                "staff_return",
                "capacity_utilisation",
                "coverage")) {
            wanted.add("null " + measure);
            wanted.add("known " + measure);
        }
        wanted.addAll(List.of(
                "unallocated",
                "48 hours covered",
                "provisional",
                "final",
                "duplicate",
                "present",
                "matched",
                "silent",
                "raw_base64",
                "a line too long",
                "utilisation left out",
                "an index of another year",
                "a day of PT23H",
                "a day of PT23H30M",
                "a day of PT24H",
                "a day of PT24H30M",
                "a day of PT25H",
                "no day that breaks off",
                "printed <",
                "printed 100%",
                "printed 0%",
                "several methods"));
        assertThat(seeds).containsKeys(wanted.toArray(String[]::new));
    }

    private static Set<String> casesOf(Oracle oracle, Path out) throws IOException {
        Set<String> cases = new TreeSet<>();
        for (Entry entry : oracle.entries()) {
            if (entry.dead() != null) {
                cases.add("dead " + entry.dead().text);
                cases.add(entry.bytes.length > 1_000_000 ? "a line too long" : "a line to keep");
            }
            if (entry.duplicate()) {
                cases.add("duplicate");
            }
        }
        oracle.meters().forEach(meter -> meter.events().forEach(event -> cases.add("meter " + event)));
        for (Metering meter : oracle.meters()) {
            for (Metering.Energy energy : meter.energies()) {
                if (energy.length() == Metering.LONGEST_MILLIS
                        && 4 * energy.register().everyMillis() > energy.length()) {
                    cases.add("48 hours covered");
                }
            }
        }
        if (!oracle.run().get("unallocated_wh").asText().equals("0")) {
            cases.add("unallocated");
        }
        Set<String> years = new HashSet<>();
        for (String file : List.of("indices.jsonl", "daily.jsonl")) {
            for (String text : Files.readAllLines(out.resolve(file))) {
                JsonNode line = JSON.readTree(text);
                line.properties().forEach(field -> {
                    JsonNode value = field.getValue();
                    boolean measure = value.isNull() || value.isObject();
                    if (measure) {
                        cases.add((value.isNull() ? "null " : "known ") + field.getKey());
                    }
                    if (value.isObject()) {
                        String printed = value.get("printed").asText();
                        if (printed.matches("[<>].*")) {
                            cases.add("printed " + printed.charAt(0));
                        } else if (printed.equals("100%") || printed.equals("0%")) {
                            cases.add("printed " + printed);
                        }
                    }
                    if (field.getKey().equals("status")) {
                        cases.add(value.asText());
                    } else if (List.of("present", "matched", "silent").contains(field.getKey()) && value.asLong() > 0) {
                        cases.add(field.getKey());
                    } else if (field.getKey().equals("end")) {
                        years.add(value.asText().substring(0, 4));
                    } else if (field.getKey().equals("method")) {
                        cases.add("method " + value.asText());
                    }
                });
            }
        }
        if (!cases.contains("provisional")) {
            cases.add("no day that breaks off");
        }
        if (years.contains("2003") || years.contains("2011")) {
            cases.add("an index of another year");
        }
        for (String text : Files.readAllLines(out.resolve("enterprises.jsonl"))) {
            JsonNode line = JSON.readTree(text);
            cases.add("a day of " + Duration.ofMillis(line.get("window_ms").asLong()));
            if (line.get("used_wh").isNull()) {
                cases.add("utilisation left out");
            }
        }
        if (Files.readString(out.resolve("dead-letters.jsonl")).contains("\"raw_base64\"")) {
            cases.add("raw_base64");
        }
        if (cases.stream().filter(found -> found.startsWith("method ")).count() > 1) {
            cases.add("several methods");
        }
        return cases;
    }

    @Test
    void knowsNoOrderOfTheLines() throws Exception {
        for (long seed = 0; seed < 60; seed++) {
            Path in = temp.resolve("in" + seed);
            RecordingFuzzer.write(seed, in);
            Shuffle.lines(in, seed + 1, temp.resolve("shuffled" + seed));
            Oracle.replay(in, temp.resolve("out" + seed), Duration.ofHours(6));
            Oracle.replay(temp.resolve("shuffled" + seed), temp.resolve("again" + seed), Duration.ofHours(6));
            OutputComparison.assertSameButForLineNumbers(temp.resolve("out" + seed), temp.resolve("again" + seed));
        }
    }

    @Test
    void fuzzesTheSameBytesFromTheSameSeed() throws Exception {
        RecordingFuzzer.write(5, temp.resolve("a"));
        RecordingFuzzer.write(5, temp.resolve("b"));
        for (String file : List.of("parks.csv", "enterprises.csv", "meters.csv", "power.jsonl", "checkin.jsonl")) {
            assertThat(temp.resolve("a").resolve(file))
                    .hasSameBinaryContentAs(temp.resolve("b").resolve(file));
        }
    }
}
