package io.parkpulse.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.catalogue.Sentences;
import io.parkpulse.registry.MappingFile;
import io.parkpulse.registry.RegistryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every format and shape, and files that are broken. */
class ImportTest {
    private static final String FACTS = """
            {"meter":"表1","at":"2020-03-15T16:15:00Z","value":1.50,"unit":"kWh","period":"PT15M"}
            {"meter":"表1","at":"2020-03-15T16:30:00Z","value":2.25,"unit":"kWh","period":"PT15M"}
            {"meter":"表2","at":"2020-03-15T16:15:00Z","value":0.75,"unit":"kWh","period":"PT15M"}
            {"meter":"表2","at":"2020-03-15T16:30:00Z","value":1000.00,"unit":"kWh","period":"PT15M"}
            """;
    private static final String LONG = """
            inputs:
              - files: %s
                stream: power
                format: %s
                %s
                meter: 表
                at: {column: 时间, pattern: yyyy-MM-dd HH:mm, zone: park, length: PT15M}
                value: 电量
                unit: kWh
            """;

    @TempDir
    Path dir;

    private int runs;

    @BeforeEach
    void registry() throws IOException {
        write("parks.csv", "park_id,zone\nP1,Asia/Shanghai\nP2,Europe/Berlin\n");
        write("enterprises.csv", "enterprise_id,park_id\nE1,P1\nE2,P2\n");
        write("meters.csv", "meter_id,enterprise_id\n表1,E1\n表2,E1\nM-Berlin,E2\n");
    }

    private void write(String file, String text) throws IOException {
        write(file, text, StandardCharsets.UTF_8);
    }

    private void write(String file, String text, Charset charset) throws IOException {
        Files.createDirectories(dir.resolve(file).getParent());
        Files.write(dir.resolve(file), text.getBytes(charset));
    }

    private Imported run(String mapping) throws IOException, RegistryException {
        write("mapping.yaml", mapping);
        return Imported.run(dir, dir.resolve("out-" + runs++));
    }

    private static final String TABLE =
            "表,时间,电量\n表1,2020-03-16 00:15,1.50\n表1,2020-03-16 00:30,2.25\n表2,2020-03-16 00:15,0.75\n表2,2020-03-16 00:30,1000.00\n";

