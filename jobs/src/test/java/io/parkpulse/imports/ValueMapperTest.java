package io.parkpulse.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parkpulse.Registries;
import io.parkpulse.imports.MappedValues.Dead;
import io.parkpulse.mapping.IdBook;
import io.parkpulse.mapping.MappedInput;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import io.parkpulse.registry.MappingFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueMapperTest {
    private static final Path MAPPINGS = Path.of("../docs/mappings");
    private static final Path GOLDEN = Path.of("src/test/resources/mappings");
    private static final String JSON = """
            inputs:
              - topic: readings
                stream: power
                format: json
                meter: m
                at: t
                value: v
                unit: kWh
            """;

    @TempDir
    Path dir;

    static List<String> mappings() throws Exception {
        return MappingsTest.mappings();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ValueMapper mapper(String mapping) throws Exception {
        Path file = Files.writeString(dir.resolve("mapping.yaml"), mapping);
        List<MappedInput> inputs =
                MappingFile.read(file, dir, MappedValues.ENVIRONMENT::get).inputs();
        IdBook book =
                IdBook.of(new Registries().park("P1").enterprise("E1", "P1").build());
        return new ValueMapper(inputs, book, MappedValues.ENVIRONMENT::get, null);
    }

    private MappedValues map(String mapping, String... values) throws Exception {
        return new MappedValues()
                .map(
                        mapper(mapping),
                        List.of(values).stream().map(ValueMapperTest::bytes).toList());
    }

    /** As golden files have them, without their places. */
    private static List<String> goldenLetters(String name) throws Exception {
        List<String> letters = new ArrayList<>();
        for (String line : Files.readAllLines(GOLDEN.resolve(name).resolve("dead-letters.jsonl"))) {
            JsonNode letter = new ObjectMapper().readTree(line);
            letters.add(
                    letter.get("reason").asText() + " " + letter.get("detail").asText());
        }
        return letters;
    }

    private static void assertGolden(String name, List<byte[]> values) throws Exception {
        MappedValues mapped = MappedValues.of(MAPPINGS.resolve(name), values);

        for (Stream stream : Stream.values()) {
            Path golden = GOLDEN.resolve(name).resolve(stream.fileName());
            assertThat(mapped.records(stream))
                    .as(stream.id())
                    .isEqualTo(Files.exists(golden) ? Files.readAllLines(golden) : List.of());
        }
        assertThat(mapped.dead.stream().map(dead -> dead.reason().id() + " " + dead.detail()))
                .isEqualTo(goldenLetters(name));
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void theBytesOfAFileAsOneValueGiveTheRecordsOfTheFile(String name) throws Exception {
        try (var files = Files.list(MAPPINGS.resolve(name))) {
            Path export = files.filter(file -> file.getFileName().toString().startsWith("export."))
                    .findFirst()
                    .orElseThrow();

            assertGolden(name, List.of(Files.readAllBytes(export)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"neuron", "telegraf", "thingsboard"})
    void messagesOneByOneGiveTheRecordsOfTheirFile(String name) throws Exception {
        assertGolden(
                name,
                Files.readAllLines(MAPPINGS.resolve(name).resolve("export.jsonl")).stream()
                        .map(ValueMapperTest::bytes)
                        .toList());
    }

    @Test
    void eachRowOfAValueIsARecordOrADeadLetterWithItsNumber() throws Exception {
        MappedValues mapped = new MappedValues();
        mapped.refused = "M4";
        mapped.map(mapper(JSON), List.of(bytes("""
                                [{"m":"M1","t":"2020-03-16T00:00:00Z","v":1.5},
                                 {"m":"M2","t":"2020-03-16 00:00","v":1},
                                 {"m":"M3","t":"2020-03-15T23:00:00Z","v":2},
                                 {"m":"M4","t":"2020-03-16T00:00:00Z","v":3}]""")));

        assertThat(mapped.records(Stream.POWER))
                .containsExactly(
                        "{\"meter\":\"M1\",\"at\":\"2020-03-16T00:00:00Z\",\"value\":1.5,\"unit\":\"kWh\"}",
                        "{\"meter\":\"M3\",\"at\":\"2020-03-15T23:00:00Z\",\"value\":2,\"unit\":\"kWh\"}");
        assertThat(mapped.times)
                .containsExactly(
                        Instant.parse("2020-03-16T00:00:00Z").toEpochMilli(),
                        Instant.parse("2020-03-15T23:00:00Z").toEpochMilli());
        assertThat(mapped.dead)
                .containsExactly(
                        new Dead(
                                2,
                                DeadReason.BAD_TIME,
                                "at: \"2020-03-16 00:00\" has no offset, and the mapping no zone",
                                "{\"m\":\"M2\",\"t\":\"2020-03-16 00:00\",\"v\":1}"),
                        new Dead(
                                4,
                                DeadReason.UNKNOWN_METER,
                                "refused",
                                "{\"m\":\"M4\",\"t\":\"2020-03-16T00:00:00Z\",\"v\":3}"));
    }

    @Test
    void aLetterOfAValueThatIsOneRowHasTheBytesOfTheValue() throws Exception {
        String value = " {\"m\":\"M1\", \"t\":\"?\", \"v\":1}\n";

        assertThat(map(JSON, value).dead)
                .singleElement()
                .satisfies(dead -> assertThat(dead.raw()).isEqualTo(value));
    }

    @Test
    void whatIsNoValueOfTheFormatIsOneDeadLetterForAllInputs() throws Exception {
        MappedValues mapped =
                map(JSON + JSON.substring(JSON.indexOf('\n') + 1), "{\"m\":", "", " \n", "[]", "{\"m\":\"M1\"}");

        assertThat(mapped.records).isEmpty();
        List<String> details = mapped.dead.stream().map(Dead::detail).toList();
        assertThat(details.get(0)).startsWith("no JSON: ");
        assertThat(details.subList(1, details.size()))
                .containsExactly("no value", "no value", "value: missing", "value: missing");
    }

    @Test
    void brokenLinesOfAValueCountEach() throws Exception {
        MappedValues mapped = map(
                JSON.replace("json", "jsonl"),
                "{\"m\":\n{\"m\":\n{\"m\":\"M\",\"t\":\"2020-03-16T00:00:00Z\",\"v\":1}");

        assertThat(mapped.dead).extracting(Dead::row).containsExactly(1, 2);
        assertThat(mapped.records(Stream.POWER)).hasSize(1);
    }

    @Test
    void linesOfCsvNeedNoHeaderAndOnesWithoutRowsAreNotLost() throws Exception {
        String csv = """
                inputs:
                  - topic: readings
                    stream: power
                    format: csv
                    header: %s
                    meter: 1
                    at: 2
                    value: 3
                """;

        MappedValues without = map(csv.formatted("false"), "M1,2020-03-16T00:00:00Z,1\nM2,2020-03-16T00:00:00Z,2");
        assertThat(without.records(Stream.POWER)).hasSize(2);
        assertThat(without.dead).isEmpty();

        MappedValues with = map(csv.formatted("true"), "M1,2020-03-16T00:00:00Z,1");
        assertThat(with.records).isEmpty();
        assertThat(with.dead)
                .extracting(Dead::detail)
                .containsExactly("no row under the header; expected one, or header: false in the mapping");
    }

    @Test
    void severalInputsTakeWhatIsTheirsOfATopicAndCountTheRest() throws Exception {
        MappedValues mapped = map(
                JSON + "    where: {k: energy}\n"
                        + JSON.substring(JSON.indexOf('\n') + 1)
                                .replace("power", "headcount")
                                .replace(
                                        "meter: m", "source: m\n    enterprise: {constant: E1}\n    where: {k: people}")
                                .replace("value", "count")
                                .replace("    unit: kWh\n", ""),
                "{\"k\":\"energy\",\"m\":\"M1\",\"t\":\"2020-03-16T00:00:00Z\",\"v\":1}",
                "{\"k\":\"people\",\"m\":\"gate\",\"t\":\"2020-03-16T00:00:00Z\",\"v\":7}",
                "{\"k\":\"noise\"}");

        assertThat(mapped.records(Stream.POWER)).hasSize(1);
        assertThat(mapped.records(Stream.HEADCOUNT))
                .containsExactly(
                        "{\"enterprise\":\"E1\",\"source\":\"gate\",\"at\":\"2020-03-16T00:00:00Z\",\"count\":7}");
        assertThat(mapped.skipped).isEqualTo(4);
        assertThat(mapped.dead).isEmpty();
    }

    @Test
    void noLetterNamesAPersonWhoseIdIsHashed() throws Exception {
        String checkins = """
                inputs:
                  - topic: doors
                    stream: checkin
                    format: json
                    person: p
                    enterprise: e
                    at: t
                    direction: d
                    hash: PARKPULSE_PERSON_KEY
                """;
        MappedValues mapped = new MappedValues();
        mapped.refused = "E2";
        mapped.map(
                mapper(checkins),
                List.of(
                        bytes("{\"p\":\"Zhang San\",\"e\":\"E1\",\"t\":\"2020-03-16T00:00:00Z\",\"d\":\"up\"}"),
                        bytes("{\"p\":\"Zhang San\",\"e\":\"E1\",\"t\""),
                        bytes("{\"p\":\"Zhang San\",\"e\":\"E2\",\"t\":\"2020-03-16T00:00:00Z\",\"d\":\"IN\"}")));

        assertThat(mapped.dead).hasSize(3);
        assertThat(mapped.dead.toString()).doesNotContain("Zhang");
        assertThat(mapped.dead.get(2).raw()).startsWith("{\"person\":\"").contains("\"E2\"");
    }

    @Test
    void anotherRegistryHoldsFromTheNextValueOn() throws Exception {
        ValueMapper mapper = mapper(JSON.replace("at: t", "at: {column: t, zone: park}"));
        byte[] value = bytes("{\"m\":\"M1\",\"t\":\"2020-03-16T08:00\",\"v\":1}");
        MappedValues mapped = new MappedValues().map(mapper, List.of(value));
        assertThat(mapped.dead).extracting(Dead::reason).containsExactly(DeadReason.UNKNOWN_METER);

        mapper.use(IdBook.of(new Registries()
                .park("P1")
                .enterprise("E1", "P1")
                .meter("M1", "E1", null)
                .build()));
        mapped.map(mapper, List.of(value));
        assertThat(mapped.times)
                .containsExactly(Instant.parse("2020-03-16T00:00:00Z").toEpochMilli());
    }
}
