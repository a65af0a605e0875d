package io.parkpulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parkpulse.ingest.RecordGlance;
import io.parkpulse.ingest.TimeText;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Stream;
import io.parkpulse.registry.RegistryReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

    /** power.jsonl of 1,000 enterprises, seed 1: the promise that a seed means the same bytes on every machine. */
    private static final String DIGEST = "3a8146b0f414e6de6622df4992b47f9f1dac3c390c16a63ed7cf82c69d3b251f";

    /** The seed parks, for all tests that only read them. */
    @TempDir
    static Path seedParks;

    @TempDir
    Path directory;

    @BeforeAll
    static void simulateSeedParks() {
        Recordings.write(twoDays(), 1, false, seedParks);
    }

    private static Scenario twoDays() {
        return Scenarios.named("seed-parks", 1, OptionalInt.of(2), OptionalInt.empty());
    }

    private Path province(long seed, boolean mess, String name) {
        return Recordings.write(Recordings.province(seed, 1, 1000), seed, mess, directory.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSameSeedGivesTheSameBytes(boolean mess) {
        assertThat(Recordings.digests(province(5, mess, "one")))
                .isEqualTo(Recordings.digests(province(5, mess, "two")))
                .hasSize(6);
    }

    @Test
    void aLaterSimulationIsTheSameSoManyDaysLater() throws Exception {
        Path planned = Files.createDirectory(directory.resolve("planned"));
        Path later = Files.createDirectory(directory.resolve("later"));
        Scenario scenario = Scenarios.named("seed-parks", 1, OptionalInt.of(1), OptionalInt.empty());
        new Simulation(scenario, 1, true).writeTo(planned, (lines, expected) -> {});
        new Simulation(scenario, 1, true, 10).writeTo(later, (lines, expected) -> {});

        long days = Duration.ofDays(10).toMillis();
        RecordGlance glance = new RecordGlance();
        for (Stream stream : Stream.values()) {
            List<String> want = lines(planned, stream);
            List<String> have = lines(later, stream);
            assertThat(have).hasSameSizeAs(want);
            for (int i = 0; i < want.size(); i++) {
                long at = at(glance, stream, want.get(i));
                if (at != TimeText.NONE) {
                    assertThat(at(glance, stream, have.get(i))).as(want.get(i)).isEqualTo(at + days);
                }
            }
        }
        Registry before = RegistryReader.read(planned).registry();
        Registry after = RegistryReader.read(later).registry();
        assertThat(after.parks())
                .extracting(Park::opensOn)
                .isEqualTo(before.parks().stream()
                        .map(park ->
                                park.opensOn() == null ? null : park.opensOn().plusDays(10))
                        .toList());
        assertThat(after.enterprises())
                .extracting(Enterprise::validTo)
                .isEqualTo(before.enterprises().stream()
                        .map(row -> row.validTo() == Long.MAX_VALUE ? Long.MAX_VALUE : row.validTo() + days)
                        .toList());
    }

    private static List<String> lines(Path recording, Stream stream) throws IOException {
        return Files.readAllLines(recording.resolve(stream.fileName()), StandardCharsets.ISO_8859_1);
    }

    private static long at(RecordGlance glance, Stream stream, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        glance.read(stream, bytes, 0, bytes.length);
        return glance.at();
    }

    @Test
    void theBytesDoNotDependOnWhereTheyAreWritten() {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        Path here = province(1, false, "here");
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
            assertThat(Recordings.digests(province(1, false, "there"))).isEqualTo(Recordings.digests(here));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        assertThat(Recordings.digests(here)).containsEntry("power.jsonl", DIGEST);
    }

    @Test
    void anotherSeedGivesOtherBytesInEveryStream() {
        Map<String, String> one = Recordings.digests(province(1, false, "one"));
        Map<String, String> two = Recordings.digests(province(2, false, "two"));

        assertThat(one.keySet()).isEqualTo(two.keySet());
        assertThat(one)
                .allSatisfy((file, digest) ->
                        assertThat(digest.equals(two.get(file))).as(file).isEqualTo(file.equals("parks.csv")));
    }

    @ParameterizedTest
    @CsvSource({"seed-parks, 1", "tiny, 2"})
    void everyLineObeysTheContract(String scenario, int days) throws IOException {
        Path recording = Recordings.write(
                Scenarios.named(scenario, 3, OptionalInt.of(days), OptionalInt.empty()), 3, false, directory);
        Set<String> enterprises = column(recording, "enterprises.csv", "enterprise_id");
        Set<String> meters = column(recording, "meters.csv", "meter_id");

        Recordings.eachObject(recording.resolve("power.jsonl"), reading -> {
            require(meters.contains(reading.path("meter").textValue()), reading);
            require(
                    reading.path("value").isNumber()
                            && reading.get("value").decimalValue().signum() >= 0,
                    reading);
            require(!reading.has("unit") || reading.get("unit").textValue().equals("kWh"), reading);
        });
        Recordings.eachObject(recording.resolve("headcount.jsonl"), count -> {
            require(enterprises.contains(count.path("enterprise").textValue()), count);
            require(!count.path("source").textValue().isBlank(), count);
            require(count.path("count").isIntegralNumber() && count.get("count").longValue() >= 0, count);
        });
        Recordings.eachObject(recording.resolve("checkin.jsonl"), event -> {
            require(enterprises.contains(event.path("enterprise").textValue()), event);
            require(!event.path("person").textValue().isBlank(), event);
            require(Set.of("IN", "OUT").contains(event.path("direction").textValue()), event);
            require(!event.has("mode") || event.get("mode").textValue().equals("ONLINE"), event);
        });
        for (String file : List.of("power.jsonl", "headcount.jsonl", "checkin.jsonl")) {
            assertThat(Files.readString(recording.resolve(file))).endsWith("\n").doesNotContain("\r");
        }
    }

    @Test
    void linesComeInTheOrderOfTheirInstantsAndNothingComesAfterTheLastMidnight() throws IOException {
        SimulatedDays days = twoDays().days();
        long end = days.startSecond(days.count()) * 1000;
        RecordGlance glance = new RecordGlance();

        for (Stream stream : Stream.values()) {
            long last = days.startSecond(0) * 1000;
            for (String line : lines(seedParks, stream)) {
                long at = at(glance, stream, line);
                if (at < last) {
                    throw new AssertionError(line);
                }
                last = at;
            }
            if (stream == Stream.POWER) {
                assertThat(last).isEqualTo(end);
            } else {
                assertThat(last).isBetween(end - 24 * 3_600_000, end - 1);
            }
        }
    }

    @Test
    void noCheckinComesTwiceAndNobodyIsAtTwoEnterprises() {
        Set<String> identities = new HashSet<>();
        Map<String, String> enterpriseOf = new HashMap<>();

        Recordings.eachObject(seedParks.resolve("checkin.jsonl"), event -> {
            String person = event.get("person").textValue();
            String enterprise = event.get("enterprise").textValue();
            require(enterprise.equals(enterpriseOf.computeIfAbsent(person, anyone -> enterprise)), event);
            require(identities.add(event.toString()), event);
        });
    }

    @Test
    void nightShiftsGoHomeInTheMorningAndSomePeopleForgetToCheckOut() {
        long[] counts = new long[4];

        Recordings.eachLine(seedParks.resolve("checkin.jsonl"), line -> {
            boolean in = line.contains("\"IN\"");
            counts[in ? 0 : 1]++;
            counts[2] += in && line.contains("T21:5") ? 1 : 0;
            counts[3] += !in && line.contains("2020-03-16T06:1") ? 1 : 0;
        });

        assertThat(counts[1]).isBetween(counts[0] * 93 / 100, counts[0] * 98 / 100);
        assertThat(counts[2]).isGreaterThan(1000);
        assertThat(counts[3]).isGreaterThan(1000);
    }

    @Property(tries = 4)
    void theReadingsOfADayAddUpToThePlan(
            @ForAll @IntRange(min = 0, max = 1_000_000) int seed, @ForAll @IntRange(min = 1, max = 3) int days)
            throws IOException {
        Scenario scenario = Recordings.province(seed, days, 900);
        Path own = Files.createTempDirectory("plan");
        try {
            Path recording = Recordings.write(scenario, seed, false, own);
            assertThatReadingsAddUp(scenario, recording);
        } finally {
            for (String file : Recordings.digests(own).keySet()) {
                Files.delete(own.resolve(file));
            }
            Files.delete(own);
        }
    }

    @Test
    void soDoThoseOfTheSeedParksMeterByMeter() {
        assertThatReadingsAddUp(twoDays(), seedParks);
    }

    private static void assertThatReadingsAddUp(Scenario scenario, Path recording) {
        Map<String, Premises.Load> loads = new HashMap<>();
        scenario.premises(premises ->
                premises.loads().forEach(load -> loads.put(load.meter().id(), load)));
        long start = scenario.days().startSecond(0) * 1000;
        Map<String, Long> last = new HashMap<>();
        Map<String, long[]> sums = new HashMap<>();
        Recordings.eachObject(recording.resolve("power.jsonl"), reading -> {
            String id = reading.get("meter").textValue();
            Premises.Load load = loads.get(id);
            long wh = reading.get("value")
                    .decimalValue()
                    .multiply(load.meter().register().whPerUnit())
                    .longValueExact();
            boolean cumulative = load.meter().register().modulusWh() > 0;
            Long before = cumulative ? last.put(id, wh) : Long.valueOf(0);
            if (before != null) {
                long energy = wh - before;
                double hours = load.meter().register().everyMillis() / 3_600_000.0;
                require(
                        energy >= 0
                                && energy <= load.meter().register().ratedKva().doubleValue() * 1000 * hours * 1.2,
                        reading);
                int day = (int) ((Recordings.millis(reading.get("at")) - 1 - start) / 86_400_000);
                sums.computeIfAbsent(id, meter -> new long[scenario.days().count()])[day] += energy;
            }
        });
        assertThat(sums).hasSameSizeAs(loads);
        sums.forEach((id, sum) -> assertThat(sum)
                .as(id)
                .isEqualTo(loads.get(id).days().stream()
                        .mapToLong(energy -> energy.read() ? energy.wh() : 0)
                        .toArray()));
    }

    @Test
    void aMeterThatIsNotReadCountsAllTheSame() {
        Scenario tiny = Recordings.scenario("tiny", 1);
        TreeMap<Instant, BigDecimal> always = alpha(Recordings.write(tiny, 1, false, directory.resolve("read")));
        TreeMap<Instant, BigDecimal> notOnMonday =
                alpha(Recordings.write(new FirstDayUnread(tiny), 1, false, directory.resolve("unread")));

        Instant monday = Instant.ofEpochSecond(tiny.days().startSecond(0));
        Instant tuesday = Instant.ofEpochSecond(tiny.days().startSecond(1));
        always.subMap(monday, false, tuesday, true).clear();
        assertThat(notOnMonday).isEqualTo(always).hasSize(1 + 96);
    }

    /** What the register of the tiny park's works reads, by instant. */
    private static TreeMap<Instant, BigDecimal> alpha(Path recording) {
        TreeMap<Instant, BigDecimal> readings = new TreeMap<>();
        Recordings.eachObject(recording.resolve("power.jsonl"), reading -> {
            if (reading.get("meter").textValue().equals("ALPHA-1")) {
                readings.put(
                        Instant.ofEpochMilli(Recordings.millis(reading.get("at"))),
                        reading.get("value").decimalValue());
            }
        });
        return readings;
    }

    /** A scenario on whose first day no meter is read. */
    private record FirstDayUnread(Scenario planned) implements Scenario {
        @Override
        public SimulatedDays days() {
            return planned.days();
        }

        @Override
        public List<Park> parks() {
            return planned.parks();
        }

        @Override
        public void premises(Consumer<Premises> consumer) {
            planned.premises(it -> consumer.accept(new Premises(
                    it.occupants(),
                    it.loads().stream().map(FirstDayUnread::unread).toList())));
        }

        private static Premises.Load unread(Premises.Load load) {
            List<Premises.Energy> days = new ArrayList<>(load.days());
            days.set(0, days.get(0).unread());
            return new Premises.Load(load.meter(), load.unit(), load.style(), days);
        }
    }

    static void require(boolean holds, JsonNode record) {
        if (!holds) {
            throw new AssertionError(record.toString());
        }
    }

    private static Set<String> column(Path recording, String file, String name) {
        Set<String> values = new HashSet<>();
        Recordings.csv(recording.resolve(file)).forEach(row -> values.add(row.getField(name)));
        return values;
    }
}
