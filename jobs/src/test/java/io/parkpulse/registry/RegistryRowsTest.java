package io.parkpulse.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.model.Meter;
import io.parkpulse.model.Method;
import io.parkpulse.model.Names;
import io.parkpulse.registry.RegistryRows.Change;
import io.parkpulse.registry.RegistryRows.Outcome;
import io.parkpulse.registry.RegistryRows.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryRowsTest {
    @TempDir
    Path dir;

    private final RegistryRows rows = new RegistryRows();

    private static Change row(String key, String json) {
        return new Change(key, json == null ? null : json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static List<Change> changes(List<RegistryRow> rows) {
        return rows.stream().map(row -> new Change(row.key(), row.toJson())).toList();
    }

    private Outcome apply(Change... changes) {
        return rows.apply(Arrays.asList(changes));
    }

    private Outcome applyRegistry() {
        return apply(
                row("park/P1", "{'park_id':'P1'}"),
                row("enterprise/E1/", "{'enterprise_id':'E1','park_id':'P1'}"),
                row("meter/M1/E1", "{'meter_id':'M1','enterprise_id':'E1','rated_kva':'100'}"));
    }

    private static List<String> keys(Outcome outcome) {
        return outcome.refusals().stream().map(Refusal::key).toList();
    }

    @Test
    void namesOfAGridComeAndGoByThemselves() throws Exception {
        applyRegistry();

        Outcome named = apply(row("grid/tianjin%2Fdongli", "{'path':'tianjin/dongli','name_zh':'东丽'}"));
        assertThat(named.refusals()).isEmpty();
        assertThat(named.changed()).isTrue();
        assertThat(named.registry().grids()).isEqualTo(Map.of("tianjin/dongli", new Names("东丽", "", "", "")));
        RowFiles.write(dir, rows.rows());
        assertThat(RegistryReader.read(dir).registry()).isEqualTo(named.registry());

        Outcome nameless = apply(row("grid/tianjin%2Fdongli", "{'path':'tianjin/dongli'}"));
        assertThat(nameless.refusals()).hasSize(1);
        assertThat(nameless.refusals().get(0).toString())
                .startsWith("grid/tianjin%2Fdongli is refused: grid/tianjin%2Fdongli: name_zh \"\": expected a name");
        assertThat(nameless.registry()).isEqualTo(named.registry());
        assertThat(apply(row("grid/tianjin", "{'path':'tianjin/dongli','name_zh':'东丽'}"))
                        .refusals())
                .extracting(Refusal::toString)
                .containsExactly(
                        "grid/tianjin is refused: expected the key grid/tianjin%2Fdongli, as its fields say (path)");

        assertThat(apply(row("grid/tianjin%2Fdongli", null)).registry().grids()).isEmpty();
    }

    @Test
    void rowsOfADirectoryMakeTheRegistryOfTheDirectoryInAnyOrder() throws Exception {
        RegistryFiles files = new RegistryFiles(dir)
                .parks(
                        "park_id,name_zh,method,region,zone",
                        "P1,\"滨海, \"\"a\"\"\",mine,tianjin/binhai,Asia/Tokyo",
                        "P/2,,,,")
                .enterprises(
                        "enterprise_id,park_id,name,tiers,valid_from,valid_to,staff_registered",
                        "E1,P1,甲,b;a,,2020-03-01T00:00:00+08:00,12.0",
                        "E1,P1,甲,b;a,2020-03-01T00:00:00+08:00,,13",
                        "E%2,P/2,,,,,")
                .meters(
                        "meter_id,enterprise_id,share,flow,signed,modulus,rated_kva,every,serial,valid_from,valid_to",
                        "M1,E1,6667,,,1000,10,PT30M,A/1,,2020-03-16",
                        "M1,E%2,3333,ADD,,,,,,,1584284400000",
                        "M1,E1,10000,,true,,10,,,2020-03-16,",
                        "M1,E%2,50,SUBTRACT,,,,,,2020-03-16T00:00:00+08:00,1600000000000",
                        "M2,E1,,,,,5.50,,,,")
                .methods(
                        "mine:",
                        "  threshold: 0.250",
                        "  source: 某省 \"报告\"",
                        "sichuan-2020: {decimals: 3, source: ''}");
        List<Change> changes =
                new ArrayList<>(changes(RegistryReader.readRows(dir).rows()));
        Collections.shuffle(changes, new Random(1));

        Outcome outcome = rows.apply(changes);

        assertThat(outcome.refusals()).isEmpty();
        assertThat(outcome.changed()).isTrue();
        assertThat(outcome.registry()).isEqualTo(files.read().registry());

        Path again = Files.createDirectory(dir.resolve("again"));
        RowFiles.write(again, rows.rows());
        assertThat(RegistryReader.read(again).registry()).isEqualTo(outcome.registry());
    }

    @Test
    void rowsThatComeOneByOneInTheWrongOrderAreAcceptedInTheEnd() throws Exception {
        RegistryFiles files =
                new RegistryFiles(dir).meters("meter_id,enterprise_id,share,rated_kva", "M1,E1,4000,1", "M1,E2,6000,1");
        List<RegistryRow> wrongOrder =
                new ArrayList<>(RegistryReader.readRows(dir).rows());
        Collections.reverse(wrongOrder);
        for (Change change : changes(wrongOrder)) {
            apply(change);
        }
        assertThat(rows.registry()).isEqualTo(files.read().registry());
    }

    @Test
    void aRowSaysEachColumnAsItStandsAndLeavesBlankOnesOut() throws Exception {
        new RegistryFiles(dir)
                .parks("park_id,batch,name_en,odd", "P1, 1 ,\"a \"\"b\"\"\",x", "P2,,,")
                .meters(
                        "meter_id,enterprise_id,share,rated_kva,flow,serial,valid_from",
                        "M1,E1,4000,1e1,,,",
                        "M1,E2,6000,,,,",
                        "M2,E2,,,ADD,7,2020-03-16");
        assertThat(RegistryReader.readRows(dir).rows())
                .extracting(row -> row.key() + " " + new String(row.toJson(), StandardCharsets.UTF_8))
                .contains(
                        "park/P1 {\"park_id\":\"P1\",\"name_en\":\"a \\\"b\\\"\",\"batch\":\" 1 \"}",
                        "park/P2 {\"park_id\":\"P2\"}",
                        "enterprise/E1/ {\"enterprise_id\":\"E1\",\"park_id\":\"P1\"}",
                        "meter/M1/E1 {\"meter_id\":\"M1\",\"enterprise_id\":\"E1\",\"share\":\"4000\",\"rated_kva\":\"1e1\"}",
                        "meter/M2/E2/2020-03-16 {\"meter_id\":\"M2\",\"enterprise_id\":\"E2\",\"flow\":\"ADD\","
                                + "\"serial\":\"7\",\"valid_from\":\"2020-03-16\"}",
                        "meter/M1/E2 {\"meter_id\":\"M1\",\"enterprise_id\":\"E2\",\"share\":\"6000\",\"order\":\"2\"}",
                        "method/sichuan-2020 {\"threshold\":\"0.30\",\"comparator\":\"GT\",\"output\":\"ALL\","
                                + "\"weight_work\":\"0.5\",\"weight_output\":\"0.5\",\"rounding\":\"HALF_UP\","
                                + "\"decimals\":\"0\",\"index_decimals\":\"2\",\"trim_zeros\":\"false\",\"delta\":\"EXACT\","
                                + "\"count_online\":\"false\",\"coverage_gate\":\"0.80\",\"scope_gate\":\"0.50\","
                                + "\"target\":\"0.80\",\"utilisation_cap\":\"1.2\",\"source\":{\"text\":\""
                                + rows.registry().methods().get("sichuan-2020").sourceText() + "\",\"link\":\""
                                + rows.registry().methods().get("sichuan-2020").sourceLink() + "\"}}");
    }

    @Test
    void aBadRowIsRefusedWithItsReasonAndTheRowBeforeItStays() {
        applyRegistry();
        Outcome outcome =
                apply(row("park/P1", "{'park_id':'P1','zone':'Mars/Olympus'}"), row("park/P2", "{'park_id':'P2'}"));
        assertThat(outcome.refusals())
                .extracting(Refusal::toString)
                .containsExactly("park/P1 is refused: park/P1: zone \"Mars/Olympus\": expected a time zone such as"
                        + " Asia/Shanghai");
        assertThat(outcome.registry().parks()).extracting(park -> park.id()).containsExactly("P1", "P2");
        assertThat(outcome.registry().parks().get(0).zone()).hasToString("Asia/Shanghai");
    }

    @Test
    void aRowThatWouldHarmOthersIsRefusedAndTheOthersOfItsBatchAreNot() {
        applyRegistry();
        Outcome outcome = apply(
                row("enterprise/E2/", "{'enterprise_id':'E2','park_id':'P1'}"),
                row("park/P1", null),
                row("park/P2", "{'park_id':'P2'}"));
        assertThat(keys(outcome)).containsExactly("park/P1");
        assertThat(outcome.refusals().get(0).reasons())
                .contains("enterprise/E1/: park_id \"P1\": expected the id of a park in the registry's rows");
        assertThat(outcome.registry().enterprises()).hasSize(2);
        assertThat(outcome.registry().parks()).hasSize(2);
    }

    @Test
    void whatIsRefusedIsAppliedWhenNothingStandsAgainstItAnyMore() {
        applyRegistry();
        assertThat(keys(apply(row("enterprise/E1/", null)))).containsExactly("enterprise/E1/");
        Outcome outcome = apply(row("meter/M1/E1", null));
        assertThat(outcome.refusals()).isEmpty();
        assertThat(outcome.registry().enterprises()).isEmpty();
        assertThat(outcome.registry().meters()).isEmpty();
    }

    @Test
    void aRefusedRowNoLongerWaitsWhenItsKeyIsWrittenAgain() {
        applyRegistry();
        apply(row("park/P1", "{'park_id':'P1','batch':'7'}"));
        apply(row("park/P1", "{'park_id':'P1'}"));
        Outcome outcome = apply(row("park/P2", "{'park_id':'P2'}"));
        assertThat(outcome.refusals()).isEmpty();
        assertThat(outcome.registry().parks()).hasSize(2);
    }

    @Test
    void anEnterpriseMovesThoughItsRowsComeOneByOne() {
        applyRegistry();
        apply(row("park/P2", "{'park_id':'P2'}"));
        Outcome early = apply(row(
                "enterprise/E1/2020-03-01T00:00:00Z",
                "{'enterprise_id':'E1','park_id':'P2','valid_from':'2020-03-01T00:00:00Z'}"));
        assertThat(keys(early)).containsExactly("enterprise/E1/2020-03-01T00:00:00Z");
        assertThat(early.changed()).isFalse();
        Outcome moved =
                apply(row("enterprise/E1/", "{'enterprise_id':'E1','park_id':'P1','valid_to':'2020-03-01T00:00:00Z'}"));
        assertThat(moved.changed()).isTrue();
        assertThat(moved.registry().enterprises())
                .extracting(enterprise -> enterprise.park())
                .containsExactly("P1", "P2");
    }

    @Test
    void aMetersTenantChangesThoughItsRowsComeOneByOne() {
        applyRegistry();
        apply(row("enterprise/E2/", "{'enterprise_id':'E2','park_id':'P1'}"));
        Outcome early = apply(row(
                "meter/M1/E2/2020-03-16",
                "{'meter_id':'M1','enterprise_id':'E2','rated_kva':'100','valid_from':'2020-03-16','order':'2'}"));
        assertThat(keys(early)).containsExactly("meter/M1/E2/2020-03-16");
        assertThat(early.refusals().get(0).reasons())
                .containsExactly("meter/M1/E2/2020-03-16: share \"\": expected shares of at most 10000 in all at a"
                        + " time; with meter/M1/E1 they make 20000 from 2020-03-15T16:00:00Z on");
        Outcome changed = apply(
                row("meter/M1/E1", "{'meter_id':'M1','enterprise_id':'E1','rated_kva':'100','valid_to':'2020-03-16'}"));
        assertThat(changed.changed()).isTrue();
        assertThat(changed.registry().meters().get(0).rows())
                .extracting(Meter.Row::enterprise)
                .containsExactly("E1", "E2");
    }

    @Test
    void anEnterprisesTimeIsNotTakenFromBelowItsMeters() {
        applyRegistry();
        apply(row(
                "meter/M2/E1/2020-03-16",
                "{'meter_id':'M2','enterprise_id':'E1','rated_kva':'100','valid_from':'2020-03-16'}"));
        Outcome outcome = apply(row("enterprise/E1/", "{'enterprise_id':'E1','park_id':'P1','valid_to':'2020-03-10'}"));
        assertThat(outcome.refusals())
                .extracting(Refusal::toString)
                .containsExactly(
                        "enterprise/E1/ is refused: meter/M2/E1/2020-03-16: valid_from \"2020-03-16\": expected a"
                                + " time at which the enterprise is in a park; enterprise/E1/ holds until before"
                                + " 2020-03-09T16:00:00Z");
        assertThat(outcome.changed()).isFalse();
    }

    @Test
    void aParkKeepsItsZone() {
        applyRegistry();
        Outcome outcome = apply(row("park/P1", "{'park_id':'P1','zone':'Asia/Tokyo'}"));
        assertThat(keys(outcome)).containsExactly("park/P1");
        assertThat(outcome.refusals().get(0).toString()).contains("zone", "Asia/Tokyo");
        assertThat(outcome.changed()).isFalse();
        assertThat(keys(apply(row("park/P1", "{'park_id':'P1','name_en':'New'}"))))
                .isEmpty();
    }

    @Test
    void whatIsAcceptedAndWhatWaitsMakeTheSameRowsAgain() {
        applyRegistry();
        apply(row("meter/M2/E2", "{'meter_id':'M2','enterprise_id':'E2'}"), row("park/P1", null));
        RegistryRows again = new RegistryRows();
        again.apply(changes(rows.rows()));
        again.apply(rows.waiting());
        assertThat(again.registry()).isEqualTo(rows.registry());
        assertThat(again.waiting()).extracting(Change::key).containsExactlyInAnyOrder("meter/M2/E2", "park/P1");
        Outcome outcome = again.apply(List.of(row("enterprise/E2/", "{'enterprise_id':'E2','park_id':'P1'}")));
        assertThat(outcome.registry().meters()).hasSize(2);
    }

    @Test
    void aDeletedMethodIsTheBuiltInOneAgain() {
        Method builtIn = rows.registry().methods().get("wuhan-2020");
        Outcome changed = apply(row("method/wuhan-2020", "{'threshold':0.5,'count_online':true}"));
        assertThat(changed.registry().methods().get("wuhan-2020").threshold()).isEqualByComparingTo("0.5");
        assertThat(changed.registry().methods().get("wuhan-2020").sourceText()).isEqualTo(builtIn.sourceText());
        assertThat(apply(row("method/wuhan-2020", null)).registry().methods().get("wuhan-2020"))
                .isEqualTo(builtIn);
    }

    @Test
    void theSameRowAgainChangesNothing() {
        applyRegistry();
        Outcome outcome = applyRegistry();
        assertThat(outcome.changed()).isFalse();
        assertThat(outcome.refusals()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "park/P2         | {'park_id':'P3'}       | expected the key park/P3",
                "park/P2         | {'park_id':'P2'        | expected JSON",
                "park/P2         | {'park_id':'P2'} {}    | expected nothing behind the JSON object",
                "park/P2         | ['P2']                 | expected a JSON object",
                "park/P2         | {'park_id':['P2']}     | expected a text in the field park_id",
                "park/P2         | {'park_id':'P2','park_id':'P2'} | expected JSON: Duplicate",
                "depot/P2        | {'park_id':'P2'}       | expected a key park/ID",
                "park            | {'park_id':'P2'}       | expected a key park/ID",
                "enterprise/E2   | {'enterprise_id':'E2','park_id':'P1'} | expected the key enterprise/E2/,",
                "method/         | {}                     | expected a method's id in the key",
                "method/m        | {'threshold':'much'}   | m.threshold \"much\": expected a decimal number",
                "meter/M2/E9     | {'meter_id':'M2','enterprise_id':'E9'} | expected the id of an enterprise",
                "meter/M2/E1     | {'meter_id':'M2','enterprise_id':'E1','share':5000} | expected 10000",
                "meter/M2/E1     | {'meter_id':'M2','enterprise_id':'E1','valid_from':'5'} | expected the key meter/M2/E1/5,",
                "meter/M2/E1/    | {'meter_id':'M2','enterprise_id':'E1'} | expected the key meter/M2/E1,",
            })
    void whatIsNoRowIsRefused(String key, String json, String reason) {
        applyRegistry();
        Outcome outcome = apply(row(key, json));
        assertThat(keys(outcome)).containsExactly(key);
        assertThat(String.join("\n", outcome.refusals().get(0).reasons())).contains(reason);
        assertThat(outcome.changed()).isFalse();
    }

    @Test
    void aRecordWithoutKeyIsRefused() {
        assertThat(keys(apply(row(null, "{}")))).containsExactly("null");
    }

    @Test
    void aDirectoryIsCheckedBeforeAnyOfItsRowsIsGiven() {
        new RegistryFiles(dir).parks("park_id,zone", "P1,Mars", "P2,Venus");
        assertThatThrownBy(() -> RegistryReader.readRows(dir))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("parks.csv:2: zone \"Mars\"")
                .hasMessageContaining("parks.csv:3: zone \"Venus\"");
    }

    /** A check of the whole registry takes a second for half a million rows, and event time stands still meanwhile. */
    @Test
    void badRowsAreFoundWithoutCheckingTheWholeRegistryForEach() {
        List<Change> all = new ArrayList<>();
        all.add(row("park/P1", "{'park_id':'P1'}"));
        for (int i = 0; i < 2_000; i++) {
            all.add(row("enterprise/E" + i + "/", "{'enterprise_id':'E" + i + "','park_id':'P1'}"));
            all.add(row("meter/M" + i + "/E" + i, "{'meter_id':'M" + i + "','enterprise_id':'E" + i + "'}"));
        }
        rows.apply(all);
        long whole = all.size();
        assertThat(rows.rowsChecked()).isLessThanOrEqualTo(2 * whole);

        List<Change> bad = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            // Alone and with others: a share that makes its meter's sum wrong, an enterprise that is not there.
            bad.add(
                    i % 2 == 0
                            ? row(
                                    "meter/M" + i + "/E" + (i + 1),
                                    "{'meter_id':'M" + i + "','enterprise_id':'E" + (i + 1) + "','share':'5'}")
                            : row("meter/N" + i + "/gone", "{'meter_id':'N" + i + "','enterprise_id':'gone'}"));
        }
        bad.add(row("enterprise/new/", "{'enterprise_id':'new','park_id':'P1'}"));
        long before = rows.rowsChecked();
        Outcome outcome = rows.apply(bad);
        assertThat(outcome.refusals()).hasSize(16);
        assertThat(outcome.registry().enterprises()).hasSize(2_001);
        assertThat(rows.rowsChecked() - before).isLessThanOrEqualTo(2 * whole);

        // While these wait, whatever else comes is checked as if they were not there.
        before = rows.rowsChecked();
        apply(row("enterprise/newer/", "{'enterprise_id':'newer','park_id':'P1'}"));
        assertThat(rows.registry().enterprises()).hasSize(2_002);
        assertThat(rows.rowsChecked() - before).isLessThanOrEqualTo(2 * whole);
    }

    /** What is refused does not hang on how much of the registry is looked at. */
    @Test
    void lookingAtTheRowsAroundSaysWhatLookingAtAllSays() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            RegistryRows around = new RegistryRows();
            RegistryRows whole = new RegistryRows(true);
            for (int batch = 0; batch < 6; batch++) {
                List<Change> changes = new ArrayList<>();
                for (int i = random.nextInt(batch == 0 ? 40 : 8); i >= 0; i--) {
                    changes.add(anyChange(random));
                }
                Outcome one = around.apply(changes);
                Outcome other = whole.apply(changes);
                String which = "seed " + seed + " batch " + batch;
                assertThat(one.refusals()).as(which).isEqualTo(other.refusals());
                assertThat(one.equals(other)).as(which).isTrue();
                assertThat(around.rows()).isEqualTo(whole.rows());
            }
        }
    }

    private static Change anyChange(Random random) {
        String park = "P" + random.nextInt(3);
        String enterprise = "E" + random.nextInt(6);
        String meter = "M" + random.nextInt(6);
        boolean gone = random.nextInt(5) == 0;
        return switch (random.nextInt(5)) {
            case 0 ->
                row(
                        "park/" + park,
                        gone
                                ? null
                                : "{'park_id':'" + park + "'"
                                        + (random.nextInt(3) == 0 ? ",'zone':'Asia/Tokyo'" : "")
                                        + (random.nextInt(6) == 0 ? ",'method':'mine'" : "")
                                        + (random.nextInt(9) == 0 ? ",'batch':'x'" : "") + "}");
            case 1, 2 -> {
                String from = random.nextInt(3) == 0 ? "2020-03-0" + (1 + random.nextInt(3)) + "T00:00:00Z" : "";
                yield row(
                        "enterprise/" + enterprise + "/" + from,
                        gone
                                ? null
                                : "{'enterprise_id':'" + enterprise + "','park_id':'" + park + "'"
                                        + (from.isEmpty() ? "" : ",'valid_from':'" + from + "'")
                                        + (random.nextInt(2) == 0 ? ",'valid_to':'2020-03-02T00:00:00Z'" : "")
                                        + (random.nextInt(9) == 0 ? ",'staff_registered':'-1'" : "") + "}");
            }
            case 3 -> {
                String from = random.nextInt(3) == 0 ? "2020-03-0" + (1 + random.nextInt(3)) : "";
                yield row(
                        "meter/" + meter + "/" + enterprise + (from.isEmpty() ? "" : "/" + from),
                        gone
                                ? null
                                : "{'meter_id':'" + meter + "','enterprise_id':'" + enterprise + "'"
                                        + (from.isEmpty() ? "" : ",'valid_from':'" + from + "'")
                                        + (random.nextInt(3) == 0 ? ",'valid_to':'2020-03-02'" : "")
                                        + (random.nextInt(5) == 0 ? ",'flow':'SUBTRACT'" : "")
                                        + (random.nextBoolean() ? "" : ",'share':'5000'")
                                        + (random.nextInt(5) == 0 ? ",'rated_kva':'10'" : "")
                                        + (random.nextInt(4) == 0 ? ",'order':'2'" : "") + "}");
            }
            default ->
                row("method/mine", gone ? null : "{'threshold':'" + (random.nextInt(4) == 0 ? "7" : "0.4") + "'}");
        };
    }
}
