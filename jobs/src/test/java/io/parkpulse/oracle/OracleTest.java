package io.parkpulse.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OracleTest {
    private static final Path EXAMPLES = Path.of("src/test/resources");
    private static final Pattern ACROSS_PARKS = Pattern.compile("(all|region):?.*/(\\w+):.*");
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
        for (long seed = 0; seed < 20; seed++) {
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
        Set<String> wanted = new TreeSet<>();
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
                "coverage",
                "target_rate",
                "utilisation_mean")) {
            wanted.add("null " + measure);
            wanted.add("known " + measure);
        }
        for (String bands : List.of("utilisation_bands", "staff_bands")) {
            for (int band = 0; band < 5; band++) {
                wanted.add(bands + " " + band);
            }
        }
        for (String part : List.of("tier", "industry", "site", "priority", "class", "batch")) {
            wanted.add("all by " + part);
            wanted.add("region by " + part);
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
                "printed without zeros at the end",
                "several methods",
                "a meter of several segments",
                "an energy cut into pieces",
                "unassigned",
                "a part below 0",
                "more is subtracted than added",
                "read in two segments",
                "applied in one of two segments",
                "duplicate in one of two segments",
                "received decides",
                "a passage",
                "a passage at the turn",
                "a turn that the clock skips",
                "a turn that comes twice",
                "metered on some days only"));
        for (long seed = 0; seed < 300 && !wanted.isEmpty(); seed++) {
            Path in = temp.resolve("in" + seed);
            Path out = temp.resolve("out" + seed);
            RecordingFuzzer.write(seed, in);
            Oracle oracle = Oracle.replay(in, out, Duration.ofHours(6));
            wanted.removeAll(casesOf(oracle, out));
        }
        assertThat(wanted).as("cases never met").isEmpty();
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
        for (Entry entry : oracle.entries()) {
            if (entry.body instanceof Entry.Power power && power.readings().size() == 2) {
                Reading ends = power.readings().get(0);
                Reading begins = power.readings().get(1);
                cases.add("read in two segments");
                if (ends.applied() != begins.applied()) {
                    cases.add("applied in one of two segments");
                }
                if (ends.duplicate != begins.duplicate) {
                    cases.add("duplicate in one of two segments");
                }
            }
        }
        casesOfReceipt(oracle.entries(), cases);
        casesOfParts(oracle.meters(), cases);
        casesOfPassages(oracle, cases);
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
                        boolean threeDecimals = line.get("method").asText().equals("strict-2026");
                        if (threeDecimals && printed.matches("[1-9]\\d?(\\.\\d\\d?)?%")) {
                            cases.add("printed without zeros at the end");
                        }
                        if (printed.matches("[<>].*")) {
                            cases.add("printed " + printed.charAt(0));
                        } else if (printed.equals("100%") || printed.equals("0%")) {
                            cases.add("printed " + printed);
                        }
                    }
                    if (value.isArray()) {
                        for (int band = 0; band < value.size(); band++) {
                            cases.add(field.getKey() + (value.get(band).asLong() > 0 ? " " + band : " none"));
                        }
                    }
                    if (field.getKey().equals("scope")) {
                        Matcher part = ACROSS_PARKS.matcher(value.asText());
                        if (part.matches()) {
                            cases.add(part.group(1) + " by " + part.group(2));
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
        Set<String> metered = new HashSet<>();
        for (String text : Files.readAllLines(out.resolve("enterprises.jsonl"))) {
            JsonNode line = JSON.readTree(text);
            String enterprise = line.get("enterprise").asText();
            boolean now = line.get("metered").asBoolean();
            metered.add(enterprise + now);
            if (metered.contains(enterprise + !now)) {
                cases.add("metered on some days only");
            }
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

    private static void casesOfReceipt(List<Entry> entries, Set<String> cases) {
        Map<Object, Reading> standing = new HashMap<>();
        List<Reading> readings = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.body instanceof Entry.Power power) {
                readings.addAll(power.readings());
            }
        }
        readings.stream().filter(Reading::applied).forEach(reading -> standing.put(reading.identity(), reading));
        for (Reading duplicate : readings) {
            Reading winner = standing.get(duplicate.identity());
            if (duplicate.duplicate
                    && winner != null
                    && ((Entry.Power) winner.entry.body).rev().equals(((Entry.Power) duplicate.entry.body).rev())
                    && duplicate.wh.compareTo(winner.wh) > 0) {
                cases.add("received decides");
            }
        }
    }

    private static void casesOfParts(List<Metering> meters, Set<String> cases) {
        Map<String, BigInteger> sums = new TreeMap<>();
        for (Metering metering : meters) {
            if (Segment.of(metering.meter()).size() > 1) {
                cases.add("a meter of several segments");
            }
            for (Metering.Energy energy : metering.energies()) {
                Allocation allocation = new Allocation(metering.meter(), energy);
                if (allocation.pieces() > 1) {
                    cases.add("an energy cut into pieces");
                }
                if (allocation.unassigned().signum() != 0) {
                    cases.add("unassigned");
                }
                for (Allocation.Part part : allocation.parts()) {
                    sums.merge(part.enterprise(), part.wh(), BigInteger::add);
                    if (part.wh().signum() < 0) {
                        cases.add("a part below 0");
                    }
                }
            }
        }
        if (sums.values().stream().anyMatch(sum -> sum.signum() < 0)) {
            cases.add("more is subtracted than added");
        }
    }

    private static void casesOfPassages(Oracle oracle, Set<String> cases) {
        for (Entry entry : oracle.entries()) {
            if (!entry.applied() || !(entry.body instanceof Entry.Headcount headcount) || !headcount.passage()) {
                continue;
            }
            cases.add("a passage");
            for (Known.Park park : oracle.parksOf(headcount.enterprise())) {
                if (park.turnBefore(headcount.at() + 1) == headcount.at()) {
                    cases.add("a passage at the turn");
                }
                LocalDate day =
                        Instant.ofEpochMilli(headcount.at()).atZone(park.zone()).toLocalDate();
                ZoneOffsetTransition transition = park.zone().getRules().getTransition(day.atTime(park.turn()));
                if (transition != null) {
                    cases.add(transition.isGap() ? "a turn that the clock skips" : "a turn that comes twice");
                }
            }
        }
    }

    @Test
    void knowsNoOrderOfTheLines() throws Exception {
        for (long seed = 0; seed < 20; seed++) {
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
