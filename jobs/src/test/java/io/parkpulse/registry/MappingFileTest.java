package io.parkpulse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parkpulse.mapping.MappedField;
import io.parkpulse.mapping.MappedInput;
import io.parkpulse.mapping.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingFileTest {
    @TempDir
    Path dir;

    private List<String> problems(String text) throws IOException {
        Path file = Files.writeString(dir.resolve("mapping.yaml"), text);
        RegistryException wrong = catchThrowableOfType(
                RegistryException.class, () -> MappingFile.read(file, dir, Map.of("KEY", "k", "EMPTY", "")::get));
        return wrong == null ? List.of() : wrong.getMessage().lines().toList();
    }

    private MappedInput input(String text) throws IOException, RegistryException {
        Path file = Files.writeString(dir.resolve("mapping.yaml"), text);
        return MappingFile.read(file, dir, name -> null).inputs().get(0);
    }

    @Test
    void allThatIsWrongIsSaidAtOnceWithLineKeyAndWhatStoodThere() throws IOException {
        assertThat(problems("""
                        inputs:
                          - files: export.csv
                            stream: power
                            format: csv
                            metre: x
                            meter: {columm: a}
                            at: {column: t, pattern: [yyyy-MM-dd, QQQQQQQQ], stamp: begin}
                            unit: kWhh
                            factor: 0
                            ids: {fold: [size], pad: x}
                          - files: export.csv
                            stream: checkin
                            format: xls
                          - stream: headcount
                            format: json
                            records: rows
                            enterprise: /e
                            source: g
                            at: {pointer: /t, zone: Mars/X}
                            in: /i
                            count: /c
                            value: v
                            separator: ";"
                        """))
                .containsExactly(
                        "mapping.yaml:2: inputs[0].value: expected a column, or a map of one of column, pointer, constant",
                        "mapping.yaml:5: inputs[0].metre: expected one of at, count, decimal, direction, encoding,"
                                + " enterprise, factor, files, first, format, hash, header, ids, in, message, meter, mode, out,"
                                + " person, records, schema, separator, shape, skip, source, stream, times, topic, unit,"
                                + " value, where, words",
                        "mapping.yaml:6: inputs[0].meter \"a mapping\": expected a column, or a map of one of column,"
                                + " pointer, constant",
                        "mapping.yaml:6: inputs[0].meter.columm: expected one of column, constant, pointer",
                        "mapping.yaml:7: inputs[0].at.pattern \"QQQQQQQQ\": expected a pattern such as yyyy-MM-dd HH:mm:ss"
                                + " or M/d/yyyy h:mm a (M month, m minute, d day, H hour of the day, h of its half, with a, XXX an offset,"
                                + " VV a zone such as Europe/Berlin, no short names of zones), or iso, epoch-s, epoch-ms, epoch-us, epoch-ns or serial-day",
                        "mapping.yaml:7: inputs[0].at.stamp \"begin\": expected one of start, end, middle",
                        "mapping.yaml:7: inputs[0].at.zone: expected a zone such as Asia/Shanghai, or park, as the"
                                + " pattern has no offset",
                        "mapping.yaml:8: inputs[0].unit \"kWhh\": expected one of Wh, kWh, MWh, 万kWh, GJ, W, kW, MW, 度,"
                                + " 千瓦时",
                        "mapping.yaml:9: inputs[0].factor \"0\": expected a decimal number other than 0",
                        "mapping.yaml:10: inputs[0].ids.fold \"size\": expected one of width, case",
                        "mapping.yaml:10: inputs[0].ids.pad \"x\": expected a whole number from 1 to 100",
                        "mapping.yaml:13: inputs[1].format \"xls\": expected one of csv, json, jsonl, xml, avro,"
                                + " protobuf",
                        "mapping.yaml:14: inputs[2].files: expected a file, or a glob such as exports/*.csv; or"
                                + " topic, the name of a topic",
                        "mapping.yaml:16: inputs[2].records \"rows\": expected a JSON Pointer such as /data/rows",
                        "mapping.yaml:19: inputs[2].at.zone \"Mars/X\": expected a zone such as Asia/Shanghai, or park",
                        "mapping.yaml:20: inputs[2].in \"/i\": expected either count, or in and out, and those in no wide"
                                + " table",
                        "mapping.yaml:22: inputs[2].value \"v\": expected no such key, as records of headcount have none",
                        "mapping.yaml:23: inputs[2].separator \";\": expected no such key, as it is only for csv");
    }

    @Test
    void whatNeedsALengthSaysSo() throws IOException {
        String start = """
                inputs:
                  - files: a.csv
                    stream: power
                    format: csv
                    meter: m
                """;

        assertThat(problems(start + "    value: v\n    at: {column: t, stamp: start}\n"))
                .containsExactly(
                        "mapping.yaml:7: inputs[0].at.length: expected the length of an interval, such as PT15M");
        assertThat(problems(start + "    value: v\n    unit: kW\n    at: {column: t}\n"))
                .hasSize(1);
        assertThat(problems(start + "    value: v\n    unit: kW\n    at: t\n")).hasSize(1);
        assertThat(problems(start + "    value: v\n    at: {column: t, interval: h}\n"))
                .hasSize(1);
        assertThat(problems(start + "    shape: wide\n    times: 00:15..24:00\n    at: {column: t}\n"))
                .hasSize(1);
        assertThat(problems(start + "    value: v\n    at: {column: t, stamp: start, length: PT15M}\n"))
                .isEmpty();
    }

    @Test
    void timesOfAWideTableAreALengthApart() throws Exception {
        String wide = """
                inputs:
                  - files: a.csv
                    stream: power
                    format: csv
                    shape: wide
                    meter: m
                    at: {column: t, length: PT15M}
                    times: "%s"
                """;

        assertThat(input(wide.formatted("00:15..24:00")).mapping().times())
                .hasSize(96)
                .startsWith(15)
                .endsWith(24 * 60);
        assertThat(input(wide.formatted("0:15 .. 00:00")).mapping().times()).hasSize(96);
        assertThat(input(wide.formatted("00:00..23:45")).mapping().times())
                .startsWith(0)
                .endsWith(1425);
        for (String wrong : List.of("00:15..24:10", "24:15..25:00", "10:00..09:00", "all", "00:15")) {
            assertThat(problems(wide.formatted(wrong)))
                    .as(wrong)
                    .hasSize(1)
                    .allMatch(line -> line.startsWith("mapping.yaml:8: inputs[0].times \"" + wrong + "\": expected"));
        }
    }

    @Test
    void aPlainTextIsAColumnOfATableAndAMemberOfAnObject() throws Exception {
        String mapping = """
                inputs:
                  - files: a
                    stream: power
                    format: %s
                    meter: /a~b
                    value: {constant: 1}
                    at: t
                %s
                """;

        Map<MappedField, Place> csv =
                input(mapping.formatted("csv", "")).mapping().fields();
        assertThat(csv.get(MappedField.METER)).isEqualTo(new Place(Place.Kind.COLUMN, "/a~b"));
        assertThat(csv.get(MappedField.VALUE)).isEqualTo(new Place(Place.Kind.CONSTANT, "1"));
        MappedInput json = input(mapping.formatted("json", ""));
        assertThat(json.mapping().fields().get(MappedField.METER)).isEqualTo(new Place(Place.Kind.POINTER, "/a~b"));
        assertThat(json.mapping().time().parts()).containsExactly(new Place(Place.Kind.POINTER, "/t"));
        assertThat(problems(mapping.formatted("csv", "    unit: {pointer: /u}")))
                .containsExactly(
                        "mapping.yaml:8: inputs[0].unit.pointer \"/u\": expected a column, as csv has no pointers");
    }

    @Test
    void theKeyOfAHashMustBeSetAndIsNeverShown() throws IOException {
        String mapping = """
                inputs:
                  - files: a.csv
                    stream: checkin
                    format: csv
                    person: p
                    enterprise: e
                    direction: d
                    at: t
                    hash: %s
                """;

        assertThat(problems(mapping.formatted("KEY"))).isEmpty();
        String expected = "expected the name of an environment variable that is set and holds the key";
        assertThat(problems(mapping.formatted("EMPTY")))
                .containsExactly("mapping.yaml:9: inputs[0].hash \"EMPTY\": " + expected);
        assertThat(problems(mapping.formatted("my-secret=")))
                .containsExactly("mapping.yaml:9: inputs[0].hash \"…\": " + expected);
    }

    private static String withIds(String ids) {
        return """
                inputs:
                  - files: a.csv
                    stream: power
                    format: csv
                    meter: m
                    value: v
                    at: t
                    ids: %s
                """.formatted(ids);
    }

    @Test
    void aTableOfIdsIsCheckedToo() throws IOException {
        Files.writeString(dir.resolve("ids.csv"), "from,to\na,b\nc\na,d\n");

        assertThat(problems(withIds("{table: ids.csv, meter: {table: none.csv}}")))
                .containsExactlyInAnyOrder(
                        "ids.csv:3: c: expected two columns, from and to",
                        "ids.csv:4: from \"a\": expected each id once; it is b already",
                        "mapping.yaml:8: inputs[0].ids.meter.table \"none.csv\": expected a CSV file of two columns, from"
                                + " and to");
    }

    @Test
    void aTableOfIdsWhoseQuoteIsNeverClosedIsRefused() throws IOException {
        Files.writeString(dir.resolve("ids.csv"), "from,to\na,b\nc,\"d\ne,f\n");

        assertThat(problems(withIds("{table: ids.csv}")))
                .containsExactly("ids.csv: expected CSV as in RFC 4180: Unclosed quoted field at end of input (record"
                        + " starting at line 3)");
    }

    @Test
    void whatIsNoListOfInputsIsRefused() throws IOException {
        assertThat(problems("")).containsExactly("mapping.yaml: inputs: expected a list of inputs");
        assertThat(problems("inputs: []"))
                .containsExactly("mapping.yaml:1: inputs \"a sequence\": expected a list of at least one input");
        assertThat(problems("inputs: [1]")).hasSize(1);
        assertThat(problems("a: [")).hasSize(1);
        String deep = IntStream.range(0, 20_000).mapToObj(i -> "[").reduce("", String::concat);
        assertThat(problems(deep)).hasSize(1).allMatch(line -> line.contains("nested deeper"));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(catchThrowableOfType(
                        RegistryException.class, () -> MappingFile.read(dir.resolve("no.yaml"), dir, name -> null)))
                .hasMessageContaining("no.yaml: does not exist");
    }
}
