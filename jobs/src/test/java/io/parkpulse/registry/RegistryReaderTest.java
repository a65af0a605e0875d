package io.parkpulse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.Sentences;
import io.parkpulse.files.checked.Problem;
import io.parkpulse.message.Message;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Park;
import io.parkpulse.model.Process;
import io.parkpulse.model.Register;
import io.parkpulse.model.Registry;
import io.parkpulse.model.StaffSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryReaderTest {
    @TempDir
    Path dir;

    RegistryFiles files;

    @BeforeEach
    void soundRegistry() {
        files = new RegistryFiles(dir);
    }

    @Test
    void theIdOfAnEnterpriseIsOneObjectInItsRowAndThoseOfItsMeters() throws Exception {
        Registry registry = RegistryReader.read(dir).registry();

        Meter.Row ofMeter = registry.meters().get(0).rows().get(0);
        assertThat(registry.enterprises())
                .filteredOn(row -> row.id().equals(ofMeter.enterprise()))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.id()).isSameAs(ofMeter.enterprise()));
    }

    @Test
    void theExampleIsReadAsItStands() throws Exception {
        Path example = Path.of(getClass().getResource("/registry/example").toURI());

        RegistryReader.Result result = RegistryReader.read(example);

        Registry registry = result.registry();
        assertThat(registry.parks())
                .containsExactly(
                        new Park(
                                "P1",
                                "园区1",
                                "Park 1",
                                "",
                                "",
                                "zhejiang",
                                ZoneId.of("Asia/Shanghai"),
                                4,
                                0,
                                LocalDate.of(2020, 2, 10),
                                "zhejiang-2020"),
                        new Park(
                                "P2",
                                "园区2",
                                "Park 2",
                                "",
                                "",
                                "europe/de/berlin",
                                ZoneId.of("Asia/Shanghai"),
                                1,
                                3,
                                null,
                                "wuhan-2020"));
        assertThat(registry.enterprises())
                .extracting(Enterprise::id)
                .containsExactly("E01", "E02", "E03", "E04", "E05", "E06");
        assertThat(registry.enterprises().get(4))
                .extracting(Enterprise::baselineWh, Enterprise::standbyWh, Enterprise::capacityWh)
                .containsExactly(1_100_000L, 28_000L, 1_400_000L);
        assertThat(registry.enterprises().get(5))
                .isEqualTo(new Enterprise(
                        "E06",
                        "P1",
                        "丘钛,微电子",
                        List.of("above-scale", "four-above", "small-micro"),
                        "biotech",
                        "own-site",
                        "district-A/street-7/unit-3/b2/f1",
                        "",
                        8,
                        8,
                        StaffSource.CHECKIN,
                        null,
                        0,
                        144_000,
                        3_744_000,
                        Process.OFFICE,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE));
        assertThat(registry.meters())
                .contains(
                        new Meter(
                                "M01",
                                List.of(new Meter.Share("E06", 10_000)),
                                MeterKind.INTERVAL,
                                new BigDecimal("100.1"),
                                0,
                                null,
                                900_000),
                        new Meter(
                                "M07",
                                List.of(new Meter.Row(
                                        "E05",
                                        2_500,
                                        Flow.SUBTRACT,
                                        new Register(
                                                MeterKind.INTERVAL,
                                                true,
                                                new BigDecimal("1000"),
                                                0,
                                                null,
                                                3_600_000,
                                                ""),
                                        millis("2020-03-16T00:00:00Z"),
                                        Long.MAX_VALUE))),
                        new Meter(
                                "M03",
                                List.of(new Meter.Share("E04", 10_000)),
                                MeterKind.CUMULATIVE,
                                new BigDecimal("1000"),
                                100_000_000,
                                new BigDecimal("10"),
                                1_800_000));
        assertThat(registry.methods()).hasSize(8).containsKeys("zhejiang-2020", "strict-2026", "coarse");
        assertThat(result.warnings())
                .extracting(Sentences.ENGLISH::of)
                .containsExactly("meters.csv: 1 CUMULATIVE meter has no rated_kva (M05):"
                        + " nothing they report can be called implausible");
    }

    @Test
    void everyProblemOfEveryFileIsReportedAtOnce() {
        files.parks("park_id,zone,method", "P1,Mars/Olympus,zhejiang-2020", "P2,,nobody-1999", ",Z,");
        files.enterprises("enterprise_id,park_id,baseline_wh,process", "E1,P1,-1,OFFICE", "E2,P9,1.5,");
        files.meters("meter_id,enterprise_id,share", "M1,E1,9999", "M2,E7,");
        files.methods("m:", "  decimals: 12");

        assertThat(files.problems())
                .containsExactly(
                        "parks.csv:2: zone \"Mars/Olympus\": expected a time zone such as Asia/Shanghai",
                        "parks.csv:3: method \"nobody-1999\": expected a built-in method or one of methods.yaml",
                        "parks.csv:4: park_id \"\": expected an id",
                        "enterprises.csv:2: baseline_wh \"-1\":"
                                + " expected a whole number from 0 to 9007199254740992",
                        "enterprises.csv:2: process \"OFFICE\":"
                                + " expected one of continuous, discrete, labour, office, or blank",
                        "enterprises.csv:3: baseline_wh \"1.5\":"
                                + " expected a whole number from 0 to 9007199254740992",
                        "enterprises.csv:3: park_id \"P9\": expected the id of a park in parks.csv",
                        "meters.csv:2: share \"9999\": expected 10000, as the meter has no other row",
                        "meters.csv:3: enterprise_id \"E7\": expected the id of an enterprise in enterprises.csv",
                        "methods.yaml:2: m.decimals \"12\": expected a whole number from 0 to 9");
    }

    @Test
    void theExceptionHoldsTheProblemsAndPrintsThemLineByLine() {
        files.enterprises("enterprise_id,park_id", "E1,P1", "E2,P9");

        assertThatThrownBy(() -> RegistryReader.read(dir))
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(new Problem(
                                        "enterprises.csv",
                                        3,
                                        "park_id",
                                        Message.asIs("P9"),
                                        Message.of("registry.park_in", "file", "parks.csv"))))
                .hasMessage("enterprises.csv:3: park_id \"P9\": expected the id of a park in parks.csv");
    }

    @Test
    void problemsAreSaidInEachLanguage() {
        files.enterprises("enterprise_id,park_id,valid_from", "E1,P1,2020-03-16 08:15:00", "E2,P9,");

        assertThatThrownBy(() -> RegistryReader.read(dir)).isInstanceOfSatisfying(RegistryException.class, e -> {
            assertThat(e.in(Sentences.ENGLISH)).isEqualTo(e.getMessage());
            assertThat(e.in(Sentences.in(Language.ZH)).lines())
                    .containsExactly(
                            "enterprises.csv:2: valid_from \"2020-03-16 08:15:00\": 应为：带时区偏移的时刻（如"
                                    + " 2020-03-16T08:15:00+08:00）、整数纪元毫秒，或表示园区当地零点的日期（如 2020-03-16）"
                                    + "；现为：空格代替了 T，没有时区偏移",
                            "enterprises.csv:3: park_id \"P9\": 应为：parks.csv 中的园区编号");
            assertThat(e.in(Sentences.in(Language.JA)).lines())
                    .last()
                    .isEqualTo("enterprises.csv:3: park_id \"P9\": 正しくは、parks.csv にある工業団地の ID");
            assertThat(e.in(Sentences.in(Language.KO)).lines())
                    .last()
                    .isEqualTo("enterprises.csv:3: park_id \"P9\": parks.csv에 있는 단지 ID 필요");
        });
    }

    // Files

    @Test
    void aMissingDirectoryIsAProblem() {
        assertThatThrownBy(() -> RegistryReader.read(dir.resolve("nowhere")))
                .isInstanceOf(RegistryException.class)
                .hasMessage(dir.resolve("nowhere")
                        + ": does not exist: expected a directory with parks.csv and enterprises.csv");
        assertThatThrownBy(() -> RegistryReader.read(dir.resolve("parks.csv")))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void eachRequiredFileThatIsMissingIsOneProblemAndNoMore() {
        files.without("parks.csv").without("enterprises.csv");

        assertThat(files.problems())
                .containsExactly(
                        "parks.csv: does not exist: expected a file of this name in " + dir,
                        "enterprises.csv: does not exist: expected a file of this name in " + dir);
    }

    @Test
    void withoutMetersThereIsAWarning() {
        files.without("meters.csv");

        RegistryReader.Result result = files.read();

        assertThat(result.registry().meters()).isEmpty();
        assertThat(result.warnings())
                .extracting(Sentences.ENGLISH::of)
                .containsExactly("meters.csv: there is no such file, so there are no meters");
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreTolerated() {
        files.bytes(
                "parks.csv", "\uFEFFpark_id,name_en\r\nP1,\"a\r\nb\"\r\n\r\nP2,\r\n".getBytes(StandardCharsets.UTF_8));

        assertThat(files.read().registry().parks())
                .extracting(Park::id, Park::nameEn)
                .containsExactly(tuple("P1", "a\r\nb"), tuple("P2", ""));
    }

    @Test
    void bytesThatAreNotUtf8AreAProblemOfTheirLineAndHideNoOther() throws IOException {
        Charset gbk = Charset.forName("GBK");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("park_id,name_zh,batch\nP1,天津,1\n".getBytes(StandardCharsets.UTF_8));
        bytes.write("P2,天津,7\n".getBytes(gbk));
        bytes.write("P3,天津,\n".getBytes(gbk));
        files.bytes("parks.csv", bytes.toByteArray());

        assertThat(files.problems())
                .containsExactly(
                        "parks.csv:3: byte 0xCC: expected UTF-8; also line 4",
                        "parks.csv:3: batch \"7\": expected a whole number from 1 to 3");
    }

    @Test
    void aTableInGb18030IsReadAndThatIsSaid() {
        Charset gbk = Charset.forName("GBK");
        files.bytes("parks.csv", "park_id,name_zh\n津1,天石有限公司\n津2,园区二号\n".getBytes(gbk));
        files.bytes("enterprises.csv", "enterprise_id,park_id\nE1,津1\nE2,津2\n".getBytes(gbk));

        RegistryReader.Result result = files.read();

        assertThat(result.registry().parks())
                .extracting(Park::id, Park::nameZh)
                .containsExactly(tuple("津1", "天石有限公司"), tuple("津2", "园区二号"));
        assertThat(result.warnings())
                .extracting(Sentences.ENGLISH::of)
                .containsExactly(
                        "parks.csv: not UTF-8, read as GB18030; if names look wrong, save it as UTF-8",
                        "enterprises.csv: not UTF-8, read as GB18030; if names look wrong, save it as UTF-8");
    }

    @Test
    void aFileWithTheByteOrderMarkOfUtf16IsReadAsThat() {
        for (Charset utf16 : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            files.bytes("parks.csv", "\uFEFFpark_id\tname_zh\r\nP1\t园区一号\r\nP2\t\r\n".getBytes(utf16));

            RegistryReader.Result result = files.read();

            assertThat(result.registry().parks()).extracting(Park::nameZh).containsExactly("园区一号", "");
            assertThat(result.warnings())
                    .extracting(Sentences.ENGLISH::of)
                    .containsExactly(
                            "parks.csv: read as UTF-16, as its byte order mark says",
                            "parks.csv: cells are separated by tabs");
        }
    }

    @Test
    void aTableThatIsNoTextIsOneProblemThatSaysWhatItIs() {
        files.bytes("enterprises.csv", new byte[] {'P', 'K', 3, 4, 20, 0});
        files.meters("meter_id,enterprise_id,rated_kva", "M1,E1,1");

        assertThat(files.problems())
                .containsExactly(
                        "enterprises.csv: is packed (zip): expected the file that is packed in it: unpack it, and"
                                + " use that");
    }

    @ParameterizedTest
    @CsvSource({
        "43906, days as a spreadsheet counts them",
        "1584288000, seconds in place of milliseconds",
        "20200316, a date without - and :",
        "202003160815, a date without - and :"
    })
    void aNumberThatIsATimeInAnotherWayIsNoInstantOf1970(String text, String mistake) {
        files.enterprises("enterprise_id,park_id,valid_from", "E1,P1," + text, "E2,P1,");

        assertThat(files.problems())
                .hasSize(1)
                .allMatch(problem ->
                        problem.startsWith("enterprises.csv:2: valid_from \"" + text + "\": expected an instant"))
                .allMatch(problem -> problem.endsWith("; found " + mistake));
    }

    @Test
    void anIdIsNoFormula() {
        files.meters("meter_id,enterprise_id,rated_kva,signed", "=\"001\",E1,1,TRUE", "M2,E1,1,FALSE");

        assertThat(files.problems())
                .containsExactly(
                        "meters.csv:2: meter_id \"=\"001\"\": expected an id, not the formula of a spreadsheet:"
                                + " save the table with values");
    }

    @Test
    void bytesOfNoEncodingAreOneProblemEvenWhereTheirRowsAreReferredTo() {
        byte[] broken = "park_id\n?\n?1\n?2\n?3\n?4\n?5\n?6\n".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < broken.length; i++) {
            broken[i] = broken[i] == '?' ? (byte) 0xFF : broken[i];
        }
        files.bytes("parks.csv", broken);
        files.enterprises("enterprise_id,park_id", "E1,1", "E2,2");

        assertThat(files.problems())
                .startsWith("parks.csv:2: byte 0xFF: expected UTF-8; also line 3, 4, 5, 6 and 2 more");
    }

    // CSV

    @Test
    void anEmptyFileLacksItsHeader() {
        files.bytes("parks.csv", new byte[0]);

        assertThat(files.problems()).containsExactly("parks.csv:1: expected a header with the columns park_id");
    }

    @Test
    void aMissingColumnIsOneProblemAndNoMore() {
        files.parks("name_en", "a", "b");
        files.meters("meter_id", "M1", "M2");

        assertThat(files.problems())
                .containsExactly(
                        "parks.csv:1: park_id: expected a column of this name in the header",
                        "meters.csv:1: enterprise_id: expected a column of this name in the header");
    }

    @Test
    void aHeaderBelowATitleIsNamed() {
        files.bytes("parks.csv", "parks of 2020,\n,\nPark_Id,zone\nP1,\n".getBytes(StandardCharsets.UTF_8));

        assertThat(files.problems())
                .containsExactly(
                        "parks.csv:1: park_id: expected a column of this name in the header; line 3 has it: take away"
                                + " the lines above it");
    }

    @Test
    void aColumnThatIsThereTwiceIsAProblem() {
        files.parks("park_id,batch,batch", "P1,1,1", "P2,,");

        assertThat(files.problems())
                .containsExactly("parks.csv:1: batch: expected each column once, found it again as cell 3");
    }

    @Test
    void unknownColumnsAreOneWarningHoweverMany() {
        files.parks("park_id,colour", "P1,red", "P2,");

        assertThat(files.read().warnings())
                .extracting(Sentences.ENGLISH::of)
                .containsExactly("parks.csv: 1 column of the header is not known and not used: \"colour\" (cell 2)");

        String many = IntStream.range(0, 5000).mapToObj(i -> ",c" + i).collect(Collectors.joining());
        files.parks("park_id," + many, "P1" + ",".repeat(5001), "P2" + ",".repeat(5001));

        assertThat(files.read().warnings())
                .extracting(Sentences.ENGLISH::of)
                .containsExactly("parks.csv: 5001 columns of the header are not known and not used: \"\" (cell 2),"
                        + " \"c0\" (cell 3), \"c1\" (cell 4), \"c2\" (cell 5), \"c3\" (cell 6) and 4996 more");
    }

    @Test
    void namesOfColumnsMayBeInAnyCaseAndWidthWithBlanksAround() {
        files.parks("PARK_ID, Name_En\u00A0,\uFF22\uFF21\uFF34\uFF23\uFF28", "P1,a,2", "P2,,");

        RegistryReader.Result result = files.read();

        assertThat(result.registry().parks())
                .extracting(Park::id, Park::nameEn, Park::batch)
                .containsExactly(tuple("P1", "a", 2), tuple("P2", "", 0));
        assertThat(result.warnings()).isEmpty();

        files.parks("park_id,batch,Batch", "P1,1,2", "P2,,");
        assertThat(files.problems())
                .containsExactly("parks.csv:1: batch: expected each column once, found it again as cell 3");
    }

    @ParameterizedTest
    @CsvSource({"';', semicolons", "'\t', tabs"})
    void cellsAreSeparatedByWhatSeparatesTheHeader(String separator, String named) {
        files.parks(Stream.of("\"park_id\",name_en,batch", "P1,\"a,b\",3", "P2,c,")
                .map(line -> line.replace("a,b", "a|b").replace(",", separator).replace('|', ','))
                .toArray(String[]::new));

        RegistryReader.Result result = files.read();

        assertThat(result.registry().parks())
                .extracting(Park::id, Park::nameEn, Park::batch)
                .containsExactly(tuple("P1", "a,b", 3), tuple("P2", "c", 0));
        assertThat(result.warnings())
                .extracting(Sentences.ENGLISH::of)
                .containsExactly("parks.csv: cells are separated by " + named);
    }

    @Test
    void semicolonsInCellsSeparateNothing() {
        files.enterprises("enterprise_id,tiers,park_id,a;b;c", "E1,top-100;above-scale,P1,", "E2,,P2,");

        assertThat(files.read().registry().enterprises().get(0).tiers()).containsExactly("above-scale", "top-100");
    }

    @Test
    void rowsOfBlankCellsAreNoRows() {
        files.parks(",,", "park_id,batch", "P1,1", ",", "\u3000,\u00A0", ",,,,,", "P2,9", ",");

        assertThat(files.problems()).containsExactly("parks.csv:7: batch \"9\": expected a whole number from 1 to 3");
    }

    @Test
    void aCellThatShowsNothingIsBlankAndBlanksAroundANumberAreNone() {
        files.parks("park_id,batch,opens_on", "P1,\u00A0,\u200B", "P2,\u00A02\u3000,2020-02-10\u00A0");

        assertThat(files.read().registry().parks())
                .extracting(Park::batch, Park::opensOn)
                .containsExactly(tuple(0, null), tuple(2, LocalDate.of(2020, 2, 10)));
    }

    @Test
    void aRowWithTooFewOrTooManyCellsIsAProblemButStillNamesItsIds() {
        files.parks("park_id,batch", "P1", "P2,1,2", "P3,4");
        files.enterprises("enterprise_id,park_id", "E1,P1", "E2,P2", "E3,P4");

        assertThat(files.problems())
                .containsExactly(
                        "parks.csv:2: 1 cells: expected 2 cells, as many as the header has",
                        "parks.csv:3: 3 cells: expected 2 cells, as many as the header has",
                        "parks.csv:4: batch \"4\": expected a whole number from 1 to 3",
                        "enterprises.csv:4: park_id \"P4\": expected the id of a park in parks.csv");
    }

    @Test
    void aRowThatIsNoCsvHidesNoneOfTheRowsAfterIt() {
        files.parks("park_id,name_en,batch", "P1,\"a\"b,1", "P2,\"a,1", "P3,,9");
        files.enterprises("enterprise_id,park_id", "E1,P1", "E2,P2", "E3,P4");
        files.without("meters.csv");

        assertThat(files.problems())
                .containsExactly(
                        "parks.csv:2: P1,\"a\"b,1: expected CSV as in RFC 4180:"
                                + " Unexpected character after closing quote: 'b' (0x62)",
                        "parks.csv:3: P2,\"a,1: expected CSV as in RFC 4180:"
                                + " Unclosed quoted field at end of input",
                        "parks.csv:4: batch \"9\": expected a whole number from 1 to 3",
                        "enterprises.csv:4: park_id \"P4\": expected the id of a park in parks.csv");
    }

    @Test
    void aFileThatIsNoCsvAtAllIsGivenUp() {
        files.parks(IntStream.range(0, 100)
                .mapToObj(i -> i == 0 ? "park_id" : "\"P\"" + i)
                .toArray(String[]::new));

        assertThat(files.problems())
                .hasSize(21)
                .last()
                .isEqualTo("parks.csv:22: not read from here on: expected fewer lines that are not CSV");
    }

    @Test
    void aHeaderThatIsNoCsvIsOneProblem() {
        files.parks("park_id,\"name\"_en", "P1,", "P2,");

        assertThat(files.problems()).singleElement().asString().startsWith("parks.csv:1: park_id,\"name\"_en: ");
    }

    @Test
    void lineNumbersCountTheLinesInsideQuotedCells() {
        files.parks("park_id,name_en,batch", "P1,\"a\nb\nc\",", "", "P2,,8");

        assertThat(files.problems()).containsExactly("parks.csv:6: batch \"8\": expected a whole number from 1 to 3");
    }

    // Parks

    @Test
    void aParkWithNothingButAnIdHasTheDefaults() {
        assertThat(files.read().registry().parks().get(0))
                .isEqualTo(new Park("P1", "", "", "", "", "", ZoneId.of("Asia/Shanghai"), 0, 0, null, "zhejiang-2020"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "park_class | 0 | a whole number from 1 to 4",
                "park_class | 5 | a whole number from 1 to 4",
                "batch | 4 | a whole number from 1 to 3",
                "batch | one | a whole number from 1 to 3",
                "opens_on | 2020-02-30 | a date such as 2020-02-10, or blank",
                "opens_on | 10.02.2020 | a date such as 2020-02-10, or blank",
                "turn | 4:00 | a local time from 00:00 to 23:59, such as 04:00, or blank",
                "turn | 24:00 | a local time from 00:00 to 23:59, such as 04:00, or blank",
                "turn | 04:00:00 | a local time from 00:00 to 23:59, such as 04:00, or blank",
                "turn | never | a local time from 00:00 to 23:59, such as 04:00, or blank",
                "zone | Asia/Nowhere | a time zone such as Asia/Shanghai",
                "zone | +08:07 | a time zone whose offsets from 2000 to 2100 are multiples of 15 minutes",
                "region | /tianjin | a path without empty levels",
                "region | tianjin//dongli | a path without empty levels",
                "region | tianjin/ | a path without empty levels",
                "method | wuhan | a built-in method or one of methods.yaml",
            })
    void aBadCellOfAParkIsAProblem(String column, String value, String expected) {
        files.parks("park_id," + column, "P1," + value, "P2,");

        assertThat(files.problems())
                .containsExactly("parks.csv:2: " + column + " \"" + value + "\": expected " + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Berlin", "+05:45", "Z"})
    void zonesWithOffsetsOfWholeQuartersAreFine(String zone) {
        files.parks("park_id,zone", "P1," + zone, "P2," + zone);

        assertThat(files.read().registry().parks()).extracting(Park::zone).containsOnly(ZoneId.of(zone));
    }

    @Test
    void gatesBeginAnewAtFourOrWhenTheirParkSays() {
        files.parks("park_id,turn", "P1,", "P2,00:00", "P3,\u00A023:59");

        assertThat(files.read().registry().parks())
                .extracting(Park::turn)
                .containsExactly(LocalTime.of(4, 0), LocalTime.MIDNIGHT, LocalTime.of(23, 59));
    }

    @Test
    void aParkIdIsThereOnce() {
        files.parks("park_id", "P1", "P2", "P1");

        assertThat(files.problems())
                .containsExactly("parks.csv:4: park_id \"P1\": expected an id that no other row has; line 2 has it");
    }

    @Test
    void anIdHasNoControlCharacters() {
        files.parks("park_id", "\"P\n1\"", "P1", "P2");

        assertThat(files.problems())
                .containsExactly("parks.csv:2: park_id \"P\\u000a1\": expected an id without control characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "P1 |P1 |space (U+0020) at its end",
                "P1\u00A0|P1\\u00a0|no-break space (U+00A0) at its end",
                "P1\u3000|P1\\u3000|ideographic space (U+3000) at its end",
                "\u200BP1|\\u200bP1|zero width space (U+200B) at its beginning",
                "\uFEFFP1 |\\ufeffP1 |zero width no-break space (U+FEFF) at its beginning",
            })
    void anIdHasNoBlanksAtItsEdges(String id, String shown, String blank) {
        files.bytes("parks.csv", ("park_id,batch\nP2,\n" + id + ",\n").getBytes(StandardCharsets.UTF_8));

        assertThat(files.problems())
                .containsExactly("parks.csv:3: park_id \"" + shown
                        + "\": expected an id without blanks at its edges: take away the " + blank);
    }

    @Test
    void aReferenceHasNoBlanksAtItsEdges() {
        files.meters("meter_id,enterprise_id,rated_kva", "M1,E1\u00A0,1");

        assertThat(files.problems())
                .containsExactly("meters.csv:2: enterprise_id \"E1\\u00a0\": expected the id of an enterprise in"
                        + " enterprises.csv without blanks at its edges: take away the no-break space (U+00A0) at its"
                        + " end");
    }

    @Test
    void blanksInsideAnIdAreItsOwn() {
        files.parks("park_id", "P 1", "P1", "P2");

        assertThat(files.read().registry().parks()).extracting(Park::id).containsExactly("P 1", "P1", "P2");
    }

    @Test
    void idsAreSortedByCodePoint() {
        files.parks("park_id", "𠮷", "\uFF21", "P2", "P1");

        assertThat(files.read().registry().parks()).extracting(Park::id).containsExactly("P1", "P2", "\uFF21", "𠮷");
    }

    // Enterprises

    @Test
    void anEnterpriseWithNothingButItsIdsHasTheDefaults() {
        assertThat(files.read().registry().enterprises())
                .containsExactly(enterprise("E1", "P1"), enterprise("E2", "P2"));
    }

    @Test
    void whatShowsThatAnEnterpriseWorksIsEnergyWhereItIsMeteredUnlessTheRegistrySaysSo() {
        files.enterprises("enterprise_id,park_id,evidence", "E1,P1,", "E2,P2,ANY");

        assertThat(files.read().registry().enterprises())
                .extracting(row -> row.evidence(true), row -> row.evidence(false))
                .containsExactly(tuple(Evidence.POWER, Evidence.PRESENCE), tuple(Evidence.ANY, Evidence.ANY));
    }

    @Test
    void tiersAreTrimmedDistinctAndSorted() {
        files.enterprises("enterprise_id,park_id,tiers", "E1,P1,top-100；above-scale;;top-100 ; ", "E2,P1,");

        assertThat(files.read().registry().enterprises())
                .extracting(Enterprise::tiers)
                .containsExactly(List.of("above-scale", "top-100"), List.of());
    }

    @Test
    void requiredStaffIsRegisteredStaffUnlessGiven() {
        files.enterprises("enterprise_id,park_id,staff_registered,staff_required", "E1,P1,7,", "E2,P1,7,0");

        assertThat(files.read().registry().enterprises())
                .extracting(Enterprise::staffRequired)
                .containsExactly(7L, 0L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "site_kind | factory | one of own-site, trade-logistics, office-building, or blank",
                "grid | a/b/c/d/e/f | a path of at most 5 levels",
                "grid | a//c | a path without empty levels",
                "staff_registered | 1.5 | a whole number from 0 to 9007199254740992",
                "staff_required | -1 | a whole number from 0 to 9007199254740992",
                "staff_source | checkin | one of CHECKIN, HEADCOUNT, or blank",
                "evidence | METER | one of POWER, PRESENCE, ANY, or blank",
                "baseline_wh | 9007199254740993 | a whole number from 0 to 9007199254740992",
                "standby_wh | 1e400000000 | a whole number from 0 to 9007199254740992",
                "capacity_wh | １２ | a whole number from 0 to 9007199254740992",
                "process | batch | one of continuous, discrete, labour, office, or blank",
                "valid_from | 2020-03-01T00:00:00 | an instant with its offset, such as 2020-03-16T08:15:00+08:00, whole"
                        + " epoch milliseconds, or a date, such as 2020-03-16, for the park's midnight; found no offset",
                "valid_from | 2020-02-30 | an instant with its offset, such as 2020-03-16T08:15:00+08:00, whole"
                        + " epoch milliseconds, or a date, such as 2020-03-16, for the park's midnight; found no date of"
                        + " the calendar",
                "valid_from | soon | an instant with its offset, such as 2020-03-16T08:15:00+08:00, whole"
                        + " epoch milliseconds, or a date, such as 2020-03-16, for the park's midnight",
            })
    void aBadCellOfAnEnterpriseIsAProblem(String column, String value, String expected) {
        files.enterprises("enterprise_id,park_id," + column, "E1,P1," + value, "E2,P2,");

        assertThat(files.problems())
                .containsExactly("enterprises.csv:2: " + column + " \"" + value + "\": expected " + expected);
    }

    @Test
    void wholeNumbersAreWholeByValue() {
        files.enterprises("enterprise_id,park_id,baseline_wh", "E1,P1,12.0", "E2,P1,9007199254740992");

        assertThat(files.read().registry().enterprises())
                .extracting(Enterprise::baselineWh)
                .containsExactly(12L, 9_007_199_254_740_992L);
    }

    @Test
    void anEnterpriseMayMoveBetweenParksOfOneZone() {
        files.enterprises(
                "enterprise_id,park_id,valid_from,valid_to",
                "E1,P2,2020-03-16T00:00:00+08:00,",
                "E2,P2,,",
                "E1,P1,,2020-03-16T00:00:00+08:00");

        assertThat(files.read().registry().enterprises())
                .extracting(Enterprise::id, Enterprise::park, Enterprise::validFrom, Enterprise::validTo)
                .containsExactly(
                        tuple("E1", "P1", Long.MIN_VALUE, 1_584_288_000_000L),
                        tuple("E1", "P2", 1_584_288_000_000L, Long.MAX_VALUE),
                        tuple("E2", "P2", Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @Test
    void aDateIsTheMidnightOfThePark() {
        files.parks("park_id,zone", "P1,", "P2,Europe/Berlin", "P3,America/Sao_Paulo");
        files.enterprises(
                "enterprise_id,park_id,valid_from,valid_to",
                "E1,P1,2020-03-18,2020-04-01",
                "E2,P2,2020-03-29,2020-03-30",
                "E3,P3,2017-10-15,"); // the day begins at one o'clock there

        assertThat(files.read().registry().enterprises())
                .extracting(Enterprise::validFrom, Enterprise::validTo)
                .containsExactly(
                        tuple(millis("2020-03-17T16:00:00Z"), millis("2020-03-31T16:00:00Z")),
                        tuple(millis("2020-03-28T23:00:00Z"), millis("2020-03-29T22:00:00Z")),
                        tuple(millis("2017-10-15T03:00:00Z"), Long.MAX_VALUE));
    }

    @Test
    void aDateInAParkThatIsNotKnownIsNoProblemOfItsOwn() {
        files.parks("park_id,zone", "P1,Mars/Olympus", "P2,");
        files.enterprises("enterprise_id,park_id,valid_from", "E1,P1,2020-03-18", "E2,P9,2020-03-18");

        assertThat(files.problems())
                .containsExactly(
                        "parks.csv:2: zone \"Mars/Olympus\": expected a time zone such as Asia/Shanghai",
                        "enterprises.csv:3: park_id \"P9\": expected the id of a park in parks.csv");
    }

    @Test
    void overlappingRowsAreReportedAtTheLaterRow() {
        files.enterprises(
                "enterprise_id,park_id,valid_from,valid_to",
                "E1,P1,1000,2000",
                "E1,P1,3000,4000",
                "E1,P1,1999,3001",
                "E1,P1,2000,3000",
                "E1,P1,,1",
                "E1,P1,0,5",
                "E2,P1,,",
                "E2,P1,,");

        String expected = ": expected a validity that does not overlap with that of line ";
        String meaning = " (from valid_from until before valid_to; blank is always)";
        assertThat(files.problems())
                .containsExactly(
                        "enterprises.csv:4: valid_from \"1999\"" + expected + "3" + meaning,
                        "enterprises.csv:7: valid_from \"0\"" + expected + "6" + meaning,
                        "enterprises.csv:9: valid_from \"\"" + expected + "8" + meaning);
    }

    @Test
    void aValidityThatEndsBeforeItBeginsIsAProblem() {
        files.enterprises("enterprise_id,park_id,valid_from,valid_to", "E1,P1,5,5", "E2,P1,,");

        assertThat(files.problems())
                .containsExactly("enterprises.csv:2: valid_to \"5\": expected an instant after valid_from");
    }

    @Test
    void rowsInParksOfDifferentZonesAreReportedAtTheLaterRow() {
        files.parks("park_id,zone", "P1,Asia/Shanghai", "P2,Asia/Tokyo", "P3,nowhere");
        files.enterprises(
                "enterprise_id,park_id,valid_from,valid_to",
                "E1,P3,,1",
                "E1,P1,1,2",
                "E1,P2,2,3",
                "E1,P1,3,4",
                "E2,P2,,");

        assertThat(files.problems())
                .containsExactly(
                        "parks.csv:4: zone \"nowhere\": expected a time zone such as Asia/Shanghai",
                        "enterprises.csv:4: park_id \"P2\": expected a park in the zone Asia/Shanghai, as in line 3;"
                                + " this one is in Asia/Tokyo");
    }

    // Meters

    @Test
    void theRowsOfAMeterShareItInTheirOrder() {
        files.meters(
                "meter_id,enterprise_id,share,kind,wh_per_unit,modulus,rated_kva,every",
                "M1,E2,2500,INTERVAL,12.5,99999.99,315,PT1H",
                "M2,E1,,,,,100,",
                "M1,E1,7500,,,,,");

        assertThat(files.read().registry().meters())
                .containsExactly(
                        new Meter(
                                "M1",
                                List.of(new Meter.Share("E2", 2500), new Meter.Share("E1", 7500)),
                                MeterKind.INTERVAL,
                                new BigDecimal("12.5"),
                                1_250_000, // 1249999.875
                                new BigDecimal("315"),
                                3_600_000),
                        new Meter(
                                "M2",
                                List.of(new Meter.Share("E1", 10_000)),
                                MeterKind.CUMULATIVE,
                                new BigDecimal("1000"),
                                0,
                                new BigDecimal("100"),
                                900_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "share | 10001 | a whole number from 0 to 10000",
                "flow | add | one of ADD, SUBTRACT, or blank",
                "signed | yes | one of true, false, or blank",
                "share | 50% | a whole number from 0 to 10000",
                "kind | DELTA | one of CUMULATIVE, INTERVAL, or blank",
                "wh_per_unit | 0 | a decimal number above 0, up to 2^53",
                "wh_per_unit | NaN | a decimal number above 0, up to 2^53",
                "wh_per_unit | 1e-99 | a decimal number above 0, up to 2^53",
                "modulus | -1 | a decimal number above 0, up to 2^53",
                "rated_kva | 1e99 | a decimal number above 0, up to 2^53",
                "every | 15 min | a duration of days to seconds above 0, such as PT15M",
                "every | PT0S | a duration of days to seconds above 0, such as PT15M",
                "every | P1M | a duration of days to seconds above 0, such as PT15M",
                "every | PT0.0001S | a duration of days to seconds above 0, such as PT15M",
                "modulus | 0.0001 | a modulus that makes 1 to 9007199254740992 Wh; with wh_per_unit this makes 0",
                "modulus | 1e15 | a modulus that makes 1 to 9007199254740992 Wh; with wh_per_unit this makes"
                        + " 1000000000000000000",
            })
    void aBadCellOfAMeterIsAProblem(String column, String value, String expected) {
        String rated = column.equals("rated_kva") ? "" : ",rated_kva";
        files.meters("meter_id,enterprise_id," + column + rated, "M1,E1," + value + (rated.isEmpty() ? "" : ",1"));

        assertThat(files.problems())
                .containsExactly("meters.csv:2: " + column + " \"" + value + "\": expected " + expected);
    }

    @Test
    void theSharesOfAMeterSumToTheWhole() {
        files.meters(
                "meter_id,enterprise_id,share,flow",
                "M1,E1,5000,",
                "M1,E2,4999,",
                "M2,E1,,",
                "M2,E2,,ADD",
                "M3,E1,x,",
                "M3,E2,1,",
                "M4,E1,9999.0,ADD",
                "M4,E2,10000,SUBTRACT");

        assertThat(files.problems())
                .containsExactly(
                        "meters.csv:3: share \"4999\": expected shares of 10000 in all at some time in the 2 rows of the"
                                + " meter; they make 9999 at most",
                        "meters.csv:5: share \"\": expected shares of at most 10000 in all at a time; with line 4 they make"
                                + " 20000",
                        "meters.csv:6: share \"x\": expected a whole number from 0 to 10000",
                        "meters.csv:8: share \"9999.0\": expected 10000, as no other row of the meter adds its energy to an"
                                + " enterprise");
    }

    @Test
    void sharesSumToTheWholeAtSomeTimeAndNeverToMore() {
        files.meters(
                "meter_id,enterprise_id,share,valid_from,valid_to,rated_kva",
                "M1,E1,6000,,86400000,1",
                "M1,E2,4000,,,1", // half of it is nobody's from the second day on
                "M2,E1,6000,,86400000,1",
                "M2,E2,6000,86400000,,",
                "M3,E1,,,,1",
                "M3,E2,1,86400000,86400001,");

        assertThat(files.problems())
                .containsExactly(
                        "meters.csv:5: share \"6000\": expected shares of 10000 in all at some time in the 2 rows of the"
                                + " meter; they make 6000 at most",
                        "meters.csv:7: share \"1\": expected shares of at most 10000 in all at a time; with line 6 they make"
                                + " 10001 from 1970-01-02T00:00:00Z on");
    }

    @Test
    void rowsThatSubtractNeedNoWholeAndSumWithNothing() {
        files.meters(
                "meter_id,enterprise_id,share,flow,rated_kva",
                "main,E1,,ADD,1",
                "sub,E1,10000,SUBTRACT,1",
                "sub,E2,7000,SUBTRACT,",
                "shared,E1,10000,ADD,1",
                "shared,E2,5000,SUBTRACT,");

        assertThat(files.read().registry().meters())
                .flatExtracting(Meter::rows)
                .extracting(Meter.Row::enterprise, Meter.Row::basisPoints, Meter.Row::flow)
                .containsExactly(
                        tuple("E1", 10_000, Flow.ADD),
                        tuple("E1", 10_000, Flow.ADD),
                        tuple("E2", 5_000, Flow.SUBTRACT),
                        tuple("E1", 10_000, Flow.SUBTRACT),
                        tuple("E2", 7_000, Flow.SUBTRACT));
    }

    @Test
    void anEnterpriseIsNamedOnceForEachMeterAtATime() {
        files.meters(
                "meter_id,enterprise_id,share,flow,valid_from,valid_to,rated_kva",
                "M1,E1,5000,,,,1",
                "M1,E1,5000,,,,",
                "M2,E1,,,,1584288000000,1",
                "M2,E1,,,2020-03-16,,",
                "M3,E1,,,,1584288000001,1",
                "M3,E1,,SUBTRACT,2020-03-16,,1");

        assertThat(files.problems())
                .containsExactly(
                        "meters.csv:3: enterprise_id \"E1\":"
                                + " expected an enterprise once for each meter at a time; line 2 has it for this one always",
                        "meters.csv:7: enterprise_id \"E1\":"
                                + " expected an enterprise once for each meter at a time; line 6 has it for this one from"
                                + " 2020-03-15T16:00:00Z until before 2020-03-15T16:00:00.001Z");
    }

    @Test
    void theRowsOfAMeterAgree() {
        files.meters(
                "meter_id,enterprise_id,share,kind,wh_per_unit,modulus,rated_kva,every",
                "M1,E1,5000,,1000,,100,PT15M",
                "M1,E2,5000,INTERVAL,1000.0,9,100.00,PT900S",
                "M2,E1,5000,CUMULATIVE,?,,100,",
                "M2,E2,5000,,7,,200,PT1H");

        assertThat(files.problems())
                .containsExactly(
                        "meters.csv:3: kind \"INTERVAL\":"
                                + " expected blank or CUMULATIVE, as in line 2, which holds at the same time",
                        "meters.csv:3: modulus \"9\": expected blank, as in line 2, which holds at the same time",
                        "meters.csv:4: wh_per_unit \"?\": expected a decimal number above 0, up to 2^53",
                        "meters.csv:5: every \"PT1H\":"
                                + " expected blank or PT15M, as in line 4, which holds at the same time",
                        "meters.csv:5: rated_kva \"200\": expected \"100\", as in line 4, which holds at the same time");
    }

    @Test
    void rowsOfDifferentTimesMayDiffer() {
        files.meters(
                "meter_id,enterprise_id,share,kind,signed,wh_per_unit,modulus,rated_kva,every,serial,valid_from,valid_to",
                "M1,E1,5000,INTERVAL,,12.5,,315,PT1H, A-1 ,,2020-03-16",
                "M1,E2,5000,,false,12.50,,,PT60M,A-1,2020-03-15,2020-03-16",
                "M1,E1,,,true,,,5,,,2020-03-16,2020-03-17",
                "M1,E1,,,,3,7.5,5,,,2020-03-18,");
        Register first = new Register(
                MeterKind.INTERVAL, false, new BigDecimal("12.5"), 0, new BigDecimal("315"), 3_600_000, "A-1");
        Register second =
                new Register(MeterKind.CUMULATIVE, true, new BigDecimal("1000"), 0, new BigDecimal("5"), 900_000, "");
        Register third = new Register(
                MeterKind.CUMULATIVE, false, new BigDecimal("3"), 23, new BigDecimal("5"), 900_000, ""); // 22.5 Wh
        long day = millis("2020-03-15T16:00:00Z");

        assertThat(files.read().registry().meters())
                .containsExactly(new Meter(
                        "M1",
                        List.of(
                                new Meter.Row("E1", 5_000, Flow.ADD, first, Long.MIN_VALUE, day),
                                new Meter.Row("E2", 5_000, Flow.ADD, first, day - 86_400_000, day),
                                new Meter.Row("E1", 10_000, Flow.ADD, second, day, day + 86_400_000),
                                new Meter.Row("E1", 10_000, Flow.ADD, third, day + 2 * 86_400_000, Long.MAX_VALUE))));
    }

    @Test
    void aBlankThatMeansAnotherThingFromSomeTimeOnIsAProblem() {
        files.meters(
                "meter_id,enterprise_id,share,wh_per_unit,valid_from,valid_to,rated_kva",
                "M1,E1,5000,12000,,86400000,1",
                "M1,E2,5000,,,,1", // 12000, and then 1000
                "M2,E1,5000,1000.0,,86400000,1",
                "M2,E2,5000,,,,1", // always 1000
                "M3,E1,5000,2000,86400000,,1",
                "M3,E2,5000,,,,1", // 1000, and then 2000
                "M4,E1,5000,2000,,86400000,1",
                "M4,E2,5000,,,,",
                "M4,E3,5000,3000,86400000,,1");
        files.enterprises("enterprise_id,park_id", "E1,P1", "E2,P2", "E3,P1");

        assertThat(files.problems())
                .containsExactly(
                        "meters.csv:3: wh_per_unit \"\": expected what it means written out: a blank here means 12000 at"
                                + " first, and 1000 from 1970-01-02T00:00:00Z on",
                        "meters.csv:7: wh_per_unit \"\": expected what it means written out: a blank here means 1000 at"
                                + " first, and 2000, as in line 6, from 1970-01-02T00:00:00Z on",
                        "meters.csv:9: rated_kva \"\": expected what it means written out: a blank here means 1 at first,"
                                + " and none from 1970-01-02T00:00:00Z on",
                        "meters.csv:9: wh_per_unit \"\": expected what it means written out: a blank here means 2000 at"
                                + " first, and 1000 from 1970-01-02T00:00:00Z on",
                        "meters.csv:10: rated_kva \"1\":"
                                + " expected blank, as in line 9, which holds at the same time",
                        "meters.csv:10: wh_per_unit \"3000\":"
                                + " expected blank or 1000, as in line 9, which holds at the same time");
    }

    @Test
    void aSignedMeterHasNoModulus() {
        files.meters(
                "meter_id,enterprise_id,share,signed,modulus,rated_kva,valid_from,valid_to",
                "M1,E1,5000,true,100,1,,86400000",
                "M1,E2,5000,true,100,1,,86400000",
                "M1,E2,,,100,1,86400000,");

        assertThat(files.problems())
                .containsExactly("meters.csv:2: modulus \"100\": expected blank, as the register is signed: it runs"
                        + " backwards and never rolls over");
    }

    @Test
    void aRowOfAMeterHoldsAtATimeAtWhichItsEnterpriseDoes() {
        files.enterprises(
                "enterprise_id,park_id,valid_from,valid_to", "E1,P1,86400000,172800000", "E1,P2,259200000,", "E2,P1,,");
        files.meters(
                "meter_id,enterprise_id,valid_from,valid_to,rated_kva",
                "M1,E1,,86400000,1", // ends when it begins
                "M2,E1,,86400001,1",
                "M3,E1,172800000,259200000,1", // between both
                "M4,E1,172799999,259200000,1",
                "M5,E1,1,2,1",
                "M6,E1,259200000,,1",
                "M7,E2,1,2,1");

        assertThat(files.problems())
                .containsExactly(
                        "meters.csv:2: valid_to \"86400000\": expected a time at which the enterprise is in a park;"
                                + " enterprises.csv:2 holds from 1970-01-02T00:00:00Z until before 1970-01-03T00:00:00Z",
                        "meters.csv:4: valid_from \"172800000\": expected a time at which the enterprise is in a park;"
                                + " enterprises.csv:2 holds from 1970-01-02T00:00:00Z until before 1970-01-03T00:00:00Z",
                        "meters.csv:6: valid_to \"2\": expected a time at which the enterprise is in a park;"
                                + " enterprises.csv:2 holds from 1970-01-02T00:00:00Z until before 1970-01-03T00:00:00Z");
    }

    @Test
    void aTimeOfAMeterThatIsNoneIsAProblemAndHidesNoOther() {
        files.parks("park_id,zone", "P1,Mars/Olympus", "P2,Europe/Berlin");
        files.meters(
                "meter_id,enterprise_id,valid_from,valid_to,kind",
                "M1,E2,5,5,",
                "M2,E2,2020-03-29 08:00,,DELTA",
                "M3,E1,2020-03-29,,", // the zone's problem
                "M4,E9,2020-03-29,,");

        assertThat(files.problems())
                .containsExactly(
                        "parks.csv:2: zone \"Mars/Olympus\": expected a time zone such as Asia/Shanghai",
                        "meters.csv:2: valid_to \"5\": expected an instant after valid_from",
                        "meters.csv:3: kind \"DELTA\": expected one of CUMULATIVE, INTERVAL, or blank",
                        "meters.csv:3: valid_from \"2020-03-29 08:00\": expected an instant with its offset, such as"
                                + " 2020-03-16T08:15:00+08:00, whole epoch milliseconds, or a date, such as 2020-03-16,"
                                + " for the park's midnight; found a blank in place of T, no seconds, no offset",
                        "meters.csv:5: enterprise_id \"E9\": expected the id of an enterprise in enterprises.csv");
    }

    @Test
    void aDateOfAMeterIsTheMidnightOfItsEnterprisesPark() {
        files.parks("park_id,zone", "P1,", "P2,Europe/Berlin");
        files.meters(
                "meter_id,enterprise_id,valid_from,valid_to,rated_kva",
                "M1,E1,2020-03-29,2020-03-30,1",
                "M2,E2,2020-03-29,2020-03-30,1");

        assertThat(files.read().registry().meters())
                .flatExtracting(Meter::rows)
                .extracting(Meter.Row::validFrom, Meter.Row::validTo)
                .containsExactly(
                        tuple(millis("2020-03-28T16:00:00Z"), millis("2020-03-29T16:00:00Z")),
                        tuple(millis("2020-03-28T23:00:00Z"), millis("2020-03-29T22:00:00Z")));
    }

    @Test
    void cumulativeMetersWithoutRatingAreWarnedOfOnce() {
        files.meters(
                "meter_id,enterprise_id,kind,rated_kva",
                "M7,E1,,",
                "M6,E1,,",
                "M5,E1,,",
                "M4,E1,,",
                "M3,E1,,",
                "M2,E1,INTERVAL,",
                "M1,E1,,",
                "M0,E1,,1");

        assertThat(files.read().warnings())
                .extracting(Sentences.ENGLISH::of)
                .containsExactly("meters.csv: 6 CUMULATIVE meters have no rated_kva (M1, M3, M4, M5, M6, …):"
                        + " nothing they report can be called implausible");
    }

    @Test
    void aMeterIsWarnedOfOnceThatIsWithoutRatingAtAnyTime() {
        files.meters(
                "meter_id,enterprise_id,rated_kva,valid_from,valid_to",
                "M1,E1,1,,86400000",
                "M1,E1,,86400000,172800000",
                "M1,E1,,172800000,",
                "M2,E1,1,,");

        assertThat(files.read().warnings())
                .extracting(Sentences.ENGLISH::of)
                .containsExactly("meters.csv: 1 CUMULATIVE meter has no rated_kva (M1):"
                        + " nothing they report can be called implausible");
    }

    /** The number of enterprises behind the index of Zhejiang. */
    @Test
    void aProvinceIsReadWhole() {
        int size = 333_427;
        StringBuilder enterprises = new StringBuilder(
                "enterprise_id,park_id,name,tiers,industry,grid,staff_registered,baseline_wh,valid_from\n");
        StringBuilder meters = new StringBuilder("meter_id,enterprise_id,wh_per_unit,modulus,rated_kva,every\n");
        for (int i = 0; i < size; i++) {
            enterprises
                    .append("E" + i + ",P" + (1 + i % 2) + ",企业" + i)
                    .append(",above-scale;top-100,auto,district-A/street-" + i % 100 + ",250,3000000")
                    .append(",2020-01-01T00:00:00+08:00\n");
            meters.append("M" + i + ",E" + i + ",12000,1000000,315,PT15M\n");
        }
        files.enterprises(enterprises.toString()).meters(meters.toString());

        Registry registry = files.read().registry();

        assertThat(registry.enterprises()).hasSize(size);
        assertThat(registry.meters()).hasSize(size);
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static Enterprise enterprise(String id, String park) {
        return new Enterprise(
                id,
                park,
                "",
                List.of(),
                "",
                "",
                "",
                "",
                0,
                0,
                StaffSource.CHECKIN,
                null,
                0,
                0,
                0,
                Process.DISCRETE,
                Long.MIN_VALUE,
                Long.MAX_VALUE);
    }
}