    @Test
    void theSameFactsInOtherEncodingsSeparatorsAndFormatsAreTheSameBytes() throws Exception {
        for (String encoding : List.of("UTF-8", "GB18030", "GBK")) {
            write("a.csv", TABLE, Charset.forName(encoding));
            assertThat(run(LONG.formatted("a.csv", "csv", "")).text("power.jsonl"))
                    .as(encoding + ", found out")
                    .isEqualTo(FACTS);
        }
        for (Charset encoding : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            write("a.csv", "\uFEFF" + TABLE, encoding);
            assertThat(run(LONG.formatted("a.csv", "csv", "")).text("power.jsonl"))
                    .as(encoding + " with its mark")
                    .isEqualTo(FACTS);
        }
        write("a.csv", TABLE, StandardCharsets.UTF_16LE);
        assertThat(run(LONG.formatted("a.csv", "csv", "encoding: UTF-16LE")).text("power.jsonl"))
                .isEqualTo(FACTS);
        for (String separator : List.of(";", "\t", "|")) {
            write("a.csv", TABLE.replace(",", separator).replace("\n", "\r\n"));
            assertThat(run(LONG.formatted("a.csv", "csv", "")).text("power.jsonl"))
                    .as(separator)
                    .isEqualTo(FACTS);
        }
        write("a.csv", TABLE.replace(",", ";").replace(".", ",").replace("1000,00", "1.000,00"));
        assertThat(run(LONG.formatted("a.csv", "csv", "decimal: \",\"")).text("power.jsonl"))
                .isEqualTo(FACTS);
        write("a.csv", "exported on\nMonday\n" + TABLE.replace("电量\n", "电量\n\n"));
        assertThat(run(LONG.formatted("a.csv", "csv", "skip: 2")).text("power.jsonl"))
                .isEqualTo(FACTS);

        String rows = TABLE.lines()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> "{\"表\":\"%s\",\"时间\":\"%s\",\"x\":[{\"y\":1}],\"电量\":%s}"
                        .formatted(cells[0], cells[1], cells[2]))
                .reduce((a, b) -> a + "\n" + b)
                .orElseThrow();
        write("a.jsonl", rows + "\n\n");
        assertThat(run(LONG.formatted("a.jsonl", "jsonl", "")).text("power.jsonl"))
                .isEqualTo(FACTS);
        write("a.json", "[" + rows.replace("\n", ",\n") + "]");
        assertThat(run(LONG.formatted("a.json", "json", "")).text("power.jsonl"))
                .isEqualTo(FACTS);
        write("a.json", "{\"n\":4,\"data\":{\"rows\":[" + rows.replace("\n", ",\n") + "]},\"z\":[1]}");
        assertThat(run(LONG.formatted("a.json", "json", "records: /data/rows")).text("power.jsonl"))
                .isEqualTo(FACTS);
        String xml = TABLE.lines()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> "<r 时间=\"%s\"><表>%s</表><电量> %s </电量></r>".formatted(cells[1], cells[0], cells[2]))
                .reduce("", String::concat);
        write("a.xml", "<?xml version=\"1.0\"?><all><r2/>" + xml + "</all>");
        assertThat(run(LONG.formatted("a.xml", "xml", "records: r").replace("column: 时间", "pointer: /@时间"))
                        .text("power.jsonl"))
                .isEqualTo(FACTS);

        write("a.xml", "<?xml version='1.0' encoding='GB2312'?><all>" + xml + "</all>", Charset.forName("GB2312"));
        assertThat(run(LONG.formatted("a.xml", "xml", "records: r").replace("column: 时间", "pointer: /@时间"))
                        .text("power.jsonl"))
                .isEqualTo(FACTS);

        write("wide.csv", "表,日期,0:15,00:30:00\n表1,2020-03-16,1.50,2.25\n表2,2020-03-16,0.75,1000.00\n");
        String wide = """
                inputs:
                  - files: wide.csv
                    stream: power
                    format: csv
                    shape: wide
                    times: "00:15..00:30"
                    meter: 表
                    at: {column: 日期, pattern: yyyy-MM-dd, zone: park, length: PT15M}
                    unit: 度
                """;
        assertThat(run(wide).text("power.jsonl")).isEqualTo(FACTS);
        write("wide.csv", "表1,2020-03-16,1.50,2.25\n表2,2020-03-16,0.75,1000.00\n");
        assertThat(run(wide.replace("shape: wide", "shape: wide\n    first: 3\n    header: false")
                                .replace("meter: 表", "meter: 1")
                                .replace("column: 日期", "column: 2"))
                        .text("power.jsonl"))
                .isEqualTo(FACTS);
    }

    @Test
    void theRowsOfAFileAddUp() throws Exception {
        write("a.csv", TABLE + "表3,2020-03-16 00:15,1\n表1,x,1\n表1,2020-03-16 00:45,\n,,\n表1\n");

        Imported imported = run(LONG.formatted("a.csv", "csv", "where: {表: [表1, 表3]}"));

        Import.Counts counts = imported.counts().get(0);
        assertThat(counts.read()).isEqualTo(8);
        assertThat(counts.records()).isEqualTo(2);
        assertThat(counts.skipped()).isEqualTo(2);
        assertThat(counts.allDead()).isEqualTo(4);
        assertThat(imported.lines("dead-letters.jsonl"))
                .containsExactly(
                        "{\"stream\":\"power\",\"source\":\"a.csv:6\",\"reason\":\"unknown-meter\",\"detail\":\"the registry"
                                + " does not have it, so its park's zone is not known\",\"raw\":\"表3,2020-03-16"
                                + " 00:15,1\"}",
                        "{\"stream\":\"power\",\"source\":\"a.csv:7\",\"reason\":\"bad-time\",\"detail\":\"at: \\\"x\\\" is"
                                + " not yyyy-MM-dd HH:mm\",\"raw\":\"表1,x,1\"}",
                        "{\"stream\":\"power\",\"source\":\"a.csv:8\",\"reason\":\"bad-value\",\"detail\":\"value:"
                                + " blank\",\"raw\":\"表1,2020-03-16 00:45,\"}",
                        "{\"stream\":\"power\",\"source\":\"a.csv:10\",\"reason\":\"malformed\",\"detail\":\"value:"
                                + " missing\",\"raw\":\"表1\"}");
    }

    @Test
    void aQuoteTooManyCostsNoMoreThanItsLine() throws Exception {
        write("a.csv", "表,时间,电量\n表1,\"2020-03-16 00:15,1.5\n表1,2020-03-16 00:30,2.25\n表1,2020-03-16 00:45,\"3\"\n");

        Imported imported = run(LONG.formatted("a.csv", "csv", ""));

        assertThat(imported.lines("power.jsonl")).hasSize(2);
        assertThat(imported.lines("dead-letters.jsonl"))
                .hasSize(1)
                .allMatch(line -> line.contains("\"a.csv:2\"") && line.contains("表1,\\\"2020-03-16 00:15,1.5"));
    }

    @Test
    void aQuoteThatIsNeverClosedCostsNoMoreThanItsLine() throws Exception {
        write(
                "a.csv",
                "表,时间,电量,备注\n表1,2020-03-16 00:15,1.5,\"见信\n表1,2020-03-16 00:30,2.25,\n表1,2020-03-16 00:45,3,好\n");

        Imported imported = run(LONG.formatted("a.csv", "csv", ""));

        assertThat(imported.lines("power.jsonl")).hasSize(2);
        assertThat(imported.lines("dead-letters.jsonl"))
                .hasSize(1)
                .allMatch(line ->
                        line.contains("\"a.csv:2\",\"reason\":\"malformed\",\"detail\":\"no row of CSV: Unclosed"
                                        + " quoted field at end of input\"")
                                && line.contains("表1,2020-03-16 00:15,1.5,\\\"见信"));
    }

    @Test
    void aFileThatEndsBeforeItsHeaderIsNamed() throws Exception {
        write("a.csv", "用电\n2020\n");
        write("empty.csv", "\n");

        assertThatThrownBy(() -> run(LONG.formatted("a.csv", "csv", "skip: 5")))
                .hasMessageContaining("meter \"表\": expected a column of a.csv");
        assertThat(run(LONG.formatted("empty.csv", "csv", "skip: 5")).lines("power.jsonl"))
                .isEmpty();
    }

    @Test
    void aTextThatIsNoRowOfJsonIsKeptWhole() throws Exception {
        write("a.jsonl", "\"hello world\"\n[\"a\",\"b\\nc\"]\n");

        Imported imported = run(LONG.formatted("a.jsonl", "jsonl", ""));

        assertThat(imported.lines("dead-letters.jsonl"))
                .extracting(line -> line.substring(line.indexOf("\"raw\":")))
                .containsExactly(
                        "\"raw\":\"\\\"hello world\\\"\"}", "\"raw\":\"\\\"a\\\"\"}", "\"raw\":\"\\\"b\\\\nc\\\"\"}");
    }

    @Test
    void aRowOfMoreCellsThanTheHeaderIsDeadUnlessTheyAreBlank() throws Exception {
        write("a.csv", "表,时间,电量\n表1,2020-03-16 00:15,1,5\n表1,2020-03-16 00:30,2.25,, \n");

        Imported imported = run(LONG.formatted("a.csv", "csv", ""));

        assertThat(imported.lines("power.jsonl")).hasSize(1).allMatch(line -> line.contains("\"value\":2.25,"));
        assertThat(imported.lines("dead-letters.jsonl"))
                .hasSize(1)
                .allMatch(line -> line.contains("\"a.csv:2\",\"reason\":\"malformed\",\"detail\":\"4 cells, and the"
                        + " header has 3: a separator stands inside a cell"));
        // Without a header nobody knows how many there should be.
        assertThat(run(LONG.formatted("a.csv", "csv", "header: false")
                                .replace("meter: 表", "meter: 1")
                                .replace("column: 时间", "column: 2")
                                .replace("value: 电量", "value: 3"))
                        .lines("power.jsonl"))
                .hasSize(2);
    }

    @Test
    void aFileInWhichNothingStandsHasNoRows() throws Exception {
        write("a/1.csv", "");
        write("a/2.csv", TABLE);
        write("a/3.csv", "\n\n");

        assertThat(run(LONG.formatted("a/*.csv", "csv", "")).counts())
                .extracting(Import.Counts::read)
                .containsExactly(0L, 4L, 0L);
    }

    @Test
    void aFileThatIsNoTextIsSaidToBeWhatItIs() throws Exception {
        Files.write(dir.resolve("a.csv"), new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0});
        write("b.csv", TABLE, StandardCharsets.UTF_16LE);
        write("c.csv", "<html><table><tr><td>表</td></tr></table></html>");

        assertThatThrownBy(() -> run(LONG.formatted("\"?.csv\"", "csv", "")))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(
                        "mapping.yaml:2: inputs[0].files \"?.csv\": expected a.csv to be the file that is packed"
                                + " in it: unpack it, and use that; it is packed (gzip)")
                .hasMessageContaining("expected b.csv to be text in UTF-8")
                .hasMessageContaining("expected c.csv to be a table as text");
    }

    @Test
    void theSeparatorIsTheOneAtWhichTheColumnsAreFound() throws Exception {
        write("a.csv", TABLE.replace(",", ";") + "表1,2020-03-16 00:45,7\n");

        assertThat(run(LONG.formatted("a.csv", "csv", "")).text("power.jsonl")).isEqualTo(FACTS);
    }

    @Test
    void aHeaderFurtherDownIsNamed() {
        assertThatThrownBy(() -> {
                    write("a.csv", "exported on,2020-03-17\n\n" + TABLE.replace(",", ";"));
                    run(LONG.formatted("a.csv", "csv", ""));
                })
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(
                        "\"表\": expected a column of a.csv; its columns are exported on, 2020-03-17; line 3 has"
                                + " it: skip: 2");
    }

    @Test
    void aFirstLineOfValuesIsNoHeader() throws Exception {
        write("a.csv", TABLE.substring(TABLE.indexOf('\n') + 1));
        String byNumber = LONG.replace("meter: 表", "meter: 1")
                .replace("column: 时间", "column: 2")
                .replace("value: 电量", "value: 3");

        assertThatThrownBy(() -> run(byNumber.formatted("a.csv", "csv", "")))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(
                        "inputs[0].value \"3\": expected header: false, as the first line of a.csv has values in"
                                + " place of names");
        assertThat(run(byNumber.formatted("a.csv", "csv", "header: false")).text("power.jsonl"))
                .isEqualTo(FACTS);
    }

    @Test
    void ofAnEncodingThatNobodySaysThatIsSaid() throws Exception {
        write("a.csv", "Zähler,时间,电量\n", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> run(LONG.formatted("a.csv", "csv", "").replace("meter: 表", "meter: Zähler")))
                .hasMessageContaining("; not UTF-8, read as GB18030; if texts look wrong, say encoding in the mapping");

        write("a.csv", TABLE, Charset.forName("GBK"));
        assertThat(warnings(LONG.formatted("a.csv", "csv", "")))
                .containsExactly("a.csv: not UTF-8, read as GB18030; if texts look wrong, say encoding in the mapping");
        assertThat(warnings(LONG.formatted("a.csv", "csv", "encoding: GBK"))).isEmpty();
    }

    private List<String> warnings(String mapping) throws IOException, RegistryException {
        write("mapping.yaml", mapping);
        return ImportFiles.find(MappingFile.read(dir.resolve("mapping.yaml"), dir, name -> null), dir, dir).stream()
                .flatMap(source -> source.warnings().stream())
                .map(Sentences.ENGLISH::of)
                .toList();
    }

    @Test
    void whatIsWrittenInPlaceOfANumberCostsNoMoreThanItsRow() throws Exception {
        write(
                "a.json",
                "[{\"表\":\"表1\",\"时间\":\"2020-03-16 00:15\",\"电量\":NaN},{\"表\":\"表1\",\"时间\":\"2020-03-16 00:30\",\"电量\":2.25}]");

        Imported imported = run(LONG.formatted("a.json", "json", ""));

        assertThat(imported.lines("power.jsonl")).hasSize(1);
        assertThat(imported.lines("dead-letters.jsonl"))
                .hasSize(1)
                .allMatch(line -> line.contains("\"bad-value\",\"detail\":\"value: \\\"NaN\\\" is no number\""));
    }

    @Test
    void aMarkOfUtf8HoldsThoughABadByteFollows() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(("\uFEFF" + TABLE).getBytes(StandardCharsets.UTF_8));
        bytes.write(new byte[] {(byte) 0xE8, ',', 'x', '\n'});
        Files.write(dir.resolve("a.csv"), bytes.toByteArray());

        Imported imported = run(LONG.formatted("a.csv", "csv", ""));

        assertThat(imported.text("power.jsonl")).isEqualTo(FACTS);
        assertThat(imported.lines("dead-letters.jsonl")).hasSize(1).allMatch(line -> line.contains("a.csv:6"));
    }

    @Test
    void whatASpreadsheetAddsToATextIsNoPartOfIt() throws Exception {
        write(
                "a.csv",
                "\"=\"\"表\"\"\",时间\u00A0,电量\n=\"表1\",2020-03-16 00:15,\"=\"\"1.50\"\"\"\n\"=\"\"表1\"\"\",\t2020-03-16 00:30,2.25\t\n");

        assertThat(run(LONG.formatted("a.csv", "csv", "")).lines("power.jsonl"))
                .containsExactlyElementsOf(FACTS.lines().limit(2).toList());
    }

    @Test
    void aTimeThatTwoColumnsHaveIsAProblem() throws Exception {
        write("wide.csv", "表,日期,00:15,00:30,00:15\n表1,2020-03-16,1,2,3\n");

        assertThatThrownBy(() -> run("""
                        inputs:
                          - files: wide.csv
                            stream: power
                            format: csv
                            shape: wide
                            times: "00:15..00:30"
                            meter: 表
                            at: {column: 日期, zone: park, length: PT15M}
                        """))
                .isInstanceOf(RegistryException.class)
                .hasMessage(
                        "mapping.yaml:6: inputs[0].times \"00:15\": expected a column of this time that wide.csv has once");
    }

    @Test
    void aTableOfIdsMayBeInGbkAsSpreadsheetsSaveIt() throws Exception {
        write("ids.csv", "from,to\n甲表,表1\n", Charset.forName("GBK"));
        write("a.csv", TABLE.replace("表1", "甲表"));

        assertThat(run(LONG.formatted("a.csv", "csv", "ids: {table: ids.csv}")).text("power.jsonl"))
                .isEqualTo(FACTS);
    }

    @Test
    void theZoneOfAParkIsThatOfItsMeter() throws Exception {
        write("a.csv", "表,时间,电量\nM-Berlin,2020-03-16 01:00,1\n表1,2020-03-16 08:00,1\n");

        assertThat(run(LONG.formatted("a.csv", "csv", "")).lines("power.jsonl"))
                .allMatch(line -> line.contains("2020-03-16T00:00:00Z"))
                .hasSize(2);
    }

    @Test
    void foldedIdsBecomeThoseOfTheRegistryUnlessTwoAreTheSame() throws Exception {
        write("meters.csv", "meter_id,enterprise_id\nAB-1,E1\nX,E1\nx,E1\n");
        write("a.csv", "表,时间,电量\nａｂ-1,2020-03-16 01:00,1\nＸ,2020-03-16 08:00,1\n");

        Imported imported = run(LONG.formatted("a.csv", "csv", "ids: {fold: [width, case]}"));

        assertThat(imported.text("power.jsonl")).contains("\"AB-1\"");
        assertThat(imported.text("dead-letters.jsonl"))
                .as("x or X: nobody can say which is meant")
                .contains("\"unknown-meter\"")
                .contains("Ｘ");
    }

    @Test
    void whatStandsOnceAroundTheRecordsIsReadThereAlsoBehindThem() throws Exception {
        String mapping = """
                inputs:
                  - files: a.%s
                    stream: power
                    format: %s
                    records: %s
                    meter: {pointer: %s}
                    at: {pointer: /t, pattern: epoch-s}
                    value: {pointer: /v}
                """;
        write("a.json", "{\"rows\":[{\"t\":1584316800,\"v\":1},{\"t\":1584316900,\"v\":2}],\"id\":\"M\"}");
        List<String> lines = List.of(
                "{\"meter\":\"M\",\"at\":\"2020-03-16T00:00:00Z\",\"value\":1}",
                "{\"meter\":\"M\",\"at\":\"2020-03-16T00:01:40Z\",\"value\":2}");
        assertThat(run(mapping.formatted("json", "json", "/rows", "/id")).lines("power.jsonl"))
                .isEqualTo(lines);
        write("a.jsonl", Files.readString(dir.resolve("a.json")) + "\n");
        assertThat(run(mapping.formatted("jsonl", "jsonl", "/rows", "/id")).lines("power.jsonl"))
                .isEqualTo(lines);
        write("a.xml", "<f><r><t>1584316800</t><v>1</v></r><r><t>1584316900</t><v>2</v></r><m id='M'/></f>");
        assertThat(run(mapping.formatted("xml", "xml", "/f/r", "/f/m/@id")).lines("power.jsonl"))
                .isEqualTo(lines);
    }

    @Test
    void brokenJsonAndXmlAreDeadFromThereOn() throws Exception {
        String json = """
                inputs:
                  - files: a.%s
                    stream: power
                    format: %s
                    %s
                    meter: {pointer: /m}
                    at: {pointer: /t, pattern: epoch-ms}
                    value: {pointer: /v}
                """;
        write(
                "a.json",
                "[{\"m\":\"M\",\"t\":1584316800000,\"v\":1},\n{\"m\":}, {\"m\":\"M\",\"t\":1584316800000,\"v\":1}]");
        Imported whole = run(json.formatted("json", "json", ""));
        assertThat(whole.lines("power.jsonl")).hasSize(1);
        assertThat(whole.text("dead-letters.jsonl")).contains("a.json:2").contains("not read from here on");

        write("a.jsonl", "{\"m\":\n[]\n7\n{\"m\":\"M\",\"t\":1584316800000,\"v\":1}\n");
        Imported lines = run(json.formatted("jsonl", "jsonl", ""));
        assertThat(lines.lines("power.jsonl")).hasSize(1);
        assertThat(lines.lines("dead-letters.jsonl"))
                .hasSize(2)
                .first()
                .asString()
                .contains("a.jsonl:1");

        write("a.xml", "<f><r><m>M</m><t>1584316800000</t><v>1</v></r>\n<r></f>");
        Imported elements = run(json.formatted("xml", "xml", "records: r"));
        assertThat(elements.lines("power.jsonl")).hasSize(1);
        assertThat(elements.text("dead-letters.jsonl")).contains("a.xml:2").contains("no XML");
    }

    @Test
    void anXmlFileReadsNoOtherFile() throws Exception {
        write("secret.txt", "top secret");
        write(
                "a.xml",
                "<!DOCTYPE f [<!ENTITY x SYSTEM \"" + dir.resolve("secret.txt").toUri()
                        + "\">]><f><r><m>&x;</m><t>1584316800000</t><v>1</v></r></f>");

        Imported imported = run("""
                inputs:
                  - files: a.xml
                    stream: power
                    format: xml
                    records: r
                    meter: {pointer: /m}
                    at: {pointer: /t, pattern: epoch-ms}
                    value: {pointer: /v}
                """);

        assertThat(imported.text("power.jsonl") + imported.text("dead-letters.jsonl"))
                .doesNotContain("top secret");
    }

    @Test
    void aColumnThatAFileDoesNotHaveIsAProblemOfTheMapping() throws IOException {
        write("a/1.csv", TABLE);
        write("a/2.csv", TABLE.replace("时间", "日期"));

        assertThatThrownBy(() -> run(LONG.formatted("a/*.csv", "csv", "where: {状态: ok}")))
                .isInstanceOf(RegistryException.class)
                .hasMessage(
                        "mapping.yaml:5: inputs[0].where.状态 \"状态\": expected a column of a/1.csv; its columns are 表,"
                                + " 时间, 电量\n"
                                + "mapping.yaml:5: inputs[0].where.状态 \"状态\": expected a column of a/2.csv; its columns are 表,"
                                + " 日期, 电量\n"
                                + "mapping.yaml:7: inputs[0].at.column \"时间\": expected a column of a/2.csv; its columns are 表,"
                                + " 日期, 电量");
    }

    @Test
    void aColumnThatIsThereTwiceIsNamedByItsNumber() throws Exception {
        write("a.csv", "表,时间,电量,电量\n表1,2020-03-16 00:15,1,2\n");

        assertThatThrownBy(() -> run(LONG.formatted("a.csv", "csv", "")))
                .hasMessageContaining("a column that a.csv has once; its number is unique");
        assertThat(run(LONG.formatted("a.csv", "csv", "").replace("value: 电量", "value: 4"))
                        .text("power.jsonl"))
                .contains("\"value\":2,");
    }

    @Test
    void aGlobMeansFilesInOrderButNotTheRegistry() throws Exception {
        write("2.csv", TABLE.lines().limit(2).reduce("", (a, b) -> a + b + "\n"));
        write("10.csv", TABLE.lines().limit(3).reduce("", (a, b) -> a + b + "\n"));

        assertThat(run(LONG.formatted("\"*.csv\"", "csv", "")).counts())
                .extracting(Import.Counts::file)
                .containsExactly("10.csv", "2.csv");
    }

    @Test
    void whereNoFileIsThereTheMappingSaysSo() {
        assertThatThrownBy(() -> run(LONG.formatted("\"no-*.csv\"", "csv", "")))
                .hasMessageStartingWith("mapping.yaml:2: inputs[0].files \"no-*.csv\": expected a file, or a glob");
    }

    @Test
    void theDecimalSignIsThatOfTextsAndNotOfNumbersByThemselves() throws Exception {
        write("a.jsonl", "{\"t\":1584316800,\"v\":1.500}\n{\"t\":1584316900,\"v\":\"1,500\"}\n");

        assertThat(run("""
                        inputs:
                          - files: a.jsonl
                            stream: power
                            format: jsonl
                            decimal: ","
                            meter: {constant: M}
                            at: {column: t, pattern: epoch-s}
                            value: v
                        """).lines("power.jsonl")).hasSize(2).allMatch(line -> line.contains("\"value\":1.500"));
    }

    @Test
    void rowsOfHashedPersonsAreNotKept() throws Exception {
        write("a.csv", "p,t,d\n张三,2020-03-16T08:00:00+08:00,?\n");

        Imported imported = run("""
                inputs:
                  - files: a.csv
                    stream: checkin
                    format: csv
                    person: p
                    enterprise: {constant: E1}
                    at: t
                    direction: d
                    hash: PARKPULSE_PERSON_KEY
                """);

        assertThat(imported.text("dead-letters.jsonl")).contains("a.csv:2").doesNotContain("张三");
    }

    @Test
    void theFirstRowsAreShownBeforeAndAfter() throws Exception {
        write("a.csv", TABLE);
        write("mapping.yaml", LONG.formatted("a.csv", "csv", "where: {表: 表1}"));

        List<Import.Shown> shown = Imported.of(dir).show(3);

        assertThat(shown).hasSize(3);
        assertThat(shown.get(0).source()).isEqualTo("a.csv:2");
        assertThat(shown.get(0).before()).isEqualTo("表1,2020-03-16 00:15,1.50");
        assertThat(shown.get(0).after())
                .containsExactly(FACTS.lines().findFirst().orElseThrow());
        assertThat(shown.get(2).after()).containsExactly("skipped by where");
    }
}
